// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_CHILDSTREAM_H
#define OFFSPRING_CHILDSTREAM_H

#include "descriptorwatcher.h"
#include "grownpipe.h"
#include "../os/spawn.h"
#include "../os/streamio.h"
#include "turnqueue.h"
#include "writequeue.h"

#include <QtCore/QByteArray>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace Offspring {

class StreamSource;

/// Our end of one stream, and its number in the child: bounded reads, a queue of writes, lost once.
/// A pipe goes one way; a socket and a terminal go both.
///
/// What it tells its owner comes from the event loop, and is always the last thing that a method of
/// its own does: the owner may destroy it, or run an event loop that does.
class ChildStream final : private Turn
{
public:
    class Owner
    {
    public:
        virtual void streamRead(int childFD, const QByteArray &data) = 0;
        /// \a cut: by cut(), with somebody still at the other end.
        virtual void streamLost(int childFD, bool cut) = 0;
        virtual void streamWritePaused(int childFD) = 0;
        virtual void streamWriteResumed(int childFD) = 0;
        /// isPaused() has changed. Not from the event loop; the owner destroys nothing.
        virtual void streamPauseChanged(bool isPaused) = 0;

    protected:
        ~Owner() = default;
    };

    ChildStream(Os::OurEnd end, Owner &owner, TurnQueue &turns);
    ~ChildStream();

    bool isPaused() const { return m_isPaused; }
    qint64 bytesToWrite() const { return m_queue.bytes(); }

    void start(DescriptorWatcher &watcher);
    /// The thread has a new event dispatcher.
    void dispatcherChanged();
    /// Asks for a look at what has become of the other end.
    using Turn::requestTurn;

    /// \a childFD: which of those on a terminal; else the only one.
    bool write(int childFD, const QByteArray &data);
    bool writeFrom(int childFD, QIODevice *source);
    void setWriteWatermarks(qint64 low, qint64 high);
    void setPaused(bool paused);
    /// Of a socket only the writing; of a terminal nothing, but the input ends.
    void close(int childFD);
    /// Flushes, then closes it both ways. Nothing more is delivered.
    void closeAll();
    void abort();
    /// Closes it although somebody still holds the other end; first delivers what is in the kernel
    /// now.
    void cut();
    /// False: not a terminal.
    bool setTerminalSize(const Os::TerminalSize &size);
    /// How the terminal takes what is typed; empty: not a terminal.
    std::optional<Os::TypingModes> typingModes() const;
    /// What /proc calls the other end. Empty: it cannot be known, as that of a socket.
    QByteArray otherEndName() const;
    bool isOtherEndGone() const { return Os::isOtherEndGone(m_fd.number()); }
    /// Of the terminal of \a session; 0: none.
    int foregroundGroup(int session) const;

private:
    using Kind = Os::ChildEnd::Kind;
    /// Takes data until it is Flushing.
    enum class Writing { Open, CloseRequested, Flushing, Over };

    void takeTurn() override;
    void ready();
    void read();
    void deliver(QByteArray buffer, qint64 bytes);
    void readToTheEnd();
    void goOnCutting();
    void finishCut();
    void flush();
    void requestClose(Writing &writing);
    bool takes(int childFD) const;
    bool pullFromSource();
    void dropSource();
    Os::Transfer writeQueued();
    void writtenAll();
    void sendEndOfFile();
    bool isStuck(const Os::Transfer &transfer) const;
    void writeFailed();
    void dropWriting();
    Writing &inputState() { return m_kind == Kind::Terminal ? m_terminalInput : m_writing; }
    bool isOver() const;
    bool isWatched() const;
    bool waitsForInput() const;
    void watchAgain();
    void changePaused(bool paused);
    bool isHeardOfWatermarks() const;
    void lose(bool cut = false);
    qint64 bytesPerRead() const;
    void measureFlood(bool isFlooded);

    const int m_childFD;
    const int m_inputFD;
    const Kind m_kind;
    Owner &m_owner;
    DescriptorWatcher *m_watcher = nullptr; // once started
    Os::UniqueFD m_fd;
    Watch m_watch; // after m_fd: stops before it is closed
    const bool m_mayGrow;
    unsigned m_floodedTurns = 0; // one after the other
    std::unique_ptr<GrownPipe> m_grown; // after m_fd, as m_watch

    bool m_isReading; // has not come to its end
    bool m_isPaused = false;
    bool m_isClosing = false; // both ways
    std::optional<qint64> m_bytesBeforeCut;

    Writing m_writing;
    Writing m_terminalInput = Writing::Open; // Over: end-of-file was sent; the rest goes on
    WriteQueue m_queue;
    std::shared_ptr<StreamSource> m_source; // shared with the frame that reads from it
    int m_sourceFD = -1; // which fd it feeds
};

} // namespace Offspring

#endif // OFFSPRING_CHILDSTREAM_H
