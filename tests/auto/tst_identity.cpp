// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// uid and gid. Most of it needs root; what an ordinary user is refused is tried as one.

#include "leash.h"
#include "lifeline.h"
#include "publicchild.h"
#include "stracedscenario.h"

#include <QtCore/QPointer>
#include <QtCore/QSet>
#include <QtCore/QTemporaryDir>

#include <csignal>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Stage = SpawnError::Stage;

namespace {

constexpr uint daemonUid = 1; // Debian's `daemon`: uid 1, gid 1
constexpr uint unknownUid = 54'321;

/// In the last of some lines.
QSet<QByteArray> groupsIn(const QByteArray &lines)
{
    QByteArrayList words = lines.trimmed().split('\n').last().split(' ');
    words.removeOne("groups");
    return {words.cbegin(), words.cend()};
}

} // namespace

class tst_Identity : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { program = m_child.path(); }
    void uidAloneTakesTheGroupsOfTheUserDatabase();
    void uidAloneTakesEveryGroupOfItsUser();
    void gidAloneKeepsTheUserAndDropsOurGroups();
    void uidAndGidAreTakenAsTheyAre();
    void anUnknownUserWithAGidHasThatGroupAlone();
    void noGroupOfTheParentsIsKept();
    void groupsAreExactlyThoseGiven_data();
    void groupsAreExactlyThoseGiven();
    void groupsAloneKeepUserAndGroup();
    void groupsThatTheKernelRefuses_data();
    void groupsThatTheKernelRefuses();
    void aTerminalBelongsToTheTargetUser();
    void theTargetUserOpensItsTerminalAnew();
    void aTerminalOfOursIsOurs();
    void theTargetUserOpensItsPipesAnew();
    void pipesAndSocketsBelongToTheTargetUser();
    void noCapabilityIsLeft_data();
    void noCapabilityIsLeft();
    void theParentsIdentityNeverChanges();
    void theDirectoryIsEnteredWithTheParentsRights();
    void anyDescriptorMapWorksWithAnIdentity();
    void aFailingExecIsTheSameChannel();
    void duringTheSetUpTheTargetUserCannotReadOurMemory();
    void aChildWithAnIdentityDoesNotShareOurMemory();
    void anOrdinaryUserIsRefused_data();
    void anOrdinaryUserIsRefused();
    void stopTellsThatAChildMayNotBeSignalled();
    void noFutureWaitsForWhoMayNotBeSignalled_data();
    void noFutureWaitsForWhoMayNotBeSignalled();
    void noMonitorWaitsForWhoMayNotBeSignalled();
    void anAbandonedChildThatMayNotBeSignalledLosesOurEnds();

private:
    QByteArray identityOf(const SpawnOptions &options);
    bool daemonMayReadMemoryOf(pid_t pid);

    const PublicChild m_child;
};

/// A copy of the test child that runs as root, whoever starts it.
class SetUserIdChild : public PublicChild
{
public:
    SetUserIdChild()
    {
        if (chmod(QFile::encodeName(path()).constData(), 04755) != 0)
            qFatal("chmod");
    }
};

/// This program is an ordinary user's as long as it lives, and so may not signal a child that has
/// become root: like sudo, a set-user-ID program.
class OrdinaryUser
{
public:
    OrdinaryUser() { m_isDone = setresuid(unknownUid, unknownUid, 0) == 0; }
    ~OrdinaryUser()
    {
        if (setresuid(0, 0, 0) != 0)
            qFatal("setresuid");
        prctl(PR_SET_DUMPABLE, 1);
    }
    Q_DISABLE_COPY_MOVE(OrdinaryUser)

    bool isDone() const { return m_isDone; }

private:
    bool m_isDone;
};

#define NEEDS_ROOT()                                                                               \
    if (geteuid() != 0)                                                                            \
    QSKIP("needs root")

QByteArray tst_Identity::identityOf(const SpawnOptions &options)
{
    Recorder recorder;
    spawn(recorder, u"identity 1"_s, options);
    if (!waitForEnd(recorder) || recorder.ended->exitCode() != 0)
        qWarning() << recorder.ended->toString();
    return recorder.data[1];
}

