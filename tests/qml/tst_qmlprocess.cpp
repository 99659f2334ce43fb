// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Process of the QML module, where C++ must ask: deleted, not only destroyed by QML, which waits
// for the loop, in each of its signals; and what a listener without QML gets.

#include "census.h"
#include "outputmodel.h"
#include "qmlprocess.h"

#include <offspring/reactor.h>

#include <QtCore/QMetaMethod>
#include <QtCore/QPointer>
#include <QtCore/QScopeGuard>
#include <QtQml/QJSEngine>
#include <QtTest/QTest>

#include <memory>
#include <utility>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<QmlProcess> shell(const QString &script)
{
    auto process = std::make_unique<QmlProcess>();
    process->setProperty("executable", QStringLiteral("sh"));
    process->setProperty("args", QStringList{QStringLiteral("-c"), script});
    return process;
}

} // namespace

/// Deletes a process when it has emitted a signal so many times.
class Assassin : public QObject
{
    Q_OBJECT

public:
    Assassin(std::unique_ptr<QmlProcess> process, const QByteArray &signal, int times)
        : m_process(process.release())
        , m_times(times)
    {
        const QMetaObject *meta = m_process->metaObject();
        const QMetaMethod watched = meta->method(meta->indexOfSignal(signal.constData()));
        connect(m_process, watched, this,
                metaObject()->method(metaObject()->indexOfSlot("count()")));
    }
    ~Assassin() override { delete m_process; }

    QmlProcess *process() const { return m_process; }
    bool isDone() const { return !m_process || !m_process->isRunning(); }

public Q_SLOTS:
    void count()
    {
        if (--m_times == 0)
            delete m_process;
    }

private:
    QPointer<QmlProcess> m_process;
    int m_times;
};

class tst_QmlProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void deletedInASignal_data();
    void deletedInASignal();
    void deletedWhileItRestarts_data();
    void deletedWhileItRestarts();
    void deletedInExec();
    void deletedInStop();
    void aNestedLoopKeepsTheLinesInOrder();
    void deletedWithAModel();
    void bytesComeFirst();
    void aTextListenerMayComeLate();
    void bytesOfTheEnvironmentNeedNoUtf8();
    void stopReturnsWhetherASignalWentOut();

private:
    Census m_census;
};

void tst_QmlProcess::init()
{
    Reactor::instance()->setSpawning(Reactor::Spawning::InBackground); // as a Process does
    Reactor::instance()->spawnProcess(QStringLiteral("true")); // it keeps its own descriptors
    QTRY_COMPARE(Reactor::instance()->processCount(), 0);
    m_census.take();
}

void tst_QmlProcess::cleanup()
{
    QTRY_COMPARE(Reactor::instance()->processCount(), 0);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_census.compare();
}

void tst_QmlProcess::deletedInASignal_data()
{
    QTest::addColumn<QByteArray>("signal");
    QTest::addColumn<QString>("program");
    for (const char *program : {"sh", "no-such-program"}) {
        for (const char *signal :
             {"runningChanged()", "pidChanged()", "terminalNameChanged()", "echoChanged()",
              "lineEditingChanged()", "exitReasonChanged()", "started()",
              "bytesReceived(int,QByteArray)", "outReceived(QString,QByteArray)",
              "errReceived(QString,QByteArray)", "childDataReceived(int,QString,QByteArray)",
              "lineReceived(int,QString)", "outputChanged()", "errorOutputChanged()",
              "outputTruncatedChanged()", "childConnectionLost(int)",
              "exited(Offspring::ExitReason)", "ended(Offspring::ExitReason)"}) {
            QTest::addRow("%s, %s", program, signal)
                << QByteArray(signal) << QString::fromLatin1(program);
        }
    }
}

// When it is emitted for the first time, for the second, and so on.
void tst_QmlProcess::deletedInASignal()
{
    QFETCH(QByteArray, signal);
    QFETCH(QString, program);
    if (program != u"sh") // it is told at the end, if it comes to that
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) { });
    const auto restore = qScopeGuard([] { qInstallMessageHandler(nullptr); });
    bool wasDeleted = true;
    for (int times = 1; wasDeleted; ++times) {
        QVERIFY(times < 20);
        auto process = shell(QStringLiteral("printf 'out\\303'; echo err >&2"));
        process->setProperty("executable", program);
        process->setProperty("usePTY",
                             signal.startsWith("terminal") || signal.startsWith("echo")
                                 || signal.startsWith("lineEditing"));
        process->setProperty("collect", true);
        process->setProperty("maximumOutput", 3);
        Assassin assassin(std::move(process), signal, times);
        QVERIFY(assassin.process()->start());
        QTRY_VERIFY(assassin.isDone());
        wasDeleted = !assassin.process();
    }
}

void tst_QmlProcess::deletedWhileItRestarts_data()
{
    QTest::addColumn<QByteArray>("signal");
    QTest::addColumn<QString>("program");
    for (const char *program : {"false", "no-such-program"}) {
        for (const char *signal :
             {"runningChanged()", "waitingChanged()", "exitReasonChanged()",
              "ended(Offspring::ExitReason)", "gaveUp(Offspring::ExitReason)"}) {
            QTest::addRow("%s, %s", program, signal)
                << QByteArray(signal) << QString::fromLatin1(program);
        }
    }
}

