// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "behaviourtest.h"
#include "leash.h"
#include "lifeline.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>
#include <QtCore/QThread>

#include <cerrno>
#include <csignal>
#include <malloc.h>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using When = RestartPolicy::When;

namespace {

/// Writes down what a monitor tells: "started a", "line a 1 text", "exited a", "waiting a 20",
/// "gaveup a", "stopped". For each the hook is called, and then what came with it is kept: it
/// outlives the monitor that the hook may have deleted.
class Diary : public QObject
{
    Q_OBJECT

public:
    explicit Diary(ProcessMonitor *monitor)
    {
        using Monitor = ProcessMonitor;
        connect(monitor, &Monitor::processStarted, this, [this](const QString &name, qint64 pid) {
            pids << pid;
            note(u"started "_s + name);
            names << name;
        });
        connect(monitor, &Monitor::lineReceived, this,
                [this](const QString &name, int childFD, const QByteArray &line) {
                    note(u"line %1 %2 %3"_s.arg(name).arg(childFD).arg(QString::fromUtf8(line)));
                    names << name;
                    lines << line;
                });
        connect(monitor, &Monitor::processExited, this,
                [this](const QString &name, const ExitReason &reason) {
                    note(u"exited "_s + name);
                    names << name;
                    exits << reason;
                });
        connect(monitor, &Monitor::processWaiting, this,
                [this](const QString &name, std::chrono::milliseconds delay) {
                    note(u"waiting %1 %2"_s.arg(name).arg(delay.count()));
                    names << name;
                });
        connect(monitor, &Monitor::processGaveUp, this,
                [this](const QString &name, const ExitReason &reason, const QByteArrayList &last) {
                    note(u"gaveup "_s + name);
                    names << name;
                    ends << reason;
                    lastLines = last;
                });
        connect(monitor, &Monitor::serviceStopped, this, [this] { note(u"stopped"_s); });
    }

    QStringList events;
    QStringList names;
    QList<qint64> pids;
    QByteArrayList lines;
    QList<ExitReason> exits;
    QList<ExitReason> ends;
    QByteArrayList lastLines;
    std::function<void(const QString &event)> hook;

    qsizetype count(const QString &event) const { return events.count(event); }
    bool has(const QString &event) const { return events.contains(event); }

private:
    void note(const QString &event)
    {
        events << event;
        const auto call = hook; // it may destroy this
        if (call)
            call(event);
    }
};

/// Delays of nothing, and no life is long.
RestartPolicy restless(When when = When::Always, int giveUpAfter = -1)
{
    return {when, 1h, 0ms, 0ms, 1h, giveUpAfter};
}

Command shell(const QString &script)
{
    return {u"/bin/sh"_s, {u"-c"_s, script}};
}

/// The test child.
Command child(const QString &words, const SpawnOptions &options = {})
{
    return {QStringLiteral(TESTCHILD), words.split(u' ', Qt::SkipEmptyParts), {}, {}, options};
}

const QString quick = u"a"_s; // the name of a program that ends at once
const QString lasting = u"b"_s; // of one that does not

} // namespace

/// What users of a monitor are promised. Which delay comes next is tst_restartschedule.
class tst_ProcessMonitor : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void theServiceRunsWhatWasAdded();
    void namesAreTakenOnce();
    void aProgramThatIsAddedDuringTheServiceStartsAtOnce();
    void nothingIsToldInsideACall();

    void linesComeFromEachDescriptor();
    void anOverlongLineComesInPieces();
    void aLineOfATerminalHasNoCarriageReturn();
    void linesThatComeInANestedLoopComeInOrder();
    void stdinIsEmptyUnlessTheCommandSaysOtherwise();

    void theDelaysAreThoseOfThePolicy();
    void aLongLifeBeginsTheDelaysAnew();
    void theNextRunDoesNotBeginBeforeItsTime();
    void aSuccessIsTheEndUnlessAlways();
    void aProgramThatDoesNotStartIsTriedAgain();
    void givingUpTellsTheLastLines();
    void startingWhatWasGivenUpBeginsANewSeries();

    void stoppingReachesTheGroup();
    void aProgramThatIgnoresTermIsKilledInTime();
    void whatWasStoppedStaysStopped();
    void stoppingEndsAWait();
    void stoppingWhatHasExitedKeepsItFromBeingStartedAgain();
    void aStoppedServiceTellsOnce();
    void aServiceThatIsStartedAgainDoesNotStop();
    void theServiceStartsWhatWasGivenUpOrStopped();

    void aRestartHasNoDelayAndIsNoFailure();
    void aRestartEndsAWait();
    void restartAllLeavesTheStoppedAlone();
    void aStartDuringTheEndFollowsIt();
    void aRestartWaitsForTheEnd();
    void aDaemonDelaysTheNextRunByASecond();
    void aHolderTimeoutOfTheOptionsCounts();

    void aRemovedProgramIsSilentAndItsNameIsFree();
    void removingEndsAWait();

    void aTransportThatIsDeletedIsAnEnd();
    void aReactorThatIsDeletedEndsAll();
    void deletingTheMonitorKills();
    void anythingMayBeDoneInASignal_data();
    void anythingMayBeDoneInASignal();

    void aThousandQuickDeathsCostNoMemory();
    void aMonitorWorksInAThread();
    void aDelayOutlivesItsThreadsDispatcher();
};

