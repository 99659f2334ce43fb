// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What a spawn costs: from spawnProcess() to processEnded, with three pipes, beside a bare
// posix_spawn() and waitpid() with the same three pipes. The two take turns, so that a noisy
// machine is noisy for both; what counts is the ratio.
//
//     bench_spawn [ROUNDS]

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Offspring;

namespace {

double microseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1000;
}

/// The floor: the calls that anybody must make.
double bareSpawn()
{
    QElapsedTimer timer;
    timer.start();
    int pipes[3][2];
    for (auto &ends : pipes) {
        if (pipe2(ends, O_CLOEXEC) != 0)
            qFatal("pipe2");
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes[0][0], 0);
    posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1);
    posix_spawn_file_actions_adddup2(&actions, pipes[2][1], 2);
    char program[] = TESTCHILD;
    char *arguments[] = {program, nullptr};
    char *environment[] = {nullptr};
    pid_t pid = -1;
    if (posix_spawn(&pid, program, &actions, nullptr, arguments, environment) != 0)
        qFatal("posix_spawn");
    posix_spawn_file_actions_destroy(&actions);
    close(pipes[0][0]);
    close(pipes[1][1]);
    close(pipes[2][1]);
    char byte;
    while (read(pipes[1][0], &byte, 1) > 0 || read(pipes[2][0], &byte, 1) > 0) { }
    waitpid(pid, nullptr, 0);
    close(pipes[0][1]);
    close(pipes[1][0]);
    close(pipes[2][0]);
    return microseconds(timer);
}

double ourSpawn()
{
    static const QString program = QStringLiteral(TESTCHILD);
    QElapsedTimer timer;
    timer.start();
    QEventLoop loop;
    ProcessTransport *const transport = Reactor::instance()->spawnProcess(program);
    QObject::connect(transport, &ProcessTransport::processEnded, &loop, &QEventLoop::quit);
    loop.exec();
    return microseconds(timer);
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + long(values.size() / 2), values.end());
    return values[values.size() / 2];
}

double measure(const char *name, int rounds)
{
    std::vector<double> ours, bare, ratios;
    for (int i = 0; i < rounds; ++i) {
        bare.push_back(bareSpawn());
        ours.push_back(ourSpawn());
        ratios.push_back(ours.back() / bare.back());
    }
    std::printf("| %-28s | %9.0f | %9.0f | %5.2f |\n", name, median(ours), median(bare),
                median(ratios));
    std::fflush(stdout);
    return median(ours);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int rounds = argc > 1 ? std::max(1, atoi(argv[1])) : 1000;
    std::printf("| spawn to end, three pipes    |  ours, µs |  bare, µs | ratio |\n"
                "|------------------------------|-----------|-----------|-------|\n");
    measure("(warm-up)", rounds / 10 + 1);
    const double small = measure("small parent", rounds);
    {
        const std::vector<char> memory(std::size_t(1) << 30, 'x');
        const double large = measure("1 GiB of parent memory", rounds);
        std::printf("ours at 1 GiB / ours at 0: %.2f\n", large / small);
    }
    std::vector<int> descriptors(5000);
    std::generate(descriptors.begin(), descriptors.end(),
                  [] { return open("/dev/null", O_RDONLY | O_CLOEXEC); });
    measure("5000 open descriptors", rounds);
    std::for_each(descriptors.begin(), descriptors.end(), close);
    return 0;
}
