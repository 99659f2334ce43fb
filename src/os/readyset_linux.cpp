// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The set is an epoll(7) instance.

#include "readyset.h"

#include <array>
#include <cerrno>
#include <sys/epoll.h>

namespace Offspring::Os {

namespace {

bool control(int set, int operation, int fd, std::uint64_t id, std::uint32_t events)
{
    epoll_event event = {};
    event.events = events;
    event.data.u64 = id;
    return epoll_ctl(set, operation, fd, &event) == 0;
}

std::uint32_t eventsFor(bool reads, bool writes)
{
    return (reads ? std::uint32_t(EPOLLIN) : 0) | (writes ? std::uint32_t(EPOLLOUT) : 0);
}

} // namespace

const char *const ReadySet::openingCall = "epoll_create1";

int ReadySet::open()
{
    if (isOpen())
        return 0;
    UniqueFD fd(epoll_create1(EPOLL_CLOEXEC));
    if (!fd.isOpen() || !fd.liftAboveStandard())
        return errno;
    m_fd = std::move(fd);
    m_owner = OwnerProcess();
    return 0;
}

bool ReadySet::isOurs() const
{
    return isOpen() && m_owner.isThisProcess();
}

bool ReadySet::add(int fd, std::uint64_t id, bool reads, bool writes)
{
    return isOurs() && control(number(), EPOLL_CTL_ADD, fd, id, eventsFor(reads, writes));
}

bool ReadySet::change(int fd, std::uint64_t id, bool reads, bool writes)
{
    return isOurs() && control(number(), EPOLL_CTL_MOD, fd, id, eventsFor(reads, writes));
}

bool ReadySet::addUrgent(int fd, std::uint64_t id)
{
    return isOurs() && control(number(), EPOLL_CTL_ADD, fd, id, EPOLLPRI);
}

void ReadySet::remove(int fd)
{
    if (isOurs())
        control(number(), EPOLL_CTL_DEL, fd, 0, 0);
}

void ReadySet::forget()
{
    m_fd.release();
}

bool ReadySet::isUsable() const
{
    std::vector<std::uint64_t> ids;
    const int error = wait(0, ids);
    return error == 0 || error == EINTR;
}

std::vector<std::uint64_t> ReadySet::wait(int timeoutMs) const
{
    std::vector<std::uint64_t> ids;
    wait(timeoutMs, ids);
    return ids;
}

int ReadySet::wait(int timeoutMs, std::vector<std::uint64_t> &ids) const
{
    if (!isOurs())
        return EBADF;
    std::array<epoll_event, 64> events;
    const int count = epoll_wait(number(), events.data(), int(events.size()), timeoutMs);
    const int error = count < 0 ? errno : 0;
    for (int i = 0; i < count; ++i)
        ids.push_back(events[std::size_t(i)].data.u64);
    return error;
}

} // namespace Offspring::Os
