// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "gpgwindow.h"

#include <QtCore/QUrl>
#include <QtQuick/QQuickWindow>

using namespace Qt::StringLiterals;

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
