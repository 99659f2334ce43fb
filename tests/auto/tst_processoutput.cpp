// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// getProcessOutput, getProcessValue, getProcessOutputAndValue: what Twisted's do, with
// what design.md promises instead of Twisted's tuples.

#include "census.h"
#include "keptstatuses.h"
#include "lifeline.h"

#include <offspring/offspring.h>

#include <QtCore/QDeadlineTimer>
#include <QtCore/QFutureWatcher>
#include <QtCore/QPointer>
#include <QtCore/QTemporaryFile>
#include <QtCore/QThread>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <array>
#include <cerrno>
#include <csignal>
#include <functional>
#include <optional>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Offspring;
using namespace std::chrono_literals;

using Cause = ProcessError::Cause;
using Kind = ExitReason::Kind;
using Stage = SpawnError::Stage;

Q_DECLARE_METATYPE(CaptureOptions)

namespace {

constexpr int Patience = 120'000; // ms; only against hanging

/// How a future ended: with one of the three, or, cancelled, with none of them.
template <typename T>
struct Outcome
{
    bool finished = false;
    bool cancelled = false;
    std::optional<T> result;
    std::optional<ProcessError> error;

    bool failedWith(Cause cause) const
    {
        return finished && !result && error && error->cause() == cause;
    }
    bool isEmpty() const { return finished && cancelled && !result && !error; }
};

template <typename T>
bool waitFor(const QFuture<T> &future)
{
    QFutureWatcher<T> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcher<T>::finished);
    watcher.setFuture(future);
    return future.isFinished() || finished.wait(Patience);
}

template <typename T>
Outcome<T> outcomeOf(QFuture<T> future)
{
    Outcome<T> outcome;
    outcome.finished = waitFor(future);
    outcome.cancelled = future.isCanceled();
    try {
        if (outcome.finished)
            future.waitForFinished(); // throws what is stored
    } catch (const ProcessError &error) {
        outcome.error = error;
    }
    if (!outcome.error && future.resultCount() > 0)
        outcome.result = future.result();
    return outcome;
}

/// The transport of the child that was spawned last: helpers do not show theirs.
ProcessTransport *lastTransport()
{
    return Reactor::instance()->findChildren<ProcessTransport *>().last();
}

/// \a check is run with each of the three helpers.
template <typename Check>
void withEachHelper(Check check)
{
    check([](const QString &executable, const QStringList &args, const SpawnOptions &options,
             const CaptureOptions &capture) {
        return getProcessOutput(executable, args, options, capture);
    });
    check([](const QString &executable, const QStringList &args, const SpawnOptions &options,
             const CaptureOptions &capture) {
        return getProcessValue(executable, args, options, capture);
    });
    check([](const QString &executable, const QStringList &args, const SpawnOptions &options,
             const CaptureOptions &capture) {
        return getProcessOutputAndValue(executable, args, options, capture);
    });
}

QString shell()
{
    return QStringLiteral("sh");
}

QStringList script(const QString &text)
{
    return {QStringLiteral("-c"), text};
}

QStringList sleeper()
{
    return script(QStringLiteral("exec sleep 1000"));
}

CaptureOptions limitedTo(qint64 bytes)
{
    CaptureOptions capture;
    capture.maximumBytes = bytes;
    return capture;
}

CaptureOptions limitedTo(std::chrono::milliseconds time)
{
    CaptureOptions capture;
    capture.timeout = time;
    return capture;
}

CaptureOptions withInput(const QByteArray &bytes)
{
    CaptureOptions capture;
    capture.stdinBytes = bytes;
    return capture;
}

CaptureOptions withErrorToo()
{
    CaptureOptions capture;
    capture.errortoo = true;
    return capture;
}

/// A channel beside the helper's streams: the child has one end of it as fd 5.
class SideChannel
{
public:
    SideChannel()
    {
        m_valid = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, m_fds.data()) == 0;
    }
    ~SideChannel()
    {
        close(m_fds[0]);
        close(m_fds[1]);
    }
    Q_DISABLE_COPY_MOVE(SideChannel)

    SpawnOptions options() const
    {
        SpawnOptions result;
        result.childFDs.insert(5, m_fds[1]);
        return result;
    }
    bool isValid() const { return m_valid; }
    void send(const QByteArray &bytes) const
    {
        QCOMPARE(::write(m_fds[0], bytes.constData(), size_t(bytes.size())), bytes.size());
    }
    /// Blocks: what the child does meanwhile needs no event loop.
    QByteArray readLine() const
    {
        QByteArray line;
        for (char byte = 0; ::read(m_fds[0], &byte, 1) == 1 && byte != '\n';)
            line += byte;
        return line;
    }

private:
    std::array<int, 2> m_fds = {-1, -1};
    bool m_valid = false;
};

/// Handles events until we have read all that the child has written to its fd.
void drain(const QByteArray &pid, int childFD)
{
    QFile pipe(QStringLiteral("/proc/%1/fd/%2").arg(QString::fromLatin1(pid)).arg(childFD));
    QVERIFY(pipe.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    const auto isEmpty = [&pipe] {
        int bytes = -1;
        return ioctl(pipe.handle(), FIONREAD, &bytes) == 0 && bytes == 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isEmpty(), Patience);
}

} // namespace

