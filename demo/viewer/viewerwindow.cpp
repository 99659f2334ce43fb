// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "viewerwindow.h"

#include <QtCore/QUrl>
#include <QtQuick/QQuickWindow>

using namespace Qt::StringLiterals;

ViewerWindow::ViewerWindow(const Beginning &beginning)
{
    m_engine.addImportPath(u"qrc:/qt/qml"_s);
    m_engine.setInitialProperties({
        {u"command"_s, beginning.command},
        {u"folder"_s, beginning.folder},
        {u"dark"_s, beginning.dark},
        {u"onTerminal"_s, beginning.onTerminal},
    });
    m_engine.load(QUrl(u"qrc:/qt/qml/Viewer/Main.qml"_s));
}

void ViewerWindow::stopAndQuit()
{
    if (QQuickWindow *const shown = window())
        QMetaObject::invokeMethod(shown, "stopAndQuit");
}

QQuickWindow *ViewerWindow::window() const
{
    return qobject_cast<QQuickWindow *>(m_engine.rootObjects().value(0));
}
