// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A file through two commands, beside an event loop: how many of its lines have a 7.
//
//     filter FILE

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QTextStream>

using namespace Offspring;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QFile file(app.arguments().value(1));
    if (!file.open(QIODevice::ReadOnly))
        return 2;

    Pipeline pipeline(Command{u"grep"_s, {u"7"_s}} | Command{u"wc"_s, {u"-l"_s}});
    QObject::connect(&pipeline, &Pipeline::outputReceived, &app,
                     [](const QByteArray &count) { QTextStream(stdout) << count; });
    QObject::connect(&pipeline, &Pipeline::ended, &app, [&](const PipelineReason &reason) {
        QTextStream(stdout) << reason.toString() << '\n';
        app.exit(reason.isSuccess() ? 0 : 1);
    });
    pipeline.start();
    pipeline.streamFrom(&file); // open, and here until the end
    return app.exec();
}