class tst_ProcessOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void nothingHappensInsideTheCall();
    void argvBeginsWithTheExecutable();
    void theEnvironmentIsEmptyUnlessGiven();
    void environmentAndDirectoryArePassedOn();
    void aCommandInheritsTheEnvironment();

    void outputSucceedsWhateverTheExitCode_data();
    void outputSucceedsWhateverTheExitCode();
    void anyByteOnStderrFailsOutput();
    void errortooJoinsBothInOrderOfArrival();

    void valueIsTheExitCode_data();
    void valueIsTheExitCode();
    void valueFailsAfterASignal();

    void outputAndValueGivesEverything_data();
    void outputAndValueGivesEverything();
    void aStatusTakenBySomebodyElseFailsOnlyValue();

    void aFailedSpawnFailsTheFuture_data();
    void aFailedSpawnFailsTheFuture();

    void stdinBytesAreWrittenAndStdinClosed_data();
    void stdinBytesAreWrittenAndStdinClosed();
    void stdinBytesThatNobodyReadsAreNoError();
    void withoutStdinBytesStdinStaysOpen();

    void maximumBytesIsExact_data();
    void maximumBytesIsExact();
    void whatWasCollectedIsTrimmedToMaximumBytes();
    void aFloodIsStopped();

    void aChildThatTakesTooLongIsStopped_data();
    void aChildThatTakesTooLongIsStopped();
    void aTimeoutDoesNotBeatAnEndThatTheLoopHadNoTimeFor_data();
    void aTimeoutDoesNotBeatAnEndThatTheLoopHadNoTimeFor();
    void aTimeoutDoesNotStopTheGroupOfAChildThatHadEnded();
    void aTimeoutKeepsWhatTheKernelHas();
    void aTimeoutEndsTheWaitForAHolder();
    void aTimeoutStopsTheGroupThatTheChildLeads();
    void aTimeoutOfYearsIsNotShort_data();
    void aTimeoutOfYearsIsNotShort();
    void withoutATimeoutAHolderDelaysTheFuture();

    void cancelledBeforeTheLoopRan();
    void cancelledWhileTheChildRuns();
    void cancelledFromAnotherThread();
    void cancelledWhileAHolderHasStdout();
    void cancelledAfterTheEndIsHarmless();
    void cancelledWhenItCouldNotStart();
    void cancellingTheContinuationDoesNotReachTheChild();

    void continuationsGetTheResult();
    void continuationsGetTheError();
    void continuationsHearOfTheCancel();
    void oneHelperAfterAnother();

    void fiftyAtOnce();
    void aDeletedTransportCancels();
    void aDeletedReactorCancels();
    void inAThreadWithItsOwnLoop();

    void otherDescriptorsArePassedOn();
    void theThreeStandardStreamsAreTheHelpersOwn();
    void otherReadersAreDroppedAndOtherWritersClosedAtTheEnd();

    void errorsExplainThemselves_data();
    void errorsExplainThemselves();
    void errorsCanBeThrownAndCloned();

private:
    Census m_census;
};

void tst_ProcessOutput::initTestCase()
{
    // The thread's reactor, with its descriptors, stays from now on.
    QCOMPARE(outcomeOf(getProcessValue(QStringLiteral("true"))).result, 0);
}

void tst_ProcessOutput::init()
{
    QCoreApplication::processEvents();
    m_census.take();
}

void tst_ProcessOutput::cleanup()
{
    QTRY_COMPARE_WITH_TIMEOUT(Reactor::instance()->processCount(), 0, Patience);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_census.compare();
}

void tst_ProcessOutput::nothingHappensInsideTheCall()
{
    withEachHelper([](auto helper) {
        for (const char *program : {"true", "/no/such/program"}) {
            const auto future = helper(QString::fromLatin1(program), {}, {}, {});
            QVERIFY(future.isStarted());
            QVERIFY(!future.isFinished());
            QVERIFY(waitFor(future));
        }
    });
}

void tst_ProcessOutput::argvBeginsWithTheExecutable()
{
    const auto outcome =
        outcomeOf(getProcessOutput(QStringLiteral("cat"), {QStringLiteral("/proc/self/cmdline")}));
    QCOMPARE(outcome.result, QByteArray("cat\0/proc/self/cmdline\0", 23));
}

void tst_ProcessOutput::theEnvironmentIsEmptyUnlessGiven()
{
    const auto outcome = outcomeOf(getProcessOutput(QStringLiteral("env")));
    QCOMPARE(outcome.result, QByteArray());
}

void tst_ProcessOutput::environmentAndDirectoryArePassedOn()
{
    SpawnOptions options;
    options.env.insert(QStringLiteral("GREETING"), QStringLiteral("hello"));
    options.path = QStringLiteral("/usr");
    const QStringList args = script(QStringLiteral("echo $GREETING; pwd"));
    const auto outcome = outcomeOf(getProcessOutput(QStringLiteral("/bin/sh"), args, options));
    QCOMPARE(outcome.result, "hello\n/usr\n");
}

