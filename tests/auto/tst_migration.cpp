// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The manual's table for those who come from QProcess: each of its rows is tried with both.

#include "behaviourtest.h"
#include "lifeline.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QScopeGuard>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTemporaryFile>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;

class tst_Migration;
using Trial = void (tst_Migration::*)();
Q_DECLARE_METATYPE(Trial)

namespace {

constexpr int Patience = 120'000; // ms; only against hanging

Command shell(const QString &line)
{
    return {u"sh"_s, {u"-c"_s, line}};
}

using Preparation = std::function<void(QProcess &)>;

/// What a shell says to stdout as a child of QProcess, which may be prepared before.
QByteArray saidThere(const QString &line, const Preparation &prepare = {})
{
    QProcess process;
    if (prepare)
        prepare(process);
    process.start(u"sh"_s, {u"-c"_s, line});
    process.waitForFinished(Patience);
    return process.readAllStandardOutput();
}

/// The same of ours.
QByteArray saidHere(const Command &command)
{
    return runProcess(command).out;
}

/// A name in the file system that two processes meet at. It is open here both ways, so that nobody
/// waits for the other to open it.
class Fifo
{
public:
    Fifo()
        : path(m_folder.filePath(u"fifo"_s))
    {
        if (mkfifo(QFile::encodeName(path).constData(), 0600) != 0
            || (fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC)) < 0)
            qFatal("mkfifo");
    }
    ~Fifo() { ::close(fd); }
    Q_DISABLE_COPY_MOVE(Fifo)

    bool say(const QByteArray &line) const
    {
        return ::write(fd, line.constData(), std::size_t(line.size())) == line.size();
    }
    QByteArray hear() const
    {
        char bytes[64];
        return {bytes, qsizetype(qMax(ssize_t(0), ::read(fd, bytes, sizeof bytes)))};
    }

private:
    QTemporaryDir m_folder;

public:
    const QString path;
    int fd = -1;
};

class Lines : public LineReceiver
{
public:
    void lineReceived(const QByteArray &line) override { lines << line; }
    QByteArrayList lines;
};

} // namespace

class tst_Migration : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    /// What either of them opens for all children that follow stays, so it is opened here.
    void initTestCase()
    {
        QCOMPARE(QProcess::execute(u"true"_s), 0);
        QVERIFY(runProcess(Command{u"true"_s}).isSuccess());
    }

    void everyRowOfTheTableIsTriedWithBoth_data();
    void everyRowOfTheTableIsTriedWithBoth();

private:
    void start();
    void execute();
    void capture();
    void surroundings();
    void inheritance();
    void descriptors();
    void device();
    void lines();
    void mergedChannels();
    void forwardedChannels();
    void files();
    void pipeline();
    void writing();
    void limitlessWriting();
    void backPressure();
    void lastBytes();
    void failure();
    void verdict();
    void stopping();
    void childProcessModifier();
    void waiting();
    void waitingForTheEnd();
    void detached();
    void destruction();

    void holdsItsChild(ProcessTransport *transport, const Recorder &recorder);
};

