// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What is declared about the child beside its descriptors: umask, niceness, limits, pipe sizes, the
// signal at its parent's death. Each at its limits, and each as the kernel refuses it.

#include "leash.h"
#include "lifeline.h"
#include "publicchild.h"
#include "stracedscenario.h"

#include <QtCore/QStandardPaths>
#include <QtCore/QSysInfo>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Stage = SpawnError::Stage;

namespace {

const QString scenario = QStringLiteral(BINARY_DIR "/scenario");

} // namespace

class tst_Surroundings : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { program = m_child.path(); }
    void theUmaskIsTheChildsAlone_data();
    void theUmaskIsTheChildsAlone();
    void theNicenessIsAbsolute_data();
    void theNicenessIsAbsolute();
    void limitsAreSetAndTheOthersKept_data();
    void limitsAreSetAndTheOthersKept();
    void theLimitOfOpenFilesMayRiseForTheChildsNumbers();
    void theLimitOfOpenFilesMayFallBelowTheChildsNumbers();
    void aLimitMayForbidTheExec();
    void pipesHaveTheSizeAsked_data();
    void pipesHaveTheSizeAsked();
    void aPipeSizeNeverFailsASpawn_data();
    void aPipeSizeNeverFailsASpawn();
    void theDeathSignalIsTold_data();
    void theDeathSignalIsTold();
    void theDeathSignalComesWhenTheSpawningThreadEnds();
    void theDeathSignalComesWhenTheParentIsKilled();
    void inAPidNamespaceTheDeathSignalComesOnlyAtDeath();
    void theDeathSignalSurvivesAChangeOfIdentity();
    void aParentThatDiedDuringTheSetUpIsNotMissed();
    void everythingAtOnce();
    void everyRefusalOfTheKernelHasItsStage_data();
    void everyRefusalOfTheKernelHasItsStage();
    void anOlderKernelClosesDescriptorsAtOnce();
    void whatASandboxRefusesHasASubstitute_data();
    void whatASandboxRefusesHasASubstitute();
    void whatHasNoSubstituteIsNamed_data();
    void anEmulatorsChildStartsOrIsNamed_data();
    void anEmulatorsChildStartsOrIsNamed();
    void whatHasNoSubstituteIsNamed();
    void anOrdinaryUserIsRefusedMore_data();
    void anOrdinaryUserIsRefusedMore();

private:
    static QByteArray endedLine(Stage stage, int error);
    QByteArray output(const QString &words, const SpawnOptions &options);
    QByteArray outputIn(const QStringList &sandbox, const QStringList &command);

    const PublicChild m_child;
};

QByteArray tst_Surroundings::output(const QString &words, const SpawnOptions &options)
{
    Recorder recorder;
    spawn(recorder, words, options);
    if (!waitForEnd(recorder) || recorder.ended->kind() != ExitReason::Kind::ProcessDone)
        return recorder.ended->toString().toUtf8() + recorder.data[2];
    return recorder.data[1];
}

void tst_Surroundings::theUmaskIsTheChildsAlone_data()
{
    QTest::addColumn<uint>("mask");
    for (const uint mask : {0U, 022U, 077U, 0777U})
        QTest::addRow("0%03o", mask) << mask;
}

void tst_Surroundings::theUmaskIsTheChildsAlone()
{
    QFETCH(uint, mask);
    const mode_t before = umask(0123);
    const QByteArray printed = output(u"surroundings 1"_s, {.umask = mask});
    QCOMPARE(umask(before), mode_t(0123));
    QCOMPARE(printed.left(10), "umask " + QByteArray::number(mask, 8).rightJustified(3, '0') + ' ');
}

void tst_Surroundings::theNicenessIsAbsolute_data()
{
    QTest::addColumn<int>("niceness");
    for (const int niceness : {-20, -1, 0, 5, 19})
        QTest::addRow("%d", niceness) << niceness;
}

void tst_Surroundings::theNicenessIsAbsolute()
{
    QFETCH(int, niceness);
    const int ours = getpriority(PRIO_PROCESS, 0);
    if (geteuid() != 0 && niceness < ours)
        QSKIP("needs root");
    const QByteArray printed = output(u"surroundings 1"_s, {.niceness = niceness});
    QVERIFY2(printed.contains(" niceness " + QByteArray::number(niceness) + ' '), printed);
    QCOMPARE(getpriority(PRIO_PROCESS, 0), ours);
}

