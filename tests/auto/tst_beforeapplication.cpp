// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// B177: children spawned before the application object exists, by a reactor made before it.

#include "behaviourtest.h"

#include <QtCore/QPointer>

#include <signal.h>
#include <sys/wait.h>

using namespace Offspring;
using namespace Qt::StringLiterals;

class tst_BeforeApplication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSpawnBeforeTheApplicationIsServedByItsLoop();
    void theInstanceEndsWithTheApplicationAndIsMadeAnew();
};

void tst_BeforeApplication::aSpawnBeforeTheApplicationIsServedByItsLoop()
{
    Census census;
    census.take();
    {
        QVERIFY(!QCoreApplication::instance());
        Reactor reactor(BehaviourTest::watching());
        Recorder talker, dead, missing, stubborn;
        ProcessTransport *const transport = reactor.spawnProcess(
            &talker, BehaviourTest::testChild(), BehaviourTest::script(u"copy 0 1"_s));
        transport->write("early"_ba);
        transport->closeStdin();
        reactor.spawnProcess(&dead, BehaviourTest::testChild(), BehaviourTest::script(u"exit 3"_s));
        reactor.spawnProcess(&missing, u"/nowhere"_s);
        // It does not see SIGTERM: the time-out, set without a dispatcher, ends it.
        ProcessTransport *const stopped = reactor.spawnProcess(
            &stubborn, BehaviourTest::testChild(), BehaviourTest::script(u"pause"_s));
        siginfo_t info;
        QVERIFY(stopped->signalProcess(SIGSTOP));
        QCOMPARE(waitid(P_PID, id_t(stopped->pid()), &info, WSTOPPED | WNOWAIT), 0);
        stopped->stopWithin(std::chrono::milliseconds(1));
        ProcessTransport *const deleted = reactor.spawnProcess(BehaviourTest::testChild(), {});
        delete deleted;

        int argc = 1;
        char name[] = "tst_beforeapplication";
        char *argv[] = {name, nullptr};
        QCoreApplication application(argc, argv);
        QVERIFY(BehaviourTest::waitForEnd(talker));
        QVERIFY(BehaviourTest::waitForEnd(dead));
        QVERIFY(BehaviourTest::waitForEnd(missing));
        QVERIFY(BehaviourTest::waitForEnd(stubborn));
        QCOMPARE(stubborn.ended->signal(), SIGKILL);
        QCOMPARE(talker.data[1], "early"_ba);
        QCOMPARE(dead.ended->exitCode(), 3);
        QCOMPARE(missing.ended->kind(), ExitReason::Kind::NotStarted);
        QCOMPARE(talker.events.first(), u"connectionMade"_s);
    }
    QTRY_COMPARE_WITH_TIMEOUT(Census::children(), QStringList(), 30'000);
}

void tst_BeforeApplication::theInstanceEndsWithTheApplicationAndIsMadeAnew()
{
    QPointer<Reactor> before = Reactor::instance(); // made without an application
    for (int round = 0; round < 2; ++round) {
        int argc = 1;
        char name[] = "tst_beforeapplication";
        char *argv[] = {name, nullptr};
        QPointer<Reactor> instance;
        {
            QCoreApplication application(argc, argv);
            instance = Reactor::instance();
            QVERIFY(round > 0 || instance == before);
            Recorder recorder;
            instance->spawnProcess(&recorder, BehaviourTest::testChild(),
                                   BehaviourTest::script(u"say 1 x"_s));
            QVERIFY(BehaviourTest::waitForEnd(recorder));
            QCOMPARE(recorder.data[1], "x"_ba);
        }
        QVERIFY(!instance);
    }
}

QTEST_APPLESS_MAIN(tst_BeforeApplication)

#include "tst_beforeapplication.moc"
