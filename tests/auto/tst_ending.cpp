// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// How children end, are signalled, stopped and abandoned.

#include "behaviourtest.h"
#include "disposition.h"
#include "keptstatuses.h"
#include "leash.h"
#include "lifeline.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QPointer>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

qint64 microseconds(const timeval &time)
{
    return qint64(time.tv_sec) * 1'000'000 + time.tv_usec;
}

/// Of all children that were reaped: times, page faults, switches, and the largest resident set.
QList<qint64> childrensUsage()
{
    rusage sum;
    getrusage(RUSAGE_CHILDREN, &sum);
    return {microseconds(sum.ru_utime),
            microseconds(sum.ru_stime),
            sum.ru_minflt,
            sum.ru_majflt,
            sum.ru_nvcsw,
            sum.ru_nivcsw,
            sum.ru_maxrss};
}

} // namespace

class tst_Ending : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void anExitCodeIsToldAsItIs_data();
    void anExitCodeIsToldAsItIs();
    void aDeadlySignalIsTold_data();
    void aDeadlySignalIsTold();
    void stopAndContinueAreNotTold();
    void resourceUsageComesFromTheKernel();
    void theReasonHasWords();
    void anIgnoredSigchldKeepsNobodyAlive();
    void childrenOfOtherCodeAreLeftAlone();
    void sigchldAtItsDefaultInterruptsNothing();
    void anySignalCanBeSentByNumberAndName_data();
    void anySignalCanBeSentByNumberAndName();
    void anUnknownSignalIsFalse();
    void afterTheExitNoSignalIsSent();
    void aDeadChildThatIsNotReapedYetTakesSignalsSilently();
    void stopSendsTerm();
    void stopWithinKillsWhoIgnoresTerm();
    void stopWorksBeforeConnectionMade();
    void aStopBeforeConnectionMadeLeavesNoTimerBehind();
    void aSecondStopCanOnlyShortenTheTime();
    void stopAfterTheExitDoesNothing();
    void stopTellsWhetherASignalWentOut();
    void whoIsStoppedCleansUpAllTheSame_data();
    void whoIsStoppedCleansUpAllTheSame();
    void aHolderThatLetGoInTimeIsNotCut();
    void holderTimeoutCanBeChangedLater();
    void holderTimeoutCanBeTakenBack();
    void whoHoldsTheStreamsIsTold_data();
    void whoHoldsTheStreamsIsTold();
    void allStreamsClosedIsNotTheEnd();
    void abandonedChildrenAreKilled_data();
    void abandonedChildrenAreKilled();
    void abandonedChildrenMayBeLeft();
    void destroyingNeverBlocks();
    void aThousandAbandonedChildrenAreReaped();
    void processCountCountsTheLiving();
    void exitReasonIsKnownFromProcessExitedOn();
};

void tst_Ending::anExitCodeIsToldAsItIs_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {0, 1, 2, 127, 128, 255})
        QTest::addRow("%d", code) << code;
}

void tst_Ending::anExitCodeIsToldAsItIs()
{
    QFETCH(int, code);
    Recorder recorder;
    spawn(recorder, u"exit %1"_s.arg(code));
    QVERIFY(waitForEnd(recorder));
    using Kind = ExitReason::Kind;
    QCOMPARE(recorder.ended->kind(), code == 0 ? Kind::ProcessDone : Kind::ProcessTerminated);
    QCOMPARE(recorder.ended->exitCode(), code);
    QCOMPARE(recorder.ended->signal(), 0);
    QCOMPARE(recorder.ended->status(), code << 8); // the raw wait status
    QVERIFY(!recorder.ended->coreDumped());
    QVERIFY(recorder.ended->error() == SpawnError());
}

void tst_Ending::aDeadlySignalIsTold_data()
{
    QTest::addColumn<int>("number");
    for (const int number : {SIGHUP, SIGINT, SIGKILL, SIGTERM, SIGUSR1, SIGPIPE, SIGSEGV, 34, 64})
        QTest::addRow("%d", number) << number;
}

