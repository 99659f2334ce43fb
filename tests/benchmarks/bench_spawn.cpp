// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// S1: what a spawn costs, from spawnProcess() to processEnded. First with three pipes, beside a
// bare posix_spawn() and waitpid() with the same, and beside the other peers, while this program is
// small, has much memory, or many descriptors. Then, in another table, with other options, beside
// our own three pipes; where there is a terminal, the kernel's part of it is added to those: what a
// spawn by hand costs with a terminal, less the same with three pipes. That holds more than opening
// and closing one: the session, and the hang-up when its leader exits.
//
// What counts is the ratio, the median of those of the rounds.
//
//     bench_spawn [ROUNDS]

#include "contest.h"
#include "peer.h"

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>

#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <functional>
#include <vector>

using namespace Offspring;

namespace {

using Work = std::function<void()>;
using Times = std::vector<double>; // microseconds, one for each round

char program[] = TESTCHILD;
char *arguments[] = {program, nullptr};
char *environment[] = {nullptr};

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

/// What runChild() is to do.
struct BareChild
{
    int ends[3]; // for its 0, 1 and 2
    int terminal = -1; // the controlling one
};

int runChild(void *pointer)
{
    const BareChild &child = *static_cast<const BareChild *>(pointer);
    if (child.terminal >= 0 && (setsid() < 0 || ioctl(child.terminal, TIOCSCTTY, 0) < 0))
        _exit(127);
    for (int fd = 0; fd < 3; ++fd)
        dup2(child.ends[fd], fd);
    execve(program, arguments, environment);
    _exit(127);
}

// By hand, because posix_spawn() cannot give a descriptor for the controlling terminal.
pid_t cloneByHand(BareChild child)
{
    alignas(16) static char stack[64 * 1024];
    const pid_t pid =
        clone(runChild, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, &child);
    if (pid < 0)
        qFatal("clone");
    return pid;
}

void pipesByHand()
{
    const Pipes pipes;
    finish(cloneByHand({{pipes.theirs[0], pipes.theirs[1], pipes.theirs[2]}}), pipes);
}

/// A pseudo-terminal, both ends open, by the calls that anybody must make.
struct Terminal
{
    Terminal()
    {
        int unlocked = 0;
        int number = -1;
        const winsize size = {24, 80, 0, 0};
        if (master < 0 || ioctl(master, TIOCSPTLCK, &unlocked) < 0
            || ioctl(master, TIOCGPTN, &number) < 0 || ioctl(master, TIOCSWINSZ, &size) < 0) {
            qFatal("/dev/ptmx");
        }
        slave = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (slave < 0)
            qFatal("TIOCGPTPEER");
    }

