// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk, in the child, which shares the parent's memory and its thread-local storage
// while the parent waits. So: raw system calls only, on plain memory, not even libc's wrappers
// (which may be cancellation points, interposed by a sanitizer, or change state that belongs to the
// parent). The build compiles this file, and those of what it calls, without sanitizers and without
// stack protector; an inline function of a header may be taken from another file, which is compiled
// with them, so none is called here.

#include "childsetup.h"
#include "executionerror.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

constexpr int lastSignal = 64;
constexpr long signalSetSize = 8; // the kernel's, not libc's
constexpr sched_param noPriority = {};

// 32-bit machines have two generations of these calls; the first takes 16-bit ids.
#ifdef SYS_setresuid32
constexpr long setGroups = SYS_setgroups32, setGid = SYS_setresgid32, setUid = SYS_setresuid32;
#else
constexpr long setGroups = SYS_setgroups, setGid = SYS_setresgid, setUid = SYS_setresuid;
#endif

// The functions that perform a call return its errno, or 0.

int errorOf(long result)
{
    return result < 0 ? errno : 0;
}

// All 64, those that libc keeps for itself (32, 33) too, and before the mask is emptied: a handler
// of the parent's must not run here.
int resetSignals()
{
    static constexpr unsigned long defaultAction[8] = {}; // SIG_DFL, whatever the kernel's layout
    static constexpr unsigned long emptySet[2] = {};
    for (int number = 1; number <= lastSignal; ++number) {
        if (number == SIGKILL || number == SIGSTOP)
            continue;
        if (syscall(SYS_rt_sigaction, number, defaultAction, nullptr, signalSetSize) < 0)
            return errno;
    }
    return errorOf(syscall(SYS_rt_sigprocmask, SIG_SETMASK, emptySet, nullptr, signalSetSize));
}

int duplicate(int from, int to)
{
    if (from == to)
        return errorOf(syscall(SYS_fcntl, from, F_SETFD, 0));
    long result;
    do {
        result = syscall(SYS_dup3, from, to, 0);
    } while (result < 0 && (errno == EINTR || errno == EBUSY));
    return errorOf(result);
}

/// When descriptors are closed.
enum class Closing { Now, ByExecution };

void closeOne(unsigned number, Closing closing)
{
    if (closing == Closing::Now)
        syscall(SYS_close, number);
    else
        syscall(SYS_fcntl, number, F_SETFD, FD_CLOEXEC);
}

/// As getdents64(2) writes it.
struct DirectoryEntry
{
    std::uint64_t inode;
    std::int64_t offset;
    unsigned short size;
    unsigned char type;
    char name[1];
};

bool readNumber(const char *name, unsigned &number)
{
    number = 0;
    for (; *name >= '0' && *name <= '9'; ++name)
        number = number * 10 + unsigned(*name - '0');
    return *name == '\0';
}

// False: /proc does not say which are open.
bool closeListed(unsigned first, unsigned last, Closing closing)
{
    alignas(DirectoryEntry) char entries[4096];
    const long directory =
        syscall(SYS_openat, AT_FDCWD, "/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    long bytes = -1;
    while (directory >= 0
           && (bytes = syscall(SYS_getdents64, directory, entries, sizeof(entries))) > 0) {
        for (long at = 0; at < bytes;) {
            const auto *const entry = reinterpret_cast<const DirectoryEntry *>(entries + at);
            unsigned number;
            if (readNumber(entry->name, number) && number >= first && number <= last
                && long(number) != directory) {
                closeOne(number, closing);
            }
            at += entry->size;
        }
    }
    if (directory >= 0)
        syscall(SYS_close, directory);
    return bytes == 0;
}

int closeEveryNumber(unsigned first, unsigned last, Closing closing)
{
    struct
    {
        std::uint64_t soft;
        std::uint64_t hard;
    } limit;
    if (syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, nullptr, &limit) < 0)
        return errno;
    for (unsigned number = first; number <= last && number < limit.soft; ++number)
        closeOne(number, closing);
    return 0;
}

// Linux has the call since 5.9 and that flag since 5.11, and old sandboxes refuse calls that they
// do not know.
int closeRange(unsigned first, unsigned last, Closing closing)
{
    const int flags = closing == Closing::ByExecution ? CLOSE_RANGE_CLOEXEC : 0;
    long result = syscall(SYS_close_range, first, last, flags);
    if (result < 0 && errno == EINVAL)
        result = syscall(SYS_close_range, first, last, 0);
    if (result >= 0 || (errno != ENOSYS && errno != EPERM))
        return errorOf(result);
    return closeListed(first, last, closing) ? 0 : closeEveryNumber(first, last, closing);
}

