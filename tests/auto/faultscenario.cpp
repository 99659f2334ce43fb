// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A program that spawns, talks and waits as tst_faults asks, which lets one of its system calls
// fail; at the end it prints one JSON object that tells how that went.
//
//     faultscenario [--thief] NAME
//
// Two harmless calls, getpgid(-7) and getpgid(-8), mark where the part begins and ends that counts.
// --thief: what is left unreaped at the end is reaped, as by somebody else in the program. Where a
// wait fails with ECHILD that is the reason for it, and then there is no zombie.
// OFFSPRING_TEST_CHILD in the environment: the path of the test child.

#include "census.h"
#include "controlgroupfolders.h"
#include "leash.h"
#include "lifeline.h"
#include "pipelinerecorder.h"
#include "recorder.h"

#include <offspring/offspring.h>

#include <QtCore/QBuffer>
#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QFutureWatcher>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QPointer>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTemporaryFile>
#include <QtCore/QTimer>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <optional>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The library's close(), and Qt's. Linux closes the descriptor even if it reports an error; a call
// that is made to fail from outside is not carried out. So there are two, and the one that is to
// fail closes what nobody has: the number's complement.
extern "C" Q_DECL_EXPORT int close(int fd)
{
    if (syscall(SYS_close, fd) != 0)
        return -1;
    return syscall(SYS_close, ~fd) < 0 && errno != EBADF ? -1 : 0;
}

namespace {

constexpr auto longestRun = 10s;
constexpr auto timeToGiveUp = 3s;
constexpr unsigned secondsToAlarm = 20; // for a scenario that does not even come to its loop
constexpr qint64 msToTidyUp = 3'000;
constexpr int msToWait = 3'000;
constexpr int turnsAfterTheEnd = 3;

/// One spawn, and how it went.
class Play
{
public:
    Play(Reactor::Watching watching, Reactor::Spawning spawning)
        : m_reactor(std::make_unique<Reactor>(watching))
    {
        m_reactor->setSpawning(spawning);
    }

    void on(const QString &event, const std::function<void()> &action)
    {
        m_actions.emplace(event, action);
    }
    ProcessTransport *spawn(const QString &words, const SpawnOptions &options = {})
    {
        const QStringList args = QStringList{testChild()} + words.split(u' ');
        return spawnProgram(testChild(), args, options);
    }
    ProcessTransport *spawnProgram(const QString &program, const QStringList &args,
                                   const SpawnOptions &options)
    {
        recorder.hook = [this](const QString &event) { happened(event); };
        getpgid(-7);
        transport = m_reactor->spawnProcess(&recorder, program, args, options);
        return transport;
    }
    void abandon()
    {
        delete transport;
        m_loop.quit();
    }
    void note(const QString &text) { m_notes.append(text); }
    /// Of a spawn beside this one only a refusal is printed.
    void noteRefusal(const ProcessTransport &second)
    {
        if (const std::optional<ExitReason> reason = second.exitReason())
            m_second = outcome(*reason);
    }
    /// Where neither the child nor the program can learn that no more will come.
    void giveUpLater()
    {
        QTimer::singleShot(timeToGiveUp, transport, [this] { transport->loseConnection(); });
    }
    void run()
    {
        QTimer::singleShot(longestRun, &m_loop, [this] {
            note(u"stuck"_s);
            m_loop.quit();
        });
        m_loop.exec();
        hearTheRest();
        m_reactor.reset();
        getpgid(-8);
    }
    /// What happened, without that order in it which is not promised.
    QJsonObject report() const;

    Recorder recorder;
    ProcessTransport *transport = nullptr;

    static QString testChild() { return qEnvironmentVariable("OFFSPRING_TEST_CHILD"); }

