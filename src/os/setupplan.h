// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_SETUPPLAN_H
#define OFFSPRING_OS_SETUPPLAN_H

#include "fdplan.h"
#include "setupcall.h"
#include "spawnorder.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace Offspring::Os {

/// What the plan depends on beside the order.
struct ParentState
{
    int pid;
    int terminal = -1; // the number of the child's controlling terminal in our table; -1: none
    std::uint64_t openFiles = 0; // our soft limit of them; only read when the order changes it
    int groupEntrance = -1; // where the child enters its control group; -1: it was born there
    int directory = -1; // the number of that in which the child begins; -1: where we are
    std::vector<DescriptorRange> unneeded = {}; // what the child closes first of all
    std::optional<int> policy =
        {}; // of the child's scheduling; empty: it has inherited the right one
};

/// All that the child does until it executes its program, in this order. Pure: nothing is
/// called here. The calls point into the order and into this plan, so both must live until the
/// child has executed its program or is gone.
///
/// The order has reasons:
/// - A child of a thread in the background may hang in each of the others. It must not hold the
///   ends of other children's streams then, so it closes first what it does not need.
/// - Dispositions and mask come next, because no handler of the parent's may run in the child.
/// - What the child makes or uses belongs to its control group from the start.
/// - The directory is entered with the parent's rights.
/// - A session's leader leads a group already, and setpgid(2) fails for it. The terminal becomes
///   the controlling one of that session.
/// - A limit of open files that falls would forbid the numbers that the descriptors still have to
///   get, so it comes after them; one that rises may be needed for them, so it comes before.
/// - The identity comes after everything that may need the parent's privilege. Groups go first,
///   because they need the old uid.
/// - A change of identity clears the death signal, so that comes after it. The parent may have died
///   before, so it is checked afterwards.
class SetupPlan
{
public:
    SetupPlan(const SpawnOrder &order, const FDPlan &descriptors, const ParentState &parent);
    SetupPlan(const SetupPlan &) = delete;
    SetupPlan &operator=(const SetupPlan &) = delete;

    const std::vector<SetupCall> &calls() const { return m_calls; } // the last one executes

private:
    void addSurroundings(const SpawnOrder &order, const ParentState &parent);
    void addDescriptors(const FDPlan &descriptors);
    void addIdentity(const Identity &identity);
    void addDeathSignal(int signal, int parent);
    void addExecution(const SpawnOrder &order);

    // As execve(2) takes them; null-terminated.
    const std::vector<const char *> m_candidates;
    const std::vector<const char *> m_arguments;
    const std::vector<const char *> m_environment;
    std::vector<SetupCall> m_calls;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_SETUPPLAN_H
