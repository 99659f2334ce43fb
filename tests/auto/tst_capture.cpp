// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// captureProcess() and runProcess(): the same results by both, and what only one of them has to do.

#include "census.h"
#include "leash.h"
#include "lifeline.h"
#include "platform.h"

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QFutureWatcher>
#include <QtCore/QPointer>
#include <QtCore/QSemaphore>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <QtTest/QTest>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <optional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Failure = ProcessOutput::Failure;
using Kind = ExitReason::Kind;
using Stage = SpawnError::Stage;

Q_DECLARE_METATYPE(Offspring::Command)
Q_DECLARE_METATYPE(Offspring::CaptureOptions)

namespace {

constexpr auto hanging = 120s; // only against it

/// An application object for as long as it lives.
class Application
{
public:
    QCoreApplication *operator->() { return &m_application; }

private:
    int m_argc = 1;
    char m_name[12] = "tst_capture";
    char *m_argv[2] = {m_name, nullptr};
    QCoreApplication m_application{m_argc, m_argv};
};

/// How the child is run.
enum class Way { Run, RunInThread, Capture };

template <typename T>
bool waitFor(const QFuture<T> &future)
{
    QEventLoop loop;
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcher<T>::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(hanging, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    return future.isFinished();
}

ProcessOutput outputOf(Way way, const Command &command, const CaptureOptions &capture = {})
{
    ProcessOutput result;
    if (way == Way::Run) {
        result = runProcess(command, capture);
    } else if (way == Way::RunInThread) {
        std::thread([&] { result = runProcess(command, capture); }).join();
    } else {
        const Application application;
        const auto future = captureProcess(command, capture);
        if (waitFor(future) && future.resultCount() == 1)
            result = future.result();
    }
    return result;
}

Command shell(const QString &script)
{
    return {u"sh"_s, {u"-c"_s, script}};
}

Command testChild(const QString &words, const ChildFDs &fds = {})
{
    return {.program = QStringLiteral(TESTCHILD),
            .arguments = words.split(u' ', Qt::SkipEmptyParts),
            .options = {.childFDs = fds}};
}

/// Of the child that was spawned last.
ProcessTransport *lastTransport()
{
    return Reactor::instance()->findChildren<ProcessTransport *>().last();
}

// A thread that a sanitizer makes slow may still be in Qt when Qt's own statics are destroyed,
// which complain of it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool isSilent = false;
#else
constexpr bool isSilent = true;
#endif

#if defined(__SANITIZE_THREAD__)
constexpr bool canCopiesHaveThreads = false;
#else
constexpr bool canCopiesHaveThreads = true;
#endif

/// The wait status of a copy of this program: 0 when \a isFine is true there. It has no thread but
/// the calling one, and nobody has called runProcess() in it. It ends as another program, because
/// valgrind(1) would take what the parent's other threads hold for lost in a copy that exits.
template <typename Check>
int inACopy(Check isFine)
{
    const pid_t copy = fork();
    if (copy == 0) {
        const char *const program = isFine() ? "true" : "false";
        execlp(program, program, nullptr);
        _exit(2);
    }
    int status = -1;
    waitpid(copy, &status, 0);
    return status;
}

} // namespace

class tst_Capture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void everythingIsInTheResult_data();
    void everythingIsInTheResult();
    void stdinIsEmptyUnlessGiven_data() { ways(); }
    void stdinIsEmptyUnlessGiven();
    void moreThanAPipeHoldsGoesThrough_data() { ways(); }
    void moreThanAPipeHoldsGoesThrough();
    void errortooKeepsTheOrderOfWriting_data() { ways(); }
    void errortooKeepsTheOrderOfWriting();
    void theCommandsOwnStreamsGoFirst_data();
    void theCommandsOwnStreamsGoFirst();
    void theOtherDescriptorsArePassedOn_data() { ways(); }
    void theOtherDescriptorsArePassedOn();
    void environmentAndDirectoryAreTheCommands_data() { ways(); }
    void environmentAndDirectoryAreTheCommands();

    void whoCannotStartSaysWhy_data();
    void whoCannotStartSaysWhy();
    void theLimitIsExact_data();
    void theLimitIsExact();
    void aFloodIsStoppedAndTrimmed_data() { ways(); }
    void aFloodIsStoppedAndTrimmed();
    void eitherTimeoutStopsAndSaysWhich_data();
    void eitherTimeoutStopsAndSaysWhich();
    void theTimeoutCountsFromTheCall_data() { ways(); }
    void theTimeoutCountsFromTheCall();
    void everyByteRestartsTheInactivity_data() { ways(); }
    void everyByteRestartsTheInactivity();
    void theInactivityDoesNotBeatAnEndThatTheLoopHadNoTimeFor();
    void theInactivityDoesNotBeatAByteThatTheLoopHadNoTimeFor();
    void whoTidiesUpHasTheGrace_data() { ways(); }
    void whoTidiesUpHasTheGrace();
    void whoIgnoresTermIsKilledAfterTheGrace_data() { ways(); }
    void whoIgnoresTermIsKilledAfterTheGrace();
    void aHolderIsWaitedForWithoutATimeout_data() { ways(); }
    void aHolderIsWaitedForWithoutATimeout();
    void aTimeoutEndsTheWaitForAHolder_data();
    void aTimeoutEndsTheWaitForAHolder();