void tst_Surroundings::limitsAreSetAndTheOthersKept_data()
{
    QTest::addColumn<int>("resource");
    QTest::addColumn<qint64>("soft");
    QTest::addColumn<qint64>("hard");
    rlimit cpu;
    getrlimit(RLIMIT_CPU, &cpu);
    QTest::newRow("core, none") << int(RLIMIT_CORE) << qint64(0) << qint64(0);
    QTest::newRow("file size") << int(RLIMIT_FSIZE) << qint64(4096) << qint64(1LL << 40);
    QTest::newRow("open files") << int(RLIMIT_NOFILE) << qint64(77) << qint64(99);
    if (cpu.rlim_max == RLIM_INFINITY)
        QTest::newRow("CPU, unlimited") << int(RLIMIT_CPU) << qint64(-1) << qint64(-1);
}

void tst_Surroundings::limitsAreSetAndTheOthersKept()
{
    QFETCH(int, resource);
    QFETCH(qint64, soft);
    QFETCH(qint64, hard);
    rlimit before, after, stack;
    getrlimit(__rlimit_resource_t(resource), &before);
    getrlimit(RLIMIT_STACK, &stack);
    const QString words = u"limit %1 1 limit %2 1"_s.arg(resource).arg(RLIMIT_STACK);
    const auto line = [](qint64 first, qint64 second) {
        return QByteArray::number(first) + ' ' + QByteArray::number(second) + '\n';
    };
    QCOMPARE(output(words, {.limits = {{resource, {soft, hard}}}}),
             line(soft, hard) + line(qint64(stack.rlim_cur), qint64(stack.rlim_max)));
    getrlimit(__rlimit_resource_t(resource), &after);
    QCOMPARE(after.rlim_cur, before.rlim_cur);
    QCOMPARE(after.rlim_max, before.rlim_max);
}

void tst_Surroundings::theLimitOfOpenFilesMayRiseForTheChildsNumbers()
{
    spawnInThisThread();
    rlimit before;
    getrlimit(RLIMIT_NOFILE, &before);
    const rlimit low = {200, before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &low);
    Recorder refused, recorder;
    spawn(refused, u"say 500 x"_s, {.childFDs = {{500, 'r'}}});
    spawn(recorder, u"say 500 x"_s,
          {.childFDs = {{500, 'r'}}, .limits = {{RLIMIT_NOFILE, {501, qint64(before.rlim_max)}}}});
    setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY(waitForEnd(refused));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(refused.ended->error().stage, Stage::FileDescriptors);
    QCOMPARE(refused.ended->error().errorNumber, EBADF);
    QVERIFY2(recorder.data[500] == "x", qPrintable(recorder.ended->toString()));
}

void tst_Surroundings::theLimitOfOpenFilesMayFallBelowTheChildsNumbers()
{
    Recorder recorder;
    spawn(recorder, u"say 50 x limit %1 1"_s.arg(RLIMIT_NOFILE),
          {.childFDs = {{1, 'r'}, {50, 'r'}}, .limits = {{RLIMIT_NOFILE, {3, 3}}}});
    QVERIFY(waitForEnd(recorder));
    QVERIFY2(recorder.data[50] == "x", qPrintable(recorder.ended->toString()));
    QCOMPARE(recorder.data[1], "3 3\n"_ba);
}

// The kernel counts a user's processes when a program is executed as that user.
void tst_Surroundings::aLimitMayForbidTheExec()
{
    if (geteuid() != 0)
        QSKIP("needs root");
    SpawnOptions options{.uid = 54'321, .gid = 54'321};
    Recorder first, second;
    spawn(first, u"wait 0"_s, options);
    options.limits = {{RLIMIT_NPROC, {0, 0}}};
    spawn(second, u"exit 0"_s, options);
    QVERIFY(waitForEnd(second));
    QCOMPARE(second.events, QStringList{u"ended"_s});
    QCOMPARE(second.ended->error().stage, Stage::Exec);
    QCOMPARE(second.ended->error().errorNumber, EAGAIN);
    first.transport()->closeStdin();
    QVERIFY(waitForEnd(first));
}

void tst_Surroundings::pipesHaveTheSizeAsked_data()
{
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("size");
    QTest::newRow("the kernel's own") << 0 << 65'536;
    QTest::newRow("a page") << 1 << 4096;
    QTest::newRow("rounded up") << 70'000 << 131'072;
    QTest::newRow("a megabyte") << 1'048'576 << 1'048'576;
}