void tst_ProcessOutput::aCommandInheritsTheEnvironment()
{
    qputenv("OFFSPRING_TEST_WORD", "inherited");
    Command command{shell(), script(QStringLiteral("echo $OFFSPRING_TEST_WORD; pwd; exit 3")),
                    QStringLiteral("/usr")};
    QCOMPARE(outcomeOf(getProcessOutput(command)).result, "inherited\n/usr\n");
    QCOMPARE(outcomeOf(getProcessValue(command)).result, 3);
    QCOMPARE(outcomeOf(getProcessOutputAndValue(command)).result->out, "inherited\n/usr\n");
    QVERIFY(outcomeOf(getProcessValue(command, limitedTo(0))).failedWith(Cause::TooMuchOutput));
    command.environment = {};
    QCOMPARE(outcomeOf(getProcessOutput(command)).result, "\n/usr\n");
    qunsetenv("OFFSPRING_TEST_WORD");
}

void tst_ProcessOutput::outputSucceedsWhateverTheExitCode_data()
{
    QTest::addColumn<QString>("end");
    QTest::newRow("done") << QStringLiteral("exit 0");
    QTest::newRow("a code") << QStringLiteral("exit 3");
    QTest::newRow("a signal") << QStringLiteral("kill -KILL $$");
}

void tst_ProcessOutput::outputSucceedsWhateverTheExitCode()
{
    QFETCH(const QString, end);
    const QStringList args = script(QStringLiteral("echo one; echo two; ") + end);
    QCOMPARE(outcomeOf(getProcessOutput(shell(), args)).result, "one\ntwo\n");
}

void tst_ProcessOutput::anyByteOnStderrFailsOutput()
{
    const QStringList args = script(QStringLiteral("echo out; printf e >&2; exit 7"));
    const auto outcome = outcomeOf(getProcessOutput(shell(), args));
    QVERIFY(outcome.failedWith(Cause::UnexpectedErrorOutput));
    const ProcessOutput output = outcome.error->output();
    QCOMPARE(output.out, "out\n");
    QCOMPARE(output.err, "e");
    QCOMPARE(output.reason.exitCode(), 7);
}

void tst_ProcessOutput::errortooJoinsBothInOrderOfArrival()
{
    const SideChannel channel;
    QVERIFY(channel.isValid());
    // In a subshell, because the redirection puts the channel on fd 1 for the while.
    const QStringList args = script(
        QStringLiteral("next() { (echo $$ >&5); read go <&5; }\n"
                       "echo one; next; echo two >&2; next; echo three; next; echo four >&2"));
    const auto future = getProcessOutput(shell(), args, channel.options(), withErrorToo());
    for (const int childFD : {1, 2, 1}) {
        drain(channel.readLine(), childFD);
        channel.send("\n");
    }
    QCOMPARE(outcomeOf(future).result, "one\ntwo\nthree\nfour\n");
}

void tst_ProcessOutput::valueIsTheExitCode_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {0, 1, 127, 255})
        QTest::addRow("%d", code) << code;
}

void tst_ProcessOutput::valueIsTheExitCode()
{
    QFETCH(const int, code);
    const QStringList args = script(QStringLiteral("echo out; echo err >&2; exit %1").arg(code));
    QCOMPARE(outcomeOf(getProcessValue(shell(), args)).result, code);
}

void tst_ProcessOutput::valueFailsAfterASignal()
{
    const QStringList args = script(QStringLiteral("echo out; kill -USR1 $$"));
    const auto outcome = outcomeOf(getProcessValue(shell(), args));
    QVERIFY(outcome.failedWith(Cause::Terminated));
    QCOMPARE(outcome.error->output().reason.signal(), SIGUSR1);
    QCOMPARE(outcome.error->output().out, QByteArray()); // it keeps nothing
}

void tst_ProcessOutput::outputAndValueGivesEverything_data()
{
    QTest::addColumn<QString>("end");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("signal");
    QTest::newRow("done") << QStringLiteral("exit 0") << 0 << 0;
    QTest::newRow("a code") << QStringLiteral("exit 3") << 3 << 0;
    QTest::newRow("a signal") << QStringLiteral("kill -KILL $$") << -1 << SIGKILL;
}

void tst_ProcessOutput::outputAndValueGivesEverything()
{
    QFETCH(const QString, end);
    QFETCH(const int, code);
    QFETCH(const int, signal);
    const QStringList args = script(QStringLiteral("echo out; echo err >&2; ") + end);
    const auto outcome = outcomeOf(getProcessOutputAndValue(shell(), args));
    QVERIFY(outcome.result);
    QCOMPARE(outcome.result->out, "out\n");
    QCOMPARE(outcome.result->err, "err\n");
    QCOMPARE(outcome.result->reason.exitCode(), code);
    QCOMPARE(outcome.result->reason.signal(), signal);
}

void tst_ProcessOutput::aStatusTakenBySomebodyElseFailsOnlyValue()
{
    const auto before = std::signal(SIGCHLD, SIG_IGN); // the kernel takes it
    const QStringList args = script(QStringLiteral("echo out; exit 3"));
    const auto kept = outcomeOf(getProcessValue(shell(), args));
    bool isInstalled = false;
    Outcome<QByteArray> output;
    Outcome<int> value;
    Outcome<ProcessOutput> both;
    std::thread([&] {
        isInstalled = KeptStatuses::refused(ENOTTY).install(); // and keeps it for nobody
        output = outcomeOf(getProcessOutput(shell(), args));
        value = outcomeOf(getProcessValue(shell(), args));
        both = outcomeOf(getProcessOutputAndValue(shell(), args));
        delete Reactor::instance();
    }).join();
    std::signal(SIGCHLD, before);

    QCOMPARE(kept.failedWith(Cause::StatusUnknown), !KeptStatuses::areThere());
    QCOMPARE(kept.result, KeptStatuses::areThere() ? std::optional(3) : std::nullopt);
    if (!isInstalled)
        QSKIP("no seccomp(2) here");
    QCOMPARE(output.result, "out\n");
    QVERIFY(value.failedWith(Cause::StatusUnknown));
    QCOMPARE(value.error->output().reason.kind(), Kind::StatusUnknown);
    QVERIFY(both.result);
    QCOMPARE(both.result->out, "out\n");
    QCOMPARE(both.result->reason.kind(), Kind::StatusUnknown);
}