void tst_Ending::aDeadlySignalIsTold()
{
    QFETCH(int, number);
    Recorder recorder;
    spawn(recorder, u"raise %1"_s.arg(number));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->kind(), ExitReason::Kind::ProcessTerminated);
    QCOMPARE(recorder.ended->exitCode(), -1);
    QCOMPARE(recorder.ended->signal(), number);
    QCOMPARE(recorder.ended->status() & 0x7f, number);
    QCOMPARE(recorder.ended->coreDumped(), (recorder.ended->status() & 0x80) != 0);
}

void tst_Ending::stopAndContinueAreNotTold()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 1 x copy 0 1"_s);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "x"; }));
    QVERIFY(transport->signalProcess(SIGSTOP));
    siginfo_t info;
    QCOMPARE(waitid(P_PID, id_t(transport->pid()), &info, WSTOPPED | WNOWAIT), 0); // it has stopped
    QVERIFY(transport->signalProcess(u"CONT"_s));
    transport->write("y"_ba);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "xy"; }));
    QVERIFY(!recorder.exited); // a stopped child is not reported
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 0);
}

// Not less than the child saw just before its end, and not more than what the kernel has added to
// the sum of all children meanwhile.
void tst_Ending::resourceUsageComesFromTheKernel()
{
    const QList<qint64> before = childrensUsage();
    Recorder recorder;
    spawn(recorder, u"burn 50 usage 1"_s);
    QVERIFY(waitForEnd(recorder));
    const QList<qint64> after = childrensUsage();
    const ResourceUsage usage = recorder.ended->usage();
    const QList<qint64> given{usage.userTime.count(),  usage.systemTime.count(),
                              usage.minorFaults,       usage.majorFaults,
                              usage.voluntarySwitches, usage.involuntarySwitches};
    const QList<QByteArray> seen = recorder.data[1].simplified().split(' ');
    QCOMPARE(seen.size(), given.size());
    for (qsizetype i = 0; i < given.size(); ++i) {
        const qint64 least = seen[i].toLongLong();
        const qint64 most = after[i] - before[i];
        QVERIFY2(least <= given[i] && given[i] <= most,
                 qPrintable(u"%1: %2 to %3 expected, %4 given"_s.arg(i).arg(least).arg(most).arg(
                     given[i])));
    }
    QVERIFY(usage.userTime + usage.systemTime >= 50ms); // it spent them by its own clock
    QVERIFY(usage.maxResidentKiB > 0);
    QVERIFY(usage.maxResidentKiB <= after.constLast());
    QVERIFY(usage.minorFaults > 0);
}

void tst_Ending::theReasonHasWords()
{
    Recorder code, signal, missing;
    spawn(code, u"exit 3"_s);
    spawn(signal, u"raise 15"_s);
    reactor->spawnProcess(&missing, u"/nowhere"_s);
    QVERIFY(waitForEnd(code));
    QVERIFY(waitForEnd(signal));
    QVERIFY(waitForEnd(missing));
    QCOMPARE(code.ended->toString(), u"exited with code 3"_s);
    QCOMPARE(signal.ended->toString(), u"ended by SIGTERM"_s);
    QCOMPARE(missing.ended->toString(),
             u"not started: execve /nowhere: No such file or directory"_s);
    QCOMPARE(ExitReason().kind(), ExitReason::Kind::StatusUnknown);
    QVERIFY(!ExitReason().toString().isEmpty());
    QCOMPARE(SpawnError().toString(), QString());
}

// The kernel reaps each at once: a leader's number may be another's before its group is gone.
void tst_Ending::anIgnoredSigchldKeepsNobodyAlive()
{
    const Disposition sigchld(SIGCHLD, SIG_IGN);
    LifeLine line;
    Recorder leader, abandoned;
    ProcessTransport *const transport =
        spawn(leader, u"leave 9 ignore 15 say 1 ready pause"_s,
              {.childFDs = {{1, 'r'}, {9, line.childsEnd()}}, .newProcessGroup = true});
    QVERIFY(waitUntil([&] { return leader.data[1] == "ready"; }));
    transport->stopWithin(0ms);
    delete spawn(abandoned, u"ignore 15 pause"_s, {.childFDs = {{9, line.childsEnd()}}});
    QVERIFY(waitForEnd(leader));
    QCOMPARE(leader.ended->signal(), KeptStatuses::areThere() ? SIGKILL : 0);
    QVERIFY(line.waitForEnd());
}