void tst_Migration::everyRowOfTheTableIsTriedWithBoth_data()
{
    QTest::addColumn<Trial>("tryBoth");
    const std::map<QString, Trial> trials = {
        {u"`start(program, arguments)`"_s, &tst_Migration::start},
        {u"`execute()`; `start()` and `waitForFinished()`"_s, &tst_Migration::execute},
        {u"the same beside an event loop, `finished` and `readAll()`"_s, &tst_Migration::capture},
        {u"`setProcessEnvironment()`, `setWorkingDirectory()`, …"_s, &tst_Migration::surroundings},
        {u"environment inherited"_s, &tst_Migration::inheritance},
        {u"stdin, stdout, stderr"_s, &tst_Migration::descriptors},
        {u"a QIODevice"_s, &tst_Migration::device},
        {u"`readyReadStandardOutput`, `readLine()`"_s, &tst_Migration::lines},
        {u"`setProcessChannelMode(MergedChannels)`"_s, &tst_Migration::mergedChannels},
        {u"`ForwardedChannels`"_s, &tst_Migration::forwardedChannels},
        {u"`setStandardInputFile()`, `setStandardOutputFile()`"_s, &tst_Migration::files},
        {u"`setStandardOutputProcess()`"_s, &tst_Migration::pipeline},
        {u"`write()`, `closeWriteChannel()`"_s, &tst_Migration::writing},
        {u"`bytesWritten`, no limit"_s, &tst_Migration::limitlessWriting},
        {u"no back-pressure"_s, &tst_Migration::backPressure},
        {u"`finished`, before the last bytes are read"_s, &tst_Migration::lastBytes},
        {u"`errorOccurred(FailedToStart)`"_s, &tst_Migration::failure},
        {u"`exitCode()`, `exitStatus()`"_s, &tst_Migration::verdict},
        {u"`terminate()`, `kill()`"_s, &tst_Migration::stopping},
        {u"`setChildProcessModifier()`"_s, &tst_Migration::childProcessModifier},
        {u"`waitForReadyRead()`, `waitForBytesWritten()`"_s, &tst_Migration::waiting},
        {u"`waitForFinished()`"_s, &tst_Migration::waitingForTheEnd},
        {u"`startDetached()`"_s, &tst_Migration::detached},
        {u"the destructor kills and waits"_s, &tst_Migration::destruction},
    };

    QFile page(QStringLiteral(MANUAL "/migration.md"));
    QVERIFY2(page.open(QIODevice::ReadOnly), qPrintable(page.errorString()));
    const QString text = QString::fromUtf8(page.readAll());
    const qsizetype begin = text.indexOf(u"## From QProcess"_s);
    const QString table = text.mid(begin, text.indexOf(u"\n## "_s, begin) - begin);
    static const QRegularExpression row(u"^\\| (.+?) \\| .+ \\|$"_s,
                                        QRegularExpression::MultilineOption);
    QStringList cells;
    for (auto found = row.globalMatch(table); found.hasNext();)
        cells << found.next().captured(1);
    cells.removeAll(u"QProcess"_s); // the head

    for (const QString &cell : std::as_const(cells)) {
        const auto trial = trials.find(cell);
        QTest::newRow(qPrintable(cell)) << (trial == trials.end() ? nullptr : trial->second);
    }
    QCOMPARE(cells.size(), qsizetype(trials.size()));
}

void tst_Migration::everyRowOfTheTableIsTriedWithBoth()
{
    QFETCH(Trial, tryBoth);
    QVERIFY2(tryBoth, "the row has no trial here");
    (this->*tryBoth)();
}

void tst_Migration::start()
{
    QProcess there;
    there.start(testChild(), {u"args"_s, u"1"_s});
    QVERIFY(there.waitForFinished(Patience));
    Recorder here;
    reactor->spawnProcess(&here, Command{testChild(), {u"args"_s, u"1"_s}});
    QVERIFY(waitForEnd(here));
    QCOMPARE(here.data[1], there.readAllStandardOutput());

    Recorder ours;
    reactor->spawnProcess(&ours, testChild(), {u"our own"_s, u"args"_s, u"1"_s});
    QVERIFY(waitForEnd(ours));
    QVERIFY2(ours.data[1].startsWith("our own"), ours.data[1].constData());
}

void tst_Migration::execute()
{
    QCOMPARE(QProcess::execute(u"sh"_s, {u"-c"_s, u"exit 3"_s}), 3);
    QCOMPARE(runProcess(shell(u"exit 3"_s)).reason.exitCode(), 3);
}

void tst_Migration::capture()
{
    QProcess there;
    bool hasFinished = false;
    connect(&there, &QProcess::finished, this, [&] { hasFinished = true; });
    there.start(u"sh"_s, {u"-c"_s, u"echo here; exit 3"_s});
    QFuture<ProcessOutput> here = captureProcess(shell(u"echo here; exit 3"_s));
    QVERIFY(waitUntil([&] { return hasFinished && here.isFinished(); }));
    QCOMPARE(here.result().out, there.readAll());
    QCOMPARE(here.result().reason.exitCode(), there.exitCode());
}

void tst_Migration::surroundings()
{
    const QString line = u"echo $WORD; pwd"_s;
    const QTemporaryDir folder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"WORD"_s, u"given"_s);
    const QByteArray there = saidThere(line, [&](QProcess &process) {
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(folder.path());
    });
    QVERIFY(there.startsWith("given\n/"));
    Command command = shell(line);
    command.environment = environment;
    command.workingDirectory = folder.path();
    QCOMPARE(saidHere(command), there);
}

