// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CLONE3_LINUX_H
#define OFFSPRING_OS_CLONE3_LINUX_H

#include "clone_linux.h"

#include <cstddef>

namespace Offspring::Os {

/// What clone3(2) is asked for: as cloneOnStack(), and which group the child is born in.
struct GroupClone
{
    unsigned long flags; // CLONE_INTO_CGROUP and CLONE_PIDFD are added
    char *stack; // its lowest address
    std::size_t stackSize; // a multiple of 16, as the stack itself
    ChildsBegin begin;
    int *pidfd;
    int groupFolder;
};

/// Only for a child that must be born in another control group: the C library has no function for
/// clone3(2), and for any other child clone(2) is as fast. The child's number, or -1 and errno:
/// ENOSYS where this processor's few instructions are not known.
long cloneIntoGroup(const GroupClone &order);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CLONE3_LINUX_H
