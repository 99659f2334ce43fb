// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "executionpipe.h"

#include "descriptorpair.h"

#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <unistd.h>

namespace Offspring::Os {

bool ExecutionPipe::open(int above)
{
    DescriptorPair pair = openPipe(true);
    if (!pair.isOpen())
        return false;
    m_ours.swap(pair.first);
    m_theirs.swap(pair.second);
    if (above == std::numeric_limits<int>::max())
        return true; // the child's own numbers are too large, and it will say so
    UniqueFD high(fcntl(m_theirs.number(), F_DUPFD_CLOEXEC, above + 1));
    if (high.isOpen()) // else the same
        m_theirs.swap(high);
    return true;
}

void ExecutionPipe::wait()
{
    m_theirs = UniqueFD();
    char byte;
    while (read(m_ours.number(), &byte, 1) < 0 && errno == EINTR) { }
}

} // namespace Offspring::Os
