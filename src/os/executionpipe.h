// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_EXECUTIONPIPE_H
#define OFFSPRING_OS_EXECUTIONPIPE_H

#include "uniquefd.h"

namespace Offspring::Os {

/// Waits until a child has executed its program, or is gone: either closes the child's end of a
/// pipe.
class ExecutionPipe
{
public:
    /// To be open in the child until then: its number is above all that the child's map touches.
    bool open(int above);
    bool isOpen() const { return m_ours.isOpen(); }
    int childsEnd() const { return m_theirs.number(); }
    /// In the parent, when there is a child.
    void wait();

private:
    UniqueFD m_ours;
    UniqueFD m_theirs;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_EXECUTIONPIPE_H
