// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DISPOSITION_H
#define DISPOSITION_H

#include <QtCore/QtGlobal>

#include <csignal>

/// What this program does about a signal, until this goes.
class Disposition
{
public:
    using Handler = void (*)(int);

    Disposition(int number, Handler handler, int flags = 0)
        : m_number(number)
    {
        struct sigaction action = {};
        action.sa_handler = handler;
        action.sa_flags = SA_RESTART | flags;
        sigaddset(&action.sa_mask, SIGUSR2);
        sigaction(number, &action, &m_before);
        m_set = current();
    }
    ~Disposition() { sigaction(m_number, &m_before, nullptr); }
    Q_DISABLE_COPY_MOVE(Disposition)

    bool isKept() const
    {
        const struct sigaction now = current();
        return now.sa_handler == m_set.sa_handler && now.sa_flags == m_set.sa_flags
            && sigismember(&now.sa_mask, SIGUSR2) == 1 && sigismember(&now.sa_mask, SIGUSR1) == 0;
    }

private:
    struct sigaction current() const
    {
        struct sigaction result = {};
        sigaction(m_number, nullptr, &result);
        return result;
    }

    const int m_number;
    struct sigaction m_set = {};
    struct sigaction m_before = {};
};

#endif // DISPOSITION_H
