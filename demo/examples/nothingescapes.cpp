// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Runs a command, and ends every daemon that it has left behind: "nothingescapes sh -c 'setsid
// sleep 1000 & echo done'".

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>

using namespace Offspring;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList words = app.arguments().mid(1);
    Command command{words.value(0), words.mid(1)};
    command.options.newControlGroup = Reactor::hasControlGroups();
    if (!command.options.newControlGroup)
        qInfo("no control groups here: a daemon escapes");

    auto *const transport = Reactor::instance()->spawnProcess(command);
    QObject::connect(transport, &ProcessTransport::processExited, transport, [=] {
        const int left = transport->descendantCount();
        qInfo("%d left", left);
        if (left > 0)
            transport->stop();
    });
    QObject::connect(transport, &ProcessTransport::descendantsEnded, [] { qInfo("all gone"); });
    QObject::connect(transport, &QObject::destroyed, &app, &QCoreApplication::quit);
    return app.exec();
}
