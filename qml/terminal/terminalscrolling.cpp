// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Where the view of the item is, and what is looked for in its rows.

#include "terminalitem.h"

#include "terminalsearch.h"

#include <algorithm>

namespace Offspring::Terminal {

int TerminalItem::topRow() const
{
    return int((m_top < 0 ? m_text.top() : m_top) - m_text.first());
}

void TerminalItem::setTopRow(int row)
{
    scrollBy(row - topRow());
}

void TerminalItem::scrollBy(qint64 rows)
{
    const qint64 end = m_text.top();
    const qint64 before = viewTop();
    const qint64 wanted = std::clamp(before + rows, m_text.first(), end);
    m_top = wanted == end ? -1 : wanted;
    if (wanted == before)
        return;
    polish();
    note(News::Scrolled);
}

void TerminalItem::scrollToEnd()
{
    scrollBy(m_text.top() - viewTop());
}

bool TerminalItem::scrollToPreviousPrompt()
{
    return scrollToPrompt(true);
}

bool TerminalItem::scrollToNextPrompt()
{
    return scrollToPrompt(false);
}

// From the view's first row on: what is at the top then is the one that was gone to.
bool TerminalItem::scrollToPrompt(bool isUp)
{
    const qint64 top = viewTop();
    const qint64 beyond = isUp ? m_text.first() - 1 : m_text.end();
    const int step = isUp ? -1 : 1;
    qint64 row = top + step;
    while (row != beyond && m_text.mark(row) != PromptMark::Prompt)
        row += step;
    if (row == beyond || (!isUp && isAtEnd()))
        return false;
    scrollBy(row - top);
    return true;
}

bool TerminalItem::find(const QJSValue &pattern)
{
    const Turn turn(this);
    const QVariant variant = pattern.toVariant();
    m_pattern = variant.typeId() == QMetaType::QRegularExpression
        ? variant.toRegularExpression()
        : Search::literal(pattern.toString());
    setMatches(-1, 0);
    return findFrom({m_text.end(), 0}, true);
}

bool TerminalItem::findNext()
{
    return findFrom(m_selection.isActive() ? m_selection.from() : Place{m_text.end(), 0}, true);
}

bool TerminalItem::findPrevious()
{
    return findFrom(m_selection.isActive() ? m_selection.to() : Place{m_text.first(), 0}, false);
}

bool TerminalItem::findFrom(const Place &place, bool isUp)
{
    const Turn turn(this);
    const TextRows text = m_text.rows();
    const auto found = Search::find(m_pattern, place,
                                    isUp ? Search::Direction::Up : Search::Direction::Down, text);
    if (!found) {
        m_counting.stop();
        setMatches(0, 0);
        return false;
    }
    const auto &[from, to] = *found;
    m_selection.begin(Selection::By::Character, {from.row, double(from.column)}, text);
    m_selection.extend({to.row, double(to.column)}, text);
    noteSelection();
    const qint64 top = viewTop();
    if (from.row < top || to.row >= top + rows())
        scrollBy(from.row - rows() / 2 - top);
    m_count.begin(m_pattern, from);
    m_counting.start();
    return true;
}

// Some of it in each turn of the event loop.
void TerminalItem::goOnCounting()
{
    constexpr int linesAtOnce = 50;
    constexpr qint64 longest = 8; // ms
    QElapsedTimer time;
    time.start();
    bool isDone = false;
    while (!isDone && time.elapsed() < longest)
        isDone = m_count.goOn(linesAtOnce, m_text.rows());
    if (!isDone)
        return;
    m_counting.stop();
    setMatches(m_count.matches(), m_count.number());
}

void TerminalItem::setMatches(int count, int current)
{
    if (count == m_matches && current == m_currentMatch)
        return;
    m_matches = count;
    m_currentMatch = current;
    note(News::Matches);
}

// In the middle, if it is not in the view.
void TerminalItem::showRow(qint64 number)
{
    const qint64 top = viewTop();
    if (number < top || number >= top + rows())
        scrollBy(number - rows() / 2 - top);
}

} // namespace Offspring::Terminal
