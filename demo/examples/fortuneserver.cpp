// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A quote for everyone who connects: getProcessOutput() behind a TCP port.

#include <offspring/offspring.h>

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>
#include <QtCore/QTextStream>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

using namespace Offspring;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);

    const QCommandLineOption port(u"port"_s, u"Where to listen; 0: any free port."_s, u"port"_s,
                                  u"0"_s);
    const QCommandLineOption once(u"once"_s, u"Serve one client, then quit."_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Serves quotes, one to each client, on localhost."_s);
    parser.addHelpOption();
    parser.addOptions({port, once});
    parser.addPositionalArgument(u"program"_s, u"Says the quote; /usr/games/fortune."_s,
                                 u"[program]"_s);
    parser.process(app);
    const QString program = parser.positionalArguments().value(0, u"/usr/games/fortune"_s);

    QTcpServer server;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        const QPointer<QTcpSocket> client = server.nextPendingConnection();
        QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        if (parser.isSet(once)) {
            server.close();
            QObject::connect(client, &QObject::destroyed, &app, &QCoreApplication::quit);
        }
        getProcessOutput(program)
            .then([client](const QByteArray &quote) {
                if (client)
                    client->write(quote);
            })
            .onFailed([](const ProcessError &error) {
                QTextStream(stderr) << "No quote: " << error.what() << Qt::endl;
            })
            .then([client] {
                if (client)
                    client->disconnectFromHost();
            });
    });

    if (!server.listen(QHostAddress::LocalHost, parser.value(port).toUShort())) {
        QTextStream(stderr) << server.errorString() << Qt::endl;
        return 1;
    }
    QTextStream(stdout) << "Quotes on port " << server.serverPort() << Qt::endl;
    return app.exec();
}
