// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "owndirectory.h"

#include <fcntl.h>
#include <linux/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

/// The directory in which this program was at some time.
struct KnownDirectory
{
    UniqueFD descriptor;
    struct statx identity = {};
};

constexpr unsigned identityFields = STATX_INO | STATX_MNT_ID;

// Asks no server of files. musl has had the call's function only for a while.
bool identify(int directory, struct statx &identity)
{
    constexpr int flags = AT_EMPTY_PATH | AT_STATX_DONT_SYNC;
    return syscall(SYS_statx, directory, "", flags, identityFields, &identity) == 0
        && (identity.stx_mask & identityFields) == identityFields;
}

bool isSame(const struct statx &a, const struct statx &b)
{
    return a.stx_ino == b.stx_ino && a.stx_mnt_id == b.stx_mnt_id
        && a.stx_dev_major == b.stx_dev_major && a.stx_dev_minor == b.stx_dev_minor;
}

} // namespace

// As long as it is open, nothing else gets its numbers.
std::shared_ptr<const UniqueFD> ownDirectory()
{
    thread_local std::weak_ptr<const KnownDirectory> last;
    struct statx now = {};
    const bool isKnown = identify(AT_FDCWD, now);
    std::shared_ptr<const KnownDirectory> known = last.lock();
    if (!known || !isKnown || !isSame(known->identity, now)) {
        const auto fresh = std::make_shared<KnownDirectory>();
        fresh->descriptor = openPath(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (!fresh->descriptor.isOpen() || !fresh->descriptor.liftAboveStandard())
            return nullptr;
        last = isKnown && identify(fresh->descriptor.number(), fresh->identity)
            ? fresh
            : std::shared_ptr<KnownDirectory>();
        known = fresh;
    }
    return {known, &known->descriptor};
}

} // namespace Offspring::Os
