// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "streamio.h"
#include "uniquefd.h"

#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace Offspring::Os {

void setPipeSize(int fd, int wanted)
{
    for (int size = wanted; size > 0 && fcntl(fd, F_SETPIPE_SZ, size) < 0; size /= 2) { }
}

int pipeSize(int fd)
{
    return fcntl(fd, F_GETPIPE_SZ);
}

bool resizePipe(int fd, int size)
{
    return fcntl(fd, F_SETPIPE_SZ, size) >= 0;
}

std::int64_t pipeMemoryOfUser()
{
    constexpr std::int64_t pagesByDefault = 16 * 1024;
    char text[32] = {};
    const UniqueFD file = openPath("/proc/sys/fs/pipe-user-pages-soft", O_RDONLY | O_CLOEXEC);
    if (file.isOpen() && read(file.number(), text, sizeof text - 1) < 0)
        text[0] = '\0';
    const std::int64_t pages = std::strtoll(text, nullptr, 10);
    return (pages > 0 ? pages : pagesByDefault) * sysconf(_SC_PAGESIZE);
}

} // namespace Offspring::Os
