// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Keeps a program running: "monitor sh -c 'echo up; exit 3'". After five quick failures it gives
// up.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList words = app.arguments().mid(1);

    ProcessMonitor monitor;
    QObject::connect(&monitor, &ProcessMonitor::lineReceived,
                     [](const QString &name, int, const QByteArray &line) {
                         qInfo().noquote() << name << line;
                     });
    QObject::connect(&monitor, &ProcessMonitor::processGaveUp, &monitor,
                     &ProcessMonitor::stopService);
    QObject::connect(&monitor, &ProcessMonitor::serviceStopped, &app, &QCoreApplication::quit);
    monitor.addProcess(u"it:"_s, Command{words.value(0), words.mid(1)},
                       {.threshold = 1min, .minimumDelay = 10ms, .giveUpAfter = 5});
    monitor.startService();

    QObject::connect(&monitor, &ProcessMonitor::processExited,
                     [](const QString &name, const ExitReason &reason) {
                         qInfo().noquote() << name << reason.toString();
                     });
    return app.exec();
}