void tst_Migration::inheritance()
{
    qputenv("WORD", "inherited");
    const auto forget = qScopeGuard([] { qunsetenv("WORD"); });
    const QString line = u"echo $WORD$MORE"_s;
    QCOMPARE(saidThere(line), "inherited\n"_ba);
    QCOMPARE(saidHere(shell(line)), "inherited\n"_ba);

    const QProcessEnvironment inherited(QProcessEnvironment::InheritFromParent);
    const QList<std::pair<SpawnOptions, QByteArray>> options = {
        {{}, "\n"_ba},
        {{.env = inherited}, "inherited\n"_ba},
        {{.env = inherited, .envChanges = {{u"MORE"_s, u" and more"_s}}},
         "inherited and more\n"_ba},
    };
    for (const auto &[option, expected] : options) {
        Recorder here;
        reactor->spawnProcess(&here, u"/bin/sh"_s, {u"sh"_s, u"-c"_s, line}, option);
        QVERIFY(waitForEnd(here));
        QCOMPARE(here.data[1], expected);
    }
}

void tst_Migration::descriptors()
{
    QProcess there;
    there.start(testChild(), {u"say"_s, u"37"_s, u"text"_s});
    QVERIFY(there.waitForFinished(Patience));
    QCOMPARE(there.exitCode(), 99); // what the test child says of a descriptor that is not open
    Recorder here;
    spawn(here, u"say 37 text"_s, {.childFDs = {{37, 'r'}}});
    QVERIFY(waitForEnd(here));
    QCOMPARE(here.data[37], "text"_ba);
}

void tst_Migration::device()
{
    QProcess there;
    there.start(u"cat"_s);
    there.write("one\ntwo");
    there.closeWriteChannel();
    QVERIFY(there.waitForFinished(Patience));

    Recorder recorder;
    ProcessTransport *transport = reactor->spawnProcess(&recorder, Command{u"cat"_s});
    ChildDevice input(transport, 0);
    ChildDevice output(transport, 1);
    input.write("one\ntwo");
    input.closeWriteChannel();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(output.readLine(), there.readLine());
    QCOMPARE(output.readAll(), there.readAll());
}

void tst_Migration::lines()
{
    const QString line = u"printf 'one\\ntwo\\nthree'"_s;
    QProcess there;
    QByteArrayList linesThere;
    connect(&there, &QProcess::readyReadStandardOutput, this, [&] {
        while (there.canReadLine())
            linesThere << there.readLine().chopped(1);
    });
    there.start(u"sh"_s, {u"-c"_s, line});
    QVERIFY(there.waitForFinished(Patience));
    linesThere << there.readLine();
    QCOMPARE(linesThere, QByteArrayList({"one", "two", "three"}));

    Lines receiver;
    Recorder recorder;
    ProcessTransport *transport = reactor->spawnProcess(&recorder, shell(line));
    connect(transport, &ProcessTransport::childDataReceived, this,
            [&](int, const QByteArray &data) { receiver.dataReceived(data); });
    QVERIFY(waitForEnd(recorder));
    receiver.flush();
    QCOMPARE(receiver.lines, linesThere);
}

void tst_Migration::mergedChannels()
{
    const QString line = u"echo one; echo two >&2; echo three"_s;
    const QByteArray there = saidThere(
        line, [](QProcess &process) { process.setProcessChannelMode(QProcess::MergedChannels); });
    QCOMPARE(there, "one\ntwo\nthree\n"_ba);
    Command command = shell(line);
    command.options.childFDs = {{1, 'r'}, {2, ChildFD::sameAs(1)}};
    Recorder here;
    reactor->spawnProcess(&here, command);
    QVERIFY(waitForEnd(here));
    QCOMPARE(here.data[1], there);
}

void tst_Migration::forwardedChannels()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    const int stdoutOfTheTest = ::dup(1);
    ::dup2(file.handle(), 1);
    saidThere(u"echo there"_s, [](QProcess &process) {
        process.setProcessChannelMode(QProcess::ForwardedChannels);
    });
    Command command = shell(u"echo here"_s);
    command.options.childFDs = {{1, 1}, {2, 2}};
    Recorder recorder;
    reactor->spawnProcess(&recorder, command);
    const bool hasEnded = waitForEnd(recorder);
    ::dup2(stdoutOfTheTest, 1);
    ::close(stdoutOfTheTest);
    QVERIFY(hasEnded);
    file.seek(0);
    QCOMPARE(file.readAll(), "there\nhere\n"_ba);
}

