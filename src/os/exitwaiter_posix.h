// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_EXITWAITER_POSIX_H
#define OFFSPRING_OS_EXITWAITER_POSIX_H

#include "uniquefd.h"

#include <memory>

namespace Offspring::Os {

/// A thread that waits for one child, and a pipe by which it tells of the exit. No call of POSIX
/// waits for some children at once, and for no others: waitid(2) P_ALL would return at once, again
/// and again, for one of the program's own that is dead and that the program does not reap, or for
/// one of ours that is kept. So there is a thread for each child, which does nothing until the
/// child is dead; it takes no status from anybody.
class ExitWaiter
{
public:
    ExitWaiter() = default;
    /// Ends the thread, if it has no child to wait for.
    ~ExitWaiter();
    ExitWaiter(const ExitWaiter &) = delete;
    ExitWaiter &operator=(const ExitWaiter &) = delete;

    /// Before the child is made: a child that nobody can wait for is worse than none. 0, or errno.
    int open();
    int start();

    /// Once. Readable when \a pid has exited, or somebody else has taken its status.
    UniqueFD waitFor(int pid);

private:
    struct Shared;

    std::shared_ptr<Shared> m_shared;
    UniqueFD m_reading;
};

/// Which file a descriptor is of; 0: none.
unsigned long long fileNumber(int fd);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_EXITWAITER_POSIX_H
