// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "polluntil.h"

#include <algorithm>
#include <cstdint>
#include <ctime>

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

int pollUntil(std::span<pollfd> queries, const QDeadlineTimer &deadline)
{
    const timespec left = toTimespec(std::max<std::int64_t>(deadline.remainingTimeNSecs(), 0));
    return ppoll(queries.data(), queries.size(), deadline.isForever() ? nullptr : &left, nullptr);
}

} // namespace Offspring::Os
