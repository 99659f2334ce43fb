// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BYSTANDER_H
#define BYSTANDER_H

#include <QtCore/QtGlobal>

#include <sys/types.h>

/// A process beside this one that does nothing but look how late its timer is: what the machine
/// does to everybody while this process works.
class Bystander
{
public:
    struct Seen
    {
        double longest = 0; ///< ms too late
        double p99 = 0;
    };

    /// Before there is an application object, because it makes one of its own.
    Bystander();
    ~Bystander();
    Q_DISABLE_COPY_MOVE(Bystander)

    void begin() const;
    /// Since begin().
    Seen end() const;

private:
    void ask(char what, void *answer, std::size_t size) const;

    int m_ours = -1;
    pid_t m_pid = -1;
};

#endif // BYSTANDER_H