void tst_Surroundings::pipesHaveTheSizeAsked()
{
    SKIP_ON_POSIX("the size of a pipe is the system's");
    QFETCH(int, asked);
    QFETCH(int, size);
    const QByteArray line = QByteArray::number(size) + '\n';
    QCOMPARE(output(u"pipesize 0 1 pipesize 1 1 pipesize 2 1"_s, {.pipeSize = asked}),
             line + line + line);
}

void tst_Surroundings::aPipeSizeNeverFailsASpawn_data()
{
    QTest::addColumn<int>("asked");
    QTest::newRow("negative") << -1;
    QTest::newRow("two gigabytes") << std::numeric_limits<int>::max();
}

void tst_Surroundings::aPipeSizeNeverFailsASpawn()
{
    QFETCH(int, asked);
    QCOMPARE(output(u"say 1 x"_s, {.pipeSize = asked}), "x"_ba);
}

void tst_Surroundings::theDeathSignalIsTold_data()
{
    QTest::addColumn<int>("number");
    for (const int number : {0, SIGHUP, SIGKILL, SIGTERM, 64})
        QTest::addRow("%d", number) << number;
}

void tst_Surroundings::theDeathSignalIsTold()
{
    QFETCH(int, number);
    if (number != 0)
        SKIP_ON_POSIX("there is no signal of the parent's death");
    const QByteArray printed = output(u"surroundings 1"_s, {.parentDeathSignal = number});
    QVERIFY2(printed.endsWith(" deathsignal " + QByteArray::number(number) + '\n'), printed);
}

// The child is left by its reactor, so the end of the thread is all that happens to it.
void tst_Surroundings::theDeathSignalComesWhenTheSpawningThreadEnds()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    int ends[2];
    QCOMPARE(pipe2(ends, O_CLOEXEC), 0);
    bool isReady = false;
    std::thread([&] {
        Reactor local(watching());
        Recorder recorder;
        local.spawnProcess(&recorder, testChild(),
                           script(u"block %1 say 1 ready await %1 8"_s.arg(SIGUSR1)),
                           {.childFDs = {{1, 'r'}, {8, ends[1]}},
                            .parentDeathSignal = SIGUSR1,
                            .whenAbandoned = Abandonment::Leave});
        isReady = waitUntil([&] { return recorder.data[1] == "ready"; });
    }).join();
    close(ends[1]);
    QVERIFY(isReady);
    QFile printed;
    QVERIFY(printed.open(ends[0], QIODevice::ReadOnly, QFile::AutoCloseHandle));
    QCOMPARE(printed.readAll(), "signal " + QByteArray::number(SIGUSR1) + '\n');
}

void tst_Surroundings::theDeathSignalComesWhenTheParentIsKilled()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    LifeLine child;
    Recorder parent;
    // The scenario's child says its pid, and holds the life line as its stdin does.
    ProcessTransport *const transport = reactor->spawnProcess(
        &parent, scenario,
        {scenario, u"--death-signal=%1"_s.arg(SIGTERM), u"--stdin"_s, testChild(), u"pause"_s},
        {.env = QProcessEnvironment::InheritFromParent,
         .childFDs = {{0, child.childsEnd()}, {1, 'r'}, {2, 'r'}}});
    QVERIFY(waitUntil([&] { return parent.data[1] == "connectionMade\n" || parent.ended; }));
    QVERIFY(transport->signalProcess(SIGKILL));
    QVERIFY(waitForEnd(parent));
    QVERIFY(child.waitForEnd());
}

// After unshare(CLONE_NEWPID) the child is another namespace's init, which has no parent there.
void tst_Surroundings::inAPidNamespaceTheDeathSignalComesOnlyAtDeath()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    LifeLine child;
    Recorder parent;
    const QString unshare = u"unshare"_s;
    ProcessTransport *const transport =
        reactor->spawnProcess(&parent, unshare,
                              {unshare, u"--pid"_s, scenario, u"--death-signal=%1"_s.arg(SIGKILL),
                               u"--stdin"_s, testChild(), u"pause"_s},
                              {.env = QProcessEnvironment::InheritFromParent,
                               .childFDs = {{0, child.childsEnd()}, {1, 'r'}, {2, 'r'}}});
    QVERIFY(waitUntil([&] { return !parent.data[1].isEmpty() || parent.ended; }));
    if (parent.data[1].isEmpty())
        QSKIP("no pid namespace to be had: " + parent.data[2]);
    QCOMPARE(parent.data[1], "connectionMade\n"_ba);
    QVERIFY(transport->signalProcess(SIGKILL));
    QVERIFY(waitForEnd(parent));
    QVERIFY(child.waitForEnd());
}

