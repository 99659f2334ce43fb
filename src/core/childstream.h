// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_CHILDSTREAM_H
#define OFFSPRING_CHILDSTREAM_H

#include "../os/spawn.h"
#include "../os/streamio.h"
#include "descriptorwatcher.h"
#include "grownpipe.h"
#include "readbuffer.h"
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
/// The owner's functions are called from the event loop, save where they say otherwise. They may
/// destroy the stream, or run an event loop in which it is destroyed.
///
/// A taker may stand in the owner's place for the bytes of both ways.
///
/// The stream may be there before its descriptor is. What is asked of it until then waits.
class ChildStream final : private Turn
{
public:
    class Taker
    {
    public:
        // What has happened, at once and wherever it is noticed: nobody else's code runs in these.
        virtual void noteRead(const QByteArray &data) = 0;
        /// Nothing more is read. More than once.
        virtual void noteReadingOver() = 0;
        virtual void noteWritten(qint64 bytes) = 0;
        /// The stream is being destroyed.
        virtual void noteGone() = 0;

        /// It has no room: nothing is read then. Asked anew in each turn.
        virtual bool isFull() const = 0;
        virtual bool hasNews() const = 0;
        /// Passes on what was noted. May do whatever the owner's functions may.
        virtual void tellNews() = 0;

    protected:
        ~Taker() = default;
    };

    class Owner
    {
    public:
        virtual void streamRead(int childFD, const QByteArray &data) = 0;
        /// \a cut: by cut(), while another process had the other end open.
        virtual void streamLost(int childFD, bool cut) = 0;
        virtual void streamWritePaused(int childFD) = 0;
        virtual void streamWriteResumed(int childFD) = 0;
        /// Calls tellNews(). Not only from the event loop, but also where the taker waits.
        virtual void streamHasNews(Taker &taker) = 0;
        /// isHeldBack() has changed. Not from the event loop; the owner destroys nothing.
        virtual void streamHoldChanged(bool isHeldBack) = 0;

    protected:
        ~Owner() = default;
    };

    ChildStream(Os::OurEnd end, Owner &owner, TurnQueue &turns);
    ~ChildStream();

    /// Not read, because the program does not want it: it is paused, or its taker is full.
    bool isHeldBack() const { return m_isHeldBack; }
    bool isPaused() const { return m_isPaused; }
    qint64 bytesToWrite() const { return m_queue.bytes(); }

    /// Of a stream that has no descriptor yet.
    void open(Os::UniqueFD descriptor) { m_end.fd = std::move(descriptor); }
    void start(DescriptorWatcher &watcher);
    /// The thread has a new event dispatcher.
    void dispatcherChanged();
    /// Asks for a look at what has become of the other end.
    using Turn::requestTurn;

    /// \a childFD: which of those on a terminal; else the only one.
    bool write(int childFD, const QByteArray &data);
    bool writeFrom(int childFD, QIODevice *source);
    void setWriteWatermarks(qint64 low, qint64 high);

    /// The ways that the stream goes.
    struct Ways
    {
        bool reads = false;
        bool writes = false;
    };
    /// From now on \a taker gets what is read, nobody else may write, and nobody is told of water
    /// marks. Neither way: it is taken, fed by a source, or over.
    Ways takeOver(Taker &taker);
    void handBack();
    bool writeForTaker(const QByteArray &data) { return enqueue(m_end.inputFD, data); }
    void closeInput() { close(m_end.inputFD); }
    /// Looks anew whether the taker is full.
    void updateHold();
    /// What else would have to wait for the loop's next turn, except for telling anybody.
    void goOnNow();
    /// Blocks until something has happened here, or the time is over, and handles it. Only the
    /// taker is told. \a other: a descriptor that ends the wait too, by being readable; -1: none.
    void serve(const QDeadlineTimer &deadline, int other);
    bool isReading() const { return m_reading == Reading::Delivering && !m_isHeldBack; }

    void setPaused(bool paused);
    /// Of a socket only the writing; of a terminal nothing, but the input ends.
    void close(int childFD);
    /// Flushes, then closes it both ways. Nothing more is delivered.
    void closeAll();
    void abort();
    /// Closes it although another process has the other end open; first delivers what is in the
    /// kernel now. From the event loop.
    void cut();
    /// False: not a terminal.
    bool setTerminalSize(const Os::TerminalSize &size);
    /// How the terminal takes what is typed; empty: not a terminal.
    std::optional<Os::TypingModes> typingModes() const;
    /// What /proc calls the other end. Empty: it cannot be known, as that of a socket.
    QByteArray otherEndName() const;
    bool isOtherEndGone() const { return m_loss || Os::isOtherEndGone(fd()); }
    /// Of the terminal of \a session; 0: none.
    int foregroundGroup(int session) const;

private:
    using Kind = Os::ChildEnd::Kind;

