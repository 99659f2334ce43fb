// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A child's exit descriptor is a pidfd, pidfd_open(2).

#include "childhandle.h"

#include "keptstatus.h"
#include "valgrind.h"
#include "waitstatus.h"

#include <cerrno>
#include <csignal>
#include <linux/time_types.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

constexpr int pidfdIdType = 3; // P_PIDFD; glibc 2.36 has it, older ones do not

/// What the system call writes: libc's rusage has wider times where a 32-bit program is compiled
/// with 64-bit time.
struct KernelUsage
{
    __kernel_old_timeval userTime;
    __kernel_old_timeval systemTime;
    __kernel_long_t maxResidentKiB;
    __kernel_long_t unused1[3];
    __kernel_long_t minorFaults;
    __kernel_long_t majorFaults;
    __kernel_long_t unused2[6];
    __kernel_long_t voluntarySwitches;
    __kernel_long_t involuntarySwitches;
};

std::int64_t microseconds(const __kernel_old_timeval &time)
{
    return std::int64_t(time.tv_sec) * 1'000'000 + time.tv_usec;
}

// Somebody else may be stopped for any time between taking the status and having reaped the child.
// This is only against waiting for ever.
constexpr std::chrono::seconds longestReaping(1);

WaitResult waitResult(int status, const KernelUsage &usage)
{
    WaitResult result = Os::waitResult(status);
    result.userMicroseconds = microseconds(usage.userTime);
    result.systemMicroseconds = microseconds(usage.systemTime);
    result.maxResidentKiB = usage.maxResidentKiB;
    result.minorFaults = usage.minorFaults;
    result.majorFaults = usage.majorFaults;
    result.voluntarySwitches = usage.voluntarySwitches;
    result.involuntarySwitches = usage.involuntarySwitches;
    return result;
}

// The system call itself: libc's waitid() hides the fifth parameter. By the child's number, which
// is its own until it is reaped, where the pidfd is refused: by a kernel before 5.4, by a sandbox,
// or because somebody else closed it. ECHILD says that somebody else took the status, and then the
// number may be another child's.
long wait(int pid, int pidfd, siginfo_t &info, int options, KernelUsage *usage,
          int *pidfdsError = nullptr)
{
    long result;
    do {
        result = syscall(SYS_waitid, pidfdIdType, pidfd, &info, options, usage);
        if (result < 0 && errno != ECHILD && errno != EINTR) {
            if (pidfdsError)
                *pidfdsError = errno;
            result = syscall(SYS_waitid, P_PID, pid, &info, options, usage);
        }
    } while (result < 0 && errno == EINTR);
    return result;
}

// Empty: not yet. An error is final (ECHILD: somebody else took the status): it would be the same
// for ever.
std::optional<WaitResult> waitFor(int pid, int pidfd, int options, int *pidfdsError = nullptr)
{
    siginfo_t info = {};
    KernelUsage usage = {};
    if (wait(pid, pidfd, info, WEXITED | WNOHANG | options, &usage, pidfdsError) < 0)
        return WaitResult();
    return info.si_pid != 0 ? std::optional(waitResult(rawStatus(info), usage)) : std::nullopt;
}

} // namespace

ChildHandle::ChildHandle(int pid, UniqueFD exitDescriptor, Leads leads)
    : m_pid(pid)
    , m_leads(leads)
    , m_exitDescriptor(std::move(exitDescriptor))
{ }

// The child was made without an exit signal, and a wait for those without one knows it until its
// execution gives it one. Where clone(2) held the
// parent, one that has none now is about to die; under valgrind(1) it may still be at its set-up.
ChildHandle::Execution ChildHandle::waitForExecution() const
{
    constexpr int options = WEXITED | WNOHANG | WNOWAIT | int(__WCLONE);
    constexpr int msBetweenLooks = 1;
    siginfo_t info = {};
    while (wait(m_pid, exitDescriptor(), info, options, nullptr) == 0) {
        if (info.si_pid != 0)
            return Execution::Missed;
        poll(nullptr, 0, msBetweenLooks);
    }
    return errno == ECHILD ? Execution::Happened : Execution::Unknown;
}

ChildHandle::State ChildHandle::state() const
{
    if (!isOurs())
        return State::Reaped;
    const std::optional<WaitResult> known = waitFor(m_pid, exitDescriptor(), WNOWAIT);
    if (!known)
        return State::Alive;
    return known->status >= 0 ? State::Dead : State::Reaped;
}

bool ChildHandle::sendSignal(int signal) const
{
    if (!isOurs())
        return false;
    if (!isBuiltForValgrind // valgrind 3.19 does not know the call
        && syscall(SYS_pidfd_send_signal, exitDescriptor(), signal, nullptr, 0) == 0) {
        return true;
    }
    return state() != State::Reaped && ::kill(m_pid, signal) == 0;
}

// A child that somebody else has reaped is never waited for again: where that goes by number, the
// number may be another one's by then.
std::optional<WaitResult> ChildHandle::look(int options)
{
    if (m_takenSince)
        return lookAtKept();
    if (!isOurs())
        return std::nullopt;
    int pidfdsError = 0;
    const std::optional<WaitResult> result =
        waitFor(m_pid, exitDescriptor(), options, &pidfdsError);
    const bool isTaken = result && result->status < 0 && errno == ECHILD;
    m_isReaped = isTaken || (result && options == 0);
    if (m_isReaped && pidfdsError == EBADF)
        m_exitDescriptor.release(); // closed by somebody else: the number may be another file's
    if (!isTaken)
        return result;
    m_takenSince = std::chrono::steady_clock::now();
    return lookAtKept();
}

std::optional<WaitResult> ChildHandle::lookAtKept()
{
    const KeptStatus kept = keptStatus(exitDescriptor());
    if (kept.answer == KeptStatus::Answer::Known)
        return Os::waitResult(kept.status);
    const bool mayCome = kept.answer == KeptStatus::Answer::NotYet
        && std::chrono::steady_clock::now() - *m_takenSince < longestReaping;
    return mayCome ? std::nullopt : std::optional(WaitResult());
}

void ChildHandle::reapBlocking()
{
    siginfo_t info = {};
    if (isOurs())
        wait(m_pid, exitDescriptor(), info, WEXITED | __WALL, nullptr);
    m_isReaped = true;
}

} // namespace Offspring::Os
