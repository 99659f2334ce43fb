// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_WAKEPIPE_H
#define OFFSPRING_OS_WAKEPIPE_H

#include "uniquefd.h"

namespace Offspring::Os {

/// By which one thread wakes another that waits for descriptors.
class WakePipe
{
public:
    /// 0, or errno.
    int open();
    bool isOpen() const { return m_ours.isOpen(); }
    /// Readable from wake() until drain().
    int number() const { return m_ours.number(); }
    /// From any thread.
    void wake();
    void drain();

private:
    UniqueFD m_ours;
    UniqueFD m_wakers;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_WAKEPIPE_H