void tst_ProcessOutput::aFailedSpawnFailsTheFuture_data()
{
    QTest::addColumn<QString>("executable");
    QTest::addColumn<QStringList>("args");
    QTest::addColumn<QString>("path");
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<int>("errorNumber");

    QTest::newRow("no such program") << QStringLiteral("/no/such/program") << QStringList()
                                     << QString() << Stage::Exec << ENOENT;
    QTest::newRow("not on the PATH")
        << QStringLiteral("no-such-program") << QStringList() << QString() << Stage::Exec << ENOENT;
    QTest::newRow("not a program")
        << QStringLiteral("/etc/passwd") << QStringList() << QString() << Stage::Exec << EACCES;
    QTest::newRow("a NUL") << QStringLiteral("true") << QStringList{QStringLiteral("a\0b")}
                           << QString() << Stage::Arguments << EINVAL;
    QTest::newRow("no such directory")
        << QStringLiteral("true") << QStringList() << QStringLiteral("/no/such/directory")
        << Stage::Directory << ENOENT;
}

void tst_ProcessOutput::aFailedSpawnFailsTheFuture()
{
    QFETCH(const QString, executable);
    QFETCH(const QStringList, args);
    QFETCH(const QString, path);
    QFETCH(const Stage, stage);
    QFETCH(const int, errorNumber);
    SpawnOptions options;
    options.path = path;
    CaptureOptions capture = withInput("never read");
    capture.timeout = 1h;
    withEachHelper([&](auto helper) {
        const auto outcome = outcomeOf(helper(executable, args, options, capture));
        QVERIFY(outcome.failedWith(Cause::NotStarted));
        const ExitReason reason = outcome.error->output().reason;
        QCOMPARE(reason.kind(), Kind::NotStarted);
        QCOMPARE(reason.error().stage, stage);
        QCOMPARE(reason.error().errorNumber, errorNumber);
    });
}

void tst_ProcessOutput::stdinBytesAreWrittenAndStdinClosed_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("some") << QByteArray("hello\nworld");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("null") << QByteArray();
    QTest::newRow("more than any pipe holds") << QByteArray("0123456789abcde\n").repeated(1 << 18);
}

void tst_ProcessOutput::stdinBytesAreWrittenAndStdinClosed()
{
    QFETCH(const QByteArray, input);
    const auto outcome =
        outcomeOf(getProcessOutput(QStringLiteral("cat"), {}, {}, withInput(input)));
    QVERIFY(outcome.result == input);
}

void tst_ProcessOutput::stdinBytesThatNobodyReadsAreNoError()
{
    const QByteArray input(4 << 20, 'x');
    const auto outcome =
        outcomeOf(getProcessValue(QStringLiteral("true"), {}, {}, withInput(input)));
    QCOMPARE(outcome.result, 0);
}

void tst_ProcessOutput::withoutStdinBytesStdinStaysOpen()
{
    const auto outcome =
        outcomeOf(getProcessOutput(QStringLiteral("cat"), {}, {}, {.inactivityTimeout = 50ms}));
    QVERIFY(outcome.failedWith(Cause::TimedOut));
    QCOMPARE(outcome.error->output().reason.signal(), SIGTERM);
}

void tst_ProcessOutput::maximumBytesIsExact_data()
{
    QTest::addColumn<int>("toOut");
    QTest::addColumn<int>("toErr");
    QTest::addColumn<int>("maximum");
    QTest::addColumn<bool>("tooMuch");

    QTest::newRow("exact") << 1000 << 0 << 1000 << false;
    QTest::newRow("one less") << 1000 << 0 << 999 << true;
    QTest::newRow("exact together") << 500 << 500 << 1000 << false;
    QTest::newRow("one less together") << 500 << 500 << 999 << true;
    QTest::newRow("stderr alone") << 0 << 1000 << 999 << true;
    QTest::newRow("none allowed, none written") << 0 << 0 << 0 << false;
    QTest::newRow("none allowed") << 1 << 0 << 0 << true;
    QTest::newRow("more than one read") << 300'000 << 300'000 << 600'000 << false;
    QTest::newRow("one less than many reads") << 300'000 << 300'000 << 599'999 << true;
    QTest::newRow("no limit") << 300'000 << 300'000 << -1 << false;
}

void tst_ProcessOutput::maximumBytesIsExact()
{
    QFETCH(const int, toOut);
    QFETCH(const int, toErr);
    QFETCH(const int, maximum);
    QFETCH(const bool, tooMuch);
    const QStringList args = script(
        QStringLiteral("head -c %1 /dev/zero; head -c %2 /dev/zero >&2").arg(toOut).arg(toErr));
    withEachHelper([&](auto helper) {
        CaptureOptions capture = limitedTo(maximum);
        capture.errortoo = true;
        const auto outcome = outcomeOf(helper(shell(), args, {}, capture));
        QCOMPARE(outcome.result.has_value(), !tooMuch);
        QCOMPARE(outcome.failedWith(Cause::TooMuchOutput), tooMuch);
    });
}

