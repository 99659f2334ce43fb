// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// How long a key takes to the screen while another terminal in the same window floods, and how
// long it takes until a flood that Ctrl+C ends has made room for what comes then. From the key's
// event to the end of the frame that shows the answer. Needs a display: run it with xvfb-run.
//
//     bench_typing [KEYS [STOPS]]

#include "contest.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtQml/QQmlApplicationEngine>
#include <QtQuick/QQuickItem>
#include <QtQuick/QQuickWindow>
#include <QtQuick/QSGRendererInterface>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr char scene[] = R"(
    import Offspring
    import Offspring.Terminal
    import QtQuick

    Window {
        visible: true
        width: 1400
        height: 640

        component Shell: Terminal {
            property alias program: child.executable
            property alias words: child.args

            width: parent.width / 2
            height: parent.height
            scrollbackLines: 0
            font { family: "DejaVu Sans Mono"; pixelSize: 13 }
            process: Process { id: child; running: true }
        }
        Shell { objectName: "typed"; program: "cat" }
        Shell {
            objectName: "flooded"
            x: parent.width / 2
            program: "sh"
            // After Ctrl+C it says so, and floods again.
            words: ["-c", "n=0; trap 'n=$((n + 1)); echo; echo stopped $n.; read x' INT;"
                + " while :; do yes 'a line of a flood that nobody can read as fast as it comes';"
                + " done"]
        }
    }
)";

/// What somebody who types waits for: that the item has the answer, and that a frame which began
/// after that has ended.
class Wait : public QObject
{
    Q_OBJECT

public:
    explicit Wait(QQuickItem *item)
        : m_item(item)
    {
        connect(item, SIGNAL(scrolled()), this, SLOT(look()));
        // In the thread that draws: the first while this one waits for it, the other beside it.
        connect(
            item->window(), &QQuickWindow::beforeSynchronizing, this,
            [this] { advance(Stage::Answered, Stage::Drawn); }, Qt::DirectConnection);
        connect(
            item->window(), &QQuickWindow::frameSwapped, this,
            [this] {
                if (advance(Stage::Drawn, Stage::Shown))
                    Q_EMIT shown();
            },
            Qt::DirectConnection);
        connect(this, &Wait::shown, &m_loop, &QEventLoop::quit, Qt::QueuedConnection);
    }

    /// In ms.
    double forAnswer(const QString &answer, int key, Qt::KeyboardModifiers modifiers,
                     const QString &text)
    {
        m_answer = answer;
        m_stage = Stage::Typed;
        m_clock.start();
        QKeyEvent press(QEvent::KeyPress, key, modifiers, text);
        QCoreApplication::sendEvent(m_item, &press);
        m_loop.exec();
        return double(m_time) / 1e6;
    }

Q_SIGNALS:
    void shown();

private Q_SLOTS:
    void look()
    {
        QString text;
        if (m_stage == Stage::Typed
            && QMetaObject::invokeMethod(m_item, "text", Q_RETURN_ARG(QString, text))
            && text.endsWith(m_answer)) {
            m_stage = Stage::Answered;
            m_item->update(); // if the frame was faster than the signal, the next one counts
        }
    }

private:
    enum class Stage { Typed, Answered, Drawn, Shown };

    bool advance(Stage from, Stage to)
    {
        if (to == Stage::Shown && m_stage == from)
            m_time = m_clock.nsecsElapsed();
        return m_stage.compare_exchange_strong(from, to);
    }

    QQuickItem *const m_item;
    QString m_answer;
    QElapsedTimer m_clock;
    qint64 m_time = 0; // in ns
    std::atomic<Stage> m_stage = Stage::Shown;
    QEventLoop m_loop;
};

void pass(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// A row of ten, then the next row.
std::vector<double> typeKeys(QQuickItem *item, int count)
{
    Wait wait(item);
    std::vector<double> times;
    QString row;
    for (int i = 0; i < count; ++i) {
        pass(20 + 7 * i % 31); // at any moment between two frames
        if (row.size() == 10) {
            row.clear();
            QMetaObject::invokeMethod(item, "sendText", Q_ARG(QString, u"\r"_s));
            pass(100);
        }
        const QChar key(char16_t(u'a' + i % 26));
        row += key;
        times.push_back(wait.forAnswer(row, Qt::Key_A + i % 26, Qt::NoModifier, key));
    }
    return times;
}

std::vector<double> stopFloods(QQuickItem *item, int count)
{
    Wait wait(item);
    std::vector<double> times;
    for (int i = 1; i <= count; ++i) {
        pass(300 + 7 * i % 31);
        times.push_back(
            wait.forAnswer(u"stopped %1."_s.arg(i), Qt::Key_C, Qt::ControlModifier, u"\x03"_s));
        QMetaObject::invokeMethod(item, "sendText", Q_ARG(QString, u"\r"_s));
    }
    return times;
}

void tell(const Table &table, const char *name, const std::vector<double> &times)
{
    table.row(name,
              {Table::number(percentile(times, 0.5), 1), Table::number(percentile(times, 0.99), 1),
               Table::number(percentile(times, 1), 1)});
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    const int keys = argc > 1 ? std::max(1, std::atoi(argv[1])) : 500;
    const int stops = argc > 2 ? std::max(1, std::atoi(argv[2])) : 50;
    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral(QML_IMPORT_PATH));
    engine.loadData(scene);
    if (engine.rootObjects().isEmpty())
        return 1;
    auto *const window = qobject_cast<QQuickWindow *>(engine.rootObjects().constFirst());
    auto *const typed = window->findChild<QQuickItem *>(u"typed"_s);
    auto *const flooded = window->findChild<QQuickItem *>(u"flooded"_s);
    pass(1000); // the windows and programs are there
    const bool isSoftware =
        window->rendererInterface()->graphicsApi() == QSGRendererInterface::Software;
    const Table table(isSoftware ? "ms to the screen, software renderer" : "ms to the screen",
                      {"median", "p99", "longest"});
    tell(table, "a key beside a flood", typeKeys(typed, keys));
    tell(table, "Ctrl+C in a flood", stopFloods(flooded, stops));
    return 0;
}

#include "bench_typing.moc"
