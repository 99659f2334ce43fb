// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// POSIX knows nothing of a pipe's size: it stays as the system makes it.

#include "streamio.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <poll.h>

namespace Offspring::Os {

namespace {

// Not before its end; -1: no end. A part of a very long time is as good.
int millisecondsTo(const QDeadlineTimer &deadline)
{
    if (deadline.isForever())
        return -1;
    constexpr qint64 perMillisecond = 1'000'000;
    constexpr qint64 most = std::numeric_limits<int>::max();
    const qint64 left = std::max<qint64>(deadline.remainingTimeNSecs(), 0);
    return int(std::min((left + perMillisecond - 1) / perMillisecond, most));
}

} // namespace

std::optional<Readiness> waitForReadiness(int fd, Readiness wanted, int other,
                                          const QDeadlineTimer &deadline)
{
    const int events = (wanted.reading ? POLLIN : 0) | (wanted.writing ? POLLOUT : 0);
    std::array<pollfd, 2> queries = {pollfd{fd, short(events), 0}, pollfd{other, POLLIN, 0}};
    for (;;) {
        const bool isOver = deadline.hasExpired();
        const int count = poll(queries.data(), queries.size(), millisecondsTo(deadline));
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

void setPipeSize(int, int) { }

int pipeSize(int)
{
    return 0;
}

bool resizePipe(int, int)
{
    return false;
}

std::int64_t pipeMemoryOfUser()
{
    return 0;
}

} // namespace Offspring::Os
