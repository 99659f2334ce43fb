// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// S7: does the event loop serve others while children flood it, one or four at once, or come by the
// hundreds?
//
//     bench_health [MEBIBYTES [CHILDREN [ROUNDS]]]

#include "contest.h"
#include "lateness.h"
#include "peer.h"

#include <QtCore/QCoreApplication>

#include <functional>

namespace {

using Work = std::function<void(Peer &)>;

void measure(const std::string &title, const std::vector<std::unique_ptr<Peer>> &peers, int rounds,
             int milliseconds, const Work &work)
{
    std::vector<std::vector<double>> lateness(peers.size());
    std::vector<Contestant> contestants;
    for (std::size_t i = 0; i < peers.size(); ++i) {
        contestants.push_back({peers[i]->name(), [&, i] {
                                   const Lateness timer(milliseconds);
                                   work(*peers[i]);
                                   lateness[i].insert(lateness[i].end(), timer.values().begin(),
                                                      timer.values().end());
                               }});
    }
    takeTurns(contestants, rounds);
    const Table table(title, {"p50", "p99", "max"});
    for (std::size_t i = 0; i < peers.size(); ++i) {
        table.row(peers[i]->name(),
                  {Table::number(percentile(lateness[i], 0.5), 2),
                   Table::number(percentile(lateness[i], 0.99), 2),
                   Table::number(percentile(lateness[i], 1), 2)});
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const qint64 mebibytes = argc > 1 ? std::atoi(argv[1]) : 4096;
    const int children = argc > 2 ? std::atoi(argv[2]) : 500;
    const int rounds = argc > 3 ? std::atoi(argv[3]) : 5;

    std::vector<std::unique_ptr<Peer>> peers;
    for (auto make : {makeSharedSet, makeNotifierPerDescriptor, makeQProcess})
        peers.push_back(make());
    measure("S7 4 ms timer's lateness under S4, ms", peers, rounds, 4,
            [mebibytes](Peer &peer) { peer.drain(mebibytes << 20); });
    measure("S7 4 ms timer's lateness under S2, ms", peers, rounds, 4,
            [children](Peer &peer) { peer.run(children); });
    measure("S7 10 ms timer's, four floods, ms", peers, rounds, 10,
            [mebibytes](Peer &peer) { peer.drain((mebibytes << 20) / 4, 4); });
    return 0;
}
