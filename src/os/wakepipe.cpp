// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "wakepipe.h"

#include "descriptorpair.h"

#include <cerrno>
#include <unistd.h>

namespace Offspring::Os {

int WakePipe::open()
{
    if (isOpen())
        return 0;
    DescriptorPair pair = openPipe(false);
    if (!pair.isOpen())
        return errno;
    m_ours.swap(pair.first);
    m_wakers.swap(pair.second);
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
