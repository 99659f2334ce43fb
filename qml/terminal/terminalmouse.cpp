// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The source is the section "Mouse Tracking" of xterm's ctlseqs.

#include "terminalmouse.h"

#include "terminalkeys.h"

#include <QtCore/QString>

#include <algorithm>

namespace Offspring::Terminal {

namespace {

using For = MouseMeaning::For;
using Mouse = InputModes::Mouse;
using MouseCoding = InputModes::MouseCoding;
using What = MouseInput::What;

constexpr int noButton = 3;
constexpr int moving = 32;

/// -1: programs know no such button.
int codeOf(Qt::MouseButton button)
{
    switch (button) {
    case Qt::LeftButton:
        return 0;
    case Qt::MiddleButton:
        return 1;
    case Qt::RightButton:
        return 2;
    case Qt::BackButton: // X11's buttons 8 to 11
        return 128;
    case Qt::ForwardButton:
        return 129;
    case Qt::ExtraButton3:
        return 130;
    case Qt::ExtraButton4:
        return 131;
    default:
        return -1;
    }
}

int codeOf(Qt::MouseButtons held)
{
    for (const Qt::MouseButton button :
         {Qt::LeftButton, Qt::MiddleButton, Qt::RightButton, Qt::BackButton, Qt::ForwardButton}) {
        if (held & button)
            return codeOf(button);
    }
    return noButton;
}

int codeOf(What wheel)
{
    switch (wheel) {
    case What::WheelUp:
        return 64;
    case What::WheelDown:
        return 65;
    case What::WheelLeft:
        return 66;
    default:
        return 67;
    }
}

bool isWheel(What what)
{
    return what != What::Press && what != What::Release && what != What::Move;
}

int modifierBits(Qt::KeyboardModifiers modifiers)
{
    return (modifiers & Qt::ShiftModifier ? 4 : 0) + (modifiers & Qt::AltModifier ? 8 : 0)
        + (modifiers & Qt::ControlModifier ? 16 : 0);
}

/// A number of the two old codings. A place that cannot be told is 0.
QByteArray asCharacter(int number, MouseCoding coding)
{
    const int greatest = coding == MouseCoding::Utf8 ? 2047 : 255;
    const int character = number + ' ';
    if (character > greatest)
        return QByteArray(1, '\0');
    if (coding == MouseCoding::Utf8)
        return QString(QChar(character)).toUtf8();
    return QByteArray(1, char(character));
}

QByteArray report(int code, const MouseInput &event, const InputModes &modes)
{
    const int column = std::max(event.cell.x(), 0) + 1;
    const int row = std::max(event.cell.y(), 0) + 1;
    const bool isRelease = event.what == What::Release;
    // X10's terminal did not tell of modifiers.
    const int bits = modes.mouse == Mouse::Presses ? 0 : modifierBits(event.modifiers);
    const auto decimal = [&](int number) {
        return QByteArray::number(number) + ';' + QByteArray::number(column) + ';'
            + QByteArray::number(row);
    };
    if (modes.mouseCoding == MouseCoding::Sgr)
        return "\033[<" + decimal(code + bits) + (isRelease ? 'm' : 'M');
    const int old = (isRelease ? noButton : code) + bits;
    if (modes.mouseCoding == MouseCoding::Urxvt)
        return "\033[" + decimal(old + ' ') + 'M';
    return "\033[M" + asCharacter(old, modes.mouseCoding) + asCharacter(column, modes.mouseCoding)
        + asCharacter(row, modes.mouseCoding);
}

} // namespace

MouseMeaning MouseReports::wheeled(const MouseInput &event, const InputModes &modes)
{
    const bool isVertical = event.what == What::WheelUp || event.what == What::WheelDown;
    if (event.modifiers & Qt::ShiftModifier || event.modifiers & Qt::MetaModifier)
        return {};
    if (modes.mouse >= Mouse::Buttons)
        return {For::Program, report(codeOf(event.what), event, modes).repeated(event.steps)};
    if (!modes.alternateScreen || !modes.alternateScroll || !isVertical
        || event.modifiers & Qt::ControlModifier)
        return {};
    const int lines = event.steps * event.lines;
    return {For::Program,
            event.what == What::WheelUp ? Keys::cursorUp(lines, modes)
                                        : Keys::cursorDown(lines, modes)};
}

QByteArray MouseReports::moved(const MouseInput &event, const InputModes &modes)
{
    const bool isTold = modes.mouse == Mouse::Moves
        || (modes.mouse == Mouse::Drags && event.buttons != Qt::NoButton);
    if (!isTold || m_told == event.cell)
        return {};
    m_told = event.cell;
    return report(codeOf(event.buttons) + moving, event, modes);
}

MouseMeaning MouseReports::meaning(const MouseInput &event, const InputModes &modes)
{
    if (isWheel(event.what))
        return wheeled(event, modes);
    const bool isWanted = modes.mouse != Mouse::Nothing && !(event.modifiers & Qt::ShiftModifier);
    if (event.what == What::Press && m_drag == Drag::Nobodys)
        m_drag = isWanted ? Drag::Programs : Drag::Views;
    const bool isPrograms = m_drag == Drag::Nobodys ? isWanted : m_drag == Drag::Programs;
    const Qt::MouseButtons left = event.buttons & ~Qt::MouseButtons(event.button);
    if (event.what == What::Release && left == Qt::NoButton)
        m_drag = Drag::Nobodys;
    if (!isPrograms)
        return {};
    if (event.what == What::Move)
        return {For::Program, moved(event, modes)};
    const int code = codeOf(event.button);
    const bool isTold = event.what == What::Press
        ? modes.mouse >= Mouse::Buttons || (modes.mouse == Mouse::Presses && code <= 2)
        : modes.mouse >= Mouse::Buttons;
    if (code < 0 || !isTold)
        return {For::Program, {}};
    m_told = event.cell;
    return {For::Program, report(code, event, modes)};
}

} // namespace Offspring::Terminal
