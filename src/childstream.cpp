// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 4 of the walk, below the transport: readiness of one descriptor becomes bytes, losses and
// water marks.

#include "childstream.h"
#include "streamsource.h"

#include <algorithm>
#include <array>

namespace Offspring {

namespace {

// One read of this size for each descriptor and turn of the loop: what a pipe holds by default.
constexpr qint64 bytesPerRead = 64 * 1024;

// What of a source is kept in memory, beyond what the kernel has taken.
constexpr qint64 bytesAhead = 128 * 1024;

// The array that the next read of this thread goes to: it comes back when nobody kept it.
thread_local QByteArray spareBuffer;

QByteArray takeBuffer()
{
    QByteArray buffer = std::exchange(spareBuffer, QByteArray());
    if (buffer.isNull())
        return QByteArray(bytesPerRead, Qt::Uninitialized);
    buffer.resize(bytesPerRead);
    return buffer;
}

void giveBack(QByteArray &&buffer)
{
    if (buffer.isDetached())
        spareBuffer = std::move(buffer);
}

} // namespace

ChildStream::ChildStream(Os::OurEnd end, Owner &owner)
    : m_childFD(end.childFD)
    , m_kind(end.kind)
    , m_owner(owner)
    , m_fd(std::move(end.fd))
{ }

ChildStream::~ChildStream()
{
    dropSource();
}

void ChildStream::start(DescriptorWatcher &watcher)
{
    m_watcher = &watcher;
    watchAgain();
}

void ChildStream::turn()
{
    if (m_state == State::Aborted || (isReader() && m_state == State::CloseRequested))
        lose();
    else if (isReader())
        finishCut();
    else
        flush();
}

bool ChildStream::write(const QByteArray &data)
{
    if (!isWriter() || m_source || m_state == State::Flushing || m_state == State::Aborted)
        return false;
    if (data.isEmpty())
        return true;
    // An array without capacity of its own lives in memory that the caller may use again.
    m_queue.append(data.capacity() > 0 ? data : QByteArray(data.constData(), data.size()));
    m_bytesToWrite += data.size();
    m_owner.streamNeedsTurn();
    return true;
}

bool ChildStream::writeFrom(QIODevice *source)
{
    if (!isWriter() || m_source || m_state != State::Open || !StreamSource::accepts(source))
        return false;
    m_source = std::make_shared<StreamSource>(source, [this] { m_owner.streamNeedsTurn(); });
    m_owner.streamNeedsTurn();
    return true;
}

void ChildStream::setWriteWatermarks(qint64 low, qint64 high)
{
    m_lowWatermark = std::max(low, qint64(0));
    m_highWatermark = std::max(high, m_lowWatermark);
    m_owner.streamNeedsTurn();
}

void ChildStream::setPaused(bool paused)
{
    if (!isReader() || m_state != State::Open)
        return;
    m_isPaused = paused;
    watchAgain();
    if (m_bytesBeforeCut)
        m_owner.streamNeedsTurn();
}

void ChildStream::close()
{
    if (m_state != State::Open)
        return;
    m_state = State::CloseRequested;
    m_isPaused = false;
    watchAgain();
    m_owner.streamNeedsTurn();
}

void ChildStream::abort()
{
    m_state = State::Aborted;
    m_isPaused = false;
    watchAgain();
    dropSource();
    m_queue.clear();
    m_bytesToWrite = 0;
    m_owner.streamNeedsTurn();
}

void ChildStream::cut()
{
    if (isWriter())
        return lose(!Os::isOtherEndGone(m_fd.number()));
    m_bytesBeforeCut = Os::readableBytes(m_fd.number());
    watchAgain();
    finishCut();
}

// A paused reader is not watched at all: its loss, which cannot be masked, has to wait too. Nor is
// one that has delivered all before its cut: finishCut() is next.
bool ChildStream::isWatched() const
{
    return m_watcher && !m_isPaused && m_bytesBeforeCut != 0 && m_state != State::Aborted
        && (isWriter() || m_state == State::Open);
}

void ChildStream::watchAgain()
{
    if (!isWatched()) {
        m_watch = Watch();
        return;
    }
    Interests interests;
    if (isReader())
        interests |= Interest::Reading;
    else if (!m_queue.isEmpty())
        interests |= Interest::Writing;
    if (m_watch.isActive())
        m_watch.setInterests(interests);
    else
        m_watch = Watch(*m_watcher, m_fd.number(), interests, [this] { ready(); });
}

void ChildStream::ready()
{
    if (isReader())
        read();
    else if (!m_queue.isEmpty())
        flush();
    else if (Os::isOtherEndGone(m_fd.number()))
        lose();
}

void ChildStream::read()
{
    const qint64 most = std::min(bytesPerRead, m_bytesBeforeCut.value_or(bytesPerRead));
    QByteArray buffer = takeBuffer();
    const Os::Transfer transfer = Os::readSome(m_fd.number(), buffer.data(), most);
    if (transfer.state == Os::Transfer::State::Moved)
        return deliver(std::move(buffer), transfer.bytes);
    giveBack(std::move(buffer));
    if (transfer.state == Os::Transfer::State::Over)
        lose();
}

void ChildStream::deliver(QByteArray buffer, qint64 bytes)
{
    if (m_bytesBeforeCut) {
        *m_bytesBeforeCut -= bytes;
        watchAgain();
        m_owner.streamNeedsTurn();
    }
    if (bytes < bytesPerRead / 2) { // who keeps a few bytes must not keep 64 KiB with them
        const QByteArray data(buffer.constData(), bytes);
        giveBack(std::move(buffer));
        m_owner.streamRead(m_childFD, data);
        return;
    }
    buffer.resize(bytes);
    m_owner.streamRead(m_childFD, buffer);
    giveBack(std::move(buffer));
}

// After cut(): the bytes that were in the kernel then have been delivered. When nobody is left at
// the other end there is an end of file to wait for, and nothing is cut.
void ChildStream::finishCut()
{
    if (m_isPaused || m_bytesBeforeCut != 0)
        return;
    if (!Os::isOtherEndGone(m_fd.number()))
        return lose(true);
    m_bytesBeforeCut.reset();
    watchAgain();
}

void ChildStream::flush()
{
    if (m_state == State::CloseRequested) {
        m_state = State::Flushing;
        dropSource();
    }
    if (m_source && !pullFromSource())
        return;
    if (hasPassedHighWatermark()) {
        m_writePausedTold = true;
        m_owner.streamNeedsTurn();
        return m_owner.streamWritePaused(m_childFD);
    }
    const bool hadData = !m_queue.isEmpty();
    if (hadData) {
        const Os::Transfer transfer = writeQueued();
        if (transfer.state == Os::Transfer::State::Over)
            return lose();
        dropWritten(transfer.bytes);
    }
    if (m_queue.isEmpty() && m_state == State::Flushing)
        return lose();
    watchAgain();
    if (hadData && m_queue.isEmpty() && m_source)
        m_owner.streamNeedsTurn(); // else the source says when it has more
    tellLowWatermark();
}

// False: there is nothing more to do here. Reading runs code of the source's owner, after which
// this stream may be closed, or gone; the source tells. One that has failed takes the stream with
// it, because what is queued must not be sent as if it were all.
bool ChildStream::pullFromSource()
{
    const std::shared_ptr<StreamSource> source = m_source;
    const QByteArrayList pieces = source->read(bytesAhead - m_bytesToWrite);
    if (source->isDropped())
        return false;
    if (source->state() == StreamSource::State::Failed) {
        lose();
        return false;
    }
    for (const QByteArray &piece : pieces)
        m_bytesToWrite += piece.size();
    m_queue.append(pieces);
    if (source->state() == StreamSource::State::AtEnd) {
        dropSource();
        m_state = State::Flushing;
    }
    return true;
}

void ChildStream::dropSource()
{
    if (m_source)
        m_source->drop();
    m_source.reset();
}

Os::Transfer ChildStream::writeQueued()
{
    std::array<Os::Piece, Os::maximumPieces> pieces;
    const auto count = std::min(m_queue.size(), qsizetype(pieces.size()));
    for (qsizetype i = 0; i < count; ++i)
        pieces[std::size_t(i)] = {m_queue.at(i).constData(), m_queue.at(i).size()};
    pieces[0].data += m_headWritten;
    pieces[0].size -= m_headWritten;
    return Os::writeSome(m_fd.number(), {pieces.data(), std::size_t(count)});
}

void ChildStream::dropWritten(qint64 bytes)
{
    m_bytesToWrite -= bytes;
    m_headWritten += bytes;
    while (!m_queue.isEmpty() && m_headWritten >= m_queue.constFirst().size()) {
        m_headWritten -= m_queue.constFirst().size();
        m_queue.removeFirst();
    }
}

// Asked before anything is sent: who stopped writing because of what it had queued is told so, and
// told later when to go on, even if the kernel takes all of it at once.
bool ChildStream::hasPassedHighWatermark() const
{
    return isHeardOfWatermarks() && !m_writePausedTold && m_bytesToWrite > m_highWatermark;
}

void ChildStream::tellLowWatermark()
{
    if (!isHeardOfWatermarks() || !m_writePausedTold || m_bytesToWrite > m_lowWatermark)
        return;
    m_writePausedTold = false;
    m_owner.streamWriteResumed(m_childFD);
}

// Not when nobody could write: fed by a source, or closing.
bool ChildStream::isHeardOfWatermarks() const
{
    return !m_source && m_state == State::Open;
}

void ChildStream::lose(bool cut)
{
    m_watch = Watch();
    m_fd.close();
    m_owner.streamLost(m_childFD, cut);
}

} // namespace Offspring
