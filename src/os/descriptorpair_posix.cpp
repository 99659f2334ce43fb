// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// POSIX has no call that makes such a pair and marks it at once. So a program that another thread
// executes between the two calls, and that is not a child of this library, may inherit it. A pair's
// number is lifted and marked by one call, fcntl(2) F_DUPFD_CLOEXEC.

#include "descriptorpair.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

bool prepare(UniqueFD &end, bool isBlocking)
{
    return end.liftAboveStandard() && fcntl(end.number(), F_SETFD, FD_CLOEXEC) == 0
        && (isBlocking || fcntl(end.number(), F_SETFL, O_NONBLOCK) == 0);
}

DescriptorPair prepared(const int (&numbers)[2], bool isBlocking)
{
    DescriptorPair pair{UniqueFD(numbers[0]), UniqueFD(numbers[1])};
    const bool isReady = prepare(pair.first, isBlocking) && prepare(pair.second, isBlocking);
    return isReady ? std::move(pair) : DescriptorPair();
}

} // namespace

const char *const pipeCall = "pipe";
const char *const socketPairCall = "socketpair";

DescriptorPair openPipe(bool isBlocking)
{
    int numbers[2];
    return pipe(numbers) < 0 ? DescriptorPair() : prepared(numbers, isBlocking);
}

DescriptorPair openSocketPair()
{
    int numbers[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, numbers) < 0)
        return {};
    return prepared(numbers, true);
}

} // namespace Offspring::Os
