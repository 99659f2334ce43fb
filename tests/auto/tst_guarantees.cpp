// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The guarantees about callbacks: how many, in what order, from where, and what may be done inside.

#include "behaviourtest.h"
#include "leash.h"

#include <QtCore/QPointer>

#include <signal.h>
#include <sys/resource.h>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString allEvents[] = {u"connectionMade"_s, u"data 1"_s, u"lost 0"_s, u"lost 1"_s,
                             u"lost 2"_s,         u"exited"_s, u"ended"_s};

} // namespace

class tst_Guarantees : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void everySpawnEndsInExactlyOneProcessEndedWhichIsLast_data();
    void everySpawnEndsInExactlyOneProcessEndedWhichIsLast();
    void deletingTheProtocolOnlyDetachesIt_data();
    void deletingTheProtocolOnlyDetachesIt();
    void deletingTheTransportInACallbackEndsTheCallbacks_data();
    void deletingTheTransportInACallbackEndsTheCallbacks();
    void deletingTheReactorInACallbackEndsTheCallbacks_data();
    void deletingTheReactorInACallbackEndsTheCallbacks();
    void aReasonOutlivesTheTransport();
    void cuttingEveryConnectionLeavesTheProtocolHearing();
    void aProtocolIsFreeOnceItsTransportIsGone();
    void deletingTheTransportDeletesAnOwnedProtocol();
    void anOwnedProtocolIsDeletedAfterProcessEnded();
    void theTransportIsGoneSomeTimeAfterProcessEnded();
    void noCallbackRunsInsideSpawnProcess();
    void noCallbackRunsInsideACall();
    void connectionMadeIsFirstAndTheTransportIsSet();
    void whatWasAskedBeforeConnectionMadeTakesEffect();
    void eachCallbackRunsBeforeTheSignal();
    void signalsAloneTellEverything();
    void bytesComeInOrderAndBeforeTheLoss();
    void everyStreamIsLostOnceWritersToo();
    void processExitedComesWhileAGrandchildHoldsStdout();
    void processEndedWaitsForEveryStream();
    void stdoutStaysOpenWhileAGrandchildHoldsIt();
    void bothReasonsAreEqual();
    void holderTimeoutClosesWhatDescendantsHold();
    void holderTimeoutNeverCutsBytesInTheKernel();
    void holderTimeoutStandsStillWhileAReaderIsPaused();
    void pausingInTheLastCallbackHoldsTheCut();
    void withoutHoldersNothingIsTruncated();
    void plainChildrenAreNeverTruncated();
    void aNestedEventLoopInACallbackIsServedFully_data();
    void aNestedEventLoopInACallbackIsServedFully();
    void transportAndProtocolOutliveANestedLoopInTheirCallback();
    void deletingTheTransportInANestedLoopSparesTheProtocolOnTheStack();
    void oneChildsTroubleNeverTouchesAnother();
    void aFloodingChildCannotStarveTheLoop();
    void aPausedReaderCostsNoMemory();
    void aSpawnCopiesNoPageOfTheParent();
};

void tst_Guarantees::everySpawnEndsInExactlyOneProcessEndedWhichIsLast_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<ExitReason::Kind>("kind");
    using Kind = ExitReason::Kind;
    QTest::newRow("exit 0") << u"exit 0"_s << Kind::ProcessDone;
    QTest::newRow("exit 3") << u"exit 3"_s << Kind::ProcessTerminated;
    QTest::newRow("killed") << u"raise 9"_s << Kind::ProcessTerminated;
    QTest::newRow("output first") << u"flood 1 300000 flood 2 300000"_s << Kind::ProcessDone;
    QTest::newRow("closes its streams and lives on")
        << u"close 0 close 1 close 2 burn 20"_s << Kind::ProcessDone;
    QTest::newRow("closes some") << u"close 1 say 2 x exit 1"_s << Kind::ProcessTerminated;
}