void tst_Migration::files()
{
    const QTemporaryDir folder;
    const auto content = [&](const QString &name) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
    };
    QFile source(folder.filePath(u"source"_s));
    QVERIFY(source.open(QIODevice::WriteOnly));
    source.write("from a file");
    source.close();

    const QByteArray nothing = saidThere(u"cat >&2"_s, [&](QProcess &process) {
        process.setStandardInputFile(source.fileName());
        process.setStandardOutputFile(folder.filePath(u"there"_s));
        process.setStandardErrorFile(folder.filePath(u"there"_s), QIODevice::Append);
    });
    QCOMPARE(nothing, ""_ba);
    const auto writeOnly = QIODevice::WriteOnly;
    Command command = shell(u"cat >&2"_s);
    command.options.childFDs = {{0, ChildFD::file(source.fileName(), QIODevice::ReadOnly)},
                                {1, ChildFD::null()},
                                {2, ChildFD::file(folder.filePath(u"here"_s), writeOnly)}};
    Recorder recorder;
    reactor->spawnProcess(&recorder, command);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(content(u"there"_s), "from a file"_ba);
    QCOMPARE(content(u"here"_s), content(u"there"_s));
}

void tst_Migration::pipeline()
{
    QProcess first;
    QProcess second;
    first.setStandardOutputProcess(&second);
    first.start(u"printf"_s, {u"b\\na\\n"_s});
    second.start(u"sort"_s);
    QVERIFY(first.waitForFinished(Patience));
    QVERIFY(second.waitForFinished(Patience));
    const PipelineOutput here =
        runPipeline(Command{u"printf"_s, {u"b\\na\\n"_s}} | Command{u"sort"_s});
    QVERIFY2(here.isSuccess(), qPrintable(here.toString()));
    QCOMPARE(here.out, second.readAll());
    QCOMPARE(here.out, "a\nb\n"_ba);
}

void tst_Migration::writing()
{
    QProcess there;
    there.start(u"cat"_s);
    there.write("through a cat");
    there.closeWriteChannel();
    QVERIFY(there.waitForFinished(Patience));
    Recorder here;
    ProcessTransport *transport = reactor->spawnProcess(&here, Command{u"cat"_s});
    QVERIFY(transport->write("through a cat"));
    transport->closeStdin();
    QVERIFY(waitForEnd(here));
    QCOMPARE(here.data[1], there.readAll());
}

void tst_Migration::limitlessWriting()
{
    const QByteArray much(4 << 20, 'x');
    const Fifo goThere;
    const Fifo goHere;
    const QString line = u"read go <'%1'; wc -c"_s;
    QProcess there;
    there.start(u"sh"_s, {u"-c"_s, line.arg(goThere.path)});
    QVERIFY(there.waitForStarted(Patience));
    QCOMPARE(there.write(much), much.size()); // and nothing says that it was too much

    Recorder here;
    ProcessTransport *transport = reactor->spawnProcess(&here, shell(line.arg(goHere.path)));
    transport->write(much);
    QVERIFY(waitUntil([&] { return here.count(u"writePaused 0"_s) == 1; }));
    QVERIFY(transport->bytesToWrite(0) > 0);
    QVERIFY(goHere.say("go\n"));
    QVERIFY(waitUntil([&] { return here.count(u"writeResumed 0"_s) == 1; }));
    transport->closeStdin();
    QVERIFY(waitForEnd(here));
    QCOMPARE(here.data[1].trimmed(), QByteArray::number(much.size()));

    QVERIFY(goThere.say("go\n"));
    there.closeWriteChannel();
    QVERIFY(there.waitForFinished(Patience));
    QCOMPARE(there.readAll(), here.data[1]);
}

/// More was written than its pipe takes, so it cannot end; another child does meanwhile.
void tst_Migration::holdsItsChild(ProcessTransport *transport, const Recorder &recorder)
{
    QVERIFY(waitUntil([&] { return recorder.count(u"connectionMade"_s) == 1; }));
    Recorder other;
    reactor->spawnProcess(&other, shell(u"exit 0"_s));
    QVERIFY(waitForEnd(other));
    QVERIFY(!recorder.exited);
    QVERIFY(transport->pid() > 0);
}