    void aCancelledCaptureStopsTheChild();
    void theReactorsEndCancelsTheCapture();
    void continuationsGetFailuresAsValues();

    void nothingIsDeliveredWhileRunProcessBlocks();
    void runProcessWorksInsideACallback();
    void runProcessOutlivesApplications();
    void runProcessInFiftyThreads();
    void theChildOutlivesTheThreadThatAskedFirst();
    void runProcessLeavesTheSignalsAlone();
    void whoGetsNoDescriptorSaysSo();
    void whoGetsNoThreadSaysSo();
    void runProcessInHardPlaces_data();
    void runProcessInHardPlaces();

    void resultsPrintWhatTheyAre_data();
    void resultsPrintWhatTheyAre();

private:
    static void ways();

    Census m_census;
};

void tst_Capture::ways()
{
    QTest::addColumn<Way>("way");
    QTest::newRow("run") << Way::Run;
    QTest::newRow("run in a thread") << Way::RunInThread;
    QTest::newRow("capture") << Way::Capture;
}

// The library's thread, with its descriptors, stays from now on.
void tst_Capture::initTestCase()
{
    QVERIFY(!QCoreApplication::instance());
    QVERIFY(runProcess({u"true"_s}).isSuccess());
}

void tst_Capture::init()
{
    m_census.take();
}

void tst_Capture::cleanup()
{
    m_census.compare();
}

void tst_Capture::everythingIsInTheResult_data()
{
    QTest::addColumn<QString>("end");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("signal");
    QTest::addColumn<QString>("text");
    QTest::newRow("done") << u"exit 0"_s << 0 << 0 << u"exited with code 0"_s;
    QTest::newRow("a code") << u"exit 3"_s << 3 << 0 << u"exited with code 3"_s;
    QTest::newRow("a signal") << u"kill -KILL $$"_s << -1 << SIGKILL << u"ended by SIGKILL"_s;
}

void tst_Capture::everythingIsInTheResult()
{
    QFETCH(const QString, end);
    QFETCH(const int, code);
    for (const Way way : {Way::Run, Way::RunInThread, Way::Capture}) {
        const ProcessOutput output = outputOf(way, shell(u"echo out; echo err >&2; "_s + end));
        QCOMPARE(output.out, "out\n");
        QCOMPARE(output.err, "err\n");
        QCOMPARE(output.reason.exitCode(), code);
        QTEST(output.reason.signal(), "signal");
        QTEST(output.toString(), "text");
        QCOMPARE(output.failure, Failure::None);
        QCOMPARE(output.isSuccess(), code == 0);
    }
}

void tst_Capture::stdinIsEmptyUnlessGiven()
{
    QFETCH(const Way, way);
    const Command command = shell(u"readlink /proc/self/fd/0; cat"_s);
    QCOMPARE(outputOf(way, command).out, "/dev/null\n");
    const Command cat{u"cat"_s};
    QCOMPARE(outputOf(way, cat, {.stdinBytes = "given"}).out, "given");
    QVERIFY(outputOf(way, cat, {.stdinBytes = ""}).isSuccess());
    // That nobody reads it is no failure.
    QVERIFY(outputOf(way, {u"true"_s}, {.stdinBytes = QByteArray(1 << 20, 'x')}).isSuccess());
}

void tst_Capture::moreThanAPipeHoldsGoesThrough()
{
    QFETCH(const Way, way);
    const QByteArray input = QByteArray("0123456789abcde\n").repeated(1 << 18);
    const ProcessOutput output = outputOf(way, {u"cat"_s}, {.stdinBytes = input});
    QVERIFY(output.isSuccess());
    QVERIFY(output.out == input);
}

void tst_Capture::errortooKeepsTheOrderOfWriting()
{
    QFETCH(const Way, way);
    const ProcessOutput output = outputOf(
        way, shell(u"for i in 1 2 3 4 5; do echo o$i; echo e$i >&2; done"_s), {.errortoo = true});
    QCOMPARE(output.out, "o1\ne1\no2\ne2\no3\ne3\no4\ne4\no5\ne5\n");
    QCOMPARE(output.err, "");
}