void tst_Guarantees::everySpawnEndsInExactlyOneProcessEndedWhichIsLast()
{
    QFETCH(QString, words);
    QFETCH(ExitReason::Kind, kind);
    Recorder recorder;
    spawn(recorder, words);
    QVERIFY(waitForEnd(recorder));
    waitUntil([] { return true; });
    QCOMPARE(recorder.count(u"ended"_s), 1);
    QCOMPARE(recorder.events.last(), u"ended"_s);
    QCOMPARE(recorder.ended->kind(), kind);
    QCOMPARE(recorder.count(u"exited"_s), 1);
    QCOMPARE(recorder.events.first(), u"connectionMade"_s);
}

void tst_Guarantees::deletingTheProtocolOnlyDetachesIt_data()
{
    QTest::addColumn<QString>("when");
    for (const QString &event : allEvents)
        QTest::newRow(qPrintable(event)) << event;
}

void tst_Guarantees::deletingTheProtocolOnlyDetachesIt()
{
    QFETCH(QString, when);
    QPointer<Recorder> recorder = new Recorder;
    QStringList received;
    recorder->hook = [&](const QString &event) {
        if (event == when)
            delete recorder;
    };
    ProcessTransport *const transport = spawn(*recorder, u"say 1 x exit 2"_s);
    std::optional<ExitReason> ended;
    connect(transport, &ProcessTransport::processExited, this, [&] { received << u"exited"_s; });
    connect(transport, &ProcessTransport::processEnded, this,
            [&](const ExitReason &reason) { ended = reason; });
    QVERIFY(waitUntil([&] { return ended.has_value(); }));
    QVERIFY(!recorder);
    QCOMPARE(received, QStringList{u"exited"_s});
    QCOMPARE(ended->exitCode(), 2);
}

void tst_Guarantees::deletingTheTransportInACallbackEndsTheCallbacks_data()
{
    deletingTheProtocolOnlyDetachesIt_data();
}

void tst_Guarantees::deletingTheTransportInACallbackEndsTheCallbacks()
{
    QFETCH(QString, when);
    Recorder recorder;
    QStringList after;
    bool deleted = false;
    recorder.hook = [&](const QString &event) {
        if (deleted)
            after << event;
        if (event == when) {
            delete recorder.transport();
            deleted = true;
            QVERIFY(!recorder.transport());
        }
    };
    spawn(recorder, u"say 1 x exit 2"_s);
    QVERIFY(waitUntil([&] { return deleted; }));
    QCOMPARE(reactor->processCount(), 0);
    Recorder another; // by whose end all that was pending has been handled
    spawn(another, u"exit 0"_s);
    QVERIFY(waitForEnd(another));
    QCOMPARE(after, QStringList());
}

void tst_Guarantees::deletingTheReactorInACallbackEndsTheCallbacks_data()
{
    deletingTheProtocolOnlyDetachesIt_data();
}

void tst_Guarantees::deletingTheReactorInACallbackEndsTheCallbacks()
{
    QFETCH(QString, when);
    Recorder recorder, bystander;
    QPointer<ProcessTransport> other = spawn(bystander, u"wait 0"_s);
    recorder.hook = [&](const QString &event) {
        QVERIFY(reactor);
        if (event == when)
            reactor.reset();
    };
    spawn(recorder, u"say 1 x exit 2"_s);
    QVERIFY(waitUntil([&] { return !reactor; }));
    QVERIFY(!recorder.transport());
    QVERIFY(!other);
    QVERIFY(!bystander.exited);
    QCOMPARE(recorder.events.last(), when);
}

void tst_Guarantees::aReasonOutlivesTheTransport()
{
    class Careless : public ProcessProtocol
    {
    public:
        explicit Careless(bool atExit)
            : m_atExit(atExit)
        { }
        QString words;
        void processExited(const ExitReason &reason) override
        {
            if (m_atExit)
                drop(reason);
        }
        void processEnded(const ExitReason &reason) override { drop(reason); }

    private:
        void drop(const ExitReason &reason)
        {
            delete transport();
            words = reason.toString();
        }
        const bool m_atExit;
    };
    for (const bool atExit : {true, false}) {
        Careless protocol(atExit);
        reactor->spawnProcess(&protocol, testChild(), script(u"exit 3"_s));
        QVERIFY(waitUntil([&] { return !protocol.words.isEmpty(); }));
        QCOMPARE(protocol.words, u"exited with code 3"_s);
    }
}

