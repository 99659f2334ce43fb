// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A program that spawns one child and prints how that went, one line for each event. Tests run it
// where the whole program has to be special: under strace, or as another user.
//
//     scenario [OPTION …] PROGRAM [ARGUMENT …]
//
// with OPTION: --uid N, --gid N, --groups N,…, --path DIRECTORY, --pty, --raw, --socket (on 3),
// --stdin (this program's), --group, --session, --control-group, --death-signal N, --umask N,
// --nice N,
// --hard-limit RESOURCE:N, --env NAME=VALUE, --open N (this program has /dev/null there, as if by
// mistake not close-on-exec), --refuse CALL:ERROR[:FIRST] (a sandbox answers that system call so,
// by numbers; only where its first argument is FIRST), --ignore-sigchld, --background (spawns
// there), and for the moment when the child has said
// something: --stop GRACE, --quit, --abandon

#include "sandbox.h"

#include <offspring/offspring.h>

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>
#include <QtCore/QTimer>

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

// False: it cannot be done here.
bool refuse(const QStringList &numbers)
{
    Refusal refusal{numbers.value(0).toUInt(), numbers.value(1).toUInt()};
    if (numbers.size() > 2)
        refusal.first = numbers[2].toUInt();
    return refusal.install();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    parser.addOptions({{u"uid"_s, u"user"_s, u"N"_s},
                       {u"gid"_s, u"group"_s, u"N"_s},
                       {u"groups"_s, u"groups"_s, u"N,…"_s},
                       {u"path"_s, u"working directory"_s, u"DIRECTORY"_s},
                       {u"pty"_s, u"on a terminal"_s},
                       {u"raw"_s, u"with a raw terminal"_s},
                       {u"socket"_s, u"with a socket on 3"_s},
                       {u"stdin"_s, u"with our stdin"_s},
                       {u"group"_s, u"as a group leader"_s},
                       {u"session"_s, u"as a session leader"_s},
                       {u"control-group"_s, u"in a control group of its own"_s},
                       {u"umask"_s, u"file mode mask"_s, u"N"_s},
                       {u"death-signal"_s, u"when the parent dies"_s, u"N"_s},
                       {u"nice"_s, u"niceness"_s, u"N"_s},
                       {u"hard-limit"_s, u"resource limit"_s, u"RESOURCE:N"_s},
                       {u"open"_s, u"inherited descriptor"_s, u"N"_s},
                       {u"refuse"_s, u"system call"_s, u"CALL:ERROR[:FIRST]"_s},
                       {u"ignore-sigchld"_s, u"so that nobody reaps"_s},
                       {u"background"_s, u"spawns in the background"_s},
                       {u"env"_s, u"environment variable"_s, u"NAME=VALUE"_s},
                       {u"stop"_s, u"stops it, with a grace in ms"_s, u"GRACE"_s},
                       {u"quit"_s, u"quits"_s},
                       {u"abandon"_s, u"abandons it, and waits until nothing is left to reap"_s}});
    parser.process(application);
    const QStringList args = parser.positionalArguments();
    if (args.isEmpty())
        parser.showHelp(2);

    SpawnOptions options{.path = parser.value(u"path"_s), .usePTY = parser.isSet(u"pty"_s)};
    if (parser.isSet(u"uid"_s))
        options.uid = parser.value(u"uid"_s).toUInt();
    if (parser.isSet(u"gid"_s))
        options.gid = parser.value(u"gid"_s).toUInt();
    if (parser.isSet(u"groups"_s)) {
        options.groups.emplace();
        for (const QString &group : parser.value(u"groups"_s).split(u',', Qt::SkipEmptyParts))
            options.groups->append(group.toUInt());
    }
    if (parser.isSet(u"stdin"_s))
        options.childFDs = {{0, 0}, {1, 'r'}, {2, 'r'}};
    if (parser.isSet(u"socket"_s))
        options.childFDs.insert(3, ChildFD::socket());
    options.terminal.raw = parser.isSet(u"raw"_s);
    options.newProcessGroup = parser.isSet(u"group"_s);
    options.newSession = parser.isSet(u"session"_s);
    options.newControlGroup = parser.isSet(u"control-group"_s);
    if (parser.isSet(u"umask"_s))
        options.umask = parser.value(u"umask"_s).toUInt(nullptr, 8);
    options.parentDeathSignal = parser.value(u"death-signal"_s).toInt();
    if (parser.isSet(u"nice"_s))
        options.niceness = parser.value(u"nice"_s).toInt();
    for (const QString &limit : parser.values(u"hard-limit"_s)) {
        const qint64 value = limit.section(u':', 1).toLongLong();
        options.limits[limit.section(u':', 0, 0).toInt()] = {0, value};
    }

    for (const QString &variable : parser.values(u"env"_s))
        options.env.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));

    for (const QString &number : parser.values(u"open"_s))
        dup2(open("/dev/null", O_RDWR | O_CLOEXEC), number.toInt());
    for (const QString &call : parser.values(u"refuse"_s)) {
        if (!refuse(call.split(u':')))
            return 3;
    }

    if (parser.isSet(u"ignore-sigchld"_s))
        std::signal(SIGCHLD, SIG_IGN);

    QTextStream out(stdout);
    if (parser.isSet(u"background"_s))
        Reactor::instance()->setSpawning(Reactor::Spawning::InBackground);
    ProcessTransport *transport = Reactor::instance()->spawnProcess(args.first(), args, options);
    QObject::connect(transport, &ProcessTransport::connectionMade,
                     [&] { out << "connectionMade" << Qt::endl; });
    QTimer looks;
    QObject::connect(&looks, &QTimer::timeout, [&] {
        siginfo_t info;
        if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0)
            return;
        out << "reaped" << Qt::endl;
        application.quit();
    });
    QObject::connect(transport, &ProcessTransport::childDataReceived, [&] {
        if (parser.isSet(u"stop"_s)) {
            const std::chrono::milliseconds grace(parser.value(u"stop"_s).toInt());
            out << "stopped " << transport->stopWithin(grace) << Qt::endl;
        }
        if (parser.isSet(u"quit"_s))
            application.quit();
        if (parser.isSet(u"abandon"_s)) {
            looks.start(10);
            delete transport;
        }
    });
    QObject::connect(transport, &ProcessTransport::processEnded, [&](const ExitReason &reason) {
        out << "ended " << int(reason.kind()) << ' ' << int(reason.error().stage) << ' '
            << reason.error().errorNumber << ' ' << reason.status() << '\n';
        application.quit();
    });
    return application.exec();
}