void tst_Identity::uidAloneTakesTheGroupsOfTheUserDatabase()
{
    NEEDS_ROOT();
    QCOMPARE(identityOf({.uid = daemonUid}), "uid 1 1 1\ngid 1 1 1\ngroups 1\n"_ba);
}

// Of the first user that the database has in a group beside its own.
void tst_Identity::uidAloneTakesEveryGroupOfItsUser()
{
    NEEDS_ROOT();
    const passwd *user = nullptr;
    setgrent();
    while (const group *const each = user ? nullptr : getgrent()) {
        const char *const member = each->gr_mem[0];
        const passwd *const found = member ? getpwnam(member) : nullptr;
        user = found && found->pw_gid != each->gr_gid ? found : nullptr;
    }
    endgrent();
    if (!user)
        QSKIP("no user here is in two groups");
    Recorder printed;
    reactor->spawnProcess(&printed, u"id"_s, {u"id"_s, u"-G"_s, QString::fromUtf8(user->pw_name)});
    QVERIFY(waitForEnd(printed));
    QCOMPARE(groupsIn(identityOf({.uid = user->pw_uid})), groupsIn(printed.data[1]));
    QVERIFY(printed.data[1].count(' ') > 0);
}

void tst_Identity::gidAloneKeepsTheUserAndDropsOurGroups()
{
    NEEDS_ROOT();
    QCOMPARE(identityOf({.gid = 7}), "uid 0 0 0\ngid 7 7 7\ngroups 7\n"_ba);
}

void tst_Identity::uidAndGidAreTakenAsTheyAre()
{
    NEEDS_ROOT();
    QCOMPARE(identityOf({.uid = daemonUid, .gid = 7}), "uid 1 1 1\ngid 7 7 7\ngroups 7\n"_ba);
}

void tst_Identity::anUnknownUserWithAGidHasThatGroupAlone()
{
    NEEDS_ROOT();
    QCOMPARE(identityOf({.uid = unknownUid, .gid = unknownUid}),
             "uid 54321 54321 54321\ngid 54321 54321 54321\ngroups 54321\n"_ba);
}

void tst_Identity::noGroupOfTheParentsIsKept()
{
    NEEDS_ROOT();
    const gid_t ours[] = {0, 4, 6, 27};
    QCOMPARE(setgroups(4, ours), 0);
    const QByteArray identity = identityOf({.uid = daemonUid});
    QCOMPARE(setgroups(0, nullptr), 0);
    QCOMPARE(identity, "uid 1 1 1\ngid 1 1 1\ngroups 1\n"_ba);
}

void tst_Identity::groupsAreExactlyThoseGiven_data()
{
    QTest::addColumn<QList<uint>>("groups");
    QTest::addColumn<QByteArray>("printed");
    QTest::newRow("none") << QList<uint>{} << "groups\n"_ba;
    QTest::newRow("one") << QList<uint>{12} << "groups 12\n"_ba;
    QTest::newRow("some that nobody knows")
        << QList<uint>{7, 54'321, 4'000'000'000} << "groups 7 54321 4000000000\n"_ba;
}

void tst_Identity::groupsAreExactlyThoseGiven()
{
    NEEDS_ROOT();
    QFETCH(QList<uint>, groups);
    QFETCH(QByteArray, printed);
    QCOMPARE(identityOf({.uid = daemonUid, .groups = groups}), "uid 1 1 1\ngid 1 1 1\n" + printed);
}

void tst_Identity::groupsAloneKeepUserAndGroup()
{
    NEEDS_ROOT();
    const gid_t ours[] = {4, 27};
    QCOMPARE(setgroups(2, ours), 0);
    const QByteArray identity = identityOf({.groups = QList<uint>{12}});
    QCOMPARE(setgroups(0, nullptr), 0);
    QCOMPARE(identity, "uid 0 0 0\ngid 0 0 0\ngroups 12\n"_ba);
}

