// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "epollset.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

epoll_event entry(std::uint64_t id, bool reads, bool writes)
{
    epoll_event event = {};
    if (reads)
        event.events |= EPOLLIN;
    if (writes)
        event.events |= EPOLLOUT;
    event.data.u64 = id;
    return event;
}

} // namespace

int EpollSet::open()
{
    if (isOpen())
        return 0;
    UniqueFD fd(epoll_create1(EPOLL_CLOEXEC));
    if (!fd.isOpen() || !fd.liftAboveStandard())
        return errno;
    m_fd = std::move(fd);
    m_owner = getpid();
    return 0;
}

int EpollSet::add(int fd, std::uint64_t id, bool reads, bool writes)
{
    epoll_event event = entry(id, reads, writes);
    return epoll_ctl(number(), EPOLL_CTL_ADD, fd, &event) == 0 ? 0 : errno;
}

int EpollSet::change(int fd, std::uint64_t id, bool reads, bool writes)
{
    epoll_event event = entry(id, reads, writes);
    return epoll_ctl(number(), EPOLL_CTL_MOD, fd, &event) == 0 ? 0 : errno;
}

void EpollSet::remove(int fd)
{
    if (isOpen() && getpid() == m_owner)
        epoll_ctl(number(), EPOLL_CTL_DEL, fd, nullptr);
}

std::vector<std::uint64_t> EpollSet::wait(int most, int timeoutMs) const
{
    std::array<epoll_event, 64> events;
    const int room = std::min(most, int(events.size()));
    const int count = epoll_wait(number(), events.data(), room, timeoutMs);
    std::vector<std::uint64_t> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back(events[std::size_t(i)].data.u64);
    return ids;
}

} // namespace Offspring::Os
