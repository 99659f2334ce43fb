// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// How a child ended is told even when somebody else has taken its wait status, where the kernel
// keeps it.

#include "behaviourtest.h"
#include "disposition.h"
#include "keptstatuses.h"
#include "lifeline.h"
#include "stracedscenario.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <optional>
#include <sys/wait.h>
#include <thread>

using namespace Offspring;
using namespace Qt::StringLiterals;

using Kind = ExitReason::Kind;

Q_DECLARE_METATYPE(SpawnOptions)

namespace {

int exited(int code)
{
    return code << 8;
}

/// Whether that is \a status, a raw one, or where the kernel keeps none the admission that it is
/// unknown. There is no usage, which went to whoever reaped the child.
bool tells(const ExitReason &reason, int status, bool isKept = KeptStatuses::areThere())
{
    if (!isKept) {
        return reason.kind() == Kind::StatusUnknown && reason.status() == -1
            && reason.exitCode() == -1 && reason.signal() == 0 && !reason.coreDumped()
            && reason.usage() == ResourceUsage();
    }
    return reason.kind() == (status == 0 ? Kind::ProcessDone : Kind::ProcessTerminated)
        && reason.status() == status
        && reason.exitCode() == (WIFEXITED(status) ? WEXITSTATUS(status) : -1)
        && reason.signal() == (WIFSIGNALED(status) ? WTERMSIG(status) : 0)
        && reason.coreDumped() == (WIFSIGNALED(status) && WCOREDUMP(status))
        && reason.usage() == ResourceUsage();
}

/// As a program without regard for others does it.
class Thief
{
public:
    explicit Thief(int options)
        : m_thread([this, options] {
            while (!m_isOver) {
                if (waitpid(-1, nullptr, options) > 0)
                    ++m_taken;
                else
                    std::this_thread::yield();
            }
        })
    { }
    ~Thief()
    {
        m_isOver = true;
        m_thread.join();
    }

    int taken() const { return m_taken; }

private:
    std::atomic<bool> m_isOver = false;
    std::atomic<int> m_taken = 0;
    std::thread m_thread;
};

/// SIGCHLD says that nobody wants to have the statuses.
Disposition sigchldThat(const QString &how)
{
    if (how == u"is ignored")
        return Disposition(SIGCHLD, SIG_IGN);
    return Disposition(SIGCHLD, SIG_DFL, SA_NOCLDWAIT);
}

} // namespace

class tst_Statuses : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void aStolenStatusIsTold_data();
    void aStolenStatusIsTold();
    void anIgnoredSigchldHidesNoStatus_data();
    void anIgnoredSigchldHidesNoStatus();
    void aThiefInAnotherThreadHidesNoStatus_data();
    void aThiefInAnotherThreadHidesNoStatus();
    void whoCouldNotBeStartedIsToldInSpiteOfAThief();
    void aKernelThatKeepsNoStatusMakesItUnknown_data();
    void aKernelThatKeepsNoStatusMakesItUnknown();
    void aStatusThatIsNotWrittenYetIsLookedForAgain_data();
    void aStatusThatIsNotWrittenYetIsLookedForAgain();
    void anAbandonedChildNeedsNoStatus();
};

void tst_Statuses::aStolenStatusIsTold_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<SpawnOptions>("options");
    const std::array<std::pair<const char *, SpawnOptions>, 4> kinds = {
        {{"", {}},
         {", leads a group", {.newProcessGroup = true}},
         {", leads a session", {.newSession = true}},
         {", on a terminal", {.usePTY = true}}}};
    for (const auto &[name, options] : kinds) {
        for (const char *words : {"exit 0", "exit 3", "exit 255", "raise 9", "raise 6"})
            QTest::addRow("%s%s", words, name) << QString::fromLatin1(words) << options;
    }
}

void tst_Statuses::aStolenStatusIsTold()
{
    spawnInThisThread();
    QFETCH(QString, words);
    QFETCH(SpawnOptions, options);
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, words, options);
    int status = 0;
    QCOMPARE(waitpid(pid_t(transport->pid()), &status, 0), pid_t(transport->pid()));
    QVERIFY(waitForEnd(recorder)); // Twisted hangs here for ever
    QVERIFY2(tells(*recorder.ended, status), qPrintable(recorder.ended->toString()));
    QCOMPARE(*recorder.exited, *recorder.ended);
    QCOMPARE(recorder.count(u"exited"_s), 1);
}

