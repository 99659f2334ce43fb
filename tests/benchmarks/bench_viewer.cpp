// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What a flood does to the viewer's window: does it go on painting, does its memory stay, how soon
// does Stop answer, is every line counted. The yardstick is a plain view on a QProcess, written as
// one does: each readyRead() appends its lines to a bounded list.
//
//     bench_viewer [SECONDS [viewer | plain]]

#include "contest.h"
#include "viewerwindow.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QAbstractListModel>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QPointF>
#include <QtCore/QProcess>
#include <QtCore/QTimer>
#include <QtGui/QGuiApplication>
#include <QtQml/QQmlApplicationEngine>
#include <QtQuick/QQuickItem>
#include <QtQuick/QQuickWindow>
#include <QtTest/QTest>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumLines = 10'000;
constexpr int millionLines = 5;

double resident()
{
    return memoryKiB("VmRSS") / 1024;
}

/// The intervals between the frames of a window, in ms.
class Frames
{
public:
    explicit Frames(QQuickWindow *window)
    {
        m_clock.start();
        m_connection = QObject::connect(window, &QQuickWindow::frameSwapped, window, [this] {
            m_intervals.push_back(double(m_clock.nsecsElapsed()) / 1e6);
            m_clock.restart();
        });
    }
    ~Frames() { QObject::disconnect(m_connection); }
    Q_DISABLE_COPY_MOVE(Frames)

    void print()
    {
        if (m_intervals.empty()) {
            std::printf("  frames: none\n");
            return;
        }
        std::sort(m_intervals.begin(), m_intervals.end());
        const std::size_t count = m_intervals.size();
        std::printf("  frames: %zu, interval median %.1f ms, p99 %.1f ms, max %.1f ms\n", count,
                    m_intervals[count / 2], m_intervals[count * 99 / 100], m_intervals.back());
    }

private:
    QElapsedTimer m_clock;
    std::vector<double> m_intervals;
    QMetaObject::Connection m_connection;
};

/// A window that runs a command.
class Contestant
{
public:
    Contestant() = default;
    virtual ~Contestant() = default;
    Q_DISABLE_COPY_MOVE(Contestant)

    virtual QQuickWindow *window() const = 0;
    virtual bool running() const = 0;
    virtual double lineCount() const = 0;
    virtual QString lastLine() const = 0;
};

class Viewer : public Contestant
{
public:
    explicit Viewer(const QString &command)
        : m_viewer({.command = command})
    { }

    QQuickWindow *window() const override { return m_viewer.window(); }
    bool running() const override
    {
        return output()->property("process").value<QObject *>()->property("running").toBool();
    }
    double lineCount() const override { return output()->property("lineCount").toDouble(); }
    QString lastLine() const override
    {
        auto *const model = qobject_cast<QAbstractItemModel *>(output());
        QString text;
        QMetaObject::invokeMethod(model, "text", Q_RETURN_ARG(QString, text),
                                  Q_ARG(int, model->rowCount() - 1));
        return text;
    }

private:
    QObject *output() const
    {
        return window()
            ->findChild<QObject *>(u"outputView"_s)
            ->property("output")
            .value<QObject *>();
    }

    ViewerWindow m_viewer;
};

class Lines : public QAbstractListModel
{
public:
    int rowCount(const QModelIndex & = {}) const override { return int(m_lines.size()); }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? m_lines.value(index.row()) : QVariant();
    }

    void append(const QByteArray &data)
    {
        m_partial += data;
        QByteArrayList lines = m_partial.split('\n');
        m_partial = lines.takeLast();
        if (lines.isEmpty())
            return;
        lineCount += double(lines.size());
        lines = lines.mid(std::max<qsizetype>(0, lines.size() - maximumLines));
        drop(m_lines.size() + lines.size() - maximumLines);
        beginInsertRows({}, rowCount(), rowCount() + int(lines.size()) - 1);
        for (const QByteArray &line : lines)
            m_lines << QString::fromUtf8(line);
        endInsertRows();
    }

    double lineCount = 0;

private:
    void drop(qsizetype surplus)
    {
        if (surplus <= 0)
            return;
        beginRemoveRows({}, 0, int(surplus) - 1);
        m_lines.remove(0, surplus);
        endRemoveRows();
    }

    QByteArray m_partial;
    QStringList m_lines;
};

