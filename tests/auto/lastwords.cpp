// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A program whose application object is not destroyed in main(), and that ends while its child
// lives:
//
//     lastwords static | leaked | exit | exit-in-callback TESTCHILD
//
// The child has this program's stdout, says "alive" there, and pauses.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>

#include <cstdlib>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

void spawnAndRun(QCoreApplication &application, const QString &testChild, bool exitsInCallback)
{
    const SpawnOptions options{.childFDs = {{1, 1}, {3, 'r'}}};
    ProcessTransport *const transport = Reactor::instance()->spawnProcess(
        testChild, {testChild, u"say"_s, u"1"_s, u"alive"_s, u"say"_s, u"3"_s, u"x"_s, u"pause"_s},
        options);
    QObject::connect(transport, &ProcessTransport::childDataReceived, &application,
                     [&application, exitsInCallback] {
                         if (exitsInCallback)
                             std::exit(0);
                         application.quit();
                     });
    application.exec();
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray end = argv[1];
    const QString testChild = QString::fromLocal8Bit(argv[2]);
    if (end == "static") {
        static QCoreApplication application(argc, argv);
        spawnAndRun(application, testChild, false);
        return 0;
    }
    auto *const application = new QCoreApplication(argc, argv);
    spawnAndRun(*application, testChild, end == "exit-in-callback");
    if (end == "exit")
        std::exit(0);
    return 0;
}