void tst_ProcessOutput::whatWasCollectedIsTrimmedToMaximumBytes()
{
    const QStringList args =
        script(QStringLiteral("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2"));
    for (const int maximum : {0, 1, 250'000, 350'000}) {
        const auto both =
            outcomeOf(getProcessOutputAndValue(shell(), args, {}, limitedTo(maximum)));
        QVERIFY(both.failedWith(Cause::TooMuchOutput));
        const ProcessOutput output = both.error->output();
        QCOMPARE(output.out.size() + output.err.size(), maximum);
        const auto value = outcomeOf(getProcessValue(shell(), args, {}, limitedTo(maximum)));
        QVERIFY(value.failedWith(Cause::TooMuchOutput));
        QCOMPARE(value.error->output().out, QByteArray());
    }
}

void tst_ProcessOutput::aFloodIsStopped()
{
    withEachHelper([](auto helper) {
        const auto outcome = outcomeOf(helper(QStringLiteral("yes"), {}, {}, limitedTo(100'000)));
        QVERIFY(outcome.failedWith(Cause::TooMuchOutput));
        QCOMPARE(outcome.error->output().reason.signal(), SIGTERM);
    });
}

void tst_ProcessOutput::aChildThatTakesTooLongIsStopped_data()
{
    QTest::addColumn<int>("timeout");
    for (const int timeout : {20, 1, 0, -1})
        QTest::addRow("%d ms", timeout) << timeout;
}

void tst_ProcessOutput::aChildThatTakesTooLongIsStopped()
{
    QFETCH(const int, timeout);
    withEachHelper([&](auto helper) {
        const auto limit = limitedTo(std::chrono::milliseconds(timeout));
        const auto outcome =
            outcomeOf(helper(QStringLiteral("sleep"), {QStringLiteral("1000")}, {}, limit));
        QVERIFY(outcome.failedWith(Cause::TimedOut));
        const ExitReason reason = outcome.error->output().reason;
        if (reason.error().errorNumber != ECANCELED) // its time was over before it had started
            QCOMPARE(reason.signal(), SIGTERM);
    });
}

// The time counts from the call, and the child is not there yet when that returns.
constexpr auto timeToStart = 500ms;

void tst_ProcessOutput::aTimeoutDoesNotBeatAnEndThatTheLoopHadNoTimeFor_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<bool>("group");
    QTest::newRow("child") << QStringLiteral("echo hi") << false;
    QTest::newRow("group") << QStringLiteral("echo hi") << true;
    QTest::newRow("much") << QStringLiteral("head -c 60000 /dev/zero | tr '\\0' x; echo hi")
                          << false;
    QTest::newRow("holder that let go") << QStringLiteral("(sleep 0.05; echo hi) &") << false;
}

// The thread is kept busy until child and holder are gone and the time is up.
void tst_ProcessOutput::aTimeoutDoesNotBeatAnEndThatTheLoopHadNoTimeFor()
{
    QFETCH(const QString, program);
    QFETCH(const bool, group);
    prctl(PR_SET_CHILD_SUBREAPER, 1); // so that the holder can be waited for
    const SideChannel channel;
    SpawnOptions options = channel.options();
    options.newProcessGroup = group;
    const auto future =
        getProcessOutputAndValue(shell(), script(program + QStringLiteral("\necho $! >&5")),
                                 options, limitedTo(timeToStart));
    const ProcessTransport *const transport = lastTransport();
    connect(transport, &ProcessTransport::connectionMade, this, [&] { // the time runs
        const int holder = channel.readLine().toInt();
        siginfo_t info;
        QCOMPARE(waitid(P_PID, id_t(transport->pid()), &info, WEXITED | WNOWAIT), 0);
        if (holder > 0)
            QCOMPARE(waitpid(holder, nullptr, 0), holder);
        for (const QDeadlineTimer over(timeToStart + 2ms); !over.hasExpired();) { }
    });
    const auto outcome = outcomeOf(future);
    prctl(PR_SET_CHILD_SUBREAPER, 0);
    QVERIFY(outcome.result);
    QVERIFY(outcome.result->out.endsWith("hi\n"));
    QVERIFY(!outcome.result->reason.truncated());
}

// Who is left in it holds none of its streams.
void tst_ProcessOutput::aTimeoutDoesNotStopTheGroupOfAChildThatHadEnded()
{
    const SideChannel channel;
    SpawnOptions options = channel.options();
    options.newProcessGroup = true;
    const QStringList args = script(QStringLiteral("{ exec </dev/null >/dev/null 2>&1; echo there "
                                                   ">&5; read go <&5; echo went >&5; } & echo hi"));
    const auto future = getProcessOutputAndValue(shell(), args, options, limitedTo(timeToStart));
    const ProcessTransport *const transport = lastTransport();
    connect(transport, &ProcessTransport::connectionMade, this, [&] {
        QCOMPARE(channel.readLine(), "there");
        siginfo_t info;
        QCOMPARE(waitid(P_PID, id_t(transport->pid()), &info, WEXITED | WNOWAIT), 0);
        for (const QDeadlineTimer over(timeToStart + 2ms); !over.hasExpired();) { }
    });
    const auto outcome = outcomeOf(future);
    QVERIFY(outcome.result);
    QCOMPARE(outcome.result->out, "hi\n");
    channel.send("go\n");
    QCOMPARE(channel.readLine(), "went");
}

// Before it was asked to stop, and after.
void tst_ProcessOutput::aTimeoutKeepsWhatTheKernelHas()
{
    const SideChannel channel;
    const QStringList words = QStringLiteral("block 15 say 1 early say 5 said/ await 15 1")
                                  .replace(u'/', u'\n')
                                  .split(u' ');
    const auto future = getProcessOutputAndValue(QStringLiteral(TESTCHILD), words,
                                                 channel.options(), limitedTo(timeToStart));
    connect(lastTransport(), &ProcessTransport::connectionMade, this, [&] {
        QCOMPARE(channel.readLine(), "said");
        for (const QDeadlineTimer over(timeToStart + 2ms); !over.hasExpired();) { }
    });
    const auto outcome = outcomeOf(future);
    QVERIFY(outcome.failedWith(Cause::TimedOut));
    QCOMPARE(outcome.error->output().out, "earlysignal 15\n");
}

void tst_ProcessOutput::aTimeoutEndsTheWaitForAHolder()
{
    const SideChannel channel; // the holder ends with it
    const QStringList args = script(QStringLiteral("cat <&5 & echo x"));
    const auto outcome =
        outcomeOf(getProcessOutputAndValue(shell(), args, channel.options(), limitedTo(1500ms)));
    QVERIFY(outcome.failedWith(Cause::TimedOut));
    QCOMPARE(outcome.error->output().out, "x\n");
    QCOMPARE(outcome.error->output().reason.kind(), Kind::ProcessDone);
}

// A shell that waits for its job, which holds the life line.
void tst_ProcessOutput::aTimeoutStopsTheGroupThatTheChildLeads()
{
    LifeLine job;
    const QStringList args = script(QStringLiteral("sleep 1000 & wait"));
    SpawnOptions options;
    options.childFDs = {{5, job.childsEnd()}};
    options.newProcessGroup = true;
    const auto outcome =
        outcomeOf(getProcessOutputAndValue(shell(), args, options, limitedTo(20ms)));
    QVERIFY(outcome.failedWith(Cause::TimedOut));
    QVERIFY(job.waitForEnd());
}

void tst_ProcessOutput::aTimeoutOfYearsIsNotShort_data()
{
    using std::chrono::milliseconds;
    QTest::addColumn<milliseconds>("timeout");
    QTest::newRow("a year") << milliseconds(24h * 365);
    QTest::newRow("just beyond int") << milliseconds(0x8000'0000LL);
    QTest::newRow("as an unsigned, one millisecond") << milliseconds(0x1'0000'0001LL);
    QTest::newRow("the longest") << milliseconds::max();
}

void tst_ProcessOutput::aTimeoutOfYearsIsNotShort()
{
    QFETCH(const std::chrono::milliseconds, timeout);
    const QStringList args = script(QStringLiteral("sleep 0.1"));
    QCOMPARE(outcomeOf(getProcessValue(shell(), args, {}, limitedTo(timeout))).result, 0);
}

void tst_ProcessOutput::withoutATimeoutAHolderDelaysTheFuture()
{
    const SideChannel channel;
    const QStringList args = script(QStringLiteral("(read go <&5; echo late) & echo early"));
    const auto future = getProcessOutput(shell(), args, channel.options());
    QSignalSpy exited(lastTransport(), &ProcessTransport::processExited);
    QVERIFY(exited.wait(Patience));
    QVERIFY(!future.isFinished());
    channel.send("\n");
    QCOMPARE(outcomeOf(future).result, "early\nlate\n");
}

void tst_ProcessOutput::cancelledBeforeTheLoopRan()
{
    withEachHelper([](auto helper) {
        auto future = helper(shell(), sleeper(), {}, limitedTo(1h));
        const QPointer<ProcessTransport> transport = lastTransport();
        future.cancel();
        QVERIFY(!future.isFinished()); // only when the child has ended
        QVERIFY(outcomeOf(future).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!transport, Patience);
    });
}

void tst_ProcessOutput::cancelledWhileTheChildRuns()
{
    withEachHelper([](auto helper) {
        const QStringList args = script(QStringLiteral("echo x; exec sleep 1000"));
        auto future = helper(shell(), args, {}, {});
        QSignalSpy spoke(lastTransport(), &ProcessTransport::childDataReceived);
        QVERIFY(spoke.wait(Patience));
        QVERIFY(!future.isFinished());
        future.cancel();
        QVERIFY(outcomeOf(future).isEmpty());
    });
}

void tst_ProcessOutput::cancelledFromAnotherThread()
{
    auto future = getProcessOutput(shell(), sleeper());
    std::thread other([&future] { future.cancel(); });
    QVERIFY(outcomeOf(future).isEmpty());
    other.join();
}

void tst_ProcessOutput::cancelledWhileAHolderHasStdout()
{
    const SideChannel channel;
    for (const bool exitedBefore : {true, false}) {
        const QStringList args = script(QStringLiteral("cat <&5 & echo $$ >&5; ")
                                        + (exitedBefore ? QString() : QStringLiteral("wait")));
        auto future = getProcessOutput(shell(), args, channel.options());
        QSignalSpy exited(lastTransport(), &ProcessTransport::processExited);
        channel.readLine(); // the holder is there
        QVERIFY(!exitedBefore || exited.wait(Patience));
        QVERIFY(!future.isFinished());
        future.cancel();
        QVERIFY(outcomeOf(future).isEmpty());
    }
}

void tst_ProcessOutput::cancelledAfterTheEndIsHarmless()
{
    auto future = getProcessOutput(QStringLiteral("echo"), {QStringLiteral("x")});
    QCOMPARE(outcomeOf(future).result, "x\n");
    future.cancel();
    QCoreApplication::processEvents();
    QVERIFY(future.isFinished());
}

void tst_ProcessOutput::cancelledWhenItCouldNotStart()
{
    auto future = getProcessOutput(QStringLiteral("/no/such/program"));
    future.cancel();
    QVERIFY(outcomeOf(future).isEmpty());
}

void tst_ProcessOutput::cancellingTheContinuationDoesNotReachTheChild()
{
    const SideChannel channel;
    const QStringList args = script(QStringLiteral("read go <&5; echo done"));
    const auto future = getProcessOutput(shell(), args, channel.options());
    auto continuation =
        QFuture(future).then([](const QByteArray &output) { return output.size(); });
    continuation.cancel();
    QCoreApplication::processEvents();
    channel.send("\n");
    QCOMPARE(outcomeOf(future).result, "done\n");
}

void tst_ProcessOutput::continuationsGetTheResult()
{
    auto size = getProcessOutput(QStringLiteral("echo"), {QStringLiteral("hello")})
                    .then([](const QByteArray &output) { return output.size(); })
                    .onFailed([](const ProcessError &) { return qsizetype(-1); })
                    .onCanceled([] { return qsizetype(-2); });
    QVERIFY(waitFor(size));
    QCOMPARE(size.result(), 6);
}

void tst_ProcessOutput::continuationsGetTheError()
{
    const auto causeOf = [](auto future) {
        return future.then([](const auto &) { return -1; })
            .onFailed([](const ProcessError &error) { return int(error.cause()); })
            .onCanceled([] { return -2; });
    };
    auto missing = causeOf(getProcessOutput(QStringLiteral("/no/such/program")));
    auto signal = causeOf(getProcessValue(shell(), script(QStringLiteral("kill -KILL $$"))));
    auto late = causeOf(getProcessOutputAndValue(shell(), sleeper(), {}, limitedTo(1ms)));
    QVERIFY(waitFor(missing) && waitFor(signal) && waitFor(late));
    QCOMPARE(missing.result(), int(Cause::NotStarted));
    QCOMPARE(signal.result(), int(Cause::Terminated));
    QCOMPARE(late.result(), int(Cause::TimedOut));
}

void tst_ProcessOutput::continuationsHearOfTheCancel()
{
    auto future = getProcessValue(shell(), sleeper());
    // In this order: up to Qt 6.4 at least, onFailed() of a cancelled future reads a result.
    auto what = future.then([](int) { return QStringLiteral("result"); })
                    .onCanceled([] { return QStringLiteral("cancelled"); })
                    .onFailed([] { return QStringLiteral("failed"); });
    future.cancel();
    QVERIFY(waitFor(what));
    QCOMPARE(what.result(), QStringLiteral("cancelled"));
}

void tst_ProcessOutput::oneHelperAfterAnother()
{
    auto future =
        getProcessOutput(QStringLiteral("echo"), {QStringLiteral("x")})
            .then([](const QByteArray &output) {
                return getProcessOutput(QStringLiteral("cat"), {}, {}, withInput(output + "y"));
            })
            .unwrap();
    QCOMPARE(outcomeOf(future).result, "x\ny");
}

void tst_ProcessOutput::fiftyAtOnce()
{
    QList<QFuture<ProcessOutput>> futures;
    for (int i = 0; i < 50; ++i) {
        const QStringList args = script(QStringLiteral("cat; echo %1 >&2; exit %1").arg(i));
        futures << getProcessOutputAndValue(shell(), args, {},
                                            withInput(QByteArray(i * 1000, 'x')));
    }
    for (int i = 0; i < 50; ++i) {
        const auto outcome = outcomeOf(futures.at(i));
        QVERIFY(outcome.result);
        QCOMPARE(outcome.result->out.size(), i * 1000);
        QCOMPARE(outcome.result->err, QByteArray::number(i) + '\n');
        QCOMPARE(outcome.result->reason.exitCode(), i);
    }
}

void tst_ProcessOutput::aDeletedTransportCancels()
{
    withEachHelper([](auto helper) {
        const auto future = helper(shell(), sleeper(), {}, limitedTo(1h));
        delete lastTransport();
        QVERIFY(future.isFinished());
        QVERIFY(outcomeOf(future).isEmpty());
    });
}

void tst_ProcessOutput::aDeletedReactorCancels()
{
    // The thread's reactor ends with the thread, before and after its loop has run.
    for (const bool loopRan : {false, true}) {
        QFuture<QByteArray> future;
        QFuture<QString> continuation;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            future = getProcessOutput(shell(), script(QStringLiteral("echo x; exec sleep 1000")));
            continuation = future.then([](const QByteArray &) { return QStringLiteral("result"); })
                               .onCanceled([] { return QStringLiteral("cancelled"); });
            QSignalSpy spoke(lastTransport(), &ProcessTransport::childDataReceived);
            if (loopRan)
                spoke.wait(Patience);
        }));
        thread->start();
        QVERIFY(thread->wait(Patience));
        QVERIFY(outcomeOf(future).isEmpty());
        QCOMPARE(continuation.result(), QStringLiteral("cancelled"));
    }
}

