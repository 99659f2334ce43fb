// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Runs in the child, which shares the parent's memory and its thread-local storage while the parent
// waits. So: raw system calls only, on plain memory, not even libc's wrappers (which may be
// cancellation points, interposed by a sanitizer, or change state that belongs to the parent). The
// build compiles this file without sanitizers and without stack protector.

#include "childsetup.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
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

// As execvp(3): a candidate that is not there does not count, one that may not be executed is
// remembered, everything else ends the search.
void execute(const ChildSetup &setup)
{
    int remembered = ENOENT;
    for (const char *const *candidate = setup.candidates; *candidate; ++candidate) {
        syscall(SYS_execve, *candidate, setup.arguments, setup.environment);
        const int error = errno;
        if (!setup.searched || (error != ENOENT && error != ENOTDIR && error != EACCES))
            fail(setup, error);
        if (error == EACCES)
            remembered = EACCES;
    }
    fail(setup, remembered);
}

} // namespace

int runChildSetup(void *pointer)
{
    const ChildSetup &setup = *static_cast<const ChildSetup *>(pointer);

    begin(setup, SpawnStep::Signals);
    resetSignals(setup);
    if (setup.directory) {
        begin(setup, SpawnStep::Directory);
        check(setup, syscall(SYS_chdir, setup.directory));
    }
    begin(setup, SpawnStep::MoveFDs);
    for (unsigned i = 0; i < setup.moveCount; ++i)
        moveDescriptor(setup, setup.moves[i]);
    begin(setup, SpawnStep::CloseFDs);
    for (unsigned i = 0; i < setup.closeCount; ++i)
        check(setup, syscall(SYS_close_range, setup.closes[i].first, setup.closes[i].last, 0));
    if (setup.changesIdentity) {
        begin(setup, SpawnStep::Groups);
        check(setup, syscall(setGroups, setup.groupCount, setup.groups));
        begin(setup, SpawnStep::Gid);
        check(setup, syscall(setGid, setup.gid, setup.gid, setup.gid));
        begin(setup, SpawnStep::Uid);
        check(setup, syscall(setUid, setup.uid, setup.uid, setup.uid));
    }
    begin(setup, SpawnStep::Exec);
    execute(setup);
    giveUp();
}

} // namespace Offspring::Os
