// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_RECEIVEDBYTES_H
#define OFFSPRING_RECEIVEDBYTES_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <algorithm>

namespace Offspring {

/// The last bytes of a stream, which are named by their places in the whole of it. Pure.
class ReceivedBytes
{
public:
    qint64 begin() const { return m_begin; }
    qint64 end() const { return m_begin + m_bytes.size() - m_dropped; }

    void append(QByteArrayView bytes) { m_bytes.append(bytes); }
    /// From \a from to before \a to, as far as they are there.
    QByteArrayView view(qint64 from, qint64 to) const
    {
        from = std::clamp(from, begin(), end());
        to = std::clamp(to, from, end());
        return QByteArrayView(m_bytes).sliced(m_dropped + qsizetype(from - m_begin),
                                              qsizetype(to - from));
    }
    /// What is before \a place is not needed any more. The memory is moved only when half of it is
    /// unused, so that a byte is moved once on average.
    void dropBefore(qint64 place)
    {
        place = std::clamp(place, begin(), end());
        m_dropped += qsizetype(place - m_begin);
        m_begin = place;
        if (m_dropped < m_bytes.size() / 2 || m_dropped == 0)
            return;
        m_bytes = m_bytes.sliced(m_dropped); // gives the room of what has gone back, too
        m_dropped = 0;
    }

private:
    QByteArray m_bytes;
    qsizetype m_dropped = 0; // at the front of m_bytes
    qint64 m_begin = 0;
};

} // namespace Offspring

#endif // OFFSPRING_RECEIVEDBYTES_H
