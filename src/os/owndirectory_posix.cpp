// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// POSIX's O_SEARCH, which asks for no right to read the directory, is not everywhere.

#include "owndirectory.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace Offspring::Os {

namespace {

/// The directory in which this program was at some time.
struct KnownDirectory
{
    UniqueFD descriptor;
    struct stat identity = {};
};

bool isSame(const struct stat &a, const struct stat &b)
{
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

} // namespace

// As long as it is open, nothing else gets its numbers.
std::shared_ptr<const UniqueFD> ownDirectory()
{
    thread_local std::weak_ptr<const KnownDirectory> last;
    struct stat now = {};
    const bool isKnown = stat(".", &now) == 0;
    std::shared_ptr<const KnownDirectory> known = last.lock();
    if (!known || !isKnown || !isSame(known->identity, now)) {
        const auto fresh = std::make_shared<KnownDirectory>();
        fresh->descriptor = openPath(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (!fresh->descriptor.isOpen() || !fresh->descriptor.liftAboveStandard())
            return nullptr;
        const bool isReadable = fstat(fresh->descriptor.number(), &fresh->identity) == 0;
        last = isReadable ? fresh : std::shared_ptr<KnownDirectory>();
        known = fresh;
    }
    return {known, &known->descriptor};
}

} // namespace Offspring::Os
