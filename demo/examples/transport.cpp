// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Listens to a child without a protocol, by its transport's signals: says hello to cat, and stops
// it when it has answered.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>
#include <QtCore/QTextStream>

using namespace Offspring;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);

    const QPointer<ProcessTransport> cat = Reactor::instance()->spawnProcess(Command{u"cat"_s});
    QObject::connect(cat, &ProcessTransport::childDataReceived, &app,
                     [&](int childFD, const QByteArray &data) {
                         QTextStream(stdout) << childFD << ": " << data;
                         cat->stop(); // SIGTERM, and SIGKILL if that is not enough
                     });
    QObject::connect(cat, &ProcessTransport::processEnded, &app, [&](const ExitReason &reason) {
        QTextStream(stdout) << reason.toString() << '\n';
        app.quit();
    });
    cat->write("hello\n");
    return app.exec();
}
