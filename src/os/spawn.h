// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_SPAWN_H
#define OFFSPRING_OS_SPAWN_H

#include "childhandle.h"
#include "childsetup.h"
#include "fifohold.h"
#include "spawnfailure.h"
#include "terminal.h"
#include "uniquefd.h"

#include <QtCore/QByteArrayList>

#include <map>
#include <optional>
#include <variant>
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
    int deathSignal = 0;
};

/// Our end of a new stream; non-blocking.
struct OurEnd
{
    int childFD; // the number in the child under which its bytes are told
    int inputFD; // the same, for what is written to it: differs on a terminal
    ChildEnd::Kind kind;
    UniqueFD fd;
    bool mayGrow = false; // a pipe whose size nobody has asked for
};

/// What a child's terminal is to us, beside the stream.
struct TerminalHold
{
    std::vector<int> childFDs; // those on it, ascending; {-1}: none
    UniqueFD slave; // open until the child is dead: only then may the master report its end
    QByteArray name;
};

struct SpawnedChild
{
    ChildHandle handle;
    std::vector<OurEnd> ends;
    std::optional<TerminalHold> terminal;
    std::vector<FifoHold> fifos; // until a writer has come, or the child is dead
};

/// That the parent's descriptors which the child is to have are open. Before any of our own is
/// opened for this child: it could take a closed number's place.
std::optional<SpawnFailure> checkBorrowed(const SpawnOrder &order);

/// Makes the streams and the child. On failure nothing is left open and no zombie.
std::variant<SpawnedChild, SpawnFailure> spawn(const SpawnOrder &order);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_SPAWN_H
