// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_READBUFFER_H
#define OFFSPRING_READBUFFER_H

#include <QtCore/QByteArray>

namespace Offspring {

/// The array that one read goes to. It is the array of the last read of this thread again, unless
/// a receiver has kept that one. Pure: the owner reads.
class ReadBuffer
{
public:
    /// What a pipe holds by default.
    static constexpr qint64 calmSize = 64 * 1024;
    /// For a pipe that holds more, because it was flooded, and for a socket, which always does.
    static constexpr qint64 floodedSize = 128 * 1024;

    explicit ReadBuffer(qint64 size);
    ~ReadBuffer();
    ReadBuffer(ReadBuffer &&) = default;
    ReadBuffer &operator=(ReadBuffer &&) = delete;

    char *data() { return m_array.data(); }
    qint64 size() const { return m_array.size(); }

    /// The read has filled the first \a count bytes.
    void setFilled(qint64 count);
    /// Those. Whoever keeps a few does not keep the room for many with them.
    const QByteArray &bytes() const { return m_array; }

private:
    void giveBack();

    QByteArray m_array;
    bool m_isCopy = false; // of a few bytes: the room is given back already
};

/// When a pipe is flooded turn after turn, so that it should hold more. Pure.
class FloodGauge
{
public:
    /// A full pipe need not have a whole read's worth for us, because it counts pages.
    static bool isFlood(qint64 bytesRead, qint64 size) { return bytesRead >= size / 2; }

    /// One turn is over. True: the pipe should grow now. Where that fails it is asked for again,
    /// but ever more rarely.
    bool note(bool isFlooded);
    /// For some turns now, without a break.
    bool isSteady() const;
    /// The pipe has its first size back.
    void reset() { m_floodedTurns = 0; }

private:
    unsigned m_floodedTurns = 0; // one after the other
};

} // namespace Offspring

#endif // OFFSPRING_READBUFFER_H
