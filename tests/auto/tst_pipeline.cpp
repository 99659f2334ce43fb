// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Commands joined by pipes: what a shell's line would give, and what becomes of all of them when
// one fails, is stopped, or is deleted.

#include "behaviourtest.h"
#include "lifeline.h"
#include "pipelinerecorder.h"

#include <QtCore/QBuffer>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <memory>
#include <thread>
#include <vector>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Kind = ExitReason::Kind;
using Stage = SpawnError::Stage;

Q_DECLARE_METATYPE(Command)
Q_DECLARE_METATYPE(SpawnOptions)

namespace {

Command child(const QString &words, const SpawnOptions &options = {})
{
    return {.program = BehaviourTest::testChild(),
            .arguments = words.split(u' ', Qt::SkipEmptyParts),
            .options = options};
}

Command shell(const QString &line)
{
    return {u"sh"_s, {u"-c"_s, line}};
}

const Command cat{u"cat"_s};
const Command missing{u"/nonexistent/program"_s};

bool runToItsEnd(PipelineRecorder &recorder)
{
    recorder.pipeline->start();
    return BehaviourTest::waitUntil([&] { return recorder.reason.has_value(); });
}

// The thread's own reactor opens its descriptors with the first child.
QStringList descriptorsWithReactor()
{
    PipelineRecorder recorder({shell(u"true"_s)});
    runToItsEnd(recorder);
    return Census::descriptors();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "(missing)"_ba;
}

QByteArray pattern(qsizetype size)
{
    QByteArray result(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        result[i] = char(i % 251);
    return result;
}

/// Not more descriptors than are open, and some.
class FewDescriptors
{
public:
    explicit FewDescriptors(int free)
    {
        const int lowest = dup(0);
        close(lowest);
        getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit few = {rlim_t(lowest + free), m_before.rlim_max};
        setrlimit(RLIMIT_NOFILE, &few);
    }
    ~FewDescriptors() { setrlimit(RLIMIT_NOFILE, &m_before); }
    Q_DISABLE_COPY_MOVE(FewDescriptors)

private:
    rlimit m_before;
};

int seriesLength()
{
    return qEnvironmentVariableIsSet("OFFSPRING_TEST_LONG") ? 10'000 : 300;
}

} // namespace

class tst_Pipeline : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void theBytesGoFromEachCommandToTheNext();
    void commandsAndListsAreJoined();
    void aPipelineOfOneCommandIsThatCommand();
    void theReasonIsJudgedAsPipefailDoes_data();
    void theReasonIsJudgedAsPipefailDoes();
    void whoDiesBecauseNobodyReadsHasNotFailed();
    void aReasonSaysWhichCommandFailed();

    void startedComesOnceAndBeforeAnyData();
    void theStderrOfEachIsToldByItsIndex();
    void whatACommandsOptionsDoNotNameIsStillJoined();
    void stderrMayGoIntoThePipe();
    void aFileMayBeTheInputAndTheOutput();
    void aDeviceIsStreamedThrough();
    void aDeviceThatNobodyReadsIsNoFailure();
    void twoHundredCommands();
    void eachCommandLeadsAGroup();
    void commandsHaveOnlyTheirOwnDescriptors();

    void aCommandThatCannotStartLeavesNoOther_data();
    void aCommandThatCannotStartLeavesNoOther();
    void whoRunsIsKilledWithItsGroupWhenAnotherCannotStart();
    void aMistakeStartsNothing_data();
    void aMistakeStartsNothing();
    void withoutDescriptorsNothingIsLeft();
    void anEmptyListEndsWithoutSuccess();
    void nothingIsToldInsideACall_data();
    void nothingIsToldInsideACall();

    void pausingTheLastReachesTheSource();
    void pauseWorksBeforeTheStart();
    void stopReachesAllGroups();
    void stopKillsAfterTheGrace();
    void stopAtOnceAfterTheStart();
    void callsAtTheWrongTimeDoNothing();

    void deletingItInASignalEndsIt_data();
    void deletingItInASignalEndsIt();
    void deletingItKillsOrLeaves_data();
    void deletingItKillsOrLeaves();
    void anEventLoopInASignalIsServed_data();
    void anEventLoopInASignalIsServed();
    void aTransportThatIsDeletedHasAnUnknownStatus_data();
    void aTransportThatIsDeletedHasAnUnknownStatus();
    void allTransportsMayBeDeletedAtOnce();
    void aDeletedReactorEndsIt();

    void aThreadWithItsOwnLoopHasItsOwn();
    void aThreadThatGetsItsLoopLater();
    void anotherThreadsStartIsAMistake();
    void severalRunAtOnce();
    void manyInTurnLeaveNothing();
};

