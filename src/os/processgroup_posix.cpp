// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Without a list of the processes nothing is known of a session's other groups. kill(2) reaches a
// group as a whole, its dead leader included, who is why it says nothing about the others. But the
// best niceness in a group is known, and nobody's can be worse than the one that the dead leader is
// given here.

#include "processgroup.h"

#include <cerrno>
#include <csignal>
#include <optional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

constexpr int beyondTheWorst = 20; // systems take the worst that they have

// Of a process or a group; empty: there is none.
std::optional<int> niceness(int which, int who)
{
    errno = 0;
    const int result = getpriority(which, id_t(who));
    if (result == -1 && errno == ESRCH)
        return std::nullopt;
    return result;
}

// One who lives must not be changed.
bool isDeadChild(int pid)
{
    siginfo_t info = {};
    return waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
}

// A process that has the worst niceness itself is not seen; where that is this program's, and so
// what its children begin with, somebody is always thought to be there. A system on which a dead
// process has no niceness counts nobody but the living.
bool hasOthers(int leader)
{
    if (!isDeadChild(leader))
        return true;
    const bool isSet = setpriority(PRIO_PROCESS, id_t(leader), beyondTheWorst) == 0;
    const std::optional<int> worst = niceness(PRIO_PROCESS, leader);
    const std::optional<int> best = niceness(PRIO_PGRP, leader);
    if (!best || !isSet || !worst)
        return best.has_value();
    return *best < *worst || niceness(PRIO_PROCESS, int(getpid())) == worst;
}

} // namespace

std::set<int> survivingFamilies(const std::map<int, Leads> &leaders)
{
    std::set<int> result;
    for (const auto &[leader, what] : leaders) {
        if (hasOthers(leader))
            result.insert(leader);
    }
    return result;
}

Signalled signalEach(const std::function<bool(int pid)> &, std::initializer_list<int>)
{
    return {};
}

} // namespace Offspring::Os
