// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CLONE_LINUX_H
#define OFFSPRING_OS_CLONE_LINUX_H

namespace Offspring::Os {

/// clone(2) of a child that runs \a function on a stack of its own, from \a stackEnd down, which is
/// a multiple of 16. With CLONE_PIDFD the kernel writes to \a pidfd. The child's number, or -1 and
/// errno. \a function never returns.
int cloneOnStack(int (*function)(void *), void *stackEnd, int flags, void *argument, int *pidfd);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CLONE_LINUX_H
