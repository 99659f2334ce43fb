// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "streamio.h"
#include "uniquefd.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

timespec toTimespec(std::int64_t nanoseconds)
{
    constexpr std::int64_t perSecond = 1'000'000'000;
    timespec result = {};
    result.tv_sec = time_t(nanoseconds / perSecond);
    result.tv_nsec = long(nanoseconds % perSecond);
    return result;
}

} // namespace

std::optional<Readiness> waitForReadiness(int fd, Readiness wanted, int other,
                                          const QDeadlineTimer &deadline)
{
    const int events = (wanted.reading ? POLLIN : 0) | (wanted.writing ? POLLOUT : 0);
    std::array<pollfd, 2> queries = {pollfd{fd, short(events), 0}, pollfd{other, POLLIN, 0}};
    for (;;) {
        const bool isOver = deadline.hasExpired();
        const timespec left = toTimespec(isOver ? 0 : deadline.remainingTimeNSecs());
        const timespec *const limit = deadline.isForever() ? nullptr : &left;
        const int count = ppoll(queries.data(), queries.size(), limit, nullptr);
        if (count > 0 && queries[0].revents == 0)
            return Readiness();
        if (count > 0) {
            const int got = queries[0].revents;
            const int end = POLLHUP | POLLERR | POLLNVAL;
            return Readiness{wanted.reading && (got & (POLLIN | end)) != 0,
                             wanted.writing && (got & (POLLOUT | end)) != 0};
        }
        if (count == 0 && isOver)
            return std::nullopt;
        if (count < 0 && errno != EINTR)
            return isOver ? std::nullopt : std::optional(wanted); // it may be
    }
}

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