void tst_Statuses::anIgnoredSigchldHidesNoStatus_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("SIG_IGN") << u"is ignored"_s;
    QTest::newRow("SA_NOCLDWAIT") << u"makes no zombies"_s;
}

void tst_Statuses::anIgnoredSigchldHidesNoStatus()
{
    QFETCH(QString, how);
    const Disposition sigchld = sigchldThat(how);
    Recorder plain, leader, onTerminal, killed, failing, nowhere;
    spawn(plain, u"say 1 x exit 3"_s);
    spawn(leader, u"exit 4"_s, {.newProcessGroup = true});
    spawn(onTerminal, u"exit 5"_s, {.usePTY = true});
    spawn(killed, u"pause"_s)->signalProcess(SIGKILL);
    reactor->spawnProcess(&failing, u"/nowhere"_s);
    spawn(nowhere, u"exit 0"_s, {.path = u"/nowhere"_s});
    for (const Recorder *recorder : {&plain, &leader, &onTerminal, &killed, &failing, &nowhere})
        QVERIFY(waitForEnd(*recorder));
    QCOMPARE(plain.data[1], "x"_ba);
    QVERIFY(tells(*plain.ended, exited(3)));
    QVERIFY(tells(*leader.ended, exited(4)));
    QVERIFY(tells(*onTerminal.ended, exited(5)));
    QVERIFY(tells(*killed.ended, SIGKILL));
    QCOMPARE(failing.ended->kind(), Kind::NotStarted);
    QCOMPARE(failing.ended->error().errorNumber, ENOENT);
    QCOMPARE(nowhere.ended->kind(), Kind::NotStarted);
    QCOMPARE(nowhere.ended->error().stage, SpawnError::Stage::Directory);
}

void tst_Statuses::aThiefInAnotherThreadHidesNoStatus_data()
{
    QTest::addColumn<int>("options");
    QTest::newRow("looks all the time") << WNOHANG;
    QTest::newRow("waits") << 0;
    QTest::newRow("waits for those without an exit signal too") << int(__WALL);
}

void tst_Statuses::aThiefInAnotherThreadHidesNoStatus()
{
    QFETCH(int, options);
    constexpr int count = 40;
    const Thief thief(options);
    do { // it may be late for each of them
        std::array<Recorder, count> recorders;
        for (int i = 0; i < count; ++i) {
            Recorder &recorder = recorders[std::size_t(i)];
            spawn(recorder, u"flood 1 5000 exit %1"_s.arg(i), {.newProcessGroup = i % 2 == 1});
        }
        for (int i = 0; i < count; ++i) {
            const Recorder &recorder = recorders[std::size_t(i)];
            QVERIFY(waitForEnd(recorder));
            QCOMPARE(recorder.data[1].size(), 5000);
            // Of a leader the posix layer knows none even if nobody was faster.
            const bool wasTaken = isPlatform("posix")
                ? recorder.ended->kind() == Kind::StatusUnknown
                : recorder.ended->usage() == ResourceUsage();
            if (wasTaken)
                QVERIFY2(tells(*recorder.ended, exited(i)), qPrintable(recorder.ended->toString()));
            else
                QCOMPARE(recorder.ended->exitCode(), i);
        }
    } while (thief.taken() == 0);
}

// A child that has not executed its program has no exit signal, and some waits find it all the
// same.
void tst_Statuses::whoCouldNotBeStartedIsToldInSpiteOfAThief()
{
    const Thief thief(__WALL);
    do {
        Recorder failing, nowhere;
        reactor->spawnProcess(&failing, u"/nowhere"_s);
        spawn(nowhere, u"exit 0"_s, {.path = u"/nowhere"_s});
        QVERIFY(waitForEnd(failing));
        QVERIFY(waitForEnd(nowhere));
        QCOMPARE(failing.ended->error().stage, SpawnError::Stage::Exec);
        QCOMPARE(failing.ended->error().errorNumber, ENOENT);
        QCOMPARE(nowhere.ended->error().stage, SpawnError::Stage::Directory);
        QCOMPARE(nowhere.ended->error().errorNumber, ENOENT);
    } while (thief.taken() == 0);
}

void tst_Statuses::aKernelThatKeepsNoStatusMakesItUnknown_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("no such request: ENOTTY") << ENOTTY;
    QTest::newRow("no such request: EINVAL") << EINVAL;
    QTest::newRow("a sandbox: EPERM") << EPERM;
    QTest::newRow("a sandbox: ENOSYS") << ENOSYS;
    QTest::newRow("keeps nothing of who is gone: ESRCH") << ESRCH;
    QTest::newRow("never writes it") << 0;
}

