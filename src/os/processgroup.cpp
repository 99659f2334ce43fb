// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "processgroup.h"

#include <algorithm>
#include <termios.h>
#include <unistd.h>

namespace Offspring::Os {

int foregroundGroup(int master, int session)
{
    return tcgetsid(master) == session ? std::max(tcgetpgrp(master), 0) : 0;
}

} // namespace Offspring::Os
