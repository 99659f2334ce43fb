// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The laws of watching descriptors, each a bug that has been seen.

#include "leash.h"
#include "stracedscenario.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QMetaEnum>
#include <QtCore/QPointer>
#include <QtCore/QSocketNotifier>
#include <QtCore/QThread>

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <ctime>
#include <thread>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

bool doOtherThreadsSleep()
{
    const QDir tasks(u"/proc/self/task"_s);
    int awake = 0;
    for (const QString &thread : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(tasks.filePath(thread) + u"/stat"_s);
        if (!file.open(QIODevice::ReadOnly))
            return false; // it ends just now
        const QByteArray line = file.readAll();
        awake += line.mid(line.lastIndexOf(')') + 2, 1) == "S" ? 0 : 1;
    }
    return awake == 1; // this one
}

// For a test whose copy spawns: the posix layer has a thread for each child, and the thread
// sanitizer ends a copy that starts one where the program had one ("dup thread with used id").
#if defined(__SANITIZE_THREAD__)
#    define NEEDS_CHILDREN_OF_COPIES()                                                             \
        SKIP_ON_POSIX("with the thread sanitizer copies have no threads")
#else
#    define NEEDS_CHILDREN_OF_COPIES() static_cast<void>(0)
#endif

// A thread that is inside an allocator has its lock, and the copy, which has no such thread, would
// wait for it for ever: of glibc's own allocator fork(3) takes care, of a sanitizer's nobody does.
pid_t forkAtRest()
{
    while (!doOtherThreadsSleep())
        std::this_thread::yield();
    return fork();
}

} // namespace

class tst_Watching : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void aStaleEventNeverReachesTheNextOwnerOfADescriptor();
    void aDescriptorClosedInACallbackIsNotReadAnyMore();
    void theActivationHandlerIsReentrant();
    void aReactorServesItsOwnThread();
    void aThreadMaySpawnBeforeItsLoopRuns();
    void theDispatcherIsTheOneThatWasAskedFor();
    void theOldNameOfTheSharedSetMeansTheSame();
    void reactorsInFourThreadsAtOnce();
    void aReactorMayBeMovedToAnotherThread();
    void aReactorGoesOnInAThreadThatIsRunAgain();
    void theInstanceEndsWithItsThread();
    void theInstanceIsMadeAnewWhereverItWasDeleted();
    void aProtocolThatAsksForTheInstanceAtItsEndLeavesNone();
    void anIdleProgramSleeps_data();
    void anIdleProgramSleeps();
    void aForkedCopyOfTheProgramDoesNothing();
    void aForkedCopyThatGoesOnWithItsLoopSleepsAndTakesNothing();
    void aForkedCopyServesItsOwnChildren();
    void eventsOfTypeUserBelongToTheProgram();
    void aForkedCopyReapsItsOwnAbandonedChildren();
    void aCopyOfOurDescriptorsElsewhereHoldsNothingUp();
    void whatTheSharedSetRefusesIsWatchedAllTheSame();
    void aRefusedWaitIsStatusUnknown();
    void aWaitThatIsRefusedByPidfdGoesByNumber();
    void aSignalThatIsRefusedByPidfdGoesByNumber_data();
    void aSignalThatIsRefusedByPidfdGoesByNumber();
    void aTracedDeadChildIsWaitedForInPeace_data();
    void aTracedDeadChildIsWaitedForInPeace();
    void aTracedAbandonedChildIsWaitedForInPeace_data();
    void aTracedAbandonedChildIsWaitedForInPeace();
    void withoutAThreadTheLoopReapsTheAbandoned();
    void whatSomebodyElseClosesKeepsNobodyAZombie();
    void theSharedSetIsTheOnlyDescriptorPolled();
    void aForeignDescriptorIsNeverWatched();

private:
    QByteArray scenarioUnderStrace(const QString &injection,
                                   const QStringList &words = {u"true"_s});
};