void tst_Migration::backPressure()
{
    constexpr int Much = 4 << 20;
    const QString line = u"head -c 4194304 /dev/zero"_s;
    QProcess there;
    there.start(u"sh"_s, {u"-c"_s, line});
    QVERIFY(there.waitForFinished(Patience)); // though nobody has read a byte
    QCOMPARE(there.bytesAvailable(), Much);

    Recorder paused;
    ProcessTransport *transport = reactor->spawnProcess(&paused, shell(line));
    transport->pauseProducing();
    holdsItsChild(transport, paused);
    QCOMPARE(paused.data[1].size(), 0);
    transport->resumeProducing();
    QVERIFY(waitForEnd(paused));
    QCOMPARE(paused.data[1].size(), Much);

    Recorder full;
    full.keepsData = false;
    transport = reactor->spawnProcess(&full, shell(line));
    ChildDevice device(transport, 1);
    device.setReadBufferSize(1000);
    holdsItsChild(transport, full);
    QVERIFY(device.bytesAvailable() <= 1000 + 128 * 1024); // and one read more
    qint64 read = 0;
    QVERIFY(waitUntil([&] {
        read += device.readAll().size();
        return full.ended.has_value() && device.bytesAvailable() == 0;
    }));
    QCOMPARE(read, Much);
}

void tst_Migration::lastBytes()
{
    // The shell exits; what it has left behind speaks once it hears of that.
    const Fifo goThere;
    const Fifo goHere;
    const QString line = u"{ read go <'%1'; echo last; } & echo first"_s;
    QProcess there;
    there.start(u"sh"_s, {u"-c"_s, line.arg(goThere.path)});
    QVERIFY(there.waitForFinished(Patience));
    QCOMPARE(there.readAll(), "first\n"_ba);
    QVERIFY(goThere.say("go\n"));

    Recorder here;
    reactor->spawnProcess(&here, shell(line.arg(goHere.path)));
    QVERIFY(waitUntil([&] { return here.exited.has_value(); }));
    QVERIFY(!here.ended);
    QVERIFY(goHere.say("go\n"));
    QVERIFY(waitForEnd(here));
    QCOMPARE(here.data[1], "first\nlast\n"_ba);
}

void tst_Migration::failure()
{
    const QStringList before = Census::descriptors();
    {
        QProcess there;
        there.start(u"/no/such/program"_s);
        QVERIFY(!there.waitForStarted(Patience));
        QCOMPARE(there.error(), QProcess::FailedToStart);
    }
    // Qt 6.4 loses the write end of a pipe for each program that does not start.
    for (const QString &descriptor : Census::descriptors())
        if (!before.contains(descriptor))
            ::close(descriptor.section(u' ', 0, 0).toInt());
    Recorder here;
    reactor->spawnProcess(&here, Command{u"/no/such/program"_s});
    QVERIFY(waitForEnd(here));
    QCOMPARE(here.ended->kind(), ExitReason::Kind::NotStarted);
    QCOMPARE(here.ended->error().stage, SpawnError::Stage::Exec);
    QCOMPARE(here.ended->error().errorNumber, ENOENT);
}

void tst_Migration::verdict()
{
    for (const auto &line : {u"exit 7"_s, u"kill -TERM $$"_s}) {
        QProcess there;
        there.start(u"sh"_s, {u"-c"_s, line});
        QVERIFY(there.waitForFinished(Patience));
        const ExitReason here = runProcess(shell(line)).reason;
        QCOMPARE(here.signal() == 0, there.exitStatus() == QProcess::NormalExit);
        if (here.signal() == 0)
            QCOMPARE(here.exitCode(), there.exitCode());
        else
            QCOMPARE(here.signal(), SIGTERM);
    }
}

void tst_Migration::stopping()
{
    for (const bool killing : {false, true}) {
        QProcess there;
        there.start(u"sleep"_s, {u"1000"_s});
        QVERIFY(there.waitForStarted(Patience));
        if (killing)
            there.kill();
        else
            there.terminate();
        QVERIFY(there.waitForFinished(Patience));
        QCOMPARE(there.exitStatus(), QProcess::CrashExit);

        Recorder here;
        ProcessTransport *transport = reactor->spawnProcess(&here, {u"sleep"_s, {u"1000"_s}});
        QVERIFY(waitUntil([&] { return here.count(u"connectionMade"_s) == 1; }));
        QVERIFY(killing ? transport->signalProcess(SIGKILL) : transport->stop());
        QVERIFY(waitForEnd(here));
        QCOMPARE(here.ended->signal(), killing ? SIGKILL : SIGTERM);
    }
}

