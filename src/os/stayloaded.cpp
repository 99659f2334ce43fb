// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beyond POSIX.1-2008: dladdr(3), which it has since 2024, RTLD_NOLOAD and RTLD_NODELETE.

#include "stayloaded.h"

#include <dlfcn.h>

namespace Offspring::Os {

// The object that holds this function is the shared library, or, with a static one, the plugin or
// the program that was linked with it. A program is never unloaded: that it is not found by its
// name does no harm. The handle is not closed, and need not be: the flag alone keeps the object.
void stayLoaded()
{
    static const bool once = [] {
        Dl_info object;
        return dladdr(reinterpret_cast<const void *>(&stayLoaded), &object) != 0
            && dlopen(object.dli_fname, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE) != nullptr;
    }();
    static_cast<void>(once);
}

} // namespace Offspring::Os
