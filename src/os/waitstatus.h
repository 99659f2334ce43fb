// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_WAITSTATUS_H
#define OFFSPRING_OS_WAITSTATUS_H

#include "childhandle.h"

#include <csignal>

namespace Offspring::Os {

/// waitid(2) gives the status in pieces; users know the word of waitpid(2).
int rawStatus(const siginfo_t &info);

/// Without the usage.
WaitResult waitResult(int status);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_WAITSTATUS_H
