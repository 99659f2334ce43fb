// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// capturePipeline() and runPipeline(): a row of commands as one value, and what ends it.

#include "behaviourtest.h"
#include "leash.h"
#include "lifeline.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFutureWatcher>

#include <csignal>
#include <thread>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Failure = PipelineOutput::Failure;
using Kind = ExitReason::Kind;
using Stage = SpawnError::Stage;

namespace {

Command child(const QString &words, const SpawnOptions &options = {})
{
    return {.program = BehaviourTest::testChild(),
            .arguments = words.split(u' ', Qt::SkipEmptyParts),
            .options = options};
}

const Command cat{u"cat"_s};

/// Both ways to run one: in the loop, and blocking.
enum class Way { Capture, Run };

PipelineOutput outputOf(Way way, const QList<Command> &commands, const CaptureOptions &options = {})
{
    if (way == Way::Run)
        return runPipeline(commands, options);
    QFuture<PipelineOutput> future = capturePipeline(commands, options);
    BehaviourTest::waitUntil([&] { return future.isFinished(); });
    return future.resultCount() > 0 ? future.result() : PipelineOutput();
}

} // namespace

Q_DECLARE_METATYPE(Way)

class tst_PipelineCapture : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everythingIsInTheResult_data() { ways(); }
    void everythingIsInTheResult();
    void stdinIsAtItsEndUnlessGiven_data() { ways(); }
    void stdinIsAtItsEndUnlessGiven();
    void errortooSendsEachStderrWhereItsStdoutGoes_data() { ways(); }
    void errortooSendsEachStderrWhereItsStdoutGoes();
    void theCommandsOwnOptionsWin_data() { ways(); }
    void theCommandsOwnOptionsWin();
    void aTimeoutStopsAllWithTheirGroups_data() { ways(); }
    void aTimeoutStopsAllWithTheirGroups();
    void aTimeoutReachesTheGroupOfWhoHasExited_data() { ways(); }
    void aTimeoutReachesTheGroupOfWhoHasExited();
    void aTimeoutEndsTheWaitForAHolder_data() { ways(); }
    void aTimeoutEndsTheWaitForAHolder();
    void inactivityIsThatOfEveryStream_data() { ways(); }
    void inactivityIsThatOfEveryStream();
    void whoIgnoresTheStopIsKilledAfterTheGrace_data() { ways(); }
    void whoIgnoresTheStopIsKilledAfterTheGrace();
    void maximumBytesIsExact_data();
    void maximumBytesIsExact();
    void oneThatCannotStartIsNamed_data() { ways(); }
    void oneThatCannotStartIsNamed();
    void anEmptyListIsNoSuccess_data() { ways(); }
    void anEmptyListIsNoSuccess();
    void cancellingStopsAll();
    void aDeletedReactorCancels();
    void runPipelineNeedsNoLoopAndDeliversNothing();
    void manyInTurnLeaveNothing_data() { ways(); }
    void manyInTurnLeaveNothing();
    void anOutputPrintsWhatItIs();

private:
    static void ways();
};

void tst_PipelineCapture::ways()
{
    QTest::addColumn<Way>("way");
    QTest::newRow("capture") << Way::Capture;
    QTest::newRow("run") << Way::Run;
}

// The library's thread opens its descriptors before they are counted.
void tst_PipelineCapture::initTestCase()
{
    QVERIFY(runPipeline({child(u""_s)}).isSuccess());
}

void tst_PipelineCapture::everythingIsInTheResult()
{
    QFETCH(const Way, way);
    const PipelineOutput output = outputOf(
        way, child(u"say 1 out say 2 one"_s) | child(u"say 2 two copy 0 1 exit 3"_s) | cat);
    QCOMPARE(output.out, "out"_ba);
    QCOMPARE(output.errs, (QByteArrayList{"one", "two", ""}));
    QCOMPARE(output.failure, Failure::None);
    QCOMPARE(output.reason.failedIndex(), 1);
    QVERIFY(!output.isSuccess());
    QVERIFY(outputOf(way, Command{u"yes"_s} | Command{u"head"_s, {u"-1"_s}}).isSuccess());
}

