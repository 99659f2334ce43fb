// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A program that spawns one child and prints how that went, one line for each event. Tests run it
// where the whole program has to be special: under strace, or as another user.
//
//     scenario [--uid N] [--gid N] [--path DIRECTORY] PROGRAM [ARGUMENT …]

#include <offspring/offspring.h>

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

using namespace Offspring;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    parser.addOptions({{u"uid"_s, u"user"_s, u"N"_s},
                       {u"gid"_s, u"group"_s, u"N"_s},
                       {u"path"_s, u"working directory"_s, u"DIRECTORY"_s}});
    parser.process(application);
    const QStringList args = parser.positionalArguments();
    if (args.isEmpty())
        parser.showHelp(2);

    SpawnOptions options{.path = parser.value(u"path"_s)};
    if (parser.isSet(u"uid"_s))
        options.uid = parser.value(u"uid"_s).toUInt();
    if (parser.isSet(u"gid"_s))
        options.gid = parser.value(u"gid"_s).toUInt();

    QTextStream out(stdout);
    ProcessTransport *transport = Reactor::instance()->spawnProcess(args.first(), args, options);
    QObject::connect(transport, &ProcessTransport::connectionMade,
                     [&] { out << "connectionMade\n"; });
    QObject::connect(transport, &ProcessTransport::processEnded, [&](const ExitReason &reason) {
        out << "ended " << int(reason.kind()) << ' ' << int(reason.error().stage) << ' '
            << reason.error().errorNumber << ' ' << reason.status() << '\n';
        application.quit();
    });
    return application.exec();
}
