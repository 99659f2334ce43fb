// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// S1: what a spawn costs, from spawnProcess() to processEnded. First with three pipes, beside a
// bare posix_spawn() and waitpid() with the same, and beside the other peers, while this program is
// small, has much memory, or many descriptors. Then with other options, beside posix_spawn() with
// the same. At last the ways to spawn that others do not have, beside the plain one; that with a
// control group also beside the kernel's share of it, and on one processor.
//
// What counts is the ratio, the median of those of the rounds.
//
//     bench_spawn [ROUNDS]

#include "../../src/os/clone3_linux.h"
#include "contest.h"
#include "controlgroupfolders.h"
#include "peer.h"

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>

#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <functional>
#include <iterator>
#include <vector>

using namespace Offspring;

namespace {

using Work = std::function<void()>;

char program[] = TESTCHILD;
char *arguments[] = {program, nullptr};
char *environment[] = {nullptr};

QByteArray directory()
{
    return QCoreApplication::applicationDirPath().toLocal8Bit();
}

/// Three pipes: ours, and theirs by the child's number.
struct Pipes
{
    Pipes()
    {
        int ends[3][2];
        for (int fd = 0; fd < 3; ++fd) {
            if (pipe2(ends[fd], O_CLOEXEC) != 0)
                qFatal("pipe2");
            ours[fd] = ends[fd][fd == 0];
            theirs[fd] = ends[fd][fd != 0];
        }
    }

    int ours[3];
    int theirs[3];
};

void closeAll(const int (&fds)[3])
{
    std::for_each(std::begin(fds), std::end(fds), close);
}

void reap(pid_t pid)
{
    int status = -1;
    if (waitpid(pid, &status, 0) != pid || status != 0)
        qFatal("waitpid");
}

/// What is left to do for a child that has started.
void finish(pid_t pid, const Pipes &pipes)
{
    char byte;
    closeAll(pipes.theirs);
    while (read(pipes.ours[1], &byte, 1) > 0 || read(pipes.ours[2], &byte, 1) > 0) { }
    reap(pid);
    closeAll(pipes.ours);
}

/// posix_spawn(), and its attributes.
class BareSpawn
{
public:
    BareSpawn()
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
    }
    ~BareSpawn()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    Q_DISABLE_COPY_MOVE(BareSpawn)

    pid_t run()
    {
        pid_t pid = -1;
        if (posix_spawn(&pid, program, &actions, &attributes, arguments, environment) != 0)
            qFatal("posix_spawn");
        return pid;
    }

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

void bareSpawn(const std::function<void(BareSpawn &)> &prepare)
{
    const Pipes pipes;
    BareSpawn spawn;
    for (int fd = 0; fd < 3; ++fd)
        posix_spawn_file_actions_adddup2(&spawn.actions, pipes.theirs[fd], fd);
    prepare(spawn);
    finish(spawn.run(), pipes);
}

/// A session leader that opens a terminal gets it for its own.
void bareSpawnOnTerminal()
{
    const int master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    int unlocked = 0;
    unsigned number = 0;
    const winsize size = {24, 80, 0, 0};
    if (master < 0 || ioctl(master, TIOCSPTLCK, &unlocked) < 0
        || ioctl(master, TIOCGPTN, &number) < 0 || ioctl(master, TIOCSWINSZ, &size) < 0) {
        qFatal("/dev/ptmx");
    }
    BareSpawn spawn;
    posix_spawnattr_setflags(&spawn.attributes, POSIX_SPAWN_SETSID);
    posix_spawn_file_actions_addopen(&spawn.actions, 0,
                                     ("/dev/pts/" + std::to_string(number)).c_str(), O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&spawn.actions, 0, 1);
    posix_spawn_file_actions_adddup2(&spawn.actions, 0, 2);
    const pid_t pid = spawn.run();
    char byte;
    while (read(master, &byte, 1) > 0) { }
    reap(pid);
    close(master);
}

/// An empty control group below this program's own, for the next child.
class FreshGroup
{
public:
    FreshGroup() { make(); }
    ~FreshGroup() { remove(); }
    Q_DISABLE_COPY_MOVE(FreshGroup)