void tst_Pipeline::theBytesGoFromEachCommandToTheNext()
{
    PipelineRecorder recorder(Command{u"seq"_s, {u"1"_s, u"100000"_s}}
                              | Command{u"grep"_s, {u"7"_s}} | Command{u"wc"_s, {u"-l"_s}});
    QVERIFY(runToItsEnd(recorder));
    QCOMPARE(recorder.out, "40951\n"_ba);
    QVERIFY(recorder.reason->isSuccess());
    QCOMPARE(recorder.reason->failedIndex(), -1);
    QCOMPARE(recorder.reason->programs, (QStringList{u"seq"_s, u"grep"_s, u"wc"_s}));
    QCOMPARE(recorder.events, (QStringList{u"started"_s, u"out"_s, u"ended"_s}));
}

void tst_Pipeline::commandsAndListsAreJoined()
{
    const auto programs = [](const QList<Command> &commands) {
        QString result;
        for (const Command &command : commands)
            result += command.program;
        return result;
    };
    const Command a{u"a"_s}, b{u"b"_s}, c{u"c"_s}, d{u"d"_s};
    QCOMPARE(programs(a | b | c), u"abc"_s);
    QCOMPARE(programs(a | (b | c)), u"abc"_s);
    QCOMPARE(programs((a | b) | (c | d)), u"abcd"_s);
    QCOMPARE(programs(QList<Command>() | a), u"a"_s);
}

void tst_Pipeline::aPipelineOfOneCommandIsThatCommand()
{
    PipelineRecorder recorder({child(u"copy 0 1 say 2 done exit 3"_s)});
    recorder.pipeline->start();
    QVERIFY(recorder.pipeline->write("hello"_ba));
    recorder.pipeline->closeInput();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QCOMPARE(recorder.out, "hello"_ba);
    QCOMPARE(recorder.errs[0], "done"_ba);
    QCOMPARE(recorder.reason->reasons.first().exitCode(), 3);
    QCOMPARE(recorder.reason->failedIndex(), 0);
}

// Each letter is a command: o has exited with 0, f with 1, p was ended by SIGPIPE, k by SIGKILL, n
// was not started, c was cancelled, u has an unknown status.
void tst_Pipeline::theReasonIsJudgedAsPipefailDoes_data()
{
    QTest::addColumn<int>("failedIndex");
    const std::pair<const char *, int> rows[] = {
        {"", -1},   {"o", -1},   {"f", 0},   {"p", 0},  {"k", 0},    {"u", 0},   {"oo", -1},
        {"po", -1}, {"ppo", -1}, {"ppp", 2}, {"pf", 1}, {"fp", 1},   {"fo", 0},  {"ffo", 1},
        {"fpo", 0}, {"pfo", 1},  {"kpo", 0}, {"uo", 0}, {"nc", 0},   {"cn", 1},  {"kkn", 2},
        {"fnc", 1}, {"cnc", 1},  {"knf", 1}, {"cc", 0}, {"opo", -1}, {"pop", 2}, {"ofpf", 3},
    };
    for (const auto &[commands, failedIndex] : rows)
        QTest::newRow(commands) << failedIndex;
}

void tst_Pipeline::theReasonIsJudgedAsPipefailDoes()
{
    QFETCH(const int, failedIndex);
    static const auto ended = [](const QString &words) {
        PipelineRecorder recorder({child(words)});
        runToItsEnd(recorder);
        return recorder.reason->reasons.first();
    };
    static const QMap<char, ExitReason> kinds = {
        {'o', ended(u"exit 0"_s)},
        {'f', ended(u"exit 1"_s)},
        {'p', ended(u"raise 13"_s)},
        {'k', ended(u"raise 9"_s)},
        {'u', ExitReason()},
        {'n', ExitReason::notStarted({Stage::Exec, ENOENT, {}})},
        {'c', ExitReason::notStarted({Stage::Fork, ECANCELED, {}})},
    };
    PipelineReason reason;
    for (const char letter : QByteArray(QTest::currentDataTag())) {
        reason.reasons << kinds[letter];
        reason.programs << QString(QLatin1Char(letter));
    }
    QCOMPARE(reason.failedIndex(), failedIndex);
    QCOMPARE(reason.isSuccess(), failedIndex < 0 && !reason.reasons.isEmpty());
}

