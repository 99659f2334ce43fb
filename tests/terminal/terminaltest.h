// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TERMINALTEST_H
#define TERMINALTEST_H

#include "windowtest.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtQml/QQmlApplicationEngine>

#include <algorithm>
#include <memory>

/// A window with a terminal, terminal.qml, and a shell in it.
class TerminalTest : public WindowTest
{
    Q_OBJECT

protected:
    QQuickWindow *window() const override { return m_window; }
    QQuickItem *terminal() const { return m_window->property("terminal").value<QQuickItem *>(); }
    QObject *process() const { return m_window->property("process").value<QObject *>(); }

    void load()
    {
        m_engine = std::make_unique<QQmlApplicationEngine>();
        m_engine->addImportPath(QStringLiteral(QML_IMPORT_PATH));
        m_engine->load(QUrl::fromLocalFile(QStringLiteral(TERMINAL_QML)));
        QVERIFY(!m_engine->rootObjects().isEmpty());
        m_window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().first());
        failOnOwnWarnings();
        waitForWindow();
        TRY(terminal()->property("columns").toInt() != 80);
    }
    void unload() { m_engine.reset(); }

    void run(const QString &script)
    {
        process()->setProperty("args", QStringList{QStringLiteral("-c"), script});
        process()->setProperty("running", true);
    }
    QString text() const
    {
        QString text;
        QMetaObject::invokeMethod(terminal(), "text", Q_RETURN_ARG(QString, text));
        return text;
    }
    void send(const QString &text)
    {
        QMetaObject::invokeMethod(terminal(), "sendText", Q_ARG(QString, text));
    }

    /// In the middle of a cell. The implicit size is that of 80 columns and 24 rows.
    QPoint cell(int column, int row) const
    {
        const qreal width = terminal()->implicitWidth() / 80;
        const qreal height = terminal()->implicitHeight() / 24;
        return {int((column + 0.5) * width), int((row + 0.5) * height)};
    }
    /// Whether the middle of a cell has \a colour.
    bool isColoured(int column, int row, const QColor &colour) const
    {
        return m_window->grabWindow().pixelColor(cell(column, row)) == colour;
    }

    /// Nothing wakes the event loop for a second, in the end.
    static bool comesToRest()
    {
        int blocks = 2;
        for (int i = 0; i < 60 && blocks > 1; ++i) {
            QCoreApplication::processEvents(); // the end of an event loop wakes the next one
            QEventLoop loop;
            blocks = 0;
            QObject::connect(QAbstractEventDispatcher::instance(),
                             &QAbstractEventDispatcher::aboutToBlock, &loop, [&] { ++blocks; });
            QTimer::singleShot(1000, Qt::PreciseTimer, &loop, &QEventLoop::quit);
            loop.exec();
        }
        return blocks == 1;
    }
    /// Neither the terminal nor its Process waits for a time.
    bool hasNoTimers() const
    {
        QObjectList objects{terminal(), process()};
        objects << terminal()->findChildren<QObject *>() << process()->findChildren<QObject *>();
        const QAbstractEventDispatcher *const dispatcher = QAbstractEventDispatcher::instance();
        return std::all_of(objects.begin(), objects.end(), [dispatcher](QObject *object) {
            return dispatcher->registeredTimers(object).isEmpty();
        });
    }

    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QQuickWindow *m_window = nullptr;
};

#endif // TERMINALTEST_H
