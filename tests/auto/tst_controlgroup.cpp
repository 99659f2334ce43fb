// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Children with a control group of their own: nothing that descends from them escapes, and nothing
// is left of the group.

#include "behaviourtest.h"
#include "controlgroupfolders.h"
#include "keptstatuses.h"
#include "leash.h"
#include "lifeline.h"
#include "publicchild.h"

#include <QtCore/QPointer>
#include <QtCore/QScopeGuard>
#include <QtCore/QThread>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace ControlGroupFolders;
using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Kind = ExitReason::Kind;
using Stage = SpawnError::Stage;

Q_DECLARE_METATYPE(SpawnOptions)

namespace {

bool put(const QString &path, const QByteArray &text)
{
    const int fd = open(QFile::encodeName(path).constData(), O_WRONLY | O_CLOEXEC);
    const bool isWritten =
        fd >= 0 && ::write(fd, text.constData(), size_t(text.size())) == text.size();
    close(fd);
    return isWritten;
}

/// A group of the test's own, in which this very program is for a while; as another user, if so
/// wanted.
class Visit
{
public:
    explicit Visit(uid_t user = 0, const QByteArray &killedBefore = {})
        : m_before(of(getpid()))
        , folder(m_before + u"/tst_controlgroup-%1"_s.arg(getpid()))
    {
        const QByteArray path = QFile::encodeName(folder);
        isMade = mkdir(path.constData(), 0755) == 0
            && (killedBefore.isEmpty() || put(folder + u"/cgroup.kill"_s, killedBefore))
            && chown(path.constData(), user, gid_t(-1)) == 0
            && chown((path + "/cgroup.procs").constData(), user, gid_t(-1)) == 0
            && put(folder + u"/cgroup.procs"_s, "0") && seteuid(user) == 0;
    }
    ~Visit()
    {
        (void)!seteuid(0);
        put(m_before + u"/cgroup.procs"_s, "0");
        rmdir(QFile::encodeName(folder).constData());
    }
    Q_DISABLE_COPY_MOVE(Visit)

private:
    const QString m_before;

public:
    const QString folder;
    bool isMade = false;
};

// Another program that uses the library may have removed it.
bool isPopulated(const QString &folder)
{
    return contents(folder + u"/cgroup.events"_s).contains("populated 1");
}

constexpr uid_t someUser = 65534;

} // namespace

class tst_ControlGroup : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void withoutPermissionNothingIsStarted();
    void aChildIsBornInANewGroupBelowThisProgramsOwn();
    void withoutTheOptionNothingIsTold();
    void aChildThatCannotBeStartedLeavesNoGroup();
    void theNextChildGetsAGroupThatIsThereAlready();
    void aGroupThatNoChildComesForIsRemoved();
    void aGroupThatNoChildComesForIsRemovedByALoopThatRunsAgain();
    void aGroupThatNoChildComesForGoesWithTheReactor();
    void aGroupThatIsThereAlreadyMayBeRemovedByOthers();
    void aGroupThatIsThereAlreadyIsNotUsedInAnotherPlace();
    void groupsWhoseNumbersAreNotToldAreKnownByTheirNames_data();
    void groupsWhoseNumbersAreNotToldAreKnownByTheirNames();
    void nothingEscapesAStop_data();
    void nothingEscapesAStop();
    void whatEndsBySigtermIsNotKilled();
    void processesThatForkAsFastAsTheyCanAreStopped();
    void aChildTakesTheSigtermOnce();
    void aShellOnATerminalIsHungUp();
    void aDaemonFromATerminalIsHungUp();
    void whatIsFrozenStandsStill();
    void aChildMayBeFrozenAsSoonAsItIsSpawned();
    void aStopThaws();
    void theTimesOfDaemonsAreCounted();
    void theTimesAreKnownAfterTheGroupsEnd();
    void descendantsAreCountedWithoutTheChild();
    void processEndedDoesNotWaitForDescendants();
    void theTransportLivesUntilTheLastDescendantIsGone();
    void aStopReachesWhoOutlivesTheChild();
    void theGraceGoesOnAfterTheChildsEnd();
    void whoeverIsAbandonedIsKilled_data();
    void whoeverIsAbandonedIsKilled();
    void whoeverIsAbandonedIsKilledWhenThereIsADescriptorForIt();
    void whoeverIsAbandonedMayBeLeft();
    void theTransportMayBeDeletedInDescendantsEnded();
    void descendantsMayEndInANestedLoop();
    void aLoopThatRunsAgainHearsOfTheirEnd();
    void aForkedCopyOfTheProgramDoesNothing();
    void aGroupInAGroupGoesWithIt();
    void theFolderOfAKilledProgramIsRemovedByTheNext();
    void anOrdinaryUserNeedsAGroupOfHis();
    void whoMayNotLeaveHisOwnGroupMayHaveNone();
    void whereNoChildIsBornInAGroupItEntersByItself_data();
    void whereNoChildIsBornInAGroupItEntersByItself();
    void aProgramWhoseOwnGroupWasOnceKilledMayHaveGroups();
    void aHundredGroupsAreStoppedAndGone();
    void cleanupTestCase();

