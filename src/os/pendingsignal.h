// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_PENDINGSIGNAL_H
#define OFFSPRING_OS_PENDINGSIGNAL_H

#include <csignal>

namespace Offspring::Os {

/// Takes one of \a signals, which this thread blocks, so that it is not delivered. Does not wait
/// for one.
void takePending(const sigset_t &signals);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_PENDINGSIGNAL_H
