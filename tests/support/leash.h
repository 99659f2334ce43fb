// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LEASH_H
#define LEASH_H

#include <fcntl.h>
#include <unistd.h>

#include <QtCore/QtGlobal>

/// A pipe whose read end a child is given, to wait there for end-of-file: it stays until it is let
/// go, whatever becomes of its transport.
class Leash
{
public:
    Leash()
    {
        if (pipe2(m_ends, O_CLOEXEC) != 0)
            qFatal("pipe2");
    }
    ~Leash() { letGo(); }
    Q_DISABLE_COPY_MOVE(Leash)

    int childsEnd() const { return m_ends[0]; }
    void letGo()
    {
        for (int &end : m_ends) {
            if (end >= 0)
                close(end);
            end = -1;
        }
    }

private:
    int m_ends[2];
};

#endif // LEASH_H
