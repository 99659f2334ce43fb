// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Offspring with the other OS layer, which is made of the C library's calls alone: what the calls
// of Linux are worth. A program holds one of the two, so that one is beside this: peerhost of a
// build with OFFSPRING_PLATFORM=posix, which OFFSPRING_POSIX_PEER names.

#include "remotepeer.h"

std::unique_ptr<Peer> makePosix()
{
    const QString program = qEnvironmentVariable("OFFSPRING_POSIX_PEER");
    if (program.isEmpty())
        return nullptr;
    return std::make_unique<RemotePeer>("posix layer", program, QStringList());
}