void tst_Ending::childrenOfOtherCodeAreLeftAlone()
{
    const pid_t foreign = fork();
    if (foreign == 0)
        _exit(42);
    Recorder recorder;
    spawn(recorder, u"exit 0"_s);
    QVERIFY(waitForEnd(recorder));
    int status = 0;
    QCOMPARE(waitpid(foreign, &status, 0), foreign); // a child of other code is left to that code
    QCOMPARE(WEXITSTATUS(status), 42);
}

void tst_Ending::sigchldAtItsDefaultInterruptsNothing()
{
    struct sigaction action;
    sigaction(SIGCHLD, nullptr, &action);
    QVERIFY(action.sa_handler == SIG_DFL); // nobody installed a handler
}

void tst_Ending::anySignalCanBeSentByNumberAndName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("number");
    QTest::newRow("TERM") << u"TERM"_s << SIGTERM;
    QTest::newRow("SIGKILL") << u"SIGKILL"_s << SIGKILL;
    QTest::newRow("term") << u"term"_s << SIGTERM;
    QTest::newRow("sigint") << u"sigint"_s << SIGINT;
    QTest::newRow("USR1") << u"USR1"_s << SIGUSR1;
    QTest::newRow("HUP") << u"HUP"_s << SIGHUP;
    QTest::newRow("ABRT") << u"ABRT"_s << SIGABRT;
    QTest::newRow("IOT") << u"IOT"_s << SIGABRT;
    QTest::newRow("IO") << u"SIGIO"_s << SIGIO;
    QTest::newRow("POLL") << u"POLL"_s << SIGIO;
    QTest::newRow("RTMIN") << u"RTMIN"_s << SIGRTMIN;
    QTest::newRow("RTMIN+3") << u"SIGRTMIN+3"_s << SIGRTMIN + 3;
    QTest::newRow("RTMAX-1") << u"rtmax-1"_s << SIGRTMAX - 1;
}

void tst_Ending::anySignalCanBeSentByNumberAndName()
{
    QFETCH(QString, name);
    QFETCH(int, number);
    Recorder byName, byNumber;
    QVERIFY(spawn(byName, u"pause"_s)->signalProcess(name));
    QVERIFY(spawn(byNumber, u"pause"_s)->signalProcess(number));
    QVERIFY(waitForEnd(byName));
    QVERIFY(waitForEnd(byNumber));
    QCOMPARE(byName.ended->signal(), number);
    QCOMPARE(byNumber.ended->signal(), number);
}

void tst_Ending::anUnknownSignalIsFalse()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"wait 0"_s);
    for (const QString &name :
         {u""_s, u"SIG"_s, u"NOPE"_s, u"15"_s, u"TERM "_s, u"RTMIN+99"_s, u"RTMIN3"_s, u"RTMAX+1"_s,
          u"RTMIN+x"_s, u"RTMIN+2147483647"_s, u"RTMAX-2147483648"_s})
        QVERIFY2(!transport->signalProcess(name), qPrintable(name));
    QVERIFY(!transport->signalProcess(-1));
    QVERIFY(!transport->signalProcess(65));
    QVERIFY(transport->signalProcess(0)); // a probe
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 0);
}

void tst_Ending::afterTheExitNoSignalIsSent()
{
    Recorder recorder;
    ProcessTransport *transport = nullptr;
    QList<bool> sent;
    recorder.hook = [&](const QString &event) {
        if (event == u"exited" || event == u"ended") {
            sent << transport->signalProcess(0) << transport->signalProcess(u"KILL"_s);
            QCOMPARE(transport->pid(), 0); // reaped: there is no process to name or to signal
            QVERIFY(transport->lastPid() > 0);
        }
    };
    transport = spawn(recorder, u"exit 0"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(sent, QList<bool>(4, false));
}

void tst_Ending::aDeadChildThatIsNotReapedYetTakesSignalsSilently()
{
    spawnInThisThread();
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"exit 3"_s);
    siginfo_t info;
    // Dead, but not reaped: it succeeds and does nothing.
    QCOMPARE(waitid(P_PID, id_t(transport->pid()), &info, WEXITED | WNOWAIT), 0); // a zombie now
    QVERIFY(transport->signalProcess(SIGKILL));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 3);
}