void tst_Migration::childProcessModifier()
{
    const QByteArray there = saidThere(u"umask"_s, [](QProcess &process) {
        process.setChildProcessModifier([] { ::umask(0077); });
    });
    Command command = shell(u"umask"_s);
    command.options.umask = 0077;
    QCOMPARE(saidHere(command), there);
    QVERIFY2(there.contains("77"), there.constData());
}

void tst_Migration::waiting()
{
    QProcess there;
    there.start(u"cat"_s);
    there.write("a word\n");
    QVERIFY(there.waitForBytesWritten(Patience));
    QVERIFY(there.waitForReadyRead(Patience));

    Recorder recorder;
    ProcessTransport *transport = reactor->spawnProcess(&recorder, Command{u"cat"_s});
    ChildDevice input(transport, 0);
    ChildDevice output(transport, 1);
    input.write("a word\n");
    QVERIFY(input.bytesToWrite() == 0 || input.waitForBytesWritten(Patience));
    QVERIFY(output.bytesAvailable() > 0 || output.waitForReadyRead(Patience));
    QCOMPARE(output.readAll(), there.readAll());

    there.closeWriteChannel();
    QVERIFY(there.waitForFinished(Patience));
    input.closeWriteChannel();
    QVERIFY(waitForEnd(recorder));
}

void tst_Migration::waitingForTheEnd()
{
    QProcess there;
    there.start(u"sh"_s, {u"-c"_s, u"echo done; exit 3"_s});
    QVERIFY(there.waitForFinished(Patience));
    const ProcessOutput blocking = runProcess(shell(u"echo done; exit 3"_s));
    QFuture<ProcessOutput> future = captureProcess(shell(u"echo done; exit 3"_s));
    QVERIFY(waitUntil([&] { return future.isFinished(); }));
    const QByteArray said = there.readAll();
    for (const ProcessOutput &here : {blocking, future.result()}) {
        QCOMPARE(here.out, said);
        QCOMPARE(here.reason.exitCode(), there.exitCode());
    }
}

void tst_Migration::detached()
{
    const Fifo questions;
    const Fifo answers;
    const QString line = u"read question && echo still here"_s;
    QProcess there;
    there.setProgram(u"sh"_s);
    there.setArguments({u"-c"_s, line});
    there.setStandardInputFile(questions.path);
    there.setStandardOutputFile(answers.path);
    QVERIFY(there.startDetached());
    QVERIFY(questions.say("?\n"));
    QCOMPARE(answers.hear(), "still here\n"_ba);

    Command command = shell(line);
    command.options.childFDs = {{0, ChildFD::file(questions.path, QIODevice::ReadOnly)},
                                {1, ChildFD::file(answers.path, QIODevice::WriteOnly)}};
    command.options.whenAbandoned = Abandonment::Leave;
    command.options.newSession = true;
    Recorder here;
    ProcessTransport *transport = reactor->spawnProcess(&here, command);
    QVERIFY(waitUntil([&] { return here.count(u"connectionMade"_s) == 1; }));
    delete transport;
    QVERIFY(questions.say("?\n"));
    QCOMPARE(answers.hear(), "still here\n"_ba);
}

void tst_Migration::destruction()
{
    {
        QProcess there;
        there.start(u"sleep"_s, {u"1000"_s});
        QVERIFY(there.waitForStarted(Patience));
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"^QProcess: Destroyed while process .*"_s));
    }
    for (const Abandonment abandonment : {Abandonment::Kill, Abandonment::Leave}) {
        LifeLine line;
        Recorder here;
        const SpawnOptions options = {.childFDs = {{0, 'w'}, {1, line.childsEnd()}, {2, 2}},
                                      .whenAbandoned = abandonment};
        ProcessTransport *transport =
            spawn(here, abandonment == Abandonment::Kill ? u"pause"_s : u"wait 0"_s, options);
        QVERIFY(waitUntil([&] { return here.count(u"connectionMade"_s) == 1; }));
        delete transport; // closes our end of its stdin, which is all that the one that is left
                          // needs
        QVERIFY(line.waitForEnd(Patience));
        QVERIFY(!here.ended);
    }
}

QTEST_GUILESS_MAIN(tst_Migration)
#include "tst_migration.moc"