void tst_Surroundings::theDeathSignalSurvivesAChangeOfIdentity()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    if (geteuid() != 0)
        QSKIP("needs root");
    const QByteArray printed =
        output(u"surroundings 1"_s, {.uid = 1, .parentDeathSignal = SIGTERM});
    QVERIFY2(printed.endsWith(" deathsignal 15\n"), printed);
}

// strace stops the child in its set-up, before it asks for the signal; then the parent is killed.
// The program must never run: it would make a file.
void tst_Surroundings::aParentThatDiedDuringTheSetUpIsNotMissed()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    QTemporaryDir directory;
    const QString witness = directory.filePath(u"ran"_s);
    const StracedScenario traced(
        *reactor,
        {u"-e"_s, u"trace=close_range"_s, u"-e"_s, u"inject=close_range:signal=SIGSTOP:when=1"_s},
        {u"--death-signal=%1"_s.arg(SIGTERM), u"touch"_s, witness});
    const pid_t child = traced.waitForStop();
    if (child == 0)
        QSKIP("strace may not trace here: " + traced.complaint());
    QFile status(u"/proc/%1/stat"_s.arg(child));
    QVERIFY(status.open(QIODevice::ReadOnly));
    const pid_t parent = status.readAll().split(' ').at(3).toInt();
    QCOMPARE(kill(parent, SIGKILL), 0);
    QVERIFY(waitUntil([&] { return traced.hasToldThatWasKilled(parent, "SIGKILL"); }));
    QCOMPARE(kill(child, SIGCONT), 0);
    QVERIFY(traced.waitForEnd());
    QVERIFY2(traced.complaint().contains("+++ killed by SIGTERM +++"), traced.complaint());
    QVERIFY(!QFile::exists(witness));
}

void tst_Surroundings::everythingAtOnce()
{
    SKIP_ON_POSIX("there is no signal of the parent's death");
    QTemporaryDir directory;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder,
              u"surroundings 4 limit %1 4 pipesize 4 4 foreground 4 directory 4"_s.arg(RLIMIT_CORE),
              {.path = directory.path(),
               .usePTY = true,
               .childFDs = {{4, 'r'}, {5, ChildFD::socket()}},
               .newProcessGroup = true,
               .newSession = true,
               .parentDeathSignal = SIGTERM,
               .umask = 027,
               .niceness = 19,
               .limits = {{RLIMIT_CORE, {0, 0}}},
               .pipeSize = 8192});
    const QString pid = QString::number(pidOf(transport));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(QString::fromUtf8(recorder.data[4]),
             u"umask 027 niceness 19 deathsignal 15\n0 0\n8192\n%1 %1 %1 %1\n%2\n"_s.arg(
                 pid, directory.path()));
}

QByteArray tst_Surroundings::endedLine(Stage stage, int error)
{
    const int notStarted = int(ExitReason::Kind::NotStarted);
    return u"ended %1 %2 %3 -1\n"_s.arg(notStarted).arg(int(stage)).arg(error).toUtf8();
}

