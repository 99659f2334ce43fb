// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beyond POSIX.1-2008: FIONREAD.

#include "streamio.h"

#include "pendingsignal.h"
#include "polluntil.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

/// Keeps the SIGPIPE of one write from the program: blocked, and taken back if the write raised it.
/// One that was pending before stays pending.
class SigPipeHeld
{
public:
    SigPipeHeld()
    {
        sigemptyset(&m_sigPipe);
        sigaddset(&m_sigPipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &m_sigPipe, &m_before);
        m_wasBlocked = sigismember(&m_before, SIGPIPE) == 1;
        m_wasPending = m_wasBlocked && isPending();
    }
    ~SigPipeHeld()
    {
        if (!m_wasBlocked)
            pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    SigPipeHeld(const SigPipeHeld &) = delete;
    SigPipeHeld &operator=(const SigPipeHeld &) = delete;

    void takeBack()
    {
        if (!m_wasPending)
            takePending(m_sigPipe);
    }

private:
    static bool isPending()
    {
        sigset_t pending;
        sigpending(&pending);
        return sigismember(&pending, SIGPIPE) == 1;
    }

    sigset_t m_sigPipe;
    sigset_t m_before;
    bool m_wasBlocked;
    bool m_wasPending;
};

/// The pieces as the kernel takes them.
class Vectors
{
public:
    explicit Vectors(std::span<const Piece> pieces)
        : m_count(std::min(pieces.size(), m_vectors.size()))
    {
        for (std::size_t i = 0; i < m_count; ++i)
            m_vectors[i] = {const_cast<char *>(pieces[i].data), std::size_t(pieces[i].size)};
    }

    iovec *data() { return m_vectors.data(); }
    int count() const { return int(m_count); }

private:
    std::array<iovec, maximumPieces> m_vectors;
    std::size_t m_count;
};

// A kernel without memory has not ended the stream.
bool isPassing(int error)
{
    return error == EAGAIN || error == EINTR || error == ENOMEM || error == ENOBUFS;
}

Transfer outcome(ssize_t result, int error)
{
    if (result > 0)
        return {Transfer::State::Moved, result};
    if (result < 0 && isPassing(error))
        return {Transfer::State::WouldBlock};
    return {Transfer::State::Over};
}

} // namespace

Transfer readSome(int fd, char *buffer, std::int64_t size)
{
    const ssize_t result = read(fd, buffer, std::size_t(size));
    return outcome(result, errno);
}

Transfer writeSome(int fd, std::span<const Piece> pieces)
{
    Vectors vectors(pieces);
    SigPipeHeld held;
    const ssize_t result = writev(fd, vectors.data(), vectors.count());
    const int error = errno;
    if (result < 0 && error == EPIPE)
        held.takeBack();
    return outcome(result, error);
}

Transfer sendSome(int socket, std::span<const Piece> pieces)
{
    Vectors vectors(pieces);
    msghdr message = {};
    message.msg_iov = vectors.data();
    message.msg_iovlen = std::size_t(vectors.count());
    const ssize_t result = sendmsg(socket, &message, MSG_NOSIGNAL);
    return outcome(result, errno);
}

std::optional<Readiness> waitForReadiness(int fd, Readiness wanted, int other,
                                          const QDeadlineTimer &deadline)
{
    const int events = (wanted.reading ? POLLIN : 0) | (wanted.writing ? POLLOUT : 0);
    std::array<pollfd, 2> queries = {pollfd{fd, short(events), 0}, pollfd{other, POLLIN, 0}};
    for (;;) {
        const bool isOver = deadline.hasExpired();
        const int count = pollUntil(queries, deadline);
        if (count > 0 && queries[0].revents == 0)
            return Readiness();
        if (count > 0) {
            const int got = queries[0].revents;
            const int end = POLLHUP | POLLERR | POLLNVAL;
            return Readiness{wanted.reading && (got & (POLLIN | end)) != 0,
                             wanted.writing && (got & (POLLOUT | end)) != 0};
        }
        if (count == 0 && isOver)
            return std::nullopt;
        if (count < 0 && errno != EINTR)
            return isOver ? std::nullopt : std::optional(wanted); // it may be
    }
}

void shutDownWriting(int socket)
{
    shutdown(socket, SHUT_WR);
}

bool isOtherEndGone(int fd)
{
    pollfd query = {fd, 0, 0};
    return poll(&query, 1, 0) > 0 && (query.revents & (POLLERR | POLLHUP)) != 0;
}

bool isReadable(int fd)
{
    pollfd query = {fd, POLLIN, 0};
    return poll(&query, 1, 0) > 0;
}

bool isReadableToo(int fd)
{
    return (fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDWR;
}

std::int64_t readableBytes(int fd)
{
    // What a terminal's other end has written waits in buffers that FIONREAD does not count; they
    // hold a few pages.
    constexpr int terminalBuffers = 64 * 1024;
    int bytes = 0;
    if (isatty(fd))
        return terminalBuffers;
    return ioctl(fd, FIONREAD, &bytes) == 0 ? bytes : 0;
}

} // namespace Offspring::Os
