// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A child's fd as a QIODevice: adds up the numbers that it prints, one on each line.
//
//     device [PROGRAM [ARGUMENT …]]

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

using namespace Offspring;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QStringList words = app.arguments().sliced(1);
    if (words.isEmpty())
        words = {u"seq"_s, u"1"_s, u"1000"_s};
    ChildDevice device(Reactor::instance()->spawnProcess(words.first(), words), 1);
    qint64 sum = 0;
    int lines = 0;
    QObject::connect(&device, &QIODevice::readyRead, &device, [&] {
        for (; device.canReadLine(); ++lines) {
            qint64 number = 0;
            QTextStream(device.readLine()) >> number;
            sum += number;
        }
    });
    QObject::connect(&device, &QIODevice::readChannelFinished, &app, &QCoreApplication::quit);
    if (device.isOpen())
        app.exec();
    QTextStream(stdout) << sum << " in " << lines << " lines\n";
    return device.isOpen() ? 0 : 1;
}
