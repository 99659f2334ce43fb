// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 4 of the walk, below the transport: readiness of one descriptor becomes bytes, losses and
// water marks.

#include "childstream.h"
#include "../os/processgroup.h"
#include "../os/processlist.h"
#include "streamsource.h"

#include <algorithm>
#include <array>
#include <bit>

namespace Offspring {

namespace {

// One read of this size for each descriptor and turn of the loop: what a pipe holds by default.
constexpr qint64 bytesPerCalmRead = 64 * 1024;

// A pipe that has half a read or more for us turn after turn (a full one need not have a whole: it
// counts pages), or takes less than we have, is flooded: it grows, and so do the reads.
constexpr unsigned turnsOfFlood = 4;
constexpr qint64 bytesPerFloodedRead = 128 * 1024;

// What of a source is kept in memory, beyond what the kernel has taken.
constexpr qint64 bytesAhead = 128 * 1024;

// The array that the next read of this thread goes to: it comes back when nobody kept it.
thread_local QByteArray spareBuffer;

QByteArray takeBuffer(qint64 size)
{
    QByteArray buffer = std::exchange(spareBuffer, QByteArray());
    if (buffer.capacity() < size)
        return QByteArray(size, Qt::Uninitialized);
    buffer.resize(size);
    return buffer;
}

void giveBack(QByteArray &&buffer)
{
    if (buffer.isDetached())
        spareBuffer = std::move(buffer);
}

} // namespace

ChildStream::ChildStream(Os::OurEnd end, Owner &owner, TurnQueue &turns)
    : Turn(turns)
    , m_childFD(end.childFD)
    , m_inputFD(end.inputFD)
    , m_kind(end.kind)
    , m_owner(owner)
    , m_fd(std::move(end.fd))
    , m_mayGrow(end.mayGrow)
    , m_isReading(m_kind != Kind::PipeFromParent)
    , m_writing(m_kind != Kind::PipeToParent ? Writing::Open : Writing::Over)
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

void ChildStream::dispatcherChanged()
{
    if (m_grown)
        m_grown->dispatcherChanged();
}

// What was asked for since the last one.
void ChildStream::takeTurn()
{
    if (isOver())
        lose();
    else if (m_bytesBeforeCut && !m_isPaused)
        goOnCutting();
    else if (m_writing != Writing::Over)
        flush();
}

// Nothing is left to be done.
bool ChildStream::isOver() const
{
    return m_writing == Writing::Over && (!m_isReading || m_isClosing);
}

bool ChildStream::takes(int childFD) const
{
    const auto isOpen = [](Writing writing) {
        return writing == Writing::Open || writing == Writing::CloseRequested;
    };
    return !m_source && isOpen(m_writing) && (childFD != m_inputFD || isOpen(m_terminalInput));
}

bool ChildStream::write(int childFD, const QByteArray &data)
{
    if (!takes(childFD))
        return false;
    if (data.isEmpty())
        return true;
    m_queue.append(data);
    requestTurn();
    return true;
}

bool ChildStream::writeFrom(int childFD, QIODevice *source)
{
    const bool isClosing =
        m_writing != Writing::Open || (childFD == m_inputFD && inputState() != Writing::Open);
    if (!takes(childFD) || isClosing || !StreamSource::accepts(source))
        return false;
    m_sourceFD = childFD;
    m_source = std::make_shared<StreamSource>(source, [this] { requestTurn(); });
    requestTurn();
    return true;
}

void ChildStream::setWriteWatermarks(qint64 low, qint64 high)
{
    m_queue.setWatermarks(low, high);
    requestTurn();
}

void ChildStream::setPaused(bool paused)
{
    if (!m_isReading || m_isClosing)
        return;
    changePaused(paused);
    watchAgain();
    if (m_bytesBeforeCut)
        requestTurn();
}

void ChildStream::changePaused(bool paused)
{
    if (std::exchange(m_isPaused, paused) != paused)
        m_owner.streamPauseChanged(paused);
}

void ChildStream::close(int childFD)
{
    if (m_kind == Kind::PipeToParent)
        return closeAll();
    if (childFD == m_inputFD)
        requestClose(inputState());
}

void ChildStream::requestClose(Writing &writing)
{
    if (writing != Writing::Open)
        return;
    writing = Writing::CloseRequested;
    requestTurn();
}

void ChildStream::closeAll()
{
    requestClose(m_writing);
    m_isClosing = true;
    changePaused(false);
    watchAgain();
    requestTurn();
}

void ChildStream::abort()
{
    dropWriting();
    closeAll();
}

void ChildStream::cut()
{
    if (!m_isReading)
        return lose(!Os::isOtherEndGone(m_fd.number()));
    m_bytesBeforeCut = Os::readableBytes(m_fd.number());
    watchAgain();
    takeTurn();
}

bool ChildStream::setTerminalSize(const Os::TerminalSize &size)
{
    return m_kind == Kind::Terminal && Os::setTerminalSize(m_fd.number(), size);
}

std::optional<Os::TypingModes> ChildStream::typingModes() const
{
    if (m_kind != Kind::Terminal)
        return std::nullopt;
    return Os::typingModes(m_fd.number());
}

QByteArray ChildStream::otherEndName() const
{
    const bool isPipe = m_kind == Kind::PipeToParent || m_kind == Kind::PipeFromParent;
    return isPipe ? Os::openFileName(m_fd.number()) : QByteArray();
}

int ChildStream::foregroundGroup(int session) const
{
    return Os::foregroundGroup(m_fd.number(), session);
}

// What is cut reads in its turns.
bool ChildStream::waitsForInput() const
{
    return m_isReading && !m_isPaused && !m_bytesBeforeCut;
}

// A paused reader is not watched at all: its loss, which cannot be masked, has to wait too. One
// that still sends goes on with that.
bool ChildStream::isWatched() const
{
    return m_watcher && !isOver() && (waitsForInput() || !m_isReading || !m_queue.isEmpty());
}

void ChildStream::watchAgain()
{
    if (!isWatched()) {
        m_watch = Watch();
        return;
    }
    Interests interests;
    interests.setFlag(Interest::Reading, waitsForInput());
    interests.setFlag(Interest::Writing, !m_queue.isEmpty());
    if (m_watch.isActive())
        m_watch.setInterests(interests);
    else
        m_watch = Watch(*m_watcher, m_fd.number(), interests, [this] { ready(); });
}

void ChildStream::ready()
{
    const bool reads = waitsForInput();
    if (!reads && !m_queue.isEmpty())
        return flush();
    if (!m_queue.isEmpty())
        requestTurn(); // flushes there, because reading is the last thing done here
    if (reads)
        read();
    else if (Os::isOtherEndGone(m_fd.number()))
        lose();
}

void ChildStream::read()
{
    const qint64 most = std::min(bytesPerRead(), m_bytesBeforeCut.value_or(bytesPerFloodedRead));
    QByteArray buffer = takeBuffer(most);
    const Os::Transfer transfer = Os::readSome(m_fd.number(), buffer.data(), most);
    measureFlood(transfer.bytes >= most / 2);
    if (transfer.state == Os::Transfer::State::Moved)
        return deliver(std::move(buffer), transfer.bytes);
    giveBack(std::move(buffer));
    if (transfer.state == Os::Transfer::State::Over)
        return readToTheEnd();
    if (transfer.state == Os::Transfer::State::WouldBlock && m_bytesBeforeCut)
        finishCut();
}

void ChildStream::deliver(QByteArray buffer, qint64 bytes)
{
    if (m_bytesBeforeCut) {
        *m_bytesBeforeCut -= bytes;
        requestTurn();
    }
    if (m_isClosing)
        return giveBack(std::move(buffer));
    if (bytes < buffer.size() / 2) { // who keeps a few bytes must not keep the room for many
        const QByteArray data(buffer.constData(), bytes);
        giveBack(std::move(buffer));
        m_owner.streamRead(m_childFD, data);
        return;
    }
    buffer.resize(bytes);
    m_owner.streamRead(m_childFD, buffer);
    giveBack(std::move(buffer));
}

// A socket may still be written while somebody reads its other end.
void ChildStream::readToTheEnd()
{
    m_isReading = false;
    if (m_kind != Kind::Socket || m_bytesBeforeCut || isOver()
        || Os::isOtherEndGone(m_fd.number())) {
        return lose();
    }
    watchAgain();
}

// The bytes that were in the kernel when it was cut are still delivered.
void ChildStream::goOnCutting()
{
    if (m_bytesBeforeCut > 0)
        read();
    else
        finishCut();
}

// When nobody is left at the other end there is an end of file to wait for, and nothing is cut.
void ChildStream::finishCut()
{
    if (!Os::isOtherEndGone(m_fd.number()))
        return lose(true);
    m_bytesBeforeCut.reset();
    watchAgain();
}

void ChildStream::flush()
{
    for (Writing *writing : {&m_writing, &m_terminalInput}) {
        if (*writing != Writing::CloseRequested)
            continue;
        *writing = Writing::Flushing;
        dropSource();
    }
    if (m_source && !pullFromSource())
        return;
    // Asked before anything is sent: who stopped writing because of what it had queued is told so,
    // and told later when to go on, even if the kernel takes all of it at once.
    if (isHeardOfWatermarks() && m_queue.takeHighWatermark()) {
        requestTurn();
        return m_owner.streamWritePaused(m_inputFD);
    }
    const bool hadData = !m_queue.isEmpty();
    if (hadData) {
        const Os::Transfer transfer = writeQueued();
        const bool isMuch = m_grown && transfer.bytes >= bytesPerFloodedRead / 2;
        measureFlood(isMuch || transfer.bytes < m_queue.bytes());
        if (transfer.state == Os::Transfer::State::Over || isStuck(transfer))
            return writeFailed();
        m_queue.drop(transfer.bytes);
    }
    if (m_queue.isEmpty())
        writtenAll();
    if (isOver())
        return lose();
    watchAgain();
    if (hadData && m_queue.isEmpty() && m_source)
        requestTurn(); // else the source says when it has more
    if (isHeardOfWatermarks() && m_queue.takeLowWatermark())
        m_owner.streamWriteResumed(m_inputFD);
}

// A full terminal whose other end is gone says "not now" for ever.
bool ChildStream::isStuck(const Os::Transfer &transfer) const
{
    return m_kind == Kind::Terminal && transfer.state == Os::Transfer::State::WouldBlock
        && Os::isOtherEndGone(m_fd.number());
}

// What waited for the queue to be empty.
void ChildStream::writtenAll()
{
    if (m_writing == Writing::Flushing) {
        m_writing = Writing::Over;
        if (m_kind == Kind::Socket && !isOver())
            Os::shutDownWriting(m_fd.number());
    } else if (m_terminalInput == Writing::Flushing) {
        sendEndOfFile();
    }
}

void ChildStream::sendEndOfFile()
{
    m_terminalInput = Writing::Over;
    const QByteArray input = Os::endOfFileInput(m_fd.number(), m_queue.lastDropped());
    if (input.isEmpty())
        return;
    m_queue.append(input);
    requestTurn();
}

// What can still be read is. Who waits for a water mark finds out by writing.
void ChildStream::writeFailed()
{
    dropWriting();
    if (isOver())
        return lose();
    watchAgain();
    if (m_queue.forgetHighWatermark())
        m_owner.streamWriteResumed(m_inputFD);
}

void ChildStream::dropWriting()
{
    m_writing = Writing::Over;
    dropSource();
    m_queue.clear();
}

// False: there is nothing more to do here. Reading runs code of the source's owner, after which
// this stream may be closed, or gone; the source tells. One that has failed takes the stream with
// it, because what is queued must not be sent as if it were all.
bool ChildStream::pullFromSource()
{
    const std::shared_ptr<StreamSource> source = m_source;
    const QByteArrayList pieces = source->read(bytesAhead - m_queue.bytes());
    if (source->isDropped())
        return false;
    if (source->state() == StreamSource::State::Failed) {
        lose();
        return false;
    }
    for (const QByteArray &piece : pieces)
        m_queue.append(piece);
    if (source->state() == StreamSource::State::AtEnd) {
        dropSource();
        if (m_sourceFD == m_inputFD) // as close() would, which does nothing for the others
            inputState() = Writing::Flushing;
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
    const std::span<const Os::Piece> all(pieces.data(), m_queue.fill(pieces));
    return m_kind == Kind::Socket ? Os::sendSome(m_fd.number(), all)
                                  : Os::writeSome(m_fd.number(), all);
}

// Not when nobody could write: fed by a source, or closing.
bool ChildStream::isHeardOfWatermarks() const
{
    return !m_source && m_writing == Writing::Open;
}

qint64 ChildStream::bytesPerRead() const
{
    return m_grown && !m_grown->isOver() ? bytesPerFloodedRead : bytesPerCalmRead;
}

void ChildStream::measureFlood(bool isFlooded)
{
    if (m_grown && m_grown->isOver()) {
        m_grown.reset();
        m_floodedTurns = 0;
    }
    m_floodedTurns = isFlooded ? m_floodedTurns + 1 : 0;
    if (m_grown && isFlooded)
        return m_grown->noteFlood();
    // Where there was no memory for it, it is tried again, but not in each turn.
    if (m_mayGrow && !m_grown && m_floodedTurns >= turnsOfFlood
        && std::has_single_bit(m_floodedTurns)) {
        m_grown = GrownPipe::grow(m_fd.number());
    }
}

void ChildStream::lose(bool cut)
{
    m_watch = Watch();
    m_grown.reset();
    m_fd.close();
    m_owner.streamLost(m_childFD, cut);
}

} // namespace Offspring
