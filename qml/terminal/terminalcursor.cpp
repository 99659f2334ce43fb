// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The cursor, the tab stops, the region and the margins.

#include "terminalscreen.h"

namespace Offspring::Terminal {

namespace {

constexpr quint32 key(char final)
{
    return Sequence::key(0, 0, quint8(final));
}

} // namespace

bool Screen::moveCursor(const Sequence &sequence)
{
    const Parameters &numbers = sequence.parameters;
    const int count = numbers.atLeastOne(0);
    switch (sequence.key()) {
    case key('A'):
        moveVertically(-count);
        return true;
    case key('B'):
        moveVertically(count);
        return true;
    case key('C'):
        moveForward(count);
        return true;
    case key('a'): // the margin stops it only in origin mode
        moveTo(m_modes.origin ? qMin(m_x + count, m_right) : m_x + count, m_y);
        return true;
    case key('D'):
        moveBack(count);
        return true;
    case key('E'):
        moveVertically(count);
        carriageReturn();
        return true;
    case key('F'):
        moveVertically(-count);
        carriageReturn();
        return true;
    case key('G'):
    case key('`'):
        moveTo(columnAt(count - 1), m_y);
        return true;
    case key('H'):
    case key('f'):
        moveToOrigin(numbers.atLeastOne(1) - 1, count - 1);
        return true;
    case key('I'):
        tab(count);
        return true;
    case key('Z'):
        backTab(count);
        return true;
    case key('d'):
        moveTo(m_x, rowAt(count - 1));
        return true;
    case key('e'):
        moveTo(m_x, rowAt(m_y + count - (m_modes.origin ? m_top : 0)));
        return true;
    case key('g'):
        if (numbers.value(0, 0) == 0)
            setTab(false);
        else if (numbers.value(0, 0) == 3)
            m_tabs.assign(m_tabs.size(), false);
        return true;
    case key('r'):
        setRegion(numbers);
        return true;
    case key('s'):
        if (m_modes.leftRightMargins)
            setMargins(numbers);
        else
            saveCursor();
        return true;
    case key('u'):
        restoreCursor();
        return true;
    default:
        return false;
    }
}

void Screen::moveTo(int x, int y)
{
    m_x = qBound(0, x, m_columns - 1);
    m_y = qBound(0, y, m_rows - 1);
    m_isWrapPending = false;
    keepCursorOnRow();
}

// A line of double width has half as many columns.
void Screen::keepCursorOnRow()
{
    if (m_grid->row(m_y).size != LineSize::Single)
        m_x = qMin(m_x, qMax(m_columns / 2, 1) - 1);
}

void Screen::moveForward(int count)
{
    const int last = m_x <= m_right ? m_right : m_columns - 1;
    moveTo(qMin(m_x + count, last), m_y);
}

// BS and CUB. With mode 45, from a row to the one that its line begins in; with mode 1045, from
// any.
void Screen::moveBack(int count)
{
    const bool isExtended = m_modes.extendedReverseWrap && m_modes.autoWrap;
    const bool isReverse = m_modes.reverseWrap && m_modes.autoWrap;
    const int left = m_x < m_left ? 0 : m_left;
    int x = m_x;
    int y = m_y;
    if ((isReverse || isExtended) && m_isWrapPending)
        --count; // from beside the last column
    if (isExtended && x - count < left) {
        moveBackAround(count, left);
        return;
    }
    while (isReverse && x - count < left && y > m_top && m_grid->row(y - 1).isWrapped) {
        count -= x - left + 1;
        x = m_right;
        --y;
    }
    moveTo(qMax(x - count, left), y);
}

// From the left margin to the right one in the row above, and from the region's first row to its
// last. Above the region there is no way round: the screen's first place ends it.
void Screen::moveBackAround(int count, int left)
{
    const int width = qMax(m_right - left + 1, 1);
    const int places = count - (m_x - left) - 1; // from the right margin above
    int y = m_y - 1 - places / width;
    if (m_y < m_top && y < 0) {
        moveTo(left, 0);
        return;
    }
    if (m_y >= m_top && y < m_top)
        y = m_bottom - (m_top - 1 - y) % (m_bottom + 1 - m_top);
    moveTo(m_right - places % width, y);
}

void Screen::carriageReturn()
{
    m_x = m_modes.origin || m_x >= m_left ? m_left : 0;
    m_isWrapPending = false;
}

// The region's border stops the cursor, unless it is beyond it.
void Screen::moveVertically(int rows)
{
    const int top = m_y >= m_top ? m_top : 0;
    const int bottom = m_y <= m_bottom ? m_bottom : m_rows - 1;
    moveTo(m_x, qBound(top, m_y + rows, bottom));
}

void Screen::lineFeed()
{
    m_isWrapPending = false;
    if (m_y != m_bottom)
        m_y = qMin(m_y + 1, m_rows - 1);
    else if (isInMargins(m_x))
        scrollUp(1);
    keepCursorOnRow();
}

void Screen::reverseLineFeed()
{
    m_isWrapPending = false;
    if (m_y != m_top)
        m_y = qMax(m_y - 1, 0);
    else if (isInMargins(m_x))
        scrollDown(1);
    keepCursorOnRow();
}

// The pending wrap stays, as in xterm: the cursor does not move.
void Screen::tab(int count)
{
    const int last = rowEnd() - 1;
    for (; count > 0 && m_x < last; --count) {
        do
            ++m_x;
        while (m_x < last && !m_tabs[size_t(m_x)]);
    }
}

void Screen::backTab(int count)
{
    m_isWrapPending = false;
    for (; count > 0 && m_x > 0; --count) {
        do
            --m_x;
        while (m_x > 0 && !m_tabs[size_t(m_x)]);
    }
}

void Screen::setTab(bool isSet)
{
    m_tabs[size_t(m_x)] = isSet;
}

void Screen::saveCursor()
{
    Saved &saved = m_saved[isAlternate()];
    saved.x = m_x;
    saved.y = m_y;
    saved.isWrapPending = m_isWrapPending;
    saved.origin = m_modes.origin;
    saved.style = m_pen;
    saved.charsets = m_charsets;
}

void Screen::restoreCursor()
{
    const Saved &saved = m_saved[isAlternate()];
    m_modes.origin = saved.origin;
    m_pen = saved.style;
    m_penIndex = -1;
    m_eraseIndex = -1;
    m_charsets = saved.charsets;
    if (saved.origin)
        moveTo(qBound(m_left, saved.x, m_right), qBound(m_top, saved.y, m_bottom));
    else
        moveTo(saved.x, saved.y);
    m_isWrapPending = saved.isWrapPending && m_x == rowEnd() - 1;
}

void Screen::setRegion(const Parameters &parameters)
{
    const int top = parameters.atLeastOne(0);
    int bottom = parameters.value(1, 0);
    if (bottom == 0 || bottom > m_rows)
        bottom = m_rows;
    if (top >= bottom)
        return;
    m_top = top - 1;
    m_bottom = bottom - 1;
    moveToOrigin(0, 0);
}

// DECSLRM
void Screen::setMargins(const Parameters &parameters)
{
    const int left = parameters.atLeastOne(0);
    int right = parameters.value(1, 0);
    if (right == 0 || right > m_columns)
        right = m_columns;
    if (left >= right)
        return;
    m_left = left - 1;
    m_right = right - 1;
    moveToOrigin(0, 0);
}

void Screen::resetMargins()
{
    m_top = 0;
    m_bottom = m_rows - 1;
    m_left = 0;
    m_right = m_columns - 1;
}

} // namespace Offspring::Terminal
