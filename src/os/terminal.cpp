// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beyond POSIX.1-2008: cfmakeraw(3), TIOCSWINSZ.

#include "terminal.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

// The terminal erases whole characters of UTF-8; POSIX has no such mode.
#ifdef IUTF8
constexpr tcflag_t utf8Input = IUTF8;
#else
constexpr tcflag_t utf8Input = 0;
#endif

#ifdef VEOL2 // nor a second character that ends a line
constexpr int secondEndOfLine = VEOL2;
#else
constexpr int secondEndOfLine = VEOL;
#endif

SpawnFailure failed(const char *call)
{
    return {Stage::Terminal, call, errno};
}

bool setModes(int fd, const TerminalSettings &settings)
{
    termios modes = {};
    if (tcgetattr(fd, &modes) < 0)
        return false;
    if (settings.utf8)
        modes.c_iflag |= utf8Input;
    if (!settings.echo)
        modes.c_lflag &= ~tcflag_t(ECHO);
    if (settings.raw)
        cfmakeraw(&modes);
    return tcsetattr(fd, TCSANOW, &modes) == 0;
}

// After this byte the next one begins a line.
bool endsLine(const termios &modes, char byte)
{
    if (byte == '\n' && !(modes.c_iflag & INLCR))
        return true;
    if (byte == '\r' && (modes.c_iflag & (ICRNL | IGNCR)) == ICRNL)
        return true;
    const auto isOneOf = [&](std::initializer_list<int> names) {
        return std::any_of(names.begin(), names.end(), [&](int name) {
            return modes.c_cc[name] != _POSIX_VDISABLE && cc_t(byte) == modes.c_cc[name];
        });
    };
    return isOneOf({VEOF, VEOL, secondEndOfLine, VKILL})
        || ((modes.c_lflag & (ISIG | NOFLSH)) == ISIG && isOneOf({VINTR, VQUIT, VSUSP}));
}

} // namespace

std::variant<TerminalPair, SpawnFailure> openTerminal(const TerminalSettings &settings)
{
    TerminalPair pair;
    if (!openTerminalPair(pair))
        return failed("openpty");
    if (!setTerminalSize(pair.master.number(), settings.size)
        || !setModes(pair.slave.number(), settings)) {
        return failed("terminal size or modes");
    }
    return pair;
}

bool TerminalSize::isPossible() const
{
    constexpr int most = std::numeric_limits<unsigned short>::max();
    const std::initializer_list<int> all = {rows, columns, width, height};
    return std::all_of(all.begin(), all.end(), [](int each) { return each >= 0 && each <= most; });
}

bool setTerminalSize(int master, const TerminalSize &size)
{
    if (!size.isPossible())
        return false;
    winsize asTold = {};
    asTold.ws_row = static_cast<unsigned short>(size.rows);
    asTold.ws_col = static_cast<unsigned short>(size.columns);
    asTold.ws_xpixel = static_cast<unsigned short>(size.width);
    asTold.ws_ypixel = static_cast<unsigned short>(size.height);
    return ioctl(master, TIOCSWINSZ, &asTold) == 0;
}

std::optional<TypingModes> typingModes(int master)
{
    termios modes = {};
    if (tcgetattr(master, &modes) < 0)
        return std::nullopt;
    return TypingModes{(modes.c_lflag & ECHO) != 0, (modes.c_lflag & ICANON) != 0};
}

QByteArray endOfFileInput(int master, std::optional<char> lastWritten)
{
    termios modes = {};
    if (tcgetattr(master, &modes) < 0 || !(modes.c_lflag & ICANON)
        || modes.c_cc[VEOF] == _POSIX_VDISABLE) {
        return {};
    }
    const bool isUnfinished = lastWritten && !endsLine(modes, *lastWritten);
    return QByteArray(isUnfinished ? 2 : 1, char(modes.c_cc[VEOF]));
}

} // namespace Offspring::Os
