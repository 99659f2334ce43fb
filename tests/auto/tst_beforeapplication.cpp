// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Children spawned before the application object exists, by a reactor made before it.

#include "behaviourtest.h"
#include "leash.h"

#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;

class tst_BeforeApplication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_before = descriptors(); }
    /// Where a thread waits for each child, it may close its descriptor a moment after the end is
    /// told: the next test must not count that.
    void cleanup() { QTRY_COMPARE_WITH_TIMEOUT(descriptors(), m_before, 120'000); }

    void aSpawnBeforeTheApplicationIsServedByItsLoop();
    void theInstanceEndsWithTheApplicationAndIsMadeAnew();
    void whatLivesAcrossTwoApplicationsIsServedByTheSecond();
    void whoNeverDestroysTheApplicationLeavesNoChild_data();
    void whoNeverDestroysTheApplicationLeavesNoChild();

private:
    /// Without the eventfds of Qt's dispatchers, which stay.
    static QStringList descriptors()
    {
        return Census::descriptors().filter(
            QRegularExpression(QStringLiteral("^(?!.*anon_inode:)")));
    }

    QStringList m_before;
};

namespace {

/// An application object for as long as it lives.
class Application
{
public:
    QCoreApplication *operator->() { return &m_application; }

private:
    int m_argc = 1;
    char m_name[22] = "tst_beforeapplication";
    char *m_argv[2] = {m_name, nullptr};
    QCoreApplication m_application{m_argc, m_argv};
};

} // namespace

void tst_BeforeApplication::aSpawnBeforeTheApplicationIsServedByItsLoop()
{
    Census census;
    census.take();
    {
        QVERIFY(!QCoreApplication::instance());
        Reactor reactor(BehaviourTest::watching());
        Recorder talker, dead, missing, stubborn;
        ProcessTransport *const transport = reactor.spawnProcess(
            &talker, BehaviourTest::testChild(), BehaviourTest::script(u"copy 0 1"_s));
        transport->write("early"_ba);
        transport->closeStdin();
        reactor.spawnProcess(&dead, BehaviourTest::testChild(), BehaviourTest::script(u"exit 3"_s));
        reactor.spawnProcess(&missing, u"/nowhere"_s);
        // It ignores SIGTERM: the time-out, set without a dispatcher, ends it.
        int ignores[2];
        QCOMPARE(pipe2(ignores, O_CLOEXEC), 0);
        ProcessTransport *const stopped = reactor.spawnProcess(
            &stubborn, BehaviourTest::testChild(),
            BehaviourTest::script(u"ignore 15 say 3 x pause"_s), {.childFDs = {{3, ignores[1]}}});
        char byte;
        QCOMPARE(read(ignores[0], &byte, 1), ssize_t(1));
        close(ignores[0]);
        close(ignores[1]);
        stopped->stopWithin(std::chrono::milliseconds(1));
        ProcessTransport *const deleted = reactor.spawnProcess(BehaviourTest::testChild(), {});
        delete deleted;

        int argc = 1;
        char name[] = "tst_beforeapplication";
        char *argv[] = {name, nullptr};
        QCoreApplication application(argc, argv);
        QVERIFY(BehaviourTest::waitForEnd(talker));
        QVERIFY(BehaviourTest::waitForEnd(dead));
        QVERIFY(BehaviourTest::waitForEnd(missing));
        QVERIFY(BehaviourTest::waitForEnd(stubborn));
        QCOMPARE(stubborn.ended->signal(), SIGKILL);
        QCOMPARE(talker.data[1], "early"_ba);
        QCOMPARE(dead.ended->exitCode(), 3);
        QCOMPARE(missing.ended->kind(), ExitReason::Kind::NotStarted);
        QCOMPARE(talker.events.first(), u"connectionMade"_s);
    }
    QTRY_COMPARE_WITH_TIMEOUT(Census::children(), QStringList(), 30'000);
}

void tst_BeforeApplication::theInstanceEndsWithTheApplicationAndIsMadeAnew()
{
    QPointer<Reactor> before = Reactor::instance(); // made without an application
    for (int round = 0; round < 2; ++round) {
        int argc = 1;
        char name[] = "tst_beforeapplication";
        char *argv[] = {name, nullptr};
        QPointer<Reactor> instance;
        {
            QCoreApplication application(argc, argv);
            instance = Reactor::instance();
            QVERIFY(round > 0 || instance == before);
            Recorder recorder;
            instance->spawnProcess(&recorder, BehaviourTest::testChild(),
                                   BehaviourTest::script(u"say 1 x"_s));
            QVERIFY(BehaviourTest::waitForEnd(recorder));
            QCOMPARE(recorder.data[1], "x"_ba);
        }
        QVERIFY(!instance);
    }
}

// ~QCoreApplication deletes what was posted, and its dispatcher takes notifiers and timers with it.
void tst_BeforeApplication::whatLivesAcrossTwoApplicationsIsServedByTheSecond()
{
    Census census;
    census.take();
    {
        Reactor reactor(BehaviourTest::watching());
        const auto spawn = [&](Recorder &recorder, const QString &words,
                               const SpawnOptions &options = {}) {
            return reactor.spawnProcess(&recorder, BehaviourTest::testChild(),
                                        BehaviourTest::script(words), options);
        };
        Leash leash;
        Recorder talker, stubborn, dead, held, between, done;
        QPointer<ProcessTransport> gone;
        {
            Application application;
            spawn(talker, u"copy 0 1"_s);
            spawn(stubborn, u"ignore 15 say 1 x pause"_s);
            spawn(dead, u"wait 0 say 1 last exit 3"_s);
            spawn(held, u"hold 3"_s,
                  {.childFDs = {{1, 'r'}, {3, leash.childsEnd()}},
                   .holderTimeout = std::chrono::milliseconds(1)});
            gone = spawn(done, u"exit 0"_s);
            QVERIFY(BehaviourTest::waitUntil([&] {
                return talker.transport() && dead.events.contains(u"connectionMade"_s)
                    && stubborn.events.contains(u"data 1"_s) && held.exited && done.ended;
            }));
            stubborn.transport()->stopWithin(std::chrono::milliseconds(1));
            talker.transport()->write("written in the first, "_ba);
        }
        talker.transport()->write("written between"_ba);
        talker.transport()->closeStdin();
        dead.transport()->closeStdin();
        spawn(between, u"say 1 y"_s);

        Application application;
        QVERIFY(BehaviourTest::waitForEnd(talker));
        QCOMPARE(talker.data[1], "written in the first, written between"_ba);
        QVERIFY(BehaviourTest::waitForEnd(dead));
        QCOMPARE(dead.data[1], "last"_ba);
        QCOMPARE(dead.ended->exitCode(), 3);
        QVERIFY(BehaviourTest::waitForEnd(stubborn));
        QCOMPARE(stubborn.ended->signal(), SIGKILL);
        QVERIFY(BehaviourTest::waitForEnd(held));
        QVERIFY(held.ended->truncated());
        QVERIFY(BehaviourTest::waitForEnd(between));
        QCOMPARE(between.data[1], "y"_ba);
        QVERIFY(BehaviourTest::waitUntil([&] { return !gone; }));
        QCOMPARE(reactor.processCount(), 0);
        leash.letGo();
    }
    census.compare();
}

void tst_BeforeApplication::whoNeverDestroysTheApplicationLeavesNoChild_data()
{
    QTest::addColumn<QString>("end");
    for (const char *end : {"static", "leaked", "exit", "exit-in-callback"})
        QTest::newRow(end) << QString::fromLatin1(end);
}

// The scenario's child holds the other end of a pipe for as long as it lives.
void tst_BeforeApplication::whoNeverDestroysTheApplicationLeavesNoChild()
{
    QFETCH(const QString, end);
    int ends[2];
    QCOMPARE(pipe(ends), 0);
    const pid_t scenario = fork();
    if (scenario == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execl(BINARY_DIR "/lastwords", "lastwords", qPrintable(end), TESTCHILD, nullptr);
        _exit(126);
    }
    close(ends[1]);
    QByteArray said;
    char bytes[64];
    for (ssize_t size; (size = read(ends[0], bytes, sizeof bytes)) > 0;)
        said.append(bytes, size);
    close(ends[0]);
    int status = 0;
    QCOMPARE(waitpid(scenario, &status, 0), scenario);
    QCOMPARE(WEXITSTATUS(status), 0);
    QCOMPARE(said, "alive"_ba); // and end-of-file, when the child was dead
}

QTEST_APPLESS_MAIN(tst_BeforeApplication)

#include "tst_beforeapplication.moc"
