// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// S4: a child pours bytes into its stdout, and we look at the size of all of them. First through
// what each of the peers gives its children, then through a socket, which is what libuv gives them.
//
//     bench_out [MEBIBYTES [ROUNDS]]

#include "throughput.h"

#include <QtCore/QCoreApplication>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const auto drain = [](Peer &peer, qint64 bytes) {
        if (peer.drain(bytes) != bytes)
            qFatal("%s lost bytes", peer.name());
    };
    compareThroughput("S4 out", allMovers(), argc, argv, drain);
    if (auto libuv = makeLibuv()) {
        Movers onSockets = {{}, 0, 0};
        onSockets.peers.push_back(std::move(libuv));
        onSockets.peers.push_back(makeOnSocket());
        compareThroughput("S4 out, sockets", onSockets, argc, argv, drain);
    }
    return 0;
}
