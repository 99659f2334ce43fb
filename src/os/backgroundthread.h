// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_BACKGROUNDTHREAD_H
#define OFFSPRING_OS_BACKGROUNDTHREAD_H

#include <optional>

namespace Offspring::Os {

/// This thread takes the processor from no other when it has something to do again (SCHED_BATCH,
/// sched(7)): the threads for which it works go first. A thread that does not run as an ordinary
/// one stays as it is. \a starter: policyOfChildren() of the thread that started it.
void goBehindOthers(std::optional<int> starter);

/// The scheduling policy that a child of this thread has to be given, because it would inherit the
/// thread's; empty: that is the program's own.
std::optional<int> policyOfChildren();

} // namespace Offspring::Os

#endif // OFFSPRING_OS_BACKGROUNDTHREAD_H
