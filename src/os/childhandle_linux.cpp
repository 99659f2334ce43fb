// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "childhandle.h"

#include <cerrno>
#include <csignal>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

constexpr int pidfdIdType = 3; // P_PIDFD; glibc 2.36 has it, older ones do not

std::int64_t microseconds(const timeval &time)
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

WaitResult waitResult(const siginfo_t &info, const rusage &usage)
{
    return {rawStatus(info),
            microseconds(usage.ru_utime),
            microseconds(usage.ru_stime),
            usage.ru_maxrss,
            usage.ru_minflt,
            usage.ru_majflt,
            usage.ru_nvcsw,
            usage.ru_nivcsw};
}

} // namespace

ChildHandle::ChildHandle(int pid, UniqueFD pidfd)
    : m_pid(pid)
    , m_parent(getpid())
    , m_pidfd(std::move(pidfd))
{ }

bool ChildHandle::isOurs() const
{
    return !m_isReaped && m_pidfd.isOpen() && getpid() == m_parent;
}

bool ChildHandle::sendSignal(int signal) const
{
    return isOurs() && syscall(SYS_pidfd_send_signal, pidfd(), signal, nullptr, 0) == 0;
}

bool ChildHandle::terminate() const
{
    return sendSignal(SIGTERM);
}

bool ChildHandle::kill() const
{
    return sendSignal(SIGKILL);
}

std::optional<WaitResult> ChildHandle::reap()
{
    if (!isOurs())
        return std::nullopt;
    siginfo_t info = {};
    rusage usage = {};
    // The system call itself: libc's waitid() hides the fifth parameter.
    const long result = syscall(SYS_waitid, pidfdIdType, pidfd(), &info, WEXITED | WNOHANG, &usage);
    if (result < 0 ? errno == EINTR : info.si_pid == 0)
        return std::nullopt;
    // Any other error is final (ECHILD: somebody else took the status): it would be the same for
    // ever.
    m_isReaped = true;
    return result == 0 ? waitResult(info, usage) : WaitResult();
}

void ChildHandle::reapBlocking()
{
    siginfo_t info = {};
    while (isOurs() && syscall(SYS_waitid, pidfdIdType, pidfd(), &info, WEXITED, nullptr) < 0
           && errno == EINTR) { }
    m_isReaped = true;
}

} // namespace Offspring::Os
