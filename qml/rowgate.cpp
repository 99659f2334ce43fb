// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "rowgate.h"

#include <algorithm>

namespace Offspring {

namespace {

// Handlers that answer every change by another one do not keep the event loop waiting for ever.
constexpr int mostChanges = 100;

// Of a small model, more: its views do not lose their place every few lines.
constexpr qint64 leastTurnover = 10000;

} // namespace

void RowGate::leave(Member *member)
{
    m_members.erase(std::remove(m_members.begin(), m_members.end(), member), m_members.end());
}

void RowGate::pass()
{
    if (m_isShut)
        return;
    const std::shared_ptr<RowGate> alive = shared_from_this();
    m_isShut = true;
    Member *next = nextMember();
    for (int changes = 0; next && changes < mostChanges; ++changes) {
        next->change();
        next = nextMember();
    }
    m_isShut = false;
    if (next)
        QMetaObject::invokeMethod(next->object(), [alive] { alive->pass(); }, Qt::QueuedConnection);
}

RowGate::Member *RowGate::nextMember() const
{
    const auto found = std::find_if(m_members.begin(), m_members.end(),
                                    [](const Member *each) { return each->wantsChange(); });
    return found == m_members.end() ? nullptr : *found;
}

bool RowTurnover::isCompletedBy(qint64 dropped, qint64 rows, qint64 most)
{
    m_dropped += dropped;
    const bool isComplete = dropped == rows || m_dropped >= std::max(most, leastTurnover);
    if (isComplete)
        m_dropped = 0;
    return isComplete;
}

} // namespace Offspring
