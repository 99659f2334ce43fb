// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What programs switch on and off; the alternate screen.

#include "terminalscreen.h"

namespace Offspring::Terminal {

void Screen::setModes(const Sequence &sequence, bool isSet)
{
    for (int i = 0; i < sequence.parameters.count; ++i) {
        const int mode = sequence.parameters.value(i, 0);
        if (sequence.marker == '?')
            setPrivateMode(mode, isSet);
        else
            setMode(mode, isSet);
    }
}

void Screen::setMode(int mode, bool isSet)
{
    if (mode == 4)
        m_modes.insert = isSet;
    else if (mode == 20)
        m_modes.newline = isSet;
}

// The modes that are but a flag.
bool *Screen::flagOf(int privateMode)
{
    switch (privateMode) {
    case 1:
        return &m_modes.cursorKeys;
    case 5:
        return &m_modes.reverseScreen;
    case 6:
        return &m_modes.origin;
    case 7:
        return &m_modes.autoWrap;
    case 12:
        return &m_modes.cursorBlinks;
    case 25:
        return &m_modes.cursorVisible;
    case 40:
        return &m_modes.columnChange;
    case 45:
        return &m_modes.reverseWrap;
    case 66:
        return &m_modes.keypad;
    case 67:
        return &m_modes.backarrowSendsBackspace;
    case 1004:
        return &m_modes.focusEvents;
    case 1007:
        return &m_modes.alternateScroll;
    case 1045:
        return &m_modes.extendedReverseWrap;
    case 2004:
        return &m_modes.bracketedPaste;
    case 2026:
        return &m_modes.synchronized;
    default:
        return nullptr;
    }
}

void Screen::setPrivateMode(int mode, bool isSet)
{
    if (bool *const flag = flagOf(mode)) {
        *flag = isSet;
        if (mode == 6)
            moveToOrigin(0, 0);
        return;
    }
    using Mouse = Modes::Mouse;
    const auto setMouse = [this, isSet](Mouse mouse) {
        m_modes.mouse = isSet ? mouse : Mouse::None;
    };
    // As xterm: each takes the place of the others, and to reset one resets them.
    const auto setCoding = [this, isSet](Modes::MouseCoding coding) {
        m_modes.mouseCoding = isSet ? coding : Modes::MouseCoding::Bytes;
    };
    switch (mode) {
    case 3:
        changeColumns();
        break;
    case 9:
        setMouse(Mouse::Press);
        break;
    case 1000:
        setMouse(Mouse::Click);
        break;
    case 1002:
        setMouse(Mouse::Drag);
        break;
    case 1003:
        setMouse(Mouse::Motion);
        break;
    case 1005:
        setCoding(Modes::MouseCoding::Utf8);
        break;
    case 1006:
        setCoding(Modes::MouseCoding::Sgr);
        break;
    case 1015:
        setCoding(Modes::MouseCoding::Urxvt);
        break;
    case 69:
        setMarginMode(isSet);
        break;
    case 47:
        setAlternate(isSet);
        break;
    case 1047:
        if (!isSet && isAlternate())
            m_grid->eraseRows(0, m_rows, eraseStyle());
        setAlternate(isSet);
        break;
    case 1048:
        if (isSet)
            saveCursor();
        else
            restoreCursor();
        break;
    case 1049:
        enterAlternate1049(isSet);
        break;
    default:
        break;
    }
}

// DECRQM: 1 set, 2 reset, 0 unknown.
int Screen::modeState(int mode, bool isPrivate) const
{
    const auto state = [](bool isSet) { return isSet ? 1 : 2; };
    if (!isPrivate)
        return mode == 4 ? state(m_modes.insert) : mode == 20 ? state(m_modes.newline) : 0;
    if (const bool *const flag = const_cast<Screen *>(this)->flagOf(mode))
        return state(*flag);
    switch (mode) {
    case 9:
        return state(m_modes.mouse == Modes::Mouse::Press);
    case 1000:
        return state(m_modes.mouse == Modes::Mouse::Click);
    case 1002:
        return state(m_modes.mouse == Modes::Mouse::Drag);
    case 1003:
        return state(m_modes.mouse == Modes::Mouse::Motion);
    case 1005:
        return state(m_modes.mouseCoding == Modes::MouseCoding::Utf8);
    case 1006:
        return state(m_modes.mouseCoding == Modes::MouseCoding::Sgr);
    case 1015:
        return state(m_modes.mouseCoding == Modes::MouseCoding::Urxvt);
    case 69:
        return state(m_modes.leftRightMargins);
    case 47:
    case 1047:
    case 1049:
        return state(isAlternate());
    default:
        return 0;
    }
}

void Screen::setAlternate(bool isAlternate)
{
    if (isAlternate == this->isAlternate())
        return;
    if (isAlternate && !m_alternate)
        m_alternate = std::make_unique<Grid>(m_columns, m_rows);
    m_grid = isAlternate ? m_alternate.get() : m_primary.get();
    for (int y = 0; y < m_rows; ++y)
        m_grid->row(y).isChanged = true;
}

// DECLRMM. Lines of double width have no margins.
void Screen::setMarginMode(bool isSet)
{
    m_modes.leftRightMargins = isSet;
    m_left = 0;
    m_right = m_columns - 1;
    for (int y = 0; isSet && y < m_rows; ++y) {
        Row &row = m_grid->row(y);
        row.isChanged |= row.size != LineSize::Single;
        row.size = LineSize::Single;
    }
}

// As ctlseqs has it, whatever screen there is: the cursor is saved and restored in any case.
void Screen::enterAlternate1049(bool isEntered)
{
    if (isEntered) {
        saveCursor();
        setAlternate(true);
        m_isWrapPending = false;
        m_grid->eraseRows(0, m_rows, eraseStyle());
    } else {
        setAlternate(false);
        restoreCursor();
    }
}

// DECCOLM, of which the number of columns is the user's: what it does besides, where mode 40 allows
// it.
void Screen::changeColumns()
{
    if (!m_modes.columnChange)
        return;
    m_modes.leftRightMargins = false;
    resetMargins();
    moveTo(0, 0);
    m_grid->eraseRows(0, m_rows, eraseStyle());
}

// DECSTR. Wrapping is on, as after a reset: xterm's.
void Screen::softReset()
{
    m_modes.cursorKeys = false;
    m_modes.keypad = false;
    m_modes.insert = false;
    m_modes.origin = false;
    m_modes.autoWrap = true;
    m_modes.cursorVisible = true;
    m_modes.leftRightMargins = false;
    m_modes.reverseWrap = false;
    m_modes.extendedReverseWrap = false;
    resetMargins();
    m_pen = {};
    m_penIndex = 0;
    m_eraseIndex = 0;
    m_charsets = {};
    m_singleShift = 0;
    m_isGuarded = false;
    m_saved[isAlternate()] = {};
}

} // namespace Offspring::Terminal