void tst_ProcessMonitor::theServiceRunsWhatWasAdded()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    QVERIFY(monitor.addProcess(u"b"_s, child(u"pause"_s)));
    QVERIFY(monitor.addProcess(u"a"_s, child(u"pause"_s)));
    QCOMPARE(monitor.names(), QStringList({u"b"_s, u"a"_s}));
    QVERIFY(!monitor.transport(u"a"_s));
    monitor.startService();
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.events.size() == 2; }));
    QVERIFY(diary.has(u"started a"_s) && diary.has(u"started b"_s));
    QVERIFY(diary.pids.contains(monitor.transport(u"a"_s)->pid()));
    QVERIFY(diary.pids.contains(monitor.transport(u"b"_s)->pid()));
    monitor.stopService();
    QVERIFY(waitUntil([&] { return diary.has(u"stopped"_s); }));
    QCOMPARE(diary.events.size(), 5);
    QVERIFY(diary.has(u"exited a"_s) && diary.has(u"exited b"_s));
    QCOMPARE(diary.events.last(), u"stopped"_s);
    QCOMPARE(diary.exits[0].signal(), SIGTERM);
    QVERIFY(!monitor.transport(u"a"_s));
}

void tst_ProcessMonitor::namesAreTakenOnce()
{
    ProcessMonitor monitor;
    QVERIFY(monitor.addProcess(u"a"_s, child(u"pause"_s)));
    QVERIFY(!monitor.addProcess(u"a"_s, child(u"pause"_s)));
    QVERIFY(monitor.addProcess({}, child(u"pause"_s)));
    QCOMPARE(monitor.names(), QStringList({u"a"_s, QString()}));
    QVERIFY(monitor.removeProcess(u"a"_s));
    QVERIFY(!monitor.removeProcess(u"a"_s));
    QVERIFY(!monitor.startProcess(u"a"_s));
    QVERIFY(!monitor.stopProcess(u"a"_s));
    QVERIFY(!monitor.restartProcess(u"a"_s));
    QVERIFY(!monitor.transport(u"a"_s));
    QVERIFY(monitor.startProcess({}));
    QVERIFY(monitor.transport({}));
}

void tst_ProcessMonitor::aProgramThatIsAddedDuringTheServiceStartsAtOnce()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.startService();
    monitor.addProcess(lasting, child(u"pause"_s));
    QVERIFY(monitor.transport(lasting));
    QVERIFY(waitUntil([&] { return diary.has(u"started b"_s); }));
    monitor.stopService();
    monitor.addProcess(quick, child(u"pause"_s));
    QVERIFY(!monitor.transport(quick));
    QVERIFY(waitUntil([&] { return diary.has(u"stopped"_s); }));
    QVERIFY(!diary.has(u"started a"_s));
}

void tst_ProcessMonitor::nothingIsToldInsideACall()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(quick, {u"/nonexistent/program"_s}, restless());
    monitor.addProcess(lasting, child(u"pause"_s), restless());
    monitor.startService();
    monitor.restartAll();
    monitor.stopProcess(quick);
    monitor.startProcess(quick);
    monitor.stopService();
    monitor.removeProcess(quick);
    QCOMPARE(diary.events, QStringList());
    QVERIFY(waitUntil([&] { return diary.has(u"stopped"_s); }));
    const auto heard = diary.events;
    delete monitor.transport(lasting);
    monitor.stopService();
    QCOMPARE(diary.events, heard);
}

void tst_ProcessMonitor::linesComeFromEachDescriptor()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    Command command =
        shell(u"echo one; echo two >&3; echo; echo three >&2; printf 'four\\r\\nfive'"_s);
    command.options.childFDs = {{3, 'r'}};
    monitor.addProcess(quick, command, restless(When::Never));
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"exited a"_s) && !monitor.transport(quick); }));
    QCOMPARE(diary.events.first(), u"started a"_s);
    QCOMPARE(diary.lines.size(), 6);
    QVERIFY(diary.has(u"line a 3 two"_s) && diary.has(u"line a 2 three"_s));
    QStringList ofStdout = diary.events.filter(u"line a 1"_s);
    QCOMPARE(
        ofStdout,
        QStringList({u"line a 1 one"_s, u"line a 1 "_s, u"line a 1 four\r"_s, u"line a 1 five"_s}));
}

void tst_ProcessMonitor::anOverlongLineComesInPieces()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    // The first is followed by another one in the same read, the last is not ended.
    monitor.addProcess(quick,
                       shell(u"head -c 40000 /dev/zero | tr '\\0' x; echo; echo short; "
                             "head -c 20000 /dev/zero | tr '\\0' y"_s),
                       restless(When::Never));
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"exited a"_s) && !monitor.transport(quick); }));
    QCOMPARE(diary.lines.size(), 6);
    QCOMPARE(diary.lines[0].size(), 16384);
    QCOMPARE(diary.lines[0] + diary.lines[1] + diary.lines[2], QByteArray(40000, 'x'));
    QCOMPARE(diary.lines[3], "short");
    QCOMPARE(diary.lines[4] + diary.lines[5], QByteArray(20000, 'y'));
}

