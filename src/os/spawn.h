// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_SPAWN_H
#define OFFSPRING_OS_SPAWN_H

#include "cancellation.h"
#include "childhandle.h"
#include "controlgroup.h"
#include "spawnfailure.h"
#include "spawnmoment.h"
#include "spawnorder.h"
#include "streamends.h"

#include <optional>
#include <variant>
#include <vector>

namespace Offspring::Os {

struct SpawnedChild
{
    ChildHandle handle;
    std::vector<OurEnd> ends;
    std::optional<ChildTerminal> terminal;
    ControlGroup group; // open, if the order wanted one
    std::vector<WaitingFifo> fifos; // until a writer has come, or the child is dead
};

/// Makes the streams and the child. On failure nothing is left open and no zombie. \a spareGroup:
/// one that nobody was in, for a child that is to have one.
std::variant<SpawnedChild, SpawnFailure> spawn(const SpawnOrder &order,
                                               ControlGroup spareGroup = {});

/// The same, in another thread than that of the call, whose \a moment it was. The child holds no
/// descriptor that it does not need, however long its execve(2) takes.
std::variant<SpawnedChild, SpawnFailure> spawn(const SpawnOrder &order, SpawnMoment moment,
                                               Cancellation &cancellation);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_SPAWN_H