    void happened(const QString &event)
    {
        const auto [first, last] = m_actions.equal_range(event);
        for (auto it = first; it != last; ++it)
            it->second();
        if (event == u"ended")
            m_loop.quit();
    }

private:
    // What wrongly follows the end is a matter of the next turns.
    static void hearTheRest()
    {
        for (int turn = 0; turn < turnsAfterTheEnd; ++turn) {
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }
    QString breachOfGrammar() const;
    static QJsonObject outcome(const ExitReason &reason);

    std::unique_ptr<Reactor> m_reactor;
    std::multimap<QString, std::function<void()>> m_actions;
    QJsonArray m_notes;
    QJsonObject m_second;
    QEventLoop m_loop;
};

// Empty: the order is as promised.
QString Play::breachOfGrammar() const
{
    const QStringList &events = recorder.events;
    const bool isStarted = recorder.ended && recorder.ended->kind() != ExitReason::Kind::NotStarted;
    if (recorder.count(u"ended"_s) != 1 || events.constLast() != u"ended")
        return u"not one end, or not last"_s;
    if (!isStarted)
        return events.size() == 1 ? QString() : u"not started, and yet more than an end"_s;
    if (events.constFirst() != u"connectionMade" || recorder.count(u"connectionMade"_s) != 1)
        return u"connectionMade not once, or not first"_s;
    if (recorder.count(u"exited"_s) != 1)
        return u"not one exit"_s;
    for (const QString &event : events) {
        if (!event.startsWith(u"lost "))
            continue;
        const QString data = u"data "_s + event.sliced(5);
        if (recorder.count(event) != 1 || events.lastIndexOf(data) > events.indexOf(event))
            return event + u": not once, or before data"_s;
    }
    return {};
}

QJsonObject Play::outcome(const ExitReason &reason)
{
    return {{u"kind"_s, int(reason.kind())},
            {u"stage"_s, int(reason.error().stage)},
            {u"errno"_s, reason.error().errorNumber}};
}

QJsonObject Play::report() const
{
    QStringList events = recorder.events;
    events.sort();
    events.removeDuplicates();
    QJsonObject data;
    for (auto it = recorder.data.cbegin(); it != recorder.data.cend(); ++it) {
        data[QString::number(it.key())] = QString::fromLatin1(*it);
    }
    const std::optional<ExitReason> &end = recorder.ended;
    QJsonObject result = end ? outcome(*end) : QJsonObject();
    result[u"events"_s] = QJsonArray::fromStringList(events);
    result[u"data"_s] = data;
    result[u"notes"_s] = m_notes;
    if (!m_second.isEmpty())
        result[u"second"_s] = m_second;
    if (!end)
        return result;
    result[u"grammar"_s] = breachOfGrammar();
    result[u"status"_s] = end->status();
    result[u"truncated"_s] = end->truncated();
    return result;
}

// What the child sends back is complete: its input is closed, and it exits. Also when that can not
// come any more.
void closeStdinAfter(Play &play, const QByteArray &answer)
{
    play.on(u"data 1"_s, [&play, answer] {
        if (play.recorder.data[1] == answer)
            play.transport->closeStdin();
    });
    play.on(u"lost 1"_s, [&play] { play.transport->closeStdin(); });
}

void converse(Play &play, const QByteArray &words)
{
    play.on(u"connectionMade"_s, [&play, words] { play.transport->write(words); });
    closeStdinAfter(play, words);
}

void pipes(Play &play)
{
    converse(play, "hello");
    play.spawn(u"copy 0 1 say 2 done exit 3"_s);
    play.run();
}

// The lowest numbers are free, and must not be taken.
void noStdin(Play &play)
{
    close(STDIN_FILENO);
    pipes(play);
}

// Written to when nobody has the other end any more, before anything could tell.
void brokenPipe(Play &play)
{
    LifeLine childHasBoth;
    play.on(u"connectionMade"_s, [&] {
        if (childHasBoth.waitForEnd())
            play.transport->write("hello");
    });
    play.spawn(u"close 0 close 3 say 1 done"_s,
               {.childFDs = {{0, 'w'}, {1, 'r'}, {3, childHasBoth.childsEnd()}}});
    play.run();
}

QByteArray pattern(qsizetype size)
{
    QByteArray result(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        result[i] = char(i % 251);
    return result;
}

// More than the pipes hold: both sides wait for room, and the water marks are passed.
void flood(Play &play)
{
    converse(play, pattern(200'000));
    play.spawn(u"copy 0 1"_s);
    play.run();
}

// One input comes from a device; the other one, which is full, is dropped when that is over.
void streamed(Play &play)
{
    QBuffer source;
    source.setData(pattern(100'000));
    source.open(QIODevice::ReadOnly);
    play.on(u"connectionMade"_s, [&] {
        play.transport->streamToChild(0, &source);
        play.transport->writeToChild(3, pattern(200'000));
    });
    play.on(u"lost 0"_s, [&] { play.transport->abortChildFD(3); });
    play.on(u"lost 1"_s, [&] { play.transport->abortChildFD(3); });
    play.spawn(u"copy 0 1 wait 3 exit 3"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}}});
    play.run();
}

void terminal(Play &play)
{
    play.on(u"connectionMade"_s, [&] {
        play.giveUpLater();
        if (!play.transport->setTerminalSize(25, 81))
            play.note(u"size refused"_s);
        play.transport->write("hello\n");
    });
    play.on(u"data 1"_s, [&] {
        if (play.recorder.data[1] == "hello\r\n")
            play.transport->closeStdin();
    });
    play.spawn(u"copy 0 1 exit 3"_s, {.usePTY = true, .terminal = {.echo = false}});
    play.run();
}

void paused(Play &play)
{
    play.on(u"connectionMade"_s, [&] {
        play.giveUpLater();
        play.transport->pauseChildFD(3);
        play.transport->writeToChild(3, "hello");
    });
    play.on(u"lost 1"_s, [&] { play.transport->resumeChildFD(3); });
    play.on(u"data 3"_s, [&] {
        if (play.recorder.data[3] == "world")
            play.transport->closeChildFD(3);
    });
    play.spawn(u"read 3 5 say 3 world close 1 wait 3"_s,
               {.childFDs = {{1, 'r'}, {3, ChildFD::socket()}}});
    play.run();
}

// The child has ended, but somebody holds its output.
void held(Play &play)
{
    const ProcessTransport *const transport =
        play.spawn(u"leave 1 say 1 ready"_s,
                   {.childFDs = {{1, 'r'}}, .newProcessGroup = true, .holderTimeout = 100ms});
    const pid_t group = pid_t(transport->pid());
    play.run();
    if (group > 0)
        kill(-group, SIGKILL);
}

/// What a device has read, in the recorder's place.
void readInto(Play &play, ChildDevice &device)
{
    play.recorder.data[device.childFD()] += device.readAll();
}

// Both ways of a socket, by a device, from the loop.
void device(Play &play)
{
    std::optional<ChildDevice> socket;
    play.on(u"connectionMade"_s, [&] {
        play.giveUpLater();
        socket.emplace(play.transport, 3);
        socket->setReadBufferSize(10'000);
        QObject::connect(&*socket, &QIODevice::readyRead, &*socket, [&] {
            readInto(play, *socket);
            if (play.recorder.data[3].size() == 200'000)
                socket->closeWriteChannel();
        });
        socket->write(pattern(200'000));
    });
    play.spawn(u"copy 3 3"_s, {.childFDs = {{3, ChildFD::socket()}}});
    play.run();
}

// Everything by waiting, and the loop only hears how it ended.
void waits(Play &play)
{
    const ProcessTransport *const transport = play.spawn(u"copy 0 1 say 2 done exit 3"_s);
    ChildDevice in(play.transport, 0);
    ChildDevice out(play.transport, 1);
    if (!transport->exitReason()) {
        in.write("hello");
        while (in.waitForBytesWritten(msToWait)) { }
        in.closeWriteChannel();
        while (out.waitForReadyRead(msToWait))
            readInto(play, out);
    }
    play.run();
}

void waitsOnTerminal(Play &play)
{
    play.spawn(u"say 1 word exit 3"_s, {.usePTY = true, .terminal = {.echo = false}});
    ChildDevice terminal(play.transport, 1);
    if (!play.transport->exitReason()) {
        while (terminal.waitForReadyRead(msToWait))
            readInto(play, terminal);
    }
    play.run();
}

// Whose writer comes late.
void fifo(Play &play)
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"fifo"_s);
    if (mkfifo(QFile::encodeName(path).constData(), 0600) != 0)
        qFatal("no FIFO");
    play.on(u"connectionMade"_s, [&] {
        QFile writer(path);
        if (!writer.open(QIODevice::ReadWrite | QIODevice::Unbuffered)
            || writer.write("hello") != 5)
            play.transport->signalProcess(SIGKILL);
    });
    play.spawn(u"copy 0 1"_s,
               {.childFDs = {{0, ChildFD::file(path, QIODevice::ReadOnly)}, {1, 'r'}}});
    play.run();
}

void noProgram(Play &play)
{
    play.spawnProgram(u"/nonexistent/program"_s, {}, {});
    play.run();
}

void noProgramOnPath(Play &play)
{
    play.spawnProgram(u"nonexistent-program"_s, {}, {});
    play.run();
}

// The fds of all kinds, and all that is set up in the child beside them.
void everything(Play &play)
{
    QTemporaryFile file;
    if (!file.open())
        qFatal("no temporary file");
    play.on(u"connectionMade"_s, [&] {
        play.giveUpLater();
        play.transport->writeToChild(3, "hello");
    });
    play.on(u"data 3"_s, [&] {
        if (play.recorder.data[3] == "hello")
            play.transport->closeChildFD(3);
    });
    play.spawn(u"say 2 done copy 3 3"_s,
               {.path = u"/"_s,
                .childFDs = {{0, ChildFD::null()},
                             {1, 'r'},
                             {2, ChildFD::sameAs(1)},
                             {3, ChildFD::socket()},
                             {4, ChildFD::file(file.fileName(), QIODevice::WriteOnly)},
                             {5, 2}},
                .newProcessGroup = true,
                .parentDeathSignal = SIGTERM,
                .umask = 077,
                .niceness = 1,
                .limits = {{RLIMIT_CORE, {0, 0}}, {RLIMIT_NOFILE, {64, 64}}},
                .pipeSize = 16384});
    play.run();
}

void identity(Play &play)
{
    play.on(u"connectionMade"_s, [&] { play.transport->closeStdin(); });
    play.spawn(u"identity 1"_s,
               {.uid = 65534,
                .gid = 65534,
                .usePTY = true,
                .childFDs = {{0, 'w'}, {1, 'r'}},
                .groups = QList<uint>{65534}});
    play.run();
}

void userDatabase(Play &play)
{
    play.spawn(u"identity 1"_s, {.uid = 65534, .childFDs = {{1, 'r'}}});
    play.run();
}

void signal(Play &play)
{
    play.on(u"data 1"_s, [&] {
        if (play.transport->signalProcess(SIGTERM))
            return;
        play.note(u"signal refused"_s);
        play.transport->signalProcess(SIGKILL);
    });
    play.on(u"lost 1"_s, [&] { play.transport->signalProcess(SIGKILL); });
    play.spawn(u"say 1 ready pause"_s);
    play.run();
}

// Of all who have the line. Who lives is noted, and killed as kill(2) names it; 0: nobody started.
void expectEnd(Play &play, LifeLine &line, const QString &note, pid_t whoLives)
{
    if (line.waitForEnd(msToTidyUp))
        return;
    play.note(note);
    if (whoLives != 0)
        kill(whoLives, SIGKILL);
}

// Its leader ends at once, another member of the group only by the KILL when the grace is over.
// What fails in the reaper's thread must not fail in the child: its counters go past that.
void stop(Play &play)
{
    LifeLine heirs;
    play.on(u"data 1"_s, [&] { play.transport->stopWithin(300ms); });
    play.on(u"lost 1"_s, [&] { play.transport->stopWithin(0ms); });
    const auto *const transport =
        play.spawn(u"rehearse 70 leave 3 say 1 ready pause"_s,
                   {.childFDs = {{1, 'r'}, {3, heirs.childsEnd()}}, .newProcessGroup = true});
    const pid_t pid = pid_t(transport->pid());
    play.run();
    expectEnd(play, heirs, u"the group lives"_s, -pid);
}

// Two, so that the second finds the reaper at work; they end after both are its business.
void abandoned(Play &play)
{
    Leash leash;
    Reactor other;
    QPointer<ProcessTransport> second;
    const SpawnOptions options{.childFDs = {{1, 'r'}, {3, leash.childsEnd()}},
                               .whenAbandoned = Abandonment::Leave};
    play.on(u"data 1"_s, [&] {
        delete second;
        play.abandon();
    });
    play.on(u"lost 1"_s, [&] { play.abandon(); });
    play.spawn(u"say 1 ready wait 3"_s, options);
    second = other.spawnProcess(Play::testChild(), {Play::testChild(), u"wait"_s, u"3"_s}, options);
    play.noteRefusal(*second);
    play.run();
}

// A daemon outlives the child, and is reached all the same: by the stop, or by the end of its
// transport. Nothing is left of the group.
void controlGroup(Play &play)
{
    using namespace ControlGroupFolders;
    LifeLine heirs;
    const QString parent = of(getpid()); // before the part that counts
    const auto isLeft = [&] { return !madeBy(getpid(), parent).isEmpty(); };
    const auto stop = [&] {
        if (!play.transport->setFrozen(true))
            play.note(u"not frozen"_s);
        if (play.transport->descendantCount() == 0)
            play.note(u"not counted"_s);
        play.transport->stopWithin(100ms);
    };
    play.on(u"data 1"_s, stop);
    play.on(u"lost 1"_s, [&] { play.transport->stopWithin(0ms); });
    play.on(u"ended"_s, [&] {
        if (play.recorder.ended->kind() == ExitReason::Kind::NotStarted)
            return;
        QEventLoop loop;
        bool isTold = false;
        QObject::connect(play.transport, &ProcessTransport::descendantsEnded, &loop, [&] {
            isTold = true;
            loop.quit();
        });
        QTimer::singleShot(timeToGiveUp, &loop, &QEventLoop::quit);
        if (play.transport->descendantCount() > 0 || isLeft())
            loop.exec();
        if (!isTold && isLeft())
            play.note(u"a group is left"_s);
    });
    const auto *const transport =
        play.spawn(u"daemon close 1 ignore 15 pause ; say 1 ready pause"_s,
                   {.childFDs = {{1, 'r'}, {3, heirs.childsEnd()}}, .newControlGroup = true});
    const pid_t pid = pid_t(transport->pid());
    play.run();
    expectEnd(play, heirs, u"the daemon lives"_s, pid);
}

// With its transport: by itself the child would not end.
void killed(Play &play)
{
    LifeLine life;
    play.on(u"data 1"_s, [&] { play.abandon(); });
    play.on(u"lost 1"_s, [&] { play.abandon(); });
    const auto *const transport =
        play.spawn(u"say 1 ready pause"_s, {.childFDs = {{1, 'r'}, {3, life.childsEnd()}}});
    const pid_t pid = pid_t(transport->pid());
    play.run();
    expectEnd(play, life, u"the child lives"_s, pid);
}

// What a pipeline tells, as if it were one child; its reason is that of the command that failed.
// The thread's own reactor has descriptors like any other.
void pipelineOf(Play &play, const QList<Command> &commands)
{
    PipelineRecorder line(commands);
    Recorder &recorder = play.recorder;
    recorder.hook = [&play](const QString &event) { play.happened(event); };
    line.hook = [&](const QString &event) {
        if (event == u"started") {
            recorder.connectionMade();
        } else if (event == u"out" || event == u"err 1") {
            recorder.childDataReceived(event == u"out" ? 1 : 2,
                                       event == u"out" ? std::exchange(line.out, {})
                                                       : std::exchange(line.errs[1], {}));
        } else if (event == u"ended") {
            const int failed = line.reason->failedIndex();
            const ExitReason &reason =
                failed < 0 ? line.reason->reasons.last() : line.reason->reasons[failed];
            if (reason.kind() != ExitReason::Kind::NotStarted)
                recorder.processExited(reason);
            recorder.processEnded(reason);
        }
    };
    getpgid(-7);
    line.pipeline->start();
    line.pipeline->write("hello");
    line.pipeline->closeInput();
    play.run();
    delete Reactor::instance();
}

Command childCommand(const QString &words)
{
    return {Play::testChild(), words.split(u' ')};
}

void pipeline(Play &play)
{
    pipelineOf(play, childCommand(u"copy 0 1"_s) | childCommand(u"say 2 done copy 0 1"_s));
}

void pipelineRefused(Play &play)
{
    pipelineOf(play, childCommand(u"wait 0"_s) | Command{u"/nonexistent/program"_s});
}

// The same of a capture, which has the whole output at the end.
void capture(Play &play)
{
    Recorder &recorder = play.recorder;
    recorder.hook = [&play](const QString &event) { play.happened(event); };
    getpgid(-7);
    const QFuture<ProcessOutput> future =
        captureProcess(childCommand(u"copy 0 1 say 2 done exit 3"_s),
                       {.stdinBytes = "hello", .timeout = timeToGiveUp, .grace = 0s});
    QFutureWatcher<ProcessOutput> watcher;
    QObject::connect(&watcher, &QFutureWatcher<ProcessOutput>::finished, &watcher, [&] {
        const ProcessOutput output = future.result();
        if (output.failure != ProcessOutput::Failure::NotStarted) {
            recorder.connectionMade();
            recorder.childDataReceived(1, output.out);
            recorder.childDataReceived(2, output.err);
            recorder.processExited(output.reason);
        }
        recorder.processEnded(output.reason);
    });
    watcher.setFuture(future);
    play.run();
    delete Reactor::instance();
}

// A question on a terminal, and one whose answer is not shown.
void conversation(Play &play)
{
    using Match = Conversation::Match;
    std::optional<Conversation> talk;
    const auto keep = [&](const Match &match) {
        play.recorder.data[1] += match.before + match.matched;
        return match.why == Match::Why::Matched;
    };
    play.on(u"connectionMade"_s, [&] {
        play.giveUpLater();
        talk.emplace(play.transport);
        talk->expect("name?").then([&](const Match &name) {
            if (!keep(name))
                return;
            talk->sendLine("Ada");
            talk->expect("word?").then([&](const Match &word) {
                if (!keep(word))
                    return;
                talk->sendSecret("secret");
                talk->expect("done").then(keep);
            });
        });
    });
    play.spawn(u"say 1 name? read 0 4 quiet 0 say 1 word? read 0 7 say 1 done exit 3"_s,
               {.usePTY = true});
    play.run();
}

struct Named
{
    void (*act)(Play &play);
    Reactor::Watching watching = Reactor::Watching::SharedSet;
    Reactor::Spawning spawning = Reactor::Spawning::InThisThread;
};

constexpr auto inBackground = Reactor::Spawning::InBackground;

const std::map<QString, Named> scenarios{
    {u"pipes"_s, {pipes}},
    {u"pipes-notifiers"_s, {pipes, Reactor::Watching::NotifierPerDescriptor}},
    {u"pipes-background"_s, {pipes, Reactor::Watching::SharedSet, inBackground}},
    {u"terminal-background"_s, {terminal, Reactor::Watching::NotifierPerDescriptor, inBackground}},
    {u"fifo-background"_s, {fifo, Reactor::Watching::SharedSet, inBackground}},
    {u"no-program-background"_s, {noProgram, Reactor::Watching::SharedSet, inBackground}},
    {u"everything-background"_s, {everything, Reactor::Watching::SharedSet, inBackground}},
    {u"identity-background"_s, {identity, Reactor::Watching::SharedSet, inBackground}},
    {u"no-stdin"_s, {noStdin}},
    {u"broken-pipe"_s, {brokenPipe}},
    {u"flood"_s, {flood}},
    {u"flood-notifiers"_s, {flood, Reactor::Watching::NotifierPerDescriptor}},
    {u"streamed"_s, {streamed}},
    {u"terminal"_s, {terminal}},
    {u"terminal-notifiers"_s, {terminal, Reactor::Watching::NotifierPerDescriptor}},
    {u"paused"_s, {paused}},
    {u"paused-notifiers"_s, {paused, Reactor::Watching::NotifierPerDescriptor}},
    {u"held"_s, {held}},
    {u"held-notifiers"_s, {held, Reactor::Watching::NotifierPerDescriptor}},
    {u"device"_s, {device}},
    {u"device-notifiers"_s, {device, Reactor::Watching::NotifierPerDescriptor}},
    {u"waits"_s, {waits}},
    {u"waits-on-terminal"_s, {waitsOnTerminal}},
    {u"fifo"_s, {fifo}},
    {u"fifo-notifiers"_s, {fifo, Reactor::Watching::NotifierPerDescriptor}},
    {u"no-program"_s, {noProgram}},
    {u"no-program-on-path"_s, {noProgramOnPath}},
    {u"everything"_s, {everything}},
    {u"identity"_s, {identity}},
    {u"user-database"_s, {userDatabase}},
    {u"signal"_s, {signal}},
    {u"stop"_s, {stop}},
    {u"abandoned"_s, {abandoned}},
    {u"killed"_s, {killed}},
    {u"capture"_s, {capture}},
    {u"conversation"_s, {conversation}},
    {u"control-group"_s, {controlGroup}},
    {u"control-group-notifiers"_s, {controlGroup, Reactor::Watching::NotifierPerDescriptor}},
    {u"pipeline"_s, {pipeline}},
    {u"pipeline-refused"_s, {pipelineRefused}},
};

/// What is left behind. Children that were abandoned are reaped by a thread: it is given time.
class Remains
{
public:
    Remains()
        : m_before(Census::descriptors())
    { }

    bool areNone() const { return descriptors().isEmpty() && Census::children().isEmpty(); }
    QStringList descriptors() const
    {
        QStringList result;
        for (const QString &each : Census::descriptors()) {
            if (!m_before.contains(each))
                result << each;
        }
        return result;
    }
    bool waitForNone(bool asThief) const
    {
        const QDeadlineTimer deadline(msToTidyUp);
        while (!areNone() && !deadline.hasExpired()) {
            if (asThief)
                waitpid(-1, nullptr, WNOHANG | __WALL);
            poll(nullptr, 0, 5);
        }
        return areNone();
    }

private:
    const QStringList m_before;
};

// Abandons a child, which is when the reaper takes up what it could not do before.
void wakeReaper()
{
    Leash leash;
    Reactor reactor;
    reactor.spawnProcess(
        Play::testChild(), {Play::testChild(), u"wait"_s, u"0"_s},
        {.childFDs = {{0, leash.childsEnd()}}, .whenAbandoned = Abandonment::Leave});
}

// In the background there are as many threads as processors, and which one makes which call must
// not depend on chance.
void spawnOneAtATime()
{
    cpu_set_t all;
    if (sched_getaffinity(0, sizeof all, &all) != 0)
        return;
    int first = 0;
    while (!CPU_ISSET(first, &all))
        ++first;
    CPU_ZERO(&all);
    CPU_SET(first, &all);
    sched_setaffinity(0, sizeof all, &all);
}

QJsonObject perform(const Named &scenario, bool asThief)
{
    QCoreApplication::processEvents(); // the dispatcher opens its own descriptors
    const Remains remains;
    Play play(scenario.watching, scenario.spawning);
    scenario.act(play);
    if (!remains.waitForNone(asThief)) {
        play.note(u"something waits for the reaper"_s);
        wakeReaper();
        remains.waitForNone(asThief);
    }
    QJsonObject report = play.report();
    report[u"descriptors"_s] = QJsonArray::fromStringList(remains.descriptors());
    report[u"children"_s] = QJsonArray::fromStringList(Census::children());
    return report;
}

} // namespace

int main(int argc, char **argv)
{
    alarm(secondsToAlarm);
    spawnOneAtATime();
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"thief"_s, u"reap what is left"_s});
    parser.process(application);
    const auto found = scenarios.find(parser.positionalArguments().value(0));
    if (found == scenarios.end())
        parser.showHelp(2);
    const QJsonObject report = perform(found->second, parser.isSet(u"thief"_s));
    const QByteArray text = QJsonDocument(report).toJson(QJsonDocument::Compact);
    while (write(STDOUT_FILENO, text.constData(), size_t(text.size())) < 0) { } // only once
    return 0;
}
