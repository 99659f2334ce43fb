// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// sigtimedwait(2) belongs to an option of POSIX that macOS does not have; sigwait(3) waits.

#include "pendingsignal.h"

#include "signalname.h"

namespace Offspring::Os {

void takePending(const sigset_t &signals)
{
    sigset_t pending;
    sigpending(&pending);
    for (int number = 1; number <= highestSignal; ++number) {
        if (sigismember(&signals, number) == 1 && sigismember(&pending, number) == 1) {
            int taken = 0;
            sigwait(&signals, &taken);
            return;
        }
    }
}

} // namespace Offspring::Os
