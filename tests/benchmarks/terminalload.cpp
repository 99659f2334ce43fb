// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What runs in the terminals that are compared:
//
//     terminalload KIND MEBIBYTES RESULT
//
// Writes that much text as cat(1) does, and then asks where the cursor is; when the terminal has
// answered it has read everything. The file RESULT then has the seconds from the first byte to the
// answer, the CPU seconds of the terminal meanwhile, which is our parent, the columns and rows, and
// the memory that the terminal has then, VmRSS in KiB.

#include "../terminal/terminaltexts.h"

#include <QtCore/QByteArray>
#include <QtCore/QFile>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace {

double parentsCpuSeconds()
{
    clockid_t clock = CLOCK_MONOTONIC;
    timespec time = {};
    if (clock_getcpuclockid(getppid(), &clock) != 0 || clock_gettime(clock, &time) != 0)
        return 0;
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

qint64 parentsMemory()
{
    QFile file(QStringLiteral("/proc/%1/status").arg(getppid()));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

bool writeAll(const char *bytes, qsizetype size)
{
    while (size > 0) {
        const ssize_t written = write(STDOUT_FILENO, bytes, size_t(size));
        if (written <= 0)
            return false;
        bytes += written;
        size -= written;
    }
    return true;
}

bool write(const QByteArray &piece, qsizetype bytes)
{
    constexpr qsizetype atOnce = 128 * 1024; // as cat(1)
    for (qsizetype done = 0; done < bytes; done += piece.size()) {
        for (qsizetype at = 0; at < piece.size(); at += atOnce) {
            if (!writeAll(piece.constData() + at, qMin(piece.size() - at, atOnce)))
                return false;
        }
    }
    return true;
}

// "\033[ROW;COLUMNR"
bool waitForAnswer()
{
    for (char byte = 0; byte != 'R';) {
        if (read(STDIN_FILENO, &byte, 1) != 1)
            return false;
    }
    return true;
}

const TerminalTexts::Kind *kindNamed(const char *name)
{
    for (const TerminalTexts::Kind &kind : TerminalTexts::kinds) {
        if (std::strcmp(kind.name, name) == 0)
            return &kind;
    }
    return nullptr;
}

} // namespace

int main(int argc, char **argv)
{
    const TerminalTexts::Kind *const kind = argc == 4 ? kindNamed(argv[1]) : nullptr;
    termios state = {};
    winsize size = {};
    if (!kind || tcgetattr(STDIN_FILENO, &state) != 0
        || ioctl(STDIN_FILENO, TIOCGWINSZ, &size) != 0) {
        return 2;
    }
    const QByteArray piece = TerminalTexts::piece(*kind);
    cfmakeraw(&state);
    tcsetattr(STDIN_FILENO, TCSANOW, &state);
    // The terminal has shown its window, and whatever it does at first, when it answers this.
    const char question[] = "\033[r\033[6n";
    if (!writeAll(question, qsizetype(sizeof question) - 1) || !waitForAnswer())
        return 3;

    const double cpu = parentsCpuSeconds();
    const auto start = std::chrono::steady_clock::now();
    if (!write(piece, qsizetype(std::atoi(argv[2])) << 20)
        || !writeAll(question, qsizetype(sizeof question) - 1) || !waitForAnswer()) {
        return 3;
    }
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    const double used = parentsCpuSeconds() - cpu;
    ioctl(STDIN_FILENO, TIOCGWINSZ, &size);

    QFile file(QFile::decodeName(argv[3]));
    if (!file.open(QIODevice::WriteOnly))
        return 4;
    file.write(QByteArray::number(time.count()) + ' ' + QByteArray::number(used) + ' '
               + QByteArray::number(size.ws_col) + ' ' + QByteArray::number(size.ws_row) + ' '
               + QByteArray::number(parentsMemory()) + '\n');
    return 0;
}