// All children are ready in one batch; the first callback deletes the others and spawns new ones,
// which get the same numbers.
void tst_Watching::aStaleEventNeverReachesTheNextOwnerOfADescriptor()
{
    for (int round = 0; round < 20; ++round) {
        std::vector<std::unique_ptr<Recorder>> ready, silent;
        bool done = false;
        for (int i = 0; i < 8; ++i) {
            ready.push_back(std::make_unique<Recorder>());
            ProcessTransport *const transport = spawn(*ready.back(), u"say 1 x say 2 y wait 0"_s);
            transport->pauseProducing();
            ready.back()->hook = [&](const QString &event) {
                if (done || !event.startsWith(u"data"_s))
                    return;
                done = true;
                for (const auto &recorder : ready)
                    delete recorder->transport();
                for (int j = 0; j < 8; ++j) {
                    silent.push_back(std::make_unique<Recorder>());
                    spawn(*silent.back(), u"wait 0"_s);
                }
            };
        }
        for (const auto &recorder : ready) // until all have written
            QVERIFY(waitUntil([&] { return recorder->events.contains(u"connectionMade"_s); }));
        for (const auto &recorder : ready)
            recorder->transport()->resumeProducing();
        QVERIFY(waitUntil([&] { return done; }));
        for (const auto &recorder : silent)
            QVERIFY(waitUntil([&] { return recorder->events.contains(u"connectionMade"_s); }));
        Recorder another;
        spawn(another, u"flood 1 200000"_s);
        QVERIFY(waitForEnd(another));
        for (const auto &recorder : silent)
            QCOMPARE(recorder->events, QStringList{u"connectionMade"_s});
        for (const auto &recorder : silent)
            recorder->transport()->closeStdin();
        for (const auto &recorder : silent) {
            QVERIFY(waitForEnd(*recorder));
            QVERIFY(recorder->data.isEmpty());
        }
    }
}

void tst_Watching::aDescriptorClosedInACallbackIsNotReadAnyMore()
{
    Recorder recorder;
    ProcessTransport *transport = nullptr;
    recorder.hook = [&](const QString &event) {
        if (event == u"data 1")
            transport->closeStderr();
        else if (event == u"data 2")
            transport->closeStdout();
    };
    transport = spawn(recorder, u"say 1 a say 2 b"_s);
    transport->pauseProducing();
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); })); // both are ready now
    transport->resumeProducing();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data.size(), 1);
}

void tst_Watching::theActivationHandlerIsReentrant()
{
    // Ten levels of event loops, each inside a callback that is inside the one before.
    std::vector<std::unique_ptr<Recorder>> recorders;
    std::function<void(int)> descend = [&](int level) {
        recorders.push_back(std::make_unique<Recorder>());
        Recorder &recorder = *recorders.back();
        recorder.hook = [&, level](const QString &event) {
            if (event == u"data 1" && level < 10)
                descend(level + 1);
        };
        spawn(recorder, u"say 1 x"_s);
        QVERIFY(waitForEnd(recorder));
    };
    descend(1);
    QCOMPARE(recorders.size(), 10);
    for (const auto &recorder : recorders)
        QCOMPARE(recorder->data[1], "x"_ba);
}

void tst_Watching::aReactorServesItsOwnThread()
{
    QByteArray output;
    QThread *callbackThread = nullptr;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        Reactor own(watching());
        Recorder recorder;
        recorder.hook = [&](const QString &) { callbackThread = QThread::currentThread(); };
        own.spawnProcess(&recorder, testChild(), script(u"copy 0 1"_s))->write("thread"_ba);
        recorder.transport()->closeStdin();
        if (waitForEnd(recorder))
            output = recorder.data[1];
    }));
    thread->start();
    QVERIFY(thread->wait());
    QCOMPARE(output, "thread"_ba);
    QCOMPARE(callbackThread, thread.get());
}

void tst_Watching::aThreadMaySpawnBeforeItsLoopRuns()
{
    QByteArray output;
    std::thread plain([&] { // no dispatcher until the loop is made
        Reactor own(watching());
        Recorder recorder;
        own.spawnProcess(&recorder, testChild(), script(u"copy 0 1"_s))->write("early"_ba);
        recorder.transport()->closeStdin();
        QEventLoop loop;
        QObject::connect(recorder.transport(), &ProcessTransport::processEnded, &loop,
                         &QEventLoop::quit);
        loop.exec();
        output = recorder.data[1];
    });
    plain.join();
    QCOMPARE(output, "early"_ba);
}

// What runs over both of them is worth no more than this.
void tst_Watching::theDispatcherIsTheOneThatWasAskedFor()
{
    const QByteArray name = QAbstractEventDispatcher::instance()->metaObject()->className();
    QCOMPARE(name.contains("Glib"), !qEnvironmentVariableIsSet("QT_NO_GLIB"));
}

