// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk: makes the streams of a child, each with the end that it will get.

#include "streamends.h"

#include "descriptorpair.h"
#include "streamio.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

using Failure = std::optional<SpawnFailure>;

Failure failed(Stage stage, const char *call)
{
    return SpawnFailure{stage, call, errno};
}

void give(int childFD, UniqueFD theirs, StreamEnds &ends)
{
    ends.sources.emplace(childFD, theirs.number());
    ends.theirs.push_back(std::move(theirs));
}

Failure openPipe(int childFD, int size, OurEnd &end, StreamEnds &ends)
{
    auto made = makePipe();
    if (const auto *failure = std::get_if<SpawnFailure>(&made))
        return *failure;
    auto &[ours, theirs] = std::get<PipeEnds>(made);
    if (end.kind == ChildEnd::Kind::PipeFromParent)
        ours.swap(theirs);
    if (fcntl(ours.number(), F_SETFL, O_NONBLOCK) < 0) // theirs stays blocking
        return failed(Stage::FileDescriptors, pipeCall);
    setPipeSize(ours.number(), size);
    give(childFD, std::move(theirs), ends);
    end.fd = std::move(ours);
    return std::nullopt;
}

Failure openSocket(int childFD, OurEnd &end, StreamEnds &ends)
{
    auto [ours, theirs] = openSocketPair();
    if (!ours.isOpen() || !theirs.isOpen()
        || fcntl(ours.number(), F_SETFL, O_NONBLOCK) < 0) { // theirs stays blocking
        return failed(Stage::FileDescriptors, socketPairCall);
    }
    give(childFD, std::move(theirs), ends);
    end.fd = std::move(ours);
    return std::nullopt;
}

int openFlags(const FileToOpen &file)
{
    int flags = file.writes ? (file.reads ? O_RDWR : O_WRONLY) : O_RDONLY;
    flags |= file.appends ? O_APPEND : 0;
    flags |= file.truncates ? O_TRUNC : 0;
    flags |= file.creates ? O_CREAT : 0;
    flags |= file.mustBeNew ? O_EXCL : 0;
    return flags | O_CLOEXEC | O_NOCTTY;
}

// Opened without blocking, because a FIFO would wait for its other end, and made blocking then.
Failure openPlainFile(int childFD, const FileToOpen &file, StreamEnds &ends)
{
    UniqueFD theirs =
        openPath(file.path.constData(), openFlags(file) | O_NONBLOCK, 0666, ends.directory);
    if (!theirs.isOpen() || !theirs.liftAboveStandard()
        || fcntl(theirs.number(), F_SETFL, file.appends ? O_APPEND : 0) < 0) {
        return SpawnFailure{Stage::FileDescriptors, "open", errno, file.path};
    }
    give(childFD, std::move(theirs), ends);
    return std::nullopt;
}

Failure openFile(int childFD, const FileToOpen &file, StreamEnds &ends)
{
    if (!file.reads || file.writes || !WaitingFifo::isFifo(file.path, ends.directory))
        return openPlainFile(childFD, file, ends);
    WaitingFifo &fifo = ends.fifos.emplace_back();
    if (const Failure failure = fifo.watch(file.path, ends.directory))
        return failure;
    if (const Failure failure = openPlainFile(childFD, file, ends))
        return failure;
    return fifo.openForWriting(file.path, ends.directory);
}

// The first of 1, 2, 0, then the lowest.
int outputOn(const std::vector<int> &childFDs)
{
    for (const int wanted : {1, 2, 0}) {
        if (std::find(childFDs.begin(), childFDs.end(), wanted) != childFDs.end())
            return wanted;
    }
    return childFDs.front();
}

// Those on the terminal, ascending.
std::vector<int> terminalFDs(const SpawnOrder &order)
{
    std::vector<int> childFDs;
    for (const auto &[childFD, end] : order.childEnds) {
        if (end.kind == ChildEnd::Kind::Terminal)
            childFDs.push_back(childFD);
    }
    if (childFDs.empty())
        childFDs = {-1};
    return childFDs;
}

Failure openTerminal(const SpawnOrder &order, StreamEnds &ends)
{
    if (!ends.terminal) {
        auto opened = openTerminalEnds(order);
        if (const auto *failure = std::get_if<SpawnFailure>(&opened))
            return *failure;
        auto &[master, terminal] = std::get<TerminalEnds>(opened);
        ends.ours.back().fd = std::move(master);
        ends.terminal = std::move(terminal);
    }
    for (const int childFD : ends.terminal->childFDs) {
        if (childFD >= 0)
            ends.sources.emplace(childFD, ends.terminal->slave.number());
    }
    return std::nullopt;
}