    int master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    int slave;
};

void terminalAlone()
{
    const Terminal terminal;
    close(terminal.slave);
    close(terminal.master);
}

void terminalByHand()
{
    const Terminal terminal;
    const int slave = terminal.slave;
    const pid_t pid = cloneByHand({{slave, slave, slave}, slave});
    char byte;
    close(slave);
    while (read(terminal.master, &byte, 1) > 0) { }
    reap(pid);
    close(terminal.master);
}

void ourSpawn(const SpawnOptions &options)
{
    static const QString executable = QStringLiteral(TESTCHILD);
    QEventLoop loop;
    ProcessTransport *const transport =
        Reactor::instance()->spawnProcess(executable, {executable}, options);
    QObject::connect(transport, &ProcessTransport::processEnded, &loop,
                     [&](const ExitReason &reason) { loop.exit(reason.exitCode()); });
    if (loop.exec() != 0)
        qFatal("spawnProcess");
}

template <typename Function>
Times combined(const Times &a, const Times &b, Function function)
{
    Times result(a.size());
    std::transform(a.begin(), a.end(), b.begin(), result.begin(), function);
    return result;
}

/// By the clock, in microseconds.
std::vector<Times> takeTurns(const std::vector<Work> &works, int rounds)
{
    std::vector<Contestant> contestants;
    for (const Work &work : works)
        contestants.push_back({{}, work});
    std::vector<Times> result;
    for (const auto &efforts : ::takeTurns(contestants, rounds)) {
        Times &times = result.emplace_back();
        for (const Effort &effort : efforts)
            times.push_back(1e6 * effort.seconds);
    }
    return result;
}

void printRow(const char *name, const Times &ours, const Times &yardstick)
{
    std::printf("| %-28s | %9.0f | %13.0f | %5.2f |\n", name, median(ours), median(yardstick),
                median(combined(ours, yardstick, std::divides())));
    std::fflush(stdout);
}

void printHead(const char *title, const char *yardstick)
{
    std::printf("| %-28s |  ours, µs | %9s, µs | ratio |\n"
                "|------------------------------|-----------|---------------|-------|\n",
                title, yardstick);
}

/// The first of \a peers is the floor, \a qprocess one of the others; rows from \a firstRow on.
/// Returns that of the second, in seconds.
double compete(const Table &table, const std::vector<Peer *> &peers, std::size_t qprocess,
               std::size_t firstRow, int rounds)
{
    std::vector<Contestant> contestants;
    for (Peer *peer : peers)
        contestants.push_back({peer->name(), [peer] { peer->run(1); }});
    const auto efforts = ::takeTurns(contestants, rounds);
    for (std::size_t i = firstRow; i < peers.size(); ++i) {
        table.row(contestants[i].name,
                  {Table::number(1e6 * medianOf(efforts[i], &Effort::seconds), 0),
                   Table::number(ratio(efforts[i], efforts[0], &Effort::seconds), 2),
                   Table::number(ratio(efforts[i], efforts[qprocess], &Effort::seconds), 2)});
    }
    return medianOf(efforts[1], &Effort::seconds);
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
    const auto peers = allPeers();
    for (const auto &peer : peers)
        peer->run(10); // to warm up
    const double small = measure("S1 spawn, small parent, few fds", peers, rounds);
    {
        const std::vector<char> memory(std::size_t(1) << 30, 'x');
        const double large = measure("S1 spawn, 1 GiB of parent memory", peers, rounds);
        std::printf("\nOurs at 1 GiB / ours at 0: %.2f\n", large / small);
    }
    std::vector<int> descriptors(5000);
    std::generate(descriptors.begin(), descriptors.end(),
                  [] { return open("/dev/null", O_RDONLY | O_CLOEXEC); });
    measure("S1 spawn, 5000 open fds", peers, rounds);
    std::for_each(descriptors.begin(), descriptors.end(), close);
}

enum class Yardstick { Pipes, PipesAndTerminal };

struct Row
{
    const char *name;
    SpawnOptions options;
    Yardstick yardstick;
};

std::vector<Row> rowsOfOptions()
{
    const QString directory = QCoreApplication::applicationDirPath();
    const ChildFD socket = ChildFD::socket();
    return {
        {"working directory", {.path = directory}, Yardstick::Pipes},
        {"process group", {.newProcessGroup = true}, Yardstick::Pipes},
        {"sockets", {.childFDs = {{0, socket}, {1, socket}, {2, socket}}}, Yardstick::Pipes},
        {"terminal", {.usePTY = true}, Yardstick::PipesAndTerminal},
        {"all: sockets on 3 and 4",
         {.path = directory,
          .usePTY = true,
          .childFDs = {{3, socket}, {4, socket}},
          .newProcessGroup = true},
         Yardstick::PipesAndTerminal},
    };
}

void printKernels(const Times &alone, const Times &pipes, const Times &terminal,
                  const Times &difference)
{
    std::printf("\n| the kernel's part, by hand   |        µs |\n"
                "|------------------------------|-----------|\n"
                "| terminal, opened and closed  | %9.0f |\n"
                "| spawn with three pipes       | %9.0f |\n"
                "| spawn with a terminal        | %9.0f |\n"
                "| what the terminal adds to it | %9.0f |\n\n",
                median(alone), median(pipes), median(terminal), median(difference));
}

void measureOptions(int rounds)
{
    const std::vector<Row> rows = rowsOfOptions();
    enum { TerminalAlone, PipesByHand, TerminalByHand, OurPipes, FirstRow };
    std::vector<Work> contestants = {terminalAlone, pipesByHand, terminalByHand,
                                     [] { ourSpawn({}); }};
    for (const Row &row : rows)
        contestants.emplace_back([&row] { ourSpawn(row.options); });
    const auto times = takeTurns(contestants, rounds);

    const Times &pipes = times[OurPipes];
    const Times kernels = combined(times[TerminalByHand], times[PipesByHand], std::minus());
    const Times pipesAndTerminal = combined(pipes, kernels, std::plus());
    printKernels(times[TerminalAlone], times[PipesByHand], times[TerminalByHand], kernels);
    printHead("spawn to end, beside pipes", "pipes");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        printRow(rows[i].name, times[FirstRow + i],
                 rows[i].yardstick == Yardstick::Pipes ? pipes : pipesAndTerminal);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int rounds = argc > 1 ? std::max(1, atoi(argv[1])) : 1000;
    measurePipes(rounds);
    measureOptions(rounds);
    return 0;
}
