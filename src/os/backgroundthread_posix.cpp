// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// POSIX has no policy that is kind to others.

#include "backgroundthread.h"

namespace Offspring::Os {

void goBehindOthers(std::optional<int>) { }

std::optional<int> policyOfChildren()
{
    return std::nullopt;
}

} // namespace Offspring::Os
