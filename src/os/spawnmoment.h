// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_SPAWNMOMENT_H
#define OFFSPRING_OS_SPAWNMOMENT_H

#include "spawnfailure.h"
#include "spawnorder.h"
#include "streamends.h"
#include "uniquefd.h"

#include <memory>
#include <optional>
#include <vector>

namespace Offspring::Os {

/// What a spawn takes of the program as it is at the call, when another thread performs it later.
struct SpawnMoment
{
    std::shared_ptr<const UniqueFD> directory; // the program's own; null: as it is at the start
    std::vector<UniqueFD> duplicates; // of the parent's descriptors, which may be closed then
    std::optional<TerminalEnds> terminal; // so that it can be used at once

    int directoryNumber() const { return directory ? directory->number() : -1; }
};

/// \a order then names the duplicates. Waits for nothing. After checkBorrowed().
std::optional<SpawnFailure> takeMoment(SpawnOrder &order, SpawnMoment &moment);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_SPAWNMOMENT_H
