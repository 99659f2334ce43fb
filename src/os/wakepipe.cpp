// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "wakepipe.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace Offspring::Os {

int WakePipe::open()
{
    if (isOpen())
        return 0;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return errno;
    UniqueFD ours(ends[0]);
    UniqueFD wakers(ends[1]);
    if (!ours.liftAboveStandard() || !wakers.liftAboveStandard())
        return errno;
    m_ours.swap(ours);
    m_wakers.swap(wakers);
    return 0;
}

// A full pipe wakes as well.
void WakePipe::wake()
{
    const char byte = 0;
    while (write(m_wakers.number(), &byte, 1) < 0 && errno == EINTR) { }
}

void WakePipe::drain()
{
    char bytes[64];
    while (read(m_ours.number(), bytes, sizeof bytes) == ssize_t(sizeof bytes)) { }
}

} // namespace Offspring::Os
