// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: the streams, and then the child.

#include "spawn.h"

#include "childbirth.h"

#include <algorithm>
#include <cerrno>
#include <set>
#include <sys/resource.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

// The soft limit, where the order changes it.
std::uint64_t openFileLimit(const SpawnOrder &order)
{
    rlimit current = {};
    const bool isChanged = std::any_of(order.limits.begin(), order.limits.end(), [](auto &change) {
        return change.resource == RLIMIT_NOFILE;
    });
    return isChanged && getrlimit(RLIMIT_NOFILE, &current) == 0 ? current.rlim_cur : 0;
}

std::variant<SpawnedChild, SpawnFailure> spawnWith(const SpawnOrder &order, StreamEnds ends,
                                                   ControlGroup group, Cancellation *cancellation)
{
    if (const auto failure = openStreamEnds(order, ends))
        return *failure;
    auto child = bearChild(order, ends, cancellation, group);
    if (const auto *failure = std::get_if<SpawnFailure>(&child))
        return *failure;
    group.isEntered();
    return SpawnedChild{std::move(std::get<ChildHandle>(child)), std::move(ends.ours),
                        std::move(ends.terminal), std::move(group), std::move(ends.fifos)};
}

} // namespace

ParentState parentState(const SpawnOrder &order, const StreamEnds &ends)
{
    ParentState parent = {getpid()};
    parent.terminal = ends.terminal ? ends.terminal->slave.number() : -1;
    parent.openFiles = openFileLimit(order);
    parent.directory = ends.directory;
    return parent;
}

std::vector<DescriptorRange> unneededDescriptors(const ParentState &parent, const StreamEnds &ends,
                                                 int other)
{
    std::set<int> needed;
    for (const auto &[childFD, number] : ends.sources)
        needed.insert(number);
    for (const int number : {parent.terminal, parent.directory, parent.groupEntrance, other}) {
        if (number >= 0)
            needed.insert(number);
    }
    return rangesWithout(needed);
}

int highestNumber(const FDPlan &descriptors)
{
    int result = STDERR_FILENO;
    for (const DescriptorMove &move : descriptors.moves)
        result = std::max({result, move.from, move.to});
    return result;
}

SpawnFailure reportedFailure(const SetupReport &report, const SetupPlan &plan)
{
    if (report.call == SetupReport::notBegun)
        return {Stage::Fork, birthCall, report.errorNumber};
    const SetupCall &call = plan.calls()[std::size_t(report.call)];
    return {call.stage, call.name, report.errorNumber, call.object};
}

std::variant<SpawnedChild, SpawnFailure> spawn(const SpawnOrder &order, ControlGroup spareGroup)
{
    return spawnWith(order, StreamEnds(), std::move(spareGroup), nullptr);
}

std::variant<SpawnedChild, SpawnFailure> spawn(const SpawnOrder &order, SpawnMoment moment,
                                               Cancellation &cancellation)
{
    if (cancellation.isCancelled())
        return SpawnFailure{Stage::Fork, birthCall, ECANCELED};
    StreamEnds ends;
    ends.directory = moment.directoryNumber();
    if (moment.terminal)
        ends.terminal = std::move(moment.terminal->terminal);
    return spawnWith(order, std::move(ends), ControlGroup(), &cancellation);
}

} // namespace Offspring::Os