void tst_Surroundings::everyRefusalOfTheKernelHasItsStage_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("injection");
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<int>("error");
    const auto row = [](const char *name, const QString &option, const QString &injection,
                        Stage stage, int error) {
        QTest::newRow(name) << option << injection << stage << error;
    };
    // For a terminal the calls of ioctl() come in this order.
    row("TIOCSPTLCK", u"--pty"_s, u"ioctl:error=EIO:when=1"_s, Stage::Terminal, EIO);
    row("TIOCGPTN", u"--pty"_s, u"ioctl:error=EIO:when=2"_s, Stage::Terminal, EIO);
    row("TIOCGPTPEER", u"--pty"_s, u"ioctl:error=EMFILE:when=3"_s, Stage::Terminal, EMFILE);
    row("TIOCSWINSZ", u"--pty"_s, u"ioctl:error=EIO:when=4"_s, Stage::Terminal, EIO);
    row("tcgetattr", u"--pty --raw"_s, u"ioctl:error=EIO:when=5"_s, Stage::Terminal, EIO);
    row("tcsetattr", u"--pty --raw"_s, u"ioctl:error=EIO:when=6+"_s, Stage::Terminal, EIO);
    // One that leads no session: the kernel itself refuses it a terminal.
    row("TIOCSCTTY", u"--pty"_s, u"setsid:retval=1"_s, Stage::Terminal, EPERM);
    row("ptmx", u"--pty"_s, u"%ptmx:error=ENOSPC"_s, Stage::Terminal, ENOSPC);
    row("setsid", u"--session"_s, u"setsid:error=EPERM"_s, Stage::Setup, EPERM);
    row("setpgid", u"--group"_s, u"setpgid:error=EPERM"_s, Stage::Setup, EPERM);
    row("socketpair", u"--socket"_s, u"socketpair:error=ENFILE"_s, Stage::FileDescriptors, ENFILE);
    row("setpriority", u"--nice=5"_s, u"setpriority:error=EACCES"_s, Stage::Setup, EACCES);
    row("umask", u"--umask=77"_s, u"umask:error=ENOSYS"_s, Stage::Setup, ENOSYS);
    row("prctl", u"--death-signal=15"_s, u"prctl:error=EINVAL"_s, Stage::Setup, EINVAL);
    // Some have a second generation on 32-bit machines.
    row("setgroups", u"--groups="_s, u"/^setgroups(32)?$:error=EPERM"_s, Stage::Identity, EPERM);
    row("setresgid", u"--gid=1"_s, u"/^setresgid(32)?$:error=EAGAIN"_s, Stage::Identity, EAGAIN);
    row("setresuid", u"--uid=1"_s, u"/^setresuid(32)?$:error=EAGAIN"_s, Stage::Identity, EAGAIN);
    row("capset", u"--gid=1"_s, u"capset:error=EPERM"_s, Stage::Identity, EPERM);
    row("a pipe's owner", u"--uid=1"_s, u"/^fchown(32)?$:error=EROFS"_s, Stage::Identity, EROFS);
    row("a terminal's owner", u"--pty --uid=1"_s, u"/^fchown(32)?$:error=EROFS"_s, Stage::Identity,
        EROFS);
}

// strace makes one call fail, for real.
void tst_Surroundings::everyRefusalOfTheKernelHasItsStage()
{
    SKIP_ON_POSIX("the calls that are refused are those of Linux");
    QFETCH(QString, option);
    QFETCH(QString, injection);
    QFETCH(Stage, stage);
    QFETCH(int, error);
    QStringList strace{u"-o"_s, u"/dev/null"_s};
    if (injection.startsWith(u"%ptmx"_s))
        strace << u"-P"_s << u"/dev/ptmx"_s << u"-e"_s
               << injection.replace(u"%ptmx"_s, u"inject=openat"_s);
    else
        strace << u"-e"_s << u"inject="_s + injection;
    const StracedScenario traced(*reactor, strace, option.split(u' ') << u"true"_s);
    QVERIFY(traced.waitForEnd());
    if (traced.output().isEmpty())
        QSKIP("strace may not trace here: " + traced.complaint());
    if (geteuid() != 0 && stage == Stage::Identity)
        QSKIP("needs root");
    QCOMPARE(traced.output(), endedLine(stage, error));
}

// Linux 5.9 and 5.10 refuse CLOSE_RANGE_CLOEXEC like this. The fourth descriptor is the folder.
void tst_Surroundings::anOlderKernelClosesDescriptorsAtOnce()
{
    const QTemporaryDir directory;
    const QString list = directory.filePath(u"list"_s);
    const StracedScenario traced(
        *reactor, {u"-o"_s, u"/dev/null"_s, u"-e"_s, u"inject=close_range:error=EINVAL:when=1"_s},
        {u"sh"_s, u"-c"_s, u"ls /proc/self/fd >"_s + list});
    QVERIFY(traced.waitForEnd());
    if (traced.output().isEmpty())
        QSKIP("strace may not trace here: " + traced.complaint());
    QFile file(list);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "0\n1\n2\n3\n");
}

