// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Where the cursor of a TerminalScreen goes, and which rows go with it.

#include "terminalscreen.h"

#include <algorithm>
#include <utility>

namespace Offspring {

namespace {

constexpr qsizetype mostRowsBelow = 8; // what each newline may move

} // namespace

// Null: that of the cursor has not begun.
const TerminalLine *TerminalScreen::lineOfCursor() const
{
    return m_row < rowCount() ? m_rows[size_t(m_row)].line.get() : nullptr;
}

// The screen's bottom is the last line: where it was finished, the one that will begin.
qsizetype TerminalScreen::firstRow() const
{
    return std::max<qsizetype>(lastRow() + 1 - m_mostRows, 0);
}

// Not farther than to the right end of the screen, unless the line is longer already.
void TerminalScreen::moveTo(qsizetype column)
{
    const TerminalLine *const line = lineOfCursor();
    const qsizetype start = line ? line->start() : 0;
    const qsizetype end = line ? line->end() : 0;
    const qsizetype last = std::max({m_limits.columns - 1, end, m_column});
    m_column = std::clamp(column, start, std::min(last, std::max(end, m_limits.characters)));
}

void TerminalScreen::moveBy(qsizetype rows, Lines &lines)
{
    moveToRow(std::clamp(m_row + rows, std::min(firstRow(), m_row), lastRow()), lines);
}

void TerminalScreen::moveToRow(qsizetype row, Lines &lines)
{
    m_row = row;
    if (m_row < rowCount())
        load(m_rows[size_t(m_row)], lines);
    const qsizetype column = std::exchange(m_column, 0);
    moveTo(column);
}

// Who goes to the bottom wants the last line, and not so many empty ones before it.
void TerminalScreen::moveToRowOfScreen(qsizetype row, Lines &lines)
{
    const qsizetype wanted = firstRow() + std::clamp<qsizetype>(row, 1, m_mostRows) - 1;
    if (wanted > lastRow() && row < m_mostRows) {
        while (rowCount() < wanted) {
            finish(lines);
            begin(lines);
        }
        finish(lines);
    }
    moveToRow(std::min(wanted, lastRow()), lines);
}

void TerminalScreen::savePlace()
{
    m_saved = {m_goneRows + m_row, m_column, m_style};
}

void TerminalScreen::restorePlace(Lines &lines)
{
    if (!m_saved)
        return;
    m_style = m_saved->style;
    m_column = m_saved->column;
    moveToRow(std::clamp(m_saved->row - m_goneRows, firstRow(), lastRow()), lines);
}

void TerminalScreen::setRegion(int top, int bottom, Lines &lines)
{
    const qsizetype below = bottom == 0 ? 0 : m_mostRows - bottom;
    const bool isKnown = top <= 1 && bottom != 1 && below > 0 && below <= mostRowsBelow;
    m_rowsBelow = isKnown ? below : 0;
    moveToRowOfScreen(1, lines); // as terminals do it
    moveTo(0);
}

// The line that begins goes before the rows below, which stay at the end. False: one of these is
// too long to be moved.
bool TerminalScreen::scrollRegion(Lines &lines)
{
    const qsizetype below = rowCount() - 1 - m_row; // that have begun
    for (qsizetype i = m_row + 1; i < rowCount(); ++i) {
        if (load(m_rows[size_t(i)], lines).start() > 0)
            return false;
    }
    const bool isOpen = m_isOpen;
    endLast(lines);
    begin(lines);
    for (qsizetype i = m_row; i > m_row - below; --i) {
        std::swap(m_rows[size_t(i)].line, m_rows[size_t(i) - 1].line);
        m_rows[size_t(i)].isDirty = m_rows[size_t(i) - 1].isDirty = true;
    }
    m_row -= below;
    m_column = 0;
    if (!isOpen)
        endLast(lines);
    return true;
}

} // namespace Offspring
