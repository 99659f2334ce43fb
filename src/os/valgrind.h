// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_VALGRIND_H
#define OFFSPRING_OS_VALGRIND_H

#include "uniquefd.h"

namespace Offspring::Os {

/// valgrind(1) makes a plain fork(2) of every clone(2) that makes no thread: the memory is copied,
/// and nobody waits for the execution. It also has no pidfd_send_signal(2), in 3.19. So under it
/// the child reports on a shared page, an ExecutionPipe waits, and kill(2) sends signals.
bool isUnderValgrind();

/// Under valgrind, what CLONE_VFORK is elsewhere: waits until the child has executed its program,
/// or is gone, either of which closes its end of a pipe.
class ExecutionPipe
{
public:
    /// To be open in the child until then: its number is above all that the child's map touches.
    bool open(int above);
    /// In the parent, when there is a child.
    void wait();

private:
    UniqueFD m_ours;
    UniqueFD m_theirs;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_VALGRIND_H
