// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgwindow.h"

#include "words.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QUrl>
#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>
#include <QtQuick/QQuickWindow>

using namespace Qt::StringLiterals;

GpgWindow::Beginning GpgWindow::beginningOf(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"home"_s, Words::tr("Another GNUPGHOME."), Words::tr("folder")});
    parser.addOption({u"program"_s, Words::tr("Another gpg."), Words::tr("path"), u"gpg"_s});
    parser.addOption({u"demo"_s, Words::tr("Say that the keys of this GNUPGHOME are a demo's.")});
    parser.addOption({u"light"_s, Words::tr("Dark text on light.")});
    parser.addOption({u"dark"_s, Words::tr("Light text on dark.")});
    parser.addPositionalArgument(u"FILE"_s, Words::tr("What to work on, in the tab that suits it."),
                                 u"[FILE...]"_s);
    parser.process(arguments);

    const bool darkDesktop = QGuiApplication::palette().color(QPalette::Window).lightnessF() < 0.5F;
    return {
        .home = parser.value(u"home"_s),
        .program = parser.value(u"program"_s),
        .demo = parser.isSet(u"demo"_s),
        .dark = parser.isSet(u"dark"_s) || (darkDesktop && !parser.isSet(u"light"_s)),
        .files = parser.positionalArguments(),
    };
}

GpgWindow::GpgWindow(const Beginning &beginning)
{
    m_engine.addImportPath(u"qrc:/qt/qml"_s);
    m_engine.setInitialProperties({
        {u"home"_s, beginning.home},
        {u"program"_s, beginning.program},
        {u"demo"_s, beginning.demo},
        {u"dark"_s, beginning.dark},
        {u"files"_s, beginning.files},
    });
    m_engine.load(QUrl(u"qrc:/qt/qml/GpgDesk/Main.qml"_s));
}

QQuickWindow *GpgWindow::window() const
{
    return qobject_cast<QQuickWindow *>(m_engine.rootObjects().value(0));
}
