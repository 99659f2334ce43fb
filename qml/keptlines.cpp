// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "keptlines.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace Offspring {

static qint64 charactersOf(const OutputLine &line)
{
    return line.text.size() + 16 * line.runs.size();
}

OutputLine *KeptLines::find(qint64 number)
{
    OutputLine *const batched = m_batch.find(number);
    return batched ? batched : m_rows.find(number);
}

void KeptLines::setBatch(NumberedLines batch, const Limits &limits)
{
    m_batch = std::move(batch);
    for (const qint64 first = firstThatFits(limits.characters);
         m_batch.first < first && m_batch.lines.size() > 1; ++m_batch.first) {
        m_batch.lines.pop_front();
    }
}

qint64 KeptLines::firstKept(const Limits &limits) const
{
    const bool hasBatch = !m_batch.lines.empty();
    const qint64 end = hasBatch ? m_batch.end() : m_rows.end();
    const bool hasGap = hasBatch && m_batch.first != m_rows.end();
    return std::max({m_cleared + 1, end - limits.lines, hasGap ? m_batch.first : 0,
                     firstThatFits(limits.characters)});
}

// Counted from the end; 0: all of them fit.
qint64 KeptLines::firstThatFits(qint64 characters) const
{
    qint64 room = characters;
    qint64 first = m_batch.end();
    for (auto line = m_batch.lines.rbegin(); line != m_batch.lines.rend(); ++line, --first) {
        room -= charactersOf(*line);
        if (room < 0 && line != m_batch.lines.rbegin())
            return first;
    }
    first = m_rows.end();
    for (auto line = m_rows.lines.rbegin(); line != m_rows.lines.rend(); ++line, --first) {
        room -= charactersOf(*line);
        if (room < 0 && (!m_batch.lines.empty() || line != m_rows.lines.rbegin()))
            return first;
    }
    return 0;
}

void KeptLines::dropRows(qint64 count, qint64 cleared)
{
    m_rows.lines.erase(m_rows.lines.begin(), m_rows.lines.begin() + count);
    m_rows.first += count;
    if (m_rows.lines.empty()) {
        m_rows.first = std::max(m_rows.first, m_batch.lines.empty() ? cleared + 1 : m_batch.first);
    }
}

void KeptLines::insertBatch()
{
    if (m_rows.lines.empty())
        m_rows.lines.swap(m_batch.lines);
    else
        std::move(m_batch.lines.begin(), m_batch.lines.end(), std::back_inserter(m_rows.lines));
    m_batch.lines.clear();
}

} // namespace Offspring
