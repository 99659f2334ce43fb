// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A child with the descriptors that it wants: it reads from 3 and answers on 4, nobody types for
// it, and what it complains of goes where its output goes.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

using namespace Offspring;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const SpawnOptions options{
        .path = u"/"_s,
        .childFDs = {{0, ChildFD::null()}, {1, 'r'}, {2, ChildFD::sameAs(1)}, {3, 'w'}, {4, 'r'}},
        .umask = 0027,
        .envChanges = {{u"GREETING"_s, u"hello"_s}},
    };
    const QString script = u"pwd; umask >&2; echo $GREETING; cat <&3 >&4"_s;
    auto *child = Reactor::instance()->spawnProcess(
        {.program = u"sh"_s, .arguments = {u"-c"_s, script}, .options = options});

    QMap<int, QByteArray> received;
    QObject::connect(child, &ProcessTransport::childDataReceived, &app,
                     [&](int childFD, const QByteArray &data) { received[childFD] += data; });
    QObject::connect(child, &ProcessTransport::processEnded, &app, [&] {
        QTextStream(stdout) << "on 1:\n" << received[1] << "on 4:\n" << received[4];
        app.quit();
    });
    child->writeToChild(3, "through 3 and 4\n");
    child->closeChildFD(3);
    return app.exec();
}
