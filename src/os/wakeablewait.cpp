// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "wakeablewait.h"

#include <poll.h>

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

void WakeableWait::wait(int timeoutMs, std::vector<Watched> &watched)
{
    std::vector<pollfd> queries{{m_pipe.number(), POLLIN, 0}};
    for (const Watched &one : watched)
        queries.push_back({one.fd, events(one.interest), 0});
    if (poll(queries.data(), queries.size(), timeoutMs) <= 0)
        return;
    if (queries.front().revents != 0)
        m_pipe.drain();
    for (std::size_t i = 0; i < watched.size(); ++i) {
        watched[i].isInvalid = (queries[i + 1].revents & POLLNVAL) != 0;
        watched[i].isReady = queries[i + 1].revents != 0 && !watched[i].isInvalid;
    }
}

} // namespace Offspring::Os
