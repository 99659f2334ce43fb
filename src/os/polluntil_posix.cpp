// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "polluntil.h"

#include <algorithm>
#include <limits>

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

int pollUntil(std::span<pollfd> queries, const QDeadlineTimer &deadline)
{
    return poll(queries.data(), nfds_t(queries.size()), millisecondsTo(deadline));
}

} // namespace Offspring::Os
