// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Controls and escape sequences; the cursor, the tab stops, the region.

#include "terminalscreen.h"

namespace Offspring::Terminal {

namespace {

constexpr quint32 key(char intermediate, char final)
{
    return Sequence::key(0, quint8(intermediate), quint8(final));
}

} // namespace

void Screen::control(uchar control)
{
    m_last = 0;
    switch (control) {
    case 0x07:
        ++m_bells;
        break;
    case 0x08:
        moveTo(m_x - 1, m_y);
        break;
    case 0x09:
        tab(1);
        break;
    case 0x0a:
    case 0x0b:
    case 0x0c:
        lineFeed();
        if (m_modes.newline)
            m_x = 0;
        break;
    case 0x0d:
        m_x = 0;
        m_isWrapPending = false;
        break;
    case 0x0e:
        m_charsets.current = 1;
        break;
    case 0x0f:
        m_charsets.current = 0;
        break;
    default:
        break;
    }
}

void Screen::escape(const Sequence &sequence)
{
    m_last = 0;
    switch (sequence.key()) {
    case key(0, '7'):
        saveCursor();
        return;
    case key(0, '8'):
        restoreCursor();
        return;
    case key(0, 'D'):
        lineFeed();
        return;
    case key(0, 'E'):
        lineFeed();
        m_x = 0;
        return;
    case key(0, 'H'):
        setTab(true);
        return;
    case key(0, 'M'):
        reverseLineFeed();
        return;
    case key(0, 'N'):
        m_singleShift = 2;
        return;
    case key(0, 'O'):
        m_singleShift = 3;
        return;
    case key(0, 'Z'):
        replyStatus('c', false);
        return;
    case key(0, 'c'):
        reset();
        return;
    case key(0, 'n'):
        m_charsets.current = 2;
        return;
    case key(0, 'o'):
        m_charsets.current = 3;
        return;
    case key(0, '='):
        m_modes.keypad = true;
        return;
    case key(0, '>'):
        m_modes.keypad = false;
        return;
    case key('#', '8'):
        alignmentTest();
        return;
    default:
        break;
    }
    if (sequence.intermediate >= '(' && sequence.intermediate <= '+')
        designate(sequence.intermediate - '(', sequence.final);
}

void Screen::controlSequence(const Sequence &sequence)
{
    const char32_t last = m_last;
    m_last = 0;
    const bool isRendition = sequence.key() == key(0, 'm');
    // Only SGR has sub-parameters.
    if (isRendition) {
        setRendition(sequence.parameters);
        return;
    }
    if (sequence.parameters.subs != 0)
        return;
    if (sequence.key() == key(0, 'b')) {
        m_last = last;
        repeat(sequence.parameters.atLeastOne(0));
        return;
    }
    if (!moveCursor(sequence) && !edit(sequence) && !reply(sequence)) {
        constexpr quint32 set = key(0, 'h');
        constexpr quint32 reset = key(0, 'l');
        constexpr quint32 marker = Sequence::key('?', 0, 0);
        const quint32 kind = sequence.key() & ~marker;
        if ((kind == set || kind == reset) && (sequence.marker == 0 || sequence.marker == '?'))
            setModes(sequence, kind == set);
        else if (sequence.key() == key('!', 'p'))
            softReset();
        else if (sequence.key() == key(' ', 'q'))
            setCursorShape(sequence.parameters.value(0, 0));
        else if (sequence.key() == key(0, 't'))
            titleStack(sequence.parameters);
    }
}

void Screen::setRendition(const Parameters &parameters)
{
    const Colour before = m_pen.background;
    m_pen.apply(parameters);
    m_penIndex = m_pen == Style() ? 0 : -1;
    if (m_pen.background != before)
        m_eraseIndex = m_pen.background.isDefault() ? 0 : -1;
}

bool Screen::moveCursor(const Sequence &sequence)
{
    const Parameters &numbers = sequence.parameters;
    const int count = numbers.atLeastOne(0);
    switch (sequence.key()) {
    case key(0, 'A'):
        moveVertically(-count);
        return true;
    case key(0, 'B'):
        moveVertically(count);
        return true;
    case key(0, 'C'):
    case key(0, 'a'):
        moveTo(m_x + count, m_y);
        return true;
    case key(0, 'D'):
        moveTo(m_x - count, m_y);
        return true;
    case key(0, 'E'):
        moveVertically(count);
        m_x = 0;
        return true;
    case key(0, 'F'):
        moveVertically(-count);
        m_x = 0;
        return true;
    case key(0, 'G'):
    case key(0, '`'):
        moveTo(count - 1, m_y);
        return true;
    case key(0, 'H'):
    case key(0, 'f'):
        moveToOrigin(numbers.atLeastOne(1) - 1, count - 1);
        return true;
    case key(0, 'I'):
        tab(count);
        return true;
    case key(0, 'Z'):
        backTab(count);
        return true;
    case key(0, 'd'):
        moveToOrigin(m_x, count - 1);
        return true;
    case key(0, 'e'):
        moveToOrigin(m_x, m_y + count - (m_modes.origin ? m_top : 0));
        return true;
    case key(0, 'g'):
        if (numbers.value(0, 0) == 0)
            setTab(false);
        else if (numbers.value(0, 0) == 3)
            m_tabs.assign(m_tabs.size(), false);
        return true;
    case key(0, 'r'):
        setRegion(numbers);
        return true;
    case key(0, 's'):
        saveCursor();
        return true;
    case key(0, 'u'):
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
}

void Screen::moveToOrigin(int x, int y)
{
    moveTo(x, m_modes.origin ? qMin(y + m_top, m_bottom) : y);
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
    if (m_y == m_bottom)
        scrollUp(1);
    else if (m_y < m_rows - 1)
        ++m_y;
}

void Screen::reverseLineFeed()
{
    m_isWrapPending = false;
    if (m_y == m_top)
        scrollDown(1);
    else if (m_y > 0)
        --m_y;
}

// The pending wrap stays, as in xterm: the cursor does not move.
void Screen::tab(int count)
{
    for (; count > 0 && m_x < m_columns - 1; --count) {
        do
            ++m_x;
        while (m_x < m_columns - 1 && !m_tabs[size_t(m_x)]);
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
    moveTo(saved.x, saved.origin ? qBound(m_top, saved.y, m_bottom) : saved.y);
    m_isWrapPending = saved.isWrapPending && m_x == m_columns - 1;
}

void Screen::designate(int set, uchar final)
{
    m_charsets.sets[size_t(set)] = final == '0' ? Charset::Graphics
        : final == 'A'                          ? Charset::British
                                                : Charset::Ascii;
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

void Screen::setCursorShape(int shape)
{
    if (shape > 6)
        return;
    m_cursorShape = shape <= 2 ? CursorShape::Block
        : shape <= 4           ? CursorShape::Underline
                               : CursorShape::Bar;
    m_modes.cursorBlinks = shape == 0 || shape % 2 == 1;
}

} // namespace Offspring::Terminal
