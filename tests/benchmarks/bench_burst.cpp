// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// S2: many short children at once, from the first spawn to the last end, and the longest time that
// nothing else was served meanwhile.
//
//     bench_burst [CHILDREN [ROUNDS]]

#include "contest.h"
#include "lateness.h"
#include "peer.h"

#include <QtCore/QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int children = argc > 1 ? std::atoi(argv[1]) : 500;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 15;

    const auto peers = allPeers();
    std::vector<std::vector<double>> stalls(peers.size());
    std::vector<Contestant> contestants;
    for (std::size_t i = 0; i < peers.size(); ++i) {
        contestants.push_back({peers[i]->name(),
                               [&, i] {
                                   const Lateness lateness;
                                   peers[i]->run(children);
                                   if (peers[i]->pid() == 0 && !lateness.values().empty())
                                       stalls[i].push_back(percentile(lateness.values(), 1));
                               },
                               pid_t(peers[i]->pid())});
    }
    const auto efforts = takeTurns(contestants, rounds);

    const Table table("S2 burst, " + std::to_string(children) + " children",
                      {"ms", "longest stall, ms", "QProcess / this"});
    const std::size_t qprocess = 3;
    for (std::size_t i = 0; i < peers.size(); ++i) {
        table.row(contestants[i].name,
                  {Table::number(1000 * medianOf(efforts[i], &Effort::seconds), 1),
                   stalls[i].empty() ? "–" : Table::number(median(stalls[i]), 1),
                   Table::number(ratio(efforts[qprocess], efforts[i], &Effort::seconds), 2)});
    }
    return 0;
}
