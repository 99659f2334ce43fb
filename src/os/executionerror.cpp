// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk, in the child: see childsetup.

#include "executionerror.h"

#include <cerrno>

namespace Offspring::Os {

// It may be missing, too long with the program's name, a ring of links, or on a file system that is
// gone or forbids execution.
bool isOfOneEntry(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case EACCES:
    case EPERM:
    case ENAMETOOLONG:
    case ELOOP:
    case ESTALE:
    case ENODEV:
    case ETIMEDOUT:
        return true;
    default:
        return false;
    }
}

int summaryOfErrors(int known, int error)
{
    if (error == ENOTDIR)
        error = ENOENT;
    if (known == 0 || error == EACCES || (error == ENOENT && known != EACCES))
        return error;
    return known;
}

} // namespace Offspring::Os
