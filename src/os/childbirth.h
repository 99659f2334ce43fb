// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CHILDBIRTH_H
#define OFFSPRING_OS_CHILDBIRTH_H

#include "cancellation.h"
#include "childhandle.h"
#include "childsetup.h"
#include "controlgroup.h"
#include "setupplan.h"
#include "spawnfailure.h"
#include "spawnorder.h"
#include "streamends.h"

#include <variant>
#include <vector>

namespace Offspring::Os {

/// The name of the call that makes a child, for the report of its failure.
extern const char *const birthCall;

/// Makes the child, and follows it until it has executed its program. The parent decides everything
/// before. \a cancellation: null where the child is made in the thread of the call; else it closes
/// first what it does not need. \a group: as it was before, or made, where the order wants one.
std::variant<ChildHandle, SpawnFailure> bearChild(const SpawnOrder &order, const StreamEnds &ends,
                                                  Cancellation *cancellation, ControlGroup &group);

// What the platforms have in common.

/// Without what only one of them knows.
ParentState parentState(const SpawnOrder &order, const StreamEnds &ends);
/// All of our table that the child does not need; \a other: one that it does. -1: none.
std::vector<DescriptorRange> unneededDescriptors(const ParentState &parent, const StreamEnds &ends,
                                                 int other = -1);
/// Of all descriptors that the child moves.
int highestNumber(const FDPlan &descriptors);
/// Of a child that did not execute its program.
SpawnFailure reportedFailure(const SetupReport &report, const SetupPlan &plan);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CHILDBIRTH_H
