// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A desk for gpg. With an operation among the options it does that, without a window:
//
//     gpgdesk --decrypt letter.gpg --output letter.txt
//     gpgdesk [--home FOLDER] [--program GPG] [--light | --dark] [FILE...]

#include "gpgconsole.h"
#include "language.h"
#include "nativepath.h"
#include "standardstreams.h"
#include "words.h"

#include <offspring/offspringversion.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <algorithm>
#include <iterator>

#ifdef GPGDESK_HAS_WINDOW
#    include "gpgwindow.h"

#    include <QtGui/QIcon>
#    include <QtWidgets/QApplication>
#endif

using namespace Qt::StringLiterals;

namespace {

int runConsole(int &argc, char **argv)
{
    const QStringList arguments = NativePath::arguments(argc, argv);
    QCoreApplication app(argc, argv);
    const Language language(u"gpgdesk"_s);
    GpgConsole console;
    QTimer::singleShot(0, &console, [&] { console.run(arguments); });
    return QCoreApplication::exec();
}

#ifdef GPGDESK_HAS_WINDOW
int runWindow(int &argc, char **argv)
{
    QApplication app(argc, argv); // the file dialog is a widget
    const Language language(u"gpgdesk"_s);
    QGuiApplication::setApplicationDisplayName(Words::tr("gpg desk"));
    // By this name a desktop finds what stands in its menu, and the icon.
    QGuiApplication::setDesktopFileName(u"org.offspring.GpgDesk"_s);
    QGuiApplication::setWindowIcon(QIcon::fromTheme(u"org.offspring.GpgDesk"_s));

    // Without the options that Qt has taken.
    const GpgWindow desk(GpgWindow::beginningOf(NativePath::arguments(argc, argv)));
    return desk.window() ? app.exec() : 1;
}
#endif

} // namespace

int main(int argc, char *argv[])
{
    occupyStandardStreams();
    QCoreApplication::setApplicationVersion(QStringLiteral(OFFSPRING_VERSION_STR));
#ifdef GPGDESK_HAS_WINDOW
    const QStringList arguments = NativePath::arguments(argc, argv).mid(1);
    const QString telling[] = {u"--help"_s, u"-h"_s, u"--help-all"_s, u"--version"_s, u"-v"_s};
    const bool onlyTells =
        std::any_of(std::begin(telling), std::end(telling),
                    [&](const QString &word) { return arguments.contains(word); });
    if (!GpgConsole::isWanted(arguments) && !onlyTells)
        return runWindow(argc, argv);
#endif
    return runConsole(argc, argv);
}