void tst_ProcessOutput::inAThreadWithItsOwnLoop()
{
    std::optional<Outcome<ProcessOutput>> ended;
    std::optional<Outcome<int>> late;
    std::optional<Outcome<int>> cancelled;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        const QStringList args = script(QStringLiteral("cat; exit 4"));
        ended = outcomeOf(getProcessOutputAndValue(shell(), args, {}, withInput("hello")));
        late = outcomeOf(getProcessValue(shell(), sleeper(), {}, limitedTo(1ms)));
        auto future = getProcessValue(shell(), sleeper());
        future.cancel();
        cancelled = outcomeOf(future);
    }));
    thread->start();
    QVERIFY(thread->wait(Patience));
    QVERIFY(ended && ended->result && late && cancelled);
    QCOMPARE(ended->result->out, "hello");
    QCOMPARE(ended->result->reason.exitCode(), 4);
    QVERIFY(late->failedWith(Cause::TimedOut));
    QVERIFY(cancelled->isEmpty());
}

void tst_ProcessOutput::otherDescriptorsArePassedOn()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    SpawnOptions options;
    options.childFDs.insert(5, file.handle());
    const QStringList writer = script(QStringLiteral("echo hi >&5"));
    QCOMPARE(outcomeOf(getProcessOutput(shell(), writer, options)).result, QByteArray());
    QVERIFY(file.seek(0));
    QCOMPARE(file.readAll(), "hi\n");
    QVERIFY(file.seek(0));
    const QStringList reader = script(QStringLiteral("cat <&5"));
    QCOMPARE(outcomeOf(getProcessOutput(shell(), reader, options)).result, "hi\n");
}

