// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Runs in the child, which shares the parent's memory and its thread-local storage while the parent
// waits. So: raw system calls only, on plain memory, not even libc's wrappers (which may be
// cancellation points, interposed by a sanitizer, or change state that belongs to the parent). The
// build compiles this file without sanitizers and without stack protector.

#include "childsetup.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

constexpr int lastSignal = 64;
constexpr long signalSetSize = 8; // the kernel's, not libc's

// 32-bit machines have two generations of these calls; the first takes 16-bit ids.
#ifdef SYS_setresuid32
constexpr long setGroups = SYS_setgroups32, setGid = SYS_setresgid32, setUid = SYS_setresuid32;
#else
constexpr long setGroups = SYS_setgroups, setGid = SYS_setresgid, setUid = SYS_setresuid;
#endif

[[noreturn]] void giveUp()
{
    for (;;)
        syscall(SYS_exit_group, 127);
}

[[noreturn]] void fail(const ChildSetup &setup, int errorNumber)
{
    setup.report->errorNumber = errorNumber;
    giveUp();
}

void begin(const ChildSetup &setup, SpawnStep step)
{
    setup.report->step = step;
}

void check(const ChildSetup &setup, long result)
{
    if (result < 0)
        fail(setup, errno);
}

template <typename... Arguments>
void perform(const ChildSetup &setup, SpawnStep step, long call, Arguments... arguments)
{
    begin(setup, step);
    check(setup, syscall(call, arguments...));
}

// All 64, those that libc keeps for itself (32, 33) too, and before the mask is emptied: a handler
// of the parent's must not run here.
void resetSignals(const ChildSetup &setup)
{
    static constexpr unsigned long defaultAction[8] = {}; // SIG_DFL, whatever the kernel's layout
    static constexpr unsigned long emptySet[2] = {};
    for (int number = 1; number <= lastSignal; ++number) {
        if (number != SIGKILL && number != SIGSTOP)
            check(setup, syscall(SYS_rt_sigaction, number, defaultAction, nullptr, signalSetSize));
    }
    check(setup, syscall(SYS_rt_sigprocmask, SIG_SETMASK, emptySet, nullptr, signalSetSize));
}

void moveDescriptor(const ChildSetup &setup, DescriptorMove move)
{
    if (move.from == move.to) {
        check(setup, syscall(SYS_fcntl, move.from, F_SETFD, 0));
        return;
    }
    long result;
    do {
        result = syscall(SYS_dup3, move.from, move.to, 0);
    } while (result < 0 && (errno == EINTR || errno == EBUSY));
    check(setup, result);
}

void closeByExecution(unsigned number)
{
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

// False: nobody tells which are open.
bool closeListed(DescriptorRange range)
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
            if (readNumber(entry->name, number) && number >= range.first && number <= range.last)
                closeByExecution(number);
            at += entry->size;
        }
    }
    if (directory >= 0)
        syscall(SYS_close, directory);
    return bytes == 0;
}

void closeEveryNumber(const ChildSetup &setup, DescriptorRange range)
{
    LimitChange limit;
    check(setup, syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, nullptr, &limit.values));
    for (unsigned number = range.first; number <= range.last && number < limit.values.soft;
         ++number)
        closeByExecution(number);
}

// By the execution, when the parent works again: it does not wait for each of thousands to be
// closed. Linux has the call since 5.9, can do that since 5.11, and old sandboxes refuse what they
// do not know.
void closeDescriptors(const ChildSetup &setup, DescriptorRange range)
{
    long result = syscall(SYS_close_range, range.first, range.last, CLOSE_RANGE_CLOEXEC);
    if (result < 0 && errno == EINVAL)
        result = syscall(SYS_close_range, range.first, range.last, 0);
    if (result >= 0 || (errno != ENOSYS && errno != EPERM))
        check(setup, result);
    else if (!closeListed(range))
        closeEveryNumber(setup, range);
}

void limit(const ChildSetup &setup, const LimitChange *limits, unsigned count)
{
    for (unsigned i = 0; i < count; ++i) {
        perform(setup, SpawnStep::Limits, SYS_prlimit64, 0, limits[i].resource, &limits[i].values,
                nullptr);
    }
}

