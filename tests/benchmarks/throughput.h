// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef THROUGHPUT_H
#define THROUGHPUT_H

#include "peer.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// Who moves the bytes: which of the peers is the floor, and which the rival.
struct Movers
{
    std::vector<std::unique_ptr<Peer>> peers;
    std::size_t floor;
    std::size_t rival;
};
Movers allMovers(); ///< bare and QProcess

/// They all move that many bytes in each round, and a table with \a title tells how fast, and for
/// how much of this process's CPU time. The arguments are a program's: [MEBIBYTES [ROUNDS]]
void compareThroughput(const std::string &title, const Movers &movers, int argc, char **argv,
                       const std::function<void(Peer &, qint64 bytes)> &move);

#endif // THROUGHPUT_H
