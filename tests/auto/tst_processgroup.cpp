// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Children that lead a group: stopped with all that belongs to them, and never anybody else.

#include "behaviourtest.h"
#include "leash.h"
#include "lifeline.h"

#include <QtCore/QPointer>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(SpawnOptions)

class tst_ProcessGroup : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void aNewGroupIsInTheParentsSession();
    void aNewSessionIsAGroupToo_data();
    void aNewSessionIsAGroupToo();
    void aNewSessionHasNoControllingTerminal();
    void stopReachesTheWholeGroup_data();
    void stopReachesTheWholeGroup();
    void withoutAGroupStopReachesTheChildAlone();
    void signalProcessReachesTheChildAlone();
    void aGroupThatOutlivesItsLeaderIsKilledWhenTheGraceIsOver();
    void processEndedDoesNotWaitForTheGroup();
    void stopAfterTheExitReachesTheGroup();
    void aDeadLeaderIsNotReapedWhileItsStreamsAreHeld();
    void aGroupWhoseLeaderSomebodyElseReapedIsLeftAlone();
    void aLeaderThatHasLeftItsGroupIsStoppedAlone();
    void abandonedGroupsAreKilled_data();
    void abandonedGroupsAreKilled();
    void anAbandonedGroupMayBeLeft();
    void withoutADescriptorToSpareAGroupIsKilledAllTheSame_data();
    void withoutADescriptorToSpareAGroupIsKilledAllTheSame();
    void aGraceOfCenturiesIsNotShort();
    void aHundredGroupsAreStoppedAndReaped();
};

void tst_ProcessGroup::aNewGroupIsInTheParentsSession()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"session 1"_s, {.newProcessGroup = true});
    const qint64 pid = pidOf(transport);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], u"%1 %1 %2\n"_s.arg(pid).arg(getsid(0)).toUtf8());
}

void tst_ProcessGroup::aNewSessionIsAGroupToo_data()
{
    QTest::addColumn<bool>("group");
    QTest::newRow("session") << false;
    QTest::newRow("session and group") << true;
}

void tst_ProcessGroup::aNewSessionIsAGroupToo()
{
    QFETCH(bool, group);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"session 1"_s, {.newProcessGroup = group, .newSession = true});
    const qint64 pid = pidOf(transport);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], u"%1 %1 %1\n"_s.arg(pid).toUtf8());
}

void tst_ProcessGroup::aNewSessionHasNoControllingTerminal()
{
    Recorder recorder;
    spawn(recorder, u"open /dev/tty 5"_s, {.newSession = true});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[2], "testchild: /dev/tty: No such device or address\n"_ba);
}

void tst_ProcessGroup::stopReachesTheWholeGroup_data()
{
    QTest::addColumn<SpawnOptions>("options");
    QTest::newRow("group") << SpawnOptions{.newProcessGroup = true};
    QTest::newRow("session") << SpawnOptions{.newSession = true};
    QTest::newRow("terminal") << SpawnOptions{.usePTY = true};
}

// The grandchild ignores TERM, the leader does not.
void tst_ProcessGroup::stopReachesTheWholeGroup()
{
    QFETCH(SpawnOptions, options);
    LifeLine grandchild;
    Recorder recorder;
    options.childFDs = {{4, 'r'}, {9, grandchild.childsEnd()}};
    ProcessTransport *const transport = spawn(recorder, u"leave 9 say 4 ready pause"_s, options);
    QVERIFY(waitUntil([&] { return recorder.data[4] == "ready"; }));
    transport->stopWithin(20ms);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->signal(), SIGTERM);
    QVERIFY(grandchild.waitForEnd());
}

void tst_ProcessGroup::withoutAGroupStopReachesTheChildAlone()
{
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"hold 9 say 1 ready pause"_s,
                                              {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    transport->stopWithin(0ms);
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdle());
    QVERIFY(!recorder.ended); // somebody holds its stdout
    leash.letGo();
    QVERIFY(waitForEnd(recorder));
}

