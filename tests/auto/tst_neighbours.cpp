// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Others in the same program that have to do with processes and signals: neither is disturbed by
// the other. Threads that open descriptors are in tst_fdmap, reactors in threads and copies of the
// program in tst_watching, a stolen status and an ignored SIGCHLD in tst_statuses, SIGPIPE at every
// disposition in tst_streams.

#include "behaviourtest.h"
#include "disposition.h"
#include "keptstatuses.h"

#include <QtCore/QProcess>

#include <array>
#include <atomic>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

constexpr int flockSize = 100;

std::atomic<int> handlerCalls = 0;

extern "C" void countCall(int)
{
    ++handlerCalls;
}

} // namespace

class tst_Neighbours : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void qprocessAndWeEachReapOurOwn();
    void whoWaitsForAnyChildTakesStatusesAndNothingElse();
    void aSigchldHandlerIsKeptAndCalled();
    void aThreadThatBlocksEverySignalHasOrdinaryChildren();
    void theProgramMayForkWhileChildrenLive();

private:
    /// Children that say something and exit, each with a code of its own.
    void spawnFlock();
    bool waitForFlock();
    bool isUnharmed(int number) const;

    std::array<Recorder, flockSize> m_flock;
};

void tst_Neighbours::spawnFlock()
{
    for (int i = 0; i < flockSize; ++i) {
        Recorder &recorder = m_flock[std::size_t(i)];
        recorder.events.clear();
        recorder.data.clear();
        recorder.ended.reset();
        spawn(recorder, u"flood 1 5000 exit %1"_s.arg(i));
    }
}

bool tst_Neighbours::waitForFlock()
{
    return waitUntil([this] {
        return std::all_of(m_flock.begin(), m_flock.end(),
                           [](const Recorder &recorder) { return recorder.ended.has_value(); });
    });
}

bool tst_Neighbours::isUnharmed(int number) const
{
    const Recorder &recorder = m_flock[std::size_t(number)];
    return recorder.count(u"ended"_s) == 1 && recorder.data[1].size() == 5000
        && recorder.ended->exitCode() == number;
}

void tst_Neighbours::qprocessAndWeEachReapOurOwn()
{
    const QStringList lister = script(u"descriptors 1 exit"_s).mid(1);
    QProcess lonely;
    lonely.start(testChild(), lister + QStringList{u"0"_s});
    QVERIFY(lonely.waitForFinished());
    const auto usual = lonely.readAllStandardOutput().count('\n');
    std::array<QProcess, flockSize> processes;
    int finished = 0;
    for (int i = 0; i < flockSize; ++i) {
        QProcess &process = processes[std::size_t(i)];
        connect(&process, &QProcess::finished, this, [&] { ++finished; });
        process.start(testChild(), lister + QStringList{QString::number(i)});
    }
    spawnFlock();
    QVERIFY(waitForFlock());
    QVERIFY(waitUntil([&] { return finished == flockSize; }));
    for (int i = 0; i < flockSize; ++i) {
        QVERIFY(isUnharmed(i));
        QCOMPARE(processes[std::size_t(i)].exitCode(), i);
        const QByteArray listed = processes[std::size_t(i)].readAllStandardOutput();
        QVERIFY2(listed.count('\n') == usual, listed); // none of ours
    }
}

void tst_Neighbours::whoWaitsForAnyChildTakesStatusesAndNothingElse()
{
    std::atomic<bool> isOver = false;
    std::atomic<int> taken = 0;
    std::thread thief([&] {
        while (!isOver) {
            if (waitpid(-1, nullptr, WNOHANG) > 0)
                ++taken;
            else
                std::this_thread::yield();
        }
    });
    bool haveEnded = true;
    while (haveEnded && taken == 0) { // it may be late for each of a whole flock
        spawnFlock();
        haveEnded = waitForFlock();
    }
    isOver = true;
    thief.join();
    QVERIFY(haveEnded);
    int stolen = 0;
    for (int i = 0; i < flockSize; ++i) {
        const Recorder &recorder = m_flock[std::size_t(i)];
        QCOMPARE(recorder.count(u"ended"_s), 1);
        QCOMPARE(recorder.data[1].size(), 5000);
        const bool isStolen = recorder.ended->usage() == ResourceUsage();
        stolen += isStolen;
        const bool isKept = KeptStatuses::areThere();
        QCOMPARE(recorder.ended->exitCode(), isStolen && !isKept ? -1 : i);
    }
    qInfo("%d of %d were stolen", stolen, flockSize);
    QCOMPARE(stolen, taken.load());
}

void tst_Neighbours::aSigchldHandlerIsKeptAndCalled()
{
    handlerCalls = 0;
    const Disposition sigchld(SIGCHLD, countCall);
    spawnFlock();
    QVERIFY(waitForFlock());
    for (int i = 0; i < flockSize; ++i)
        QVERIFY(isUnharmed(i));
    QVERIFY(sigchld.isKept());
    QVERIFY(handlerCalls > 0);
}

void tst_Neighbours::aThreadThatBlocksEverySignalHasOrdinaryChildren()
{
    sigset_t every, before, after;
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    Recorder lister, stopped;
    spawn(lister, u"signals 1"_s);
    ProcessTransport *const transport = spawn(stopped, u"pause"_s);
    const bool isStarted = waitForStart(stopped);
    transport->stop();
    const bool haveEnded = isStarted && waitForEnd(lister) && waitForEnd(stopped);
    spawnFlock();
    const bool hasFlockEnded = waitForFlock();
    pthread_sigmask(SIG_SETMASK, &before, &after);
    QVERIFY(haveEnded && hasFlockEnded);
    QCOMPARE(lister.data[1].count("0000000000000000"), 3); // blocked, ignored, caught
    QCOMPARE(stopped.ended->signal(), SIGTERM);
    const auto isOfTheSystem = [](int number) { // libc keeps those below SIGRTMIN to itself
        return number == SIGKILL || number == SIGSTOP || (number > SIGSYS && number < SIGRTMIN);
    };
    for (int number = 1; number <= SIGRTMAX; ++number) {
        if (!isOfTheSystem(number))
            QCOMPARE(sigismember(&after, number), 1); // and our own mask is as it was
    }
    for (int i = 0; i < flockSize; ++i)
        QVERIFY(isUnharmed(i));
}

// Each copy holds all our descriptors for a while: a child's stdin ends only when that is over.
void tst_Neighbours::theProgramMayForkWhileChildrenLive()
{
    std::atomic<bool> isOver = false;
    int copies = 0;
    int harmed = 0;
    std::thread forker([&] {
        while (!isOver) {
            const pid_t copy = fork();
            if (copy == 0)
                _exit(7);
            int status = 0;
            ++copies;
            harmed += waitpid(copy, &status, 0) != copy || WEXITSTATUS(status) != 7;
        }
    });
    spawnFlock();
    Recorder echo;
    ProcessTransport *const transport = spawn(echo, u"copy 0 1"_s);
    transport->write("through the forks"_ba);
    transport->closeStdin();
    const bool haveEnded = waitForFlock() && waitForEnd(echo);
    isOver = true;
    forker.join();
    QVERIFY(haveEnded);
    QCOMPARE(echo.data[1], "through the forks"_ba);
    for (int i = 0; i < flockSize; ++i)
        QVERIFY(isUnharmed(i));
    QVERIFY(copies > 0);
    QCOMPARE(harmed, 0);
}

QTEST_GUILESS_MAIN(tst_Neighbours)
#include "tst_neighbours.moc"