void tst_Guarantees::cuttingEveryConnectionLeavesTheProtocolHearing()
{
    Recorder recorder;
    QPointer<Recorder> owned = new Recorder;
    spawn(recorder, u"say 1 x"_s)->disconnect();
    reactor->spawnProcess(std::unique_ptr<ProcessProtocol>(owned), testChild(), script(u"exit 0"_s))
        ->disconnect();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "x"_ba);
    QVERIFY(waitUntil([&] { return owned.isNull(); }));
    QCOMPARE(reactor->processCount(), 0);
}

void tst_Guarantees::aProtocolIsFreeOnceItsTransportIsGone()
{
    Recorder recorder;
    recorder.hook = [&](const QString &event) {
        if (event == u"ended" && recorder.count(u"ended"_s) == 1) {
            delete recorder.transport();
            spawn(recorder, u"say 1 again"_s);
        }
    };
    spawn(recorder, u"exit 0"_s);
    QVERIFY(waitUntil([&] { return recorder.count(u"connectionMade"_s) == 2; }));
    QVERIFY(recorder.transport());
    QVERIFY(waitUntil([&] { return recorder.count(u"ended"_s) == 2; }));
    QCOMPARE(recorder.data[1], "again"_ba);
}

void tst_Guarantees::deletingTheTransportDeletesAnOwnedProtocol()
{
    QPointer<Recorder> recorder = new Recorder;
    ProcessTransport *const transport = reactor->spawnProcess(
        std::unique_ptr<ProcessProtocol>(recorder), testChild(), script(u"wait 0"_s));
    delete transport;
    QVERIFY(!recorder);
}

void tst_Guarantees::anOwnedProtocolIsDeletedAfterProcessEnded()
{
    QPointer<Recorder> recorder = new Recorder;
    bool ended = false;
    ProcessTransport *const transport = reactor->spawnProcess(
        std::unique_ptr<ProcessProtocol>(recorder), testChild(), script(u"say 1 x"_s));
    connect(transport, &ProcessTransport::processEnded, this, [&] {
        QVERIFY(recorder); // for those who listen to the signal
        ended = true;
    });
    QVERIFY(waitUntil([&] { return recorder.isNull(); }));
    QVERIFY(ended);
}

void tst_Guarantees::theTransportIsGoneSomeTimeAfterProcessEnded()
{
    Recorder recorder;
    QPointer<ProcessTransport> transport = spawn(recorder, u"exit 0"_s);
    recorder.hook = [&](const QString &event) {
        if (event == u"ended")
            QCOMPARE(recorder.transport(), transport.data());
    };
    QVERIFY(waitForEnd(recorder));
    QVERIFY(!recorder.transport()); // from the return of processEnded on
    QVERIFY(waitUntil([&] { return transport.isNull(); }));
}

void tst_Guarantees::noCallbackRunsInsideSpawnProcess()
{
    Recorder running, dead, failing;
    spawn(running, u"say 1 x"_s);
    reactor->spawnProcess(&dead, u"true"_s, {}, {.childFDs = {{0, ChildFD::closed()}}});
    reactor->spawnProcess(&failing, u"/nowhere"_s);
    QCOMPARE(running.events + dead.events + failing.events, QStringList());
    for (const Recorder *recorder : {&running, &dead, &failing})
        QVERIFY(waitForEnd(*recorder));
    // Nothing is open: both come back to back.
    QCOMPARE(dead.events, (QStringList{u"connectionMade"_s, u"exited"_s, u"ended"_s}));
}

