// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What the terminal answers. A program reads it as if it had been typed, and a shell that finds it
// would run what ends with a newline: there is none in any answer, nor anything that was written
// here before, as a title.

#include "terminalscreen.h"

namespace Offspring::Terminal {

namespace {

constexpr quint32 key(char marker, char intermediate, char final)
{
    return Sequence::key(quint8(marker), quint8(intermediate), quint8(final));
}

QByteArray colourParameter(int base, Colour colour)
{
    const int value = colour.value();
    if (colour.isDefault())
        return {};
    if (colour.isRgb())
        return ';' + QByteArray::number(base + 8) + ":2::" + QByteArray::number(value >> 16) + ':'
            + QByteArray::number(value >> 8 & 0xff) + ':' + QByteArray::number(value & 0xff);
    if (value < 8 && base != 50)
        return ';' + QByteArray::number(base + value);
    if (value < 16 && base != 50)
        return ';' + QByteArray::number(base + 60 + value - 8);
    return ';' + QByteArray::number(base + 8) + ":5:" + QByteArray::number(value);
}

} // namespace

bool Screen::reply(const Sequence &sequence)
{
    const int number = sequence.parameters.value(0, 0);
    switch (sequence.key()) {
    case key(0, 0, 'c'): // DA: a VT220 with colours
    case key('>', 0, 'c'): // DA2
    case key('=', 0, 'c'): // DA3
        if (number == 0)
            replyStatus(sequence.marker == 0 ? 'c' : sequence.marker, false);
        return true;
    case key(0, 0, 'n'):
        replyStatus(number, false);
        return true;
    case key('?', 0, 'n'):
        replyStatus(number, true);
        return true;
    case key('>', 0, 'q'): // XTVERSION
        if (number == 0)
            m_replies += "\033P>|Offspring\033\\";
        return true;
    case key(0, '$', 'p'):
    case key('?', '$', 'p'):
        replyMode(sequence);
        return true;
    case key(0, 0, 't'):
        if (number != 18)
            return false;
        m_replies +=
            "\033[8;" + QByteArray::number(m_rows) + ';' + QByteArray::number(m_columns) + 't';
        return true;
    default:
        return false;
    }
}

// DSR's number, or what kind of attributes.
void Screen::replyStatus(int kind, bool isPrivate)
{
    const int y = m_y + 1 - (m_modes.origin ? m_top : 0);
    const int x = m_x + 1 - (m_modes.origin && m_x >= m_left ? m_left : 0);
    const QByteArray place = QByteArray::number(y) + ';' + QByteArray::number(x) + 'R';
    if (isPrivate) {
        switch (kind) {
        case 6:
            m_replies += "\033[?" + place;
            break;
        case 15:
            m_replies += "\033[?13n";
            break; // no printer
        case 25:
            m_replies += "\033[?21n";
            break; // user-defined keys are locked
        case 26:
            m_replies += "\033[?27;1;0;0n";
            break; // a keyboard
        default:
            break;
        }
        return;
    }
    switch (kind) {
    case 'c':
        m_replies += "\033[?62;22c";
        break;
    case '>':
        m_replies += "\033[>1;300;0c";
        break; // a number from which on programs use mode 1006
    case '=':
        m_replies += "\033P!|00000000\033\\";
        break;
    case 5:
        m_replies += "\033[0n";
        break;
    case 6:
        m_replies += "\033[" + place;
        break;
    default:
        break;
    }
}

void Screen::replyMode(const Sequence &sequence)
{
    const bool isPrivate = sequence.marker == '?';
    const int mode = sequence.parameters.value(0, 0);
    m_replies += isPrivate ? "\033[?" : "\033[";
    m_replies += QByteArray::number(mode) + ';' + QByteArray::number(modeState(mode, isPrivate));
    m_replies += "$y";
}

void Screen::deviceControl(const Sequence &sequence, const QByteArray &string)
{
    m_last = 0;
    if (sequence.key() == key(0, '$', 'q'))
        replySetting(string);
    else if (sequence.key() == key(0, '+', 'q'))
        m_replies += "\033P0+r\033\\"; // XTGETTCAP: ask terminfo
}

// DECRQSS
void Screen::replySetting(QByteArrayView name)
{
    QByteArray setting;
    if (name == "m") {
        setting = styleAsParameters() + 'm';
    } else if (name == "r") {
        setting = QByteArray::number(m_top + 1) + ';' + QByteArray::number(m_bottom + 1) + 'r';
    } else if (name == "s") {
        setting = QByteArray::number(m_left + 1) + ';' + QByteArray::number(m_right + 1) + 's';
    } else if (name == "\"q") {
        setting = m_pen.has(Style::Protected) && !m_isGuarded ? "1\"q" : "0\"q";
    } else if (name == " q") {
        const int shape = int(m_cursorShape) * 2 + (m_modes.cursorBlinks ? 1 : 2);
        setting = QByteArray::number(shape) + " q";
    } else if (name == "\"p") {
        setting = "62;1\"p";
    }
    if (setting.isEmpty())
        m_replies += "\033P0$r\033\\";
    else
        m_replies += "\033P1$r" + setting + "\033\\";
}

QByteArray Screen::styleAsParameters() const
{
    QByteArray result = "0";
    constexpr struct
    {
        Style::Attribute attribute;
        char code;
    } codes[] = {{Style::Bold, '1'},  {Style::Dim, '2'},     {Style::Italic, '3'},
                 {Style::Blink, '5'}, {Style::Inverse, '7'}, {Style::Conceal, '8'},
                 {Style::Strike, '9'}};
    for (const auto &each : codes) {
        if (m_pen.has(each.attribute))
            result.append(';').append(each.code);
    }
    if (m_pen.underline == Style::Underline::Single)
        result += ";4";
    else if (m_pen.underline != Style::Underline::None)
        result += ";4:" + QByteArray::number(int(m_pen.underline));
    result += colourParameter(30, m_pen.foreground);
    result += colourParameter(40, m_pen.background);
    result += colourParameter(50, m_pen.underlineColour);
    return result;
}

} // namespace Offspring::Terminal
