// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_REPLYQUOTA_H
#define OFFSPRING_TERMINAL_REPLYQUOTA_H

#include <QtCore/QByteArray>

#include <deque>

namespace Offspring::Terminal {

/// How many bytes of replies may wait for a child, which can ask for ever and never read. Pure:
/// knows how much was handed over, and is told how much of that still waits. The rest of what waits
/// was typed, and has no limit.
class ReplyQuota
{
public:
    /// In bytes. A program that reads never has so many waiting.
    static constexpr qint64 most = 64 * 1024;

    /// \a bytes that were typed were handed over.
    void addTyped(qint64 bytes) { m_handedOver += bytes; }
    /// Those of \a replies, from the first on and each of them whole, that may be handed over while
    /// \a waiting bytes of all that was have not been written. They count as handed over.
    QByteArray take(const QByteArray &replies, qint64 waiting);

private:
    struct Replies
    {
        qint64 end; // of all that was handed over
        qint64 size;
    };

    std::deque<Replies> m_replies; // that wait, as far as is known
    qint64 m_waiting = 0; // bytes of these
    qint64 m_handedOver = 0;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_REPLYQUOTA_H
