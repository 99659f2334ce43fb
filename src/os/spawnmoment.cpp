// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk, for a spawn in the background: what belongs to the moment of the call.

#include "spawnmoment.h"

#include "owndirectory.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <unistd.h>

namespace Offspring::Os {

namespace {

bool dependsOnDirectory(const SpawnOrder &order)
{
    return !order.directory.startsWith('/')
        || std::any_of(order.childEnds.begin(), order.childEnds.end(), [](const auto &each) {
               return each.second.kind == ChildEnd::Kind::File
                   && !each.second.file.path.startsWith('/');
           });
}

// Each once: the same descriptor may be given to the child under several numbers.
std::optional<SpawnFailure> duplicateBorrowed(SpawnOrder &order, SpawnMoment &moment)
{
    std::map<int, int> duplicates;
    for (auto &[childFD, end] : order.childEnds) {
        if (end.kind != ChildEnd::Kind::Borrowed)
            continue;
        int &duplicate = duplicates.try_emplace(end.parentFD, -1).first->second;
        if (duplicate < 0) {
            UniqueFD made(fcntl(end.parentFD, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
            if (!made.isOpen()) {
                return SpawnFailure{Stage::FileDescriptors, "parent fd", errno,
                                    QByteArray::number(end.parentFD)};
            }
            duplicate = made.number();
            moment.duplicates.push_back(std::move(made));
        }
        end.parentFD = duplicate;
    }
    return std::nullopt;
}

} // namespace

std::optional<SpawnFailure> takeMoment(SpawnOrder &order, SpawnMoment &moment)
{
    if (auto failure = duplicateBorrowed(order, moment))
        return failure;
    if (dependsOnDirectory(order)) {
        moment.directory = ownDirectory();
        if (!moment.directory && errno != EACCES)
            return SpawnFailure{Stage::FileDescriptors, "open", errno, QByteArrayLiteral(".")};
    }
    if (!order.terminal)
        return std::nullopt;
    auto opened = openTerminalEnds(order);
    if (const auto *failure = std::get_if<SpawnFailure>(&opened))
        return *failure;
    moment.terminal = std::move(std::get<TerminalEnds>(opened));
    return std::nullopt;
}

} // namespace Offspring::Os
