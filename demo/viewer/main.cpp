// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A live viewer of commands.
//
//     offspring-viewer [--light | --dark] [--terminal] [--demo | [--] COMMAND [ARGUMENT …]]
//
// One argument is a line as one types it there, more are the words of a command.

#include "commandline.h"
#include "graphicscard.h"
#include "language.h"
#include "terminationsignals.h"
#include "viewerwindow.h"

#include <offspring/offspringversion.h>

#include <QtCore/QCommandLineParser>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtGui/QGuiApplication>
#include <QtGui/QIcon>
#include <QtGui/QPalette>
#include <QtQuick/QQuickWindow>
#include <QtQuick/QSGRendererInterface>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

// --help, --version or their like stand before the command: they need no display.
bool onlyTells(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const auto word = QLatin1StringView(argv[i]);
        if (word == "--help"_L1 || word == "-h"_L1 || word == "--help-all"_L1
            || word == "--version"_L1 || word == "-v"_L1)
            return true;
        if (!word.startsWith('-'_L1) || word == "--"_L1)
            return false;
    }
    return false;
}

void readArguments(QCommandLineParser &parser, const QCoreApplication &app)
{
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Runs commands in a window, several side by side."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({u"light"_s, QCoreApplication::translate("main", "Dark text on light.")});
    parser.addOption({u"dark"_s, QCoreApplication::translate("main", "Light text on dark.")});
    parser.addOption(
        {u"terminal"_s, QCoreApplication::translate("main", "Run the command on a terminal.")});
    parser.addOption(
        {u"demo"_s,
         QCoreApplication::translate("main", "Run something that has a little of everything.")});
    parser.addPositionalArgument(u"command"_s,
                                 QCoreApplication::translate("main", "What to run at once."),
                                 QCoreApplication::translate("main", "[--] [COMMAND …]"));
    parser.process(app);
}

// The script of --demo is inside the program; a shell wants it in a folder, which is \a demo then.
ViewerWindow::Beginning beginningOf(const QCommandLineParser &parser,
                                    std::optional<QTemporaryDir> &demo)
{
    ViewerWindow::Beginning beginning;
    const QStringList words = parser.positionalArguments();
    beginning.command = words.size() == 1 ? words.first() : CommandLine::fromWords(words);
    if (parser.isSet(u"demo"_s)) {
        demo.emplace();
        QFile::copy(u":/viewer/lively.sh"_s, demo->filePath(u"lively.sh"_s));
        beginning.command = u"sh lively.sh"_s;
        beginning.folder = demo->path();
    }
    beginning.onTerminal = parser.isSet(u"terminal"_s);
    const bool darkDesktop = QGuiApplication::palette().color(QPalette::Window).lightnessF() < 0.5F;
    beginning.dark = parser.isSet(u"dark"_s) || (darkDesktop && !parser.isSet(u"light"_s));
    return beginning;
}

// Without a graphics card the processor does OpenGL's work, too, and what comes to the screen by
// Qt's own software renderer is there in a third of the time (bench_typing). Who has set one of
// Qt's variables has chosen.
void chooseRenderer()
{
#ifdef Q_OS_LINUX
    const bool isChosen = qEnvironmentVariableIsSet("QT_QUICK_BACKEND")
        || qEnvironmentVariableIsSet("QSG_RHI_BACKEND");
    if (!isChosen && !hasGraphicsCard())
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
#endif
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication::setApplicationVersion(QStringLiteral(OFFSPRING_VERSION_STR));
    QCommandLineParser parser;
    if (onlyTells(argc, argv)) {
        const QCoreApplication app(argc, argv);
        const Language language(u"viewer"_s);
        readArguments(parser, app); // ends the program
    }

    int signal = 0;
    int exitCode = 1;
    {
        QGuiApplication app(argc, argv);
        const Language language(u"viewer"_s);
        chooseRenderer();
        QGuiApplication::setApplicationDisplayName(
            QCoreApplication::translate("main", "Offspring viewer"));
        // By this name a desktop finds what stands in its menu, and the icon.
        QGuiApplication::setDesktopFileName(u"org.offspring.Viewer"_s);
        QGuiApplication::setWindowIcon(QIcon::fromTheme(u"org.offspring.Viewer"_s));
        readArguments(parser, app);
        std::optional<QTemporaryDir> demo;
        const TerminationSignals termination;
        ViewerWindow viewer(beginningOf(parser, demo));
        QObject::connect(&termination, &TerminationSignals::received, &app,
                         [&] { viewer.stopAndQuit(); });
        if (viewer.window())
            exitCode = app.exec();
        signal = termination.first();
    }
    if (signal != 0)
        TerminationSignals::endBy(signal);
    return exitCode;
}
