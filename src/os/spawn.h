// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_SPAWN_H
#define OFFSPRING_OS_SPAWN_H

#include "childhandle.h"
#include "childsetup.h"
#include "uniquefd.h"

#include <QtCore/QByteArrayList>

#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace Offspring::Os {

/// What one fd of the child is made of.
struct ChildEnd
{
    enum class Kind { PipeToParent, PipeFromParent, Borrowed };
    Kind kind;
    int parentFD = -1; // Borrowed
};

struct Identity
{
    unsigned uid;
    unsigned gid;
    std::vector<unsigned> groups;
};

/// Everything that the cellar is asked for, already judged: no string holds a NUL byte, no number
/// is negative.
struct SpawnOrder
{
    QByteArray executable; // as the caller named it
    QByteArrayList candidates; // programs to try in turn
    bool searched = false; // they come from PATH
    QByteArrayList arguments;
    std::optional<QByteArrayList> environment; // none: `environ`, as it is now
    QByteArray directory; // empty: stay
    std::map<int, ChildEnd> childEnds; // childFD →
    std::optional<Identity> identity;
};

/// Our end of a new stream; non-blocking.
struct OurEnd
{
    int childFD;
    ChildEnd::Kind kind;
    UniqueFD fd;
};

struct SpawnedChild
{
    ChildHandle handle;
    std::vector<OurEnd> ends; // by childFD, ascending
};

struct SpawnFailure
{
    SpawnStep step;
    int errorNumber; // 0: the child was killed while it set itself up
    int parentFD = -1; // BorrowedFD: which
};

/// That the parent's descriptors which the child is to have are open. Before any of our own is
/// opened for this child: it could take a closed number's place.
std::optional<SpawnFailure> checkBorrowed(const SpawnOrder &order);

/// Makes the streams and the child. On failure nothing is left open and no zombie.
std::variant<SpawnedChild, SpawnFailure> spawn(const SpawnOrder &order);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_SPAWN_H
