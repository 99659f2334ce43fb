// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PEER_H
#define PEER_H

#include <QtCore/QByteArray>

#include <memory>
#include <vector>

/// One way to run child processes. All of them do the same work with the same child, tests/child;
/// one that cannot fails the program.
class Peer
{
public:
    Peer() = default;
    virtual ~Peer() = default;
    Q_DISABLE_COPY_MOVE(Peer)

    virtual const char *name() const = 0;
    /// Of the process that does the work; 0: this one.
    virtual qint64 pid() const;

    /// \a count children at once, three pipes each, that exit at once; until each one's streams are
    /// at their ends and it is reaped.
    virtual void run(int count) = 0;
    /// Everything that a child pours into its stdout, or several at once where there is an event
    /// loop; returns the number of bytes it has looked at.
    virtual qint64 drain(qint64 bytes, int children = 1) = 0;
    /// Into the stdin of a child, in pieces of 1 MiB, as fast as it takes them.
    virtual void feed(qint64 bytes) = 0;

    /// Children that give back what they get, \a count of them, until release(). False: not built
    /// for this peer, or too many for it.
    virtual bool keep(int count);
    /// A line to each of the first \a count, and from each.
    virtual void echo(int count);
    virtual void release();

    /// The same program in each: argv without the last nullptr.
    static std::vector<QByteArray> quickChild();
    static std::vector<QByteArray> pouringChild(qint64 bytes);
    static std::vector<QByteArray> countingChild();
    static std::vector<QByteArray> echoingChild();

    static constexpr qsizetype pieceSize = 1 << 20;
    /// A piece to be fed; shared.
    static const QByteArray &piece();
};

std::unique_ptr<Peer> makeBare(); ///< posix_spawn(), and a loop around read() or write()
std::unique_ptr<Peer> makeSharedSet();
std::unique_ptr<Peer> makeNotifierPerDescriptor();
std::unique_ptr<Peer> makeQProcess();
std::unique_ptr<Peer> makeLibuv(); ///< null when it was not there to build with
std::unique_ptr<Peer> makeGLib(); ///< the same
std::unique_ptr<Peer> makeTwisted(); ///< null when Python has none

/// Those that there are, in that order.
std::vector<std::unique_ptr<Peer>> allPeers();

#endif // PEER_H
