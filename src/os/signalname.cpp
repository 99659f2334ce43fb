// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beyond POSIX.1-2008, each where there is one: the signals behind #ifdef.

#include "signalname.h"

#include <csignal>

namespace Offspring::Os {

namespace {

struct NamedSignal
{
    const char *name;
    int number;
};

// The first name of a number is the one that it is called by. What POSIX does not have is not
// everywhere.
constexpr NamedSignal signals[] = {
    {"HUP", SIGHUP},
    {"INT", SIGINT},
    {"QUIT", SIGQUIT},
    {"ILL", SIGILL},
    {"TRAP", SIGTRAP},
    {"ABRT", SIGABRT},
    {"BUS", SIGBUS},
    {"FPE", SIGFPE},
    {"KILL", SIGKILL},
    {"USR1", SIGUSR1},
    {"SEGV", SIGSEGV},
    {"USR2", SIGUSR2},
    {"PIPE", SIGPIPE},
    {"ALRM", SIGALRM},
    {"TERM", SIGTERM},
    {"CHLD", SIGCHLD},
    {"CONT", SIGCONT},
    {"STOP", SIGSTOP},
    {"TSTP", SIGTSTP},
    {"TTIN", SIGTTIN},
    {"TTOU", SIGTTOU},
    {"URG", SIGURG},
    {"XCPU", SIGXCPU},
    {"XFSZ", SIGXFSZ},
    {"VTALRM", SIGVTALRM},
    {"PROF", SIGPROF},
    {"SYS", SIGSYS},
#ifdef SIGSTKFLT
    {"STKFLT", SIGSTKFLT},
#endif
#ifdef SIGWINCH
    {"WINCH", SIGWINCH},
#endif
#ifdef SIGPOLL
    {"POLL", SIGPOLL},
#endif
#ifdef SIGIO
    {"IO", SIGIO},
#endif
#ifdef SIGPWR
    {"PWR", SIGPWR},
#endif
#ifdef SIGEMT
    {"EMT", SIGEMT},
#endif
#ifdef SIGINFO
    {"INFO", SIGINFO},
#endif
    // Second names, signal(7).
    {"IOT", SIGABRT},
    {"CLD", SIGCHLD},
};

#ifdef SIGRTMIN
// In C libraries some of these are calls.
int lowestRealTime()
{
    return SIGRTMIN;
}

int highestRealTime()
{
    return SIGRTMAX;
}
#else // macOS has none
int lowestRealTime()
{
    return highestSignal + 1;
}

int highestRealTime()
{
    return highestSignal;
}
#endif

// "+3" or "-3" after RTMIN or RTMAX; nothing is 0.
std::optional<int> realTimeSignal(int base, const QByteArray &offset)
{
    bool isNumber = true;
    const int distance = offset.isEmpty() ? 0 : offset.toInt(&isNumber);
    const bool isSigned = offset.isEmpty() || offset.front() == '+' || offset.front() == '-';
    if (!isNumber || !isSigned || distance < lowestRealTime() - base
        || distance > highestRealTime() - base) {
        return std::nullopt;
    }
    return base + distance;
}

} // namespace

std::optional<int> signalNumber(const QByteArray &name)
{
    QByteArray wanted = name.toUpper();
    if (wanted.startsWith("SIG"))
        wanted.remove(0, 3);
    if (wanted.startsWith("RTMIN"))
        return realTimeSignal(lowestRealTime(), wanted.mid(5));
    if (wanted.startsWith("RTMAX"))
        return realTimeSignal(highestRealTime(), wanted.mid(5));
    for (const NamedSignal &each : signals) {
        if (wanted == each.name)
            return each.number;
    }
    return std::nullopt;
}

QByteArray signalName(int number)
{
    for (const NamedSignal &each : signals) {
        if (number == each.number)
            return QByteArray("SIG") + each.name;
    }
    if (number >= lowestRealTime() && number <= highestRealTime())
        return "SIGRTMIN+" + QByteArray::number(number - lowestRealTime());
    return "signal " + QByteArray::number(number);
}

} // namespace Offspring::Os
