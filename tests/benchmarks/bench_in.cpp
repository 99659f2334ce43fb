// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// S5: bytes into the stdin of a child that counts them.
//
//     bench_in [MEBIBYTES [ROUNDS]]

#include "contest.h"
#include "peer.h"

#include <QtCore/QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const qint64 mebibytes = argc > 1 ? std::atoi(argv[1]) : 4096;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;

    const auto peers = allPeers();
    std::vector<Contestant> contestants;
    for (const auto &peer : peers) {
        contestants.push_back({peer->name(), [&peer, mebibytes] { peer->feed(mebibytes << 20); }});
    }
    const auto efforts = takeTurns(contestants, rounds);

    const double gibibytes = double(mebibytes) / 1024;
    const auto bytes = double(mebibytes << 20);
    const Table table("S5 in, " + std::to_string(mebibytes) + " MiB",
                      {"GB/s", "CPU s/GiB", "CPU / bare", "GB/s / QProcess"});
    const std::size_t qprocess = 3;
    for (std::size_t i = 0; i < peers.size(); ++i) {
        table.row(contestants[i].name,
                  {Table::number(bytes / medianOf(efforts[i], &Effort::seconds) / 1e9, 2),
                   Table::number(medianOf(efforts[i], &Effort::cpuSeconds) / gibibytes, 3),
                   Table::number(ratio(efforts[i], efforts[0], &Effort::cpuSeconds), 2),
                   Table::number(ratio(efforts[qprocess], efforts[i], &Effort::seconds), 2)});
    }
    return 0;
}