void tst_Pipeline::whoDiesBecauseNobodyReadsHasNotFailed()
{
    PipelineRecorder recorder(Command{u"yes"_s} | cat | Command{u"head"_s, {u"-1"_s}});
    QVERIFY(runToItsEnd(recorder));
    QCOMPARE(recorder.out, "y\n"_ba);
    QVERIFY(recorder.reason->isSuccess());
    QCOMPARE(recorder.reason->reasons[0].signal(), SIGPIPE);
    QCOMPARE(recorder.reason->reasons[2].exitCode(), 0);

    PipelineRecorder last(cat | shell(u"kill -PIPE $$"_s));
    last.pipeline->start();
    last.pipeline->closeInput();
    QVERIFY(waitUntil([&] { return last.reason.has_value(); }));
    QVERIFY(!last.reason->isSuccess());
    QCOMPARE(last.reason->failedIndex(), 1);
}

void tst_Pipeline::aReasonSaysWhichCommandFailed()
{
    const auto notStarted = ExitReason::notStarted({Stage::Exec, ENOENT, u"execve b"_s});
    const PipelineReason reason{.reasons = {ExitReason(), notStarted},
                                .programs = {u"a"_s, u"b"_s}};
    QVERIFY2(reason.toString().startsWith(u"b (2 of 2): not started: execve b: "_s),
             qPrintable(reason.toString()));
    QCOMPARE(PipelineReason().toString(), u"no commands"_s);
    QString printed;
    QDebug(&printed).nospace() << PipelineReason{.reasons = {ExitReason()}, .programs = {u"a"_s}};
    QCOMPARE(printed, u"PipelineReason(\"a\" ExitReason(ended, its exit status is unknown))"_s);
    PipelineRecorder recorder({shell(u"true"_s)});
    QVERIFY(runToItsEnd(recorder));
    QCOMPARE(recorder.reason->toString(), u"every command succeeded"_s);
    QCOMPARE(*recorder.reason, PipelineReason(*recorder.reason));
    QVERIFY(*recorder.reason != reason);
}

// So many that the loop hears of the first ones' output before it hears that the last ones run.
void tst_Pipeline::startedComesOnceAndBeforeAnyData()
{
    QList<Command> commands;
    for (int i = 0; i < 200; ++i)
        commands << child(u"say 2 here copy 0 1"_s);
    PipelineRecorder recorder(commands);
    recorder.pipeline->start();
    recorder.pipeline->closeInput();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QCOMPARE(recorder.events.first(), u"started"_s);
    QCOMPARE(recorder.events.count(u"started"_s), 1);
    QCOMPARE(recorder.errs.size(), 200);
    QVERIFY(recorder.reason->isSuccess());
}

void tst_Pipeline::theStderrOfEachIsToldByItsIndex()
{
    PipelineRecorder recorder(child(u"say 2 first"_s) | child(u"say 2 second"_s)
                              | child(u"say 2 third say 1 out"_s));
    QVERIFY(runToItsEnd(recorder));
    QCOMPARE(recorder.errs, (QMap<int, QByteArray>{{0, "first"}, {1, "second"}, {2, "third"}}));
    QCOMPARE(recorder.out, "out"_ba);
    QCOMPARE(recorder.events.last(), u"ended"_s);
}

void tst_Pipeline::whatACommandsOptionsDoNotNameIsStillJoined()
{
    const SpawnOptions withFive{.childFDs = {{5, 'r'}}};
    PipelineRecorder recorder(child(u"copy 0 1"_s, withFive)
                              | child(u"say 5 five copy 0 1"_s, withFive)
                              | child(u"say 2 err copy 0 1"_s, withFive));
    recorder.pipeline->start();
    QByteArray five;
    connect(recorder.pipeline->transport(1), &ProcessTransport::childDataReceived, &recorder,
            [&](int childFD, const QByteArray &data) { five += childFD == 5 ? data : "?"_ba; });
    QVERIFY(recorder.pipeline->write("hello"_ba));
    recorder.pipeline->closeInput();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QCOMPARE(recorder.out, "hello"_ba);
    QCOMPARE(recorder.errs[2], "err"_ba);
    QCOMPARE(five, "five"_ba);
}

void tst_Pipeline::stderrMayGoIntoThePipe()
{
    PipelineRecorder recorder(
        child(u"say 1 one say 2 two"_s, {.childFDs = {{2, ChildFD::sameAs(1)}}})
        | child(u"copy 0 1 say 2 three"_s, {.childFDs = {{2, ChildFD::sameAs(1)}}}));
    QVERIFY(runToItsEnd(recorder));
    QCOMPARE(recorder.out, "onetwothree"_ba);
    QVERIFY(recorder.errs.isEmpty());
}

