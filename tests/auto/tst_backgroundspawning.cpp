// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What is particular to children that a thread of the library makes: what is asked of them before
// they are there, what belongs to the call, spawns that hang, and ends of every kind meanwhile.

#include "behaviourtest.h"
#include "leash.h"
#include "lifeline.h"
#include "slowprogram.h"

#include <QtCore/QBuffer>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QPointer>
#include <QtCore/QThread>

#include <cerrno>
#include <csignal>
#include <memory>
#include <sched.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A child whose start hangs for as long as the test wants.
struct HungChild
{
    HungChild(Reactor &reactor, const QString &words, const SpawnOptions &options = {})
    {
        QStringList args = BehaviourTest::script(words);
        transport = reactor.spawnProcess(&recorder, program.path(), args, options);
    }
    bool isNotStarted(int error) const
    {
        return recorder.events == QStringList{u"ended"_s}
        && recorder.ended->kind() == ExitReason::Kind::NotStarted
            && recorder.ended->error().errorNumber == error;
    }

    SlowProgram program{BehaviourTest::testChild()};
    Recorder recorder;
    QPointer<ProcessTransport> transport;
};

/// The calling thread's working directory, back where it was.
class DirectoryChange
{
public:
    explicit DirectoryChange(const QString &path) { QDir::setCurrent(path); }
    ~DirectoryChange() { QDir::setCurrent(m_before); }
    Q_DISABLE_COPY_MOVE(DirectoryChange)

private:
    const QString m_before = QDir::currentPath();
};

} // namespace