void tst_ProcessMonitor::aLineOfATerminalHasNoCarriageReturn()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    Command command = shell(u"test -t 0 && echo one; printf 'two\\n\\nthree' >&2; exit 3"_s);
    command.options.usePTY = true;
    monitor.addProcess(quick, command, restless(When::Never));
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"exited a"_s) && !monitor.transport(quick); }));
    QCOMPARE(diary.lines, QByteArrayList({"one", "two", "", "three"}));
    QCOMPARE(diary.exits[0].exitCode(), 3);
}

void tst_ProcessMonitor::linesThatComeInANestedLoopComeInOrder()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    bool isNested = false;
    // A long line first, of which a piece is told before the loop and the rest after it.
    monitor.addProcess(quick,
                       shell(u"head -c 40000 /dev/zero | tr '\\0' x; echo; seq 1 5; "
                             "head -c 20000 /dev/zero | tr '\\0' y"_s),
                       restless(When::Never));
    diary.hook = [&](const QString &event) {
        if (!event.startsWith(u"line"_s) || std::exchange(isNested, true))
            return;
        QVERIFY(waitUntil([&] { return diary.has(u"exited a"_s) && !monitor.transport(quick); }));
        QCOMPARE(diary.events.filter(u"line"_s).size(), 1);
    };
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.lines.size() == 10; }));
    QCOMPARE(diary.lines[0] + diary.lines[1] + diary.lines[2], QByteArray(40000, 'x'));
    QCOMPARE(diary.lines.mid(3, 5), QByteArrayList({"1", "2", "3", "4", "5"}));
    QCOMPARE(diary.lines[8] + diary.lines[9], QByteArray(20000, 'y'));
}

void tst_ProcessMonitor::stdinIsEmptyUnlessTheCommandSaysOtherwise()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(u"null"_s, child(u"session 1 descriptors 1"_s), restless(When::Never));
    monitor.addProcess(u"pipe"_s, child(u"copy 0 1"_s, {.childFDs = {{0, 'w'}}}),
                       restless(When::Never));
    monitor.startService();
    monitor.transport(u"pipe"_s)->write("said\n");
    monitor.transport(u"pipe"_s)->closeStdin();
    QVERIFY(waitUntil(
        [&] { return diary.exits.size() == 2 && monitor.transport(u"null"_s) == nullptr; }));
    QVERIFY(waitUntil([&] { return diary.has(u"line pipe 1 said"_s); }));
    const QStringList descriptors = diary.events.filter(u"line null 1 "_s);
    QCOMPARE(descriptors.size(), 4); // the first says: pid, group, session
    const QStringList session = descriptors[0].split(u' ').sliced(3);
    QCOMPARE(session[0], session[1]);
    QVERIFY(session[0] != session[2]);
    QVERIFY2(descriptors[1].endsWith(u"/dev/null"_s), qPrintable(descriptors[1]));
}

void tst_ProcessMonitor::theDelaysAreThoseOfThePolicy()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(quick, child({}), {When::Always, 1h, 1ms, 4ms, 1h});
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.events.filter(u"waiting"_s).size() == 5; }));
    QCOMPARE(diary.events.filter(u"waiting"_s),
             QStringList({u"waiting a 1"_s, u"waiting a 2"_s, u"waiting a 4"_s, u"waiting a 4"_s,
                          u"waiting a 4"_s}));
    QCOMPARE(diary.events.first(3), QStringList({u"started a"_s, u"exited a"_s, u"waiting a 1"_s}));
}

// Each run lives for longer than the threshold, counted from processStarted: then it begins to
// work.
void tst_ProcessMonitor::aLongLifeBeginsTheDelaysAnew()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(quick, child(u"wait 3 burn 25 exit 1"_s, {.childFDs = {{3, 'w'}}}),
                       {When::Always, 20ms, 1ms, 1h, 1h, 1});
    diary.hook = [&](const QString &event) {
        if (event == u"started a"_s)
            monitor.transport(quick)->closeChildFD(3);
    };
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.count(u"waiting a 1"_s) == 3; }));
    QCOMPARE(diary.events.filter(u"waiting"_s).size(), 3);
}

void tst_ProcessMonitor::theNextRunDoesNotBeginBeforeItsTime()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    QElapsedTimer clock;
    qint64 waited = -1;
    diary.hook = [&](const QString &event) {
        if (event == u"waiting a 50"_s)
            clock.start();
        else if (event == u"started a"_s && clock.isValid())
            waited = clock.nsecsElapsed();
    };
    monitor.addProcess(quick, child({}), {When::Always, 1h, 50ms, 50ms});
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.count(u"started a"_s) == 2; }));
    QVERIFY(waited >= 50'000'000);
}

void tst_ProcessMonitor::aSuccessIsTheEndUnlessAlways()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(u"success"_s, child({}), restless(When::OnFailure, 3));
    monitor.addProcess(u"failure"_s, child(u"exit 1"_s), restless(When::OnFailure, 3));
    monitor.addProcess(u"never"_s, child(u"exit 1"_s), restless(When::Never, 1));
    monitor.startService();
    QVERIFY(waitUntil([&] {
        return diary.has(u"gaveup failure"_s) && !monitor.transport(u"success"_s)
            && !monitor.transport(u"never"_s);
    }));
    monitor.stopService();
    QVERIFY(waitUntil([&] { return diary.has(u"stopped"_s); }));
    QCOMPARE(diary.count(u"started failure"_s), 3);
    QCOMPARE(diary.events.filter(u"success"_s),
             QStringList({u"started success"_s, u"exited success"_s}));
    QCOMPARE(diary.events.filter(u"never"_s), QStringList({u"started never"_s, u"exited never"_s}));
}