void tst_Identity::groupsThatTheKernelRefuses_data()
{
    QTest::addColumn<QList<uint>>("groups");
    QTest::newRow("the group that means none") << QList<uint>{uint(-1)};
    QTest::newRow("more than 65536") << QList<uint>(65'537, 7);
}

void tst_Identity::groupsThatTheKernelRefuses()
{
    NEEDS_ROOT();
    QFETCH(QList<uint>, groups);
    Recorder recorder;
    spawn(recorder, u"exit 0"_s, {.groups = groups});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QCOMPARE(recorder.ended->error().stage, Stage::Identity);
    QCOMPARE(recorder.ended->error().errorNumber, EINVAL);
}

void tst_Identity::aTerminalBelongsToTheTargetUser()
{
    NEEDS_ROOT();
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3"_s, {.uid = daemonUid, .usePTY = true, .childFDs = {{3, 'w'}}});
    QVERIFY(waitForStart(recorder));
    struct stat info;
    QCOMPARE(stat(QFile::encodeName(transport->terminalName()).constData(), &info), 0);
    QCOMPARE(info.st_uid, daemonUid);
    QCOMPARE(info.st_mode & 0002, 0U); // not for everybody to write
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder));
}

void tst_Identity::theTargetUserOpensItsTerminalAnew()
{
    NEEDS_ROOT();
    Recorder recorder;
    ProcessTransport *const transport = reactor->spawnProcess(
        &recorder, u"sh"_s, {u"sh"_s, u"-c"_s, u"echo by name >$(tty); echo by tty >/dev/tty"_s},
        {.uid = daemonUid, .usePTY = true});
    QVERIFY(transport);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "by name\r\nby tty\r\n"_ba);
}

void tst_Identity::aTerminalOfOursIsOurs()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3"_s, {.usePTY = true, .childFDs = {{3, 'w'}}});
    struct stat info;
    QCOMPARE(stat(QFile::encodeName(transport->terminalName()).constData(), &info), 0);
    QCOMPARE(info.st_uid, geteuid());
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder));
}

void tst_Identity::theTargetUserOpensItsPipesAnew()
{
    NEEDS_ROOT();
    Recorder recorder;
    ProcessTransport *const transport = reactor->spawnProcess(
        &recorder, u"sh"_s,
        {u"sh"_s, u"-c"_s, u"echo out >/dev/stdout; echo err >/dev/stderr; cat /dev/stdin"_s},
        {.uid = daemonUid});
    transport->write("in\n"_ba);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "out\nin\n"_ba);
    QCOMPARE(recorder.data[2], "err\n"_ba);
}

void tst_Identity::pipesAndSocketsBelongToTheTargetUser()
{
    NEEDS_ROOT();
    Recorder recorder;
    const ChildFDs childFDs{{0, 'w'}, {1, 'r'}, {2, ChildFD::sameAs(1)}, {5, ChildFD::socket()}};
    reactor->spawnProcess(
        &recorder, u"sh"_s,
        {u"sh"_s, u"-c"_s, u"for fd in 0 1 2 5; do stat -L -c %u /proc/self/fd/$fd; done"_s},
        {.uid = daemonUid, .childFDs = childFDs});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "1\n1\n1\n1\n"_ba);
}

void tst_Identity::noCapabilityIsLeft_data()
{
    QTest::addColumn<QStringList>("parent"); // setpriv(1)
    QTest::addColumn<QStringList>("options");
    const QStringList some{u"--inh-caps=+chown,+setgid,+setuid"_s,
                           u"--ambient-caps=+chown,+setgid,+setuid"_s};
    const QString ordinary = u"--reuid=%1"_s.arg(unknownUid);
    const QStringList byUid{u"--uid=1"_s, u"--gid=1"_s};
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
    row("root's") << some.first(1) << byUid;
    row("ambient ones of root") << some << byUid;
    row("kept by securebits") << QStringList{u"--securebits=+no_setuid_fixup"_s} << byUid;
    row("ambient ones kept by securebits")
        << some + QStringList{u"--securebits=+no_setuid_fixup,+noroot"_s} << byUid;
    row("of an ordinary user") << some + QStringList{ordinary, u"--clear-groups"_s} << byUid;
    row("only the group changes") << some + QStringList{ordinary, u"--clear-groups"_s}
                                  << QStringList{u"--gid=1"_s};
    row("only the groups change") << some + QStringList{ordinary, u"--clear-groups"_s}
                                  << QStringList{u"--groups=1"_s};
    row("root without root's rights")
        << some + QStringList{u"--securebits=+noroot"_s} << QStringList{u"--gid=1"_s};
}

