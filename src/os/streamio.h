// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_STREAMIO_H
#define OFFSPRING_OS_STREAMIO_H

#include <QtCore/QDeadlineTimer>

#include <cstdint>
#include <optional>
#include <span>

namespace Offspring::Os {

/// One transfer on a non-blocking descriptor.
struct Transfer
{
    enum class State {
        Moved, ///< bytes, more than 0
        WouldBlock, ///< nothing now
        Over ///< end of the stream, or the other end is gone, or an error
    };
    State state;
    std::int64_t bytes = 0;
};

struct Piece
{
    const char *data;
    std::int64_t size;
};

/// One read(2) of at most \a size bytes.
Transfer readSome(int fd, char *buffer, std::int64_t size);

/// One writev(2) of \a pieces, not empty, in order. Without SIGPIPE, whatever the program does with
/// that signal: pipes have no MSG_NOSIGNAL.
Transfer writeSome(int fd, std::span<const Piece> pieces);

/// The same for a socket, which has it.
Transfer sendSome(int socket, std::span<const Piece> pieces);

/// Pieces that one of them can take.
constexpr int maximumPieces = 64;

/// What a descriptor is ready for, or may be: a hint.
struct Readiness
{
    bool reading = false;
    bool writing = false;
};

/// Blocks until \a fd is ready for something of \a wanted, or \a other (-1: none) for reading: then
/// nothing may be set. Empty: neither was, even when \a deadline was over.
std::optional<Readiness> waitForReadiness(int fd, Readiness wanted, int other,
                                          const QDeadlineTimer &deadline);

/// The other end sees end-of-file; this one goes on reading.
void shutDownWriting(int socket);

/// How much a pipe holds, in bytes; what a limit of the user's forbids is tried with less, and in
/// the end left as it is. Not positive, or where it cannot be set: as it is.
void setPipeSize(int fd, int wanted);

/// How much it holds, in bytes; not positive: it is no pipe, or nobody can tell.
int pipeSize(int fd);

/// False: it stays as it is, because more is in it than \a size, or a limit of the user's forbids
/// it.
bool resizePipe(int fd, int size);

/// How much the pipes of an ordinary user may hold before the kernel gives him only small ones, in
/// bytes: pipe(7), pipe-user-pages-soft. Where nothing says so, the kernel's default.
std::int64_t pipeMemoryOfUser();

/// Nobody has the other end any more.
bool isOtherEndGone(int fd);

/// There is something to be read now, or an end.
bool isReadable(int fd);

/// One that goes both ways.
bool isReadableToo(int fd);

/// The number of bytes in the kernel that can be read now. A terminal does not know it: then it is
/// more than a terminal ever keeps.
std::int64_t readableBytes(int fd);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_STREAMIO_H
