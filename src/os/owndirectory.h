// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_OWNDIRECTORY_H
#define OFFSPRING_OS_OWNDIRECTORY_H

#include "uniquefd.h"

#include <memory>

namespace Offspring::Os {

/// The directory that this program is in. Spawns that wait together share one, because each open
/// descriptor makes the next spawn slower. Null: errno; EACCES where the program may not open or
/// enter it again, though it is there.
std::shared_ptr<const UniqueFD> ownDirectory();

} // namespace Offspring::Os

#endif // OFFSPRING_OS_OWNDIRECTORY_H
