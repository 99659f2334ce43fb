// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "peer.h"

Peer::Words Peer::quickChild()
{
    return {TESTCHILD};
}

Peer::Words Peer::pouringChild(qint64 bytes)
{
    return {TESTCHILD, "pour", "1", QByteArray::number(bytes)};
}

Peer::Words Peer::countingChild()
{
    return {TESTCHILD, "count", "0", "1"};
}

Peer::Words Peer::echoingChild()
{
    return {TESTCHILD, "copy", "0", "1"};
}

qint64 Peer::pid() const
{
    return 0;
}

bool Peer::keep(int)
{
    return false;
}

void Peer::echo(int) { }

void Peer::release() { }

const QByteArray &Peer::piece()
{
    static const QByteArray result(pieceSize, 'x');
    return result;
}

#ifndef WITH_LIBUV
std::unique_ptr<Peer> makeLibuv()
{
    return nullptr;
}
#endif

#ifndef WITH_GLIB
std::unique_ptr<Peer> makeGLib()
{
    return nullptr;
}
#endif

std::vector<std::unique_ptr<Peer>> allPeers()
{
    std::vector<std::unique_ptr<Peer>> result;
    for (auto make : {makeBare, makeSharedSet, makeNotifierPerDescriptor, makeQProcess, makeLibuv,
                      makeGLib, makeTwisted, makePosix}) {
        if (auto peer = make())
            result.push_back(std::move(peer));
    }
    return result;
}