void tst_Pipeline::aFileMayBeTheInputAndTheOutput()
{
    const QTemporaryDir directory;
    const QString in = directory.filePath(u"in"_s), out = directory.filePath(u"out"_s);
    QFile file(in);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pattern(1'000'000));
    file.close();
    Command first = cat, last = cat;
    first.options.childFDs = {{0, ChildFD::file(in, QIODevice::ReadOnly)}};
    last.options.childFDs = {{1, ChildFD::file(out, QIODevice::WriteOnly)}};
    PipelineRecorder recorder(first | cat | last);
    recorder.pipeline->start();
    QVERIFY(!recorder.pipeline->write("x"_ba));
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QVERIFY(contentOf(out) == pattern(1'000'000));
    QCOMPARE(recorder.events, (QStringList{u"started"_s, u"ended"_s}));
}

void tst_Pipeline::aDeviceIsStreamedThrough()
{
    const QTemporaryDir directory;
    const QString out = directory.filePath(u"out"_s);
    QBuffer source;
    source.setData(pattern(3'000'000));
    source.open(QIODevice::ReadOnly);
    Command last = cat;
    last.options.childFDs = {{1, ChildFD::file(out, QIODevice::WriteOnly)}};
    PipelineRecorder recorder(cat | last);
    QVERIFY(!recorder.pipeline->streamFrom(&source)); // there is no child yet
    recorder.pipeline->start();
    QVERIFY(recorder.pipeline->streamFrom(&source));
    QVERIFY(!recorder.pipeline->write("x"_ba));
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QVERIFY(recorder.reason->isSuccess());
    QVERIFY(contentOf(out) == pattern(3'000'000));
}

void tst_Pipeline::aDeviceThatNobodyReadsIsNoFailure()
{
    QBuffer source;
    source.setData(pattern(3'000'000));
    source.open(QIODevice::ReadOnly);
    PipelineRecorder recorder(cat | Command{u"head"_s, {u"-c1"_s}});
    recorder.pipeline->start();
    QVERIFY(recorder.pipeline->streamFrom(&source));
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QCOMPARE(recorder.out, pattern(1));
    QVERIFY2(recorder.reason->isSuccess(), qPrintable(recorder.reason->toString()));
}

void tst_Pipeline::twoHundredCommands()
{
    PipelineRecorder recorder(QList<Command>(200, cat));
    recorder.pipeline->start();
    QVERIFY(recorder.pipeline->write(pattern(1'000'000)));
    recorder.pipeline->closeInput();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QVERIFY(recorder.out == pattern(1'000'000));
    QVERIFY(recorder.reason->isSuccess());
    QCOMPARE(recorder.reason->reasons.size(), 200);
}

void tst_Pipeline::eachCommandLeadsAGroup()
{
    PipelineRecorder recorder(QList<Command>(3, cat));
    recorder.pipeline->start();
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"started"_s); }));
    for (int index = 0; index < 3; ++index) {
        const pid_t pid = pid_t(recorder.pipeline->transport(index)->pid());
        QCOMPARE(getpgid(pid), pid);
    }
    QVERIFY(!recorder.pipeline->transport(3) && !recorder.pipeline->transport(-1));
    recorder.pipeline->closeInput();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
}

void tst_Pipeline::commandsHaveOnlyTheirOwnDescriptors()
{
    PipelineRecorder recorder(child(u"descriptors 2 wait 0"_s) | child(u"descriptors 2 wait 0"_s)
                              | child(u"descriptors 2 wait 0"_s));
    const QStringList before = descriptorsWithReactor();
    recorder.pipeline->start();
    QStringList after;
    connect(recorder.pipeline, &Pipeline::started, [&] {
        after = Census::descriptors();
        recorder.pipeline->closeInput();
    });
    // Ours: an exit descriptor and a stderr for each, a stdin and a stdout. By the posix layer an
    // exit descriptor has another end, which a thread holds.
    const int otherEnds = isPlatform("posix") ? 3 : 0;
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QCOMPARE(after.size() - before.size(), 3 * 2 + 2 + otherEnds);
    for (int index = 0; index < 3; ++index) {
        QVERIFY2(recorder.errs[index].contains("0 r blocking open pipe:"), recorder.errs[index]);
        QVERIFY2(recorder.errs[index].contains("1 w blocking open pipe:"), recorder.errs[index]);
        QCOMPARE(recorder.errs[index].count('\n'), 3);
    }
}

void tst_Pipeline::aCommandThatCannotStartLeavesNoOther_data()
{
    QTest::addColumn<int>("which");
    for (const int which : {0, 1, 2, 3})
        QTest::addRow("the command %d", which) << which;
}

