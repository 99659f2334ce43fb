// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_STREAMENDS_H
#define OFFSPRING_OS_STREAMENDS_H

#include "spawnfailure.h"
#include "spawnorder.h"
#include "uniquefd.h"
#include "waitingfifo.h"

#include <QtCore/QByteArray>

#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace Offspring::Os {

/// Our end of a new stream; non-blocking.
struct OurEnd
{
    int childFD; // the number in the child under which its bytes are reported
    int inputFD; // the same, for what is written to it: differs on a terminal
    ChildEnd::Kind kind;
    UniqueFD fd;
    bool mayGrow = false; // a pipe whose size nobody has asked for
};

/// What a child's terminal is to us, beside the stream.
struct ChildTerminal
{
    std::vector<int> childFDs; // those on it, ascending; {-1}: none
    UniqueFD slave; // open until the child is dead: only then may the master report its end
    QByteArray name;
};

/// A new terminal, and our end of it.
struct TerminalEnds
{
    UniqueFD master;
    ChildTerminal terminal;
};

std::variant<TerminalEnds, SpawnFailure> openTerminalEnds(const SpawnOrder &order);

/// The streams of ours that the order asks for, none of them open yet. Pure. The terminal is last.
std::vector<OurEnd> plannedEnds(const SpawnOrder &order);

/// All streams of one child. Theirs close with this object, when the child has its copies.
struct StreamEnds
{
    int directory = -1; // where relative paths of files begin, as for openPath()
    std::vector<OurEnd> ours;
    std::vector<UniqueFD> theirs;
    std::optional<ChildTerminal> terminal; // one that is there is used
    std::vector<WaitingFifo> fifos; // until a writer has come, or the child is dead
    std::map<int, int> sources; // childFD → number in our table, which the child takes over
};

/// That the parent's descriptors which the child is to have are open. Before any of our own is
/// opened for this child: it could take a closed number's place.
std::optional<SpawnFailure> checkBorrowed(const SpawnOrder &order);

/// Both blocking.
struct PipeEnds
{
    UniqueFD reading;
    UniqueFD writing;
};

std::variant<PipeEnds, SpawnFailure> makePipe();

/// Makes what is new of the child's streams, and finds the parent's descriptor for the others.
std::optional<SpawnFailure> openStreamEnds(const SpawnOrder &order, StreamEnds &ends);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_STREAMENDS_H
