// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "replyquota.h"

namespace Offspring::Terminal {

namespace {

/// Where the last reply begins that does not end before \a end, each beginning with an ESC; that of
/// an ST is no beginning.
qsizetype beginOfReply(const QByteArray &replies, qsizetype end)
{
    qsizetype begin = end;
    while (begin > 0
           && (replies[begin] != '\033'
               || (begin + 1 < replies.size() && replies[begin + 1] == '\\'))) {
        --begin;
    }
    return begin;
}

} // namespace

QByteArray ReplyQuota::take(const QByteArray &replies, qint64 waiting)
{
    constexpr qint64 countedTogether = 1024; // bytes
    const qint64 written = m_handedOver - waiting;
    while (!m_replies.empty() && m_replies.front().end <= written) {
        m_waiting -= m_replies.front().size;
        m_replies.pop_front();
    }
    const qint64 room = most - m_waiting;
    const QByteArray taken =
        replies.size() <= room ? replies : replies.left(beginOfReply(replies, room));
    if (taken.isEmpty())
        return {};
    const bool goesOn = !m_replies.empty() && m_replies.back().end == m_handedOver
        && m_replies.back().size < countedTogether;
    if (!goesOn)
        m_replies.push_back({m_handedOver, 0});
    m_handedOver += taken.size();
    m_waiting += taken.size();
    m_replies.back().end += taken.size();
    m_replies.back().size += taken.size();
    return taken;
}

} // namespace Offspring::Terminal
