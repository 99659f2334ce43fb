// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "valgrind.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace Offspring::Os {

bool isUnderValgrind()
{
    // How it gets into the program.
    static const bool result = [] {
        const char *const preloaded = std::getenv("LD_PRELOAD");
        return preloaded && std::strstr(preloaded, "vgpreload");
    }();
    return result;
}

bool ExecutionPipe::open(int above)
{
    int numbers[2];
    if (pipe2(numbers, O_CLOEXEC) < 0)
        return false;
    m_ours = UniqueFD(numbers[0]);
    const UniqueFD low(numbers[1]);
    m_theirs = UniqueFD(fcntl(low.number(), F_DUPFD_CLOEXEC, above + 1));
    return m_theirs.isOpen();
}

void ExecutionPipe::wait()
{
    m_theirs = UniqueFD();
    char byte;
    while (read(m_ours.number(), &byte, 1) < 0 && errno == EINTR) { }
}

} // namespace Offspring::Os
