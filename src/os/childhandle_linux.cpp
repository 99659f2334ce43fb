// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A child's exit descriptor is a pidfd, pidfd_open(2).

#include "childhandle.h"

#include "keptstatus.h"
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

// Somebody else may be stopped for any time between taking the status and having reaped the child.
// This is only against waiting for ever.
constexpr std::chrono::seconds longestReaping(1);

// waitid(2) gives the status in pieces; users know the word of waitpid(2).
int rawStatus(const siginfo_t &info)
{
    if (info.si_code == CLD_EXITED)
        return (info.si_status & 0xff) << 8;
    return info.si_status | (info.si_code == CLD_DUMPED ? 0x80 : 0);
}

WaitResult waitResult(int status, const KernelUsage &usage)
{
    return {status,
            WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            WIFSIGNALED(status) ? WTERMSIG(status) : 0,
            WIFSIGNALED(status) && WCOREDUMP(status),
            microseconds(usage.userTime),
            microseconds(usage.systemTime),
            usage.maxResidentKiB,
            usage.minorFaults,
            usage.majorFaults,
            usage.voluntarySwitches,
            usage.involuntarySwitches};
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

bool ChildHandle::isOurs() const
{
    return !m_isReaped && m_exitDescriptor.isOpen() && m_parent.isThisProcess();
}

// A wait for those without an exit signal knows the child until it has one. Where clone(2) held the
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

bool ChildHandle::hasSurvivors() const
{
    return leadsGroup() && !survivingFamilies({{m_pid, m_leads}}).empty();
}

bool ChildHandle::isAnybodyAlive() const
{
    return state() == State::Alive || hasSurvivors();
}

// Signals the child, and its group when it leads one. It is not reaped yet.
bool ChildHandle::signalGroup(int signal) const
{
    if (!leadsGroup())
        return sendSignal(signal);
    const bool reached = ::kill(-m_pid, signal) == 0;
    // A leader may leave its group for another one.
    return getpgid(m_pid) == m_pid ? reached : sendSignal(signal) || reached;
}

bool ChildHandle::terminate(std::optional<int> foreground) const
{
    return foreground ? signalAll({SIGTERM, SIGHUP, SIGCONT}, *foreground)
                      : signalAll({SIGTERM, SIGCONT}, 0);
}

void ChildHandle::hangUpAgain(int foreground) const
{
    if (state() == State::Alive)
        signalAll({SIGHUP, SIGCONT}, foreground);
}

// That anybody may send SIGCONT within a session says nothing about the others.
bool ChildHandle::signalAll(std::initializer_list<int> signals, int foreground) const
{
    const State now = state();
    if (now == State::Reaped)
        return false;
    if (now == State::Dead)
        return signalSurvivors(signals);
    bool reached = false;
    for (const int signal : signals)
        reached |= signalGroup(signal) && signal != SIGCONT;
    if (foreground <= 0 || foreground == m_pid)
        return reached;
    const auto belongs = [&](int pid) {
        return getpgid(pid) == foreground && getsid(pid) == m_pid;
    };
    return signalEach(belongs, signals).isAnyReached || reached;
}

bool ChildHandle::signalSurvivors(std::initializer_list<int> signals) const
{
    if (!leadsGroup())
        return false;
    const auto belongs = [&](int pid) {
        return pid != m_pid && (leadsSession() ? getsid(pid) : getpgid(pid)) == m_pid;
    };
    const Signalled signalled = signalEach(belongs, signals);
    bool reached = signalled.isAnyReached;
    if (!signalled.isComplete) {
        for (const int signal : signals)
            reached |= signalGroup(signal) && signal != SIGCONT;
    }
    return reached;
}

// A process that has been sent SIGKILL makes no others: when no new one is found, none is left.
// When processes are made faster than they are found, the rest is left to the next call.
void ChildHandle::kill() const
{
    constexpr int mostRounds = 32;
    if (state() == State::Reaped)
        return;
    signalGroup(SIGKILL);
    if (!leadsSession())
        return;
    std::set<int> found;
    for (int round = 0; round < mostRounds; ++round) {
        const std::size_t before = found.size();
        signalEach(
            [&](int pid) {
                const bool belongs = getsid(pid) == m_pid && getpgid(pid) != m_pid;
                return belongs && (found.insert(pid), true);
            },
            {SIGKILL});
        if (found.size() == before)
            return;
    }
}

std::optional<WaitResult> ChildHandle::result()
{
    return look(WNOWAIT);
}

std::optional<WaitResult> ChildHandle::reap()
{
    return look(0);
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
        return waitResult(kept.status, {});
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