void tst_Ending::stopSendsTerm()
{
    Recorder recorder;
    recorder.hook = [&](const QString &event) {
        if (event == u"data 1")
            recorder.transport()->stop();
    };
    spawn(recorder, u"say 1 ready pause"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->signal(), SIGTERM);
}

void tst_Ending::stopWithinKillsWhoIgnoresTerm()
{
    for (const auto grace : {0ms, 20ms, -5ms}) {
        Recorder recorder;
        recorder.hook = [&](const QString &event) {
            if (event == u"data 1")
                recorder.transport()->stopWithin(grace);
        };
        spawn(recorder, u"ignore 15 say 1 ready pause"_s);
        QVERIFY(waitForEnd(recorder));
        QCOMPARE(recorder.ended->signal(), SIGKILL);
    }
}

namespace {

class TimerCounter : public QObject
{
public:
    int count = 0;
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Timer ? 1 : 0;
        return false;
    }
};

} // namespace

// A paused reader keeps the transport while another child works for a while.
void tst_Ending::aStopBeforeConnectionMadeLeavesNoTimerBehind()
{
    spawnInThisThread();
    Recorder held, other;
    ProcessTransport *const transport = spawn(held, u"pause"_s);
    transport->pauseProducing();
    TimerCounter timers;
    transport->installEventFilter(&timers);
    transport->stopWithin(std::chrono::milliseconds(1));
    QVERIFY(waitUntil([&] { return held.exited.has_value(); }));
    spawn(other, u"burn 100"_s);
    QVERIFY(waitForEnd(other));
    QVERIFY2(timers.count < 10, qPrintable(QString::number(timers.count)));
    transport->resumeProducing();
    QVERIFY(waitForEnd(held));
}

void tst_Ending::stopWorksBeforeConnectionMade()
{
    spawnInThisThread();
    Recorder recorder, stubborn;
    spawn(recorder, u"pause"_s)->stop();
    // Which ignores SIGTERM from before it stops itself on.
    ProcessTransport *const transport = spawn(stubborn, u"ignore 15 raise 19 pause"_s);
    siginfo_t info;
    QCOMPARE(waitid(P_PID, id_t(transport->pid()), &info, WSTOPPED | WNOWAIT), 0);
    transport->stopWithin(10ms);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->signal(), SIGTERM);
    QVERIFY(waitForEnd(stubborn));
    QCOMPARE(stubborn.ended->signal(), SIGKILL);
}

void tst_Ending::aSecondStopCanOnlyShortenTheTime()
{
    Recorder shortened, kept;
    const auto script = u"ignore 15 say 1 ready pause"_s;
    shortened.hook = [&](const QString &event) {
        if (event == u"data 1") {
            shortened.transport()->stopWithin(std::chrono::milliseconds::max());
            shortened.transport()->stopWithin(10ms);
        }
    };
    kept.hook = [&](const QString &event) {
        if (event == u"data 1") {
            kept.transport()->stopWithin(10ms);
            kept.transport()->stopWithin(1000h);
        }
    };
    spawn(shortened, script);
    spawn(kept, script);
    QVERIFY(waitForEnd(shortened));
    QVERIFY(waitForEnd(kept));
}

void tst_Ending::stopAfterTheExitDoesNothing()
{
    Recorder recorder;
    recorder.hook = [&](const QString &event) {
        if (event == u"exited" || event == u"ended")
            recorder.transport()->stopWithin(0ms);
    };
    spawn(recorder, u"exit 1"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 1);
}

void tst_Ending::stopTellsWhetherASignalWentOut()
{
    spawnInThisThread();
    Recorder running, dead, missing;
    QVERIFY(spawn(running, u"pause"_s)->stop());
    ProcessTransport *const transport = spawn(dead, u"exit 3"_s);
    siginfo_t info;
    QCOMPARE(waitid(P_PID, id_t(transport->pid()), &info, WEXITED | WNOWAIT), 0);
    QVERIFY(!transport->stop()); // though no callback has said so yet
    QVERIFY(!reactor->spawnProcess(&missing, u"/nowhere"_s)->stop());
    dead.hook = [&](const QString &event) {
        if (event == u"exited" || event == u"ended")
            QVERIFY(!transport->stopWithin(0ms));
    };
    QVERIFY(waitForEnd(running));
    QCOMPARE(running.ended->signal(), SIGTERM);
    QVERIFY(waitForEnd(dead));
    QCOMPARE(dead.ended->exitCode(), 3);
    QVERIFY(waitForEnd(missing));
}