void tst_ProcessMonitor::aProgramThatDoesNotStartIsTriedAgain()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(quick, {u"/nonexistent/program"_s}, restless(When::OnFailure, 3));
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"gaveup a"_s); }));
    QCOMPARE(diary.events,
             QStringList({u"exited a"_s, u"waiting a 0"_s, u"exited a"_s, u"waiting a 0"_s,
                          u"exited a"_s, u"gaveup a"_s}));
    QCOMPARE(diary.ends[0].kind(), ExitReason::Kind::NotStarted);
    QCOMPARE(diary.ends[0].error().stage, SpawnError::Stage::Exec);
    QCOMPARE(diary.ends[0].error().errorNumber, ENOENT);
    QCOMPARE(diary.lastLines, QByteArrayList());
}

void tst_ProcessMonitor::givingUpTellsTheLastLines()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    // Nine lines in a run, by turns on two descriptors.
    monitor.addProcess(quick, shell(u"for i in 1 2 3 4 5 6 7 8 9; do echo $i; done >&2; exit 5"_s),
                       restless(When::Always, 3));
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"gaveup a"_s); }));
    QCOMPARE(diary.count(u"started a"_s), 3);
    QCOMPARE(diary.count(u"waiting a 0"_s), 2);
    QCOMPARE(diary.events.last(), u"gaveup a"_s);
    QCOMPARE(diary.ends[0].exitCode(), 5);
    QCOMPARE(diary.lines.size(), 27);
    QCOMPARE(diary.lastLines, diary.lines.last(20));
    QVERIFY(!monitor.transport(quick));
}

void tst_ProcessMonitor::startingWhatWasGivenUpBeginsANewSeries()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(quick, shell(u"echo said; exit 5"_s), {When::Always, 1h, 1ms, 1h, 1h, 2});
    const QStringList series = {u"started a"_s, u"exited a"_s, u"waiting a 1"_s,
                                u"started a"_s, u"exited a"_s, u"gaveup a"_s};
    const auto heard = [&] {
        QStringList result = diary.events;
        result.removeAll(u"line a 1 said"_s);
        return result;
    };
    diary.hook = [&](const QString &event) {
        if (event == u"gaveup a"_s && diary.count(event) == 1)
            monitor.startProcess(quick);
    };
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.count(u"gaveup a"_s) == 2; }));
    QCOMPARE(heard(), series + series);
    QCOMPARE(diary.lastLines, QByteArrayList({"said", "said"})); // of the new series
}

void tst_ProcessMonitor::stoppingReachesTheGroup()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    LifeLine lifeLine;
    monitor.addProcess(lasting,
                       child(u"job same pause ; say 1 x close 1 pause"_s,
                             {.childFDs = {{3, lifeLine.childsEnd()}}}));
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"started b"_s); }));
    monitor.stopProcess(lasting);
    QVERIFY(waitUntil([&] { return diary.has(u"exited b"_s) && !monitor.transport(lasting); }));
    QVERIFY(lifeLine.waitForEnd());
    QCOMPARE(diary.exits[0].signal(), SIGTERM);
}

void tst_ProcessMonitor::aProgramThatIgnoresTermIsKilledInTime()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    RestartPolicy policy = restless();
    policy.killTime = 20ms;
    monitor.addProcess(lasting, child(u"ignore 15 say 1 \n pause"_s), policy);
    monitor.startService();
    QElapsedTimer clock;
    QVERIFY(waitUntil([&] { return diary.has(u"line b 1 "_s); }));
    clock.start();
    monitor.stopProcess(lasting);
    QVERIFY(waitUntil([&] { return diary.has(u"exited b"_s); }));
    QVERIFY(clock.elapsed() >= 20);
    QCOMPARE(diary.exits[0].signal(), SIGKILL);
}

void tst_ProcessMonitor::whatWasStoppedStaysStopped()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(lasting, child(u"pause"_s), restless());
    monitor.addProcess(quick, child({}), restless());
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"started b"_s); }));
    monitor.stopProcess(lasting);
    monitor.stopProcess(lasting);
    QVERIFY(waitUntil([&] { return !monitor.transport(lasting); }));
    const auto runs = diary.count(u"started a"_s);
    QVERIFY(waitUntil([&] { return diary.count(u"started a"_s) == runs + 10; }));
    QCOMPARE(diary.events.filter(u" b"_s), QStringList({u"started b"_s, u"exited b"_s}));
    monitor.startProcess(lasting);
    QVERIFY(waitUntil([&] { return diary.count(u"started b"_s) == 2; }));
}

void tst_ProcessMonitor::stoppingEndsAWait()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(quick, child({}), {When::Always, 1h, 1h, 1h});
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"waiting a 3600000"_s); }));
    monitor.stopProcess(quick);
    monitor.startProcess(quick); // without a delay
    QVERIFY(waitUntil([&] { return diary.count(u"waiting a 3600000"_s) == 2; }));
    monitor.stopService();
    QVERIFY(waitUntil([&] { return diary.has(u"stopped"_s); }));
    QCOMPARE(diary.count(u"started a"_s), 2);
}

