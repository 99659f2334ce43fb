// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// How large a flooded pipe may be, and for how long. By a timer, because a pipe that falls quiet
// makes no event.

#include "grownpipe.h"
#include "../os/streamio.h"

#include <QtCore/QTimerEvent>

#include <algorithm>
#include <atomic>

namespace Offspring {

using std::chrono::milliseconds;

namespace {

// A larger pipe spares both sides from waking each other; beyond this it spares no more.
constexpr int floodedSize = 1024 * 1024;

// Of the memory that one user's pipes may have.
constexpr int partOfAProgram = 4;

// A pipe is quiet when it was not flooded for so long. One that is too full to get its size back
// then is looked at again after twice the time, and so on.
constexpr milliseconds shortestPause(100);
constexpr milliseconds longestPause(60'000);

std::atomic<qint64> &memoryLeft()
{
    static std::atomic<qint64> left = Os::pipeMemoryOfUser() / partOfAProgram;
    return left;
}

} // namespace

PipeMemory PipeMemory::take(qint64 bytes)
{
    PipeMemory result;
    qint64 left = memoryLeft();
    while (left >= bytes) {
        if (!memoryLeft().compare_exchange_weak(left, left - bytes))
            continue;
        result.m_bytes = bytes;
        break;
    }
    return result;
}

PipeMemory::~PipeMemory()
{
    memoryLeft() += m_bytes;
}

std::unique_ptr<GrownPipe> GrownPipe::grow(int pipe)
{
    const int firstSize = Os::pipeSize(pipe);
    if (firstSize <= 0)
        return nullptr;
    for (int size = floodedSize; size > firstSize; size /= 2) {
        PipeMemory memory = PipeMemory::take(size - firstSize);
        if (!memory.isEmpty() && Os::resizePipe(pipe, size))
            return std::unique_ptr<GrownPipe>(new GrownPipe(pipe, firstSize, std::move(memory)));
    }
    return nullptr;
}

GrownPipe::GrownPipe(int pipe, int firstSize, PipeMemory memory)
    : m_pipe(pipe)
    , m_firstSize(firstSize)
    , m_memory(std::move(memory))
{
    lookAfter(shortestPause);
}

GrownPipe::~GrownPipe()
{
    if (!isOver() && m_owner.isThisProcess())
        shrink(); // the child may keep its end for long
}

void GrownPipe::noteFlood()
{
    m_isFlooded = true;
    if (m_pause > shortestPause)
        lookAfter(shortestPause);
}

void GrownPipe::dispatcherChanged()
{
    m_quietTime.dispatcherChanged();
}

void GrownPipe::timerEvent(QTimerEvent *event)
{
    if (!m_quietTime.endIfDue(event->timerId()) || !m_owner.isThisProcess())
        return;
    if (std::exchange(m_isFlooded, false))
        lookAfter(m_pause);
    else if (!shrink())
        lookAfter(std::min(2 * m_pause, longestPause));
}

// False: more is in it than would find room.
bool GrownPipe::shrink()
{
    if (!Os::resizePipe(m_pipe, m_firstSize))
        return false;
    m_memory = PipeMemory();
    return true;
}

void GrownPipe::lookAfter(milliseconds pause)
{
    m_pause = pause;
    m_quietTime.start(pause);
}

} // namespace Offspring