void tst_Guarantees::noCallbackRunsInsideACall()
{
    Recorder recorder;
    int depth = 0;
    QStringList inside;
    recorder.hook = [&](const QString &event) {
        if (++depth > 1)
            inside << event;
        if (ProcessTransport *const transport = recorder.transport()) {
            transport->write(QByteArray(200'000, 'x'));
            transport->setWriteWatermarks(0, 1, 2);
            transport->pauseProducing();
            transport->resumeProducing();
            transport->signalProcess(0);
            if (event == u"data 1") {
                transport->closeStdin();
                transport->closeStdout();
                transport->abortChildFD(2);
                transport->loseConnection();
            }
        }
        --depth;
    };
    spawn(recorder, u"say 1 x read 0 100000 say 2 y"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(inside, QStringList());
}

void tst_Guarantees::connectionMadeIsFirstAndTheTransportIsSet()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 1 x"_s);
    QCOMPARE(transport->pid() > 0, !isInBackground());
    recorder.hook = [&](const QString &event) {
        if (event == u"connectionMade") {
            QCOMPARE(recorder.transport(), transport);
            QVERIFY(transport->pid() > 0);
        }
    };
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events.first(), u"connectionMade"_s);
    QCOMPARE(recorder.count(u"connectionMade"_s), 1);
}

void tst_Guarantees::whatWasAskedBeforeConnectionMadeTakesEffect()
{
    Recorder writing, pausing, closing, signalled;
    ProcessTransport *transport = spawn(writing, u"copy 0 1"_s);
    QVERIFY(transport->write("early"_ba));
    transport->closeStdin();

    transport = spawn(pausing, u"say 1 x"_s);
    transport->pauseProducing();

    transport = spawn(closing, u"say 1 x wait 0"_s);
    transport->closeStdout();
    transport->closeStdin();

    transport = spawn(signalled, u"pause"_s);
    QVERIFY(transport->signalProcess(SIGTERM));

    QVERIFY(waitForEnd(writing));
    QCOMPARE(writing.data[1], "early"_ba);
    QVERIFY(waitForEnd(closing));
    QVERIFY(!closing.events.contains(u"data 1"_s));
    QVERIFY(waitForEnd(signalled));
    QCOMPARE(signalled.ended->signal(), SIGTERM);
    QVERIFY(waitUntil([&] { return pausing.exited.has_value(); }));
    QVERIFY(!pausing.events.contains(u"data 1"_s));
    pausing.transport()->resumeProducing();
    QVERIFY(waitForEnd(pausing));
    QCOMPARE(pausing.data[1], "x"_ba);
}

void tst_Guarantees::eachCallbackRunsBeforeTheSignal()
{
    Recorder recorder;
    QStringList order;
    ProcessTransport *const transport = spawn(recorder, u"say 1 x read 0 100000"_s);
    recorder.hook = [&](const QString &event) {
        order << u"callback "_s + event.section(u' ', 0, 0);
        if (event == u"connectionMade")
            transport->write(QByteArray(200'000, 'x'));
    };
    const auto note = [&](const char *event) {
        return [&order, event] { order << u"signal "_s + QLatin1String(event); };
    };
    connect(transport, &ProcessTransport::connectionMade, this, note("connectionMade"));
    connect(transport, &ProcessTransport::childDataReceived, this, note("data"));
    connect(transport, &ProcessTransport::childConnectionLost, this, note("lost"));
    connect(transport, &ProcessTransport::childWritePaused, this, note("writePaused"));
    connect(transport, &ProcessTransport::childWriteResumed, this, note("writeResumed"));
    connect(transport, &ProcessTransport::processExited, this, note("exited"));
    connect(transport, &ProcessTransport::processEnded, this, note("ended"));
    QVERIFY(waitForEnd(recorder));
    QVERIFY(order.contains(u"signal writePaused"_s));
    QCOMPARE(order.size() % 2, 0);
    for (qsizetype i = 0; i < order.size(); i += 2) {
        QVERIFY(order[i].startsWith(u"callback "_s));
        QCOMPARE(order[i + 1], u"signal "_s + order[i].section(u' ', 1));
    }
}

void tst_Guarantees::signalsAloneTellEverything()
{
    ProcessTransport *const transport =
        reactor->spawnProcess(testChild(), script(u"flood 1 3000000 say 2 err exit 4"_s));
    QStringList events;
    qint64 bytes = 0;
    std::optional<ExitReason> ended;
    connect(transport, &ProcessTransport::connectionMade, this, [&] { events << u"made"_s; });
    connect(transport, &ProcessTransport::childDataReceived, this,
            [&](int childFD, const QByteArray &data) { bytes += childFD == 1 ? data.size() : 0; });
    connect(transport, &ProcessTransport::processEnded, this,
            [&](const ExitReason &reason) { ended = reason; });
    QVERIFY(waitUntil([&] { return ended.has_value(); }));
    QCOMPARE(events, QStringList{u"made"_s});
    QCOMPARE(bytes, 3'000'000);
    QCOMPARE(ended->exitCode(), 4);
    // Unheard output is read and dropped: this one would block for ever else.
    reactor->spawnProcess(testChild(), script(u"flood 1 3000000"_s));
    QVERIFY(waitUntil([&] { return reactor->processCount() == 0; }));
}

void tst_Guarantees::bytesComeInOrderAndBeforeTheLoss()
{
    Recorder recorder;
    spawn(recorder, u"flood 1 5000000 flood 2 1000000"_s);
    QVERIFY(waitForEnd(recorder));
    for (const int childFD : {1, 2}) {
        const QByteArray &data = recorder.data[childFD];
        QCOMPARE(data.size(), childFD == 1 ? 5'000'000 : 1'000'000);
        for (qsizetype i = 0; i < data.size(); ++i) {
            if (uchar(data[i]) != i % 251)
                QFAIL(qPrintable(u"byte %1 of fd %2"_s.arg(i).arg(childFD)));
        }
        const QString number = QString::number(childFD);
        QVERIFY(recorder.events.lastIndexOf(u"data "_s + number)
                < recorder.events.indexOf(u"lost "_s + number));
        QCOMPARE(recorder.count(u"lost "_s + number), 1);
    }
}

void tst_Guarantees::everyStreamIsLostOnceWritersToo()
{
    Recorder recorder;
    const ChildFDs many{{0, 'w'}, {1, 'r'}, {3, 'w'}, {4, 'r'}, {5, 'w'}, {9, 'r'}, {70, 'w'}};
    spawn(recorder, u"say 4 four say 9 nine"_s, {.childFDs = many});
    QVERIFY(waitForEnd(recorder));
    for (const int childFD : many.keys())
        QCOMPARE(recorder.count(u"lost %1"_s.arg(childFD)), 1);
    QCOMPARE(recorder.data[4] + recorder.data[9], "fournine"_ba);
}

void tst_Guarantees::processExitedComesWhileAGrandchildHoldsStdout()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"hold 3 exit 5"_s, {.childFDs = {{1, 'r'}, {3, 'w'}}});
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    // The exit is reported, whichever process keeps the pipes open.
    QCOMPARE(recorder.events, (QStringList{u"connectionMade"_s, u"exited"_s}));
    QCOMPARE(transport->pid(), 0);
    QVERIFY(transport->lastPid() > 0);
    QCOMPARE(transport->exitReason()->exitCode(), 5);
    transport->closeChildFD(3); // the grandchild ends
    QVERIFY(waitForEnd(recorder));
}

void tst_Guarantees::processEndedWaitsForEveryStream()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"hold 3"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}, {4, 'r'}}});
    recorder.hook = [&](const QString &event) {
        if (event == u"exited") {
            transport->closeStdin();
            transport->closeStdout();
        } else if (event == u"lost 1" || event == u"lost 0") {
            QVERIFY(!recorder.ended);
            if (recorder.count(u"lost 0"_s) + recorder.count(u"lost 1"_s) == 2)
                transport->closeChildFD(4);
        } else if (event == u"lost 4") {
            transport->closeChildFD(3);
        }
    };
    QVERIFY(waitForEnd(recorder));
    // A holder delays the end, not the exit.
    QCOMPARE(recorder.events.mid(recorder.events.size() - 3),
             (QStringList{u"lost 4"_s, u"lost 3"_s, u"ended"_s}));
}