// They share the reaper of what is abandoned, and the system's user database.
void tst_Watching::theOldNameOfTheSharedSetMeansTheSame()
{
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    QCOMPARE(Reactor::Watching::SharedEpoll, Reactor::Watching::SharedSet);
    QT_WARNING_POP
    const auto names = QMetaEnum::fromType<Reactor::Watching>();
    QCOMPARE(names.valueToKey(int(Reactor::Watching::SharedSet)), "SharedSet");
    QCOMPARE(names.keyToValue("SharedEpoll"), int(Reactor::Watching::SharedSet));
}

void tst_Watching::reactorsInFourThreadsAtOnce()
{
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back([&, number] {
            Reactor own(watching());
            for (int i = 0; i < 25; ++i) {
                SpawnOptions options;
                if (geteuid() == 0)
                    options.uid = geteuid(); // itself, but by way of the database
                Recorder recorder;
                ProcessTransport *const transport = own.spawnProcess(
                    &recorder, testChild(),
                    script(u"copy 0 2 flood 1 100000 exit %1"_s.arg(number)), options);
                transport->write(QByteArray(100'000, 'x'));
                transport->closeStdin();
                options.whenAbandoned = i % 2 == 0 ? Abandonment::Kill : Abandonment::Leave;
                delete own.spawnProcess(testChild(), script(u"wait 0"_s), options);
                if (waitForEnd(recorder) && recorder.data[1].size() == 100'000
                    && recorder.data[2].size() == 100'000 && recorder.ended->exitCode() == number)
                    ++good;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good.load(), 100);
}

void tst_Watching::aReactorMayBeMovedToAnotherThread()
{
    QThread thread;
    thread.start();
    auto *const moved = new Reactor(watching());
    moved->moveToThread(&thread);
    std::atomic<int> inThread = 0, elsewhere = 0;
    std::atomic<bool> ended = false;
    QMetaObject::invokeMethod(moved, [&] {
        ProcessTransport *const transport =
            moved->spawnProcess(testChild(), script(u"say 1 x say 2 y"_s));
        const auto note = [&] { ++(QThread::currentThread() == &thread ? inThread : elsewhere); };
        connect(transport, &ProcessTransport::connectionMade, transport, note);
        connect(transport, &ProcessTransport::childDataReceived, transport, note);
        connect(transport, &ProcessTransport::processEnded, transport, [&, note] {
            note();
            ended = true;
            QMetaObject::invokeMethod(this, [] { }, Qt::QueuedConnection); // wakes the test
        });
    });
    QVERIFY(waitUntil([&] { return ended.load(); }));
    QCOMPARE(inThread.load(), 4);
    QCOMPARE(elsewhere.load(), 0);
    moved->deleteLater();
    thread.quit();
    QVERIFY(thread.wait());
}

namespace {

/// Runs \a function in the thread of \a object, once its loop runs.
template <typename Function>
void inThreadOf(QObject *object, Function function)
{
    QMetaObject::invokeMethod(object, std::move(function), Qt::QueuedConnection);
}

} // namespace

// Its notifiers and timers were the old dispatcher's.
void tst_Watching::aReactorGoesOnInAThreadThatIsRunAgain()
{
    QThread thread;
    auto *const moved = new Reactor(watching());
    moved->moveToThread(&thread);
    std::atomic<int> ended = 0, killed = 0, held = 0;
    QPointer<ProcessTransport> across;
    QObject context;
    const auto wake = [&] { inThreadOf(&context, [] { }); };
    const auto observe = [&](ProcessTransport *transport) {
        connect(transport, &ProcessTransport::processEnded, transport,
                [&](const ExitReason &reason) {
                    ++ended;
                    killed += reason.signal() == SIGKILL ? 1 : 0;
                    held += reason.truncated() ? 1 : 0;
                    wake();
                });
    };
    constexpr int rounds = 3;
    Leash leash;
    for (int round = 0; round < rounds; ++round) {
        thread.start();
        inThreadOf(moved, [&] {
            observe(moved->spawnProcess(testChild(), script(u"say 1 x exit 3"_s)));
            // Two whose ends are for the next run: one is to be killed by then, and one's output is
            // held by a grandchild.
            ProcessTransport *const stubborn =
                moved->spawnProcess(testChild(), script(u"ignore 15 say 1 x pause"_s));
            observe(stubborn);
            connect(stubborn, &ProcessTransport::childDataReceived, stubborn, [&, stubborn] {
                stubborn->stopWithin(std::chrono::milliseconds(1));
                thread.quit();
            });
        });
        QVERIFY(thread.wait());
    }
    thread.start();
    QVERIFY(waitUntil([&] { return ended == 2 * rounds; }));
    QCOMPARE(killed.load(), rounds);
    inThreadOf(moved, [&] {
        ProcessTransport *const holder =
            moved->spawnProcess(testChild(), script(u"hold 3"_s),
                                {.childFDs = {{1, 'r'}, {3, leash.childsEnd()}},
                                 .holderTimeout = std::chrono::milliseconds(1)});
        observe(holder);
        connect(holder, &ProcessTransport::processExited, holder, [&] { thread.quit(); });
    });
    QVERIFY(thread.wait());
    thread.start();
    QVERIFY(waitUntil([&] { return ended == 2 * rounds + 1; }));
    QCOMPARE(held.load(), 1);
    leash.letGo();
    moved->deleteLater();
    thread.quit();
    QVERIFY(thread.wait());
}

void tst_Watching::theInstanceIsMadeAnewWhereverItWasDeleted()
{
    const auto serves = [] {
        Recorder recorder;
        Reactor::instance()->spawnProcess(&recorder, testChild(), script(u"say 1 x"_s));
        return waitForEnd(recorder) && recorder.data[1] == "x";
    };
    QVERIFY(serves());
    delete Reactor::instance();
    QVERIFY(serves());
    { // by its parent
        QObject parent;
        Reactor::instance()->setParent(&parent);
    }
    QVERIFY(serves());
    for (const QString &where : {u"connectionMade"_s, u"data 1"_s, u"exited"_s, u"ended"_s}) {
        Recorder recorder;
        bool isDeleted = false;
        recorder.hook = [&](const QString &event) {
            if (event != where || isDeleted)
                return;
            isDeleted = true;
            delete Reactor::instance();
            isDeleted = serves();
        };
        Reactor::instance()->spawnProcess(&recorder, testChild(), script(u"say 1 x"_s));
        QVERIFY(waitUntil([&] { return isDeleted; }));
    }
    delete Reactor::instance();
    QVERIFY(serves());
    delete Reactor::instance();
}

namespace {

/// Asks for the thread's reactor, and spawns with it, when it is destroyed.
class LateSpawner : public ProcessProtocol
{
public:
    explicit LateSpawner(QList<QPointer<Reactor>> &seen)
        : m_seen(seen)
    { }
    ~LateSpawner() override
    {
        m_seen << Reactor::instance();
        m_seen.last()->spawnProcess(BehaviourTest::testChild(),
                                    BehaviourTest::script(QStringLiteral("pause")));
    }

private:
    QList<QPointer<Reactor>> &m_seen;
};

} // namespace

void tst_Watching::aProtocolThatAsksForTheInstanceAtItsEndLeavesNone()
{
    QList<QPointer<Reactor>> seen;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        seen << Reactor::instance();
        Reactor::instance()->spawnProcess(std::make_unique<LateSpawner>(seen), testChild(),
                                          script(u"pause"_s));
    }));
    thread->start();
    QVERIFY(thread->wait());
    QCOMPARE(seen.size(), 2);
    QVERIFY(!seen[0] && !seen[1]);

    Reactor::instance()->spawnProcess(std::make_unique<LateSpawner>(seen), testChild(),
                                      script(u"pause"_s));
    delete Reactor::instance();
    QVERIFY(seen.last() && seen.last() == Reactor::instance());
    delete Reactor::instance();
    QVERIFY(!seen.last());
}

void tst_Watching::theInstanceEndsWithItsThread()
{
    QPointer<Reactor> instance;
    bool wasOne = false;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        instance = Reactor::instance();
        wasOne = instance && instance == Reactor::instance();
        Reactor::instance()->spawnProcess(testChild(), script(u"pause"_s)); // killed and reaped
    }));
    thread->start();
    QVERIFY(thread->wait());
    QVERIFY(wasOne);
    QVERIFY(!instance);
}

