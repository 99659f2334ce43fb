// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The handle is the child's number, which the child writes before its first look at the flag. It is
// the child's own, because nobody reaps it before endMaking().

#include "cancellation.h"

#include <csignal>

namespace Offspring::Os {

void Cancellation::killChild(int pid)
{
    if (pid > 0)
        kill(pid, SIGKILL);
}

} // namespace Offspring::Os