// The scenario program, run with capabilities that a child would inherit.
void tst_Identity::noCapabilityIsLeft()
{
    SKIP_ON_POSIX("capabilities(7) are not POSIX's");
    NEEDS_ROOT();
    QFETCH(QStringList, parent);
    QFETCH(QStringList, options);
    const QString setpriv = u"setpriv"_s;
    const QString script =
        u"grep -c '^Cap\\(Inh\\|Prm\\|Eff\\|Amb\\):.0000000000000000$' /proc/self/status | grep 4"_s;
    Recorder recorder;
    reactor->spawnProcess(&recorder, setpriv,
                          QStringList{setpriv} + parent
                              + QStringList{QStringLiteral(BINARY_DIR "/scenario")} + options
                              + QStringList{u"sh"_s, u"-c"_s, script},
                          {.env = QProcessEnvironment::InheritFromParent});
    QVERIFY(waitForEnd(recorder));
    if (recorder.data[1].isEmpty())
        QSKIP("no setpriv(1) that can do this: " + recorder.data[2]);
    QCOMPARE(recorder.data[1], "connectionMade\nended 0 0 0 0\n"_ba);
}

void tst_Identity::theParentsIdentityNeverChanges()
{
    NEEDS_ROOT();
    identityOf({.uid = daemonUid});
    uid_t real, effective, saved;
    getresuid(&real, &effective, &saved);
    QCOMPARE(real + effective + saved, 0U); // no id of the parent has changed
}

void tst_Identity::theDirectoryIsEnteredWithTheParentsRights()
{
    NEEDS_ROOT();
    QTemporaryDir directory; // mode 700, root's
    QCOMPARE(identityOf({.path = directory.path(), .uid = daemonUid}).left(9),
             "uid 1 1 1"_ba); // the directory is entered with the parent's rights
}

void tst_Identity::anyDescriptorMapWorksWithAnIdentity()
{
    NEEDS_ROOT();
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 7 9 identity 9"_s,
                                              {.uid = daemonUid, .childFDs = {{7, 'w'}, {9, 'r'}}});
    transport->writeToChild(7, "in\n"_ba);
    transport->closeChildFD(7);
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data[9].startsWith("in\nuid 1 1 1"));
}

void tst_Identity::aFailingExecIsTheSameChannel()
{
    NEEDS_ROOT();
    Recorder missing, directory;
    reactor->spawnProcess(&missing, u"/nowhere"_s, {}, {.uid = daemonUid});
    reactor->spawnProcess(&directory, u"true"_s, {}, {.path = u"/nowhere"_s, .uid = daemonUid});
    QVERIFY(waitForEnd(missing));
    QVERIFY(waitForEnd(directory));
    QCOMPARE(missing.events, QStringList{u"ended"_s});
    QCOMPARE(missing.ended->error().stage, Stage::Exec);
    QCOMPARE(missing.ended->error().errorNumber, ENOENT);
    QCOMPARE(directory.ended->error().stage, Stage::Directory);
}

bool tst_Identity::daemonMayReadMemoryOf(pid_t pid)
{
    Recorder reader;
    spawn(reader, u"open /proc/%1/mem 3"_s.arg(pid), {.uid = daemonUid});
    return waitForEnd(reader) && reader.ended->exitCode() == 0;
}