void tst_ProcessOutput::theThreeStandardStreamsAreTheHelpersOwn()
{
    SpawnOptions options;
    options.usePTY = true;
    options.childFDs = {{0, ChildFD::closed()}, {1, ChildFD::null()}, {2, ChildFD::sameAs(1)}};
    const QStringList args =
        script(QStringLiteral("cat; test -t 1 && echo terminal; echo err >&2"));
    const auto outcome =
        outcomeOf(getProcessOutputAndValue(shell(), args, options, withInput("in ")));
    QVERIFY(outcome.result);
    QCOMPARE(outcome.result->out, "in ");
    QCOMPARE(outcome.result->err, "err\n");
}

void tst_ProcessOutput::otherReadersAreDroppedAndOtherWritersClosedAtTheEnd()
{
    SpawnOptions options;
    options.childFDs = {{3, 'r'}, {4, 'w'}};
    const QStringList args = script(QStringLiteral("echo dropped >&3; echo kept"));
    QCOMPARE(outcomeOf(getProcessOutput(shell(), args, options, limitedTo(5))).result, "kept\n");
    const QStringList waits = script(QStringLiteral("cat <&4"));
    QVERIFY(outcomeOf(getProcessOutput(shell(), waits, options, limitedTo(1ms)))
                .failedWith(Cause::TimedOut));
}