void tst_PipelineCapture::stdinIsAtItsEndUnlessGiven()
{
    QFETCH(const Way, way);
    QCOMPARE(outputOf(way, cat | cat).out, QByteArray());
    const QByteArray many(1'000'000, 'x');
    const PipelineOutput output = outputOf(way, cat | cat, {.stdinBytes = many});
    QVERIFY(output.out == many && output.isSuccess());
}

void tst_PipelineCapture::errortooSendsEachStderrWhereItsStdoutGoes()
{
    QFETCH(const Way, way);
    const PipelineOutput output = outputOf(
        way, child(u"say 1 a say 2 b"_s) | child(u"copy 0 1 say 2 c"_s), {.errortoo = true});
    QCOMPARE(output.out, "abc"_ba);
    QCOMPARE(output.errs, (QByteArrayList{"", ""}));
}

void tst_PipelineCapture::theCommandsOwnOptionsWin()
{
    QFETCH(const Way, way);
    const PipelineOutput output = outputOf(
        way,
        child(u"count 0 1 say 2 x"_s, {.childFDs = {{0, ChildFD::null()}, {2, ChildFD::null()}}})
            | child(u"copy 0 1"_s, {.childFDs = {{2, 'r'}}}),
        {.errortoo = true, .stdinBytes = "not read"_ba});
    QCOMPARE(output.out, "0\n"_ba);
    QVERIFY(output.isSuccess());
}

void tst_PipelineCapture::aTimeoutStopsAllWithTheirGroups()
{
    QFETCH(const Way, way);
    LifeLine line;
    const Command each =
        child(u"job same pause ; say 2 x pause"_s, {.childFDs = {{9, line.childsEnd()}}});
    const PipelineOutput output = outputOf(way, each | each | each, {.timeout = 300ms});
    QCOMPARE(output.failure, Failure::TimedOut);
    QVERIFY(!output.wasInactive && !output.isSuccess());
    for (const ExitReason &reason : output.reason.reasons) {
        if (reason.kind() != ExitReason::Kind::NotStarted) // its time was over before
            QCOMPARE(reason.signal(), SIGTERM);
    }
    QVERIFY2(output.toString().startsWith(u"timed out ("_s), qPrintable(output.toString()));
    QVERIFY(line.waitForEnd());
}

void tst_PipelineCapture::aTimeoutReachesTheGroupOfWhoHasExited()
{
    QFETCH(const Way, way);
    LifeLine line;
    const Command leader =
        child(u"job same pause ; exit 0"_s, {.childFDs = {{9, line.childsEnd()}}});
    const PipelineOutput output = outputOf(way, leader | cat, {.timeout = 300ms});
    QCOMPARE(output.failure, Failure::TimedOut);
    QVERIFY(line.waitForEnd());
}

// Who has left the group and holds a stderr is not reached, nor waited for.
void tst_PipelineCapture::aTimeoutEndsTheWaitForAHolder()
{
    QFETCH(const Way, way);
    Leash leash;
    const Command parent =
        child(u"job session wait 9 ; exit 0"_s, {.childFDs = {{9, leash.childsEnd()}}});
    const PipelineOutput output = outputOf(way, parent | cat, {.timeout = 300ms});
    QCOMPARE(output.failure, Failure::TimedOut);
}

void tst_PipelineCapture::inactivityIsThatOfEveryStream()
{
    QFETCH(const Way, way);
    const PipelineOutput output = outputOf(
        way, child(u"say 2 x pause"_s) | child(u"say 1 y pause"_s), {.inactivityTimeout = 200ms});
    QCOMPARE(output.failure, Failure::TimedOut);
    QVERIFY(output.wasInactive);
    QCOMPARE(output.out, "y"_ba);
    QCOMPARE(output.errs[0], "x"_ba);
}

void tst_PipelineCapture::whoIgnoresTheStopIsKilledAfterTheGrace()
{
    QFETCH(const Way, way);
    const Command each = child(u"ignore 15 say 2 x pause"_s);
    const PipelineOutput output =
        outputOf(way, each | each, {.inactivityTimeout = 200ms, .grace = 1ms});
    for (const ExitReason &reason : output.reason.reasons)
        QCOMPARE(reason.signal(), SIGKILL);
}