void tst_ProcessGroup::signalProcessReachesTheChildAlone()
{
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"hold 9 say 1 ready pause"_s,
              {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}, .newProcessGroup = true});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    QVERIFY(transport->signalProcess(SIGKILL));
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdle());
    QVERIFY(!recorder.ended);
    leash.letGo();
    QVERIFY(waitForEnd(recorder));
}

void tst_ProcessGroup::aGroupThatOutlivesItsLeaderIsKilledWhenTheGraceIsOver()
{
    Leash leash;
    Recorder recorder;
    // Leader and grandchild ignore TERM, the leader then dies of something else.
    ProcessTransport *const transport =
        spawn(recorder, u"ignore 15 hold 9 say 1 ready wait 0"_s,
              {.childFDs = {{0, 'w'}, {1, 'r'}, {9, leash.childsEnd()}}, .newProcessGroup = true});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    transport->stopWithin(100ms);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder)); // the grandchild had held stdout
    QCOMPARE(recorder.ended->kind(), ExitReason::Kind::ProcessDone);
    QVERIFY(recorder.events.indexOf(u"exited"_s) < recorder.events.indexOf(u"lost 1"_s));
}

void tst_ProcessGroup::processEndedDoesNotWaitForTheGroup()
{
    LifeLine grandchild;
    Recorder recorder;
    const QPointer<ProcessTransport> transport =
        spawn(recorder, u"leave 9 say 1 ready pause"_s,
              {.childFDs = {{1, 'r'}, {9, grandchild.childsEnd()}}, .newProcessGroup = true});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    const qint64 leader = transport->pid();
    transport->stopWithin(1h);
    QVERIFY(waitForEnd(recorder));
    QVERIFY(waitUntil([&] { return !transport; }));
    QCOMPARE(kill(pid_t(leader), 0), 0); // dead, and its number nobody else's
    QCOMPARE(kill(-pid_t(leader), SIGKILL), 0);
    QVERIFY(grandchild.waitForEnd()); // and then the leader is reaped: cleanup() waits for it
}

void tst_ProcessGroup::stopAfterTheExitReachesTheGroup()
{
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"hold 9"_s,
              {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}, .newProcessGroup = true});
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdle());
    QVERIFY(!recorder.ended);
    transport->stop();
    QVERIFY(waitForEnd(recorder)); // the leash was not let go
    QVERIFY(!recorder.ended->truncated());
}

void tst_ProcessGroup::aDeadLeaderIsNotReapedWhileItsStreamsAreHeld()
{
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"hold 9"_s,
              {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}, .newSession = true});
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QCOMPARE(transport->pid(), 0);
    QVERIFY(!transport->signalProcess(SIGTERM));
    QVERIFY(!transport->signalProcess(0));
    siginfo_t info;
    QCOMPARE(waitid(P_PID, id_t(transport->lastPid()), &info, WEXITED | WNOWAIT | WNOHANG), 0);
    leash.letGo();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.ended->status() == recorder.exited->status());
}

void tst_ProcessGroup::aGroupWhoseLeaderSomebodyElseReapedIsLeftAlone()
{
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"hold 9"_s,
              {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}, .newProcessGroup = true});
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QCOMPARE(waitpid(pid_t(transport->lastPid()), nullptr, 0), pid_t(transport->lastPid()));
    transport->stopWithin(0ms);
    QVERIFY(loopStaysIdle());
    QVERIFY(!recorder.ended); // it was not signalled
    leash.letGo();
    QVERIFY(waitForEnd(recorder));
}

// It joins this program's group, which must not get its signals.
void tst_ProcessGroup::aLeaderThatHasLeftItsGroupIsStoppedAlone()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"join %1 say 1 joined pause"_s.arg(getpgrp()), {.newProcessGroup = true});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "joined" || recorder.ended; }));
    QVERIFY2(!recorder.ended, recorder.data[2]);
    transport->stop();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->signal(), SIGTERM);
}