    // Reading and writing are two machines. The stream is lost when both are over (one that
    // discards counts), when the other end is gone, and when it was cut. Then both are Over; the
    // owner is told at once, or, where there is a taker, in the next turn.
    //
    //      Delivering --------------- closeAll() -----------> Discarding
    //          |                                                  |
    //     readToTheEnd()                                     readToTheEnd()
    //          |                                                  |
    //          +-----------------------> Over <-------------------+
    //
    //   Delivering  The owner, or the taker, gets every byte, in order. Only here can the stream be
    //               held back, and then nothing is read and the other end's loss is not noticed.
    //   Discarding  Bytes are read and dropped, so that the child does not block while our side is
    //               still flushed. Not held back.
    //   Over        The end was read, or this end never reads. Not held back. The stream is watched
    //               for the loss of the other end, and for room to write.
    enum class Reading { Delivering, Discarding, Over };

    //      Open -- requestClose() --> CloseRequested -- stopTaking() --> Flushing
    //        |                                                              ^  |
    //        +----------- pullFromSource(), at the source's end ------------+  | writtenAll()
    //                                                                          v
    //      (each of them) -------------- dropWriting() ---------------------> Over
    //
    //   Open            Data is taken, and sent when there is room.
    //   CloseRequested  The same, until the loop's next turn.
    //   Flushing        Nothing is taken; there is no source; the queue is sent.
    //   Over            Nothing is taken, nothing is sent; there is no source. The queue is empty.
    //
    // A terminal has the same machine once more for its input. Over means there that the
    // end-of-file character is queued; other descriptors on the terminal may still be written to.
    enum class Writing { Open, CloseRequested, Flushing, Over };

    // What has happened, for the owner. The inner functions only return it, at most one.
    // takeTurn(), ready() and cut(), which are called from outside, pass it on, as the last thing
    // they do.
    struct Report
    {
        enum class What { Data, Lost, Cut, WritePaused, WriteResumed, News };
        What what;
        std::optional<ReadBuffer> data = {}; // of Data
    };

    void takeTurn() override;
    void ready();
    void deliver(const Report &report);

    std::optional<Report> goOn();
    std::optional<Report> useReadiness();
    std::optional<Report> read();
    std::optional<Report> readToTheEnd();
    std::optional<Report> beginCut();
    std::optional<Report> goOnCutting();
    std::optional<Report> finishCut();
    std::optional<Report> flush();
    std::optional<Report> writeFailed();
    std::optional<Report> news() const;
    Report lose(bool cut = false);

    void requestClose(Writing &writing);
    void stopTaking();
    void dropWriting();
    void writtenAll();
    void sendEndOfFile();
    bool takes(int childFD) const;
    bool enqueue(int childFD, const QByteArray &data);
    enum class Pull { Fed, Dropped, Failed };
    Pull pullFromSource();
    void dropSource();
    bool writeQueued();
    bool isStuck(const Os::Transfer &transfer) const;
    Writing &inputState() { return isTerminal() ? m_terminalInput : m_writing; }
    bool tellsWatermarks() const;
    bool isOver() const;
    bool isWatched() const;
    bool waitsForInput() const;
    void watchAgain();
    qint64 bytesPerRead() const;
    void measureFlood(bool isFlooded);
    bool isTerminal() const { return m_end.kind == Kind::Terminal; }
    int fd() const { return m_end.fd.number(); }

    Os::OurEnd m_end;
    Owner &m_owner;
    Taker *m_taker = nullptr;
    DescriptorWatcher *m_watcher = nullptr; // once started
    bool m_missedTurn = false; // which came before the start
    Watch m_watch; // after m_end: stops before the descriptor is closed
    FloodGauge m_flood;
    std::unique_ptr<GrownPipe> m_grown; // after m_end, as m_watch

    Reading m_reading;
    bool m_isPaused = false;
    bool m_isHeldBack = false;
    std::optional<qint64> m_bytesBeforeCut; // once it is being cut
    std::optional<Report::What> m_loss; // that the owner is still to be told of

    Writing m_writing;
    Writing m_terminalInput = Writing::Open;
    WriteQueue m_queue;
    std::shared_ptr<StreamSource> m_source; // shared with the frame that reads from it
};

} // namespace Offspring

#endif // OFFSPRING_CHILDSTREAM_H