void tst_PipelineCapture::maximumBytesIsExact_data()
{
    QTest::addColumn<Way>("way");
    QTest::addColumn<qint64>("most");
    for (const Way way : {Way::Capture, Way::Run}) {
        for (const qint64 most : {0, 9, 10, 11}) {
            QTest::addRow("%s, %d", way == Way::Run ? "run" : "capture", int(most)) << way << most;
        }
    }
}

void tst_PipelineCapture::maximumBytesIsExact()
{
    QFETCH(const Way, way);
    QFETCH(const qint64, most);
    const PipelineOutput output =
        outputOf(way, child(u"say 2 123 flood 1 4"_s) | child(u"say 2 456 copy 0 1"_s),
                 {.maximumBytes = most});
    qsizetype total = output.out.size();
    for (const QByteArray &err : output.errs)
        total += err.size();
    QCOMPARE(total, qMin<qint64>(most, 10));
    QCOMPARE(output.failure, most < 10 ? Failure::TooMuchOutput : Failure::None);
    QCOMPARE(output.isSuccess(), most >= 10);
}

void tst_PipelineCapture::oneThatCannotStartIsNamed()
{
    QFETCH(const Way, way);
    const PipelineOutput output =
        outputOf(way, child(u"pause"_s) | Command{u"/nonexistent/program"_s} | cat);
    QCOMPARE(output.failure, Failure::NotStarted);
    QCOMPARE(output.reason.failedIndex(), 1);
    QCOMPARE(output.reason.reasons[1].error().errorNumber, ENOENT);
    QCOMPARE(output.errs.size(), 3);
}

void tst_PipelineCapture::anEmptyListIsNoSuccess()
{
    QFETCH(const Way, way);
    const PipelineOutput output = outputOf(way, {}, {.stdinBytes = "x"_ba, .timeout = 60s});
    QVERIFY(!output.isSuccess());
    QCOMPARE(output.failure, Failure::None);
    QCOMPARE(output.toString(), u"no commands"_s);
}

void tst_PipelineCapture::cancellingStopsAll()
{
    LifeLine line;
    const Command each = child(u"say 2 x pause"_s, {.childFDs = {{9, line.childsEnd()}}});
    QFuture<PipelineOutput> future = capturePipeline(each | each);
    QVERIFY(waitUntil([&] { return Reactor::instance()->processCount() == 2; }));
    future.cancel();
    QVERIFY(waitUntil([&] { return future.isFinished(); }));
    QCOMPARE(future.resultCount(), 0);
    QVERIFY(line.waitForEnd());
}

void tst_PipelineCapture::aDeletedReactorCancels()
{
    const QFuture<PipelineOutput> future = capturePipeline(cat | child(u"pause"_s));
    delete Reactor::instance();
    QVERIFY(future.isCanceled());
}

void tst_PipelineCapture::runPipelineNeedsNoLoopAndDeliversNothing()
{
    bool isDelivered = false;
    QMetaObject::invokeMethod(this, [&] { isDelivered = true; }, Qt::QueuedConnection);
    QVERIFY(runPipeline(cat | cat).isSuccess());
    QVERIFY(!isDelivered);
    PipelineOutput output;
    std::thread([&] { output = runPipeline(cat | cat, {.stdinBytes = "hello"_ba}); }).join();
    QCOMPARE(output.out, "hello"_ba);
    QVERIFY(waitUntil([&] { return isDelivered; }));
}

void tst_PipelineCapture::manyInTurnLeaveNothing()
{
    QFETCH(const Way, way);
    for (int i = 0; i < 100; ++i) {
        const CaptureOptions options = {.stdinBytes = "hello"_ba,
                                        .timeout = i % 3 == 1 ? 0ms : 60'000ms};
        const PipelineOutput output =
            outputOf(way, i % 3 == 0 ? cat | Command{u"/nonexistent"_s} : cat | cat, options);
        QVERIFY(i % 3 != 2 || output.out == "hello");
    }
}

void tst_PipelineCapture::anOutputPrintsWhatItIs()
{
    QString text;
    QDebug(&text).nospace() << PipelineOutput{.out = "abc", .errs = {"x", ""}};
    QCOMPARE(text, u"PipelineOutput(out 3 bytes, errs 1 0 bytes, PipelineReason())"_s);
}

QTEST_GUILESS_MAIN(tst_PipelineCapture)

#include "tst_pipelinecapture.moc"
