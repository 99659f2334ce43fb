// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beyond POSIX.1-2008: WCOREDUMP, which it has since 2024.

#include "waitstatus.h"

#include <sys/wait.h>

namespace Offspring::Os {

int rawStatus(const siginfo_t &info)
{
    if (info.si_code == CLD_EXITED)
        return (info.si_status & 0xff) << 8;
    return info.si_status | (info.si_code == CLD_DUMPED ? 0x80 : 0);
}

WaitResult waitResult(int status)
{
    WaitResult result;
    result.status = status;
    result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    result.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    result.coreDumped = WIFSIGNALED(status) && WCOREDUMP(status);
    return result;
}

} // namespace Offspring::Os