private:
    /// Until they hold something; looked at every few milliseconds, where the kernel tells nothing.
    static bool waitLooking(const std::function<bool()> &condition)
    {
        QTimer looks;
        looks.start(5);
        return waitUntil(condition);
    }

    static QString scenario() { return QStringLiteral(BINARY_DIR "/scenario"); }

    ProcessTransport *spawnInGroup(Recorder &recorder, const QString &words,
                                   SpawnOptions options = {})
    {
        options.newControlGroup = true;
        const QPointer<ProcessTransport> transport = spawn(recorder, words, options);
        m_descendantsEnded = 0;
        connect(transport, &ProcessTransport::descendantsEnded, this, [this, &recorder] {
            ++m_descendantsEnded;
            recorder.events << u"descendantsEnded"_s;
        });
        waitForStart(recorder);
        m_folder = transport ? of(transport->pid()) : QString();
        return transport;
    }
    bool waitForDescendants()
    {
        return waitUntil([&] { return m_descendantsEnded > 0; });
    }

    /// After a child that has ended. Empty: none was made.
    QString spareFolder()
    {
        spawnInThisThread();
        Recorder recorder;
        spawnInGroup(recorder, u"exit 0"_s);
        if (!waitForEnd(recorder) || !waitForDescendants()
            || !waitLooking([&] { return !madeBy(getpid(), m_ownFolder).isEmpty(); })) {
            return {};
        }
        const QString folder = m_ownFolder + u'/' + madeBy(getpid(), m_ownFolder).first();
        return folder == m_folder ? QString() : folder;
    }

    QString m_ownFolder;
    QString m_folder; // of the child that was spawned last
    int m_descendantsEnded = 0;
};

void tst_ControlGroup::initTestCase()
{
    m_ownFolder = mountPoint().isEmpty() ? QString() : of(getpid());
    if (Reactor::hasControlGroups())
        return;
    Recorder recorder;
    Reactor one(watching());
    one.spawnProcess(&recorder, testChild(), script({}), {.newControlGroup = true});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->kind(), Kind::NotStarted);
    QCOMPARE(recorder.ended->error().stage, Stage::Setup);
    QSKIP(qPrintable(u"no control groups here: "_s + recorder.ended->toString()));
}

void tst_ControlGroup::withoutPermissionNothingIsStarted()
{
    if (geteuid() != 0)
        QSKIP("only root can become another user");
    {
        const auto root = qScopeGuard([] { (void)!seteuid(0); });
        QCOMPARE(seteuid(someUser), 0);
        QVERIFY(!Reactor::hasControlGroups());
        Recorder recorder;
        spawnInGroup(recorder, u"say 1 started"_s);
        QVERIFY(waitForEnd(recorder));
        QCOMPARE(recorder.events, QStringList{u"ended"_s});
        QCOMPARE(recorder.ended->error().stage, Stage::Setup);
        QCOMPARE(recorder.ended->error().errorNumber, EACCES);
        QVERIFY2(recorder.ended->error().detail.startsWith(u"mkdir /"),
                 qPrintable(recorder.ended->toString()));
    }
    QVERIFY(Reactor::hasControlGroups());
}

void tst_ControlGroup::aChildIsBornInANewGroupBelowThisProgramsOwn()
{
    Recorder recorder;
    const QPointer<ProcessTransport> transport = spawnInGroup(recorder, u"say 1 ready wait 0"_s);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    QCOMPARE(QFileInfo(m_folder).path(), m_ownFolder);
    QVERIFY(m_folder.contains(u"-%1-"_s.arg(getpid())));
    QVERIFY(QFileInfo::exists(m_folder));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(waitForDescendants());
    QVERIFY(waitUntil([&] { return !transport; }));
    QCOMPARE(m_descendantsEnded, 1);
    QVERIFY(recorder.events.indexOf(u"exited"_s) < recorder.events.indexOf(u"descendantsEnded"_s));
    QVERIFY(!QFileInfo::exists(m_folder));
}

void tst_ControlGroup::withoutTheOptionNothingIsTold()
{
    Recorder recorder;
    const QPointer<ProcessTransport> transport = spawn(recorder, u"wait 0"_s);
    connect(transport, &ProcessTransport::descendantsEnded, this,
            [&] { recorder.events << u"descendantsEnded"_s; });
    QVERIFY(!transport->setFrozen(true));
    QCOMPARE(transport->descendantCount(), 0);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(waitUntil([&] { return !transport; }));
    QVERIFY(!recorder.events.contains(u"descendantsEnded"_s));
    QCOMPARE(recorder.ended->treeUsage(), ResourceUsage());
}

void tst_ControlGroup::aChildThatCannotBeStartedLeavesNoGroup()
{
    const QStringList before = madeBy(getpid(), m_ownFolder);
    program = u"/nonexistent/program"_s;
    const auto again = qScopeGuard([&] { program = testChild(); });
    Recorder recorder;
    const QPointer<ProcessTransport> transport = spawnInGroup(recorder, {});
    QCOMPARE(madeBy(getpid(), m_ownFolder), before);
    QVERIFY(!transport || (!transport->stop() && !transport->setFrozen(true)));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->error().stage, Stage::Exec);
    QVERIFY(waitUntil([&] { return !transport; }));
    QCOMPARE(m_descendantsEnded, 0);
}