// strace stops the child when it is the target user's already, and what it has in its memory is
// still this program's. The kernel protects that, unless fs.suid_dumpable is 1; what the target
// user may read is only what the child has executed then.
void tst_Identity::duringTheSetUpTheTargetUserCannotReadOurMemory()
{
    NEEDS_ROOT();
    const StracedScenario scenario(*reactor,
                                   {u"-e"_s, u"trace=/^setres?uid(32)?$"_s, u"-e"_s,
                                    u"inject=/^setres?uid(32)?$:signal=SIGSTOP"_s},
                                   {u"--uid=%1"_s.arg(daemonUid), program, u"pause"_s});
    const pid_t child = scenario.waitForStop();
    if (child == 0)
        QSKIP("strace may not trace here: " + scenario.complaint());
    QFile status(u"/proc/%1/status"_s.arg(child));
    QVERIFY(status.open(QIODevice::ReadOnly));
    QVERIFY(status.readAll().contains("\nUid:\t1\t1\t1\t"));
    QVERIFY(!daemonMayReadMemoryOf(child));
    QCOMPARE(kill(child, SIGCONT), 0);
    QVERIFY(waitUntil([&] { return scenario.output().contains("connectionMade"); }));
    const bool mayReadTheProgram = daemonMayReadMemoryOf(child);
    QCOMPARE(kill(child, SIGKILL), 0);
    QVERIFY(scenario.waitForEnd());
    if (!mayReadTheProgram)
        QSKIP("here nobody may read the memory of others"); // Yama
}

// The kernel protects the memory of whoever changes identity from that user (see dumpable in
// ptrace(2)): ours too, if it were the same.
void tst_Identity::aChildWithAnIdentityDoesNotShareOurMemory()
{
    NEEDS_ROOT();
    QCOMPARE(prctl(PR_GET_DUMPABLE), 1);
    identityOf({.uid = daemonUid});
    QCOMPARE(prctl(PR_GET_DUMPABLE), 1);
}

void tst_Identity::anOrdinaryUserIsRefused_data()
{
    QTest::addColumn<QString>("option");
    QTest::newRow("uid") << u"--uid"_s;
    QTest::newRow("gid") << u"--gid"_s;
}

// The scenario program, run as an ordinary user, asks for an identity.
void tst_Identity::anOrdinaryUserIsRefused()
{
    QFETCH(QString, option);
    const QString scenario = QStringLiteral(BINARY_DIR "/scenario");
    SpawnOptions asUser{.env = QProcessEnvironment::InheritFromParent};
    if (geteuid() == 0) {
        asUser.uid = unknownUid;
        asUser.gid = unknownUid;
    }
    Recorder recorder;
    reactor->spawnProcess(&recorder, scenario, {scenario, option, u"0"_s, u"true"_s}, asUser);
    QVERIFY(waitForEnd(recorder));
    if (recorder.ended->kind() == ExitReason::Kind::NotStarted)
        QSKIP("an ordinary user cannot reach the build folder");
    const QByteArray expected = QByteArray("ended ")
        + QByteArray::number(int(ExitReason::Kind::NotStarted)) + ' '
        + QByteArray::number(int(Stage::Identity)) + ' ' + QByteArray::number(EPERM) + " -1\n";
    QCOMPARE(recorder.data[1], expected);
}

void tst_Identity::stopTellsThatAChildMayNotBeSignalled()
{
    NEEDS_ROOT();
    const SetUserIdChild sudo;
    Leash leash;
    Recorder recorder;
    {
        const OrdinaryUser user;
        QVERIFY(user.isDone());
        ProcessTransport *const transport = reactor->spawnProcess(
            &recorder, sudo.path(), script(u"become 0 say 1 ready wait 3 exit 7"_s),
            {.childFDs = {{1, 'r'}, {2, 'r'}, {3, leash.childsEnd()}}});
        QVERIFY(waitUntil([&] { return recorder.data[1] == "ready" || recorder.ended; }));
        if (recorder.ended)
            QSKIP("no set-user-ID programs here: " + recorder.data[2]);
        QVERIFY(!transport->stop());
        QVERIFY(!transport->stopWithin(0ms));
        QVERIFY(!transport->signalProcess(0));
        QVERIFY(loopStaysIdle());
        QVERIFY(!recorder.exited);
        leash.letGo();
        QVERIFY(waitForEnd(recorder));
    }
    QCOMPARE(recorder.ended->exitCode(), 7);
}

void tst_Identity::noFutureWaitsForWhoMayNotBeSignalled_data()
{
    QTest::addColumn<QString>("reason");
    for (const QString &reason : {u"time-out"_s, u"too much output"_s, u"cancel"_s})
        QTest::newRow(qPrintable(reason)) << reason;
}

