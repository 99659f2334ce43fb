// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pendingsignal.h"

#include <cerrno>
#include <ctime>

namespace Offspring::Os {

void takePending(const sigset_t &signals)
{
    const timespec now = {};
    while (sigtimedwait(&signals, nullptr, &now) < 0 && errno == EINTR) { }
}

} // namespace Offspring::Os
