// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_CHILDSTREAM_H
#define OFFSPRING_CHILDSTREAM_H

#include "descriptorwatcher.h"
#include "os/spawn.h"
#include "os/streamio.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace Offspring {

class StreamSource;

/// Our end of one stream, and its number in the child: bounded reads, a queue of writes, lost once.
///
/// What it tells its owner comes from the event loop, and is always the last thing that a method of
/// its own does: the owner may destroy it, or run an event loop that does.
class ChildStream
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
        /// Asks for one call of turn() from the event loop.
        virtual void streamNeedsTurn() = 0;

    protected:
        ~Owner() = default;
    };

    ChildStream(Os::OurEnd end, Owner &owner);
    ~ChildStream();

    bool isReader() const { return m_kind == Os::ChildEnd::Kind::PipeToParent; }
    bool isWriter() const { return m_kind == Os::ChildEnd::Kind::PipeFromParent; }
    bool isPaused() const { return m_isPaused; }
    qint64 bytesToWrite() const { return m_bytesToWrite; }

    void start(DescriptorWatcher &watcher);
    /// What was asked for since the last turn.
    void turn();

    bool write(const QByteArray &data);
    bool writeFrom(QIODevice *source);
    void setWriteWatermarks(qint64 low, qint64 high);
    void setPaused(bool paused);
    void close();
    void abort();
    /// Closes it although somebody still holds the other end; a reader first delivers what is in
    /// the kernel now.
    void cut();

private:
    /// A writer takes data until it is Flushing; a reader delivers only while it is Open.
    enum class State { Open, CloseRequested, Flushing, Aborted };

    void ready();
    void read();
    void deliver(QByteArray buffer, qint64 bytes);
    void finishCut();
    void flush();
    bool pullFromSource();
    void dropSource();
    Os::Transfer writeQueued();
    void dropWritten(qint64 bytes);
    bool isWatched() const;
    void watchAgain();
    bool isHeardOfWatermarks() const;
    bool hasPassedHighWatermark() const;
    void tellLowWatermark();
    void lose(bool cut = false);

    const int m_childFD;
    const Os::ChildEnd::Kind m_kind;
    Owner &m_owner;
    DescriptorWatcher *m_watcher = nullptr; // once started
    Os::UniqueFD m_fd;
    Watch m_watch; // after m_fd: stops before it is closed
    State m_state = State::Open;

    bool m_isPaused = false;
    std::optional<qint64> m_bytesBeforeCut;

    QByteArrayList m_queue;
    qint64 m_headWritten = 0; // bytes of the first array that are gone
    qint64 m_bytesToWrite = 0;
    qint64 m_lowWatermark = 16 * 1024;
    qint64 m_highWatermark = 64 * 1024;
    bool m_writePausedTold = false;
    std::shared_ptr<StreamSource> m_source; // shared with the frame that reads from it
};

} // namespace Offspring

#endif // OFFSPRING_CHILDSTREAM_H
