// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWERTEST_H
#define VIEWERTEST_H

#include "viewerwindow.h"
#include "windowtest.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

#include <cstdlib>
#include <memory>

/// A test of the viewer's real window, with a home of its own.
class ViewerTest : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", m_home.path().toLocal8Bit());
        qputenv("XDG_CONFIG_HOME", m_home.path().toLocal8Bit());
    }

    void init()
    {
        failOnOwnWarnings();
        for (const auto &name : {QStringLiteral("history"), QStringLiteral("settings.ini")})
            QFile::remove(m_home.filePath(QStringLiteral("offspring-viewer/") + name));
        open();
    }

    void cleanup() { m_viewer.reset(); }

protected:
    QQuickWindow *window() const override { return m_viewer->window(); }

    void open(const ViewerWindow::Beginning &beginning = {})
    {
        m_viewer.reset(); // first the old window, then the new
        m_viewer = std::make_unique<ViewerWindow>(beginning);
        waitForWindow();
    }

    QObject *output() const
    {
        return item(QStringLiteral("outputView"))->property("output").value<QObject *>();
    }

    /// All that came, also what no frame has shown yet.
    double byteCount() const
    {
        QMetaObject::invokeMethod(output(), "flush");
        return output()->property("byteCount").toDouble();
    }

    QString line(int row) const
    {
        int sourceRow = -1;
        auto *const filter =
            item(QStringLiteral("outputView"))->property("filter").value<QObject *>();
        QMetaObject::invokeMethod(filter, "mapToSource", Q_RETURN_ARG(int, sourceRow),
                                  Q_ARG(int, row));
        QString text;
        QMetaObject::invokeMethod(output(), "text", Q_RETURN_ARG(QString, text),
                                  Q_ARG(int, sourceRow));
        return text;
    }

    QStringList lines() const
    {
        QStringList result;
        for (int row = 0; row < count(); ++row)
            result << line(row);
        return result;
    }

    /// All the text of the terminal that is shown.
    QStringList terminalLines() const
    {
        QString text;
        QMetaObject::invokeMethod(item(QStringLiteral("terminal")), "text",
                                  Q_RETURN_ARG(QString, text));
        return text.isEmpty() ? QStringList() : text.split(u'\n');
    }

    int count() const { return item(QStringLiteral("outputView"))->property("count").toInt(); }
    bool running() const { return item(QStringLiteral("stopButton"))->isEnabled(); }
    int tabs() const { return item(QStringLiteral("tabBar"))->property("count").toInt(); }
    int tab() const { return item(QStringLiteral("tabBar"))->property("currentIndex").toInt(); }

    /// Over the output, one notch after the other; positive: upwards.
    void wheel(int notches)
    {
        const QPointF place = item(QStringLiteral("outputView"))->mapToScene({100, 100});
        for (int i = 0; i < std::abs(notches); ++i) {
            QWheelEvent event(place, place, {}, {0, notches < 0 ? -120 : 120}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(window(), &event);
        }
    }

    /// What stood in the command line is replaced.
    void enter(const QString &command)
    {
        press(Qt::Key_L, Qt::ControlModifier);
        TRY(item(QStringLiteral("commandField"))->hasActiveFocus());
        type(command);
        QCOMPARE(textOf(QStringLiteral("commandField")), command);
    }

    /// To its end.
    void run(const QString &command)
    {
        enter(command);
        press(Qt::Key_Return);
        TRY(!running());
    }

    QTemporaryDir m_home;

private:
    std::unique_ptr<ViewerWindow> m_viewer;
};

#endif // VIEWERTEST_H