void tst_Capture::theCommandsOwnStreamsGoFirst_data()
{
    QTest::addColumn<ChildFDs>("fds");
    QTest::addColumn<bool>("usePTY");
    QTest::addColumn<bool>("errortoo");
    QTest::addColumn<QString>("script");
    QTest::addColumn<QByteArray>("out");
    QTest::addColumn<QByteArray>("err");
    const QString both = u"echo out; echo err >&2"_s;
    const QString isTerminal = u"for i in 0 1 2; do test -t $i && echo $i; done"_s;

    QTest::newRow("a file for stdin")
        << ChildFDs{{0, ChildFD::file(u"/etc/hostname"_s, QIODevice::ReadOnly)}} << false << false
        << u"readlink /proc/self/fd/0"_s << "/etc/hostname\n"_ba
        << ""_ba;
    QTest::newRow("nothing for stdout")
        << ChildFDs{{1, ChildFD::null()}} << false << false << both << ""_ba
        << "err\n"_ba;
    QTest::newRow("nothing for stderr")
        << ChildFDs{{2, ChildFD::null()}} << false << true << both << "out\n"_ba
        << ""_ba;
    QTest::newRow("stderr with stdout")
        << ChildFDs{{2, ChildFD::sameAs(1)}} << false << false << both << "out\nerr\n"_ba
        << ""_ba;
    QTest::newRow("stdout with stderr")
        << ChildFDs{{1, ChildFD::sameAs(2)}} << false << false << both << ""_ba
        << "out\nerr\n"_ba;
    QTest::newRow("stdout with stderr, and stderr too")
        << ChildFDs{{1, ChildFD::sameAs(2)}} << false << true << both << "out\nerr\n"_ba
        << ""_ba;
    QTest::newRow("stdout as another, and stderr too")
        << ChildFDs{{1, ChildFD::sameAs(5)}, {5, ChildFD::null()}} << false << true << both << ""_ba
        << ""_ba;
    QTest::newRow("stdout closed, and stderr too")
        << ChildFDs{{1, ChildFD::closed()}} << false << true << u"echo gone; exit 0"_s << ""_ba
        << ""_ba;
    QTest::newRow("a terminal") << ChildFDs{} << true << true << isTerminal << "0\r\n1\r\n2\r\n"_ba
                                << ""_ba;
    QTest::newRow("a terminal beside a pipe")
        << ChildFDs{{1, 'r'}} << true << false << isTerminal << "0\n2\n"_ba
        << ""_ba;
}

void tst_Capture::theCommandsOwnStreamsGoFirst()
{
    QFETCH(const QString, script);
    QFETCH(const bool, errortoo);
    QFETCH(const ChildFDs, fds);
    QFETCH(const bool, usePTY);
    Command command = shell(script);
    command.options.childFDs = fds;
    command.options.usePTY = usePTY;
    for (const Way way : {Way::Run, Way::RunInThread, Way::Capture}) {
        const ProcessOutput output = outputOf(way, command, {.errortoo = errortoo});
        QTEST(output.out, "out");
        QTEST(output.err, "err");
        QCOMPARE(output.failure, Failure::None);
    }
}

// What another reader writes is dropped, and does not count; another writer is open to the end.
void tst_Capture::theOtherDescriptorsArePassedOn()
{
    QFETCH(const Way, way);
    LifeLine life;
    Command command = shell(u"echo dropped >&3; echo kept"_s);
    command.options.childFDs = {{3, 'r'}, {5, life.childsEnd()}};
    QCOMPARE(outputOf(way, command, {.maximumBytes = 5}).out, "kept\n");
    QVERIFY(life.waitForEnd());
    command = shell(u"cat <&4"_s);
    command.options.childFDs = {{4, 'w'}};
    QCOMPARE(outputOf(way, command, {.timeout = 1ms}).failure, Failure::TimedOut);
}

void tst_Capture::environmentAndDirectoryAreTheCommands()
{
    QFETCH(const Way, way);
    qputenv("OFFSPRING_TEST_WORD", "inherited");
    Command command = shell(u"pwd; echo $OFFSPRING_TEST_WORD"_s);
    command.workingDirectory = u"/usr"_s;
    QCOMPARE(outputOf(way, command).out, "/usr\ninherited\n");
    command.environment = {};
    QCOMPARE(outputOf(way, command).out, "/usr\n\n");
    qunsetenv("OFFSPRING_TEST_WORD");
}

void tst_Capture::whoCannotStartSaysWhy_data()
{
    QTest::addColumn<Command>("command");
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<int>("errorNumber");

    QTest::newRow("no such program") << Command{u"/no/such/program"_s} << Stage::Exec << ENOENT;
    QTest::newRow("not on the PATH") << Command{u"no-such-program"_s} << Stage::Exec << ENOENT;
    QTest::newRow("not a program") << Command{u"/etc/passwd"_s} << Stage::Exec << EACCES;
    QTest::newRow("no program") << Command{} << Stage::Arguments << EINVAL;
    QTest::newRow("a NUL") << Command{u"true"_s, {u"a\0b"_s}} << Stage::Arguments << EINVAL;
    QTest::newRow("no such directory")
        << Command{u"true"_s, {}, u"/no/such/directory"_s} << Stage::Directory << ENOENT;
    QTest::newRow("a closed fd") << Command{.program = u"true"_s,
                                            .options = {.childFDs = {{5, 999}}}}
                                 << Stage::FileDescriptors << EBADF;
}