void tst_Pipeline::aCommandThatCannotStartLeavesNoOther()
{
    QFETCH(const int, which);
    QList<Command> commands(4, child(u"ignore 15 say 2 x pause"_s));
    commands[which] = missing;
    PipelineRecorder recorder(commands);
    QVERIFY(runToItsEnd(recorder));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QCOMPARE(recorder.reason->reasons.size(), 4);
    QCOMPARE(recorder.reason->failedIndex(), which);
    QVERIFY(!recorder.reason->isSuccess());
    for (int index = 0; index < 4; ++index) {
        const ExitReason &reason = recorder.reason->reasons[index];
        if (index == which)
            QCOMPARE(reason.error().errorNumber, ENOENT);
        else if (reason.kind() == Kind::NotStarted) // they are spawned in the background
            QCOMPARE(reason.error().errorNumber, ECANCELED);
        else
            QCOMPARE(reason.signal(), SIGKILL);
    }
    QTRY_COMPARE(Census::children(), QStringList());
    QVERIFY(!recorder.pipeline->write("x"_ba));
}

// So many that the first one's heir is there, or just being made, when the last one fails.
void tst_Pipeline::whoRunsIsKilledWithItsGroupWhenAnotherCannotStart()
{
    LifeLine line;
    const Command first =
        child(u"ignore 15 job same pause ; pause"_s, {.childFDs = {{9, line.childsEnd()}}});
    PipelineRecorder recorder(first | QList<Command>(30, cat) | missing);
    QVERIFY(runToItsEnd(recorder));
    QCOMPARE(recorder.reason->failedIndex(), 31);
    QVERIFY(line.waitForEnd());
}

void tst_Pipeline::aMistakeStartsNothing_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<SpawnOptions>("options");
    for (const int which : {0, 1, 2}) {
        QTest::addRow("a terminal for %d", which) << which << SpawnOptions{.usePTY = true};
        if (which > 0)
            QTest::addRow("fd 0 of %d", which) << which << SpawnOptions{.childFDs = {{0, 'w'}}};
        if (which < 2)
            QTest::addRow("fd 1 of %d", which)
                << which << SpawnOptions{.childFDs = {{1, ChildFD::closed()}}};
    }
}

void tst_Pipeline::aMistakeStartsNothing()
{
    QFETCH(const int, which);
    QFETCH(const SpawnOptions, options);
    QList<Command> commands(3, cat);
    commands[which].options = options;
    PipelineRecorder recorder(commands);
    recorder.pipeline->start();
    QCOMPARE(Census::children(), QStringList());
    QVERIFY(!recorder.pipeline->transport(0));
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QCOMPARE(recorder.reason->failedIndex(), which);
    for (int index = 0; index < 3; ++index) {
        const SpawnError error = recorder.reason->reasons[index].error();
        QCOMPARE(error.errorNumber, index == which ? EINVAL : ECANCELED);
        QVERIFY(index != which || error.stage == Stage::Arguments);
    }
}

void tst_Pipeline::withoutDescriptorsNothingIsLeft()
{
    if (isUnderValgrind())
        QSKIP("valgrind does not survive a clone() that fails for want of descriptors");
    bool hasSucceeded = false;
    for (int free = 0; !hasSucceeded && free < 64; ++free) {
        PipelineRecorder recorder(shell(u"true"_s) | cat | cat);
        {
            const FewDescriptors few(free);
            recorder.pipeline->start();
        }
        QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
        hasSucceeded = recorder.reason->isSuccess();
        if (hasSucceeded)
            break;
        QCOMPARE(recorder.events, QStringList{u"ended"_s});
        const SpawnError error = recorder.reason->reasons[recorder.reason->failedIndex()].error();
        QCOMPARE(error.stage, Stage::FileDescriptors);
        QCOMPARE(error.errorNumber, EMFILE);
    }
    QVERIFY(hasSucceeded);
}

void tst_Pipeline::anEmptyListEndsWithoutSuccess()
{
    PipelineRecorder recorder(QList<Command>{});
    QVERIFY(runToItsEnd(recorder));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QVERIFY(!recorder.reason->isSuccess());
    QCOMPARE(recorder.reason->failedIndex(), -1);
}

void tst_Pipeline::nothingIsToldInsideACall_data()
{
    QTest::addColumn<QList<Command>>("commands");
    QTest::newRow("an empty list") << QList<Command>();
    QTest::newRow("a mistake") << (cat | Command{.program = u"cat"_s, .options = {.usePTY = true}});
    QTest::newRow("a missing program") << (missing | cat);
    QTest::newRow("two commands") << (shell(u"echo x; echo y >&2"_s) | cat);
}