void tst_Guarantees::stdoutStaysOpenWhileAGrandchildHoldsIt()
{
    Recorder recorder;
    const QStringList args{u"sh"_s, u"-c"_s, u"(read line; echo late $line) <&3 & exit 0"_s};
    ProcessTransport *const transport =
        reactor->spawnProcess(&recorder, u"sh"_s, args, {.childFDs = {{1, 'r'}, {3, 'w'}}});
    recorder.hook = [&](const QString &event) {
        if (event == u"exited")
            transport->writeToChild(3, "output\n"_ba);
    };
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "late output\n"_ba); // data may come after the exit
    QVERIFY(recorder.events.indexOf(u"exited"_s) < recorder.events.indexOf(u"data 1"_s));
}

void tst_Guarantees::bothReasonsAreEqual()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"exit 7"_s);
    recorder.hook = [&](const QString &event) {
        if (event == u"ended")
            QVERIFY(*transport->exitReason() == *recorder.ended);
    };
    QVERIFY(waitForEnd(recorder));
    QVERIFY(*recorder.exited == *recorder.ended); // both have the same reason
}

void tst_Guarantees::holderTimeoutClosesWhatDescendantsHold()
{
    // The grandchild is never let go: only the time-out ends this.
    Recorder recorder;
    Leash leash;
    const SpawnOptions options{.childFDs = {{0, 'w'}, {1, 'r'}, {2, 'r'}, {3, leash.childsEnd()}},
                               .holderTimeout = 30ms};
    spawn(recorder, u"hold 3 say 1 x close 2 exit 6"_s, options);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "x"_ba);
    QCOMPARE(recorder.exited->exitCode(), 6);
    QVERIFY(!recorder.exited->truncated());
    QVERIFY(recorder.ended->truncated());
    QCOMPARE(recorder.ended->exitCode(), 6);
    for (const int childFD : {0, 1, 2})
        QCOMPARE(recorder.count(u"lost %1"_s.arg(childFD)), 1);
}

