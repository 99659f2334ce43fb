// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What erases, inserts, removes and scrolls.

#include "terminalscreen.h"

#include <algorithm>

namespace Offspring::Terminal {

namespace {

constexpr quint32 key(char final, char marker = 0)
{
    return Sequence::key(quint8(marker), 0, quint8(final));
}

bool hasText(const Row &row)
{
    return std::any_of(row.cells, row.cells + row.used, [](Cell each) { return !each.isErased(); });
}

} // namespace

bool Screen::edit(const Sequence &sequence)
{
    const Parameters &numbers = sequence.parameters;
    const int count = numbers.atLeastOne(0);
    switch (sequence.key()) {
    case key('@'):
        m_isWrapPending = false;
        insertCells(count);
        return true;
    case key('P'):
        m_isWrapPending = false;
        deleteCells(count);
        return true;
    case key('X'):
        m_isWrapPending = false;
        if (m_isGuarded)
            eraseUnprotected(m_y, m_x, qMin(m_x + count, m_columns));
        else
            m_grid->erase(m_y, m_x, qMin(m_x + count, m_columns), eraseStyle());
        return true;
    case key('J'):
        if (m_isGuarded)
            eraseSelectively(sequence.final, numbers.value(0, 0));
        else
            eraseDisplay(numbers.value(0, 0));
        return true;
    case key('J', '?'):
    case key('K', '?'):
        eraseSelectively(sequence.final, numbers.value(0, 0));
        return true;
    case key('K'):
        if (m_isGuarded)
            eraseSelectively(sequence.final, numbers.value(0, 0));
        else
            eraseLine(numbers.value(0, 0));
        return true;
    case key('L'):
        insertLines(count);
        return true;
    case key('M'):
        deleteLines(count);
        return true;
    case key('S'):
        scrollUp(count);
        return true;
    case key('T'):
        if (numbers.count <= 1) // five: a way to follow the mouse
            scrollDown(count);
        return true;
    case key('^'):
        scrollDown(count);
        return true;
    default:
        return false;
    }
}

// The region's rows. Those that leave at the screen's top are kept.
void Screen::scrollUp(int count)
{
    count = qMin(count, m_bottom + 1 - m_top);
    if (!isFullWidth()) {
        m_grid->scrollColumns(m_top, m_bottom, m_left, m_right, count, eraseStyle());
        return;
    }
    if (m_top == 0)
        keepRows(count);
    m_grid->scrollUp(m_top, m_bottom, count, eraseStyle());
}

void Screen::scrollDown(int count)
{
    if (isFullWidth())
        m_grid->scrollDown(m_top, m_bottom, count, eraseStyle());
    else
        m_grid->scrollColumns(m_top, m_bottom, m_left, m_right, -count, eraseStyle());
}

void Screen::keepRows(int count)
{
    if (isAlternate())
        return;
    for (int y = 0; y < count; ++y)
        m_scrollback.append(m_grid->row(y), m_clusters);
}

// Beyond the margins, nothing is inserted nor removed. IL and DL leave the cursor at the left one
// (DEC STD 070).
void Screen::insertCells(int count)
{
    if (isInMargins(m_x))
        m_grid->insertCells(m_y, m_x, count, eraseStyle(), m_right + 1);
}

void Screen::deleteCells(int count)
{
    if (isInMargins(m_x))
        m_grid->deleteCells(m_y, m_x, count, eraseStyle(), m_right + 1);
}

void Screen::insertLines(int count)
{
    if (m_y < m_top || m_y > m_bottom || !isInMargins(m_x))
        return;
    carriageReturn();
    if (isFullWidth())
        m_grid->scrollDown(m_y, m_bottom, count, eraseStyle());
    else
        m_grid->scrollColumns(m_y, m_bottom, m_left, m_right, -count, eraseStyle());
}

void Screen::deleteLines(int count)
{
    if (m_y < m_top || m_y > m_bottom || !isInMargins(m_x))
        return;
    carriageReturn();
    if (isFullWidth())
        m_grid->scrollUp(m_y, m_bottom, count, eraseStyle());
    else
        m_grid->scrollColumns(m_y, m_bottom, m_left, m_right, count, eraseStyle());
}

void Screen::eraseDisplay(int mode)
{
    switch (mode) {
    case 0:
        eraseLine(0);
        if (m_x == 0)
            m_grid->row(m_y).size = LineSize::Single; // as of every row that is erased whole
        m_grid->eraseRows(m_y + 1, m_rows, eraseStyle());
        break;
    case 1:
        m_grid->eraseRows(0, m_y, eraseStyle());
        eraseLine(1);
        break;
    case 2: {
        m_isWrapPending = false;
        // Rows at the screen's end in which nothing was written are none of its text.
        int count = m_rows;
        while (count > 0 && !hasText(m_grid->row(count - 1)))
            --count;
        if (count > 0)
            m_grid->row(count - 1).isWrapped = false;
        keepRows(count);
        m_grid->eraseRows(0, m_rows, eraseStyle());
        break;
    }
    case 3:
        m_scrollback.clear();
        break;
    default:
        break;
    }
}

// DEC STD 070: erasing, of whatever part, ends a pending wrap.
void Screen::eraseLine(int mode)
{
    m_isWrapPending = false;
    switch (mode) {
    case 0:
        m_grid->erase(m_y, m_x, m_columns, eraseStyle());
        break;
    case 1:
        m_grid->erase(m_y, 0, m_x + 1, eraseStyle());
        break;
    case 2:
        m_grid->erase(m_y, 0, m_columns, eraseStyle());
        break;
    default:
        break;
    }
}

// DECSED and DECSEL, and what SPA makes of ED and EL: rows that may have protected characters stay
// where they are.
void Screen::eraseSelectively(int kind, int mode)
{
    if (mode > 2) {
        if (kind == 'J' && mode == 3)
            m_scrollback.clear();
        return;
    }
    m_isWrapPending = false;
    eraseUnprotected(m_y, mode == 0 ? m_x : 0, mode == 1 ? m_x + 1 : m_columns);
    if (kind == 'K')
        return;
    for (int y = mode == 0 ? m_y + 1 : 0; y < (mode == 1 ? m_y : m_rows); ++y)
        eraseUnprotected(y, 0, m_columns);
}

void Screen::eraseUnprotected(int y, int from, int to)
{
    const Row &row = m_grid->row(y);
    const auto isProtected = [this, &row](int x) {
        return m_styles.style(row.cells[x].style).has(Style::Protected);
    };
    while (from < to) {
        int end = from;
        while (end < to && !isProtected(end))
            ++end;
        if (end > from)
            m_grid->erase(y, from, end, eraseStyle());
        from = end + 1;
    }
}

void Screen::alignmentTest()
{
    m_modes.origin = false;
    resetMargins();
    moveTo(0, 0);
    m_grid->fill(U'E');
}

} // namespace Offspring::Terminal
