// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_WAKEABLEWAIT_H
#define OFFSPRING_OS_WAKEABLEWAIT_H

#include "wakepipe.h"

#include <vector>

namespace Offspring::Os {

/// Waits for descriptors, and for another thread's word. Nothing of it depends on an event loop.
class WakeableWait
{
public:
    enum class Interest { Reading, Writing, Exception };

    struct Watched
    {
        int fd = -1;
        Interest interest = Interest::Reading;
        bool isReady = false; // an error or a hang-up counts
        bool isInvalid = false; // not open
    };

    /// 0, or errno.
    int open() { return m_pipe.open(); }
    bool isOpen() const { return m_pipe.isOpen(); }
    /// From any thread: the wait that runs now, or else the next one, ends at once.
    void wake() { m_pipe.wake(); }
    /// -1: no limit. It may end early, without anything being ready.
    void wait(int timeoutMs, std::vector<Watched> &watched);

private:
    WakePipe m_pipe;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_WAKEABLEWAIT_H
