// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CLONE_LINUX_H
#define OFFSPRING_OS_CLONE_LINUX_H

namespace Offspring::Os {

/// What a child begins with, on an empty stack of its own.
struct ChildsBegin
{
    int (*function)(void *); // never returns
    void *argument;
};

/// clone(2) of a child with a stack from \a stackEnd down, which is a multiple of 16. With
/// CLONE_PIDFD the kernel writes to \a pidfd. The child's number, or -1 and errno.
int cloneOnStack(ChildsBegin begin, void *stackEnd, int flags, int *pidfd);

/// The system call \a number, which makes a child with a stack: clone(2) or clone3(2), whose first
/// arguments are these. The kernel's result: the child's number, or less than 0; -ENOSYS where this
/// processor's few instructions are not known.
long makeChildBy(long number, const long (&arguments)[3], ChildsBegin begin);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CLONE_LINUX_H
