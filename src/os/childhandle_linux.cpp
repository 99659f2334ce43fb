// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "childhandle.h"

#include "valgrind.h"

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

// waitid(2) gives the status in pieces; users know the word of waitpid(2).
int rawStatus(const siginfo_t &info)
{
    if (info.si_code == CLD_EXITED)
        return (info.si_status & 0xff) << 8;
    return info.si_status | (info.si_code == CLD_DUMPED ? 0x80 : 0);
}

WaitResult waitResult(const siginfo_t &info, const KernelUsage &usage)
{
    return {rawStatus(info),
            microseconds(usage.userTime),
            microseconds(usage.systemTime),
            usage.maxResidentKiB,
            usage.minorFaults,
            usage.majorFaults,
            usage.voluntarySwitches,
            usage.involuntarySwitches};
}

// The system call itself: libc's waitid() hides the fifth parameter. By the child's number, which
// is its own until it is reaped, where a kernel before 5.4 or a sandbox does not take the pidfd.
long wait(int pid, int pidfd, siginfo_t &info, int options, KernelUsage *usage)
{
    long result;
    do {
        result = syscall(SYS_waitid, pidfdIdType, pidfd, &info, options, usage);
        if (result < 0 && (errno == EINVAL || errno == EPERM || errno == ENOSYS))
            result = syscall(SYS_waitid, P_PID, pid, &info, options, usage);
    } while (result < 0 && errno == EINTR);
    return result;
}

// Empty: not yet. An error is final (ECHILD: somebody else took the status): it would be the same
// for ever.
std::optional<WaitResult> waitFor(int pid, int pidfd, int options)
{
    siginfo_t info = {};
    KernelUsage usage = {};
    if (wait(pid, pidfd, info, WEXITED | WNOHANG | options, &usage) < 0)
        return WaitResult();
    return info.si_pid != 0 ? std::optional(waitResult(info, usage)) : std::nullopt;
}

} // namespace

ChildHandle::ChildHandle(int pid, UniqueFD pidfd, bool leadsGroup)
    : m_pid(pid)
    , m_leadsGroup(leadsGroup)
    , m_pidfd(std::move(pidfd))
{ }

bool ChildHandle::isOurs() const
{
    return !m_isReaped && m_pidfd.isOpen() && m_parent.isThisProcess();
}

// A wait for those without an exit signal knows the child until it has one. Where clone(2) held the
// parent, one that has none now is about to die; under valgrind(1) it may still be at its set-up.
ChildHandle::Execution ChildHandle::waitForExecution() const
{
    constexpr int options = WEXITED | WNOHANG | WNOWAIT | int(__WCLONE);
    constexpr int msBetweenLooks = 1;
    siginfo_t info = {};
    while (wait(m_pid, pidfd(), info, options, nullptr) == 0) {
        if (info.si_pid != 0)
            return Execution::Missed;
        poll(nullptr, 0, msBetweenLooks);
    }
    return errno == ECHILD ? Execution::Happened : Execution::Unknown;
}

bool ChildHandle::sendSignal(int signal) const
{
    if (!isOurs())
        return false;
    if (isUnderValgrind())
        return ::kill(m_pid, signal) == 0;
    return syscall(SYS_pidfd_send_signal, pidfd(), signal, nullptr, 0) == 0;
}

bool ChildHandle::signalAll(int signal) const
{
    if (!m_leadsGroup)
        return sendSignal(signal);
    const std::optional<WaitResult> known = result();
    const bool isReapedByOthers = known && known->status < 0;
    if (!isOurs() || isReapedByOthers)
        return false;
    const bool reached = ::kill(-m_pid, signal) == 0;
    // A leader may leave its group for another one.
    return getpgid(m_pid) == m_pid ? reached : sendSignal(signal) || reached;
}

bool ChildHandle::terminate() const
{
    return signalAll(SIGTERM);
}

bool ChildHandle::kill() const
{
    return signalAll(SIGKILL);
}

std::optional<WaitResult> ChildHandle::result() const
{
    return isOurs() ? waitFor(m_pid, pidfd(), WNOWAIT) : std::nullopt;
}

std::optional<WaitResult> ChildHandle::reap()
{
    const std::optional<WaitResult> result = isOurs() ? waitFor(m_pid, pidfd(), 0) : std::nullopt;
    m_isReaped |= result.has_value();
    return result;
}

void ChildHandle::reapBlocking()
{
    siginfo_t info = {};
    if (isOurs())
        wait(m_pid, pidfd(), info, WEXITED | __WALL, nullptr);
    m_isReaped = true;
}

} // namespace Offspring::Os
