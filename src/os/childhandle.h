// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CHILDHANDLE_H
#define OFFSPRING_OS_CHILDHANDLE_H

#include "ownerprocess.h"
#include "processgroup.h"
#include "uniquefd.h"

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>

namespace Offspring::Os {

/// What the kernel said when the child was reaped; by whom, only the usage tells: it is zero when
/// it was not by us, and until it is where a platform only tells it then.
struct WaitResult
{
    int status = -1; // the raw wait status, waitpid(2); -1: somebody else took it, none is kept
    int exitCode = -1; // -1: it did not exit by itself
    int signal = 0; // that killed it; 0: none
    bool coreDumped = false;
    std::int64_t userMicroseconds = 0;
    std::int64_t systemMicroseconds = 0;
    std::int64_t maxResidentKiB = 0;
    std::int64_t minorFaults = 0;
    std::int64_t majorFaults = 0;
    std::int64_t voluntarySwitches = 0;
    std::int64_t involuntarySwitches = 0;
};

/// A child, known by its number and by its exit descriptor. Where the descriptor stands for the
/// process, and so never for another one, the child is signalled and waited for through it. The
/// number is used for a group, and where the descriptor does not do, because the kernel or a
/// sandbox refuses it or because it only tells of the exit: nobody else gets the number as long as
/// the child is not reaped, which is checked right before. The handle does nothing in a forked copy
/// of the program, to which the child does not belong.
class ChildHandle
{
public:
    ChildHandle() = default;
    ChildHandle(int pid, UniqueFD exitDescriptor, Leads leads);

    int pid() const { return m_pid; }
    Leads leads() const { return m_leads; }
    bool leadsGroup() const { return m_leads != Leads::Nothing; }
    bool leadsSession() const { return m_leads == Leads::Session; }
    /// Readable once the child has exited. It stays open as long as the handle, so that a watcher
    /// of it can be removed first.
    int exitDescriptor() const { return m_exitDescriptor.number(); }
    /// A child of this very process that is not reaped yet.
    bool isOurs() const;

    enum class Execution { Happened, Missed, Unknown };
    /// Whether the child has executed its program, or has died before. Waits until it has done
    /// either. Unknown: the system does not tell.
    Execution waitForExecution() const;

    /// To the child alone. False: reaped, not permitted, no such signal.
    bool sendSignal(int signal) const;
    /// SIGTERM and then SIGCONT, without which a stopped process would not take it: to the child
    /// and the group that it leads. On a terminal, whose foreground group is \a foreground (0:
    /// none), SIGHUP too, and to that group as well. When the leader is dead: to all that is left
    /// of its group or session. False: no living process could be signalled.
    bool terminate(std::optional<int> foreground = {}) const;
    /// SIGHUP and SIGCONT once more, as long as the child lives.
    void hangUpAgain(int foreground) const;
    /// SIGKILL, to the whole group or session that the child leads.
    void kill() const;
    /// Whether the child, or a process of the group or session that it leads, is alive.
    bool isAnybodyAlive() const;
    /// The wait status; empty while the child lives, and while somebody else is reaping it. It
    /// stays there for reap().
    std::optional<WaitResult> result();
    /// The same, and takes it: the child's number is free then.
    std::optional<WaitResult> reap();
    /// Waits for a child that is about to die.
    void reapBlocking();

private:
    enum class State { Alive, Dead, Reaped };
    State state() const;
    std::optional<WaitResult> look(int options);
    std::optional<WaitResult> lookAtKept();
    bool hasSurvivors() const;
    bool signalGroup(int signal) const;
    bool signalAll(std::initializer_list<int> signals, int foreground) const;
    bool signalSurvivors(std::initializer_list<int> signals) const;

    int m_pid = 0;
    OwnerProcess m_parent;
    Leads m_leads = Leads::Nothing;
    bool m_isReaped = false;
    std::optional<std::chrono::steady_clock::time_point> m_takenSince; // by somebody else
    UniqueFD m_exitDescriptor;
    std::uint64_t m_exitFile = 0; // that it is of, where only this tells it from another's
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CHILDHANDLE_H