bool isOurs(ChildEnd::Kind kind)
{
    return kind == ChildEnd::Kind::PipeToParent || kind == ChildEnd::Kind::PipeFromParent
        || kind == ChildEnd::Kind::Socket;
}

// What of it is ours becomes \a ours.
Failure openEnd(int childFD, const ChildEnd &end, int pipeSize, OurEnd *ours, StreamEnds &ends)
{
    switch (end.kind) {
    case ChildEnd::Kind::PipeToParent:
    case ChildEnd::Kind::PipeFromParent:
        return openPipe(childFD, pipeSize, *ours, ends);
    case ChildEnd::Kind::Socket:
        return openSocket(childFD, *ours, ends);
    case ChildEnd::Kind::File:
        return openFile(childFD, end.file, ends);
    case ChildEnd::Kind::Borrowed:
        ends.sources.emplace(childFD, end.parentFD);
        return std::nullopt;
    case ChildEnd::Kind::Terminal: // one for all: openTerminal()
    case ChildEnd::Kind::SameAs: // after what they name
        return std::nullopt;
    }
    return std::nullopt;
}

// So that the child may open them anew, as /dev/stdout: proc(5).
Failure giveToOwner(unsigned uid, const StreamEnds &ends)
{
    for (const OurEnd &end : ends.ours) {
        const int theirs = end.kind == ChildEnd::Kind::Terminal ? ends.terminal->slave.number()
                                                                : ends.sources.at(end.childFD);
        if (fchown(theirs, uid, gid_t(-1)) < 0)
            return failed(Stage::Identity, "fchown");
    }
    return std::nullopt;
}

} // namespace

std::optional<SpawnFailure> checkBorrowed(const SpawnOrder &order)
{
    for (const auto &[childFD, end] : order.childEnds) {
        if (end.kind == ChildEnd::Kind::Borrowed && fcntl(end.parentFD, F_GETFD) < 0) {
            return SpawnFailure{Stage::FileDescriptors, "parent fd", errno,
                                QByteArray::number(end.parentFD)};
        }
    }
    return std::nullopt;
}

std::variant<PipeEnds, SpawnFailure> makePipe()
{
    auto [reading, writing] = openPipe(true);
    if (!reading.isOpen() || !writing.isOpen())
        return *failed(Stage::FileDescriptors, pipeCall);
    return PipeEnds{std::move(reading), std::move(writing)};
}

std::variant<TerminalEnds, SpawnFailure> openTerminalEnds(const SpawnOrder &order)
{
    auto opened = openTerminal(*order.terminal);
    if (const auto *failure = std::get_if<SpawnFailure>(&opened))
        return *failure;
    auto &pair = std::get<TerminalPair>(opened);
    return TerminalEnds{std::move(pair.master),
                        {terminalFDs(order), std::move(pair.slave), pair.name}};
}

std::vector<OurEnd> plannedEnds(const SpawnOrder &order)
{
    std::vector<OurEnd> result;
    for (const auto &[childFD, end] : order.childEnds) {
        if (isOurs(end.kind)) {
            const bool mayGrow = end.kind != ChildEnd::Kind::Socket && order.pipeSize <= 0;
            result.push_back({childFD, childFD, end.kind, UniqueFD(), mayGrow});
        }
    }
    if (order.terminal) {
        const std::vector<int> childFDs = terminalFDs(order);
        result.push_back(
            {outputOn(childFDs), childFDs.front(), ChildEnd::Kind::Terminal, UniqueFD()});
    }
    return result;
}

std::optional<SpawnFailure> openStreamEnds(const SpawnOrder &order, StreamEnds &ends)
{
    ends.ours = plannedEnds(order);
    OurEnd *ours = ends.ours.data(); // in the same order
    for (const auto &[childFD, end] : order.childEnds) {
        OurEnd *const next = isOurs(end.kind) ? ours++ : nullptr;
        if (const Failure failure = openEnd(childFD, end, order.pipeSize, next, ends))
            return failure;
    }
    if (order.terminal) {
        if (const Failure failure = openTerminal(order, ends))
            return failure;
    }
    for (const auto &[childFD, end] : order.childEnds) {
        if (end.kind == ChildEnd::Kind::SameAs)
            ends.sources.emplace(childFD, ends.sources.at(end.otherChildFD));
    }
    return order.identity ? giveToOwner(order.identity->uid, ends) : std::nullopt;
}

} // namespace Offspring::Os
