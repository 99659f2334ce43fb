// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Two exit codes, one after the other, with getProcessValue().

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

using namespace Offspring;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);

    getProcessValue(QStringLiteral("true"))
        .then([](int value) {
            QTextStream(stdout) << "true: " << value << '\n';
            return getProcessValue(QStringLiteral("false"));
        })
        .unwrap()
        .then([](int value) {
            QTextStream(stdout) << "false: " << value << '\n';
            QCoreApplication::exit(0);
        })
        .onCanceled([] { QCoreApplication::exit(1); })
        .onFailed([](const ProcessError &error) {
            QTextStream(stderr) << error.what() << '\n';
            QCoreApplication::exit(1);
        });

    return app.exec();
}