void tst_Capture::whoCannotStartSaysWhy()
{
    QFETCH(const Command, command);
    QFETCH(const int, errorNumber);
    for (const Way way : {Way::Run, Way::RunInThread, Way::Capture}) {
        const ProcessOutput output =
            outputOf(way, command, {.stdinBytes = "x", .timeout = 1h, .inactivityTimeout = 1h});
        QCOMPARE(output.failure, Failure::NotStarted);
        QCOMPARE(output.reason.kind(), Kind::NotStarted);
        QTEST(output.reason.error().stage, "stage");
        QCOMPARE(output.reason.error().errorNumber, errorNumber);
        QVERIFY(output.toString().contains(qt_error_string(errorNumber)));
        QVERIFY(!output.isSuccess());
    }
}

void tst_Capture::theLimitIsExact_data()
{
    QTest::addColumn<int>("toOut");
    QTest::addColumn<int>("toErr");
    QTest::addColumn<int>("maximum");
    QTest::addColumn<bool>("tooMuch");
    QTest::newRow("exact") << 1000 << 0 << 1000 << false;
    QTest::newRow("one less") << 1000 << 0 << 999 << true;
    QTest::newRow("exact together") << 500 << 500 << 1000 << false;
    QTest::newRow("one less together") << 500 << 500 << 999 << true;
    QTest::newRow("none allowed, none written") << 0 << 0 << 0 << false;
    QTest::newRow("none allowed") << 0 << 1 << 0 << true;
    QTest::newRow("many reads") << 300'000 << 300'000 << 600'000 << false;
    QTest::newRow("one less than many reads") << 300'000 << 300'000 << 599'999 << true;
    QTest::newRow("no limit") << 300'000 << 300'000 << -1 << false;
}

void tst_Capture::theLimitIsExact()
{
    QFETCH(const int, toOut);
    QFETCH(const int, toErr);
    QFETCH(const int, maximum);
    QFETCH(const bool, tooMuch);
    const Command command =
        shell(u"head -c %1 /dev/zero; head -c %2 /dev/zero >&2"_s.arg(toOut).arg(toErr));
    for (const Way way : {Way::Run, Way::RunInThread, Way::Capture}) {
        for (const bool errortoo : {false, true}) {
            const ProcessOutput output =
                outputOf(way, command, {.errortoo = errortoo, .maximumBytes = maximum});
            QCOMPARE(output.failure, tooMuch ? Failure::TooMuchOutput : Failure::None);
            QCOMPARE(output.isSuccess(), !tooMuch);
            QCOMPARE(output.out.size() + output.err.size(), tooMuch ? maximum : toOut + toErr);
        }
    }
}