void tst_ControlGroup::theNextChildGetsAGroupThatIsThereAlready()
{
    const QString spare = spareFolder();
    QVERIFY(!spare.isEmpty());
    Recorder recorder;
    spawnInGroup(recorder, u"wait 0"_s);
    QCOMPARE(m_folder, spare);
}

void tst_ControlGroup::aGroupThatNoChildComesForIsRemoved()
{
    const QString spare = spareFolder();
    QVERIFY(!spare.isEmpty());
    QVERIFY(waitLooking([&] { return !QFileInfo::exists(spare); }));
}

// With another event dispatcher, which has no timers yet.
void tst_ControlGroup::aGroupThatNoChildComesForIsRemovedByALoopThatRunsAgain()
{
    QThread thread;
    QObject inThread;
    inThread.moveToThread(&thread);
    const auto spawnThere = [&] {
        auto *const there = new Reactor(watching(), &inThread);
        ProcessTransport *const transport =
            there->spawnProcess(testChild(), script({}), {.newControlGroup = true});
        connect(transport, &ProcessTransport::descendantsEnded, &inThread, [&] {
            waitLooking([&] { return !madeBy(getpid(), m_ownFolder).isEmpty(); });
            thread.quit();
        });
    };
    QMetaObject::invokeMethod(&inThread, spawnThere, Qt::QueuedConnection);
    thread.start();
    QVERIFY(thread.wait());
    QCOMPARE(madeBy(getpid(), m_ownFolder).size(), 1);
    thread.start();
    const bool isRemoved = waitLooking([&] { return madeBy(getpid(), m_ownFolder).isEmpty(); });
    QMetaObject::invokeMethod(&inThread, [&] {
        qDeleteAll(inThread.children());
        thread.quit();
    });
    QVERIFY(thread.wait());
    QVERIFY(isRemoved);
}

void tst_ControlGroup::aGroupThatNoChildComesForGoesWithTheReactor()
{
    const QString spare = spareFolder();
    QVERIFY(!spare.isEmpty());
    reactor.reset();
    QVERIFY(!QFileInfo::exists(spare));
}

void tst_ControlGroup::aGroupThatIsThereAlreadyMayBeRemovedByOthers()
{
    const QString spare = spareFolder();
    QVERIFY(QDir().rmdir(spare));
    Recorder recorder;
    spawnInGroup(recorder, u"wait 0"_s);
    QVERIFY2(!recorder.ended, recorder.ended ? qPrintable(recorder.ended->toString()) : "");
    QVERIFY(m_folder != spare);
    QVERIFY(QFileInfo::exists(m_folder));
    QCOMPARE(QFileInfo(m_folder).path(), m_ownFolder);
}

void tst_ControlGroup::aGroupThatIsThereAlreadyIsNotUsedInAnotherPlace()
{
    if (geteuid() != 0)
        QSKIP("only root makes a group here");
    const QString spare = spareFolder();
    QVERIFY(!spare.isEmpty());
    const Visit visit(0);
    QVERIFY(visit.isMade);
    Recorder recorder;
    ProcessTransport *const transport = spawnInGroup(recorder, u"wait 0"_s);
    QCOMPARE(QFileInfo(m_folder).path(), visit.folder);
    QVERIFY(!QFileInfo::exists(spare));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(waitForDescendants());
    reactor.reset(); // with the group that is there for a next child
}

void tst_ControlGroup::groupsWhoseNumbersAreNotToldAreKnownByTheirNames_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("a kernel without that request") << ENOTTY;
    QTest::newRow("a kernel that answers without a number") << 0;
}

// One thread lives on such a kernel. The second child gets the group that is there already; the
// third one does not, because the program is in another place.
void tst_ControlGroup::groupsWhoseNumbersAreNotToldAreKnownByTheirNames()
{
    if (geteuid() != 0)
        QSKIP("only root makes a group here");
    QFETCH(int, error);
    bool isRefused = false;
    bool isVisited = false;
    QString spare, second, third, visited;
    std::thread([&] {
        isRefused = KeptStatuses::refused(error).install();
        auto own = std::make_unique<Reactor>(watching());
        const auto folderOfNext = [&] {
            ProcessTransport *const transport =
                own->spawnProcess(testChild(), script({}), {.newControlGroup = true});
            const QString folder = of(transport->pid());
            bool isOver = false;
            connect(transport, &ProcessTransport::descendantsEnded, [&] { isOver = true; });
            return waitUntil([&] { return isOver; }) ? folder : QString();
        };
        const auto spares = [&] { return madeBy(getpid(), m_ownFolder); };
        folderOfNext();
        waitLooking([&] { return !spares().isEmpty(); });
        spare = m_ownFolder + u'/' + spares().value(0);
        second = folderOfNext();
        waitLooking([&] { return !spares().isEmpty(); });
        const Visit visit(0);
        isVisited = visit.isMade;
        visited = visit.folder;
        third = folderOfNext();
        own.reset(); // with the group that is there for a next child
    }).join();
    if (!isRefused)
        QSKIP("no seccomp(2) here");
    QVERIFY(isVisited);
    QCOMPARE(second, spare);
    QCOMPARE(QFileInfo(third).path(), visited);
}

