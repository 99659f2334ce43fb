// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Pipeline of the QML module, deleted in each of its signals, and not only destroyed by QML, which
// waits for the loop.

#include "census.h"
#include "qmlpipeline.h"

#include <offspring/reactor.h>

#include <QtCore/QMetaMethod>
#include <QtCore/QPointer>
#include <QtCore/QScopeGuard>
#include <QtTest/QTest>

#include <memory>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

/// A pipeline and its parts, which it does not own in C++.
struct Pipe
{
    explicit Pipe(const QStringList &scripts)
    {
        QQmlListProperty<QmlProcess> processes = pipeline->processes();
        for (const QString &script : scripts) {
            parts.push_back(std::make_unique<QmlProcess>());
            parts.back()->setProperty("executable", u"sh"_s);
            parts.back()->setProperty("args", QStringList{u"-c"_s, script});
            processes.append(&processes, parts.back().get());
        }
    }
    ~Pipe() { delete pipeline; }

    QPointer<QmlPipeline> pipeline = new QmlPipeline;
    std::vector<std::unique_ptr<QmlProcess>> parts;
};

} // namespace

/// Deletes a pipeline when it has emitted a signal so many times.
class Deleter : public QObject
{
    Q_OBJECT

public:
    Deleter(QmlPipeline *pipeline, const QByteArray &signal, int times)
        : m_pipeline(pipeline)
        , m_times(times)
    {
        const QMetaObject *meta = pipeline->metaObject();
        connect(pipeline, meta->method(meta->indexOfSignal(signal.constData())), this,
                metaObject()->method(metaObject()->indexOfSlot("count()")));
    }

public Q_SLOTS:
    void count()
    {
        if (--m_times == 0)
            delete m_pipeline;
    }

private:
    QPointer<QmlPipeline> m_pipeline;
    int m_times;
};

class tst_QmlPipeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void deletedInASignal_data();
    void deletedInASignal();
    void deletedWhileItRuns();
    void aPartDeletedInASignal();
    void aNestedLoopKeepsTheLinesInOrder();

private:
    Census m_census;
};

void tst_QmlPipeline::init()
{
    Reactor::instance()->setSpawning(Reactor::Spawning::InBackground); // as a Pipeline does
    Reactor::instance()->spawnProcess(u"true"_s); // it keeps its own descriptors
    QTRY_COMPARE(Reactor::instance()->processCount(), 0);
    m_census.take();
}

void tst_QmlPipeline::cleanup()
{
    QTRY_COMPARE(Reactor::instance()->processCount(), 0);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_census.compare();
}

void tst_QmlPipeline::deletedInASignal_data()
{
    QTest::addColumn<QByteArray>("signal");
    QTest::addColumn<QString>("program");
    for (const char *program : {"sh", "no-such-program", ""}) {
        for (const char *signal :
             {"runningChanged()", "outputChanged()", "errorOutputChanged()", "reasonChanged()",
              "started()", "outReceived(QString,QByteArray)", "lineReceived(QString)",
              "errReceived(int,QString,QByteArray)", "ended(Offspring::PipelineReason)"}) {
            QTest::addRow("%s, %s", program, signal)
                << QByteArray(signal) << QString::fromLatin1(program);
        }
    }
}

// When it is emitted for the first time, for the second, and so on; in a second run, too.
void tst_QmlPipeline::deletedInASignal()
{
    QFETCH(QByteArray, signal);
    QFETCH(QString, program);
    if (program != u"sh") // each run says what is wrong
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) { });
    const auto restore = qScopeGuard([] { qInstallMessageHandler(nullptr); });
    bool wasDeleted = true;
    for (int times = 1; wasDeleted; ++times) {
        QVERIFY(times < 30);
        Pipe pipe({u"printf 'out\\n\\303'; printf 'err\\303' >&2"_s, u"cat"_s});
        pipe.parts.back()->setProperty("executable", program);
        pipe.pipeline->setProperty("collect", true);
        Deleter deleter(pipe.pipeline, signal, times);
        for (int run = 0; run < 2 && pipe.pipeline; ++run) {
            pipe.pipeline->start();
            QTRY_VERIFY(!pipe.pipeline || !pipe.pipeline->isRunning());
        }
        wasDeleted = !pipe.pipeline;
    }
}

void tst_QmlPipeline::deletedWhileItRuns()
{
    Pipe pipe({u"exec sleep 1000"_s, u"exec sleep 1000"_s});
    bool hasStarted = false;
    connect(pipe.pipeline, &QmlPipeline::started, this, [&] { hasStarted = true; });
    QVERIFY(pipe.pipeline->start());
    QTRY_VERIFY(hasStarted);
    delete pipe.pipeline;
    QCOMPARE(Reactor::instance()->processCount(), 0);
}

void tst_QmlPipeline::aPartDeletedInASignal()
{
    Pipe pipe({u"echo out"_s, u"cat"_s});
    connect(pipe.parts[0].get(), &QmlProcess::exitReasonChanged, this,
            [&] { pipe.parts[1].reset(); });
    QVERIFY(pipe.pipeline->start());
    QTRY_VERIFY(!pipe.pipeline->isRunning());
    QVERIFY(!pipe.parts[1]);
}

// Lines come while the handler of those before runs its loop.
void tst_QmlPipeline::aNestedLoopKeepsTheLinesInOrder()
{
    Pipe pipe({u"cat"_s, u"printf '1\\n2\\n'; read line; printf '3\\n4\\n'"_s});
    QStringList lines;
    connect(pipe.pipeline, &QmlPipeline::outReceived, this, [&](const QString &text) {
        if (text != u"1\n2\n")
            return;
        pipe.pipeline->write(QJSValue(u"\n"_s));
        pipe.pipeline->closeStdin();
        QTRY_VERIFY(!pipe.pipeline->isRunning());
    });
    connect(pipe.pipeline, &QmlPipeline::lineReceived, this,
            [&](const QString &line) { lines << line; });
    QVERIFY(pipe.pipeline->start());
    QTRY_VERIFY(!pipe.pipeline->isRunning());
    QCOMPARE(lines, (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
}

QTEST_GUILESS_MAIN(tst_QmlPipeline)
#include "tst_qmlpipeline.moc"
