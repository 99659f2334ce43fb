// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_READYSET_H
#define OFFSPRING_OS_READYSET_H

#include "ownerprocess.h"
#include "uniquefd.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace Offspring::Os {

/// Descriptors in a set that the kernel keeps, or else a thread, and that has a descriptor itself.
/// Level-triggered; each entry carries an id. An error or a hang-up of the other end is always
/// reported. The set does nothing in a forked copy of the program, which shares it with its parent.
class ReadySet
{
public:
    /// The name of the call that open() makes, for the report of its failure.
    static const char *const openingCall;

    /// 0, or errno: ENOSYS where the platform has no such set. Once open it stays so.
    int open();
    bool isOpen() const { return m_fd.isOpen(); }
    /// False: it is not open, or other code of the program has closed it.
    bool isUsable() const;
    /// Gives the number up without closing it, because it may be another file's by now.
    void forget();
    /// Readable when an entry is ready. It may still be so afterwards, until wait() finds none.
    int number() const { return m_fd.number(); }

    /// False: the kernel refuses it, so it has to be watched in another way.
    [[nodiscard]] bool add(int fd, std::uint64_t id, bool reads, bool writes);
    [[nodiscard]] bool change(int fd, std::uint64_t id, bool reads, bool writes);
    /// For what is urgent, and nothing else: a file of the kernel's that has changed.
    [[nodiscard]] bool addUrgent(int fd, std::uint64_t id);
    /// Before \a fd is closed: a copy of it, in a fork elsewhere, would keep the entry alive.
    void remove(int fd);

    /// The ids that are ready, at most 64, after at most \a timeoutMs; -1: no limit.
    std::vector<std::uint64_t> wait(int timeoutMs) const;
    /// The same, into \a ids: 0, or errno.
    int wait(int timeoutMs, std::vector<std::uint64_t> &ids) const;

private:
    /// A thread that keeps the set.
    class Keeper;

    bool isOurs() const;

    UniqueFD m_fd;
    OwnerProcess m_owner; // who opened it
    std::shared_ptr<Keeper> m_keeper; // null: the kernel keeps it
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_READYSET_H