void tst_Capture::aFloodIsStoppedAndTrimmed()
{
    QFETCH(const Way, way);
    const ProcessOutput output = outputOf(way, {u"yes"_s}, {.maximumBytes = 100'001});
    QCOMPARE(output.failure, Failure::TooMuchOutput);
    QCOMPARE(output.out, "y\n"_ba.repeated(50'000) + 'y');
    QCOMPARE(output.reason.signal(), SIGTERM);
    QCOMPARE(output.toString(), u"wrote too much (ended by SIGTERM)"_s);
    QVERIFY(!output.isSuccess());
}

void tst_Capture::eitherTimeoutStopsAndSaysWhich_data()
{
    using std::chrono::milliseconds;
    QTest::addColumn<CaptureOptions>("capture");
    QTest::addColumn<bool>("wasInactive");
    QTest::newRow("too long") << CaptureOptions{.timeout = 20ms} << false;
    QTest::newRow("at once") << CaptureOptions{.timeout = 0ms} << false;
    QTest::newRow("before the call") << CaptureOptions{.timeout = -1ms} << false;
    QTest::newRow("inactive") << CaptureOptions{.inactivityTimeout = 20ms} << true;
    QTest::newRow("inactive at once") << CaptureOptions{.inactivityTimeout = 0ms} << true;
    QTest::newRow("inactive first")
        << CaptureOptions{.timeout = 1h, .inactivityTimeout = 1ms} << true;
    QTest::newRow("too long first")
        << CaptureOptions{.timeout = 1ms, .inactivityTimeout = 1h} << false;
    QTest::newRow("too long, and ever the other")
        << CaptureOptions{.timeout = 1ms, .inactivityTimeout = milliseconds::max()} << false;
    QTest::newRow("inactive, and ever the other")
        << CaptureOptions{.timeout = milliseconds::max(), .inactivityTimeout = 1ms} << true;
}

void tst_Capture::eitherTimeoutStopsAndSaysWhich()
{
    QFETCH(const CaptureOptions, capture);
    QFETCH(const bool, wasInactive);
    for (const Way way : {Way::Run, Way::RunInThread, Way::Capture}) {
        const ProcessOutput output = outputOf(way, {u"sleep"_s, {u"1000"_s}}, capture);
        QCOMPARE(output.failure, Failure::TimedOut);
        QCOMPARE(output.wasInactive, wasInactive);
        if (output.reason.error().errorNumber == ECANCELED)
            continue; // its time was over before it had started
        QCOMPARE(output.reason.signal(), SIGTERM);
        QCOMPARE(output.toString(),
                 wasInactive ? u"timed out without output (ended by SIGTERM)"_s
                             : u"timed out (ended by SIGTERM)"_s);
        QVERIFY(!output.isSuccess());
    }
}

// A child that writes all the time, and one that did its work in time.
void tst_Capture::theTimeoutCountsFromTheCall()
{
    QFETCH(const Way, way);
    const ProcessOutput output =
        outputOf(way, shell(u"exec yes >&2"_s), {.timeout = 20ms, .inactivityTimeout = 1h});
    QCOMPARE(output.failure, Failure::TimedOut);
    QVERIFY(!output.wasInactive);
    QVERIFY(outputOf(way, {u"true"_s}, {.timeout = 1h}).isSuccess());
}

// On 1 and on 2, and a descendant's: for longer than the time that each of the pauses may take.
void tst_Capture::everyByteRestartsTheInactivity()
{
    QFETCH(const Way, way);
    const ProcessOutput output =
        outputOf(way,
                 shell(u"for i in 1 2 3 4; do echo x; sleep 0.25; echo x >&2; sleep 0.25; done\n"
                       "(sleep 0.25; echo last; sleep 0.25) & exit 0"_s),
                 {.inactivityTimeout = 2s});
    QCOMPARE(output.toString(), u"exited with code 0"_s);
    QCOMPARE(output.out, "x\nx\nx\nx\nlast\n");
    QCOMPARE(output.err, "x\nx\nx\nx\n");
}

// The loop is kept busy until the child has ended, and its time is over.
void tst_Capture::theInactivityDoesNotBeatAnEndThatTheLoopHadNoTimeFor()
{
    const Application application;
    const auto future = captureProcess(shell(u"head -c 60000 /dev/zero; echo hi >&2"_s),
                                       {.inactivityTimeout = 1ms});
    const ProcessTransport *const transport = lastTransport();
    connect(transport, &ProcessTransport::connectionMade, this, [transport] {
        siginfo_t info;
        QCOMPARE(waitid(P_PID, id_t(transport->pid()), &info, WEXITED | WNOWAIT), 0);
        for (const QDeadlineTimer over(2ms); !over.hasExpired();) { }
    });
    QVERIFY(waitFor(future));
    QCOMPARE(future.result().toString(), u"exited with code 0"_s);
    QCOMPARE(future.result().out.size(), 60'000);
    QCOMPARE(future.result().err, "hi\n");
}

// The loop is kept busy until the child has written, and its time is over. It ends when that byte
// has been read.
void tst_Capture::theInactivityDoesNotBeatAByteThatTheLoopHadNoTimeFor()
{
    const Application application;
    constexpr auto time = 1s;
    LifeLine written;
    Leash leash;
    const auto future = captureProcess(
        testChild(u"say 1 x close 6 wait 5"_s, {{5, leash.childsEnd()}, {6, written.childsEnd()}}),
        {.inactivityTimeout = time});
    connect(lastTransport(), &ProcessTransport::connectionMade, this, [&] {
        const QDeadlineTimer over(time + 2ms, Qt::PreciseTimer);
        QVERIFY(written.waitForEnd());
        while (!over.hasExpired()) { }
    });
    connect(lastTransport(), &ProcessTransport::childDataReceived, this, [&] { leash.letGo(); });
    QVERIFY(waitFor(future));
    QCOMPARE(future.result().toString(), u"exited with code 0"_s);
    QCOMPARE(future.result().out, "x");
}

void tst_Capture::whoTidiesUpHasTheGrace()
{
    QFETCH(const Way, way);
    const QString script = u"trap 'exit 3' TERM; echo ready; while :; do sleep 0.01; done"_s;
    const ProcessOutput output =
        outputOf(way, shell(script), {.maximumBytes = 5, .grace = hanging});
    QCOMPARE(output.out, "ready");
    QCOMPARE(output.failure, Failure::TooMuchOutput);
    QCOMPARE(output.reason.exitCode(), 3);
}

void tst_Capture::whoIgnoresTermIsKilledAfterTheGrace()
{
    QFETCH(const Way, way);
    const ProcessOutput output =
        outputOf(way, testChild(u"ignore 15 say 1 xyz pause"_s), {.maximumBytes = 2, .grace = 1ms});
    QCOMPARE(output.toString(), u"wrote too much (ended by SIGKILL)"_s);
    QCOMPARE(output.out, "xy");
}

// The holder says when it has seen that the child is gone.
void tst_Capture::aHolderIsWaitedForWithoutATimeout()
{
    QFETCH(const Way, way);
    const ProcessOutput output = outputOf(
        way, shell(u"echo early; { while kill -0 $$; do :; done; echo late; } 2>/dev/null &"_s));
    QVERIFY(output.isSuccess());
    QCOMPARE(output.out, "early\nlate\n");
    QVERIFY(!output.reason.truncated());
}

void tst_Capture::aTimeoutEndsTheWaitForAHolder_data()
{
    QTest::addColumn<CaptureOptions>("capture");
    QTest::newRow("too long") << CaptureOptions{.timeout = 1500ms};
    QTest::newRow("inactive") << CaptureOptions{.inactivityTimeout = 1500ms};
}

// The holder ends with its leash.
void tst_Capture::aTimeoutEndsTheWaitForAHolder()
{
    QFETCH(const CaptureOptions, capture);
    for (const Way way : {Way::Run, Way::Capture}) {
        Leash leash;
        const ProcessOutput output =
            outputOf(way, testChild(u"say 1 x hold 5"_s, {{5, leash.childsEnd()}}), capture);
        QCOMPARE(output.failure, Failure::TimedOut);
        QCOMPARE(output.wasInactive, capture.inactivityTimeout.has_value());
        QCOMPARE(output.reason.kind(), Kind::ProcessDone);
        QVERIFY(output.reason.truncated());
        QCOMPARE(output.out, "x");
        QVERIFY(!output.isSuccess());
    }
}

void tst_Capture::aCancelledCaptureStopsTheChild()
{
    const Application application;
    for (const bool isRunning : {false, true}) {
        LifeLine life;
        Command command = shell(u"echo x; exec sleep 1000"_s);
        command.options.childFDs = {{5, life.childsEnd()}};
        auto future = captureProcess(command, {.timeout = 1h});
        if (isRunning) {
            QEventLoop loop;
            connect(lastTransport(), &ProcessTransport::childDataReceived, &loop,
                    &QEventLoop::quit);
            loop.exec();
        }
        future.cancel();
        QVERIFY(!future.isFinished());
        QVERIFY(waitFor(future));
        QVERIFY(future.isCanceled());
        QCOMPARE(future.resultCount(), 0);
        // Before the future was finished; one that has not started is not waited for.
        QVERIFY(isRunning ? life.waitForEnd(0) : life.waitForEnd());
    }
}

void tst_Capture::theReactorsEndCancelsTheCapture()
{
    QFuture<ProcessOutput> future;
    {
        const Application application;
        future = captureProcess({u"sleep"_s, {u"1000"_s}});
    }
    QVERIFY(future.isFinished());
    QVERIFY(future.isCanceled());
}

void tst_Capture::continuationsGetFailuresAsValues()
{
    const Application application;
    const auto failureOf = [this](const Command &command, const CaptureOptions &capture) {
        return captureProcess(command, capture).then(this, [](const ProcessOutput &output) {
            return output.failure;
        });
    };
    auto missing = failureOf({u"/no/such/program"_s}, {});
    auto late = failureOf({u"sleep"_s, {u"1000"_s}}, {.timeout = 1ms});
    auto flood = failureOf({u"yes"_s}, {.maximumBytes = 0});
    QVERIFY(waitFor(missing) && waitFor(late) && waitFor(flood));
    QCOMPARE(missing.result(), Failure::NotStarted);
    QCOMPARE(late.result(), Failure::TimedOut);
    QCOMPARE(flood.result(), Failure::TooMuchOutput);
}

// Timers, posted events and notifiers of the calling thread, and what its own reactor serves.
void tst_Capture::nothingIsDeliveredWhileRunProcessBlocks()
{
    const Application application;
    int delivered = 0;
    const auto count = [&delivered] { ++delivered; };
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, count);
    timer.start(0);
    QMetaObject::invokeMethod(this, count, Qt::QueuedConnection);
    const auto future = captureProcess({u"echo"_s, {u"of this thread"_s}});
    connect(lastTransport(), &ProcessTransport::connectionMade, this, count);
    (new QObject(this))->deleteLater();
    const auto children = findChildren<QObject *>().size();

    QVERIFY(runProcess({u"sleep"_s, {u"0.1"_s}}).isSuccess());
    QCOMPARE(delivered, 0);
    QCOMPARE(findChildren<QObject *>().size(), children);
    QVERIFY(!future.isFinished());
    QVERIFY(waitFor(future));
    QVERIFY(delivered >= 3);
    QCOMPARE(future.result().out, "of this thread\n");
}

void tst_Capture::runProcessWorksInsideACallback()
{
    class Nester : public ProcessProtocol
    {
    public:
        QByteArrayList heard;
        std::optional<ExitReason> ended;

        void connectionMade() override { nest("made"); }
        void outReceived(const QByteArray &) override { nest("received"); }
        void processExited(const ExitReason &) override { nest("exited"); }
        void processEnded(const ExitReason &reason) override
        {
            nest("ended");
            ended = reason;
            QCoreApplication::exit();
        }

    private:
        void nest(const QByteArray &word)
        {
            heard << runProcess({u"cat"_s}, {.stdinBytes = word}).out;
        }
    };

    Application application;
    Nester nester;
    Reactor::instance()->spawnProcess(&nester, {u"echo"_s, {u"x"_s}});
    application->exec();
    QVERIFY(nester.ended);
    std::sort(nester.heard.begin(), nester.heard.end()); // exited and received in no promised order
    QCOMPARE(nester.heard, (QByteArrayList{"ended", "exited", "made", "received"}));
}

// Begun before, between and in two of them.
void tst_Capture::runProcessOutlivesApplications()
{
    ProcessOutput across;
    QSemaphore hasBegun;
    LifeLine life;
    Leash leash;
    std::thread thread([&] {
        hasBegun.release();
        across = runProcess(
            testChild(u"wait 5 say 1 across"_s, {{5, leash.childsEnd()}, {6, life.childsEnd()}}));
    });
    hasBegun.acquire();
    for (int round = 0; round < 2; ++round) {
        QVERIFY(runProcess({u"true"_s}).isSuccess());
        const Application application;
        QVERIFY(runProcess({u"true"_s}).isSuccess());
        QCoreApplication::processEvents();
    }
    QVERIFY(runProcess({u"true"_s}).isSuccess());
    leash.letGo();
    thread.join();
    QCOMPARE(across.out, "across");
    QVERIFY(across.isSuccess());
}

void tst_Capture::runProcessInFiftyThreads()
{
    std::vector<ProcessOutput> outputs(50);
    std::vector<std::thread> threads;
    for (int i = 0; i < 50; ++i) {
        threads.emplace_back([i, &output = outputs[std::size_t(i)]] {
            output = runProcess(shell(u"cat; echo %1 >&2; exit %1"_s.arg(i)),
                                {.stdinBytes = QByteArray(i * 1000, 'x')});
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    for (int i = 0; i < 50; ++i) {
        const ProcessOutput &output = outputs[std::size_t(i)];
        QCOMPARE(output.out.size(), i * 1000);
        QCOMPARE(output.err, QByteArray::number(i) + '\n');
        QCOMPARE(output.reason.exitCode(), i);
        QCOMPARE(output.failure, Failure::None);
    }
}

void tst_Capture::theChildOutlivesTheThreadThatAskedFirst()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    if (!canCopiesHaveThreads)
        QSKIP("the thread sanitizer takes a copy's thread for its parent's");
    QCOMPARE(inACopy([] {
                 bool isFine = false;
                 std::thread([&] { isFine = runProcess({u"true"_s}).isSuccess(); }).join();
                 Command command{u"sleep"_s, {u"0.2"_s}};
                 command.options.parentDeathSignal = SIGKILL;
                 std::thread([&] { isFine = isFine && runProcess(command).isSuccess(); }).join();
                 return isFine;
             }),
             0);
}

// In a copy, which has no threads but those of runProcess().
void tst_Capture::runProcessLeavesTheSignalsAlone()
{
    if (!canCopiesHaveThreads)
        QSKIP("the thread sanitizer takes a copy's thread for its parent's");
    QCOMPARE(inACopy([] {
                 static std::thread::id takenBy;
                 struct sigaction before = {}, after = {}, action = {};
                 action.sa_handler = [](int) { takenBy = std::this_thread::get_id(); };
                 sigaction(SIGUSR1, &action, nullptr);
                 sigaction(SIGCHLD, nullptr, &before);
                 const bool isFine =
                     runProcess(shell(u"kill -USR1 %1"_s.arg(getpid()))).isSuccess();
                 sigaction(SIGCHLD, nullptr, &after);
                 return isFine && before.sa_handler == after.sa_handler
                     && takenBy == std::this_thread::get_id();
             }),
             0);
}

// And has it later.
void tst_Capture::whoGetsNoDescriptorSaysSo()
{
    if (!canCopiesHaveThreads)
        QSKIP("the thread sanitizer takes a copy's thread for its parent's");
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the sanitizer of undefined behaviour needs a pipe to look at an exception");
#endif
    QCOMPARE(inACopy([] {
                 rlimit limit = {};
                 getrlimit(RLIMIT_NOFILE, &limit);
                 const rlimit none = {0, limit.rlim_max};
                 setrlimit(RLIMIT_NOFILE, &none);
                 const SpawnError error = runProcess({u"true"_s}).reason.error();
                 setrlimit(RLIMIT_NOFILE, &limit);
                 return error.stage == Stage::FileDescriptors && error.errorNumber == EMFILE
                     && runProcess({u"true"_s}).isSuccess();
             }),
             0);
}

// A user who is nobody else's has no other processes than this copy.
void tst_Capture::whoGetsNoThreadSaysSo()
{
    if (!canCopiesHaveThreads)
        QSKIP("the thread sanitizer takes a copy's thread for its parent's");
    QCOMPARE(inACopy([] {
                 constexpr uid_t nobodys = 1'234'567;
                 if (setresuid(nobodys, nobodys, nobodys) != 0 && errno != EPERM)
                     return false;
                 rlimit limit = {};
                 getrlimit(RLIMIT_NPROC, &limit);
                 const rlimit none = {0, limit.rlim_max};
                 setrlimit(RLIMIT_NPROC, &none);
                 const SpawnError error = runProcess({u"true"_s}).reason.error();
                 setrlimit(RLIMIT_NPROC, &limit);
                 return error.stage == Stage::Fork && error.errorNumber == EAGAIN
                     && runProcess({u"true"_s}).isSuccess();
             }),
             0);
}

void tst_Capture::runProcessInHardPlaces_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("first-in-destructor") << "one\ntwo\n"_ba;
    QTest::newRow("destructor") << "main\none\ntwo\n"_ba;
    // And end-of-file, when the child was dead.
    QTest::newRow("main-returns") << "alive"_ba;
    QTest::newRow("exit-in-thread") << "alive"_ba;
    QTest::newRow("threads-go-on") << ""_ba;
    QTest::newRow("joined-in-destructor") << "alivecancelled\n"_ba;
    if (canCopiesHaveThreads)
        QTest::newRow("copies")
            << "in the copy\nhere\nin the copy\nalivein the copy\nhere again\n"_ba;
    QTest::newRow("before-main") << "before main\n"_ba;
    QTest::newRow("application-afterwards") << "in a thread\ncaptured\nat the end\n"_ba;
    QTest::newRow("unsignallable")
        << "early: wrote too much (ended, its exit status is unknown)\n"_ba;
}

void tst_Capture::runProcessInHardPlaces()
{
    QFETCH(const QByteArray, said);
    if (qstrcmp(QTest::currentDataTag(), "unsignallable") == 0)
        SKIP_ON_POSIX("there is no signal of the parent's death");
    Command command{QStringLiteral(BINARY_DIR "/blockingscenario"),
                    {QString::fromLatin1(QTest::currentDataTag()), QStringLiteral(TESTCHILD)}};
    if (command.arguments.first() == u"before-main")
        command.options.envChanges.insert(u"OFFSPRING_TEST_BEFORE_MAIN"_s, u"1"_s);
    // What only the stack of another thread points to looks lost in a copy, and at the end.
    command.options.envChanges.insert(u"ASAN_OPTIONS"_s, u"detect_leaks=0"_s);
    // Qt's own mutexes are destroyed while another thread may hold one, and Qt says so to stderr.
    const QString mode = command.arguments.first();
    const bool exitsBesideThreads = mode == u"exit-in-thread" || mode == u"threads-go-on";
    const ProcessOutput output =
        runProcess(command, {.errortoo = isSilent && !exitsBesideThreads, .timeout = hanging});
    QCOMPARE(output.out, said);
    QCOMPARE(output.toString(), u"exited with code 0"_s);
}

void tst_Capture::resultsPrintWhatTheyAre_data()
{
    QTest::addColumn<ProcessOutput>("output");
    QTest::addColumn<QString>("expected");
    const ExitReason unknown;
    QString reason;
    QDebug(&reason).nospace() << unknown;
    QTest::newRow("done") << ProcessOutput{.out = "1", .err = "22"}
                          << u"ProcessOutput(out 1 bytes, err 2 bytes, "_s + reason + u')';
    QTest::newRow("too much") << ProcessOutput{.failure = Failure::TooMuchOutput}
                              << u"ProcessOutput(out 0 bytes, err 0 bytes, "
                                 "Offspring::ProcessOutput::Failure::TooMuchOutput, "_s
            + reason + u')';
    QTest::newRow("inactive") << ProcessOutput{.failure = Failure::TimedOut, .wasInactive = true}
                              << u"ProcessOutput(out 0 bytes, err 0 bytes, "
                                 "Offspring::ProcessOutput::Failure::TimedOut by inactivity, "_s
            + reason + u')';
}

void tst_Capture::resultsPrintWhatTheyAre()
{
    QFETCH(const ProcessOutput, output);
    QString text;
    QDebug(&text).nospace() << output;
    QTEST(text, "expected");
}

QTEST_APPLESS_MAIN(tst_Capture)

#include "tst_capture.moc"
