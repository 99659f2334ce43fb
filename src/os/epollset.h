// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_EPOLLSET_H
#define OFFSPRING_OS_EPOLLSET_H

#include "ownerprocess.h"
#include "uniquefd.h"

#include <cstdint>
#include <vector>

namespace Offspring::Os {

/// An epoll(7) set, level-triggered, whose entries carry an id. An error or a hang-up of the other
/// end is always told. Does nothing in a forked copy of the program, which shares the set with it.
class EpollSet
{
public:
    /// 0, or errno. Once open it stays so.
    int open();
    bool isOpen() const { return m_fd.isOpen(); }
    /// False: not open, or somebody else closed it.
    bool isUsable() const;
    /// Not open any more; the number is left to whoever has it now.
    void forget() { m_fd.release(); }
    /// Readable when an entry is.
    int number() const { return m_fd.number(); }

    /// 0, or errno.
    int add(int fd, std::uint64_t id, bool reads, bool writes);
    int change(int fd, std::uint64_t id, bool reads, bool writes);
    /// Before \a fd is closed: a copy of it, in a fork elsewhere, would keep the entry alive.
    void remove(int fd);

    /// The ids that are ready, at most 64, after at most \a timeoutMs; -1: no limit.
    std::vector<std::uint64_t> wait(int timeoutMs) const;
    /// The same, into \a ids: 0, or errno.
    int wait(int timeoutMs, std::vector<std::uint64_t> &ids) const;

private:
    bool isOurs() const;
    int control(int operation, int fd, std::uint64_t id, bool reads, bool writes);

    UniqueFD m_fd;
    OwnerProcess m_owner; // who opened it
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_EPOLLSET_H
