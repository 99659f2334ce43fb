// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CHILDSETUP_H
#define OFFSPRING_OS_CHILDSETUP_H

#include "setupplan.h"

namespace Offspring::Os {

/// How far the child has come, and whether it may go on. It is in memory that parent and child both
/// see, so that it needs no descriptor.
struct SetupReport
{
    static constexpr int notBegun = -1;

    volatile int call; // the index of the one that is about to be made
    volatile int errorNumber; // of that one; 0: it has not failed
    volatile int isCancelled; // by the parent: no other call is made, which then fails: ECANCELED
    volatile int pid; // the child's; 0: it has not written it, which not every platform needs
};

/// What the child reads: a plan's calls, and where it reports. Plain pointers into memory that the
/// parent keeps until the child has executed its program or is gone.
struct ChildSetup
{
    const SetupCall *calls;
    int first; // to be made
    int count;
    SetupReport *report;
};

/// All that runs in the child until it executes its program. \a setup is a ChildSetup; never
/// returns.
int runChildSetup(void *setup);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CHILDSETUP_H