// The kernel takes them from one who was root and becomes another user; not from another user who
// had some, ambient ones above all, and not where securebits forbid it: capabilities(7). The
// ambient set shrinks with the inheritable one.
int dropCapabilities(unsigned uid)
{
    __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
    if (syscall(SYS_capget, &header, sets) < 0)
        return errno;
    for (__user_cap_data_struct &set : sets) {
        set.inheritable = 0;
        if (uid != 0) { // root has the others by being root
            set.permitted = 0;
            set.effective = 0;
        }
    }
    return errorOf(syscall(SYS_capset, &header, sets));
}

// A parent that died before the kernel knew of the death signal: the child sends it to itself. A
// parent in another pid namespace, after unshare(2) or setns(2), is 0 whether it lives or not: the
// kernel sends the signal there all the same, unless it died after the clone and before here.
int checkParent(int expected, int deathSignal)
{
    const long parent = syscall(SYS_getppid);
    if (parent != expected && parent != 0)
        syscall(SYS_kill, syscall(SYS_getpid), deathSignal);
    return 0;
}

// As execvp(3), which goes on in the same way; every other error ends the search.
int execute(const char *const *candidates, const char *const *arguments,
            const char *const *environment, bool searched)
{
    int known = 0;
    for (const char *const *candidate = candidates; *candidate; ++candidate) {
        syscall(SYS_execve, *candidate, arguments, environment);
        const int error = errno;
        if (!searched || !isOfOneEntry(error))
            return error;
        known = summaryOfErrors(known, error);
    }
    return known != 0 ? known : ENOENT;
}

// What changes the process's own properties.
long setProperty(SetupCall::Kind kind, const long *arguments)
{
    const long first = arguments[0];
    const long second = arguments[1];
    switch (kind) {
    case SetupCall::Kind::LeadSession:
        return syscall(SYS_setsid);
    case SetupCall::Kind::LeadGroup:
        return syscall(SYS_setpgid, 0, 0);
    case SetupCall::Kind::TakeTerminal:
        return syscall(SYS_ioctl, first, TIOCSCTTY, 0);
    case SetupCall::Kind::SetUmask:
        return syscall(SYS_umask, first);
    case SetupCall::Kind::SetPolicy:
        return syscall(SYS_sched_setscheduler, 0, first, &noPriority);
    case SetupCall::Kind::SetNiceness:
        return syscall(SYS_setpriority, int(PRIO_PROCESS), 0, first);
    case SetupCall::Kind::SetLimit:
        return syscall(SYS_prlimit64, 0, first, second, 0);
    case SetupCall::Kind::SetGroups:
        return syscall(setGroups, first, second);
    case SetupCall::Kind::SetGid:
        return syscall(setGid, first, first, first);
    case SetupCall::Kind::SetUid:
        return syscall(setUid, first, first, first);
    case SetupCall::Kind::SetDeathSignal:
        return syscall(SYS_prctl, PR_SET_PDEATHSIG, first, 0, 0, 0);
    default:
        errno = ENOSYS;
        return -1;
    }
}

int perform(const SetupCall &call)
{
    const long *const arguments = call.arguments;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): execve(2) takes them so
    const auto strings = [&](int i) { return reinterpret_cast<const char *const *>(arguments[i]); };
    switch (call.kind) {
    case SetupCall::Kind::ResetSignals:
        return resetSignals();
    case SetupCall::Kind::EnterGroup:
        return errorOf(syscall(SYS_write, arguments[0], "0", 1));
    case SetupCall::Kind::EnterDirectory:
        return errorOf(syscall(SYS_fchdir, arguments[0]));
    case SetupCall::Kind::ChangeDirectory:
        return errorOf(syscall(SYS_chdir, arguments[0]));
    case SetupCall::Kind::Duplicate:
        return duplicate(int(arguments[0]), int(arguments[1]));
    case SetupCall::Kind::CloseRange:
        return closeRange(unsigned(arguments[0]), unsigned(arguments[1]), Closing::ByExecution);
    case SetupCall::Kind::CloseRangeNow:
        return closeRange(unsigned(arguments[0]), unsigned(arguments[1]), Closing::Now);
    case SetupCall::Kind::DropCapabilities:
        return dropCapabilities(unsigned(arguments[0]));
    case SetupCall::Kind::CheckParent:
        return checkParent(int(arguments[0]), int(arguments[1]));
    case SetupCall::Kind::Execute:
        return execute(strings(0), strings(1), strings(2), arguments[3] != 0);
    default:
        return errorOf(setProperty(call.kind, arguments));
    }
}

} // namespace

int runChildSetup(void *pointer)
{
    const ChildSetup &setup = *static_cast<const ChildSetup *>(pointer);
    for (int index = setup.first; index < setup.count; ++index) {
        setup.report->call = index;
        const int error = setup.report->isCancelled ? ECANCELED : perform(setup.calls[index]);
        if (error != 0) {
            setup.report->errorNumber = error;
            break;
        }
    }
    for (;;)
        syscall(SYS_exit_group, 127);
}

} // namespace Offspring::Os