void tst_ControlGroup::nothingEscapesAStop_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<SpawnOptions>("options");
    const QString stubborn = u"ignore 15 say 4 ready pause ;"_s;
    QTest::newRow("a child") << u"job same "_s + stubborn + u" pause"_s << SpawnOptions();
    QTest::newRow("a group") << u"job group "_s + stubborn + u" pause"_s << SpawnOptions();
    QTest::newRow("a session") << u"job session "_s + stubborn + u" pause"_s << SpawnOptions();
    QTest::newRow("a daemon") << u"daemon "_s + stubborn + u" pause"_s << SpawnOptions();
    QTest::newRow("a daemon of a dead child") << u"daemon "_s + stubborn << SpawnOptions();
    QTest::newRow("a daemon, from a group")
        << u"daemon "_s + stubborn + u" pause"_s << SpawnOptions{.newProcessGroup = true};
    QTest::newRow("a daemon, from a terminal")
        << u"daemon ignore 1 "_s + stubborn + u" pause"_s << SpawnOptions{.usePTY = true};
}

void tst_ControlGroup::nothingEscapesAStop()
{
    QFETCH(QString, words);
    QFETCH(SpawnOptions, options);
    LifeLine line;
    Recorder recorder;
    options.childFDs = {{4, 'r'}, {9, line.childsEnd()}};
    const QPointer<ProcessTransport> transport = spawnInGroup(recorder, words, options);
    QVERIFY(waitUntil([&] { return recorder.data[4] == "ready"; }));
    QVERIFY(transport->stopWithin(20ms));
    QVERIFY(waitForDescendants());
    QVERIFY(line.waitForEnd());
    QVERIFY(waitForEnd(recorder));
    QVERIFY(waitUntil([&] { return !transport; }));
    QVERIFY(!QFileInfo::exists(m_folder));
}

void tst_ControlGroup::whatEndsBySigtermIsNotKilled()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawnInGroup(recorder, u"daemon say 1 ready pause ; pause"_s);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    QVERIFY(transport->stopWithin(1h));
    QVERIFY(waitForDescendants());
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->signal(), SIGTERM);
}

void tst_ControlGroup::processesThatForkAsFastAsTheyCanAreStopped()
{
    LifeLine line;
    Recorder recorder;
    ProcessTransport *const transport =
        spawnInGroup(recorder, u"daemon bomb 8 say 1 ready ; pause"_s,
                     {.childFDs = {{1, 'r'}, {9, line.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1].contains("ready"); }));
    QVERIFY(transport->stopWithin(10ms));
    QVERIFY(waitForDescendants());
    QVERIFY(line.waitForEnd());
    QVERIFY(waitForEnd(recorder));
    QVERIFY(!QFileInfo::exists(m_folder));
}

// By its number, its group and its control group: it is one process all the same.
void tst_ControlGroup::aChildTakesTheSigtermOnce()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawnInGroup(recorder, u"tally 15 1 say 1 ready pause"_s, {.newProcessGroup = true});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    QVERIFY(transport->stopWithin(1h));
    QVERIFY(waitUntil([&] { return recorder.data[1].contains('T') || recorder.ended; }));
    QVERIFY(loopStaysIdle());
    QVERIFY(transport->signalProcess(SIGKILL));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "readyT"_ba);
}

void tst_ControlGroup::aShellOnATerminalIsHungUp()
{
    Recorder recorder;
    ProcessTransport *const transport = reactor->spawnProcess(
        &recorder, u"sh"_s, {u"sh"_s, u"-i"_s},
        {.env = QProcessEnvironment::InheritFromParent, .usePTY = true, .newControlGroup = true});
    transport->write("echo rea''dy\n");
    QVERIFY(waitUntil([&] { return recorder.data[1].contains("ready"); }));
    QVERIFY(transport->stopWithin(1h));
    QVERIFY(waitForEnd(recorder));
}

// As a shell that has gone into a session of its own: it ignores SIGTERM.
void tst_ControlGroup::aDaemonFromATerminalIsHungUp()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawnInGroup(recorder, u"daemon ignore 15 say 4 ready pause ; pause"_s,
                     {.usePTY = true, .childFDs = {{4, 'r'}}});
    QVERIFY(waitUntil([&] { return recorder.data[4] == "ready"; }));
    QVERIFY(transport->stopWithin(1h));
    QVERIFY(waitForDescendants());
    QVERIFY(waitForEnd(recorder));
}

void tst_ControlGroup::whatIsFrozenStandsStill()
{
    Recorder recorder;
    ProcessTransport *const transport = spawnInGroup(recorder, u"copy 0 1"_s);
    QVERIFY(transport->write("a"));
    QVERIFY(waitUntil([&] { return recorder.data[1] == "a"; }));
    QVERIFY(transport->setFrozen(true));
    QVERIFY(
        waitLooking([&] { return contents(m_folder + u"/cgroup.events"_s).contains("frozen 1"); }));
    QVERIFY(transport->write("b"));
    QVERIFY(loopStaysIdle());
    QCOMPARE(recorder.data[1], "a"_ba);
    QVERIFY(transport->setFrozen(false));
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ab"; }));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
}

