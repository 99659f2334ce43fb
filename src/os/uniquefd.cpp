// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "uniquefd.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace Offspring::Os {

void UniqueFD::close()
{
    if (!isOpen())
        return;
    const int savedErrno = errno; // a failing call's errno must survive the clean-up after it
    ::close(release()); // never again after EINTR: Linux has closed it, close(2)
    errno = savedErrno;
}

bool UniqueFD::liftAboveStandard()
{
    if (m_fd > STDERR_FILENO)
        return true;
    UniqueFD lifted(fcntl(m_fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    if (!lifted.isOpen())
        return false;
    swap(lifted);
    return true;
}

UniqueFD openPath(const char *path, int flags, unsigned mode, int directory)
{
    int fd;
    do {
        fd = openat(directory < 0 ? AT_FDCWD : directory, path, flags, mode);
    } while (fd < 0 && errno == EINTR);
    return UniqueFD(fd);
}

} // namespace Offspring::Os
