// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A child's exit descriptor is the reading end of a pipe, which only tells that the child is dead:
// it is signalled and waited for by its number, which nobody else gets until it is reaped.

// Beyond POSIX.1-2008: wait4(2), for the usage of this one child.

#include "childhandle.h"

#include "exitwaiter_posix.h"
#include "waitstatus.h"

#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

#ifdef __APPLE__
constexpr std::int64_t unitsPerKiB = 1024;
#else
constexpr std::int64_t unitsPerKiB = 1;
#endif

std::int64_t microseconds(const timeval &time)
{
    return std::int64_t(time.tv_sec) * 1'000'000 + time.tv_usec;
}

WaitResult waitResult(int status, const rusage &usage)
{
    WaitResult result = Os::waitResult(status);
    result.userMicroseconds = microseconds(usage.ru_utime);
    result.systemMicroseconds = microseconds(usage.ru_stime);
    result.maxResidentKiB = usage.ru_maxrss / unitsPerKiB;
    result.minorFaults = usage.ru_minflt;
    result.majorFaults = usage.ru_majflt;
    result.voluntarySwitches = usage.ru_nvcsw;
    result.involuntarySwitches = usage.ru_nivcsw;
    return result;
}

// Both: empty means not yet, and an error is final (ECHILD: somebody else took the status).

// The status stays, and the usage is told only to who takes it.
std::optional<WaitResult> peek(int pid)
{
    siginfo_t info = {};
    while (waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) < 0) {
        if (errno != EINTR)
            return WaitResult();
    }
    return info.si_pid != 0 ? std::optional(Os::waitResult(rawStatus(info))) : std::nullopt;
}

std::optional<WaitResult> take(int pid)
{
    int status = 0;
    rusage usage = {};
    pid_t result;
    while ((result = wait4(pid, &status, WNOHANG, &usage)) < 0) {
        if (errno != EINTR)
            return WaitResult();
    }
    return result != 0 ? std::optional(waitResult(status, usage)) : std::nullopt;
}

} // namespace

ChildHandle::ChildHandle(int pid, UniqueFD exitDescriptor, Leads leads)
    : m_pid(pid)
    , m_leads(leads)
    , m_exitDescriptor(std::move(exitDescriptor))
    , m_exitFile(fileNumber(m_exitDescriptor.number()))
{ }

// Nobody may change the group of a child that has executed its program: setpgid(2) says EACCES. To
// a child that has not, its own group is given once more. A child in another session cannot be
// asked so. Where the parent was held, the child has executed, or is about to die, or the system
// has let go of the parent a moment before it notes the execution.
ChildHandle::Execution ChildHandle::waitForExecution() const
{
    constexpr int looksWithoutPause = 100;
    constexpr int msBetweenLooks = 1;
    for (int look = 0;; ++look) {
        const bool isDead = peek(m_pid).has_value();
        const pid_t group = getpgid(m_pid);
        if (group < 0 || setpgid(m_pid, group) < 0)
            return group >= 0 && errno == EACCES ? Execution::Happened : Execution::Unknown;
        if (isDead)
            return Execution::Missed;
        if (look < looksWithoutPause)
            sched_yield();
        else
            poll(nullptr, 0, msBetweenLooks);
    }
}

ChildHandle::State ChildHandle::state() const
{
    if (!isOurs())
        return State::Reaped;
    const std::optional<WaitResult> known = peek(m_pid);
    if (!known)
        return State::Alive;
    return known->status >= 0 ? State::Dead : State::Reaped;
}

bool ChildHandle::sendSignal(int signal) const
{
    return state() != State::Reaped && ::kill(m_pid, signal) == 0;
}

// A child that somebody else has reaped is never waited for again: the number may be another one's.
std::optional<WaitResult> ChildHandle::look(int options)
{
    if (m_takenSince)
        return lookAtKept();
    if (!isOurs())
        return std::nullopt;
    const bool takes = (options & WNOWAIT) == 0;
    const std::optional<WaitResult> result = takes ? take(m_pid) : peek(m_pid);
    const bool isTaken = result && result->status < 0 && errno == ECHILD;
    m_isReaped = isTaken || (result && takes);
    if (m_isReaped && fileNumber(exitDescriptor()) != m_exitFile)
        m_exitDescriptor.release(); // closed by somebody else: the number may be another file's
    if (isTaken)
        m_takenSince = std::chrono::steady_clock::now();
    return result;
}

// Nobody keeps it.
std::optional<WaitResult> ChildHandle::lookAtKept()
{
    return WaitResult();
}

void ChildHandle::reapBlocking()
{
    if (isOurs()) {
        while (waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) { }
    }
    m_isReaped = true;
}

} // namespace Offspring::Os
