// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALKEYS_H
#define OFFSPRING_TERMINAL_TERMINALKEYS_H

#include "terminalinputmodes.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/Qt>

namespace Offspring::Terminal {

/// A key that was pressed, as QKeyEvent has it.
struct PressedKey
{
    Qt::Key key = Qt::Key_unknown;
    Qt::KeyboardModifiers modifiers = {};
    QString text = {};
    /// Qt does not tell. It matters to the keypad alone, and then only while the program has asked
    /// for the keypad's own sequences: with NumLock its digits stay digits.
    bool isNumLockOn = true;
};

/// What a key in a terminal does.
struct KeyMeaning
{
    enum class For {
        Program, ///< the bytes are sent to it
        View, ///< it scrolls: Shift with Page Up, Page Down, Home, End, or to a prompt
        Application, ///< it is a shortcut of the application, or may be one
        Nobody ///< a modifier alone, a key that has no meaning to programs
    };

    For isFor = For::Nobody;
    QByteArray bytes = {};
};

/// Keys as the bytes that xterm sends for them with terminfo's entry xterm-256color.
///
/// xterm's own settings are the defaults, save that Alt sends ESC first. To the application belong
/// Ctrl+Shift with a letter, the space bar or a symbol that makes no control character with Ctrl,
/// Shift+Insert, which pastes, the menu key, Ctrl with Plus, Equal, Minus and 0, which change the
/// font's size, and all that is pressed with Meta (the key with the window system's sign). Shift
/// with Page Up, Page Down, Home and End belongs to the view, and so does Ctrl+Shift with Up and
/// Down once the program has marked a prompt; except on the alternate screen.
class Keys
{
public:
    static KeyMeaning meaning(const PressedKey &press, const InputModes &modes);
    /// What an input method has put together. Control characters in it are left out.
    static QByteArray committed(const QString &text);
    /// ESC [ I or ESC [ O if the program wants to know.
    static QByteArray focused(bool hasFocus, const InputModes &modes);
    /// A cursor key, \a count times: what the wheel is on the alternate screen.
    static QByteArray cursorUp(int count, const InputModes &modes);
    static QByteArray cursorDown(int count, const InputModes &modes);
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALKEYS_H
