// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Spawns a hundred children in the background, each told at once what to say, and joins what they
// say in the order of the calls.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

#include <array>

using namespace Offspring;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    auto *const reactor = Reactor::instance();
    reactor->setSpawning(Reactor::Spawning::InBackground);
    std::array<QByteArray, 100> said;
    for (std::size_t i = 0; i < said.size(); ++i) {
        ProcessTransport *const child = reactor->spawnProcess(u"cat"_s);
        child->write(QByteArray::number(qulonglong(i)) + ' '); // sent when it has started
        child->closeStdin();
        QObject::connect(child, &ProcessTransport::childDataReceived, child,
                         [&said, i](int, const QByteArray &data) { said[i] += data; });
        QObject::connect(child, &ProcessTransport::processEnded, &app, [reactor, &app] {
            if (reactor->processCount() == 0)
                app.quit();
        });
    }
    app.exec();
    for (const QByteArray &words : said)
        QTextStream(stdout) << words;
    QTextStream(stdout) << '\n';
    return 0;
}
