// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "throughput.h"

#include "contest.h"

Movers allMovers()
{
    constexpr std::size_t bare = 0;
    constexpr std::size_t qprocess = 3;
    return {allPeers(), bare, qprocess};
}

void compareThroughput(const std::string &title, const Movers &movers, int argc, char **argv,
                       const std::function<void(Peer &, qint64 bytes)> &move)
{
    const qint64 mebibytes = argc > 1 ? std::atoi(argv[1]) : 4096;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
    const qint64 bytes = mebibytes << 20;

    const auto &[peers, floor, rival] = movers;
    std::vector<Contestant> contestants;
    for (const auto &peer : peers)
        contestants.push_back({peer->name(), [&] { move(*peer, bytes); }, pid_t(peer->pid())});
    const auto efforts = takeTurns(contestants, rounds);

    const double gibibytes = double(mebibytes) / 1024;
    const Table table(title + ", " + std::to_string(mebibytes) + " MiB",
                      {"GB/s", "CPU s/GiB", "CPU / " + std::string(peers[floor]->name()),
                       "GB/s / " + std::string(peers[rival]->name())});
    for (std::size_t i = 0; i < peers.size(); ++i) {
        table.row(contestants[i].name,
                  {Table::number(double(bytes) / medianOf(efforts[i], &Effort::seconds) / 1e9, 2),
                   Table::number(medianOf(efforts[i], &Effort::cpuSeconds) / gibibytes, 3),
                   Table::number(ratio(efforts[i], efforts[floor], &Effort::cpuSeconds), 2),
                   Table::number(ratio(efforts[rival], efforts[i], &Effort::seconds), 2)});
    }
}