void tst_Watching::anIdleProgramSleeps_data()
{
    QTest::addColumn<QString>("state");
    for (const QString &state :
         {u"idle"_s, u"paused reader, hung up"_s, u"flushed writer"_s, u"paused reader, full"_s})
        QTest::newRow(qPrintable(state)) << state;
}

// A readiness that is not handled would wake the loop without end: tens of thousands of times.
void tst_Watching::anIdleProgramSleeps()
{
    QFETCH(QString, state);
    Recorder recorder;
    const ChildFDs childFDs{{0, 'w'}, {1, 'r'}, {3, 'w'}};
    ProcessTransport *transport = nullptr;
    if (state == u"idle") {
        transport = spawn(recorder, u"wait 3"_s, {.childFDs = childFDs});
    } else if (state == u"flushed writer") {
        transport = spawn(recorder, u"wait 3"_s, {.childFDs = childFDs});
        transport->write("x"_ba);
    } else {
        transport = spawn(recorder,
                          state.endsWith(u"full"_s) ? u"flood 1 100000 wait 3"_s
                                                    : u"say 1 x close 1 wait 3"_s,
                          {.childFDs = childFDs});
        transport->pauseProducing();
    }
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"connectionMade"_s); }));
    int wakeUps = 0;
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &recorder,
            [&] { ++wakeUps; });
    bool over = false;
    QTimer::singleShot(100, this, [&] { over = true; });
    QVERIFY(waitUntil([&] { return over; }));
    QVERIFY2(wakeUps < 100, qPrintable(QString::number(wakeUps)));
    transport->resumeProducing();
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder));
}

