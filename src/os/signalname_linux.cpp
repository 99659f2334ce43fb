// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signalname.h"

#include <csignal>
#include <cstring>

namespace Offspring::Os {

namespace {

// "+3" or "-3" after RTMIN or RTMAX; nothing is 0.
std::optional<int> realTimeSignal(int base, const QByteArray &offset)
{
    bool isNumber = true;
    const int distance = offset.isEmpty() ? 0 : offset.toInt(&isNumber);
    const bool isSigned = offset.isEmpty() || offset.front() == '+' || offset.front() == '-';
    if (!isNumber || !isSigned || distance < SIGRTMIN - base || distance > SIGRTMAX - base)
        return std::nullopt;
    return base + distance;
}

} // namespace

std::optional<int> signalNumber(const QByteArray &name)
{
    QByteArray wanted = name.toUpper();
    if (wanted.startsWith("SIG"))
        wanted.remove(0, 3);
    if (wanted.startsWith("RTMIN"))
        return realTimeSignal(SIGRTMIN, wanted.mid(5));
    if (wanted.startsWith("RTMAX"))
        return realTimeSignal(SIGRTMAX, wanted.mid(5));
    for (int number = 1; number < SIGRTMIN; ++number) {
        const char *abbreviation = sigabbrev_np(number);
        if (abbreviation && wanted == abbreviation)
            return number;
    }
    // Second names, signal(7).
    if (wanted == "IOT")
        return SIGIOT;
    if (wanted == "IO")
        return SIGIO;
    if (wanted == "CLD")
        return SIGCHLD;
    return std::nullopt;
}

QByteArray signalName(int number)
{
    if (const char *abbreviation = sigabbrev_np(number))
        return QByteArray("SIG") + abbreviation;
    if (number >= SIGRTMIN && number <= SIGRTMAX)
        return "SIGRTMIN+" + QByteArray::number(number - SIGRTMIN);
    return "signal " + QByteArray::number(number);
}

} // namespace Offspring::Os
