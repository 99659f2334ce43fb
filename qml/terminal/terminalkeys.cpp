// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The sources are the section "PC-Style Function Keys" of xterm's ctlseqs, terminfo's entry
// xterm-256color, and what xterm was seen to send (tests/terminal/xterm-keys.txt).

#include "terminalkeys.h"

#include <algorithm>
#include <optional>

namespace Offspring::Terminal {

namespace {

using For = KeyMeaning::For;

/// A key that sends an escape sequence, with its modifiers as a parameter.
struct EscapeKey
{
    Qt::Key key;
    int number; // ESC [ number ~; 0: the letter ends the sequence
    char letter;
    enum class Kind { Cursor, Function, Editing } kind; // Function: ESC O without modifiers
};

constexpr EscapeKey escapeKeys[] = {
    {Qt::Key_Up, 0, 'A', EscapeKey::Kind::Cursor},
    {Qt::Key_Down, 0, 'B', EscapeKey::Kind::Cursor},
    {Qt::Key_Right, 0, 'C', EscapeKey::Kind::Cursor},
    {Qt::Key_Left, 0, 'D', EscapeKey::Kind::Cursor},
    {Qt::Key_Clear, 0, 'E', EscapeKey::Kind::Cursor}, // the keypad's 5 without NumLock
    {Qt::Key_End, 0, 'F', EscapeKey::Kind::Cursor},
    {Qt::Key_Home, 0, 'H', EscapeKey::Kind::Cursor},
    {Qt::Key_Insert, 2, '~', EscapeKey::Kind::Editing},
    {Qt::Key_Delete, 3, '~', EscapeKey::Kind::Editing},
    {Qt::Key_PageUp, 5, '~', EscapeKey::Kind::Editing},
    {Qt::Key_PageDown, 6, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F1, 0, 'P', EscapeKey::Kind::Function},
    {Qt::Key_F2, 0, 'Q', EscapeKey::Kind::Function},
    {Qt::Key_F3, 0, 'R', EscapeKey::Kind::Function},
    {Qt::Key_F4, 0, 'S', EscapeKey::Kind::Function},
    {Qt::Key_F5, 15, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F6, 17, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F7, 18, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F8, 19, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F9, 20, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F10, 21, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F11, 23, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F12, 24, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F13, 25, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F14, 26, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F15, 28, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F16, 29, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F17, 31, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F18, 32, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F19, 33, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F20, 34, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F21, 42, '~', EscapeKey::Kind::Editing}, // from here on numbers of xterm's own
    {Qt::Key_F22, 43, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F23, 44, '~', EscapeKey::Kind::Editing},
    {Qt::Key_F24, 45, '~', EscapeKey::Kind::Editing},
};

/// The keypad's final letters after ESC O.
struct KeypadKey
{
    Qt::Key key;
    char letter;
};

constexpr KeypadKey keypadKeys[] = {
    {Qt::Key_0, 'p'},     {Qt::Key_1, 'q'},     {Qt::Key_2, 'r'},        {Qt::Key_3, 's'},
    {Qt::Key_4, 't'},     {Qt::Key_5, 'u'},     {Qt::Key_6, 'v'},        {Qt::Key_7, 'w'},
    {Qt::Key_8, 'x'},     {Qt::Key_9, 'y'},     {Qt::Key_Asterisk, 'j'}, {Qt::Key_Plus, 'k'},
    {Qt::Key_Comma, 'l'}, {Qt::Key_Minus, 'm'}, {Qt::Key_Period, 'n'},   {Qt::Key_Slash, 'o'},
    {Qt::Key_Equal, 'X'}, {Qt::Key_Enter, 'M'},
};

constexpr Qt::KeyboardModifiers theModifiers =
    Qt::ShiftModifier | Qt::AltModifier | Qt::ControlModifier;

/// xterm's parameter: 1 and a bit for each modifier.
int parameter(Qt::KeyboardModifiers modifiers)
{
    return 1 + (modifiers & Qt::ShiftModifier ? 1 : 0) + (modifiers & Qt::AltModifier ? 2 : 0)
        + (modifiers & Qt::ControlModifier ? 4 : 0);
}

QByteArray bytesOf(const EscapeKey &sequence, Qt::KeyboardModifiers modifiers,
                   const InputModes &modes)
{
    const int modifierParameter = parameter(modifiers);
    const bool isModified = modifierParameter > 1;
    if (sequence.number == 0 && !isModified) {
        const bool takesO = sequence.kind == EscapeKey::Kind::Function || modes.cursorKeys;
        return QByteArray(takesO ? "\033O" : "\033[") + sequence.letter;
    }
    QByteArray bytes = "\033[" + QByteArray::number(std::max(sequence.number, 1));
    if (isModified)
        bytes += ';' + QByteArray::number(modifierParameter);
    return bytes + sequence.letter;
}

/// What Ctrl makes of a character, as XLookupString() does; nullopt: nothing.
std::optional<char> controlCharacter(char16_t character)
{
    if (character == u' ' || character == u'2')
        return '\0';
    if (character >= u'3' && character <= u'7')
        return char(character - u'3' + 0x1b);
    if (character == u'8' || character == u'?')
        return '\x7f';
    if (character == u'/')
        return '\x1f';
    if (character >= u'@' && character <= u'~')
        return char(character & 0x1f);
    return {};
}

/// The keys that have been control characters since the days of the teletype.
std::optional<QByteArray> plainControl(const PressedKey &press, const InputModes &modes)
{
    switch (press.key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return modes.returnSendsNewline ? "\r\n" : "\r";
    case Qt::Key_Tab:
        return press.modifiers & Qt::ShiftModifier ? "\033[Z" : "\t";
    case Qt::Key_Backtab:
        return "\033[Z";
    case Qt::Key_Backspace: {
        const bool isControl = press.modifiers.testFlag(Qt::ControlModifier);
        return modes.backspaceSendsBackspace != isControl ? "\b" : "\x7f";
    }
    case Qt::Key_Escape:
        return "\033";
    default:
        return {};
    }
}

bool isWritable(const QString &text)
{
    return !text.isEmpty() && text.front().category() != QChar::Other_Control;
}

/// Ctrl with a character. The key names it; on a keyboard of another script Qt's text has the
/// control character at once.
std::optional<QByteArray> controlled(const PressedKey &press)
{
    const int key = press.key;
    if (key >= Qt::Key_Space && key <= Qt::Key_AsciiTilde) {
        const char16_t character = char16_t(key);
        const std::optional<char> control = controlCharacter(character);
        if (control)
            return QByteArray(1, *control);
        return QByteArray(1, char(character)); // it makes none: the character, as xterm does
    }
    if (press.text.size() == 1 && press.text.front().unicode() < 0x80)
        return QByteArray(1, char(press.text.front().unicode()));
    if (isWritable(press.text))
        return press.text.toUtf8();
    return {};
}

bool isLetter(int key)
{
    return (key >= Qt::Key_A && key <= Qt::Key_Z)
        || (key > 0x7f && key < 0x01000000 && QChar::isLetter(char32_t(key)));
}

bool isApplications(const PressedKey &press)
{
    const Qt::KeyboardModifiers modifiers = press.modifiers & theModifiers;
    const int key = press.key;
    if (press.modifiers & Qt::MetaModifier || key == Qt::Key_Menu)
        return true;
    if (modifiers == Qt::ShiftModifier && key == Qt::Key_Insert)
        return true;
    if (modifiers == Qt::ControlModifier) // the keypad's too
        return key == Qt::Key_Plus || key == Qt::Key_Equal || key == Qt::Key_Minus
            || key == Qt::Key_0;
    if (modifiers != (Qt::ControlModifier | Qt::ShiftModifier))
        return false;
    // Such a symbol is on another key, or another shift of it, on each keyboard: where it makes a
    // control character, Ctrl+_ say, Shift is but the way to type it.
    const bool isSymbol = key > Qt::Key_Space && key <= Qt::Key_AsciiTilde && !isLetter(key);
    return isLetter(key) || key == Qt::Key_Space || (isSymbol && !controlCharacter(char16_t(key)));
}

bool isViews(const PressedKey &press, const InputModes &modes)
{
    const Qt::KeyboardModifiers modifiers = press.modifiers & theModifiers;
    const Qt::Key key = press.key;
    if (modes.alternateScreen)
        return false;
    if (modes.promptMarks && modifiers == (Qt::ControlModifier | Qt::ShiftModifier))
        return key == Qt::Key_Up || key == Qt::Key_Down;
    if (modifiers != Qt::ShiftModifier)
        return false;
    return key == Qt::Key_PageUp || key == Qt::Key_PageDown || key == Qt::Key_Home
        || key == Qt::Key_End;
}

std::optional<QByteArray> keypadSequence(const PressedKey &press, const InputModes &modes)
{
    const bool isOff = !modes.keypad || (modes.numLockWins && press.isNumLockOn);
    if (isOff || !(press.modifiers & Qt::KeypadModifier))
        return {};
    const auto *found = std::find_if(std::begin(keypadKeys), std::end(keypadKeys),
                                     [&](const KeypadKey &each) { return each.key == press.key; });
    if (found == std::end(keypadKeys))
        return {};
    const int modifierParameter = parameter(press.modifiers);
    const QByteArray number =
        modifierParameter > 1 ? QByteArray::number(modifierParameter) : QByteArray();
    return "\033O" + number + found->letter;
}

std::optional<QByteArray> textOf(const PressedKey &press)
{
    const bool isControl = press.modifiers.testFlag(Qt::ControlModifier)
        && !press.modifiers.testFlag(Qt::KeypadModifier);
    if (isControl)
        return controlled(press);
    if (isWritable(press.text))
        return press.text.toUtf8();
    return {};
}

} // namespace

KeyMeaning Keys::meaning(const PressedKey &press, const InputModes &modes)
{
    if (isApplications(press))
        return {For::Application, {}};
    if (isViews(press, modes))
        return {For::View, {}};
    if (const std::optional<QByteArray> bytes = keypadSequence(press, modes))
        return {For::Program, *bytes};
    const auto *sequence =
        std::find_if(std::begin(escapeKeys), std::end(escapeKeys),
                     [&](const EscapeKey &each) { return each.key == press.key; });
    if (sequence != std::end(escapeKeys))
        return {For::Program, bytesOf(*sequence, press.modifiers, modes)};
    std::optional<QByteArray> bytes = plainControl(press, modes);
    if (!bytes)
        bytes = textOf(press);
    if (!bytes)
        return {For::Nobody, {}};
    // ESC before a sequence would be another one.
    const bool takesEscape = press.modifiers.testFlag(Qt::AltModifier)
        && !press.modifiers.testFlag(Qt::KeypadModifier) && *bytes != "\033[Z";
    return {For::Program, takesEscape ? "\033" + *bytes : *bytes};
}

QByteArray Keys::committed(const QString &text)
{
    QString kept = text;
    kept.removeIf([](QChar each) { return each.category() == QChar::Other_Control; });
    return kept.toUtf8();
}

QByteArray Keys::focused(bool hasFocus, const InputModes &modes)
{
    if (!modes.focusReports)
        return {};
    return hasFocus ? "\033[I" : "\033[O";
}

QByteArray Keys::cursorUp(int count, const InputModes &modes)
{
    return QByteArray(modes.cursorKeys ? "\033OA" : "\033[A").repeated(std::max(count, 0));
}

QByteArray Keys::cursorDown(int count, const InputModes &modes)
{
    return QByteArray(modes.cursorKeys ? "\033OB" : "\033[B").repeated(std::max(count, 0));
}

} // namespace Offspring::Terminal
