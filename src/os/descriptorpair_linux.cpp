// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "descriptorpair.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

DescriptorPair lifted(const int (&numbers)[2])
{
    DescriptorPair pair{UniqueFD(numbers[0]), UniqueFD(numbers[1])};
    const bool isLifted = pair.first.liftAboveStandard() && pair.second.liftAboveStandard();
    return isLifted ? std::move(pair) : DescriptorPair();
}

} // namespace

const char *const pipeCall = "pipe2";
const char *const socketPairCall = "socketpair";

DescriptorPair openPipe(bool isBlocking)
{
    int numbers[2];
    if (pipe2(numbers, O_CLOEXEC | (isBlocking ? 0 : O_NONBLOCK)) < 0)
        return {};
    return lifted(numbers);
}

DescriptorPair openSocketPair()
{
    int numbers[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, numbers) < 0)
        return {};
    return lifted(numbers);
}

} // namespace Offspring::Os
