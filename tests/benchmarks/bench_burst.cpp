// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// S2: many short children at once, from the first spawn to the last end; how long each call that
// spawned took; and how late a 4 ms timer was meanwhile, beside that of a process that does
// nothing, at the same time.
//
//     bench_burst [CHILDREN [ROUNDS]]

#include "bystander.h"
#include "contest.h"
#include "lateness.h"
#include "peer.h"

#include <QtCore/QCoreApplication>

namespace {

/// How late a timer was: the most of each round, and each time.
struct Times
{
    void add(const std::vector<double> &round)
    {
        longest.push_back(percentile(round, 1));
        all.insert(all.end(), round.begin(), round.end());
    }

    std::vector<double> longest;
    std::vector<double> all;
};

struct Watched
{
    std::vector<double> calls;
    Times own;
    Times bystander;
};

void watch(Peer &peer, int children, const Bystander &bystander, Watched &result)
{
    bystander.begin();
    const Lateness lateness;
    peer.run(children);
    const std::vector<double> beside = bystander.end();
    const std::vector<double> calls = peer.takeCalls();
    result.calls.insert(result.calls.end(), calls.begin(), calls.end());
    if (peer.pid() != 0 || lateness.values().empty())
        return;
    result.own.add(lateness.values());
    result.bystander.add(beside);
}

std::vector<std::string> timerCells(const Times &own, const Times &bystander)
{
    if (own.all.empty())
        return {"–", "–", "–", "–"};
    const double longest = median(own.longest);
    const double p99 = percentile(own.all, 0.99);
    return {Table::number(longest, 1), Table::number(longest / median(bystander.longest), 2),
            Table::number(p99, 1), Table::number(p99 / percentile(bystander.all, 0.99), 2)};
}

/// In two contests, because a fork() leaves its parent's memory shared, and slow to write for a
/// while, for whoever is next.
void compete(const Table &table, const std::vector<Peer *> &peers, std::size_t inThisThread,
             std::size_t qprocess, std::size_t firstRow, int children, int rounds,
             const Bystander &bystander)
{
    std::vector<Watched> watched(peers.size());
    std::vector<Contestant> contestants;
    for (std::size_t i = 0; i < peers.size(); ++i) {
        contestants.push_back({peers[i]->name(),
                               [&, i] { watch(*peers[i], children, bystander, watched[i]); },
                               pid_t(peers[i]->pid())});
    }
    const auto efforts = takeTurns(contestants, rounds);
    for (std::size_t i = firstRow; i < peers.size(); ++i) {
        const Watched &seen = watched[i];
        std::vector<std::string> cells = {
            Table::number(1000 * medianOf(efforts[i], &Effort::seconds), 1),
            Table::number(ratio(efforts[i], efforts[inThisThread], &Effort::seconds), 2),
            Table::number(ratio(efforts[qprocess], efforts[i], &Effort::seconds), 2),
            seen.calls.empty() ? "–" : Table::number(percentile(seen.calls, 0.99), 0)};
        const auto more = timerCells(seen.own, seen.bystander);
        cells.insert(cells.end(), more.begin(), more.end());
        table.row(contestants[i].name, cells);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const Bystander bystander;
    const QCoreApplication application(argc, argv);
    const int children = argc > 1 ? std::atoi(argv[1]) : 500;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 60;

    const auto peers = allPeers();
    const auto background = makeInBackground();
    const Table table("S2 burst, " + std::to_string(children) + " children",
                      {"ms", "/ this thread", "QProcess / this", "call p99, µs",
                       "longest stall, ms", "/ bystander's", "stall p99, ms", "/ bystander's"});
    compete(table,
            {peers[0].get(), peers[1].get(), peers[2].get(), peers[3].get(), background.get()}, 1,
            3, 0, children, rounds, bystander);
    std::vector<Peer *> forkers = {peers[1].get(), peers[3].get()};
    for (std::size_t i = 4; i < peers.size(); ++i)
        forkers.push_back(peers[i].get());
    compete(table, forkers, 0, 1, 2, children, std::max(1, rounds / 10), bystander);
    return 0;
}
