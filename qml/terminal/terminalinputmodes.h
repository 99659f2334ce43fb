// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALINPUTMODES_H
#define OFFSPRING_TERMINAL_TERMINALINPUTMODES_H

namespace Offspring::Terminal {

/// What a program has asked of its terminal about keys, mouse and pasted text, by the numbers of
/// xterm's "ctlseqs". The members' defaults are the state after a reset.
struct InputModes
{
    /// What is told about the mouse.
    enum class Mouse {
        Nothing,
        Presses, ///< 9: of three buttons, as X10's terminal did
        Buttons, ///< 1000: presses, releases and the wheel
        Drags, ///< 1002: and how it moves while a button is down
        Moves ///< 1003: and how it moves
    };
    /// How it is told.
    enum class MouseCoding {
        Bytes, ///< one byte for each number: places beyond 223 cannot be told
        Utf8, ///< 1005: one character for each, up to 2015
        Sgr, ///< 1006: decimal numbers, and releases that name their button
        Urxvt ///< 1015: decimal numbers
    };

    bool cursorKeys = false; ///< 1, DECCKM: ESC O A in place of ESC [ A
    bool keypad = false; ///< 66, DECKPAM: the keypad sends ESC O p and the like
    bool numLockWins = true; ///< 1035: but not while NumLock is on
    bool returnSendsNewline = false; ///< 20, LNM: CR LF
    bool backspaceSendsBackspace = false; ///< 67, DECBKM: in place of DEL
    bool bracketedPaste = false; ///< 2004
    bool focusReports = false; ///< 1004
    bool promptMarks = false; ///< OSC 133: it has said where its prompts are
    bool alternateScreen = false; ///< 1049 and its like: there is nothing to scroll back to
    bool alternateScroll = true; ///< 1007: there the wheel is the cursor keys
    Mouse mouse = Mouse::Nothing;
    MouseCoding mouseCoding = MouseCoding::Bytes;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALINPUTMODES_H
