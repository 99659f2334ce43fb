// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    auto *transport = Offspring::Reactor::instance()->spawnProcess(
        QStringLiteral("echo"), {QStringLiteral("echo"), QStringLiteral("installed")});
    QByteArray output;
    QObject::connect(transport, &Offspring::ProcessTransport::childDataReceived,
                     [&](int, const QByteArray &data) { output += data; });
    QObject::connect(transport, &Offspring::ProcessTransport::processEnded,
                     [&](const Offspring::ExitReason &reason) {
                         std::fputs(output.constData(), stdout);
                         application.exit(reason.exitCode());
                     });
    return application.exec();
}
