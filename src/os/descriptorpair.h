// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_DESCRIPTORPAIR_H
#define OFFSPRING_OS_DESCRIPTORPAIR_H

#include "uniquefd.h"

namespace Offspring::Os {

/// Two descriptors that are connected. Both are closed by an execution, and are not 0, 1 or 2.
struct DescriptorPair
{
    UniqueFD first; // of a pipe: for reading
    UniqueFD second; // of a pipe: for writing

    bool isOpen() const { return first.isOpen() && second.isOpen(); }
};

/// The names of the calls, for the report of a failure.
extern const char *const pipeCall;
extern const char *const socketPairCall;

/// Blocking or not, both ends alike. Not open: errno.
DescriptorPair openPipe(bool isBlocking);
/// Blocking.
DescriptorPair openSocketPair();

} // namespace Offspring::Os

#endif // OFFSPRING_OS_DESCRIPTORPAIR_H
