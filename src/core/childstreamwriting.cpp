// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 4 of the walk, below the transport: what is written to one descriptor leaves when there is
// room. The machine Writing, which the header draws.

#include "childstream.h"
#include "streamsource.h"

#include <array>
#include <span>

namespace Offspring {

namespace {

// What of a source is kept in memory, beyond what the kernel has taken.
constexpr qint64 bytesAhead = 128 * 1024;

} // namespace

bool ChildStream::takes(int childFD) const
{
    const auto isOpen = [](Writing writing) {
        return writing == Writing::Open || writing == Writing::CloseRequested;
    };
    return !m_source && isOpen(m_writing) && (childFD != m_end.inputFD || isOpen(m_terminalInput));
}

bool ChildStream::write(int childFD, const QByteArray &data)
{
    return !m_taker && enqueue(childFD, data);
}

bool ChildStream::enqueue(int childFD, const QByteArray &data)
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
        m_writing != Writing::Open || (childFD == m_end.inputFD && inputState() != Writing::Open);
    if (m_taker || !takes(childFD) || isClosing || !StreamSource::accepts(source))
        return false;
    m_source = std::make_shared<StreamSource>(source, childFD, [this] { requestTurn(); });
    requestTurn();
    return true;
}

void ChildStream::setWriteWatermarks(qint64 low, qint64 high)
{
    m_queue.setWatermarks(low, high);
    requestTurn();
}

void ChildStream::requestClose(Writing &writing)
{
    if (writing != Writing::Open)
        return;
    writing = Writing::CloseRequested;
    requestTurn();
}

std::optional<ChildStream::Report> ChildStream::flush()
{
    stopTaking();
    const Pull pull = m_source ? pullFromSource() : Pull::Fed;
    if (pull == Pull::Dropped)
        return std::nullopt; // perhaps with this stream
    if (pull == Pull::Failed)
        return lose(); // what is queued must not be sent as if it were all
    // Reported before anything is sent. Whoever then stops writing gets the other report when there
    // is room again, even if the kernel takes all of it at once.
    if (tellsWatermarks() && m_queue.takeHighWatermark()) {
        requestTurn();
        return Report{Report::What::WritePaused};
    }
    const bool hadData = !m_queue.isEmpty();
    if (hadData && !writeQueued())
        return writeFailed();
    if (m_queue.isEmpty())
        writtenAll();
    if (isOver())
        return lose();
    watchAgain();
    if (hadData && m_queue.isEmpty() && m_source)
        requestTurn(); // else the source says when it has more
    if (tellsWatermarks() && m_queue.takeLowWatermark())
        return Report{Report::What::WriteResumed};
    return news();
}

void ChildStream::stopTaking()
{
    for (Writing *writing : {&m_writing, &m_terminalInput}) {
        if (*writing != Writing::CloseRequested)
            continue;
        *writing = Writing::Flushing;
        dropSource();
    }
}

// False: it failed for good.
bool ChildStream::writeQueued()
{
    std::array<Os::Piece, Os::maximumPieces> pieces;
    const std::span<const Os::Piece> all(pieces.data(), m_queue.fill(pieces));
    const Os::Transfer transfer =
        m_end.kind == Kind::Socket ? Os::sendSome(fd(), all) : Os::writeSome(fd(), all);
    const bool isMuch = m_grown && transfer.bytes >= ReadBuffer::floodedSize / 2;
    measureFlood(isMuch || transfer.bytes < m_queue.bytes());
    if (transfer.state == Os::Transfer::State::Over || isStuck(transfer))
        return false;
    m_queue.drop(transfer.bytes);
    if (m_taker && transfer.bytes > 0)
        m_taker->noteWritten(transfer.bytes);
    return true;
}

// A full terminal whose other end is gone says "not now" for ever.
bool ChildStream::isStuck(const Os::Transfer &transfer) const
{
    return isTerminal() && transfer.state == Os::Transfer::State::WouldBlock && isOtherEndGone();
}

// What waited for the queue to be empty.
void ChildStream::writtenAll()
{
    if (m_writing == Writing::Flushing) {
        m_writing = Writing::Over;
        if (m_end.kind == Kind::Socket && !isOver())
            Os::shutDownWriting(fd());
    } else if (m_terminalInput == Writing::Flushing) {
        sendEndOfFile();
    }
}

void ChildStream::sendEndOfFile()
{
    m_terminalInput = Writing::Over;
    const QByteArray input = Os::endOfFileInput(fd(), m_queue.lastDropped());
    if (input.isEmpty())
        return;
    m_queue.append(input);
    requestTurn();
}

// What can still be read is. Who waits for a water mark finds out by writing.
std::optional<ChildStream::Report> ChildStream::writeFailed()
{
    dropWriting();
    if (isOver())
        return lose();
    watchAgain();
    if (m_queue.forgetHighWatermark() && !m_taker)
        return Report{Report::What::WriteResumed};
    return news();
}

void ChildStream::dropWriting()
{
    m_writing = Writing::Over;
    dropSource();
    m_queue.clear();
}

// Reading runs code of the source's owner, which may drop the source by closing this stream, or
// destroy the stream.
ChildStream::Pull ChildStream::pullFromSource()
{
    const std::shared_ptr<StreamSource> source = m_source;
    const QByteArrayList pieces = source->read(bytesAhead - m_queue.bytes());
    if (source->isDropped())
        return Pull::Dropped;
    if (source->state() == StreamSource::State::Failed)
        return Pull::Failed;
    for (const QByteArray &piece : pieces)
        m_queue.append(piece);
    if (source->state() == StreamSource::State::AtEnd) {
        dropSource();
        if (source->childFD() == m_end.inputFD) // as close() would, which does nothing for others
            inputState() = Writing::Flushing;
    }
    return Pull::Fed;
}

void ChildStream::dropSource()
{
    if (m_source)
        m_source->drop();
    m_source.reset();
}

// Not when the program cannot write: the stream is taken, a source feeds it, or it is closing.
bool ChildStream::tellsWatermarks() const
{
    return !m_taker && !m_source && m_writing == Writing::Open;
}

} // namespace Offspring