void tst_ProcessOutput::errorsExplainThemselves_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<CaptureOptions>("capture");
    QTest::addColumn<QByteArrayList>("words");
    QTest::newRow("not started") << QStringLiteral("./missing") << CaptureOptions{}
                                 << QByteArrayList{"not started", "No such file"};
    QTest::newRow("timed out") << QStringLiteral("exec sleep 1000")
                               << CaptureOptions{.inactivityTimeout = 1ms}
                               << QByteArrayList{"timed out", "ended by SIGTERM"};
    QTest::newRow("too much") << QStringLiteral("exec yes") << limitedTo(0)
                              << QByteArrayList{"too much", "ended by SIGTERM"};
    QTest::newRow("stderr") << QStringLiteral("echo x >&2; exit 9") << CaptureOptions{}
                            << QByteArrayList{"stderr", "exited with code 9"};
}

void tst_ProcessOutput::errorsExplainThemselves()
{
    QFETCH(const QString, program);
    QFETCH(const CaptureOptions, capture);
    QFETCH(const QByteArrayList, words);
    const bool isScript = program.contains(u' ');
    const auto outcome =
        outcomeOf(isScript ? getProcessOutput(shell(), script(program), {}, capture)
                           : getProcessOutput(program, {}, {}, capture));
    QVERIFY(outcome.error);
    const QByteArray what = outcome.error->what();
    for (const QByteArray &word : words)
        QVERIFY2(what.contains(word), what.constData());
}

void tst_ProcessOutput::errorsCanBeThrownAndCloned()
{
    ProcessOutput output;
    output.out = "out";
    const ProcessError error(Cause::TimedOut, output);
    QVERIFY_THROWS_EXCEPTION(ProcessError, error.raise());
    const std::unique_ptr<ProcessError> clone(error.clone());
    QCOMPARE(clone->cause(), Cause::TimedOut);
    QCOMPARE(clone->output().out, "out");
    QCOMPARE(clone->what(), error.what());
}

QTEST_GUILESS_MAIN(tst_ProcessOutput)
#include "tst_processoutput.moc"
