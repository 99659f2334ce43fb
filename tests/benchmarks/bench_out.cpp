// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// S4: a child pours bytes into its stdout, and we look at the size of all of them.
//
//     bench_out [MEBIBYTES [ROUNDS]]

#include "throughput.h"

#include <QtCore/QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    compareThroughput("S4 out", argc, argv, [](Peer &peer, qint64 bytes) {
        if (peer.drain(bytes) != bytes)
            qFatal("%s lost bytes", peer.name());
    });
    return 0;
}
