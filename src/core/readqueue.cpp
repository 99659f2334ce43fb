// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What a ChildDevice has of its stream.

#include "readqueue.h"

#include <algorithm>
#include <cstring>

namespace Offspring {

namespace {

// An array that is smaller gets room for what comes next.
constexpr qsizetype leastRoom = 4 * 1024;

qint64 newlinesIn(QByteArrayView bytes)
{
    return std::count(bytes.begin(), bytes.end(), '\n');
}

} // namespace

void ReadQueue::append(const QByteArray &data)
{
    if (data.isEmpty())
        return;
    m_bytes += data.size();
    m_newlines += newlinesIn(data);
    const auto roomIn = [](const QByteArray &piece) { return piece.capacity() - piece.size(); };
    if (!m_pieces.isEmpty() && roomIn(m_pieces.constLast()) >= data.size()) {
        m_pieces.last().append(data);
        return;
    }
    m_pieces.append(data);
    if (data.size() < leastRoom)
        m_pieces.last().reserve(leastRoom);
}

QByteArrayView ReadQueue::front() const
{
    return m_pieces.isEmpty() ? QByteArrayView()
                              : QByteArrayView(m_pieces.constFirst()).sliced(m_firstTaken);
}

void ReadQueue::takeFront(char *room, qsizetype size)
{
    const QByteArrayView bytes = front().first(size);
    std::memcpy(room, bytes.data(), std::size_t(size));
    m_newlines -= newlinesIn(bytes);
    m_bytes -= size;
    m_firstTaken += size;
    if (m_firstTaken == m_pieces.constFirst().size()) {
        m_pieces.removeFirst();
        m_firstTaken = 0;
    }
}

qint64 ReadQueue::take(char *room, qint64 size)
{
    qint64 taken = 0;
    while (taken < size && !isEmpty()) {
        const qint64 now = std::min<qint64>(size - taken, front().size());
        takeFront(room + taken, qsizetype(now));
        taken += now;
    }
    return taken;
}

qint64 ReadQueue::takeLine(char *room, qint64 size)
{
    qint64 taken = 0;
    bool isComplete = false;
    while (taken < size && !isEmpty() && !isComplete) {
        const qsizetype newline = hasLine() ? front().indexOf('\n') : -1;
        const qsizetype wanted = newline < 0 ? front().size() : newline + 1;
        const qint64 now = std::min<qint64>(size - taken, wanted);
        takeFront(room + taken, qsizetype(now));
        taken += now;
        isComplete = newline >= 0 && now == wanted;
    }
    return taken;
}

void ReadQueue::clear()
{
    *this = ReadQueue();
}

} // namespace Offspring