void tst_Ending::whoIsStoppedCleansUpAllTheSame_data()
{
    QTest::addColumn<bool>("group");
    QTest::addColumn<bool>("session");
    QTest::addColumn<bool>("terminal");
    QTest::newRow("child") << false << false << false;
    QTest::newRow("group") << true << false << false;
    QTest::newRow("session") << false << true << false;
    QTest::newRow("terminal") << false << false << true;
}

// It holds the signals back, and stops itself; when it goes on it takes the one that came
// meanwhile.
void tst_Ending::whoIsStoppedCleansUpAllTheSame()
{
    spawnInThisThread();
    QFETCH(bool, group);
    QFETCH(bool, session);
    QFETCH(bool, terminal);
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"block 1 block 15 raise 19 await 15 4"_s,
                                              {.usePTY = terminal,
                                               .childFDs = {{4, 'r'}},
                                               .newProcessGroup = group,
                                               .newSession = session});
    siginfo_t info;
    QCOMPARE(waitid(P_PID, id_t(transport->pid()), &info, WSTOPPED | WNOWAIT), 0);
    QVERIFY(transport->stopWithin(1h));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[4], "signal 15\n"_ba);
    QCOMPARE(recorder.ended->kind(), ExitReason::Kind::ProcessDone);
}

// While the loop is kept busy the holder ends, and then the time is up.
void tst_Ending::aHolderThatLetGoInTimeIsNotCut()
{
    prctl(PR_SET_CHILD_SUBREAPER, 1); // so that the holder can be waited for
    Leash leash;
    Recorder recorder;
    recorder.hook = [&](const QString &event) {
        if (event != u"exited")
            return;
        leash.letGo();
        QVERIFY(waitpid(-1, nullptr, 0) > 0);
        for (const QDeadlineTimer longer(20ms); !longer.hasExpired();) { }
    };
    spawn(recorder, u"job same wait 9 say 1 late ;"_s,
          {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}, .holderTimeout = 10ms});
    const bool hasEnded = waitForEnd(recorder);
    prctl(PR_SET_CHILD_SUBREAPER, 0);
    QVERIFY(hasEnded);
    QCOMPARE(recorder.data[1], "late"_ba);
    QVERIFY(!recorder.ended->truncated());
}

void tst_Ending::holderTimeoutCanBeChangedLater()
{
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"hold 9 say 1 x"_s,
              {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}, .holderTimeout = 1h});
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    transport->setHolderTimeout(0ms);
    QVERIFY(!recorder.ended);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "x"_ba);
    QVERIFY(recorder.ended->truncated());
}

void tst_Ending::holderTimeoutCanBeTakenBack()
{
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"hold 9"_s,
              {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}, .holderTimeout = 1ms});
    transport->setHolderTimeout({});
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdle());
    QVERIFY(!recorder.ended);
    leash.letGo();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(!recorder.ended->truncated());
}

void tst_Ending::whoHoldsTheStreamsIsTold_data()
{
    QTest::addColumn<bool>("terminal");
    QTest::newRow("a pipe") << false;
    QTest::newRow("a terminal") << true;
}

// A descendant that has left the session, and nobody else: not even this program, which has our
// ends, and the leash.
void tst_Ending::whoHoldsTheStreamsIsTold()
{
    SKIP_ON_POSIX("nobody can tell who holds a pipe");
    QFETCH(bool, terminal);
    Leash leash;
    Recorder recorder;
    ChildFDs childFDs = {{4, 'w'}, {5, 'r'}, {9, leash.childsEnd()}};
    if (!terminal)
        childFDs.insert(1, 'r');
    ProcessTransport *const transport =
        spawn(recorder, u"job session session 5 close 4 close 5 wait 9 ; wait 4"_s,
              {.usePTY = terminal, .childFDs = childFDs});
    QVERIFY(waitUntil([&] { return recorder.data[5].contains('\n'); }));
    const qint64 holder = recorder.data[5].split(' ').first().toLongLong();
    QList<qint64> both = {transport->pid(), holder};
    std::sort(both.begin(), both.end());
    QList<qint64> given = transport->holders();
    std::sort(given.begin(), given.end());
    QCOMPARE(given, both);
    transport->closeChildFD(4);
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QCOMPARE(transport->holders(), QList<qint64>{holder});
    const QPointer<ProcessTransport> alive(transport);
    leash.letGo();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(!alive || alive->holders().isEmpty());
}