QByteArray tst_Surroundings::outputIn(const QStringList &sandbox, const QStringList &command)
{
    Recorder recorder;
    reactor->spawnProcess(&recorder, scenario, QStringList{scenario} + sandbox + command,
                          {.env = QProcessEnvironment::InheritFromParent});
    if (!waitForEnd(recorder) || recorder.ended->exitCode() == 3) // no seccomp(2) here
        return {};
    return recorder.data[1];
}

void tst_Surroundings::whatASandboxRefusesHasASubstitute_data()
{
    QTest::addColumn<QStringList>("refusals");
    const auto refusal = [](long call, int error, const QString &more = {}) {
        return u"--refuse=%1:%2%3"_s.arg(call).arg(error).arg(more);
    };
    const QString byPidFD = u":3"_s; // P_PIDFD
    const QString withoutExitSignal = u":%1"_s.arg(CLONE_VM | CLONE_VFORK | CLONE_PIDFD);
    for (const auto &[name, error] :
         {std::pair("EPERM", EPERM), {"ENOSYS", ENOSYS}, {"EINVAL", EINVAL}}) {
        if (error != EINVAL) {
            const QString closeRange = refusal(SYS_close_range, error);
            QTest::addRow("close_range, %s", name) << QStringList{closeRange};
            QTest::addRow("close_range and getdents64, %s", name)
                << QStringList{closeRange, refusal(SYS_getdents64, error)};
            QTest::addRow("epoll_create1, %s", name)
                << QStringList{refusal(SYS_epoll_create1, error)};
            QTest::addRow("epoll_ctl, %s", name) << QStringList{refusal(SYS_epoll_ctl, error)};
        }
        QTest::addRow("waitid by pidfd, %s", name)
            << QStringList{refusal(SYS_waitid, error, byPidFD)};
    }
    QTest::newRow("clone without an exit signal")
        << QStringList{refusal(SYS_clone, EINVAL, withoutExitSignal)};
}

// The child has its three descriptors, and not what the scenario left open.
void tst_Surroundings::whatASandboxRefusesHasASubstitute()
{
    QFETCH(QStringList, refusals);
    const QStringList command{
        u"sh"_s, u"-c"_s,
        u"for fd in 0 1 2; do test -e /proc/self/fd/$fd || exit 1; done;"
        "for fd in 3 4 5 6 7 8 9 50 300; do test ! -e /proc/self/fd/$fd || exit 2; done"_s};
    const QByteArray printed =
        outputIn(refusals + QStringList{u"--open=50"_s, u"--open=300"_s}, command);
    if (printed.isEmpty())
        QSKIP("no seccomp(2) here");
    QCOMPARE(printed, "connectionMade\nended 0 0 0 0\n"_ba);
    const QByteArray missing = outputIn(refusals, {u"/nowhere"_s});
    QCOMPARE(missing, endedLine(Stage::Exec, ENOENT));
}

void tst_Surroundings::anEmulatorsChildStartsOrIsNamed_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QByteArray>("printed");
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
    row("started") << QStringList{u"sh"_s, u"-c"_s, u"exit 3"_s}
                   << "connectionMade\nended 1 0 0 768\n"_ba;
    row("slow") << QStringList{u"--group"_s, u"--umask=22"_s, u"--pty"_s,
                               u"sh"_s,      u"-c"_s,         u"sleep 0.2"_s}
                << "connectionMade\nended 0 0 0 0\n"_ba;
    row("missing") << QStringList{u"/nowhere"_s} << endedLine(Stage::Exec, ENOENT);
    row("in a missing folder") << QStringList{u"--path=/nowhere"_s, u"true"_s}
                               << endedLine(Stage::Directory, ENOENT);
}

// qemu-user copies the memory of a clone, and does not hold the parent.
void tst_Surroundings::anEmulatorsChildStartsOrIsNamed()
{
    QFETCH(QStringList, command);
    QFETCH(QByteArray, printed);
    const QString qemu =
        QStandardPaths::findExecutable(u"qemu-"_s + QSysInfo::currentCpuArchitecture());
    if (qemu.isEmpty())
        QSKIP("needs qemu-user");
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the address sanitizer's memory is more than the emulator copies in time");
#endif
    Recorder recorder;
    reactor->spawnProcess(&recorder, qemu, QStringList{qemu, scenario} + command,
                          {.env = QProcessEnvironment::InheritFromParent});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], printed);
}