void tst_Pipeline::nothingIsToldInsideACall()
{
    QFETCH(const QList<Command>, commands);
    PipelineRecorder recorder(commands);
    recorder.pipeline->start();
    usleep(20'000); // there may be something to hear
    recorder.pipeline->closeInput();
    recorder.pipeline->pause();
    recorder.pipeline->resume();
    recorder.pipeline->stop();
    QCOMPARE(recorder.events, QStringList());
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
}

void tst_Pipeline::pausingTheLastReachesTheSource()
{
    PipelineRecorder recorder(cat | cat | cat);
    recorder.pipeline->start();
    recorder.pipeline->pause();
    QVERIFY(recorder.pipeline->write(pattern(4'000'000)));
    recorder.pipeline->closeInput();
    ProcessTransport *const first = recorder.pipeline->transport(0);
    QVERIFY(waitUntil([&] { return first->bytesToWrite(0) < 3'900'000; }));
    qint64 before = -1;
    while (before != first->bytesToWrite(0)) { // until it stands still
        before = first->bytesToWrite(0);
        Recorder other;
        spawn(other, u"burn 50"_s);
        QVERIFY(waitForEnd(other));
    }
    QVERIFY(loopStaysIdle());
    QVERIFY2(before > 2'000'000, qPrintable(QString::number(before)));
    QCOMPARE(recorder.events, QStringList{u"started"_s});
    recorder.pipeline->resume();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QVERIFY(recorder.out == pattern(4'000'000));
}

void tst_Pipeline::pauseWorksBeforeTheStart()
{
    PipelineRecorder recorder(shell(u"echo x"_s) | cat);
    recorder.pipeline->pause();
    recorder.pipeline->start();
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"started"_s); }));
    QVERIFY(loopStaysIdle());
    QCOMPARE(recorder.events, QStringList{u"started"_s});
    recorder.pipeline->resume();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QCOMPARE(recorder.out, "x\n"_ba);
}

void tst_Pipeline::stopReachesAllGroups()
{
    LifeLine line;
    const SpawnOptions withLine{.childFDs = {{9, line.childsEnd()}}};
    const Command each = child(u"job same pause ; say 2 ready pause"_s, withLine);
    const Command parent{.program = u"sh"_s,
                         .arguments = {u"-c"_s, u"sleep 1000 & echo ready >&2; wait"_s},
                         .options = withLine};
    PipelineRecorder recorder(parent | each | parent);
    recorder.pipeline->start();
    QVERIFY(waitUntil([&] { return recorder.errs.size() == 3; }));
    recorder.pipeline->stop();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QVERIFY(line.waitForEnd());
    for (const ExitReason &reason : recorder.reason->reasons)
        QCOMPARE(reason.signal(), SIGTERM);
    QCOMPARE(recorder.reason->failedIndex(), 2);
}

void tst_Pipeline::stopKillsAfterTheGrace()
{
    PipelineRecorder recorder(QList<Command>(3, child(u"ignore 15 say 2 ready pause"_s)));
    recorder.pipeline->start();
    QVERIFY(waitUntil([&] { return recorder.errs.size() == 3; }));
    recorder.pipeline->stopWithin(1ms);
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    for (const ExitReason &reason : recorder.reason->reasons)
        QCOMPARE(reason.signal(), SIGKILL);
}

void tst_Pipeline::stopAtOnceAfterTheStart()
{
    PipelineRecorder recorder(QList<Command>(3, cat));
    recorder.pipeline->start();
    recorder.pipeline->stop();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    recorder.events.removeAll(u"started"_s); // they may have been stopped before that
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QVERIFY(!recorder.reason->isSuccess());
}

void tst_Pipeline::callsAtTheWrongTimeDoNothing()
{
    PipelineRecorder recorder(cat | cat);
    recorder.pipeline->stop();
    recorder.pipeline->stopWithin(0ms);
    recorder.pipeline->closeInput();
    QVERIFY(!recorder.pipeline->write("x"_ba));
    QVERIFY(!recorder.pipeline->transport(0));
    recorder.pipeline->start();
    ProcessTransport *const first = recorder.pipeline->transport(0);
    recorder.pipeline->start();
    QCOMPARE(recorder.pipeline->transport(0), first);
    QVERIFY(recorder.pipeline->write("hello"_ba));
    recorder.pipeline->closeInput();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QVERIFY(recorder.reason->isSuccess());
    recorder.pipeline->start();
    recorder.pipeline->stop();
    recorder.pipeline->pause();
    recorder.pipeline->resume();
    recorder.pipeline->closeInput();
    QVERIFY(!recorder.pipeline->write("x"_ba));
    QVERIFY(loopStaysIdle());
    QCOMPARE(recorder.events, (QStringList{u"started"_s, u"out"_s, u"ended"_s}));
    QCOMPARE(recorder.out, "hello"_ba);
}

