// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminationsignals.h"

#include <QtCore/QPointer>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace {

std::atomic<int> writingEnd{-1};

void handle(int signal)
{
    const int before = errno;
    const auto number = static_cast<unsigned char>(signal);
    if (write(writingEnd, &number, 1) < 0) { } // full: enough of them are in it
    errno = before;
}

} // namespace

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
{
    if (pipe2(m_ends, O_CLOEXEC | O_NONBLOCK) < 0)
        return; // then they end the program as ever
    writingEnd = m_ends[1];
    m_notifier.emplace(m_ends[0], QSocketNotifier::Read);
    connect(&*m_notifier, &QSocketNotifier::activated, this, &TerminationSignals::takeSignals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        catchSignal(signal);
}

TerminationSignals::~TerminationSignals()
{
    for (const auto &[signal, action] : m_before)
        sigaction(signal, &action, nullptr);
    m_notifier.reset();
    writingEnd = -1;
    for (const int end : m_ends) {
        if (end >= 0)
            close(end);
    }
}

void TerminationSignals::catchSignal(int signal)
{
    struct sigaction before = {};
    if (sigaction(signal, nullptr, &before) < 0 || before.sa_handler == SIG_IGN)
        return;
    struct sigaction action = {};
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    if (sigaction(signal, &action, nullptr) == 0)
        m_before.emplace_back(signal, before);
}

void TerminationSignals::takeSignals()
{
    const QPointer<TerminationSignals> alive(this);
    unsigned char number = 0;
    while (alive && read(m_ends[0], &number, 1) == 1) {
        if (m_first == 0)
            m_first = number;
        Q_EMIT received(number);
    }
}

void TerminationSignals::endBy(int signal)
{
    struct sigaction action = {};
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, nullptr);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    raise(signal);
    std::abort(); // not reached
}