// The kernel takes them from one who was root and becomes another user; not from another user who
// had some, ambient ones above all, and not where securebits forbid it: capabilities(7). The
// ambient set shrinks with the inheritable one.
void dropCapabilities(const ChildSetup &setup)
{
    begin(setup, SpawnStep::Capabilities);
    __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
    check(setup, syscall(SYS_capget, &header, sets));
    for (__user_cap_data_struct &set : sets) {
        set.inheritable = 0;
        if (setup.uid != 0) { // root has the others by being root
            set.permitted = 0;
            set.effective = 0;
        }
    }
    check(setup, syscall(SYS_capset, &header, sets));
}

// A parent that died before the kernel knew whom to tell: the child tells itself. A parent in
// another pid namespace, after unshare(2) or setns(2), is 0 whether it lives or not: the kernel
// tells of its death all the same, save in the moment between the child's birth and here.
void catchUpWithParent(const ChildSetup &setup)
{
    const long parent = syscall(SYS_getppid);
    if (parent != setup.parent && parent != 0)
        syscall(SYS_kill, syscall(SYS_getpid), setup.deathSignal);
}

// One entry of PATH that cannot be used says nothing about the others: it may be missing, too long
// with the program's name, a ring of links, or on a file system that is gone or forbids execution.
bool isOfOneEntry(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case EACCES:
    case EPERM:
    case ENAMETOOLONG:
    case ELOOP:
    case ESTALE:
    case ENODEV:
    case ETIMEDOUT:
        return true;
    default:
        return false;
    }
}

// What tells most: that it is there but may not be executed, then that it is not there.
int summary(int known, int error)
{
    if (error == ENOTDIR)
        error = ENOENT;
    if (known == 0 || error == EACCES || (error == ENOENT && known != EACCES))
        return error;
    return known;
}

// As execvp(3), which goes on in the same way; everything else ends the search.
void execute(const ChildSetup &setup)
{
    int known = 0;
    for (const char *const *candidate = setup.candidates; *candidate; ++candidate) {
        syscall(SYS_execve, *candidate, setup.arguments, setup.environment);
        const int error = errno;
        if (!setup.searched || !isOfOneEntry(error))
            fail(setup, error);
        known = summary(known, error);
    }
    fail(setup, known != 0 ? known : ENOENT);
}

} // namespace

int runChildSetup(void *pointer)
{
    const ChildSetup &setup = *static_cast<const ChildSetup *>(pointer);

    begin(setup, SpawnStep::Signals);
    resetSignals(setup);
    if (setup.directory)
        perform(setup, SpawnStep::Directory, SYS_chdir, setup.directory);
    if (setup.leads == Leads::Session)
        perform(setup, SpawnStep::Session, SYS_setsid);
    if (setup.leads == Leads::Group)
        perform(setup, SpawnStep::ProcessGroup, SYS_setpgid, 0, 0);
    if (setup.terminal >= 0)
        perform(setup, SpawnStep::ControllingTerminal, SYS_ioctl, setup.terminal, TIOCSCTTY, 0);
    if (setup.umask)
        perform(setup, SpawnStep::Umask, SYS_umask, *setup.umask);
    if (setup.niceness)
        perform(setup, SpawnStep::Niceness, SYS_setpriority, PRIO_PROCESS, 0, *setup.niceness);
    limit(setup, setup.limits, setup.limitCount);
    begin(setup, SpawnStep::MoveFDs);
    for (unsigned i = 0; i < setup.moveCount; ++i)
        moveDescriptor(setup, setup.moves[i]);
    begin(setup, SpawnStep::CloseFDs);
    for (unsigned i = 0; i < setup.closeCount; ++i)
        closeDescriptors(setup, setup.closes[i]);
    limit(setup, setup.lateLimits, setup.lateLimitCount);
    if (setup.changesIdentity) {
        perform(setup, SpawnStep::Groups, setGroups, setup.groupCount, setup.groups);
        perform(setup, SpawnStep::Gid, setGid, setup.gid, setup.gid, setup.gid);
        perform(setup, SpawnStep::Uid, setUid, setup.uid, setup.uid, setup.uid);
        dropCapabilities(setup);
    }
    if (setup.deathSignal != 0) { // a change of identity clears it
        perform(setup, SpawnStep::DeathSignal, SYS_prctl, PR_SET_PDEATHSIG, setup.deathSignal);
        catchUpWithParent(setup);
    }
    begin(setup, SpawnStep::Exec);
    execute(setup);
    giveUp();
}

} // namespace Offspring::Os