void tst_Statuses::aKernelThatKeepsNoStatusMakesItUnknown()
{
    QFETCH(int, error);
    const Disposition sigchld(SIGCHLD, SIG_IGN);
    bool isInstalled = false;
    std::optional<ExitReason> ends[2];
    std::thread([&] {
        isInstalled = KeptStatuses::refused(error).install();
        Recorder plain, leader;
        Reactor own(watching());
        own.spawnProcess(&plain, testChild(), script(u"exit 3"_s));
        own.spawnProcess(&leader, testChild(), script(u"exit 4"_s), {.newSession = true});
        waitUntil([&] { return plain.ended && leader.ended; });
        ends[0] = plain.ended;
        ends[1] = leader.ended;
    }).join();
    if (!isInstalled)
        QSKIP("no seccomp(2) here");
    for (const auto &end : ends)
        QVERIFY(end && tells(*end, -1, false));
}

void tst_Statuses::aStatusThatIsNotWrittenYetIsLookedForAgain_data()
{
    QTest::addColumn<QString>("injection");
    QTest::addColumn<int>("times");
    QTest::addColumn<QStringList>("options");
    const QString zeros(2 * sizeof(KeptStatuses::Info), u'0');
    for (const QStringList &options : {QStringList(), QStringList{u"--group"_s}}) {
        const char *const who = options.isEmpty() ? "" : ", leads a group";
        QTest::addRow("it is being reaped%s", who) << u"retval=0"_s << 1 << options;
        QTest::addRow("it is being reaped, slowly%s", who) << u"retval=0"_s << 5 << options;
        QTest::addRow("it is being reaped, and all of the answer is 0%s", who)
            << u"retval=0:poke_exit=@arg3=%1"_s.arg(zeros) << 1 << options;
        QTest::addRow("it is gone just now%s", who) << u"error=ESRCH"_s << 1 << options;
    }
}

// Asked for the first times, the kernel answers as it does in the moment when it is about to write.
void tst_Statuses::aStatusThatIsNotWrittenYetIsLookedForAgain()
{
    QFETCH(QString, injection);
    QFETCH(int, times);
    QFETCH(QStringList, options);
    const QStringList words = options + QStringList{u"--ignore-sigchld"_s} + script(u"exit 3"_s);
    const QStringList trace{u"-E"_s, u"QT_NO_GLIB=1"_s, u"-e"_s, u"raw=ioctl"_s};
    const QByteArray request = "0x" + QByteArray::number(KeptStatuses::request, 16);
    const auto lines = [](const StracedScenario &traced) {
        QByteArrayList result = traced.complaint().split('\n');
        result.removeIf([](const QByteArray &line) { return !line.contains("ioctl("); });
        return result;
    };
    const auto isOurs = [&](const QByteArray &line) { return line.contains(request); };

    const StracedScenario recorded(*reactor, trace + QStringList{u"-e"_s, u"trace=ioctl"_s}, words);
    QVERIFY(recorded.waitForEnd());
    if (recorded.output().isEmpty())
        QSKIP("strace may not trace here: " + recorded.complaint());
    if (!KeptStatuses::areThere())
        QSKIP("this kernel keeps no statuses");
    const QByteArrayList before = lines(recorded);
    const auto first = std::find_if(before.begin(), before.end(), isOurs) - before.begin();
    QVERIFY(first < before.size());

    const QString inject =
        u"inject=ioctl:%1:when=%2..%3"_s.arg(injection).arg(first + 1).arg(first + times);
    const StracedScenario traced(*reactor, trace + QStringList{u"-e"_s, inject}, words);
    QVERIFY(traced.waitForEnd());
    QCOMPARE(traced.output(), "connectionMade\nended 1 0 0 768\n");
    const QByteArrayList after = lines(traced);
    QVERIFY(std::count_if(after.begin(), after.end(), isOurs) > times);
}

void tst_Statuses::anAbandonedChildNeedsNoStatus()
{
    const Disposition sigchld(SIGCHLD, SIG_IGN);
    LifeLine line;
    for (const SpawnOptions &options : {SpawnOptions{}, SpawnOptions{.newSession = true}}) {
        SpawnOptions withLine = options;
        withLine.childFDs = {{9, line.childsEnd()}};
        Recorder recorder;
        delete spawn(recorder, u"ignore 15 pause"_s, withLine);
    }
    QVERIFY(line.waitForEnd()); // cleanup() counts what the reaper still holds
}

QTEST_GUILESS_MAIN(tst_Statuses)
#include "tst_statuses.moc"
