// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_FDPLAN_H
#define OFFSPRING_OS_FDPLAN_H

#include <map>
#include <set>
#include <vector>

namespace Offspring::Os {

/// dup2(from, to); with from == to: keep it, and clear its close-on-exec flag.
struct DescriptorMove
{
    int from;
    int to;
    bool operator==(const DescriptorMove &) const = default;
};

/// All numbers from first to last, both included: close_range(2).
struct DescriptorRange
{
    unsigned first;
    unsigned last;
    bool operator==(const DescriptorRange &) const = default;
};

/// What the child does, in this order, to turn its copy of the parent's table into its own.
struct FDPlan
{
    std::vector<DescriptorMove> moves;
    std::vector<DescriptorRange> closes;
};

/// A pure function. \a sources: number in the child → number in the parent's table as it is now.
/// All assignments are meant to happen at once, so swaps and rotations give what they say. Never
/// uses a number above the largest key and source but, for a cycle, the smallest one that is
/// neither.
FDPlan planDescriptors(const std::map<int, int> &sources);

/// All numbers but those: what a child closes that needs nothing else.
std::vector<DescriptorRange> rangesWithout(const std::set<int> &numbers);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_FDPLAN_H
