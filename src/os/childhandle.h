// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CHILDHANDLE_H
#define OFFSPRING_OS_CHILDHANDLE_H

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
/// which never names another process. Does nothing in a forked copy of the program, to which the
/// child does not belong.
class ChildHandle
{
public:
    ChildHandle() = default;
    ChildHandle(int pid, UniqueFD pidfd);

    int pid() const { return m_pid; }
    /// Readable once the child is dead; stays open as long as the handle, so that whoever watches
    /// it can stop first.
    int pidfd() const { return m_pidfd.number(); }
    /// A child of this very process that is not reaped yet.
    bool isOurs() const;

    /// False: reaped, not permitted, no such signal.
    bool sendSignal(int signal) const;
    bool terminate() const; ///< SIGTERM
    bool kill() const; ///< SIGKILL
    /// Takes the wait status; empty while the child lives.
    std::optional<WaitResult> reap();
    /// Waits for a child that is about to die.
    void reapBlocking();

private:
    int m_pid = 0;
    int m_parent = 0;
    bool m_isReaped = false;
    UniqueFD m_pidfd;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CHILDHANDLE_H
