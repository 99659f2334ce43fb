// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What ChildStream has not written yet.

#include "writequeue.h"

#include <algorithm>
#include <cstring>

namespace Offspring {

namespace {

// Up to here a copy costs no more than sharing does.
constexpr qsizetype smallSize = 1024;

// Room for small pieces, each time twice as much: who writes two words needs little, and who writes
// a million needs few pieces.
constexpr qsizetype leastRoom = smallSize;
constexpr qsizetype mostRoom = 16 * 1024;

// A plain call before the memory is freed is one that the compiler may leave out.
void *(*const volatile overwrite)(void *, int, std::size_t) = std::memset;

} // namespace

void WriteQueue::append(const QByteArray &data)
{
    if (data.isEmpty())
        return;
    m_bytes += data.size();
    if (!m_endsSmall || data.size() > smallSize)
        return addPiece(data);
    if (data.size() > m_room)
        addRoom();
    std::memcpy(m_roomBegin, data.constData(), std::size_t(data.size()));
    m_roomBegin += data.size();
    m_room -= data.size();
    m_pieces.last().size += data.size();
}

void WriteQueue::addPiece(const QByteArray &data)
{
    m_endsSmall = data.size() <= smallSize;
    m_room = 0;
    // An array without capacity of its own lives in memory that the caller may use again.
    const bool isOurs = data.capacity() == 0;
    const QByteArray bytes = isOurs ? QByteArray(data.constData(), data.size()) : data;
    m_pieces.append({bytes, data.size(), isOurs});
}

void WriteQueue::addRoom()
{
    m_lastCapacity = std::clamp(2 * m_lastCapacity, leastRoom, mostRoom);
    m_pieces.append({QByteArray(m_lastCapacity, Qt::Uninitialized), 0, true});
    m_roomBegin = m_pieces.last().bytes.data();
    m_room = m_lastCapacity;
}

std::size_t WriteQueue::fill(std::span<Os::Piece> room) const
{
    const std::size_t count = std::min(room.size(), std::size_t(m_pieces.size()));
    for (std::size_t i = 0; i < count; ++i) {
        const Piece &piece = m_pieces.at(qsizetype(i));
        room[i] = {piece.bytes.constData(), piece.size};
    }
    if (count > 0) {
        room[0].data += m_firstDropped;
        room[0].size -= m_firstDropped;
    }
    return count;
}

void WriteQueue::drop(qint64 bytes)
{
    m_bytes -= bytes;
    m_firstDropped += bytes;
    while (!m_pieces.isEmpty() && m_firstDropped >= m_pieces.constFirst().size) {
        const Piece &piece = m_pieces.constFirst();
        m_firstDropped -= piece.size;
        m_lastDropped = piece.bytes.at(piece.size - 1);
        removeFirst();
    }
}

void WriteQueue::clear()
{
    while (!m_pieces.isEmpty())
        removeFirst();
    m_firstDropped = 0;
    m_bytes = 0;
}

void WriteQueue::removeFirst()
{
    Piece &piece = m_pieces.first();
    if (piece.isOurs)
        overwrite(piece.bytes.data(), 0, std::size_t(piece.size));
    m_pieces.removeFirst();
    if (m_pieces.isEmpty()) {
        m_endsSmall = false;
        m_room = m_lastCapacity = 0;
    }
}

void WriteQueue::setWatermarks(qint64 low, qint64 high)
{
    m_lowWatermark = std::max(low, qint64(0));
    m_highWatermark = std::max(high, m_lowWatermark);
}

bool WriteQueue::takeHighWatermark()
{
    if (m_isAboveMarks || m_bytes <= m_highWatermark)
        return false;
    return m_isAboveMarks = true;
}

bool WriteQueue::takeLowWatermark()
{
    if (!m_isAboveMarks || m_bytes > m_lowWatermark)
        return false;
    m_isAboveMarks = false;
    return true;
}

} // namespace Offspring
