// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_TERMINAL_H
#define OFFSPRING_OS_TERMINAL_H

#include "spawnfailure.h"
#include "uniquefd.h"

#include <QtCore/QByteArray>

#include <optional>
#include <variant>

namespace Offspring::Os {

/// In characters, and in pixels; 0: unknown.
struct TerminalSize
{
    int rows;
    int columns;
    int width;
    int height;

    bool isPossible() const;
};

/// How a new terminal starts.
struct TerminalSettings
{
    TerminalSize size;
    bool echo;
    bool raw;
    bool utf8;
};

/// A pseudo-terminal, pty(7).
struct TerminalPair
{
    UniqueFD master; // ours; non-blocking
    UniqueFD slave; // theirs; blocking
    QByteArray name; // the slave's path
};

/// As the kernel makes it. False: errno.
bool openTerminalPair(TerminalPair &pair);

std::variant<TerminalPair, SpawnFailure> openTerminal(const TerminalSettings &settings);

/// The foreground group gets SIGWINCH. False: \a master is no terminal, or not a possible size.
bool setTerminalSize(int master, const TerminalSize &size);

/// How the terminal takes what is typed at this moment, termios(3).
struct TypingModes
{
    bool echo; // ECHO
    bool lineEditing; // ICANON
};

/// Empty: \a master is no terminal.
std::optional<TypingModes> typingModes(int master);

/// What a user would type to end the input, after \a lastWritten as the last byte sent
/// (none: nothing was). Looks at the terminal as it is now: nothing in raw mode; twice the
/// end-of-file character after an unfinished line, because the first only hands that line over.
QByteArray endOfFileInput(int master, std::optional<char> lastWritten);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_TERMINAL_H
