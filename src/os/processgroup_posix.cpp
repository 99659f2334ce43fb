// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Without a list of the processes nothing is known of the others in a group or a session: kill(2)
// reaches a group as a whole, its dead leader included.

#include "processgroup.h"

namespace Offspring::Os {

std::set<int> survivingFamilies(const std::map<int, Leads> &leaders)
{
    std::set<int> all;
    for (const auto &[leader, what] : leaders)
        all.insert(leader);
    return all;
}

Signalled signalEach(const std::function<bool(int pid)> &, std::initializer_list<int>)
{
    return {};
}

} // namespace Offspring::Os