    int folder() const { return m_folder; }
    void renew()
    {
        remove();
        make();
    }

private:
    void make()
    {
        m_path = m_parent + "/bench_spawn-" + QByteArray::number(getpid()) + '-'
            + QByteArray::number(++m_count);
        if (mkdir(m_path.constData(), 0755) == 0)
            m_folder = open(m_path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (m_folder < 0)
            qFatal("a control group");
    }
    void remove()
    {
        close(m_folder);
        if (rmdir(m_path.constData()) != 0)
            qFatal("rmdir");
    }

    const QByteArray m_parent = QFile::encodeName(ControlGroupFolders::of(getpid()));
    QByteArray m_path;
    int m_count = 0;
    int m_folder = -1;
};

int execute(void *)
{
    execve(program, arguments, environment);
    _exit(127);
}

/// Birth, exec and wait, without anything else: clone(2) as our library calls it, or with a group,
/// which is -1 for none, clone3(2). False: not on this processor, or the kernel has killed the
/// child.
bool canBareClone(int groupFolder)
{
    alignas(16) static char stack[64 * 1024];
    constexpr int flags = CLONE_VM | CLONE_VFORK | CLONE_PIDFD;
    int pidfd = -1;
    const long pid = groupFolder < 0
        ? clone(execute, std::end(stack), flags, nullptr, &pidfd)
        : Os::cloneIntoGroup(
              {unsigned(flags), stack, sizeof stack, {execute, nullptr}, &pidfd, groupFolder});
    int status = -1;
    if (pid > 0)
        waitpid(pid_t(pid), &status, __WALL);
    close(pidfd);
    return status == 0;
}

void bareClone(int groupFolder)
{
    if (!canBareClone(groupFolder))
        qFatal("clone");
}

/// This thread, and the children that it spawns, stay where it is.
class OneProcessor
{
public:
    OneProcessor()
    {
        sched_getaffinity(0, sizeof m_before, &m_before);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(std::size_t(sched_getcpu()), &one);
        if (sched_setaffinity(0, sizeof one, &one) != 0)
            qFatal("sched_setaffinity");
    }
    ~OneProcessor() { sched_setaffinity(0, sizeof m_before, &m_before); }
    Q_DISABLE_COPY_MOVE(OneProcessor)

private:
    cpu_set_t m_before = {};
};

int groups = 0; ///< that have not ended

void ourSpawn(const SpawnOptions &options, Reactor &reactor = *Reactor::instance())
{
    static const QString executable = QStringLiteral(TESTCHILD);
    QEventLoop loop;
    ProcessTransport *const transport = reactor.spawnProcess(executable, {executable}, options);
    QObject::connect(transport, &ProcessTransport::processEnded, &loop,
                     [&](const ExitReason &reason) { loop.exit(reason.exitCode()); });
    if (options.newControlGroup) {
        ++groups;
        QObject::connect(transport, &ProcessTransport::descendantsEnded, [] { --groups; });
    }
    if (loop.exec() != 0)
        qFatal("spawnProcess");
}

/// The first of \a peers is the floor, \a qprocess one of the others; rows from \a firstRow on.
/// Returns the ratio of the second, ours, to it.
double compete(const Table &table, const std::vector<Peer *> &peers, std::size_t qprocess,
               std::size_t firstRow, int rounds)
{
    std::vector<Contestant> contestants;
    for (Peer *peer : peers)
        contestants.push_back({peer->name(), [peer] { peer->run(1); }});
    const auto efforts = takeTurns(contestants, rounds);
    for (std::size_t i = firstRow; i < peers.size(); ++i) {
        table.row(contestants[i].name,
                  {Table::number(1e6 * medianOf(efforts[i], &Effort::seconds), 0),
                   Table::number(ratio(efforts[i], efforts[0], &Effort::seconds), 2),
                   Table::number(ratio(efforts[i], efforts[qprocess], &Effort::seconds), 2)});
    }
    return ratio(efforts[1], efforts[0], &Effort::seconds);
}

/// In two contests, because a fork() leaves its parent's memory shared, and slow to write for a
/// while, for whoever is next.
double measure(const char *name, const std::vector<std::unique_ptr<Peer>> &peers, int rounds)
{
    const Table table(name, {"µs", "/ bare", "/ QProcess"});
    const std::vector<Peer *> sharers = {peers[0].get(), peers[1].get(), peers[2].get(),
                                         peers[3].get()};
    std::vector<Peer *> forkers = {peers[0].get(), peers[3].get()};
    for (std::size_t i = sharers.size(); i < peers.size(); ++i)
        forkers.push_back(peers[i].get());
    const double ours = compete(table, sharers, 3, 0, rounds);
    compete(table, forkers, 1, 2, std::max(1, rounds / 10));
    return ours;
}

void measurePipes(int rounds)
{
    auto peers = allPeers();
    for (const auto &peer : peers)
        peer->run(10); // to warm up
    const double small = measure("S1 spawn, small parent, few fds", peers, rounds);
    // The others spawn from this process, which changes now.
    peers.erase(std::remove_if(peers.begin(), peers.end(),
                               [](const auto &peer) { return peer->pid() != 0; }),
                peers.end());
    {
        const std::vector<char> memory(std::size_t(1) << 30, 'x');
        const double large = measure("S1 spawn, 1 GiB of parent memory", peers, rounds);
        // A shared machine is not as fast a minute later: what anybody must do tells how fast.
        std::printf("\nOurs / bare at 1 GiB, by ours / bare at 0: %.2f\n", large / small);
    }
    constexpr std::size_t many = 5000;
    if (raiseDescriptorLimit() < many + 100) {
        std::printf("\nS1 spawn, 5000 open fds: more than this program may have\n");
        return;
    }
    std::vector<int> descriptors(many);
    std::generate(descriptors.begin(), descriptors.end(),
                  [] { return open("/dev/null", O_RDONLY | O_CLOEXEC); });
    measure("S1 spawn, 5000 open fds", peers, rounds);
    std::for_each(descriptors.begin(), descriptors.end(), close);
}

struct Row
{
    const char *name;
    SpawnOptions options;
    Work bare;
};

std::vector<Row> rowsOfOptions()
{
    return {
        {"three pipes", {}, [] { bareSpawn([](BareSpawn &) { }); }},
        {"working directory",
         {.path = QString::fromLocal8Bit(directory())},
         [] {
             bareSpawn([](BareSpawn &spawn) {
                 posix_spawn_file_actions_addchdir_np(&spawn.actions, directory().constData());
             });
         }},
        {"process group",
         {.newProcessGroup = true},
         [] {
             bareSpawn([](BareSpawn &spawn) {
                 posix_spawnattr_setflags(&spawn.attributes, POSIX_SPAWN_SETPGROUP);
             });
         }},
        {"terminal", {.usePTY = true}, bareSpawnOnTerminal},
    };
}

void measureOptions(int rounds)
{
    const std::vector<Row> rows = rowsOfOptions();
    std::vector<Contestant> contestants; // ours, bare, ours, bare …
    for (const Row &row : rows) {
        contestants.push_back({row.name, [&row] { ourSpawn(row.options); }});
        contestants.push_back({row.name, row.bare});
    }
    const auto efforts = takeTurns(contestants, rounds);
    const Table table("S1 spawn, with options", {"µs", "bare, µs", "/ bare"});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto &ours = efforts[2 * i];
        const auto &bare = efforts[2 * i + 1];
        table.row(rows[i].name,
                  {Table::number(1e6 * medianOf(ours, &Effort::seconds), 0),
                   Table::number(1e6 * medianOf(bare, &Effort::seconds), 0),
                   Table::number(ratio(ours, bare, &Effort::seconds), 2)});
    }
}

/// What the newer way costs, beside the plain one, spawn to ended.
void measureWays(int rounds)
{
    Reactor background;
    background.setSpawning(Reactor::Spawning::InBackground);
    const std::vector<Contestant> contestants = {
        {"in this thread", [] { ourSpawn({}); }},
        {"in the background", [&] { ourSpawn({}, background); }},
    };
    const auto efforts = takeTurns(contestants, rounds);
    const Table table("S1 spawn, ours", {"µs", "/ in this thread"});
    for (std::size_t i = 0; i < contestants.size(); ++i) {
        table.row(contestants[i].name,
                  {Table::number(1e6 * medianOf(efforts[i], &Effort::seconds), 0),
                   Table::number(ratio(efforts[i], efforts[0], &Effort::seconds), 2)});
    }
}

void awaitGroups()
{
    while (groups > 0)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCoreApplication::processEvents(); // the next group is made
}

/// Each in a fresh control group and in none, by turns. Folders are made and removed outside of the
/// clock.
void competeInGroups(const Table &table, const std::string &where, int rounds)
{
    FreshGroup fresh;
    std::vector<Contestant> contestants = {
        {"ours", [] { ourSpawn({.newControlGroup = true}); }, 0, awaitGroups},
        {"ours", [] { ourSpawn({}); }},
        {"bare clone()", [&] { bareClone(fresh.folder()); }, 0, [&] { fresh.renew(); }},
        {"bare clone()", [] { bareClone(-1); }},
    };
    if (!canBareClone(fresh.folder()))
        contestants.resize(2);
    fresh.renew();
    const auto efforts = takeTurns(contestants, rounds);
    for (std::size_t i = 0; i < contestants.size(); i += 2) {
        table.row(contestants[i].name + where,
                  {Table::number(1e6 * medianOf(efforts[i], &Effort::seconds), 0),
                   Table::number(1e6 * medianOf(efforts[i + 1], &Effort::seconds), 0),
                   Table::number(ratio(efforts[i], efforts[i + 1], &Effort::seconds), 2)});
    }
}

/// The kernel tells of a group's first process by a thread of its own, which takes its turn on the
/// parent's processor while the child is born on another. With one processor all wait anyway.
void measureGroups(int rounds)
{
    if (!Reactor::hasControlGroups()) {
        std::printf("\nS1 spawn, in a control group: none may be made here\n");
        return;
    }
    const Table table("S1 spawn, in a control group", {"µs", "none, µs", "/ none"});
    competeInGroups(table, "", rounds);
    const OneProcessor one;
    competeInGroups(table, ", one processor", rounds);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int rounds = argc > 1 ? std::max(1, atoi(argv[1])) : 1000;
    measurePipes(rounds);
    measureOptions(rounds);
    measureWays(rounds);
    measureGroups(rounds);
    return 0;
}