void tst_Pipeline::deletingItInASignalEndsIt_data()
{
    QTest::addColumn<QString>("signal");
    for (const char *signal : {"started", "out", "err 0", "err 1", "ended"})
        QTest::newRow(signal) << QString::fromLatin1(signal);
    // Of its last child.
    for (const char *signal : {"connectionMade", "processExited", "processEnded"})
        QTest::newRow(signal) << QString::fromLatin1(signal);
}

void tst_Pipeline::deletingItInASignalEndsIt()
{
    QFETCH(const QString, signal);
    PipelineRecorder recorder(shell(u"echo x; echo y >&2"_s) | shell(u"cat; echo z >&2"_s));
    bool isOver = false;
    qsizetype events = 0;
    const auto deleteIt = [&] {
        events = recorder.events.size();
        delete recorder.pipeline;
        isOver = true;
    };
    recorder.hook = [&](const QString &event) {
        if (event == signal)
            deleteIt();
    };
    recorder.pipeline->start();
    const ProcessTransport *const last = recorder.pipeline->transport(1);
    if (signal == "connectionMade"_L1)
        connect(last, &ProcessTransport::connectionMade, &recorder, deleteIt);
    else if (signal == "processExited"_L1)
        connect(last, &ProcessTransport::processExited, &recorder, deleteIt);
    else if (signal == "processEnded"_L1)
        connect(last, &ProcessTransport::processEnded, &recorder, deleteIt);
    QVERIFY(waitUntil([&] { return isOver; }));
    QVERIFY(loopStaysIdle());
    QCOMPARE(recorder.events.size(), events);
    QCOMPARE(Reactor::instance()->processCount(), 0);
}

void tst_Pipeline::deletingItKillsOrLeaves_data()
{
    QTest::addColumn<bool>("kills");
    QTest::newRow("kills") << true;
    QTest::newRow("leaves") << false;
}

void tst_Pipeline::deletingItKillsOrLeaves()
{
    QFETCH(const bool, kills);
    LifeLine line;
    QTemporaryDir directory;
    const QString path = directory.filePath(u"out"_s);
    Command first = child(u"say 2 ready copy 0 1"_s),
            last = child(u"read 0 5 say 1 some say 2 ready copy 0 1 say 1 end"_s);
    first.options = {.childFDs = {{9, line.childsEnd()}}};
    last.options = {
        .childFDs = {{1, ChildFD::file(path, QIODevice::WriteOnly)}, {9, line.childsEnd()}}};
    for (Command *each : {&first, &last})
        each->options.whenAbandoned = kills ? Abandonment::Kill : Abandonment::Leave;
    {
        PipelineRecorder recorder(first | last);
        recorder.pipeline->start();
        QVERIFY(recorder.pipeline->write("hello"_ba));
        QVERIFY(waitUntil([&] { return recorder.errs.size() == 2; }));
    }
    QVERIFY(line.waitForEnd());
    QCOMPARE(contentOf(path), kills ? "some"_ba : "someend"_ba);
}

void tst_Pipeline::anEventLoopInASignalIsServed_data()
{
    QTest::addColumn<QString>("signal");
    QTest::newRow("started") << u"started"_s;
    QTest::newRow("out") << u"out"_s;
    QTest::newRow("err 0") << u"err 0"_s;
}

// It ends inside: ended() comes there.
void tst_Pipeline::anEventLoopInASignalIsServed()
{
    QFETCH(const QString, signal);
    PipelineRecorder recorder(shell(u"echo x >&2; seq 10000"_s) | cat);
    bool isInside = false, hasReturned = false, hasEndedInside = false;
    recorder.hook = [&](const QString &event) {
        if (event == "ended"_L1)
            hasEndedInside = isInside && !hasReturned;
        if (event != signal || std::exchange(isInside, true))
            return;
        waitUntil([&] { return recorder.reason.has_value(); });
        hasReturned = true;
    };
    recorder.pipeline->start();
    QVERIFY(waitUntil([&] { return hasReturned; }));
    QVERIFY(hasEndedInside);
    QVERIFY(recorder.out.endsWith("10000\n"));
    QVERIFY(recorder.reason->isSuccess());
}

void tst_Pipeline::aTransportThatIsDeletedHasAnUnknownStatus_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<bool>("isStarted");
    for (const int which : {0, 1, 2}) {
        QTest::addRow("%d, before the loop", which) << which << false;
        QTest::addRow("%d, when it runs", which) << which << true;
    }
}

