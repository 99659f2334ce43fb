// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: clone3(2), the one call that makes a child in another control group.

#include "clone3_linux.h"

#include <cerrno>
#include <cstdint>

namespace Offspring::Os {

namespace {

/// As clone3(2) reads it, with CLONE_INTO_CGROUP's member: Linux 5.7.
struct CloneArguments
{
    alignas(8) std::uint64_t flags = 0;
    std::uint64_t pidfd = 0;
    std::uint64_t childTid = 0;
    std::uint64_t parentTid = 0;
    std::uint64_t exitSignal = 0;
    std::uint64_t stack = 0;
    std::uint64_t stackSize = 0;
    std::uint64_t tls = 0;
    std::uint64_t setTid = 0;
    std::uint64_t setTidSize = 0;
    std::uint64_t cgroup = 0;
};

constexpr std::uint64_t withPidfd = 0x1000; // CLONE_PIDFD
constexpr std::uint64_t intoGroup = 0x2'0000'0000; // CLONE_INTO_CGROUP: headers from Linux 5.7 on
constexpr long callNumber = 435; // SYS_clone3, on every processor that Linux 5.3 runs on

std::uint64_t address(const void *pointer)
{
    return std::uint64_t(reinterpret_cast<std::uintptr_t>(pointer));
}

} // namespace

long cloneIntoGroup(const GroupClone &order)
{
    CloneArguments arguments;
    arguments.flags = order.flags | withPidfd | intoGroup;
    arguments.pidfd = address(order.pidfd);
    arguments.stack = address(order.stack);
    arguments.stackSize = order.stackSize;
    arguments.cgroup = std::uint64_t(order.groupFolder);
    const long result = makeChildBy(
        callNumber, {reinterpret_cast<long>(&arguments), long(sizeof arguments), 0}, order.begin);
    if (result >= 0)
        return result;
    errno = int(-result);
    return -1;
}

} // namespace Offspring::Os
