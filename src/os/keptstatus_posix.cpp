// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "keptstatus.h"

namespace Offspring::Os {

KeptStatus keptStatus(int)
{
    return {};
}

} // namespace Offspring::Os