void tst_Watching::aForkedCopyOfTheProgramDoesNothing()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 0 1"_s);
    transport->write("before "_ba);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "before "; }));
    const pid_t copy = forkAtRest();
    if (copy == 0) {
        transport->signalProcess(SIGKILL); // not its child
        reactor.reset(); // as exit() would
        _exit(0);
    }
    int status = 0;
    QCOMPARE(waitpid(copy, &status, 0), copy);
    QCOMPARE(status, 0);
    transport->write("after"_ba);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder)); // the copy took nothing out of the shared set
    QCOMPARE(recorder.data[1], "before after"_ba);
    QCOMPARE(recorder.ended->exitCode(), 0);
}

// As daemon(3) does it after a spawn, but here the parent stays.
void tst_Watching::aForkedCopyThatGoesOnWithItsLoopSleepsAndTakesNothing()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"copy 0 1"_s, {.holderTimeout = std::chrono::milliseconds(1)});
    transport->write("before "_ba);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "before "; }));
    int ready[2];
    QCOMPARE(pipe2(ready, O_CLOEXEC), 0);
    transport->write("posted "_ba); // its turn is asked for when the copy is made
    const pid_t copy = forkAtRest();
    if (copy == 0) {
        close(ready[1]);
        int turns = 0, callbacks = 0;
        recorder.hook = [&](const QString &) { ++callbacks; };
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, this,
                [&] { ++turns; });
        // The parent lets go when the child has written all and is dead.
        QSocketNotifier parent(ready[0], QSocketNotifier::Read);
        bool isOver = false;
        connect(&parent, &QSocketNotifier::activated, this, [&] { isOver = true; });
        transport->write("from the copy"_ba);
        transport->pauseProducing();
        transport->resumeProducing();
        transport->stop();
        transport->loseConnection();
        const std::clock_t before = std::clock();
        waitUntil([&] { return isOver; });
        const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
        _exit(callbacks > 0 ? 1 : turns > 100 ? 2 : seconds > 0.5 ? 3 : 0);
    }
    close(ready[0]);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "before posted "; }));
    for (int i = 0; i < 200; ++i) { // too many for a copy that gets each of them
        const qsizetype size = recorder.data[1].size();
        transport->write("."_ba);
        QVERIFY(waitUntil([&] { return recorder.data[1].size() > size; }));
    }
    QVERIFY(transport->signalProcess(SIGKILL)); // end-of-file it cannot see: the copy has the pipe
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "before posted " + QByteArray(200, '.'));
    close(ready[1]);
    int status = 0;
    QCOMPARE(waitpid(copy, &status, 0), copy);
    QCOMPARE(status, 0);
}

