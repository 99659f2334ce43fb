// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A desk for gpg. With an operation among the options it does that, without a window:
//
//     gpgdesk --decrypt letter.gpg --output letter.txt

#include "gpgconsole.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    GpgConsole console;
    QTimer::singleShot(0, &console, [&console] { console.run(QCoreApplication::arguments()); });
    return QCoreApplication::exec();
}
