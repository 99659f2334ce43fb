// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The handle is the pidfd, which the kernel writes before the child runs.

#include "cancellation.h"

#include "valgrind.h"

#include <csignal>
#include <sys/syscall.h>
#include <unistd.h>

namespace Offspring::Os {

void Cancellation::killChild(int pidfd)
{
    if (pidfd >= 0 && !isBuiltForValgrind) // valgrind 3.19 does not know the call
        syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, nullptr, 0);
}

} // namespace Offspring::Os
