// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CHILDSETUP_H
#define OFFSPRING_OS_CHILDSETUP_H

#include "fdplan.h"

namespace Offspring::Os {

/// Where a spawn can fail: in the parent up to Clone, in the child from Signals on.
enum class SpawnStep {
    BorrowedFD,
    OpenPipe,
    Watch,
    Memory,
    PidFD,
    Clone,
    Signals,
    Directory,
    MoveFDs,
    CloseFDs,
    Groups,
    Gid,
    Uid,
    Exec
};

/// How far the child has come: in memory that both sides see, so that it needs no descriptor.
struct SetupReport
{
    volatile SpawnStep step; // written before each step
    volatile int errorNumber;
};

/// A prepared list: plain pointers into memory that the parent keeps until the child has executed
/// its program or is gone.
struct ChildSetup
{
    const char *directory; // null: stay
    const DescriptorMove *moves;
    unsigned moveCount;
    const DescriptorRange *closes;
    unsigned closeCount;
    bool changesIdentity;
    const unsigned *groups;
    unsigned groupCount;
    unsigned gid;
    unsigned uid;
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
