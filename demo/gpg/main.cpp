// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A desk for gpg. With an operation among the options it does that, without a window:
//
//     gpgdesk --decrypt letter.gpg --output letter.txt
//     gpgdesk [--home FOLDER] [--program GPG] [--light | --dark] [FILE...]

#include "gpgconsole.h"
#include "nativepath.h"
#include "standardstreams.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#ifdef GPGDESK_HAS_WINDOW
#    include "gpgwindow.h"

#    include <QtCore/QCommandLineParser>
#    include <QtGui/QGuiApplication>
#    include <QtGui/QPalette>
#    include <QtQuick/QQuickWindow>
#endif

using namespace Qt::StringLiterals;

namespace {

/// QCoreApplication's would lose the bytes of names that are no UTF-8.
QStringList argumentsOf(int argc, char **argv)
{
    QStringList result;
    for (int i = 0; i < argc; ++i)
        result << NativePath::fromBytes(argv[i]);
    return result;
}

int runConsole(int &argc, char **argv)
{
    const QStringList arguments = argumentsOf(argc, argv);
    QCoreApplication app(argc, argv);
    GpgConsole console;
    QTimer::singleShot(0, &console, [&] { console.run(arguments); });
    return QCoreApplication::exec();
}

#ifdef GPGDESK_HAS_WINDOW
int runWindow(int &argc, char **argv)
{
    QGuiApplication app(argc, argv);
    app.setApplicationDisplayName(u"gpg desk"_s);

    QCommandLineParser parser;
    parser.addOption({u"home"_s, u"Another GNUPGHOME."_s, u"folder"_s});
    parser.addOption({u"program"_s, u"Another gpg."_s, u"path"_s, u"gpg"_s});
    parser.addOption({u"demo"_s, u"Say that the keys of this GNUPGHOME are a demo's."_s});
    parser.addOption({u"light"_s, u"Dark text on light."_s});
    parser.addOption({u"dark"_s, u"Light text on dark."_s});
    parser.addPositionalArgument(u"FILE"_s, u"What to work on, in the tab that suits it."_s,
                                 u"[FILE...]"_s);
    parser.process(app);

    const bool darkDesktop = app.palette().color(QPalette::Window).lightnessF() < 0.5F;
    const GpgWindow desk({
        .home = parser.value(u"home"_s),
        .program = parser.value(u"program"_s),
        .demo = parser.isSet(u"demo"_s),
        .dark = parser.isSet(u"dark"_s) || (darkDesktop && !parser.isSet(u"light"_s)),
        .files = parser.positionalArguments(),
    });
    return desk.window() ? app.exec() : 1;
}
#endif

} // namespace

int main(int argc, char *argv[])
{
    occupyStandardStreams();
#ifdef GPGDESK_HAS_WINDOW
    const QStringList arguments = argumentsOf(argc, argv).mid(1);
    const bool wantsHelp = arguments.contains(u"--help"_s) || arguments.contains(u"-h"_s);
    if (!GpgConsole::isWanted(arguments) && !wantsHelp)
        return runWindow(argc, argv);
#endif
    return runConsole(argc, argv);
}