void tst_ControlGroup::aChildMayBeFrozenAsSoonAsItIsSpawned()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"say 1 ready wait 0"_s, {.newControlGroup = true});
    QVERIFY(transport->setFrozen(true));
    QVERIFY(waitForStart(recorder));
    const QString folder = of(transport->pid());
    QVERIFY(
        waitLooking([&] { return contents(folder + u"/cgroup.events"_s).contains("frozen 1"); }));
    QVERIFY(transport->setFrozen(false));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "ready"_ba);
}

void tst_ControlGroup::aStopThaws()
{
    Recorder recorder;
    ProcessTransport *const transport = spawnInGroup(recorder, u"say 1 ready pause"_s);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    QVERIFY(transport->setFrozen(true));
    QVERIFY(transport->stopWithin(1h));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->signal(), SIGTERM);
}

// The daemon's parent is gone, so nobody waits for it; and it holds stdout.
void tst_ControlGroup::theTimesOfDaemonsAreCounted()
{
    Recorder recorder;
    spawnInGroup(recorder, u"daemon burn 200 ;"_s);
    QVERIFY(waitForEnd(recorder));
    const ResourceUsage tree = recorder.ended->treeUsage();
    QVERIFY(tree.userTime + tree.systemTime >= 200ms);
    QVERIFY(recorder.ended->usage().userTime + recorder.ended->usage().systemTime < 200ms);
    QCOMPARE(recorder.exited->treeUsage(), ResourceUsage());
}

// A paused stream is not at its end.
void tst_ControlGroup::theTimesAreKnownAfterTheGroupsEnd()
{
    Recorder recorder;
    ProcessTransport *const transport = spawnInGroup(recorder, u"daemon burn 100 ;"_s);
    transport->pauseProducing();
    QVERIFY(waitForDescendants());
    QVERIFY(!recorder.ended);
    transport->resumeProducing();
    QVERIFY(waitForEnd(recorder));
    const ResourceUsage tree = recorder.ended->treeUsage();
    QVERIFY(tree.userTime + tree.systemTime >= 100ms);
}