void tst_ProcessGroup::abandonedGroupsAreKilled_data()
{
    QTest::addColumn<bool>("afterTheExit");
    QTest::addColumn<bool>("byReactor");
    QTest::newRow("transport deleted") << false << false;
    QTest::newRow("reactor deleted") << false << true;
    QTest::newRow("transport deleted after the leader's exit") << true << false;
}

void tst_ProcessGroup::abandonedGroupsAreKilled()
{
    QFETCH(bool, afterTheExit);
    QFETCH(bool, byReactor);
    LifeLine grandchild;
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport = spawn(
        recorder, u"leave 8 hold 9 say 1 ready wait 0"_s,
        {.childFDs = {{0, 'w'}, {1, 'r'}, {8, grandchild.childsEnd()}, {9, leash.childsEnd()}},
         .newProcessGroup = true});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    if (afterTheExit) {
        transport->closeStdin();
        QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    }
    if (byReactor)
        reactor.reset();
    else
        delete transport;
    QVERIFY(grandchild.waitForEnd());
    QVERIFY(!recorder.ended);
}

void tst_ProcessGroup::anAbandonedGroupMayBeLeft()
{
    LifeLine left;
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"say 1 ready wait 9 say 8 alive"_s,
              {.childFDs = {{1, 'r'}, {8, left.childsEnd()}, {9, leash.childsEnd()}},
               .newProcessGroup = true,
               .whenAbandoned = Abandonment::Leave});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    delete transport;
    leash.letGo();
    QVERIFY(!left.waitForEnd()); // it speaks
}

void tst_ProcessGroup::withoutADescriptorToSpareAGroupIsKilledAllTheSame_data()
{
    QTest::addColumn<int>("spare");
    for (int spare = 0; spare < 4; ++spare)
        QTest::addRow("%d to spare", spare) << spare;
}

void tst_ProcessGroup::withoutADescriptorToSpareAGroupIsKilledAllTheSame()
{
    QFETCH(int, spare);
    LifeLine grandchild;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"leave 9 say 1 ready pause"_s,
              {.childFDs = {{1, 'r'}, {9, grandchild.childsEnd()}}, .newProcessGroup = true});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    transport->stopWithin(100ms);
    QVERIFY(waitForEnd(recorder));
    const int free = dup(0);
    close(free);
    rlimit before;
    getrlimit(RLIMIT_NOFILE, &before);
    const rlimit few = {rlim_t(free + spare), before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &few);
    const bool isDead = grandchild.waitForEnd();
    setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY(isDead);
}

void tst_ProcessGroup::aGraceOfCenturiesIsNotShort()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"ignore 15 say 1 ready pause"_s);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    transport->stopWithin(std::chrono::milliseconds::max() - 1ms);
    transport->stopWithin(24h * 365 * 300);
    QVERIFY(loopStaysIdle());
    QVERIFY(!recorder.exited);
    transport->stopWithin(0ms);
    QVERIFY(waitForEnd(recorder));
}

void tst_ProcessGroup::aHundredGroupsAreStoppedAndReaped()
{
    std::vector<std::unique_ptr<Recorder>> recorders;
    LifeLine grandchildren;
    for (int i = 0; i < 100; ++i) {
        recorders.push_back(std::make_unique<Recorder>());
        spawn(*recorders.back(), u"leave 9 say 1 ready pause"_s,
              {.childFDs = {{1, 'r'}, {9, grandchildren.childsEnd()}}, .newProcessGroup = true});
    }
    QVERIFY(waitUntil([&] {
        return std::all_of(recorders.begin(), recorders.end(),
                           [](const auto &each) { return each->data[1] == "ready"; });
    }));
    for (const auto &each : recorders)
        each->transport()->stopWithin(50ms);
    QVERIFY(waitUntil([&] { return reactor->processCount() == 0; }));
    QVERIFY(grandchildren.waitForEnd());
}

QTEST_GUILESS_MAIN(tst_ProcessGroup)

#include "tst_processgroup.moc"
