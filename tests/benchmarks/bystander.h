// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BYSTANDER_H
#define BYSTANDER_H

#include <QtCore/QtGlobal>

#include <sys/types.h>

#include <cstddef>
#include <vector>

/// A process beside this one that does nothing but look how late its timer is: what the machine
/// does to everybody while this process works.
class Bystander
{
public:
    /// Before there is an application object, because it makes one of its own.
    Bystander();
    ~Bystander();
    Q_DISABLE_COPY_MOVE(Bystander)

    void begin() const;
    /// How late the timer was each time since begin(), in ms.
    std::vector<double> end() const;

private:
    void ask(char what) const;
    void take(void *answer, std::size_t size) const;

    int m_ours = -1;
    pid_t m_pid = -1;
};

#endif // BYSTANDER_H
