// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "childhandle.h"

#include <csignal>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

namespace Offspring::Os {

bool ChildHandle::isOurs() const
{
    return !m_isReaped && m_exitDescriptor.isOpen() && m_parent.isThisProcess();
}

bool ChildHandle::hasSurvivors() const
{
    return leadsGroup() && !survivingFamilies({{m_pid, m_leads}}).empty();
}

bool ChildHandle::isAnybodyAlive() const
{
    return state() == State::Alive || hasSurvivors();
}

// Signals the child, and its group when it leads one. It is not reaped yet.
bool ChildHandle::signalGroup(int signal) const
{
    if (!leadsGroup())
        return sendSignal(signal);
    const bool reached = ::kill(-m_pid, signal) == 0;
    // A leader may leave its group for another one.
    return getpgid(m_pid) == m_pid ? reached : sendSignal(signal) || reached;
}

bool ChildHandle::terminate(std::optional<int> foreground) const
{
    return foreground ? signalAll({SIGTERM, SIGHUP, SIGCONT}, *foreground)
                      : signalAll({SIGTERM, SIGCONT}, 0);
}

void ChildHandle::hangUpAgain(int foreground) const
{
    if (state() == State::Alive)
        signalAll({SIGHUP, SIGCONT}, foreground);
}

// That anybody may send SIGCONT within a session says nothing about the others.
bool ChildHandle::signalAll(std::initializer_list<int> signals, int foreground) const
{
    const State now = state();
    if (now == State::Reaped)
        return false;
    if (now == State::Dead)
        return signalSurvivors(signals);
    bool reached = false;
    for (const int signal : signals)
        reached |= signalGroup(signal) && signal != SIGCONT;
    if (foreground <= 0 || foreground == m_pid)
        return reached;
    const auto belongs = [&](int pid) {
        return getpgid(pid) == foreground && getsid(pid) == m_pid;
    };
    const Signalled signalled = signalEach(belongs, signals);
    reached |= signalled.isAnyReached;
    if (!signalled.isComplete) {
        for (const int signal : signals)
            reached |= ::kill(-foreground, signal) == 0 && signal != SIGCONT;
    }
    return reached;
}

bool ChildHandle::signalSurvivors(std::initializer_list<int> signals) const
{
    if (!leadsGroup())
        return false;
    const auto belongs = [&](int pid) {
        return pid != m_pid && (leadsSession() ? getsid(pid) : getpgid(pid)) == m_pid;
    };
    const Signalled signalled = signalEach(belongs, signals);
    bool reached = signalled.isAnyReached;
    if (!signalled.isComplete && hasSurvivors()) {
        for (const int signal : signals)
            reached |= signalGroup(signal) && signal != SIGCONT;
    }
    return reached;
}

// A process that has been sent SIGKILL makes no others: when no new one is found, none is left.
// When processes are made faster than they are found, the rest is left to the next call.
void ChildHandle::kill() const
{
    constexpr int mostRounds = 32;
    if (state() == State::Reaped)
        return;
    signalGroup(SIGKILL);
    if (!leadsSession())
        return;
    std::set<int> found;
    for (int round = 0; round < mostRounds; ++round) {
        const std::size_t before = found.size();
        signalEach(
            [&](int pid) {
                const bool belongs = getsid(pid) == m_pid && getpgid(pid) != m_pid;
                return belongs && (found.insert(pid), true);
            },
            {SIGKILL});
        if (found.size() == before)
            return;
    }
}

std::optional<WaitResult> ChildHandle::result()
{
    return look(WNOWAIT);
}

std::optional<WaitResult> ChildHandle::reap()
{
    return look(0);
}

} // namespace Offspring::Os
