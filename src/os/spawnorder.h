// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_SPAWNORDER_H
#define OFFSPRING_OS_SPAWNORDER_H

#include "processgroup.h"
#include "terminal.h"

#include <QtCore/QByteArrayList>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace Offspring::Os {

/// A file for the child, opened here: open(2).
struct FileToOpen
{
    QByteArray path;
    bool reads = false;
    bool writes = false;
    bool appends = false;
    bool truncates = false;
    bool creates = false;
    bool mustBeNew = false;
};

/// What one fd of the child is made of.
struct ChildEnd
{
    enum class Kind { PipeToParent, PipeFromParent, Socket, Terminal, File, Borrowed, SameAs };
    Kind kind;
    int parentFD = -1; // Borrowed
    int otherChildFD = -1; // SameAs: a key that is not itself SameAs
    FileToOpen file = {}; // File
};

/// A limit of a resource, as the kernel reads it: prlimit(2).
struct LimitChange
{
    int resource;
    struct
    {
        std::uint64_t soft;
        std::uint64_t hard;
    } values;
};

struct Identity
{
    unsigned uid;
    unsigned gid;
    std::vector<unsigned> groups;
};

/// Everything that a spawn is asked for, already judged: no string contains a NUL byte, no number
/// is negative.
struct SpawnOrder
{
    QByteArray executable; // as the caller named it
    QByteArrayList candidates; // programs to try in turn
    bool searched = false; // they come from PATH
    QByteArrayList arguments;
    QByteArrayList environment; // "NAME=value"
    QByteArray directory; // empty: stay
    std::map<int, ChildEnd> childEnds; // childFD →
    std::optional<TerminalSettings> terminal; // the controlling one, even with no fd on it
    int pipeSize = 0; // 0: the kernel's choice
    Leads leads = Leads::Nothing;
    std::optional<unsigned> umask;
    std::optional<int> niceness;
    std::vector<LimitChange> limits;
    std::optional<Identity> identity;
    int deathSignal = 0; // 0: none
    bool newControlGroup = false;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_SPAWNORDER_H
