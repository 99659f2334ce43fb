// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_READQUEUE_H
#define OFFSPRING_READQUEUE_H

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QList>

namespace Offspring {

/// Bytes that were read and that nobody has taken yet, in order. Pure.
///
/// An array is shared. Small ones are copied together instead, so that the memory does not grow
/// with their number.
class ReadQueue
{
public:
    bool isEmpty() const { return m_bytes == 0; }
    qint64 bytes() const { return m_bytes; }
    /// There is a newline.
    bool hasLine() const { return m_newlines > 0; }

    void append(const QByteArray &data);
    /// Moves at most \a size bytes to \a room; returns how many.
    qint64 take(char *room, qint64 size);
    /// The same, up to the first newline and with it.
    qint64 takeLine(char *room, qint64 size);
    void clear();

private:
    QByteArrayView front() const;
    void takeFront(char *room, qsizetype size);

    QList<QByteArray> m_pieces; // none is empty
    qsizetype m_firstTaken = 0; // bytes of the first piece that are gone
    qint64 m_bytes = 0;
    qint64 m_newlines = 0;
};

} // namespace Offspring

#endif // OFFSPRING_READQUEUE_H