void tst_ProcessMonitor::stoppingWhatHasExitedKeepsItFromBeingStartedAgain()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(quick, child({}), restless());
    monitor.addProcess(u"none"_s, {u"/nonexistent/program"_s}, restless());
    diary.hook = [&](const QString &event) {
        if (event.startsWith(u"exited"_s))
            monitor.stopProcess(event.sliced(7));
    };
    monitor.startService();
    QVERIFY(waitUntil([&] {
        return diary.exits.size() == 2 && !monitor.transport(quick)
            && !monitor.transport(u"none"_s);
    }));
    monitor.stopService();
    QVERIFY(waitUntil([&] { return diary.has(u"stopped"_s); }));
    QCOMPARE(diary.events.filter(u" a"_s), QStringList({u"started a"_s, u"exited a"_s}));
    QCOMPARE(diary.events.filter(u" none"_s), QStringList({u"exited none"_s}));
}

void tst_ProcessMonitor::aStoppedServiceTellsOnce()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.stopService(); // nothing ever ran
    monitor.stopService();
    QVERIFY(waitUntil([&] { return diary.has(u"stopped"_s); }));
    monitor.addProcess(lasting, child(u"pause"_s));
    monitor.startProcess(lasting); // by hand: the service is for all that run
    QVERIFY(waitUntil([&] { return diary.has(u"started b"_s); }));
    monitor.stopService();
    monitor.stopService();
    QVERIFY(waitUntil([&] { return diary.count(u"stopped"_s) == 2; }));
    QVERIFY(loopStaysIdle());
    QCOMPARE(diary.events,
             QStringList({u"stopped"_s, u"started b"_s, u"exited b"_s, u"stopped"_s}));
}

void tst_ProcessMonitor::aServiceThatIsStartedAgainDoesNotStop()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.stopService();
    monitor.startService();
    QVERIFY(loopStaysIdle());
    QCOMPARE(diary.events, QStringList());
    monitor.addProcess(lasting, child(u"pause"_s));
    QVERIFY(waitUntil([&] { return diary.has(u"started b"_s); }));
    monitor.stopService();
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.count(u"started b"_s) == 2; }));
    QCOMPARE(diary.events, QStringList({u"started b"_s, u"exited b"_s, u"started b"_s}));
}

void tst_ProcessMonitor::theServiceStartsWhatWasGivenUpOrStopped()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(quick, child(u"exit 1"_s), restless(When::Always, 1));
    monitor.addProcess(lasting, child(u"pause"_s));
    monitor.startService();
    monitor.stopProcess(lasting);
    QVERIFY(waitUntil([&] { return diary.has(u"gaveup a"_s) && !monitor.transport(lasting); }));
    monitor.stopService();
    QVERIFY(waitUntil([&] { return diary.has(u"stopped"_s); }));
    diary.events.clear();
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"gaveup a"_s) && diary.has(u"started b"_s); }));
}

void tst_ProcessMonitor::aRestartHasNoDelayAndIsNoFailure()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(lasting, child(u"pause"_s), {When::Always, 1h, 1h, 1h, 1h, 1});
    monitor.startService();
    for (int run = 1; run < 5; ++run) {
        QVERIFY(waitUntil([&] { return diary.count(u"started b"_s) == run; }));
        monitor.restartProcess(lasting);
        monitor.restartProcess(lasting);
    }
    QVERIFY(waitUntil([&] { return diary.count(u"started b"_s) == 5; }));
    QCOMPARE(diary.count(u"exited b"_s), 4);
    QCOMPARE(diary.events.size(), 9);
    QVERIFY(diary.pids[0] != diary.pids[1]);
    monitor.restartProcess(lasting);
    monitor.stopProcess(lasting);
    QVERIFY(waitUntil([&] { return !monitor.transport(lasting); }));
    QCOMPARE(diary.events.size(), 10);
    monitor.restartProcess(lasting); // it does not run: it is started
    QVERIFY(waitUntil([&] { return diary.count(u"started b"_s) == 6; }));
}

void tst_ProcessMonitor::aRestartEndsAWait()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(quick, child({}), {When::Always, 1h, 1h, 1h});
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.count(u"waiting a 3600000"_s) == 1; }));
    monitor.restartAll();
    QVERIFY(waitUntil([&] { return diary.count(u"waiting a 3600000"_s) == 2; }));
    monitor.restartProcess(quick);
    QVERIFY(waitUntil([&] { return diary.count(u"waiting a 3600000"_s) == 3; }));
    monitor.startProcess(quick);
    QVERIFY(waitUntil([&] { return diary.count(u"waiting a 3600000"_s) == 4; }));
    QCOMPARE(diary.count(u"started a"_s), 4);
}

