// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_PROCESSGROUP_H
#define OFFSPRING_OS_PROCESSGROUP_H

#include <set>

namespace Offspring::Os {

/// Those of \a groups in which somebody besides the leader is alive. One walk through /proc for
/// all of them, a microsecond or two for each process of the machine; when that cannot be read, all
/// of them.
std::set<int> survivingGroups(const std::set<int> &groups);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_PROCESSGROUP_H