// As above, through three children.
void tst_QmlProcess::deletedWhileItRestarts()
{
    QFETCH(QByteArray, signal);
    QFETCH(QString, program);
    if (program != u"false")
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) { });
    const auto restore = qScopeGuard([] { qInstallMessageHandler(nullptr); });
    bool wasDeleted = true;
    for (int times = 1; wasDeleted; ++times) {
        QVERIFY(times < 20);
        auto process = shell({});
        process->setProperty("executable", program);
        process->setProperty("restart", QmlProcess::Always);
        process->setProperty("restartDelay", 0);
        process->setProperty("giveUpAfter", 3);
        Assassin assassin(std::move(process), signal, times);
        QVERIFY(assassin.process()->start());
        QTRY_VERIFY(assassin.isDone() && !(assassin.process() && assassin.process()->isWaiting()));
        wasDeleted = !assassin.process();
    }
}

void tst_QmlProcess::deletedInExec()
{
    for (const char *signal : {"executableChanged()", "argsChanged()"}) {
        Assassin assassin(shell({}), signal, 1);
        QVERIFY(!assassin.process()->exec(u"true"_s, QStringList{u"x"_s}));
        QVERIFY(!assassin.process());
    }
}

void tst_QmlProcess::deletedInStop()
{
    auto process = shell(u"exit 1"_s);
    process->setProperty("restart", QmlProcess::Always);
    process->setProperty("restartDelay", 1000000);
    QmlProcess *const child = process.get();
    Assassin assassin(std::move(process), "waitingChanged()", 2);
    QVERIFY(child->start());
    QTRY_VERIFY(child->isWaiting());
    QVERIFY(!child->stop());
    QVERIFY(!assassin.process());
}

// One line comes while the handler of the one before runs its loop.
void tst_QmlProcess::aNestedLoopKeepsTheLinesInOrder()
{
    const auto process = shell(u"printf '1\\n2\\n'; read line; printf '3\\n4\\n'"_s);
    QStringList lines;
    connect(process.get(), &QmlProcess::outReceived, this, [&](const QString &text) {
        if (text != u"1\n2\n")
            return;
        process->write(QJSValue(u"\n"_s));
        QTRY_VERIFY(!process->isRunning());
    });
    connect(process.get(), &QmlProcess::lineReceived, this,
            [&](int, const QString &line) { lines << line; });
    process->start();
    QTRY_VERIFY(!process->isRunning());
    QCOMPARE(lines, (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
}

void tst_QmlProcess::deletedWithAModel()
{
    OutputModel model;
    {
        Assassin assassin(shell(QStringLiteral("printf text; read line")),
                          "bytesReceived(int,QByteArray)", 1);
        model.setProcess(assassin.process());
        QVERIFY(assassin.process()->start());
        QTRY_VERIFY(!assassin.process());
    }
    model.flush();
    QCOMPARE(model.process(), nullptr);
    QVERIFY(!model.isPartial());
}

void tst_QmlProcess::bytesComeFirst()
{
    const auto process = shell(QStringLiteral("printf 'a\\303\\251'"));
    QStringList received;
    connect(process.get(), &QmlProcess::outReceived, this,
            [&](const QString &text, const QByteArray &) { received << text; });
    connect(process.get(), &QmlProcess::bytesReceived, this,
            [&](int childFD, const QByteArray &data) {
                received << QString::number(childFD) + QString::fromLatin1(data.toHex());
            });
    process->start();
    QTRY_VERIFY(!process->isRunning());
    QCOMPARE(received, (QStringList{u"161c3a9"_s, u"aé"_s}));
}

// Nobody listens when the first half of a character comes: the second is not taken for rubbish.
void tst_QmlProcess::aTextListenerMayComeLate()
{
    const auto process = shell(QStringLiteral("printf 'abcdef\\303'; read line; printf '\\251b'"));
    QString text;
    bool isFirst = true;
    connect(process.get(), &QmlProcess::bytesReceived, this, [&] {
        if (!std::exchange(isFirst, false))
            return;
        QMetaObject::invokeMethod(
            this,
            [&] {
                connect(process.get(), &QmlProcess::outReceived, this,
                        [&](const QString &chunk, const QByteArray &) { text += chunk; });
                process->write(QJSValue(QStringLiteral("\n")));
            },
            Qt::QueuedConnection);
    });
    process->start();
    QTRY_VERIFY(!process->isRunning());
    QCOMPARE(text, u"éb"_s);
}

void tst_QmlProcess::bytesOfTheEnvironmentNeedNoUtf8()
{
    QJSEngine engine;
    QJSValue environment = engine.newObject();
    environment.setProperty(QStringLiteral("MORE"), QStringLiteral("é"));
    const auto process = shell(QStringLiteral("printf %s \"$BYTES$MORE\""));
    process->setEnvironment(environment);
    QByteArray received;
    connect(process.get(), &QmlProcess::bytesReceived, this,
            [&](int, const QByteArray &bytes) { received += bytes; });
    qputenv("BYTES", "caf\xe9");
    process->start();
    qunsetenv("BYTES");
    QTRY_VERIFY(!process->isRunning());
    QCOMPARE(received, QByteArray("caf\xe9\xc3\xa9"));
}

void tst_QmlProcess::stopReturnsWhetherASignalWentOut()
{
    const auto process = shell(QStringLiteral("exec sleep 1000"));
    QVERIFY(!process->stop());
    QVERIFY(process->start());
    QVERIFY(process->stop());
    QTRY_VERIFY(!process->isRunning());
    QVERIFY(!process->stopWithin(0));
}

QTEST_GUILESS_MAIN(tst_QmlProcess)
#include "tst_qmlprocess.moc"