void tst_Guarantees::holderTimeoutNeverCutsBytesInTheKernel()
{
    Leash leash;
    Recorder recorder;
    const SpawnOptions options{.childFDs = {{1, 'r'}, {3, leash.childsEnd()}},
                               .holderTimeout = 0ms};
    spawn(recorder, u"hold 3 flood 1 65536"_s, options); // all of it is in the pipe at the end
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1].size(), 65'536);
    QVERIFY(recorder.ended->truncated());
}

void tst_Guarantees::holderTimeoutStandsStillWhileAReaderIsPaused()
{
    Leash leash;
    Recorder recorder;
    const SpawnOptions options{.childFDs = {{1, 'r'}, {2, 'r'}, {3, leash.childsEnd()}},
                               .holderTimeout = 0ms};
    ProcessTransport *const transport = spawn(recorder, u"hold 3 flood 1 65536"_s, options);
    transport->pauseChildFD(1);
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    // A timer of the same length that starts later would fire after it, if it ran.
    bool later = false;
    QTimer::singleShot(0, this, [&] { QTimer::singleShot(20, this, [&] { later = true; }); });
    QVERIFY(waitUntil([&] { return later; }));
    QVERIFY(!recorder.events.contains(u"lost 2"_s));
    transport->resumeChildFD(1);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1].size(), 65'536);
    QVERIFY(recorder.ended->truncated());
}

void tst_Guarantees::pausingInTheLastCallbackHoldsTheCut()
{
    Leash leash;
    Recorder recorder;
    const SpawnOptions options{.childFDs = {{1, 'r'}, {2, 'r'}, {3, leash.childsEnd()}},
                               .holderTimeout = 0ms};
    ProcessTransport *const transport = spawn(recorder, u"hold 3 say 1 x"_s, options);
    recorder.hook = [&](const QString &event) {
        if (event == u"lost 1")
            transport->pauseChildFD(2);
    };
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"lost 1"_s); }));
    Recorder other; // many turns later
    spawn(other, u"flood 1 1000000"_s);
    QVERIFY(waitForEnd(other));
    QVERIFY(!recorder.events.contains(u"lost 2"_s));
    transport->resumeChildFD(2);
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.ended->truncated());
}