void tst_Identity::noFutureWaitsForWhoMayNotBeSignalled()
{
    NEEDS_ROOT();
    QFETCH(QString, reason);
    const SetUserIdChild sudo;
    Leash leash;
    LifeLine ready;
    const OrdinaryUser user;
    CaptureOptions capture;
    if (reason == u"time-out")
        capture.timeout = 1s; // the loop has to hear of its start first
    if (reason == u"too much output")
        capture.maximumBytes = 3;
    Reactor *const own = Reactor::instance();
    auto future = getProcessOutputAndValue(
        sudo.path(), script(u"become 0 say 1 said close 4 wait 3"_s).mid(1),
        {.childFDs = {{3, leash.childsEnd()}, {4, ready.childsEnd()}}}, capture);
    const QPointer<ProcessTransport> transport = own->findChild<ProcessTransport *>();
    QVERIFY(transport);
    QVERIFY(ready.waitForEnd());
    const auto pid = pid_t(Census::children().value(0).toInt()); // our loop has not heard of it
    if (kill(pid, 0) == 0)
        QSKIP("no set-user-ID programs here");
    if (reason == u"cancel")
        future.cancel();
    QVERIFY(waitUntil([&] { return future.isFinished(); })); // the leash was not let go
    QVERIFY(!transport); // the reaper has it: cleanup() waits for it
    QCOMPARE(own->processCount(), 0);
    if (reason == u"cancel") {
        QVERIFY(future.isCanceled());
        return;
    }
    try {
        future.waitForFinished();
        QFAIL("no failure");
    } catch (const ProcessError &error) {
        QCOMPARE(error.cause(),
                 reason == u"time-out" ? ProcessError::Cause::TimedOut
                                       : ProcessError::Cause::TooMuchOutput);
        QCOMPARE(error.output().out, reason == u"time-out" ? "said"_ba : "sai"_ba);
        QCOMPARE(error.output().reason.kind(), ExitReason::Kind::StatusUnknown);
    }
}

void tst_Identity::noMonitorWaitsForWhoMayNotBeSignalled()
{
    NEEDS_ROOT();
    const SetUserIdChild sudo;
    Leash leash;
    const OrdinaryUser user;
    ProcessMonitor monitor;
    bool isReady = false;
    bool isStopped = false;
    std::optional<ExitReason> exited;
    connect(&monitor, &ProcessMonitor::lineReceived, this, [&] { isReady = true; });
    connect(&monitor, &ProcessMonitor::processExited, this,
            [&](const QString &, const ExitReason &reason) { exited = reason; });
    connect(&monitor, &ProcessMonitor::serviceStopped, this, [&] { isStopped = true; });
    const QStringList words = script(u"become 0 say 1 \n wait 3"_s).mid(1);
    monitor.addProcess(
        u"sudo"_s,
        {sudo.path(), words, {}, {}, {.childFDs = {{3, leash.childsEnd()}}, .holderTimeout = 1h}});
    monitor.startService();
    QVERIFY(waitUntil([&] { return isReady || exited; }));
    if (exited)
        QSKIP("no set-user-ID programs here");
    monitor.stopService();
    QVERIFY(waitUntil([&] { return isStopped; })); // the leash was not let go
    QCOMPARE(exited->kind(), ExitReason::Kind::StatusUnknown);
    leash.letGo(); // the reaper has it: cleanup() waits for it
}

void tst_Identity::anAbandonedChildThatMayNotBeSignalledLosesOurEnds()
{
    NEEDS_ROOT();
    const SetUserIdChild sudo;
    LifeLine line;
    Recorder recorder;
    const OrdinaryUser user;
    ProcessTransport *const transport =
        reactor->spawnProcess(&recorder, sudo.path(), script(u"become 0 say 1 ready wait 0"_s),
                              {.childFDs = {{0, 'w'}, {1, 'r'}, {9, line.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready" || recorder.ended; }));
    delete transport;
    QVERIFY(line.waitForEnd()); // its input is over
}

QTEST_GUILESS_MAIN(tst_Identity)

#include "tst_identity.moc"
