// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// POSIX knows nothing of a pipe's size: it stays as the system makes it.

#include "streamio.h"

namespace Offspring::Os {

void setPipeSize(int, int) { }

int pipeSize(int)
{
    return 0;
}

bool resizePipe(int, int)
{
    return false;
}

std::int64_t pipeMemoryOfUser()
{
    return 0;
}

} // namespace Offspring::Os
