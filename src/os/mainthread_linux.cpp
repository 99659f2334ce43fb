// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mainthread.h"

#include <sys/syscall.h>
#include <unistd.h>

namespace Offspring::Os {

bool isMainThread()
{
    return syscall(SYS_gettid) == getpid();
}

} // namespace Offspring::Os
