// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Runs a command for at most ten seconds and prints what it wrote, and why it failed. There is no
// application object, and no event loop.

#include <offspring/offspring.h>

#include <QtCore/QTextStream>

#include <cstdio>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

int main(int argc, char *argv[])
{
    Command command;
    for (int i = 1; i < argc; ++i)
        command.arguments << QString::fromLocal8Bit(argv[i]);
    if (command.arguments.isEmpty()) {
        QTextStream(stderr) << "usage: capture program [argument …]\n";
        return 2;
    }
    command.program = command.arguments.takeFirst();

    const ProcessOutput output = runProcess(command, {.maximumBytes = 1 << 20, .timeout = 10s});
    if (!output.isSuccess())
        QTextStream(stderr) << command.toString() << u": "_s << output.toString() << u'\n';
    std::fwrite(output.out.constData(), 1, std::size_t(output.out.size()), stdout);
    std::fwrite(output.err.constData(), 1, std::size_t(output.err.size()), stderr);
    return output.isSuccess() ? 0 : 1;
}
