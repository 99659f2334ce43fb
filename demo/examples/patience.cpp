// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Runs a command, and gives it up when it has said nothing for so many seconds:
//
//     patience 10 make

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

using namespace Offspring;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList words = app.arguments();
    const std::chrono::seconds patience(words.value(1).toInt());
    const Command command{words.value(2), words.mid(3)};

    captureProcess(command, {.inactivityTimeout = patience})
        .then(&app, [&](const ProcessOutput &output) {
            QTextStream(stdout) << output.out << output.toString() << '\n';
            app.exit(output.isSuccess() ? 0 : 1);
        });
    return app.exec();
}
