// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "valgrind.h"

#include <cstdlib>
#include <cstring>

namespace Offspring::Os {

bool isUnderValgrind()
{
    // How it gets into the program.
    static const bool result = [] {
        const char *const preloaded = std::getenv("LD_PRELOAD");
        return preloaded && std::strstr(preloaded, "vgpreload");
    }();
    return result;
}

} // namespace Offspring::Os
