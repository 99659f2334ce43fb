// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk, in the child, which may share the parent's memory while the parent waits,
// vfork(2), or is a copy of a program with other threads, fork(2). So: calls that a signal handler
// may make, and plain memory. Those that POSIX does not list there, getrlimit(2), setrlimit(2),
// setpriority(2), ioctl(2), setgroups(2), are mere system calls everywhere. The build compiles this
// file without sanitizers and without stack protector.

// Beyond POSIX.1-2008: setgroups(2) and TIOCSCTTY.

#include "childsetup.h"
#include "executionerror.h"
#include "signalname.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <grp.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

// The functions that perform a call return its errno, or 0.

int errorOf(long result)
{
    return result < 0 ? errno : 0;
}

// Before the mask is emptied: a handler of the parent's must not run here. Those that the C library
// keeps for itself it does not change either; their handlers end with the execution.
int resetSignals()
{
    struct sigaction action = {};
    action.sa_handler = SIG_DFL;
    sigemptyset(&action.sa_mask);
    for (int number = 1; number <= highestSignal; ++number) {
        if (number != SIGKILL && number != SIGSTOP)
            sigaction(number, &action, nullptr); // EINVAL: no such signal
    }
    return errorOf(sigprocmask(SIG_SETMASK, &action.sa_mask, nullptr));
}

int duplicate(int from, int to)
{
    if (from == to)
        return errorOf(fcntl(from, F_SETFD, 0));
    int result;
    do {
        result = dup2(from, to);
    } while (result < 0 && (errno == EINTR || errno == EBUSY));
    return errorOf(result);
}

/// When descriptors are closed.
enum class Closing { Now, ByExecution };

// Each number that there may be. One that was opened before the limit fell below it is missed.
int closeRange(unsigned first, unsigned last, Closing closing)
{
    rlimit limit = {};
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
        return errno;
    for (unsigned number = first; number <= last && number < limit.rlim_cur; ++number) {
        if (closing == Closing::Now)
            close(int(number));
        else
            fcntl(int(number), F_SETFD, FD_CLOEXEC);
    }
    return 0;
}

int setLimit(int resource, const std::uint64_t *values)
{
    const rlimit limit = {rlim_t(values[0]), rlim_t(values[1])};
    return errorOf(setrlimit(resource, &limit));
}

// As execvp(3), which goes on in the same way; every other error ends the search.
int execute(const char *const *candidates, char *const *arguments, char *const *environment,
            bool searched)
{
    int known = 0;
    for (const char *const *candidate = candidates; *candidate; ++candidate) {
        execve(*candidate, arguments, environment);
        const int error = errno;
        if (!searched || !isOfOneEntry(error))
            return error;
        known = summaryOfErrors(known, error);
    }
    return known != 0 ? known : ENOENT;
}

template <typename Pointed>
Pointed *pointer(long argument)
{
    return reinterpret_cast<Pointed *>(argument); // NOLINT(performance-no-int-to-ptr)
}

// What changes the process's own properties. The identity is that of a program that has the right
// to change it, or has it already: all three ids become the new one.
int setProperty(SetupCall::Kind kind, const long *arguments)
{
    const long first = arguments[0];
    switch (kind) {
    case SetupCall::Kind::LeadSession:
        return errorOf(setsid());
    case SetupCall::Kind::LeadGroup:
        return errorOf(setpgid(0, 0));
    case SetupCall::Kind::TakeTerminal:
        return errorOf(ioctl(int(first), TIOCSCTTY, 0));
    case SetupCall::Kind::SetUmask:
        umask(mode_t(first));
        return 0;
    case SetupCall::Kind::SetNiceness:
        return errorOf(setpriority(PRIO_PROCESS, 0, int(first)));
    case SetupCall::Kind::SetLimit:
        return setLimit(int(first), pointer<const std::uint64_t>(arguments[1]));
    case SetupCall::Kind::SetGroups:
        return errorOf(setgroups(std::size_t(first), pointer<const gid_t>(arguments[1])));
    case SetupCall::Kind::SetGid:
        return errorOf(setregid(gid_t(first), gid_t(first)));
    case SetupCall::Kind::SetUid:
        return errorOf(setreuid(uid_t(first), uid_t(first)));
    case SetupCall::Kind::SetDeathSignal: // there is none
        return first >= 1 && first <= highestSignal ? ENOSYS : EINVAL;
    case SetupCall::Kind::DropCapabilities: // there are none, or they go with the uid
    case SetupCall::Kind::CheckParent: // of a death signal, which there is none of
        return 0;
    default:
        return ENOSYS;
    }
}

int perform(const SetupCall &call)
{
    const long *const arguments = call.arguments;
    switch (call.kind) {
    case SetupCall::Kind::ResetSignals:
        return resetSignals();
    case SetupCall::Kind::EnterDirectory:
        return errorOf(fchdir(int(arguments[0])));
    case SetupCall::Kind::ChangeDirectory:
        return errorOf(chdir(pointer<const char>(arguments[0])));
    case SetupCall::Kind::Duplicate:
        return duplicate(int(arguments[0]), int(arguments[1]));
    case SetupCall::Kind::CloseRange:
        return closeRange(unsigned(arguments[0]), unsigned(arguments[1]), Closing::ByExecution);
    case SetupCall::Kind::CloseRangeNow:
        return closeRange(unsigned(arguments[0]), unsigned(arguments[1]), Closing::Now);
    case SetupCall::Kind::Execute:
        return execute(pointer<const char *const>(arguments[0]), pointer<char *const>(arguments[1]),
                       pointer<char *const>(arguments[2]), arguments[3] != 0);
    default:
        return setProperty(call.kind, arguments);
    }
}

} // namespace

int runChildSetup(void *argument)
{
    const ChildSetup &setup = *static_cast<const ChildSetup *>(argument);
    __atomic_store_n(&setup.report->pid, getpid(), __ATOMIC_SEQ_CST);
    for (int index = setup.first; index < setup.count; ++index) {
        setup.report->call = index;
        const int error = __atomic_load_n(&setup.report->isCancelled, __ATOMIC_SEQ_CST) != 0
            ? ECANCELED
            : perform(setup.calls[index]);
        if (error != 0) {
            setup.report->errorNumber = error;
            break;
        }
    }
    for (;;)
        _exit(127);
}

} // namespace Offspring::Os
