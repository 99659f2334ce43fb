// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// S5: bytes into the stdin of a child that counts them.
//
//     bench_in [MEBIBYTES [ROUNDS]]

#include "throughput.h"

#include <QtCore/QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    compareThroughput("S5 in", allMovers(), argc, argv,
                      [](Peer &peer, qint64 bytes) { peer.feed(bytes); });
    return 0;
}
