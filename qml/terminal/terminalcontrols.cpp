// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Controls, escape sequences, control sequences.

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
        moveBack(1);
        break;
    case 0x09:
        tab(1);
        break;
    case 0x0a:
    case 0x0b:
    case 0x0c:
        lineFeed();
        if (m_modes.newline)
            carriageReturn();
        break;
    case 0x0d:
        carriageReturn();
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
        carriageReturn();
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
    case key(0, 'V'):
        setGuard(true);
        return;
    case key(0, 'W'):
        setGuard(false);
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
    case key('#', '3'):
        setLineSize(LineSize::TopHalf);
        return;
    case key('#', '4'):
        setLineSize(LineSize::BottomHalf);
        return;
    case key('#', '5'):
        setLineSize(LineSize::Single);
        return;
    case key('#', '6'):
        setLineSize(LineSize::DoubleWidth);
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
        else if (sequence.key() == key('"', 'q'))
            setProtection(sequence.parameters.value(0, 0));
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

void Screen::designate(int set, uchar final)
{
    m_charsets.sets[size_t(set)] = final == '0' ? Charset::Graphics
        : final == 'A'                          ? Charset::British
                                                : Charset::Ascii;
}

// What was beyond the middle is lost, as in the VT100's manual. Margins and such lines exclude each
// other.
void Screen::setLineSize(LineSize size)
{
    if (m_modes.leftRightMargins)
        return;
    Row &row = m_grid->row(m_y);
    if (size != LineSize::Single)
        m_grid->erase(m_y, qMax(m_columns / 2, 1), m_columns, eraseStyle());
    row.size = size;
    row.isChanged = true;
    m_isWrapPending = false;
    keepCursorOnRow();
}

// DECSCA: what is written from now on.
void Screen::setProtection(int kind)
{
    if (kind > 2)
        return;
    m_isGuarded = false;
    protect(kind == 1);
}

// SPA and EPA. As in xterm, what DECSCA has protected is guarded too as long as SPA was the last of
// the two, and DECSED and DECSEL leave what is guarded.
void Screen::setGuard(bool isSet)
{
    m_isGuarded |= isSet;
    protect(isSet);
}

void Screen::protect(bool isSet)
{
    m_pen.attributes =
        quint16((m_pen.attributes & ~Style::Protected) | (isSet ? Style::Protected : 0));
    m_penIndex = m_pen == Style() ? 0 : -1;
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
