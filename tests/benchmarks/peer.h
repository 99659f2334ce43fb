// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PEER_H
#define PEER_H

#include <QtCore/QByteArray>

#include <QtCore/QElapsedTimer>

#include <memory>
#include <utility>
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

    using Words = std::vector<QByteArray>; ///< argv without the last nullptr

    /// \a count children at once, three pipes each, that exit at once; until each one's streams are
    /// at their ends and it is reaped.
    void run(int count) { runChildren(count, quickChild()); }
    /// The same with a program that exits with 0 by itself.
    virtual void runChildren(int count, const Words &words) = 0;
    /// How long each spawn kept its caller since this was asked for last, in µs; empty: not here.
    std::vector<double> takeCalls() { return std::exchange(m_calls, {}); }
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

    /// The same program in each.
    static Words quickChild();
    static Words pouringChild(qint64 bytes);
    static Words countingChild();
    static Words echoingChild();

    static constexpr qsizetype pieceSize = 1 << 20;
    /// A piece to be fed; shared.
    static const QByteArray &piece();

protected:
    /// Measures a call that spawns, while it is there.
    class TimedCall
    {
    public:
        explicit TimedCall(Peer &peer)
            : m_peer(peer)
        {
            m_clock.start();
        }
        ~TimedCall() { m_peer.m_calls.push_back(double(m_clock.nsecsElapsed()) / 1000); }
        Q_DISABLE_COPY_MOVE(TimedCall)

    private:
        Peer &m_peer;
        QElapsedTimer m_clock;
    };

private:
    std::vector<double> m_calls;
};

std::unique_ptr<Peer> makeBare(); ///< posix_spawn(), and a loop around read() or write()
std::unique_ptr<Peer> makeSharedSet();
std::unique_ptr<Peer> makeNotifierPerDescriptor();
std::unique_ptr<Peer> makeInBackground(); ///< the shared set, and a thread spawns
std::unique_ptr<Peer> makeOnSocket(); ///< the shared set, and stdout is a ChildFD::socket()
std::unique_ptr<Peer> makeQProcess();
std::unique_ptr<Peer> makeLibuv(); ///< null when it was not there to build with
std::unique_ptr<Peer> makeGLib(); ///< the same
std::unique_ptr<Peer> makeTwisted(); ///< null when Python has none
std::unique_ptr<Peer> makePosix(); ///< null where no build with that OS layer is named

/// Those that there are, in that order.
std::vector<std::unique_ptr<Peer>> allPeers();

#endif // PEER_H
