// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Since Linux 6.15 a pidfd keeps the exit status for whoever holds it, also after the child was
// reaped.

#include "keptstatus.h"

#include "pidfdinfo_linux.h"

#include <cerrno>

namespace Offspring::Os {

// The kernel writes the status, and then lets go of the process: ESRCH. Between its two looks at
// these the process may go, so ESRCH is believed the second time. For good it comes from Linux 6.13
// and 6.14, which know the call and keep no status.
KeptStatus keptStatus(int exitDescriptor)
{
    using Answer = KeptStatus::Answer;
    PidFDInfo info;
    bool isAnswered = ask(exitDescriptor, PidFDInfo::exit, info);
    if (!isAnswered && errno == ESRCH)
        isAnswered = ask(exitDescriptor, PidFDInfo::exit, info);
    if (!isAnswered)
        return {Answer::None, -1};
    const bool isWritten = info.has(PidFDInfo::exit) && info.exitCode >= 0;
    return isWritten ? KeptStatus{Answer::Known, info.exitCode} : KeptStatus{Answer::NotYet, -1};
}

} // namespace Offspring::Os