void tst_Pipeline::aTransportThatIsDeletedHasAnUnknownStatus()
{
    QFETCH(const int, which);
    QFETCH(const bool, isStarted);
    PipelineRecorder recorder(QList<Command>(3, cat));
    recorder.pipeline->start();
    if (isStarted)
        QVERIFY(waitUntil([&] { return recorder.events.contains(u"started"_s); }));
    delete recorder.pipeline->transport(which);
    QVERIFY(!recorder.pipeline->transport(which));
    QVERIFY(!recorder.reason);
    recorder.pipeline->closeInput();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QCOMPARE(recorder.events, (QStringList{u"started"_s, u"ended"_s}));
    QCOMPARE(recorder.reason->reasons[which].kind(), Kind::StatusUnknown);
    QVERIFY(!recorder.reason->isSuccess());
}

void tst_Pipeline::allTransportsMayBeDeletedAtOnce()
{
    PipelineRecorder recorder(QList<Command>(3, cat));
    recorder.pipeline->start();
    for (int index = 0; index < 3; ++index)
        delete recorder.pipeline->transport(index);
    QVERIFY(!recorder.reason);
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QCOMPARE(recorder.reason->failedIndex(), 2);
}

void tst_Pipeline::aDeletedReactorEndsIt()
{
    const QStringList before = Census::descriptors();
    std::thread([] { // whose reactor is its own
        QEventLoop loop;
        PipelineRecorder recorder(QList<Command>(3, cat));
        recorder.pipeline->start();
        waitUntil([&] { return recorder.events.contains(u"started"_s); });
        delete Reactor::instance();
        QCOMPARE(recorder.events, QStringList{u"started"_s});
        QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
        QCOMPARE(recorder.reason->reasons[0].kind(), Kind::StatusUnknown);
    })
        .join();
    QTRY_COMPARE(Census::descriptors(), before);
}

void tst_Pipeline::aThreadWithItsOwnLoopHasItsOwn()
{
    std::thread([] {
        QEventLoop loop;
        PipelineRecorder recorder(shell(u"seq 1000"_s) | Command{u"wc"_s, {u"-l"_s}});
        QVERIFY(runToItsEnd(recorder));
        QCOMPARE(recorder.out, "1000\n"_ba);
    }).join();
}

// The thread has no event dispatcher yet when the pipeline is started.
void tst_Pipeline::aThreadThatGetsItsLoopLater()
{
    for (const QList<Command> &commands :
         {QList<Command>(), shell(u"true"_s) | cat, missing | cat}) {
        std::thread([&] {
            PipelineRecorder recorder(commands);
            recorder.pipeline->start();
            QEventLoop loop;
            connect(recorder.pipeline, &Pipeline::ended, &loop, &QEventLoop::quit);
            loop.exec();
            QCOMPARE(recorder.events.last(), u"ended"_s);
        }).join();
    }
}

void tst_Pipeline::anotherThreadsStartIsAMistake()
{
    PipelineRecorder recorder(cat | cat);
    QTest::ignoreMessage(
        QtWarningMsg, "Offspring::Pipeline::start(): called in another thread than the pipeline's");
    std::thread([&] { recorder.pipeline->start(); }).join();
    QVERIFY(!recorder.pipeline->transport(0));
    recorder.pipeline->start();
    QVERIFY(recorder.pipeline->transport(0));
    recorder.pipeline->closeInput();
    QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
}

void tst_Pipeline::severalRunAtOnce()
{
    std::vector<std::unique_ptr<PipelineRecorder>> recorders;
    for (int i = 0; i < 30; ++i) {
        recorders.push_back(std::make_unique<PipelineRecorder>(cat | cat | cat));
        recorders.back()->pipeline->start();
        recorders.back()->pipeline->write(pattern(100'000 + i));
    }
    for (const auto &recorder : recorders)
        recorder->pipeline->closeInput();
    for (const auto &recorder : recorders) {
        QVERIFY(waitUntil([&] { return recorder->reason.has_value(); }));
        QVERIFY(recorder->out == pattern(100'000 + qsizetype(&recorder - recorders.data())));
    }
}

void tst_Pipeline::manyInTurnLeaveNothing()
{
    const QStringList before = descriptorsWithReactor();
    for (int i = 0; i < seriesLength(); ++i) {
        PipelineRecorder recorder(i % 3 == 0 ? cat | missing : cat | cat | cat);
        recorder.pipeline->start();
        if (i % 3 == 1)
            recorder.pipeline->stop();
        recorder.pipeline->closeInput();
        QVERIFY(waitUntil([&] { return recorder.reason.has_value(); }));
    }
    // Who led a group that was stopped is reaped beside the loop.
    QTRY_COMPARE(Census::children(), QStringList());
    QTRY_COMPARE(Census::descriptors(), before);
    QCOMPARE(Reactor::instance()->processCount(), 0);
}

QTEST_GUILESS_MAIN(tst_Pipeline)

#include "tst_pipeline.moc"