void tst_Watching::aForkedCopyServesItsOwnChildren()
{
    NEEDS_CHILDREN_OF_COPIES();
    Leash leash;
    Recorder parents;
    spawn(parents, u"say 1 x wait 3"_s, {.childFDs = {{1, 'r'}, {3, leash.childsEnd()}}});
    QVERIFY(waitUntil([&] { return parents.data[1] == "x"; }));
    const pid_t copy = forkAtRest();
    if (copy == 0) {
        // By the copy of the reactor, and by the instance, which is another one.
        Recorder own, another;
        spawn(own, u"say 1 y exit 3"_s);
        Reactor::instance()->spawnProcess(&another, testChild(), script(u"say 1 z"_s));
        const bool allEnded = waitForEnd(own) && waitForEnd(another);
        const bool isRight = allEnded && own.data[1] == "y" && own.ended->exitCode() == 3
            && another.data[1] == "z" && !parents.ended && reactor->processCount() == 1;
        _exit(isRight ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(waitpid(copy, &status, 0), copy);
    QCOMPARE(status, 0);
    leash.letGo();
    QVERIFY(waitForEnd(parents));
    QCOMPARE(parents.ended->exitCode(), 0);
}

namespace {

/// What a program may do with events of its own types.
class UserEventEater : public QObject
{
public:
    bool eventFilter(QObject *, QEvent *event) override { return event->type() == QEvent::User; }
};

} // namespace

void tst_Watching::eventsOfTypeUserBelongToTheProgram()
{
    UserEventEater eater;
    QCoreApplication::instance()->installEventFilter(&eater);
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 0 1"_s);
    QCoreApplication::removePostedEvents(nullptr, QEvent::User);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::User);
    QCOMPARE(recorder.events, QStringList());
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"connectionMade"_s); }));
    transport->write("x"_ba);
    transport->closeStdin();
    QCoreApplication::removePostedEvents(nullptr, QEvent::User);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "x"_ba);
    QCoreApplication::instance()->removeEventFilter(&eater);
}

void tst_Watching::aForkedCopyReapsItsOwnAbandonedChildren()
{
    NEEDS_CHILDREN_OF_COPIES();
    // The program's own reaper is at work, in a thread that the copy does not have.
    if (isUnderValgrind())
        QSKIP("to valgrind what that thread has is lost in the copy");
    int leash[2];
    QCOMPARE(pipe2(leash, O_CLOEXEC), 0);
    delete reactor->spawnProcess(
        testChild(), script(u"wait 3"_s),
        {.childFDs = {{3, leash[0]}}, .whenAbandoned = Abandonment::Leave});
    const pid_t copy = forkAtRest();
    if (copy == 0) {
        close(leash[1]);
        auto own = std::make_unique<Reactor>(watching());
        own->spawnProcess(testChild(), script(u"pause"_s));
        own.reset();
        while (!Census::children().isEmpty()) { }
        _exit(0);
    }
    int status = 0;
    QCOMPARE(waitpid(copy, &status, 0), copy);
    QCOMPARE(status, 0);
    close(leash[0]);
    close(leash[1]);
}

// Without the thread of GLib.
QByteArray tst_Watching::scenarioUnderStrace(const QString &injection, const QStringList &words)
{
    const StracedScenario traced(
        *reactor, {u"-E"_s, u"QT_NO_GLIB=1"_s, u"-o"_s, u"/dev/null"_s, u"-e"_s, injection}, words);
    return traced.waitForEnd() ? traced.output() : QByteArray();
}

void tst_Watching::whatTheSharedSetRefusesIsWatchedAllTheSame()
{
    QCOMPARE(scenarioUnderStrace(u"inject=epoll_ctl:error=ENOSPC"_s),
             "connectionMade\nended 0 0 0 0\n"_ba);
}

void tst_Watching::aRefusedWaitIsStatusUnknown()
{
    const QByteArray unknown = QByteArray::number(int(ExitReason::Kind::StatusUnknown));
    QCOMPARE(scenarioUnderStrace(u"inject=waitid,wait4:error=EPERM"_s),
             "connectionMade\nended " + unknown + " 0 0 -1\n");
}

// Every other one fails: the first of each pair.
void tst_Watching::aWaitThatIsRefusedByPidfdGoesByNumber()
{
    QCOMPARE(scenarioUnderStrace(u"inject=waitid:error=EPERM:when=1+2"_s),
             "connectionMade\nended 0 0 0 0\n"_ba);
}

void tst_Watching::aSignalThatIsRefusedByPidfdGoesByNumber_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("option");
    for (const QString &error : {u"EPERM"_s, u"ENOSYS"_s}) {
        for (const QString &option : {u"--uid=0"_s, u"--group"_s, u"--session"_s})
            QTest::newRow(qPrintable(error + option)) << error << option;
    }
}

