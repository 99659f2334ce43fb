// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_GROWNPIPE_H
#define OFFSPRING_GROWNPIPE_H

#include "../os/ownerprocess.h"
#include "countdown.h"

#include <QtCore/QObject>

#include <chrono>
#include <memory>
#include <utility>

namespace Offspring {

/// What one pipe takes of the memory that all pipes of a program may have beyond their first size:
/// a part only of what the kernel lets their user have, because his other programs need pipes too.
class PipeMemory
{
public:
    PipeMemory() = default;
    /// Empty when there is not as much.
    static PipeMemory take(qint64 bytes);
    PipeMemory(PipeMemory &&other) noexcept
        : m_bytes(std::exchange(other.m_bytes, 0))
    { }
    PipeMemory &operator=(PipeMemory &&other) noexcept
    {
        std::swap(m_bytes, other.m_bytes);
        return *this;
    }
    ~PipeMemory();

    bool isEmpty() const { return m_bytes == 0; }

private:
    qint64 m_bytes = 0;
};

/// A flooded pipe that was made larger. It gets its size back when it falls quiet, and at the
/// latest when this is destroyed, which is before our end is closed.
class GrownPipe final : public QObject
{
public:
    /// Null: it cannot be larger now.
    static std::unique_ptr<GrownPipe> grow(int pipe);
    ~GrownPipe() override;

    /// It was flooded again.
    void noteFlood();
    /// It has its first size back.
    bool isOver() const { return m_memory.isEmpty(); }

    /// The thread has a new event dispatcher: the timer is gone with the one before.
    void dispatcherChanged();

private:
    GrownPipe(int pipe, int firstSize, PipeMemory memory);
    void timerEvent(QTimerEvent *event) override;
    bool shrink();
    void lookAfter(std::chrono::milliseconds pause);

    const int m_pipe;
    const int m_firstSize;
    PipeMemory m_memory;
    bool m_isFlooded = true; // since the timer last looked
    std::chrono::milliseconds m_pause = {};
    Countdown m_quietTime{this};
    Os::OwnerProcess m_owner;
};

} // namespace Offspring

#endif // OFFSPRING_GROWNPIPE_H