void tst_Guarantees::plainChildrenAreNeverTruncated()
{
    // So many at once that the events of one child do not fit into one turn.
    std::vector<std::unique_ptr<Recorder>> recorders;
    for (int i = 0; i < 60; ++i) {
        recorders.push_back(std::make_unique<Recorder>());
        spawn(*recorders.back(), u"exit 0"_s, {.holderTimeout = 0ms});
    }
    for (const auto &recorder : recorders) {
        QVERIFY(waitForEnd(*recorder));
        QVERIFY(!recorder->ended->truncated());
    }
}

void tst_Guarantees::withoutHoldersNothingIsTruncated()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"flood 1 65536"_s, {.holderTimeout = 0ms});
    transport->pauseProducing();
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    transport->resumeProducing(); // everything is at once: bytes, end-of-file, time-out
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1].size(), 65'536);
    QVERIFY(!recorder.ended->truncated());
    QVERIFY(*recorder.exited == *recorder.ended);
}

void tst_Guarantees::aNestedEventLoopInACallbackIsServedFully_data()
{
    QTest::addColumn<QString>("when");
    for (const QString &event : {u"connectionMade"_s, u"data 1"_s, u"lost 2"_s})
        QTest::newRow(qPrintable(event)) << event;
}

// As a dialog in a callback: until another child has lived a whole life, and this one has ended.
void tst_Guarantees::aNestedEventLoopInACallbackIsServedFully()
{
    QFETCH(QString, when);
    Recorder recorder, other;
    recorder.hook = [&](const QString &event) {
        if (event == when) {
            recorder.hook = nullptr;
            spawn(other, u"copy 0 1"_s);
            other.transport()->write("nested"_ba);
            other.transport()->closeStdin();
            QVERIFY(waitForEnd(other));
            QVERIFY(waitForEnd(recorder));
            QCOMPARE(recorder.events.last(), u"ended"_s);
        }
    };
    spawn(recorder, u"flood 1 2000000 close 2 flood 1 1000000"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(other.data[1], "nested"_ba);
    QCOMPARE(recorder.data[1].size(), 3'000'000);
    const QByteArray &data = recorder.data[1];
    for (qsizetype i = 0; i < 2'000'000; ++i)
        QVERIFY(uchar(data[i]) == i % 251);
}

void tst_Guarantees::transportAndProtocolOutliveANestedLoopInTheirCallback()
{
    auto *const recorder = new Recorder;
    const QPointer<Recorder> protocol = recorder;
    QPointer<ProcessTransport> transport;
    bool checked = false;
    recorder->hook = [&](const QString &event) {
        if (event != u"connectionMade")
            return;
        QEventLoop loop; // deleteLater() alone would delete both inside it
        connect(transport, &ProcessTransport::processEnded, &loop,
                [&loop] { QTimer::singleShot(0, &loop, &QEventLoop::quit); });
        loop.exec();
        QVERIFY(transport && protocol);
        checked = true;
    };
    transport = reactor->spawnProcess(std::unique_ptr<ProcessProtocol>(recorder), testChild(),
                                      script(u"say 1 x"_s));
    QVERIFY(waitUntil([&] { return transport.isNull(); }));
    QVERIFY(checked);
    QVERIFY(!protocol);
}

void tst_Guarantees::deletingTheTransportInANestedLoopSparesTheProtocolOnTheStack()
{
    auto *const recorder = new Recorder;
    const QPointer<Recorder> protocol = recorder;
    QPointer<ProcessTransport> transport;
    bool checked = false;
    recorder->hook = [&](const QString &event) {
        if (event != u"connectionMade")
            return;
        QEventLoop loop;
        QTimer::singleShot(0, &loop, [&] {
            delete transport;
            QTimer::singleShot(0, &loop, &QEventLoop::quit);
        });
        loop.exec();
        QVERIFY(!transport && protocol);
        checked = true;
    };
    transport = reactor->spawnProcess(std::unique_ptr<ProcessProtocol>(recorder), testChild(),
                                      script(u"wait 0"_s));
    QVERIFY(waitUntil([&] { return protocol.isNull(); }));
    QVERIFY(checked);
}

void tst_Guarantees::oneChildsTroubleNeverTouchesAnother()
{
    Recorder quiet;
    ProcessTransport *const transport = spawn(quiet, u"copy 0 1"_s);
    for (int i = 0; i < 20; ++i) {
        Recorder noisy;
        noisy.hook = [&](const QString &event) {
            if (event == u"data 1")
                delete noisy.transport();
        };
        spawn(noisy, u"flood 1 100000"_s);
        QVERIFY(waitUntil([&] { return !noisy.transport(); }));
        transport->write("."_ba);
    }
    transport->closeStdin();
    QVERIFY(waitForEnd(quiet));
    QCOMPARE(quiet.data[1], QByteArray(20, '.'));
}

void tst_Guarantees::aFloodingChildCannotStarveTheLoop()
{
    // An event that posts itself again counts the loop's turns.
    int turns = 0;
    QMap<int, qint64> bytesInTurn;
    qint64 largest = 0;
    QObject beat;
    std::function<void()> next = [&] {
        ++turns;
        bytesInTurn.clear();
        QMetaObject::invokeMethod(&beat, next, Qt::QueuedConnection);
    };
    next();
    Recorder recorders[4];
    for (int i = 0; i < 4; ++i) {
        recorders[i].keepsData = false;
        ProcessTransport *const transport = spawn(recorders[i], u"flood 1 20000000"_s);
        connect(transport, &ProcessTransport::childDataReceived, this,
                [&, i](int, const QByteArray &data) {
                    QVERIFY(!data.isEmpty()); // no delivery is empty
                    bytesInTurn[i] += data.size();
                    largest = std::max(largest, bytesInTurn[i]);
                });
    }
    for (const Recorder &recorder : recorders)
        QVERIFY(waitForEnd(recorder));
    QVERIFY2(largest <= 128 * 1024, qPrintable(QString::number(largest)));
    QVERIFY(turns >= 20'000'000 / (128 * 1024));
}

void tst_Guarantees::aPausedReaderCostsNoMemory()
{
    Recorder recorder;
    recorder.keepsData = false;
    qint64 bytes = 0;
    ProcessTransport *const transport = spawn(recorder, u"flood 1 50000000 say 2 done"_s);
    connect(transport, &ProcessTransport::childDataReceived, this,
            [&](int childFD, const QByteArray &data) {
                bytes += childFD == 1 ? data.size() : 0;
                transport->pauseChildFD(1);
            });
    QVERIFY(waitUntil([&] { return bytes > 0; }));
    const qint64 before = bytes;
    Recorder other; // many turns of the loop
    spawn(other, u"flood 1 5000000"_s);
    QVERIFY(waitForEnd(other));
    QCOMPARE(bytes, before);
    QVERIFY(!recorder.events.contains(u"data 2"_s)); // the child is blocked
    transport->disconnect(this);
    transport->resumeChildFD(1);
    QVERIFY(waitForEnd(recorder));
}

void tst_Guarantees::aSpawnCopiesNoPageOfTheParent()
{
    if (isUnderValgrind())
        QSKIP("valgrind makes a fork() of every spawn");
    // After a fork() each page written would be a fault, because it was shared for a moment.
    const std::size_t size = 64 << 20;
    QByteArray memory(qsizetype(size), 'x');
    const auto faultsOfRewriting = [&] {
        rusage before, after;
        getrusage(RUSAGE_SELF, &before);
        for (qsizetype i = 0; i < memory.size(); i += 4096)
            memory[i] = char(memory[i] + 1);
        getrusage(RUSAGE_SELF, &after);
        return after.ru_minflt - before.ru_minflt;
    };
    faultsOfRewriting();
    Recorder recorder;
    spawn(recorder, u"exit 0"_s, {.path = u"/"_s, .childFDs = {{0, 'w'}, {1, 'r'}, {7, 'r'}}});
    const long faults = faultsOfRewriting();
    QVERIFY(waitForEnd(recorder));
    QVERIFY2(faults < long(size / 4096 / 16), qPrintable(QString::number(faults)));
}

QTEST_GUILESS_MAIN(tst_Guarantees)

#include "tst_guarantees.moc"
