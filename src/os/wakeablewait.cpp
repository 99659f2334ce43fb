// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "wakeablewait.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

short events(WakeableWait::Interest interest)
{
    switch (interest) {
    case WakeableWait::Interest::Reading:
        return POLLIN;
    case WakeableWait::Interest::Writing:
        return POLLOUT;
    case WakeableWait::Interest::Exception:
        break;
    }
    return POLLPRI;
}

} // namespace

int WakeableWait::open()
{
    if (isOpen())
        return 0;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return errno;
    UniqueFD ours(ends[0]);
    UniqueFD wakers(ends[1]);
    if (!ours.liftAboveStandard() || !wakers.liftAboveStandard())
        return errno;
    m_ours.swap(ours);
    m_wakers.swap(wakers);
    return 0;
}

// A full pipe wakes as well.
void WakeableWait::wake()
{
    const char byte = 0;
    while (write(m_wakers.number(), &byte, 1) < 0 && errno == EINTR) { }
}

void WakeableWait::drain()
{
    char bytes[64];
    while (read(m_ours.number(), bytes, sizeof bytes) == ssize_t(sizeof bytes)) { }
}

void WakeableWait::wait(int timeoutMs, std::vector<Watched> &watched)
{
    std::vector<pollfd> queries{{m_ours.number(), POLLIN, 0}};
    for (const Watched &one : watched)
        queries.push_back({one.fd, events(one.interest), 0});
    if (poll(queries.data(), queries.size(), timeoutMs) <= 0)
        return;
    if (queries.front().revents != 0)
        drain();
    for (std::size_t i = 0; i < watched.size(); ++i) {
        watched[i].isInvalid = (queries[i + 1].revents & POLLNVAL) != 0;
        watched[i].isReady = queries[i + 1].revents != 0 && !watched[i].isInvalid;
    }
}

} // namespace Offspring::Os