void tst_Surroundings::whatHasNoSubstituteIsNamed_data()
{
    QTest::addColumn<QList<int>>("calls");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<Stage>("stage");
    const auto row = [](const char *name, const QList<int> &calls, const QStringList &options,
                        Stage stage) { QTest::newRow(name) << calls << options << stage; };
    // A machine of 32 bits may have older ways beside these, which its libc still goes.
#ifdef SYS_socketcall
    const QList<int> socketpair{SYS_socketpair, SYS_socketcall};
#else
    const QList<int> socketpair{SYS_socketpair};
#endif
#ifdef SYS_fchown32
    const QList<int> fchown{SYS_fchown, SYS_fchown32};
#else
    const QList<int> fchown{SYS_fchown};
#endif
    row("clone", {SYS_clone}, {}, Stage::Fork);
    row("pipe2", {SYS_pipe2}, {}, Stage::FileDescriptors);
    row("socketpair", socketpair, {u"--socket"_s}, Stage::FileDescriptors);
    row("prlimit64", {SYS_prlimit64}, {u"--hard-limit=%1:0"_s.arg(RLIMIT_CORE)}, Stage::Setup);
    row("setsid", {SYS_setsid}, {u"--session"_s}, Stage::Setup);
    row("prctl", {SYS_prctl}, {u"--death-signal=15"_s}, Stage::Setup);
    row("rt_sigaction", {SYS_rt_sigaction}, {}, Stage::Setup);
    row("chdir", {SYS_chdir}, {u"--path=/"_s}, Stage::Directory);
    row("capset", {SYS_capset}, {u"--gid=1"_s}, Stage::Identity);
    row("fchown", fchown, {u"--uid=1"_s}, Stage::Identity);
    row("execve", {SYS_execve}, {}, Stage::Exec);
}

void tst_Surroundings::whatHasNoSubstituteIsNamed()
{
    SKIP_ON_POSIX("the calls that are refused are those of Linux");
    QFETCH(QList<int>, calls);
    QFETCH(QStringList, options);
    QFETCH(Stage, stage);
    if (geteuid() != 0 && stage == Stage::Identity)
        QSKIP("needs root");
    for (const int error : {EPERM, ENOSYS}) {
        QStringList refusal;
        for (const int call : calls)
            refusal << u"--refuse=%1:%2"_s.arg(call).arg(error);
        const QByteArray printed = outputIn(options + refusal, {u"true"_s});
        if (printed.isEmpty())
            QSKIP("no seccomp(2) here");
        QCOMPARE(printed, endedLine(stage, error));
    }
}

void tst_Surroundings::anOrdinaryUserIsRefusedMore_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<int>("error");
    rlimit core;
    getrlimit(RLIMIT_NOFILE, &core);
    const QString more = u"--hard-limit=%1:%2"_s.arg(RLIMIT_NOFILE).arg(core.rlim_max + 1);
    QTest::newRow("niceness") << QStringList{u"--nice=-1"_s} << Stage::Setup << EACCES;
    QTest::newRow("hard limit") << QStringList{more} << Stage::Setup << EPERM;
    QTest::newRow("groups") << QStringList{u"--groups=0"_s} << Stage::Identity << EPERM;
    QTest::newRow("no groups") << QStringList{u"--groups="_s} << Stage::Identity << EPERM;
    QTest::newRow("terminal of another user")
        << QStringList{u"--pty"_s, u"--uid=0"_s} << Stage::Identity << EPERM;
}

// The scenario program, run as an ordinary user, asks for more than it may have.
void tst_Surroundings::anOrdinaryUserIsRefusedMore()
{
    QFETCH(QStringList, options);
    QFETCH(Stage, stage);
    QFETCH(int, error);
    SpawnOptions asUser{.env = QProcessEnvironment::InheritFromParent};
    if (geteuid() == 0) {
        asUser.uid = 54'321;
        asUser.gid = 54'321;
    }
    Recorder recorder;
    reactor->spawnProcess(&recorder, scenario,
                          QStringList{scenario} + options + QStringList{u"true"_s}, asUser);
    QVERIFY(waitForEnd(recorder));
    if (recorder.ended->kind() == ExitReason::Kind::NotStarted)
        QSKIP("an ordinary user cannot reach the build folder");
    QCOMPARE(recorder.data[1], endedLine(stage, error));
}

QTEST_GUILESS_MAIN(tst_Surroundings)

#include "tst_surroundings.moc"
