// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "screendump.h"

#include <QtCore/QFile>

#include <cstdio>

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const std::optional<Screendump> dump = Screendump::fromArguments(arguments);
    if (!dump) {
        std::fputs(Screendump::usage, stderr);
        return 2;
    }
    QFile input;
    QFile output;
    if (!input.open(stdin, QIODevice::ReadOnly) || !output.open(stdout, QIODevice::WriteOnly))
        return 1;
    output.write(dump->run(input.readAll()));
    return output.flush() ? 0 : 1;
}
