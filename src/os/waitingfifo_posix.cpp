// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// POSIX does not tell of a FIFO's first writer. So none is waited for: the child meets end-of-file
// as long as the FIFO has no writer, as where this program has no right to write to it.

#include "waitingfifo.h"

namespace Offspring::Os {

bool WaitingFifo::isFifo(const QByteArray &, int)
{
    return false;
}

std::optional<SpawnFailure> WaitingFifo::watch(const QByteArray &, int)
{
    return std::nullopt;
}

std::optional<SpawnFailure> WaitingFifo::openForWriting(const QByteArray &, int)
{
    return std::nullopt;
}

} // namespace Offspring::Os
