// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A live viewer of commands.
//
//     viewer [--light | --dark] [--demo | [--] COMMAND [ARGUMENT …]]
//
// One argument is a line as one types it there, more are the words of a command.

#include "commandline.h"
#include "graphicscard.h"
#include "terminationsignals.h"
#include "viewerwindow.h"

#include <QtCore/QCommandLineParser>
#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>
#include <QtQuick/QQuickWindow>
#include <QtQuick/QSGRendererInterface>

using namespace Qt::StringLiterals;

namespace {

ViewerWindow::Beginning readArguments(const QGuiApplication &app)
{
    QCommandLineParser parser;
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    parser.addHelpOption();
    parser.addOption({u"light"_s, u"Dark text on light."_s});
    parser.addOption({u"dark"_s, u"Light text on dark."_s});
    parser.addOption({u"demo"_s, u"Run something that has a little of everything."_s});
    parser.addPositionalArgument(u"command"_s, u"What to run at once."_s, u"[--] [COMMAND …]"_s);
    parser.process(app);

    ViewerWindow::Beginning beginning;
    const QStringList words = parser.positionalArguments();
    beginning.command = words.size() == 1 ? words.first() : CommandLine::fromWords(words);
    if (parser.isSet(u"demo"_s)) {
        beginning.command = u"sh lively.sh"_s;
        beginning.folder = QStringLiteral(VIEWER_DIR);
    }
    const bool darkDesktop = app.palette().color(QPalette::Window).lightnessF() < 0.5F;
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
    int signal = 0;
    int exitCode = 1;
    {
        QGuiApplication app(argc, argv);
        chooseRenderer();
        app.setApplicationDisplayName(u"Offspring viewer"_s);
        const TerminationSignals termination;
        ViewerWindow viewer(readArguments(app));
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