void tst_ControlGroup::descendantsAreCountedWithoutTheChild()
{
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport =
        spawnInGroup(recorder, u"daemon wait 9 ; job session wait 9 ; say 1 ready wait 0"_s,
                     {.childFDs = {{0, 'w'}, {1, 'r'}, {9, leash.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    QCOMPARE(transport->descendantCount(), 2);
    transport->closeStdin();
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QCOMPARE(transport->descendantCount(), 2);
    leash.letGo();
    QVERIFY(waitForDescendants());
    QVERIFY(waitForEnd(recorder));
}

void tst_ControlGroup::processEndedDoesNotWaitForDescendants()
{
    Leash leash;
    Recorder recorder;
    const QPointer<ProcessTransport> transport = spawnInGroup(
        recorder, u"daemon close 1 wait 9 ;"_s, {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(m_descendantsEnded, 0);
    QCOMPARE(reactor->processCount(), 0);
    leash.letGo();
    QVERIFY(waitForDescendants());
    QCOMPARE(recorder.events.size(), 5);
    QCOMPARE(recorder.events.mid(3), QStringList({u"ended"_s, u"descendantsEnded"_s}));
}

void tst_ControlGroup::theTransportLivesUntilTheLastDescendantIsGone()
{
    Leash leash;
    Recorder recorder;
    const QPointer<ProcessTransport> transport = spawnInGroup(
        recorder, u"daemon close 1 wait 9 ;"_s, {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}});
    QVERIFY(waitForEnd(recorder));
    QVERIFY(loopStaysIdle());
    QVERIFY(transport);
    QCOMPARE(transport->descendantCount(), 1);
    QCOMPARE(transport->pid(), 0);
    leash.letGo();
    QVERIFY(waitForDescendants());
    QVERIFY(waitUntil([&] { return !transport; }));
    QVERIFY(!QFileInfo::exists(m_folder));
}

void tst_ControlGroup::aStopReachesWhoOutlivesTheChild()
{
    Leash leash;
    Recorder recorder;
    const QPointer<ProcessTransport> transport =
        spawnInGroup(recorder, u"daemon close 1 ignore 15 wait 9 ;"_s,
                     {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}});
    QVERIFY(waitForEnd(recorder));
    bool isStoppedAgain = true;
    connect(transport, &ProcessTransport::descendantsEnded, this,
            [&] { isStoppedAgain = transport->stop(); });
    QVERIFY(transport->stopWithin(1ms));
    QVERIFY(waitForDescendants()); // the leash was not let go
    QVERIFY(!isStoppedAgain);
    QVERIFY(waitUntil([&] { return !transport; }));
}

void tst_ControlGroup::theGraceGoesOnAfterTheChildsEnd()
{
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport =
        spawnInGroup(recorder, u"daemon close 1 ignore 15 say 4 ready wait 9 ; pause"_s,
                     {.childFDs = {{1, 'r'}, {4, 'r'}, {9, leash.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[4] == "ready"; }));
    transport->closeChildFD(4);
    QVERIFY(transport->stopWithin(200ms));
    QVERIFY(waitForEnd(recorder));
    QVERIFY(waitForDescendants());
}

void tst_ControlGroup::whoeverIsAbandonedIsKilled_data()
{
    QTest::addColumn<bool>("afterTheEnd");
    QTest::addColumn<bool>("byReactor");
    QTest::newRow("transport deleted") << false << false;
    QTest::newRow("reactor deleted") << false << true;
    QTest::newRow("transport deleted after the child's end") << true << false;
    QTest::newRow("reactor deleted after the child's end") << true << true;
}

void tst_ControlGroup::whoeverIsAbandonedIsKilled()
{
    QFETCH(bool, afterTheEnd);
    QFETCH(bool, byReactor);
    LifeLine line;
    Recorder recorder;
    ProcessTransport *const transport =
        spawnInGroup(recorder, u"daemon close 1 ignore 15 pause ; say 1 ready wait 0"_s,
                     {.childFDs = {{0, 'w'}, {1, 'r'}, {9, line.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    if (afterTheEnd) {
        transport->closeStdin();
        QVERIFY(waitForEnd(recorder));
    }
    if (byReactor)
        reactor.reset();
    else
        delete transport;
    QVERIFY(line.waitForEnd());
    QVERIFY(waitLooking([&] { return !QFileInfo::exists(m_folder); }));
    QCOMPARE(m_descendantsEnded, 0);
}

// The kernel's command is a file.
void tst_ControlGroup::whoeverIsAbandonedIsKilledWhenThereIsADescriptorForIt()
{
    LifeLine line;
    Recorder recorder;
    ProcessTransport *const transport =
        spawnInGroup(recorder, u"daemon close 1 ignore 15 pause ; say 1 ready pause"_s,
                     {.childFDs = {{1, 'r'}, {9, line.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    rlimit before;
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit none = {rlim_t(::dup(0)), before.rlim_max};
    ::close(int(none.rlim_cur));
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &none), 0);
    delete transport;
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
    QVERIFY(waitLooking([&] { return !QFileInfo::exists(m_folder); }));
    QVERIFY(line.waitForEnd());
}

// Also one that was frozen: nobody else would thaw it.
void tst_ControlGroup::whoeverIsAbandonedMayBeLeft()
{
    Leash leash;
    LifeLine line;
    Recorder recorder;
    ProcessTransport *const transport =
        spawnInGroup(recorder, u"daemon close 1 wait 8 ; say 1 ready pause"_s,
                     {.childFDs = {{1, 'r'}, {8, leash.childsEnd()}, {9, line.childsEnd()}},
                      .whenAbandoned = Abandonment::Leave});
    const qint64 pid = transport->pid();
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    QVERIFY(transport->setFrozen(true));
    delete transport;
    QVERIFY(QFileInfo::exists(m_folder));
    QCOMPARE(kill(pid_t(pid), SIGTERM), 0);
    QVERIFY(waitLooking([&] { return kill(pid_t(pid), 0) < 0; })); // thawed, dead and reaped
    QVERIFY(QFileInfo::exists(m_folder)); // the daemon's
    leash.letGo();
    QVERIFY(line.waitForEnd());
    QVERIFY(waitLooking([&] { return !QFileInfo::exists(m_folder); }));
}

void tst_ControlGroup::theTransportMayBeDeletedInDescendantsEnded()
{
    Recorder recorder;
    const QPointer<ProcessTransport> transport = spawnInGroup(recorder, u"daemon close 1 ;"_s);
    connect(transport, &ProcessTransport::descendantsEnded, this, [&] { delete transport; });
    QVERIFY(waitUntil([&] { return !transport; }));
    QVERIFY(!QFileInfo::exists(m_folder));
}

void tst_ControlGroup::descendantsMayEndInANestedLoop()
{
    Recorder recorder;
    bool hasEndedInside = false;
    recorder.hook = [&](const QString &event) {
        if (event == u"exited")
            hasEndedInside = waitForDescendants();
    };
    const QPointer<ProcessTransport> transport = spawnInGroup(recorder, {});
    QVERIFY(waitForEnd(recorder));
    QVERIFY(hasEndedInside);
    QVERIFY(waitUntil([&] { return !transport; }));
    QCOMPARE(m_descendantsEnded, 1);
}

// With another event dispatcher, which knows of nothing.
void tst_ControlGroup::aLoopThatRunsAgainHearsOfTheirEnd()
{
    Leash leash;
    QThread thread;
    QObject inThread;
    inThread.moveToThread(&thread);
    QPointer<ProcessTransport> transport;
    bool hasEnded = false;
    const auto spawnThere = [&] {
        auto *const there = new Reactor(watching(), &inThread);
        transport = there->spawnProcess(
            testChild(), script(u"daemon close 1 wait 9 ;"_s),
            {.childFDs = {{1, 'r'}, {9, leash.childsEnd()}}, .newControlGroup = true});
        connect(transport, &ProcessTransport::processEnded, &inThread, [&] {
            hasEnded = true;
            thread.quit();
        });
        connect(transport, &ProcessTransport::descendantsEnded, &inThread, [&, there] {
            ++m_descendantsEnded;
            there->deleteLater();
            thread.quit();
        });
    };
    m_descendantsEnded = 0;
    QMetaObject::invokeMethod(&inThread, spawnThere, Qt::QueuedConnection);
    thread.start();
    QVERIFY(thread.wait());
    QVERIFY(hasEnded);
    QVERIFY(transport);
    leash.letGo();
    thread.start();
    QVERIFY(thread.wait());
    QCOMPARE(m_descendantsEnded, 1);
}

void tst_ControlGroup::aForkedCopyOfTheProgramDoesNothing()
{
    Leash leash;
    Recorder recorder;
    ProcessTransport *const transport =
        spawnInGroup(recorder, u"daemon wait 9 ; say 1 ready wait 0"_s,
                     {.childFDs = {{0, 'w'}, {1, 'r'}, {9, leash.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    const pid_t copy = fork();
    if (copy == 0) {
        const bool does = transport->setFrozen(true) || transport->descendantCount() > 0
            || transport->stopWithin(0ms);
        delete transport;
        _exit(does ? 1 : 0);
    }
    int status = -1;
    QCOMPARE(waitpid(copy, &status, 0), copy);
    QCOMPARE(status, 0);
    QVERIFY(QFileInfo::exists(m_folder));
    QCOMPARE(transport->descendantCount(), 1);
    leash.letGo();
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(waitForDescendants());
}

// The child is a program that has a child in a group, too, and that has a daemon.
void tst_ControlGroup::aGroupInAGroupGoesWithIt()
{
    Recorder recorder;
    const QPointer<ProcessTransport> transport = reactor->spawnProcess(
        &recorder, scenario(),
        {scenario(), u"--control-group"_s, testChild(), u"daemon"_s, u"ignore"_s, u"15"_s,
         u"pause"_s, u";"_s, u"pause"_s},
        {.env = QProcessEnvironment::InheritFromParent, .newControlGroup = true});
    QVERIFY(waitForStart(recorder));
    const QString folder = of(transport->pid());
    bool areThere = false;
    QVERIFY(waitLooking([&] { return areThere |= transport->descendantCount() == 2; }));
    QVERIFY(!madeBy(transport->pid(), folder).isEmpty());
    delete transport;
    QVERIFY(waitLooking([&] { return !QFileInfo::exists(folder); }));
}

void tst_ControlGroup::theFolderOfAKilledProgramIsRemovedByTheNext()
{
    const QStringList args = {scenario(), u"--control-group"_s, testChild()};
    const SpawnOptions options = {.env = QProcessEnvironment::InheritFromParent};
    Recorder first;
    ProcessTransport *const transport =
        reactor->spawnProcess(&first, scenario(), args + QStringList{u"pause"_s}, options);
    QVERIFY(waitUntil([&] { return first.data[1].contains("connectionMade") || first.ended; }));
    const QString folder = m_ownFolder + u'/' + madeBy(transport->pid(), m_ownFolder).value(0);
    QVERIFY(transport->signalProcess(SIGKILL));
    QVERIFY(waitUntil([&] { return first.exited.has_value(); }));
    const QByteArrayList orphans = contents(folder + u"/cgroup.procs"_s).split('\n');
    QCOMPARE(orphans.size(), 2); // one, and a newline
    QVERIFY(QDir(folder).mkdir(u"by-who-lives-there"_s));

    Recorder second;
    reactor->spawnProcess(&second, scenario(), args, options);
    QVERIFY(waitForEnd(second));
    QVERIFY(QFileInfo::exists(folder + u"/by-who-lives-there"_s));

    QCOMPARE(kill(orphans.first().toInt(), SIGKILL), 0);
    QVERIFY(waitForEnd(first));
    QVERIFY(waitLooking([&] { return !isPopulated(folder); }));
    Recorder third;
    reactor->spawnProcess(&third, scenario(), args, options);
    QVERIFY(waitForEnd(third));
    QVERIFY(!QFileInfo::exists(folder));
}

void tst_ControlGroup::anOrdinaryUserNeedsAGroupOfHis()
{
    if (geteuid() != 0)
        QSKIP("only root can become another user");
    const PublicChild child;
    program = child.path();
    const auto again = qScopeGuard([&] { program = testChild(); });
    const Visit visit(someUser);
    QVERIFY(visit.isMade);
    QVERIFY(Reactor::hasControlGroups());
    Recorder recorder;
    LifeLine line;
    const QPointer<ProcessTransport> transport =
        spawnInGroup(recorder, u"daemon ignore 15 say 1 ready pause ; pause"_s,
                     {.childFDs = {{1, 'r'}, {9, line.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready" || recorder.ended; }));
    QVERIFY2(!recorder.ended, recorder.ended ? qPrintable(recorder.ended->toString()) : "");
    QCOMPARE(QFileInfo(m_folder).path(), visit.folder);
    QVERIFY(transport->stopWithin(10ms));
    QVERIFY(waitForDescendants());
    QVERIFY(line.waitForEnd());
    QVERIFY(waitUntil([&] { return !transport; }));
    QVERIFY(!QFileInfo::exists(m_folder));
    reactor.reset(); // with the group that is there for a next child
}

// The folder is his, and the list of its processes is not.
void tst_ControlGroup::whoMayNotLeaveHisOwnGroupMayHaveNone()
{
    if (geteuid() != 0)
        QSKIP("only root can become another user");
    const Visit visit(someUser);
    QVERIFY(visit.isMade);
    QCOMPARE(seteuid(0), 0);
    const QByteArray processes = QFile::encodeName(visit.folder + u"/cgroup.procs"_s);
    QCOMPARE(chown(processes.constData(), 0, gid_t(-1)), 0);
    QCOMPARE(seteuid(someUser), 0);
    QVERIFY(!Reactor::hasControlGroups());
    Recorder recorder;
    spawnInGroup(recorder, u"say 1 started"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QCOMPARE(recorder.ended->error().stage, Stage::Setup);
    QCOMPARE(recorder.ended->error().errorNumber, EACCES);
    QCOMPARE(madeBy(getpid(), visit.folder), QStringList());
}

void tst_ControlGroup::whereNoChildIsBornInAGroupItEntersByItself_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("an old kernel, or another processor") << ENOSYS;
    QTest::newRow("an old sandbox") << EPERM;
    QTest::newRow("a kernel without that flag") << EINVAL;
    QTest::newRow("a kernel without that argument") << E2BIG;
}

// The daemon is in the group, too: it is what the KILL is for.
void tst_ControlGroup::whereNoChildIsBornInAGroupItEntersByItself()
{
    QFETCH(int, error);
    constexpr int clone3Number = 435;
    Recorder recorder;
    ProcessTransport *const transport = reactor->spawnProcess(
        &recorder, scenario(),
        {scenario(), u"--control-group"_s, u"--refuse"_s, u"%1:%2"_s.arg(clone3Number).arg(error),
         u"--stop"_s, u"10"_s, testChild(), u"daemon"_s, u"close"_s, u"1"_s, u"ignore"_s, u"15"_s,
         u"pause"_s, u";"_s, u"say"_s, u"1"_s, u"ready"_s, u"pause"_s},
        {.env = QProcessEnvironment::InheritFromParent});
    QVERIFY(waitForStart(recorder));
    const qint64 pid = transport->pid();
    QVERIFY(waitForEnd(recorder)); // the daemon holds the scenario's child's stdin and stderr
    QVERIFY2(recorder.data[1].startsWith("connectionMade\nstopped 1\nended 1 0 0 "),
             recorder.data[1]);
    for (const QString &left : madeBy(pid, m_ownFolder)) { // it ended in a hurry
        const QString folder = m_ownFolder + u'/' + left;
        QVERIFY(waitLooking([&] { return !isPopulated(folder); }));
        QDir().rmdir(folder);
    }
}

// Linux 6.18 kills a child that is born into a group of another history.
void tst_ControlGroup::aProgramWhoseOwnGroupWasOnceKilledMayHaveGroups()
{
    if (geteuid() != 0)
        QSKIP("only root makes a group here");
    const Visit visit(0, "1");
    if (!visit.isMade)
        QSKIP("a kernel without cgroup.kill");
    Recorder recorder;
    const QPointer<ProcessTransport> transport =
        spawnInGroup(recorder, u"daemon ignore 15 say 1 ready pause ; pause"_s);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready" || recorder.ended; }));
    QVERIFY2(!recorder.ended, recorder.ended ? qPrintable(recorder.ended->toString()) : "");
    QCOMPARE(QFileInfo(m_folder).path(), visit.folder);
    QVERIFY(transport->descendantCount() > 0);
    QVERIFY(transport->stopWithin(0ms));
    QVERIFY(waitForDescendants());
    QVERIFY(waitUntil([&] { return !transport; }));
    reactor.reset(); // with the group that is there for a next child
}

void tst_ControlGroup::aHundredGroupsAreStoppedAndGone()
{
    constexpr int many = 100;
    std::vector<std::unique_ptr<Recorder>> recorders;
    std::vector<ProcessTransport *> transports;
    int ended = 0;
    for (int i = 0; i < many; ++i) {
        recorders.push_back(std::make_unique<Recorder>());
        transports.push_back(spawnInGroup(*recorders.back(), u"daemon wait 0 ; say 1 x pause"_s));
        connect(transports.back(), &ProcessTransport::descendantsEnded, this, [&] { ++ended; });
    }
    for (const auto &recorder : recorders)
        QVERIFY(waitUntil([&] { return recorder->data[1] == "x"; }));
    for (ProcessTransport *transport : transports)
        QVERIFY(transport->stopWithin(1h));
    QVERIFY(waitUntil([&] { return ended == many; }));
    for (const auto &recorder : recorders)
        QVERIFY(waitForEnd(*recorder));
    reactor.reset();
    QCOMPARE(madeBy(getpid(), m_ownFolder), QStringList());
}

void tst_ControlGroup::cleanupTestCase()
{
    if (!m_ownFolder.isEmpty()) {
        QCOMPARE(madeBy(getpid(), m_ownFolder), QStringList());
    }
}

QTEST_GUILESS_MAIN(tst_ControlGroup)
#include "tst_controlgroup.moc"