void tst_ProcessMonitor::restartAllLeavesTheStoppedAlone()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    for (const QString &name : {u"idle"_s, u"stopping"_s, u"running"_s, u"second"_s})
        monitor.addProcess(name, child(u"pause"_s));
    for (const QString &name : {u"stopping"_s, u"running"_s, u"second"_s})
        monitor.startProcess(name);
    QVERIFY(waitUntil([&] { return diary.pids.size() == 3; }));
    diary.events.clear();
    monitor.stopProcess(u"stopping"_s);
    monitor.restartAll();
    QVERIFY(waitUntil([&] {
        return diary.has(u"started running"_s) && diary.has(u"started second"_s)
            && diary.has(u"exited stopping"_s) && !monitor.transport(u"stopping"_s);
    }));
    QCOMPARE(diary.events.size(), 5);
    QVERIFY(!monitor.transport(u"idle"_s));
}

void tst_ProcessMonitor::aStartDuringTheEndFollowsIt()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(lasting, child(u"pause"_s), restless());
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"started b"_s); }));
    monitor.stopProcess(lasting);
    monitor.startProcess(lasting);
    QVERIFY(waitUntil([&] { return diary.count(u"started b"_s) == 2; }));
    // One that has exited, and may not be going to be started again.
    monitor.addProcess(quick, child({}), restless(When::Never));
    diary.hook = [&](const QString &event) {
        if (event == u"exited a"_s && diary.count(event) == 1)
            monitor.startProcess(quick);
    };
    QVERIFY(waitUntil([&] { return diary.count(u"exited a"_s) == 2; }));
    QCOMPARE(diary.events.filter(u"waiting"_s), QStringList());
}

// A descendant in a session of its own holds stdout. The program's own options say for how long
// that is waited for.
void tst_ProcessMonitor::aRestartWaitsForTheEnd()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(quick,
                       child(u"job session say 1 up\n wait 3 say 1 late\n ; wait 4"_s,
                             {.childFDs = {{3, 'w'}, {4, 'w'}}, .holderTimeout = 1h}),
                       restless(When::Never));
    diary.hook = [&](const QString &event) {
        if (event == u"line a 1 up"_s)
            monitor.transport(quick)->closeChildFD(4);
        else if (event == u"exited a"_s && diary.count(event) == 1)
            monitor.restartProcess(quick);
    };
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"exited a"_s); }));
    QVERIFY(loopStaysIdle());
    QCOMPARE(diary.events, QStringList({u"started a"_s, u"line a 1 up"_s, u"exited a"_s}));
    monitor.transport(quick)->closeChildFD(3);
    QVERIFY(waitUntil([&] { return diary.count(u"exited a"_s) == 2; }));
    QCOMPARE(diary.events.mid(3, 2), QStringList({u"line a 1 late"_s, u"started a"_s}));
}

void tst_ProcessMonitor::aDaemonDelaysTheNextRunByASecond()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    Leash leash;
    QElapsedTimer clock;
    diary.hook = [&](const QString &event) {
        if (event == u"exited a"_s)
            clock.start();
    };
    monitor.addProcess(
        quick, child(u"job session wait 3 ; exit 1"_s, {.childFDs = {{3, leash.childsEnd()}}}),
        restless(When::Always, 1));
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"gaveup a"_s); }));
    QVERIFY(clock.elapsed() >= 999); // the transport's began a moment before
    QVERIFY(!diary.exits[0].truncated());
    QVERIFY(diary.ends[0].truncated());
}

// The first has exited before the second is started, which ends after its second.
void tst_ProcessMonitor::aHolderTimeoutOfTheOptionsCounts()
{
    const QString patient = u"patient"_s;
    const QString words = u"job session wait 3 ; exit 1"_s;
    ProcessMonitor monitor;
    Diary diary(&monitor);
    Leash leash;
    const ChildFDs fds{{3, leash.childsEnd()}};
    monitor.addProcess(patient, child(words, {.childFDs = fds, .holderTimeout = 1h}),
                       restless(When::Always, 1));
    monitor.addProcess(quick, child(words, {.childFDs = fds}), restless(When::Always, 1));
    diary.hook = [&](const QString &event) {
        if (event == u"exited patient"_s)
            monitor.startProcess(quick);
    };
    monitor.startProcess(patient);
    QVERIFY(waitUntil([&] { return diary.has(u"gaveup a"_s); }));
    QVERIFY(!diary.has(u"gaveup patient"_s));
}

void tst_ProcessMonitor::aRemovedProgramIsSilentAndItsNameIsFree()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    RestartPolicy policy = restless();
    policy.killTime = 20ms;
    monitor.addProcess(lasting, child(u"ignore 15 say 1 \n pause"_s), policy);
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"line b 1 "_s); }));
    diary.events.clear();
    const pid_t pid = pid_t(diary.pids[0]);
    QVERIFY(monitor.removeProcess(lasting));
    QCOMPARE(monitor.names(), QStringList());
    QVERIFY(!monitor.transport(lasting));
    QVERIFY(monitor.addProcess(lasting, child(u"pause"_s), restless()));
    monitor.stopService();
    QVERIFY(waitUntil([&] { return diary.has(u"stopped"_s); }));
    QVERIFY(kill(pid, 0) != 0); // it was waited for
    diary.events.removeAll(u"started b"_s); // the second may have been stopped before
    QCOMPARE(diary.events, QStringList({u"exited b"_s, u"stopped"_s})); // of the second
    if (diary.exits[0].error().errorNumber != ECANCELED)
        QCOMPARE(diary.exits[0].signal(), SIGTERM);
}