void tst_Ending::allStreamsClosedIsNotTheEnd()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"pause"_s);
    transport->loseConnection();
    QVERIFY(waitUntil([&] { return recorder.events.size() == 4; }));
    QVERIFY(!recorder.exited); // no signal was sent, and no stream left is not an exit
    transport->signalProcess(SIGTERM);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events.last(2), (QStringList{u"exited"_s, u"ended"_s}));
}

void tst_Ending::abandonedChildrenAreKilled_data()
{
    QTest::addColumn<bool>("byReactor");
    QTest::newRow("transport deleted") << false;
    QTest::newRow("reactor deleted") << true;
}

void tst_Ending::abandonedChildrenAreKilled()
{
    QFETCH(bool, byReactor);
    LifeLine line;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"ignore 15 pause"_s, {.childFDs = {{0, 'w'}, {9, line.childsEnd()}}});
    if (byReactor)
        reactor.reset();
    else
        delete transport;
    QVERIFY(line.waitForEnd());
    QCOMPARE(recorder.events, QStringList());
}

void tst_Ending::abandonedChildrenMayBeLeft()
{
    LifeLine line;
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3"_s,
              {.childFDs = {{0, 'w'}, {3, leash.childsEnd()}, {9, line.childsEnd()}},
               .whenAbandoned = Abandonment::Leave});
    const auto pid = pid_t(transport->pid());
    delete transport;
    QCOMPARE(kill(pid, 0), 0); // it cannot have ended: its fd 3 is open
    leash.letGo();
    QVERIFY(line.waitForEnd()); // and it is reaped when it does end: cleanup() counts
}

void tst_Ending::destroyingNeverBlocks()
{
    // A child that is stopped dies of SIGKILL only later, one that is left not at all.
    Leash leash;
    for (int i = 0; i < 20; ++i) {
        const SpawnOptions options{.childFDs = {{0, 'w'}, {1, 'r'}, {3, leash.childsEnd()}},
                                   .whenAbandoned = i % 2 ? Abandonment::Leave : Abandonment::Kill};
        reactor->spawnProcess(testChild(), script(u"wait 3"_s), options)
            ->write(QByteArray(500'000, 'x'));
    }
    reactor.reset();
}

void tst_Ending::aThousandAbandonedChildrenAreReaped()
{
    for (int i = 0; i < 1000; ++i)
        delete reactor->spawnProcess(testChild(), script(u"pause"_s));
}

void tst_Ending::processCountCountsTheLiving()
{
    Recorder first, second, failing;
    QCOMPARE(reactor->processCount(), 0);
    spawn(first, u"wait 0"_s);
    spawn(second, u"wait 0"_s);
    reactor->spawnProcess(&failing, u"/nowhere"_s);
    QCOMPARE(reactor->processCount(), 3);
    first.hook = [&](const QString &event) {
        if (event == u"ended")
            QCOMPARE(reactor->processCount(), 1); // it is out of the count before processEnded runs
    };
    QVERIFY(waitForEnd(failing));
    QCOMPARE(reactor->processCount(), 2);
    first.transport()->closeStdin();
    QVERIFY(waitForEnd(first));
    delete second.transport();
    QCOMPARE(reactor->processCount(), 0);
}

void tst_Ending::exitReasonIsKnownFromProcessExitedOn()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"exit 3"_s);
    recorder.hook = [&](const QString &event) {
        const bool exited = event == u"exited" || recorder.exited;
        QCOMPARE(transport->exitReason().has_value(), exited);
        QCOMPARE(transport->pid() == 0, exited);
    };
    QVERIFY(!transport->exitReason());
    QVERIFY(waitForEnd(recorder));
}

QTEST_GUILESS_MAIN(tst_Ending)

#include "tst_ending.moc"
