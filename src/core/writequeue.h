// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_WRITEQUEUE_H
#define OFFSPRING_WRITEQUEUE_H

#include "../os/streamio.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <optional>
#include <span>
#include <utility>

namespace Offspring {

/// Bytes that wait to be written, in order, and the water marks of their number. Pure: the
/// owner writes.
///
/// An array is shared. Small ones that wait behind one another are copied together instead, so that
/// neither the memory nor the calls that write them grow with their number; what was copied is
/// overwritten when it is gone, so that a secret stays its owner's to wipe.
class WriteQueue
{
public:
    WriteQueue() = default;
    ~WriteQueue() { clear(); }
    Q_DISABLE_COPY_MOVE(WriteQueue)

    bool isEmpty() const { return m_pieces.isEmpty(); }
    qint64 bytes() const { return m_bytes; }
    /// The last byte that was dropped; none: none was.
    std::optional<char> lastDropped() const { return m_lastDropped; }

    void append(const QByteArray &data);
    /// Fills \a room from the front of the queue; returns how much of it is used.
    std::size_t fill(std::span<Os::Piece> room) const;
    /// The first \a bytes were written.
    void drop(qint64 bytes);
    void clear();

    /// Negative counts as 0, a \a high below \a low as \a low.
    void setWatermarks(qint64 low, qint64 high);
    /// True once: there is more than the high mark. Then once: no more than the low one.
    bool takeHighWatermark();
    bool takeLowWatermark();
    /// The high mark was taken, the low one was not; as if neither had been from now on.
    bool forgetHighWatermark() { return std::exchange(m_isAboveMarks, false); }

private:
    struct Piece
    {
        QByteArray bytes;
        qsizetype size; // the rest of bytes is room
        bool isOurs;
    };

    void addPiece(const QByteArray &data);
    void addRoom();
    void removeFirst();

    QList<Piece> m_pieces;
    qint64 m_firstDropped = 0; // bytes of the first piece that are gone
    qint64 m_bytes = 0;
    std::optional<char> m_lastDropped;

    bool m_endsSmall = false; // the next small one is joined
    char *m_roomBegin = nullptr; // in the last piece
    qsizetype m_room = 0;
    qsizetype m_lastCapacity = 0; // of the last piece with room

    qint64 m_lowWatermark = 16 * 1024;
    qint64 m_highWatermark = 64 * 1024;
    bool m_isAboveMarks = false;
};

} // namespace Offspring

#endif // OFFSPRING_WRITEQUEUE_H
