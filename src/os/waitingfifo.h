// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_WAITINGFIFO_H
#define OFFSPRING_OS_WAITINGFIFO_H

#include "spawnfailure.h"
#include "uniquefd.h"

#include <QtCore/QByteArray>

#include <optional>

namespace Offspring::Os {

/// A FIFO that a child is to read, fifo(7). A program that opens one without blocking reads the end
/// at once until there is a writer; a shell's "<fifo" waits for it in open(2). Here the child waits
/// in its reads: as long as this object lives we are a writer of the FIFO.
class WaitingFifo
{
public:
    // directory: as for openPath().
    static bool isFifo(const QByteArray &path, int directory);

    /// Before it is opened for reading, so that no writer comes and goes unseen.
    std::optional<SpawnFailure> watch(const QByteArray &path, int directory);
    /// Opens it when a reader has it open. Without permission to write, this program cannot be its
    /// writer: then it is at its end while it has no writer, which may be never, because one may be
    /// there.
    std::optional<SpawnFailure> openForWriting(const QByteArray &path, int directory);

    /// Readable when a writer has come: it has written, or closed its end.
    int number() const { return m_events.number(); }

private:
    UniqueFD m_events;
    UniqueFD m_writeEnd;
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_WAITINGFIFO_H
