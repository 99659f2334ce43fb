// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk, for a spawn in the background: what belongs to the moment of the call.

#include "spawnmoment.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
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

// Asks no server of files.
bool identify(int directory, struct statx &identity)
{
    return statx(directory, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, identityFields, &identity) == 0
        && (identity.stx_mask & identityFields) == identityFields;
}

bool isSame(const struct statx &a, const struct statx &b)
{
    return a.stx_ino == b.stx_ino && a.stx_mnt_id == b.stx_mnt_id
        && a.stx_dev_major == b.stx_dev_major && a.stx_dev_minor == b.stx_dev_minor;
}

// Spawns that wait together share one, because each open descriptor makes the next clone(2) slower.
// As long as it is open, nothing else gets its numbers. Null: errno; EACCES where the program may
// not enter it again, though it is there.
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

bool dependsOnDirectory(const SpawnOrder &order)
{
    return !order.directory.startsWith('/')
        || std::any_of(order.childEnds.begin(), order.childEnds.end(), [](const auto &each) {
               return each.second.kind == ChildEnd::Kind::File
                   && !each.second.file.path.startsWith('/');
           });
}

// Each once: the same descriptor may be given to the child under several numbers.
std::optional<SpawnFailure> duplicateBorrowed(SpawnOrder &order, SpawnMoment &moment)
{
    std::map<int, int> duplicates;
    for (auto &[childFD, end] : order.childEnds) {
        if (end.kind != ChildEnd::Kind::Borrowed)
            continue;
        int &duplicate = duplicates.try_emplace(end.parentFD, -1).first->second;
        if (duplicate < 0) {
            UniqueFD made(fcntl(end.parentFD, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
            if (!made.isOpen()) {
                return SpawnFailure{Stage::FileDescriptors, "parent fd", errno,
                                    QByteArray::number(end.parentFD)};
            }
            duplicate = made.number();
            moment.duplicates.push_back(std::move(made));
        }
        end.parentFD = duplicate;
    }
    return std::nullopt;
}

} // namespace

std::optional<SpawnFailure> takeMoment(SpawnOrder &order, SpawnMoment &moment)
{
    if (auto failure = duplicateBorrowed(order, moment))
        return failure;
    if (dependsOnDirectory(order)) {
        moment.directory = ownDirectory();
        if (!moment.directory && errno != EACCES)
            return SpawnFailure{Stage::FileDescriptors, "open", errno, QByteArrayLiteral(".")};
    }
    if (!order.terminal)
        return std::nullopt;
    auto opened = openTerminalEnds(order);
    if (const auto *failure = std::get_if<SpawnFailure>(&opened))
        return *failure;
    moment.terminal = std::move(std::get<TerminalEnds>(opened));
    return std::nullopt;
}

} // namespace Offspring::Os
