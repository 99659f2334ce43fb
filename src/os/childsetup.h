// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CHILDSETUP_H
#define OFFSPRING_OS_CHILDSETUP_H

#include "fdplan.h"
#include "spawnfailure.h"

#include <cstdint>

namespace Offspring::Os {

/// How far the child has come: in memory that both sides see, so that it needs no descriptor.
struct SetupReport
{
    volatile SpawnStep step; // written before each step
    volatile int errorNumber;
};

/// What the child is the leader of. A session's leader leads a group too.
enum class Leads { Nothing, Group, Session };

/// prlimit(2), as the kernel reads it.
struct LimitChange
{
    int resource;
    struct
    {
        std::uint64_t soft;
        std::uint64_t hard;
    } values;
};

/// A prepared list: plain pointers into memory that the parent keeps until the child has executed
/// its program or is gone.
struct ChildSetup
{
    const char *directory; // null: stay
    Leads leads;
    int terminal; // the controlling one, by its number in the parent's table; -1: none
    const unsigned *umask; // null: the parent's; so the niceness
    const int *niceness;
    const LimitChange *limits;
    unsigned limitCount;
    const DescriptorMove *moves;
    unsigned moveCount;
    const DescriptorRange *closes;
    unsigned closeCount;
    const LimitChange *lateLimits; // those that would be in the way of the moves
    unsigned lateLimitCount;
    bool changesIdentity;
    const unsigned *groups;
    unsigned groupCount;
    unsigned gid;
    unsigned uid;
    int deathSignal; // 0: none
    int parent; // whose death it tells
    const char *const *candidates; // null-terminated: each is tried in turn
    bool searched; // the candidates come from PATH
    char *const *arguments;
    char *const *environment;
    SetupReport *report;
};

/// All that runs in the child between clone(2) and execve(2). \a setup is a ChildSetup; never
/// returns.
int runChildSetup(void *setup);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CHILDSETUP_H