class Plain : public Contestant
{
public:
    explicit Plain(const QString &command)
    {
        m_engine.setInitialProperties({{u"lines"_s, QVariant::fromValue<QObject *>(&m_lines)}});
        m_engine.loadData(R"(
            import QtQuick
            import QtQuick.Window
            Window {
                id: window
                property var lines
                signal stop
                width: 1000; height: 680; visible: true
                ListView {
                    anchors.fill: parent
                    model: window.lines
                    delegate: Text { required property string display; text: display
                                     font.family: "monospace" }
                    onContentHeightChanged: Qt.callLater(positionViewAtEnd)
                }
                Rectangle {
                    objectName: "stopButton"; color: "red"; width: 60; height: 30
                    MouseArea { anchors.fill: parent; onClicked: window.stop() }
                }
            })");
        QObject::connect(window(), SIGNAL(stop()), &m_process, SLOT(terminate()));
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_lines,
                         [this] { m_lines.append(m_process.readAllStandardOutput()); });
        m_process.startCommand(command);
    }
    ~Plain() override
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Plain)

    QQuickWindow *window() const override
    {
        return qobject_cast<QQuickWindow *>(m_engine.rootObjects().value(0));
    }
    bool running() const override { return m_process.state() != QProcess::NotRunning; }
    double lineCount() const override { return m_lines.lineCount; }
    QString lastLine() const override
    {
        return m_lines.index(m_lines.rowCount() - 1).data().toString();
    }

private:
    Lines m_lines;
    QQmlApplicationEngine m_engine;
    QProcess m_process;
};

std::unique_ptr<Contestant> make(const QString &name, const QString &command)
{
    if (name == u"viewer")
        return std::make_unique<Viewer>(command);
    return std::make_unique<Plain>(command);
}

/// From the click to the end, in ms.
double stop(const Contestant &contestant)
{
    auto *const button = contestant.window()->findChild<QQuickItem *>(u"stopButton"_s);
    const QPointF middle = button->mapToScene({button->width() / 2, button->height() / 2});
    QElapsedTimer clock;
    clock.start();
    QTest::mouseClick(contestant.window(), Qt::LeftButton, {}, middle.toPoint());
    while (contestant.running())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return double(clock.nsecsElapsed()) / 1e6;
}

void flood(const QString &name, int seconds)
{
    const std::unique_ptr<Contestant> contestant = make(name, u"yes"_s);
    Frames frames(contestant->window());
    QElapsedTimer clock;
    clock.start();
    std::printf("%s: yes for %d s\n  resident MiB:", qPrintable(name), seconds);
    for (int quarter = 0; quarter <= 4; ++quarter) {
        // At first a second later: by then everything is there that a window needs.
        const qint64 until = quarter == 0 ? 1000 : seconds * 250LL * quarter;
        QTest::qWait(int(std::max<qint64>(0, until - clock.elapsed())));
        std::printf(" %.1f", resident());
        std::fflush(stdout);
    }
    const double perSecond = contestant->lineCount() / (double(clock.elapsed()) / 1000);
    std::printf("\n  lines: %.3g, %.3g a second\n", contestant->lineCount(), perSecond);
    const double stopping = stop(*contestant);
    frames.print();
    std::printf("  Stop answers within %.1f ms\n", stopping);
}

void count(const QString &name)
{
    const QString command = u"seq %1"_s.arg(millionLines * 1'000'000);
    const double before = resident();
    QElapsedTimer clock;
    clock.start();
    const std::unique_ptr<Contestant> contestant = make(name, command);
    Frames frames(contestant->window());
    while (contestant->running())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const double took = double(clock.elapsed()) / 1000;
    QTest::qWait(100); // the last batch
    std::printf("%s: %s\n  %.2f s, %.0f lines counted, the last one shown: %s\n", qPrintable(name),
                qPrintable(command), took, contestant->lineCount(),
                qPrintable(contestant->lastLine()));
    std::printf("  resident MiB: %.1f before, %.1f after\n", before, resident());
    frames.print();
}

} // namespace

int main(int argc, char *argv[])
{
    QGuiApplication app(argc, argv);
    app.setQuitOnLastWindowClosed(false);
    const QStringList arguments = app.arguments();
    const int seconds = arguments.size() > 1 ? arguments[1].toInt() : 60;
    const QStringList names =
        arguments.size() > 2 ? arguments.mid(2, 1) : QStringList{u"viewer"_s, u"plain"_s};
    for (const QString &name : names) {
        flood(name, seconds);
        count(name);
    }
    std::printf("peak resident MiB: %.1f\n", memoryKiB("VmHWM") / 1024);
    return 0;
}
