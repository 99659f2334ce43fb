// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LIFELINE_H
#define LIFELINE_H

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <QtCore/QtGlobal>

#include <utility>

/// The read end of a pipe whose write end a child has: end-of-file when the child and its heirs are
/// gone.
class LifeLine
{
public:
    LifeLine()
    {
        if (pipe2(m_ends, O_CLOEXEC) != 0)
            qFatal("pipe2");
    }
    ~LifeLine()
    {
        close(m_ends[0]);
        close(m_ends[1]);
    }
    Q_DISABLE_COPY_MOVE(LifeLine)

    int childsEnd() const { return m_ends[1]; }
    /// Blocks until it is cut. False: what came was not the end, or nothing came in time.
    bool waitForEnd(int milliseconds = -1)
    {
        close(std::exchange(m_ends[1], -1));
        pollfd query = {m_ends[0], POLLIN, 0};
        char byte;
        return poll(&query, 1, milliseconds) > 0 && read(m_ends[0], &byte, 1) == 0;
    }

private:
    int m_ends[2];
};

#endif // LIFELINE_H