void tst_ProcessMonitor::removingEndsAWait()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(quick, child({}), {When::Always, 1h, 1h, 1h});
    monitor.addProcess(lasting, child({}), {When::Always, 1h, 1ms, 1ms});
    monitor.startService();
    diary.hook = [&](const QString &event) {
        if (event.startsWith(u"waiting "_s))
            monitor.removeProcess(event.split(u' ')[1]);
    };
    QVERIFY(waitUntil([&] { return monitor.names().isEmpty(); }));
    monitor.stopService();
    QVERIFY(waitUntil([&] { return diary.has(u"stopped"_s); }));
    QCOMPARE(diary.count(u"started a"_s), 1);
    QCOMPARE(diary.count(u"started b"_s), 1);
    QCOMPARE(diary.events.last(), u"stopped"_s);
}

void tst_ProcessMonitor::aTransportThatIsDeletedIsAnEnd()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(lasting, child(u"pause"_s), restless());
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.has(u"started b"_s); }));
    delete monitor.transport(lasting);
    QVERIFY(!monitor.transport(lasting));
    QVERIFY(waitUntil([&] { return diary.count(u"started b"_s) == 2; }));
    QCOMPARE(diary.events,
             QStringList({u"started b"_s, u"exited b"_s, u"waiting b 0"_s, u"started b"_s}));
    QCOMPARE(diary.exits[0].kind(), ExitReason::Kind::StatusUnknown);
    // While it is being stopped, and between its exit and its end.
    monitor.stopProcess(lasting);
    delete monitor.transport(lasting);
    QVERIFY(waitUntil([&] { return diary.count(u"exited b"_s) == 2; }));
    monitor.addProcess(quick, child(u"exit 7"_s), restless(When::Always, 1));
    diary.hook = [&](const QString &event) {
        if (event == u"exited a"_s)
            delete monitor.transport(quick);
    };
    QVERIFY(waitUntil([&] { return diary.has(u"gaveup a"_s); }));
    QCOMPARE(diary.ends[0].exitCode(), 7);
    QCOMPARE(diary.count(u"exited a"_s), 1);
    monitor.stopService();
    QVERIFY(waitUntil([&] { return diary.has(u"stopped"_s); }));
    QCOMPARE(diary.count(u"started b"_s), 2);
}

void tst_ProcessMonitor::aReactorThatIsDeletedEndsAll()
{
    ProcessMonitor monitor;
    Diary diary(&monitor);
    monitor.addProcess(u"a"_s, child(u"pause"_s), restless());
    monitor.addProcess(u"b"_s, child(u"pause"_s), restless());
    monitor.startService();
    QVERIFY(waitUntil([&] { return diary.pids.size() == 2; }));
    delete Reactor::instance();
    QVERIFY(waitUntil([&] { return diary.pids.size() == 4; }));
    QCOMPARE(diary.count(u"exited a"_s), 1);
    QCOMPARE(diary.count(u"exited b"_s), 1);
}

void tst_ProcessMonitor::deletingTheMonitorKills()
{
    auto monitor = std::make_unique<ProcessMonitor>();
    Diary diary(monitor.get());
    monitor->addProcess(lasting, child(u"ignore 15 say 1 \n pause"_s));
    monitor->addProcess(quick, child({}), {When::Always, 1h, 1h, 1h});
    monitor->startService();
    QVERIFY(
        waitUntil([&] { return diary.has(u"line b 1 "_s) && diary.has(u"waiting a 3600000"_s); }));
    const auto heard = diary.events;
    monitor.reset(); // cleanup() counts the children
    QVERIFY(loopStaysIdle());
    QCOMPARE(diary.events, heard);
}

void tst_ProcessMonitor::anythingMayBeDoneInASignal_data()
{
    QTest::addColumn<QString>("signal");
    QTest::addColumn<QString>("action");
    for (const char *signal : {"started", "line", "exited", "waiting", "gaveup", "stopped"}) {
        for (const char *action :
             {"delete monitor", "remove", "remove all, add again", "stop service", "start service",
              "stop", "start", "restart", "restart all", "delete transport", "delete reactor",
              "nested loop"}) {
            QTest::addRow("%s: %s", signal, action)
                << QString::fromLatin1(signal) << QString::fromLatin1(action);
        }
    }
}

