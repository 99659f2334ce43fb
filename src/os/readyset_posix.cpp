// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The kernel keeps no set: a thread does.

#include "readyset.h"

#include "descriptorpair.h"
#include "readysetkeeper_posix.h"

#include <cerrno>
#include <fcntl.h>

namespace Offspring::Os {

namespace {

short eventsFor(bool reads, bool writes)
{
    return short((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
}

} // namespace

const char *const ReadySet::openingCall = "socketpair";

int ReadySet::open()
{
    if (isOpen())
        return 0;
    DescriptorPair pair = openSocketPair();
    if (!pair.isOpen() || fcntl(pair.first.number(), F_SETFL, O_NONBLOCK) < 0
        || fcntl(pair.second.number(), F_SETFL, O_NONBLOCK) < 0) {
        return errno;
    }
    auto keeper = std::make_shared<Keeper>(pair.first.number(), std::move(pair.second));
    if (keeper->start() != 0)
        return ENOSYS; // without a thread there is no set
    m_fd = std::move(pair.first);
    m_keeper = std::move(keeper);
    m_owner = OwnerProcess();
    return 0;
}

bool ReadySet::isOurs() const
{
    return isOpen() && m_owner.isThisProcess();
}

bool ReadySet::add(int fd, std::uint64_t id, bool reads, bool writes)
{
    return isOurs() && m_keeper->put(fd, id, eventsFor(reads, writes));
}

bool ReadySet::change(int fd, std::uint64_t id, bool reads, bool writes)
{
    return add(fd, id, reads, writes);
}

bool ReadySet::addUrgent(int fd, std::uint64_t id)
{
    return isOurs() && m_keeper->put(fd, id, POLLPRI);
}

void ReadySet::remove(int fd)
{
    if (isOurs())
        m_keeper->remove(fd);
}

void ReadySet::forget()
{
    m_fd.release();
    m_keeper.reset();
}

bool ReadySet::isUsable() const
{
    return isOurs() && m_keeper->isUsable();
}

std::vector<std::uint64_t> ReadySet::wait(int timeoutMs) const
{
    std::vector<std::uint64_t> ids;
    wait(timeoutMs, ids);
    return ids;
}

int ReadySet::wait(int timeoutMs, std::vector<std::uint64_t> &ids) const
{
    return isOurs() ? m_keeper->wait(timeoutMs, ids) : EBADF;
}

} // namespace Offspring::Os
