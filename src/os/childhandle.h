// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CHILDHANDLE_H
#define OFFSPRING_OS_CHILDHANDLE_H

#include "ownerprocess.h"
#include "uniquefd.h"

#include <cstdint>
#include <optional>

namespace Offspring::Os {

/// What the kernel said when the child was reaped.
struct WaitResult
{
    int status = -1; // the raw wait status; -1: somebody else took it
    std::int64_t userMicroseconds = 0;
    std::int64_t systemMicroseconds = 0;
    std::int64_t maxResidentKiB = 0;
    std::int64_t minorFaults = 0;
    std::int64_t majorFaults = 0;
    std::int64_t voluntarySwitches = 0;
    std::int64_t involuntarySwitches = 0;
};

/// A child by number and by pidfd: the number is for reading, everything is done through the pidfd,
/// which never names another process; save for a group, which has no such thing, and whose number
/// is nobody else's as long as its leader is not reaped. Does nothing in a forked copy of the
/// program, to which the child does not belong.
class ChildHandle
{
public:
    ChildHandle() = default;
    ChildHandle(int pid, UniqueFD pidfd, bool leadsGroup);

    int pid() const { return m_pid; }
    bool leadsGroup() const { return m_leadsGroup; }
    /// Readable once the child is dead; stays open as long as the handle, so that whoever watches
    /// it can stop first.
    int pidfd() const { return m_pidfd.number(); }
    /// A child of this very process that is not reaped yet.
    bool isOurs() const;

    enum class Execution { Happened, Missed, Unknown };
    /// Whether the child, which had no exit signal at its birth, has executed its program, or is
    /// dead without. Waits where it has done neither yet. Unknown: no wait is allowed here.
    Execution waitForExecution() const;

    /// To the child alone. False: reaped, not permitted, no such signal.
    bool sendSignal(int signal) const;
    bool terminate() const; ///< SIGTERM, to the whole group that the child leads
    bool kill() const; ///< SIGKILL, to the whole group that the child leads
    /// The wait status; empty while the child lives. It stays there for reap().
    std::optional<WaitResult> result() const;
    /// The same, and takes it: the child's number is free then.
    std::optional<WaitResult> reap();
    /// Waits for a child that is about to die.
    void reapBlocking();

private:
    bool signalAll(int signal) const;

    int m_pid = 0;
    OwnerProcess m_parent;
    bool m_leadsGroup = false;
    bool m_isReaped = false;
    UniqueFD m_pidfd;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CHILDHANDLE_H
