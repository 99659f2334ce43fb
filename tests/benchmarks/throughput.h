// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef THROUGHPUT_H
#define THROUGHPUT_H

#include "peer.h"

#include <functional>
#include <string>

/// All peers move that many bytes in each round, and a table with \a title tells how fast, and for
/// how much of this process's CPU time. The arguments are a program's: [MEBIBYTES [ROUNDS]]
void compareThroughput(const std::string &title, int argc, char **argv,
                       const std::function<void(Peer &, qint64 bytes)> &move);

#endif // THROUGHPUT_H
