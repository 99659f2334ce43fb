// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// S3: what one of many live children costs: a line to one of them and back, a line to each and
// back, and memory. All on one processor.
//
//     bench_many [ROUNDS [CHILDREN …]]

#include "contest.h"
#include "peer.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>

#include <malloc.h>
#include <sched.h>

#include <cstdio>

namespace {

struct Cost
{
    double one = 0; // µs
    double oneCpu = 0; // µs of the process that has the children
    double each = 0; // µs per child
    double cpu = 0; // µs per child, of that process
    double memory = 0; // KiB per child
};

Cost measure(Peer &peer, int children, int rounds)
{
    Cost cost;
    const auto pid = pid_t(peer.pid());
    malloc_trim(0); // what another peer has left here would be memory that costs nothing
    const double before = memoryKiB("VmRSS", pid);
    if (!peer.keep(children))
        return {};
    peer.echo(children); // all have started
    cost.memory = (memoryKiB("VmRSS", pid) - before) / children;
    const auto one = takeTurns({{peer.name(), [&] { peer.echo(1); }, pid}}, rounds);
    const auto each = takeTurns({{peer.name(), [&] { peer.echo(children); }, pid}}, 5);
    cost.one = 1e6 * medianOf(one[0], &Effort::seconds);
    cost.oneCpu = 1e6 * medianOf(one[0], &Effort::cpuSeconds);
    cost.each = 1e6 * medianOf(each[0], &Effort::seconds) / children;
    cost.cpu = 1e6 * medianOf(each[0], &Effort::cpuSeconds) / children;
    peer.release();
    return cost;
}

/// Whoever runs there wakes the other for the price of a change between them. To wake an idle
/// processor is up to the machine: 15 or 60 µs here, in fits, which would be most of what is seen.
void stayOnOneProcessor()
{
    cpu_set_t here;
    CPU_ZERO(&here);
    CPU_SET(std::size_t(sched_getcpu()), &here);
    if (sched_setaffinity(0, sizeof here, &here) != 0) // the peers and children too
        std::perror("sched_setaffinity");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    stayOnOneProcessor();
    raiseDescriptorLimit();
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 1000;
    std::vector<int> counts;
    for (int i = 2; i < argc; ++i)
        counts.push_back(std::atoi(argv[i]));
    if (counts.empty())
        counts = {10, 100, 1000, 4000};

    const auto peers = allPeers();
    for (const int children : counts) {
        const Table table("S3 many, " + std::to_string(children) + " live children",
                          {"one, µs", "its CPU, µs", "each, µs", "its CPU, µs", "its memory, KiB"});
        for (const auto &peer : peers) {
            const Cost cost = measure(*peer, children, rounds);
            if (cost.each > 0)
                table.row(peer->name(),
                          {Table::number(cost.one, 1), Table::number(cost.oneCpu, 1),
                           Table::number(cost.each, 1), Table::number(cost.cpu, 1),
                           Table::number(cost.memory, 1)});
        }
    }
    return 0;
}