class tst_BackgroundSpawning : public BehaviourTest
{
    Q_OBJECT

public:
    tst_BackgroundSpawning() { qputenv("OFFSPRING_TEST_SPAWNING", "InBackground"); }

private:
    static bool waitUntilAwaited(const SlowProgram &program)
    {
        return QTest::qWaitFor([&] { return program.isAwaited(); }, 60'000);
    }
    ProcessTransport *scenario(Recorder &recorder, const QString &how, const QString &child,
                               const QString &words);

private Q_SLOTS:
    void initTestCase();
    void aSpawnThatHangsStopsNeitherTheLoopNorOtherSpawns();
    void aDirectoryThatHangsStopsNeitherTheLoopNorOtherSpawns();
    void untilTheStartThereIsNoPidAndNoReason();
    void whatIsMistakenIsKnownAtOnce();
    void whatCannotBeStartedIsToldByTheEndAlone_data();
    void whatCannotBeStartedIsToldByTheEndAlone();
    void writesAndClosesWaitInTheirOrder();
    void aSourceWaits();
    void aSourceThatDiesBeforeTheStartAborts();
    void aPauseHoldsFromTheFirstByteOn();
    void waterMarksAreToldAfterTheStart();
    void closedReadersDeliverNothing();
    void aConnectionThatIsLostBeforeTheStartIsTold();
    void signalsWaitInTheirOrder();
    void aHolderTimeoutWaits();
    void aTerminalIsThereAtOnce();
    void aDeviceReadsAndWrites();
    void aDeviceWaitsForTheStart();
    void aDeviceOfAChildThatDoesNotStartIsAtItsEnd();
    void stopEndsAHangingSpawn();
    void stopEndsAHangingSpawnInAnyMoment();
    void stopEndsOneThatWaitsForAThread();
    void stopOfAChildThatIsThereIsAnOrdinaryStop();
    void deletingTheProtocolOnlyDetachesIt();
    void deletingTheTransportEndsTheSpawn();
    void deletingTheReactorEndsItsSpawns();
    void deletingInEveryMomentLeavesNothing_data();
    void deletingInEveryMomentLeavesNothing();
    void whatIsLeftStartsAndGoesOn();
    void aHungChildHoldsNoOtherChildsPipes();
    void aControlGroupIsMadeToo();
    void aControlGroupGoesWithAStartThatNobodyHasHeardOf();
    void moreThreadsComeWhileOthersAreStuck();
    void parentsDescriptorsMayBeClosedAtOnce();
    void theDirectoryIsThatOfTheCall();
    void aDirectoryThatMayNotBeEnteredIsKept();
    void theEnvironmentIsThatOfTheCall();
    void aChildIsScheduledAsThisProgramIs();
    void noDescriptorsAreLeftForTheMoment();
    void whatHasStartedMeanwhileIsAllTold();
    void manyThreadsSpawnAtOnce();
    void aReactorMayMoveToAnotherThread();
    void aThousandThatWaitForAThreadCanBeStopped();
    void aProgramThatEndsStartsNothingMore_data();
    void aProgramThatEndsStartsNothingMore();
    void aProgramThatEndsInAnyMomentLeavesNobody();
    void aProgramThatEndsStillStartsWhatItLeaves();
    void theDeathSignalComesWithTheProgramsDeath_data();
    void theDeathSignalComesWithTheProgramsDeath();
    void aForkedCopyCancelsNothingOfItsParents();
};

void tst_BackgroundSpawning::initTestCase()
{
    QCOMPARE(Reactor().spawning(), Reactor::Spawning::InThisThread);
    if (!SlowProgram(testChild()).isHeld())
        QSKIP("no leases on files here, fcntl(2)");
}

void tst_BackgroundSpawning::aSpawnThatHangsStopsNeitherTheLoopNorOtherSpawns()
{
    HungChild hung(*reactor, u"exit 5"_s);
    QVERIFY(waitUntilAwaited(hung.program));
    for (int i = 0; i < 20; ++i) {
        Recorder other;
        spawn(other, u"say 1 x"_s);
        QVERIFY(waitForEnd(other));
        QCOMPARE(other.data.value(1), "x"_ba);
    }
    QCOMPARE(reactor->processCount(), 1);
    QVERIFY(hung.recorder.events.isEmpty());
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QCOMPARE(hung.recorder.events.first(), u"connectionMade"_s);
    QCOMPARE(hung.recorder.ended->exitCode(), 5);
    QCOMPARE(reactor->processCount(), 0);
}

void tst_BackgroundSpawning::aDirectoryThatHangsStopsNeitherTheLoopNorOtherSpawns()
{
    Recorder recorder;
    scenario(recorder, u"beside"_s, testChild(), u"exit 0"_s);
    QVERIFY(waitForEnd(recorder));
    if (recorder.data.value(2).startsWith("no"))
        QSKIP(recorder.data.value(2));
    QCOMPARE(recorder.data.value(2), "stopped\ngone\n"_ba);
}

void tst_BackgroundSpawning::untilTheStartThereIsNoPidAndNoReason()
{
    HungChild hung(*reactor, u"wait 0"_s);
    QVERIFY(waitUntilAwaited(hung.program));
    QCOMPARE(hung.transport->pid(), 0);
    QCOMPARE(hung.transport->lastPid(), 0);
    QVERIFY(!hung.transport->exitReason());
    QVERIFY(hung.transport->holders().isEmpty());
    hung.program.release();
    QVERIFY(waitUntil([&] { return hung.recorder.count(u"connectionMade"_s) == 1; }));
    QVERIFY(hung.transport->pid() > 0);
    hung.transport->closeStdin();
    QVERIFY(waitForEnd(hung.recorder));
}

void tst_BackgroundSpawning::whatIsMistakenIsKnownAtOnce()
{
    Recorder recorder;
    ProcessTransport *const transport = reactor->spawnProcess(&recorder, QString());
    QCOMPARE(transport->exitReason()->error().errorNumber, EINVAL);
    Recorder closed;
    ProcessTransport *const second =
        reactor->spawnProcess(&closed, testChild(), {}, {.childFDs = {{0, 4711}}});
    QCOMPARE(second->exitReason()->error().errorNumber, EBADF);
    QVERIFY(waitForEnd(recorder));
    QVERIFY(waitForEnd(closed));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
}

void tst_BackgroundSpawning::whatCannotBeStartedIsToldByTheEndAlone_data()
{
    QTest::addColumn<QString>("executable");
    QTest::addColumn<SpawnOptions>("options");
    QTest::addColumn<SpawnError::Stage>("stage");
    QTest::addColumn<int>("error");
    using Stage = SpawnError::Stage;
    QTest::newRow("no program") << u"/no/program"_s << SpawnOptions() << Stage::Exec << ENOENT;
    QTest::newRow("no directory") << testChild() << SpawnOptions{.path = u"/no/directory"_s}
                                  << Stage::Directory << ENOENT;
    QTest::newRow("no file")
        << testChild()
        << SpawnOptions{.childFDs = {{0, ChildFD::file(u"/no/file"_s, QIODevice::ReadOnly)}}}
        << Stage::FileDescriptors << ENOENT;
    QTest::newRow("no signal") << testChild() << SpawnOptions{.parentDeathSignal = 99}
                               << Stage::Setup << EINVAL;
}

void tst_BackgroundSpawning::whatCannotBeStartedIsToldByTheEndAlone()
{
    QFETCH(QString, executable);
    QFETCH(SpawnOptions, options);
    Recorder recorder;
    ProcessTransport *const transport = reactor->spawnProcess(&recorder, executable, {}, options);
    QVERIFY(!transport->exitReason());
    transport->write("x");
    transport->signalProcess(SIGTERM);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QTEST(recorder.ended->error().stage, "stage");
    QTEST(recorder.ended->error().errorNumber, "error");
}

void tst_BackgroundSpawning::writesAndClosesWaitInTheirOrder()
{
    HungChild hung(*reactor, u"copy 0 1"_s);
    QVERIFY(hung.transport->write("one "));
    QVERIFY(waitUntilAwaited(hung.program));
    QVERIFY(hung.transport->writeSequence({"two ", "three"}));
    QCOMPARE(hung.transport->bytesToWrite(0), 13);
    hung.transport->closeStdin();
    waitUntil([] { return true; });
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QCOMPARE(hung.recorder.data.value(1), "one two three"_ba);
    QCOMPARE(hung.recorder.events.first(), u"connectionMade"_s);
}

void tst_BackgroundSpawning::aSourceWaits()
{
    HungChild hung(*reactor, u"count 0 1"_s);
    QBuffer source;
    source.setData(QByteArray(1'000'000, 'x'));
    source.open(QIODevice::ReadOnly);
    QVERIFY(hung.transport->streamToChild(0, &source));
    QVERIFY(!hung.transport->write("x"));
    QVERIFY(waitUntilAwaited(hung.program));
    QCOMPARE(source.pos(), 0);
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QCOMPARE(hung.recorder.data.value(1), "1000000\n"_ba);
}

void tst_BackgroundSpawning::aSourceThatDiesBeforeTheStartAborts()
{
    HungChild hung(*reactor, u"count 0 1"_s);
    {
        QBuffer source;
        source.setData("never sent");
        source.open(QIODevice::ReadOnly);
        QVERIFY(hung.transport->streamToChild(0, &source));
        QVERIFY(waitUntilAwaited(hung.program));
    }
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QCOMPARE(hung.recorder.data.value(1), "0\n"_ba);
}

void tst_BackgroundSpawning::aPauseHoldsFromTheFirstByteOn()
{
    Leash leash;
    HungChild hung(*reactor, u"say 1 x wait 3"_s,
                   {.childFDs = {{0, 'w'}, {1, 'r'}, {2, 'r'}, {3, leash.childsEnd()}}});
    hung.transport->pauseProducing();
    hung.program.release();
    QVERIFY(waitUntil([&] { return hung.recorder.count(u"connectionMade"_s) == 1; }));
    leash.letGo();
    QVERIFY(waitUntil([&] { return hung.recorder.exited.has_value(); }));
    QVERIFY(hung.recorder.data.isEmpty());
    hung.transport->resumeProducing();
    QVERIFY(waitForEnd(hung.recorder));
    QCOMPARE(hung.recorder.data.value(1), "x"_ba);
}

void tst_BackgroundSpawning::waterMarksAreToldAfterTheStart()
{
    HungChild hung(*reactor, u"count 0 1"_s);
    hung.transport->setWriteWatermarks(0, 10, 100);
    hung.transport->write(QByteArray(1000, 'x'));
    hung.recorder.hook = [&](const QString &event) {
        if (event == u"writeResumed 0"_s)
            hung.transport->closeStdin();
    };
    QVERIFY(waitUntilAwaited(hung.program));
    QVERIFY(hung.recorder.events.isEmpty());
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QCOMPARE(hung.recorder.events.mid(0, 3),
             (QStringList{u"connectionMade"_s, u"writePaused 0"_s, u"writeResumed 0"_s}));
}

void tst_BackgroundSpawning::closedReadersDeliverNothing()
{
    HungChild hung(*reactor, u"say 1 out say 2 err"_s);
    hung.transport->closeStdout();
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QVERIFY(!hung.recorder.data.contains(1));
    QCOMPARE(hung.recorder.count(u"lost 1"_s), 1);
}

void tst_BackgroundSpawning::aConnectionThatIsLostBeforeTheStartIsTold()
{
    HungChild hung(*reactor, u"wait 0"_s);
    hung.transport->write("dropped");
    hung.transport->abortChildFD(0);
    hung.transport->loseConnection();
    QVERIFY(waitUntilAwaited(hung.program));
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QCOMPARE(hung.recorder.events.first(), u"connectionMade"_s);
    for (const QString &event : {u"lost 0"_s, u"lost 1"_s, u"lost 2"_s})
        QCOMPARE(hung.recorder.count(event), 1);
    QCOMPARE(hung.recorder.ended->kind(), ExitReason::Kind::ProcessDone);
}

// The first one that ends the child is what it dies of.
void tst_BackgroundSpawning::signalsWaitInTheirOrder()
{
    HungChild hung(*reactor, u"wait 0"_s);
    QVERIFY(hung.transport->signalProcess(0));
    QVERIFY(!hung.transport->signalProcess(99));
    QVERIFY(!hung.transport->signalProcess(-1));
    QVERIFY(hung.transport->signalProcess(SIGURG)); // which ends nobody
    QVERIFY(hung.transport->signalProcess(u"USR1"_s));
    QVERIFY(hung.transport->signalProcess(SIGKILL));
    QVERIFY(waitUntilAwaited(hung.program));
    QVERIFY(hung.recorder.events.isEmpty());
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QCOMPARE(hung.recorder.events.first(), u"connectionMade"_s);
    QCOMPARE(hung.recorder.ended->signal(), SIGUSR1);
}

void tst_BackgroundSpawning::aHolderTimeoutWaits()
{
    Leash leash;
    HungChild hung(*reactor, u"hold 3"_s,
                   {.childFDs = {{0, 'w'}, {1, 'r'}, {2, 'r'}, {3, leash.childsEnd()}}});
    hung.transport->setHolderTimeout(0ms);
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QVERIFY(hung.recorder.ended->truncated());
    leash.letGo();
}

void tst_BackgroundSpawning::aTerminalIsThereAtOnce()
{
    HungChild hung(*reactor, u"size 0 1 tty 0 1"_s, {.usePTY = true, .terminal = {.echo = false}});
    const QString name = hung.transport->terminalName();
    QVERIFY(name.startsWith(u"/dev/pts/"_s));
    QCOMPARE(hung.transport->terminalFD(), 1);
    QVERIFY(!hung.transport->isEchoing());
    QVERIFY(hung.transport->isEditingLines());
    QVERIFY(waitUntilAwaited(hung.program));
    QVERIFY(hung.transport->setTerminalSize(10, 20));
    QVERIFY(!hung.transport->setTerminalSize(-1, 20));
    QVERIFY(hung.transport->setTerminalSize(33, 44));
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QCOMPARE(QString::fromUtf8(hung.recorder.data.value(1)), u"33 44\r\n"_s + name + u"\r\n"_s);
}

void tst_BackgroundSpawning::aDeviceReadsAndWrites()
{
    HungChild hung(*reactor, u"copy 0 1"_s);
    ChildDevice out(hung.transport, 1);
    ChildDevice in(hung.transport, 0);
    QVERIFY(out.isReadable() && in.isWritable());
    QVERIFY(!hung.transport->write("x"));
    in.write("through a device");
    in.close(); // closes also what is still to be opened
    QVERIFY(waitUntilAwaited(hung.program));
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QCOMPARE(out.readAll(), "through a device"_ba);
    QVERIFY(hung.recorder.data.isEmpty());
}

void tst_BackgroundSpawning::aDeviceWaitsForTheStart()
{
    HungChild hung(*reactor, u"copy 0 1"_s);
    ChildDevice out(hung.transport, 1);
    QVERIFY(hung.transport->write("line\n"));
    QVERIFY(waitUntilAwaited(hung.program));
    QVERIFY(!out.waitForReadyRead(10));
    std::thread releaser([&] {
        QThread::msleep(50);
        hung.program.release();
    });
    ChildDevice in(hung.transport, 0);
    QVERIFY(in.waitForBytesWritten(60'000));
    releaser.join();
    QVERIFY(out.waitForReadyRead(60'000));
    QCOMPARE(out.readAll(), "line\n"_ba);
    QVERIFY(hung.recorder.events.isEmpty());
    in.close();
    QVERIFY(waitForEnd(hung.recorder));
    QCOMPARE(hung.recorder.events.first(), u"connectionMade"_s);
}

void tst_BackgroundSpawning::aDeviceOfAChildThatDoesNotStartIsAtItsEnd()
{
    Recorder recorder;
    ProcessTransport *const transport = reactor->spawnProcess(&recorder, u"/no/program"_s);
    ChildDevice out(transport, 1);
    QVERIFY(out.isOpen());
    int ends = 0;
    connect(&out, &QIODevice::readChannelFinished, this, [&] { ++ends; });
    QVERIFY(!out.waitForReadyRead(60'000));
    QVERIFY(waitForEnd(recorder));
    QVERIFY(waitUntil([&] { return ends > 0; }));
    QCOMPARE(ends, 1);
    char byte;
    QCOMPARE(out.read(&byte, 1), -1);
}

void tst_BackgroundSpawning::stopEndsAHangingSpawn()
{
    LifeLine line;
    HungChild hung(*reactor, u"say 3 ran"_s, {.childFDs = {{1, 'r'}, {3, line.childsEnd()}}});
    QVERIFY(waitUntilAwaited(hung.program));
    QVERIFY(hung.transport->stop());
    QVERIFY(!hung.transport->stop());
    QVERIFY(waitForEnd(hung.recorder));
    QVERIFY(hung.isNotStarted(ECANCELED));
    QVERIFY(line.waitForEnd());
}

// Who had missed it would hang, and hold the line.
void tst_BackgroundSpawning::stopEndsAHangingSpawnInAnyMoment()
{
    LifeLine line;
    const SlowProgram slow(testChild());
    std::chrono::microseconds afterTheCall(0);
    for (int round = 0; round < 800; ++round) {
        ProcessTransport *const transport =
            reactor->spawnProcess(slow.path(), {}, {.childFDs = {{9, line.childsEnd()}}});
        const QDeadlineTimer moment(afterTheCall, Qt::PreciseTimer);
        while (!moment.hasExpired()) { }
        transport->stop();
        afterTheCall += 1us;
    }
    QVERIFY(waitUntil([&] { return reactor->processCount() == 0; }));
    QVERIFY(line.waitForEnd(30'000));
}

void tst_BackgroundSpawning::stopEndsOneThatWaitsForAThread()
{
    std::vector<std::unique_ptr<HungChild>> all; // more than there are threads
    for (int i = 0; i < 16 + 2 * QThread::idealThreadCount(); ++i)
        all.push_back(std::make_unique<HungChild>(*reactor, u"exit 0"_s));
    HungChild &last = *all.back();
    QVERIFY(last.transport->stop());
    QVERIFY(waitForEnd(last.recorder));
    QVERIFY(last.isNotStarted(ECANCELED));
    all.pop_back();
    for (const auto &each : all)
        each->transport->stopWithin(0ms);
    for (const auto &each : all)
        QVERIFY(waitForEnd(each->recorder));
}

void tst_BackgroundSpawning::stopOfAChildThatIsThereIsAnOrdinaryStop()
{
    Recorder recorder;
    Leash leash;
    LifeLine line;
    ProcessTransport *const transport =
        spawn(recorder, u"close 4 wait 3"_s,
              {.childFDs = {{1, 'r'}, {3, leash.childsEnd()}, {4, line.childsEnd()}}});
    QVERIFY(line.waitForEnd()); // it runs, but our loop has not heard of it
    QCOMPARE(transport->pid(), 0);
    QVERIFY(transport->stop());
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events.first(), u"connectionMade"_s);
    QCOMPARE(recorder.ended->signal(), SIGTERM);
}

void tst_BackgroundSpawning::deletingTheProtocolOnlyDetachesIt()
{
    SlowProgram slow(testChild());
    auto *recorder = new Recorder;
    ProcessTransport *const transport =
        reactor->spawnProcess(recorder, slow.path(), script(u"exit 3"_s));
    std::optional<ExitReason> ended;
    connect(transport, &ProcessTransport::processEnded, this,
            [&](const ExitReason &reason) { ended = reason; });
    QVERIFY(waitUntilAwaited(slow));
    delete recorder;
    slow.release();
    QVERIFY(waitUntil([&] { return ended.has_value(); }));
    QCOMPARE(ended->exitCode(), 3);
}

void tst_BackgroundSpawning::deletingTheTransportEndsTheSpawn()
{
    LifeLine line;
    HungChild hung(*reactor, u"say 3 ran"_s, {.childFDs = {{1, 'r'}, {3, line.childsEnd()}}});
    QVERIFY(waitUntilAwaited(hung.program));
    delete hung.transport;
    QCOMPARE(reactor->processCount(), 0);
    QVERIFY(line.waitForEnd());
    QVERIFY(hung.recorder.events.isEmpty());
}

void tst_BackgroundSpawning::deletingTheReactorEndsItsSpawns()
{
    LifeLine line;
    HungChild hung(*reactor, u"say 3 ran"_s, {.childFDs = {{1, 'r'}, {3, line.childsEnd()}}});
    QVERIFY(waitUntilAwaited(hung.program));
    reactor.reset();
    QVERIFY(!hung.transport);
    QVERIFY(line.waitForEnd());
    QVERIFY(hung.recorder.events.isEmpty());
}

void tst_BackgroundSpawning::deletingInEveryMomentLeavesNothing_data()
{
    QTest::addColumn<Abandonment>("how");
    QTest::newRow("kill") << Abandonment::Kill;
    QTest::newRow("leave") << Abandonment::Leave;
}

void tst_BackgroundSpawning::deletingInEveryMomentLeavesNothing()
{
    QFETCH(Abandonment, how);
    for (int round = 0; round < 200; ++round) {
        Recorder recorder;
        QPointer<ProcessTransport> transport = spawn(recorder, u"wait 0"_s, {.whenAbandoned = how});
        const QDeadlineTimer moment(std::chrono::microseconds(8 * round), Qt::PreciseTimer);
        while (!moment.hasExpired()) { }
        if (round % 3 == 0)
            QCoreApplication::processEvents();
        if (round % 2 == 0) {
            delete transport;
        } else {
            reactor = std::make_unique<Reactor>(watching());
            reactor->setSpawning(spawning());
        }
        QVERIFY(!transport);
    }
}

void tst_BackgroundSpawning::whatIsLeftStartsAndGoesOn()
{
    LifeLine line;
    int ends[2];
    QCOMPARE(pipe2(ends, O_CLOEXEC), 0);
    SlowProgram slow(testChild());
    ProcessTransport *const transport = reactor->spawnProcess(
        slow.path(), script(u"say 3 ran"_s),
        {.childFDs = {{3, ends[1]}, {4, line.childsEnd()}}, .whenAbandoned = Abandonment::Leave});
    ::close(ends[1]);
    QVERIFY(waitUntilAwaited(slow));
    delete transport;
    slow.release();
    QVERIFY(line.waitForEnd());
    char words[10];
    QCOMPARE(::read(ends[0], words, sizeof words), 3);
    QCOMPARE(QByteArray(words, 3), "ran"_ba);
    ::close(ends[0]);
}

// Which would never meet the end of what it reads.
void tst_BackgroundSpawning::aHungChildHoldsNoOtherChildsPipes()
{
    Recorder reader;
    ProcessTransport *const transport = spawn(reader, u"wait 0"_s);
    QVERIFY(waitUntil([&] { return reader.count(u"connectionMade"_s) == 1; }));
    LifeLine line; // the program's own
    HungChild hung(*reactor, u"exit 0"_s);
    QVERIFY(waitUntilAwaited(hung.program));
    transport->closeStdin();
    QVERIFY(waitForEnd(reader));
    QVERIFY(line.waitForEnd());
    QVERIFY(hung.recorder.events.isEmpty());
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
}

void tst_BackgroundSpawning::aControlGroupIsMadeToo()
{
    if (!Reactor::hasControlGroups())
        QSKIP("no control group may be made here");
    LifeLine line;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"job session ignore 15 pause ; say 1 ready pause"_s,
              {.childFDs = {{1, 'r'}, {9, line.childsEnd()}}, .newControlGroup = true});
    int descendantsEnded = 0;
    connect(transport, &ProcessTransport::descendantsEnded, this, [&] { ++descendantsEnded; });
    HungChild hung(*reactor, u"exit 0"_s, {.newControlGroup = true});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    QCOMPARE(transport->descendantCount(), 1);
    QVERIFY(transport->stopWithin(10ms));
    QVERIFY(waitUntil([&] { return descendantsEnded == 1 && recorder.ended; }));
    QVERIFY(line.waitForEnd());
    QVERIFY(waitUntilAwaited(hung.program));
    QVERIFY(hung.transport->stop());
    QVERIFY(waitForEnd(hung.recorder));
    QVERIFY(hung.isNotStarted(ECANCELED));
}

// The child runs, and so does its daemon, before the loop does.
void tst_BackgroundSpawning::aControlGroupGoesWithAStartThatNobodyHasHeardOf()
{
    if (!Reactor::hasControlGroups())
        QSKIP("no control group may be made here");
    int ends[2];
    QCOMPARE(pipe2(ends, O_CLOEXEC), 0);
    LifeLine line;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"daemon say 5 ready pause ; pause"_s,
              {.childFDs = {{0, ChildFD::null()}, {5, ends[1]}, {9, line.childsEnd()}},
               .newControlGroup = true});
    ::close(ends[1]);
    char words[5];
    QCOMPARE(::read(ends[0], words, sizeof words), 5);
    ::close(ends[0]);
    QVERIFY(recorder.events.isEmpty());
    delete transport;
    QVERIFY(line.waitForEnd(120'000));
}

void tst_BackgroundSpawning::moreThreadsComeWhileOthersAreStuck()
{
    std::vector<std::unique_ptr<HungChild>> stuck;
    for (int i = 0; i < std::max(15, QThread::idealThreadCount() - 1); ++i)
        stuck.push_back(std::make_unique<HungChild>(*reactor, u"exit 0"_s));
    Recorder other;
    spawn(other, u"exit 7"_s);
    QVERIFY(waitForEnd(other));
    QCOMPARE(other.ended->exitCode(), 7);
    for (const auto &each : stuck)
        each->program.release();
    for (const auto &each : stuck) {
        QVERIFY(waitForEnd(each->recorder));
        QCOMPARE(each->recorder.ended->kind(), ExitReason::Kind::ProcessDone);
    }
}

void tst_BackgroundSpawning::parentsDescriptorsMayBeClosedAtOnce()
{
    int ends[2];
    QCOMPARE(pipe2(ends, O_CLOEXEC), 0);
    HungChild hung(*reactor, u"say 3 three say 5 five"_s,
                   {.childFDs = {{3, ends[1]}, {5, ends[1]}, {6, ChildFD::sameAs(3)}}});
    ::close(ends[1]);
    QVERIFY(waitUntilAwaited(hung.program));
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    char words[20];
    QCOMPARE(::read(ends[0], words, sizeof words), 9);
    QCOMPARE(QByteArray(words, 9), "threefive"_ba);
    ::close(ends[0]);
}

void tst_BackgroundSpawning::theDirectoryIsThatOfTheCall()
{
    QTemporaryDir folder;
    const QString real = QFileInfo(folder.path()).canonicalFilePath();
    QVERIFY(QDir(real).mkdir(u"sub"_s));
    SlowProgram slow(testChild());
    QVERIFY(QFile::link(slow.path(), real + u"/sub/program"_s));
    std::vector<std::unique_ptr<Recorder>> recorders;
    {
        const DirectoryChange change(real);
        const auto start = [&](const QString &executable, const SpawnOptions &options) {
            recorders.push_back(std::make_unique<Recorder>());
            reactor->spawnProcess(recorders.back().get(), executable, script(u"directory 1"_s),
                                  options);
        };
        start(slow.path(), {});
        start(u"sub/program"_s, {});
        start(u"./program"_s, {.path = u"sub"_s});
        const auto mode = QIODevice::WriteOnly;
        start(slow.path(), {.childFDs = {{1, ChildFD::file(u"written"_s, mode)}}});
    }
    slow.release();
    for (const auto &recorder : recorders)
        QVERIFY(waitForEnd(*recorder));
    QCOMPARE(QString::fromUtf8(recorders[0]->data.value(1)), real + u'\n');
    QCOMPARE(QString::fromUtf8(recorders[1]->data.value(1)), real + u'\n');
    QCOMPARE(QString::fromUtf8(recorders[2]->data.value(1)), real + u"/sub\n"_s);
    QFile file(real + u"/written"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), real + u'\n');
}

// Nobody but root may, so a program that is not root any more.
void tst_BackgroundSpawning::aDirectoryThatMayNotBeEnteredIsKept()
{
    QTemporaryDir folder;
    const DirectoryChange change(folder.path());
    QCOMPARE(chmod(QFile::encodeName(folder.path()).constData(), 0), 0);
    Recorder recorder;
    spawn(recorder, u"exit 3"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(chmod(QFile::encodeName(folder.path()).constData(), 0700), 0);
    QCOMPARE(recorder.ended->exitCode(), 3);
}

void tst_BackgroundSpawning::theEnvironmentIsThatOfTheCall()
{
    qputenv("OFFSPRING_TEST_MOMENT", "call");
    HungChild hung(*reactor, u"environment 1"_s, {.env = QProcessEnvironment::InheritFromParent});
    qputenv("OFFSPRING_TEST_MOMENT", "later");
    QVERIFY(waitUntilAwaited(hung.program));
    hung.program.release();
    QVERIFY(waitForEnd(hung.recorder));
    QVERIFY(hung.recorder.data.value(1).contains("OFFSPRING_TEST_MOMENT=call"));
    qunsetenv("OFFSPRING_TEST_MOMENT");
}

// The field "policy" of proc(5).
void tst_BackgroundSpawning::aChildIsScheduledAsThisProgramIs()
{
    QCOMPARE(sched_getscheduler(0), SCHED_OTHER);
    Recorder recorder;
    reactor->spawnProcess(&recorder, u"/bin/cat"_s, {u"cat"_s, u"/proc/self/stat"_s});
    QVERIFY(waitForEnd(recorder));
    const QByteArray stat = recorder.data.value(1);
    constexpr int policyAfterName = 38;
    QCOMPARE(stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(policyAfterName),
             QByteArray::number(SCHED_OTHER));
}

void tst_BackgroundSpawning::noDescriptorsAreLeftForTheMoment()
{
    Recorder first; // what the reactor itself needs
    spawn(first, u"exit 0"_s);
    QVERIFY(waitForEnd(first));
    rlimit before;
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit none = {rlim_t(::dup(0)), before.rlim_max};
    ::close(int(none.rlim_cur));
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &none), 0);
    Recorder atTheCall;
    ProcessTransport *const transport = spawn(atTheCall, u"exit 0"_s, {.childFDs = {{5, 0}}});
    const std::optional<ExitReason> known = transport->exitReason();
    Recorder atTheStart;
    spawn(atTheStart, u"exit 0"_s, {.path = u"/"_s});
    const bool hasEnded = waitForEnd(atTheStart);
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
    QVERIFY(known && hasEnded);
    QCOMPARE(known->error().errorNumber, EMFILE);
    QCOMPARE(atTheStart.ended->error().errorNumber, EMFILE);
    QCOMPARE(atTheStart.ended->error().stage, SpawnError::Stage::FileDescriptors);
    QVERIFY(waitForEnd(atTheCall));
}

// More than one turn of the loop delivers, and all of it is there before the first.
void tst_BackgroundSpawning::whatHasStartedMeanwhileIsAllTold()
{
    constexpr int many = 300;
    LifeLine line;
    std::vector<std::unique_ptr<Recorder>> recorders;
    for (int i = 0; i < many; ++i) {
        recorders.push_back(std::make_unique<Recorder>());
        spawn(*recorders.back(), u"exit 3"_s, {.childFDs = {{9, line.childsEnd()}}});
    }
    QVERIFY(line.waitForEnd(120'000));
    for (const auto &recorder : recorders) {
        QVERIFY(waitForEnd(*recorder));
        QCOMPARE(recorder->ended->exitCode(), 3);
    }
}

void tst_BackgroundSpawning::manyThreadsSpawnAtOnce()
{
    std::vector<std::thread> threads;
    std::atomic<int> ended = 0;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            Reactor own(watching());
            own.setSpawning(Reactor::Spawning::InBackground);
            for (int round = 0; round < 5; ++round) {
                std::vector<std::unique_ptr<Recorder>> recorders;
                for (int child = 0; child < 10; ++child) {
                    recorders.push_back(std::make_unique<Recorder>());
                    ProcessTransport *const transport =
                        own.spawnProcess(recorders.back().get(), program, script(u"copy 0 1"_s));
                    transport->write("hello");
                    transport->closeStdin();
                    if (child % 4 == 3)
                        transport->stop();
                }
                for (const auto &recorder : recorders)
                    ended += waitForEnd(*recorder) ? 1 : 0;
                own.spawnProcess(program, script(u"wait 0"_s)); // for the end of the reactor
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(ended, 8 * 5 * 10);
}

void tst_BackgroundSpawning::aReactorMayMoveToAnotherThread()
{
    Recorder first;
    spawn(first, u"exit 1"_s);
    QVERIFY(waitForEnd(first));
    QThread thread;
    reactor->moveToThread(&thread);
    std::optional<ExitReason> ended;
    connect(&thread, &QThread::started, reactor.get(), [&] {
        ProcessTransport *const transport = reactor->spawnProcess(program, script(u"exit 2"_s));
        connect(transport, &ProcessTransport::processEnded, transport,
                [&](const ExitReason &reason) {
                    ended = reason;
                    thread.quit();
                });
    });
    thread.start();
    QVERIFY(thread.wait(60'000));
    QCOMPARE(ended->exitCode(), 2);
}

// While sixteen spawns hang, so that no thread takes anything: a thousand calls, and a thousand
// stops.
void tst_BackgroundSpawning::aThousandThatWaitForAThreadCanBeStopped()
{
    std::vector<std::unique_ptr<HungChild>> stuck;
    for (int i = 0; i < std::max(16, QThread::idealThreadCount()); ++i)
        stuck.push_back(std::make_unique<HungChild>(*reactor, u"exit 0"_s));
    for (const auto &each : stuck)
        QVERIFY(waitUntilAwaited(each->program));
    std::vector<QPointer<ProcessTransport>> queued;
    for (int i = 0; i < 1000; ++i)
        queued.emplace_back(reactor->spawnProcess(program, script(u"exit 0"_s)));
    for (const auto &transport : queued)
        QVERIFY(transport->stop());
    QVERIFY(waitUntil([&] { return reactor->processCount() == int(stuck.size()); }));
    for (const auto &each : stuck)
        QVERIFY(each->recorder.events.isEmpty());
    for (const auto &each : stuck)
        each->program.release();
    for (const auto &each : stuck)
        QVERIFY(waitForEnd(each->recorder));
}

ProcessTransport *tst_BackgroundSpawning::scenario(Recorder &recorder, const QString &how,
                                                   const QString &child, const QString &words)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // What the stacks of the other threads hold looks leaked in a forked copy, which has none.
    if (how == u"fork"_s || how == u"moments"_s)
        environment.insert(u"ASAN_OPTIONS"_s, u"detect_leaks=0"_s);
    // The thread sanitizer lets each program sleep for a second before it ends.
    if (how == u"moments"_s) {
        const QString options = environment.value(u"TSAN_OPTIONS"_s);
        environment.insert(u"TSAN_OPTIONS"_s, options + u" atexit_sleep_ms=0"_s);
    }
    const QString own = QStringLiteral(BINARY_DIR "/backgroundscenario");
    return reactor->spawnProcess(&recorder, own,
                                 QStringList{own, how, child} + script(words).sliced(1),
                                 {.env = environment});
}

void tst_BackgroundSpawning::aProgramThatEndsStartsNothingMore_data()
{
    QTest::addColumn<QString>("how");
    for (const QString &how : {u"return"_s, u"exit"_s, u"many"_s})
        QTest::newRow(qPrintable(how)) << how;
}

// The program's file is still held when all who might execute it are gone.
void tst_BackgroundSpawning::aProgramThatEndsStartsNothingMore()
{
    QFETCH(QString, how);
    SlowProgram slow(testChild());
    Recorder recorder;
    scenario(recorder, how, slow.path(), u"say 1 ran"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->kind(), ExitReason::Kind::ProcessDone);
    QVERIFY(recorder.data.isEmpty());
    slow.release();
}

// Who were left would hold the program's stdout.
void tst_BackgroundSpawning::aProgramThatEndsInAnyMomentLeavesNobody()
{
    Recorder recorder;
    scenario(recorder, u"moments"_s, testChild(), u"pause"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->kind(), ExitReason::Kind::ProcessDone);
}

void tst_BackgroundSpawning::aProgramThatEndsStillStartsWhatItLeaves()
{
    Recorder recorder;
    scenario(recorder, u"leave"_s, testChild(), u"say 1 ran"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->kind(), ExitReason::Kind::ProcessDone);
    QCOMPARE(recorder.data.value(1), "ran"_ba);
    SlowProgram slow(testChild());
    Recorder impatient;
    scenario(impatient, u"leave"_s, slow.path(), u"say 1 ran"_s);
    QVERIFY(waitForEnd(impatient));
    QVERIFY(impatient.data.isEmpty());
    slow.release();
}

void tst_BackgroundSpawning::theDeathSignalComesWithTheProgramsDeath_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("the thread that spawned lives") << u"thread"_s;
    QTest::newRow("the thread that spawned has ended") << u"ended"_s;
}

void tst_BackgroundSpawning::theDeathSignalComesWithTheProgramsDeath()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    QFETCH(QString, how);
    Recorder recorder;
    ProcessTransport *const transport =
        scenario(recorder, how, testChild(), u"say 1 running pause"_s);
    QVERIFY(waitUntil(
        [&] { return recorder.data.value(2) == "runs\n" && recorder.data.value(1) == "running"; }));
    QVERIFY(transport->holders().size() >= 2); // it and its child
    transport->signalProcess(SIGKILL);
    QVERIFY(waitForEnd(recorder)); // which waits for the child's end too
}

void tst_BackgroundSpawning::aForkedCopyCancelsNothingOfItsParents()
{
    SlowProgram slow(testChild());
    Recorder recorder;
    scenario(recorder, u"fork"_s, slow.path(), u"say 1 ran"_s);
    QVERIFY(waitUntil([&] { return recorder.data.value(2).endsWith('\n') || recorder.ended; }));
    QCOMPARE(recorder.data.value(2), "copied\n"_ba);
    slow.release();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 0);
    QCOMPARE(recorder.data.value(1), "ran"_ba);
}

QTEST_GUILESS_MAIN(tst_BackgroundSpawning)
#include "tst_backgroundspawning.moc"