// As in a sandbox.
void tst_Watching::aSignalThatIsRefusedByPidfdGoesByNumber()
{
    QFETCH(QString, error);
    QFETCH(QString, option);
    QStringList words{u"--stop=3600000"_s};
    if (option != u"--uid=0")
        words << option;
    QCOMPARE(scenarioUnderStrace(u"inject=pidfd_send_signal:error="_s + error,
                                 words + script(u"say 1 ready pause"_s)),
             "connectionMade\nstopped 1\nended 1 0 0 15\n"_ba);
}

/// A debugger: what it traces is dead to others only when it says so.
class Tracer
{
public:
    explicit Tracer(qint64 pid)
    {
        int ready[2];
        if (pipe2(ready, O_CLOEXEC) != 0 || pipe2(m_leash, O_CLOEXEC) != 0)
            qFatal("pipe2");
        m_pid = fork();
        if (m_pid == 0) {
            // It must not keep what is closed here.
            dup2(ready[1], STDOUT_FILENO);
            dup2(m_leash[0], STDIN_FILENO);
            syscall(SYS_close_range, STDERR_FILENO, ~0U, 0);
            const bool traces = ptrace(PTRACE_SEIZE, pid_t(pid), nullptr, nullptr) == 0;
            char byte = 0;
            if (traces && write(STDOUT_FILENO, &byte, 1) == 1)
                (void)!read(STDIN_FILENO, &byte, 1);
            _exit(0);
        }
        close(ready[1]);
        close(m_leash[0]);
        char byte;
        m_isTracing = read(ready[0], &byte, 1) == 1;
        close(ready[0]);
    }
    ~Tracer() { letGo(); }
    Q_DISABLE_COPY_MOVE(Tracer)

    bool isTracing() const { return m_isTracing; }
    void letGo()
    {
        if (m_pid == 0)
            return;
        close(m_leash[1]);
        waitpid(std::exchange(m_pid, 0), nullptr, 0);
    }

private:
    pid_t m_pid = 0;
    int m_leash[2];
    bool m_isTracing = false;
};

void tst_Watching::aTracedDeadChildIsWaitedForInPeace_data()
{
    QTest::addColumn<bool>("group");
    QTest::newRow("child") << false;
    QTest::newRow("group leader") << true;
}

void tst_Watching::aTracedDeadChildIsWaitedForInPeace()
{
    QFETCH(bool, group);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"say 1 ready wait 0 exit 3"_s, {.newProcessGroup = group});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    Tracer tracer(transport->pid());
    if (!tracer.isTracing())
        QSKIP("nobody may trace here");
    transport->closeStdin();
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"lost 1"_s); })); // it is dying
    QVERIFY(loopStaysIdle());
    QVERIFY(loopStaysIdle());
    QVERIFY(!recorder.exited);
    tracer.letGo();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 3);
}

void tst_Watching::aTracedAbandonedChildIsWaitedForInPeace_data()
{
    QTest::addColumn<bool>("group");
    QTest::addColumn<bool>("session");
    QTest::newRow("child") << false << false;
    QTest::newRow("leader of a group in its grace") << true << false;
    QTest::newRow("leader of a killed session") << false << true;
}

void tst_Watching::aTracedAbandonedChildIsWaitedForInPeace()
{
    QFETCH(bool, group);
    QFETCH(bool, session);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"say 1 ready pause"_s, {.newProcessGroup = group, .newSession = session});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    Tracer tracer(transport->pid());
    if (!tracer.isTracing())
        QSKIP("nobody may trace here");
    if (group)
        transport->stopWithin(std::chrono::hours(1));
    delete transport;
    QVERIFY(loopStaysIdle()); // nor is the reaper busy
    QVERIFY(loopStaysIdle());
    tracer.letGo(); // and then it is reaped: cleanup() waits for it
}

void tst_Watching::withoutAThreadTheLoopReapsTheAbandoned()
{
    // By the posix layer there is no child without a thread that waits for it.
    const QByteArray notStarted = QByteArray::number(int(ExitReason::Kind::NotStarted)) + ' '
        + QByteArray::number(int(SpawnError::Stage::Fork)) + ' ' + QByteArray::number(EAGAIN);
    QCOMPARE(scenarioUnderStrace(u"inject=clone3:error=EAGAIN"_s,
                                 QStringList{u"--abandon"_s} + script(u"say 1 ready pause"_s)),
             isPlatform("posix") ? "ended " + notStarted + " -1\n" : "connectionMade\nreaped\n"_ba);
}