void tst_ProcessMonitor::anythingMayBeDoneInASignal()
{
    QFETCH(const QString, signal);
    QFETCH(const QString, action);

    auto *const monitor = new ProcessMonitor;
    QPointer<ProcessMonitor> alive(monitor);
    Diary diary(monitor);
    const Command command = shell(u"seq 1 3; exit 3"_s);
    const RestartPolicy policy = restless(When::Always, 3);
    const auto act = [&] {
        if (action == u"delete monitor"_s) {
            delete monitor;
        } else if (action == u"remove"_s) {
            monitor->removeProcess(quick);
        } else if (action == u"remove all, add again"_s) {
            for (const QString &name : monitor->names()) {
                monitor->removeProcess(name);
                monitor->addProcess(name, command, policy);
            }
        } else if (action == u"stop service"_s) {
            monitor->stopService();
        } else if (action == u"start service"_s) {
            monitor->startService();
        } else if (action == u"stop"_s) {
            monitor->stopProcess(quick);
        } else if (action == u"start"_s) {
            monitor->startProcess(quick);
        } else if (action == u"restart"_s) {
            monitor->restartProcess(quick);
        } else if (action == u"restart all"_s) {
            monitor->restartAll();
        } else if (action == u"delete transport"_s) {
            delete monitor->transport(quick);
        } else if (action == u"delete reactor"_s) {
            delete Reactor::instance();
        } else {
            Recorder other;
            spawn(other, u"burn 5"_s);
            QVERIFY(waitForEnd(other));
        }
    };
    bool hasActed = false;
    diary.hook = [&](const QString &event) {
        if (!hasActed && event.startsWith(signal)) {
            hasActed = true;
            act();
        }
    };
    monitor->addProcess(quick, command, policy);
    monitor->addProcess(lasting, command, policy);
    monitor->startService();
    QVERIFY(waitUntil(
        [&] { return hasActed || (diary.has(u"gaveup a"_s) && diary.has(u"gaveup b"_s)); }));
    if (!hasActed) { // "stopped" alone is left
        monitor->stopService();
        QVERIFY(waitUntil([&] { return hasActed; }));
    }
    if (!alive) {
        const auto heard = diary.events;
        QVERIFY(waitUntil([] { return Reactor::instance()->processCount() == 0; }));
        QCOMPARE(diary.events, heard);
        return;
    }
    const auto heard = diary.count(u"stopped"_s);
    monitor->stopService();
    QVERIFY(waitUntil([&] { return diary.count(u"stopped"_s) > heard; }));
    QCOMPARE(Reactor::instance()->processCount(), 0);
    delete monitor;
}

void tst_ProcessMonitor::aThousandQuickDeathsCostNoMemory()
{
    ProcessMonitor monitor;
    struct Holdings
    {
        qsizetype objects;
        qsizetype descriptors = Census::descriptors().size();
        std::size_t bytes = mallinfo2().uordblks;
    };
    // Each spawn under valgrind is a fork() of valgrind: a thousand take longer than waitUntil().
    const int first = isUnderValgrind() ? 10 : 200, last = isUnderValgrind() ? 60 : 1200;
    int deaths = 0;
    bool isDone = false;
    std::optional<Holdings> before, after;
    connect(&monitor, &ProcessMonitor::processWaiting, this, [&] {
        // Between two runs there is no child. The transport of the last one is still to be deleted.
        ++deaths;
        if (deaths == first)
            before = Holdings{monitor.findChildren<QObject *>().size()};
        if (deaths == last)
            after = Holdings{monitor.findChildren<QObject *>().size()};
        isDone = deaths == last;
    });
    monitor.addProcess(quick, shell(u"echo dying; exit 1"_s), restless());
    monitor.startService();
    QVERIFY(waitUntil([&] { return isDone; }));
    QCOMPARE(after->objects, before->objects);
    QCOMPARE(after->descriptors, before->descriptors);
    qInfo("%zu bytes before, %zu after", before->bytes, after->bytes);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY(after->bytes <= before->bytes + 16 * 1024); // 16 bytes for each would be more
#endif
}

void tst_ProcessMonitor::aMonitorWorksInAThread()
{
    auto *const monitor = new ProcessMonitor;
    monitor->addProcess(quick, shell(u"echo said; exit 1"_s), restless(When::Always, 3));
    QThread thread;
    monitor->moveToThread(&thread);
    QStringList heard;
    connect(
        monitor, &ProcessMonitor::lineReceived, monitor,
        [&](const QString &, int, const QByteArray &line) { heard << QString::fromUtf8(line); });
    connect(monitor, &ProcessMonitor::processGaveUp, monitor, &ProcessMonitor::stopService);
    connect(monitor, &ProcessMonitor::serviceStopped, monitor, &QObject::deleteLater);
    connect(monitor, &QObject::destroyed, &thread, &QThread::quit, Qt::DirectConnection);
    connect(&thread, &QThread::started, monitor, &ProcessMonitor::startService);
    thread.start();
    QVERIFY(thread.wait());
    QCOMPARE(heard, QStringList({u"said"_s, u"said"_s, u"said"_s}));
}

void tst_ProcessMonitor::aDelayOutlivesItsThreadsDispatcher()
{
    auto *const monitor = new ProcessMonitor;
    monitor->addProcess(quick, child({}), {When::Always, 1h, 1ms, 1h, 1h, 2});
    QThread thread;
    monitor->moveToThread(&thread);
    int runs = 0;
    connect(monitor, &ProcessMonitor::processStarted, monitor, [&] { ++runs; });
    connect(monitor, &ProcessMonitor::processExited, monitor, [&] {
        if (runs == 2)
            monitor->deleteLater();
    });
    connect(monitor, &ProcessMonitor::processWaiting, monitor, [&] { thread.quit(); });
    connect(monitor, &QObject::destroyed, &thread, &QThread::quit, Qt::DirectConnection);
    QMetaObject::invokeMethod(monitor, &ProcessMonitor::startService, Qt::QueuedConnection);
    thread.start();
    QVERIFY(thread.wait());
    QCOMPARE(runs, 1);
    thread.start(); // with another dispatcher
    QVERIFY(thread.wait());
    QCOMPARE(runs, 2);
}

QTEST_GUILESS_MAIN(tst_ProcessMonitor)
#include "tst_processmonitor.moc"