// In a copy of the program, which has no descriptors left then, its reaper's included; and whose
// children end by that.
void tst_Watching::whatSomebodyElseClosesKeepsNobodyAZombie()
{
    if (isUnderValgrind())
        QSKIP("valgrind has descriptors of its own");
#ifdef __SANITIZE_THREAD__
    QSKIP("the copy's reaper gets the id of a thread that the sanitizer believes to live on");
#endif
    const pid_t copy = forkAtRest();
    if (copy == 0) {
        int leash[2];
        if (pipe2(leash, O_CLOEXEC) != 0)
            _exit(2);
        auto own = std::make_unique<Reactor>(watching());
        const SpawnOptions options{.childFDs = {{3, leash[0]}},
                                   .whenAbandoned = Abandonment::Leave};
        ProcessTransport *const later =
            own->spawnProcess(testChild(), script(u"wait 3"_s), options);
        delete own->spawnProcess(testChild(), script(u"wait 3"_s), options);
        syscall(SYS_close_range, 3, ~0U, 0);
        delete later;
        siginfo_t info;
        while (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0)
            usleep(10'000);
        _exit(std::clock() > CLOCKS_PER_SEC / 5 ? 1 : 0); // more, and the reaper was busy
    }
    int status = 0;
    QCOMPARE(waitpid(copy, &status, 0), copy);
    QCOMPARE(status, 0);
}

void tst_Watching::aCopyOfOurDescriptorsElsewhereHoldsNothingUp()
{
    // A fork of the program keeps our pipe ends: their entries in the set must not outlive our
    // close.
    Recorder first;
    ProcessTransport *const transport = spawn(first, u"say 1 x wait 0"_s);
    QVERIFY(waitUntil([&] { return first.events.contains(u"data 1"_s); }));
    int leash[2];
    QCOMPARE(pipe2(leash, O_CLOEXEC), 0);
    const pid_t copy = forkAtRest();
    if (copy == 0) {
        close(leash[1]);
        char byte;
        _exit(read(leash[0], &byte, 1) == 0 ? 0 : 1);
    }
    transport->signalProcess(SIGKILL);
    QVERIFY(waitForEnd(first));
    Recorder second;
    spawn(second, u"say 1 y"_s);
    QVERIFY(waitForEnd(second));
    QCOMPARE(second.data[1], "y"_ba);
    close(leash[0]);
    close(leash[1]);
    int status = 0;
    QCOMPARE(waitpid(copy, &status, 0), copy);
}

void tst_Watching::theSharedSetIsTheOnlyDescriptorPolled()
{
    SKIP_ON_POSIX("a thread polls every entry of the set");
    if (watching() == Reactor::Watching::NotifierPerDescriptor)
        QSKIP("a promise of the shared set");
    // Guarantee 10: however many children live, their descriptors are all in one set.
    constexpr int children = 50;
    std::vector<std::unique_ptr<Recorder>> recorders;
    for (int i = 0; i < children; ++i) {
        recorders.push_back(std::make_unique<Recorder>());
        spawn(*recorders.back(), u"wait 0"_s);
    }
    for (const auto &recorder : recorders)
        QVERIFY(waitUntil([&] { return recorder->events.contains(u"connectionMade"_s); }));
    qsizetype entries = 0;
    for (const QString &line : Census::descriptors()) {
        if (!line.endsWith(u"anon_inode:[eventpoll]"_s))
            continue;
        QFile info(u"/proc/self/fdinfo/"_s + line.section(u' ', 0, 0));
        QVERIFY(info.open(QIODevice::ReadOnly));
        entries += info.readAll().count("tfd:");
    }
    // Three pipes and a pidfd each; and what tells of spawns in the background.
    QCOMPARE(entries, children * 4 + (isInBackground() ? 1 : 0));
    for (const auto &recorder : recorders)
        recorder->transport()->closeStdin();
    for (const auto &recorder : recorders)
        QVERIFY(waitForEnd(*recorder));
}

void tst_Watching::aForeignDescriptorIsNeverWatched()
{
    // A regular file cannot be watched (EPERM), nor need it be: what is the parent's is its own.
    const int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    Recorder recorder;
    spawn(recorder, u"read 3 1000 say 4 x say 1 done"_s,
          {.childFDs = {{1, 'r'}, {3, file}, {4, null}}});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events.filter(u"lost"_s), QStringList{u"lost 1"_s});
    QCOMPARE(lseek(file, 0, SEEK_CUR), 1000); // only the child read
    close(file);
    close(null);
}

QTEST_GUILESS_MAIN(tst_Watching)

#include "tst_watching.moc"
