// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The kernel has no call that lists the processes of a group or a session, nor one that says which
// of them are zombies.

#include "processgroup.h"
#include "processlist.h"
#include "valgrind.h"

#include <QtCore/QByteArray>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <sys/syscall.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

// /proc/PID/stat: "PID (NAME) STATE …", where the name may hold anything. What cannot be read for
// another reason than that it is gone counts as living.
bool isDead(int pid)
{
    char text[512];
    const UniqueFD file = openProc("/proc/" + QByteArray::number(pid) + "/stat", 0);
    const ssize_t size = file.isOpen() ? read(file.number(), text, sizeof text) : -1;
    if (size < 0)
        return errno == ENOENT || errno == ESRCH;
    const QByteArray stat(text, size);
    const qsizetype state = stat.lastIndexOf(')') + 2;
    return state < stat.size() && (stat[state] == 'Z' || stat[state] == 'X');
}

// Where signals by pidfd are refused, by a sandbox or for want of a descriptor, the number must do:
// it has just been asked.
bool sendSignal(const UniqueFD &pidfd, int pid, int signal,
                const std::function<bool(int pid)> &belongs)
{
    if (pidfd.isOpen()) {
        if (syscall(SYS_pidfd_send_signal, pidfd.number(), signal, nullptr, 0) == 0)
            return true;
        if (errno == ESRCH)
            return false;
    }
    return belongs(pid) && kill(pid, signal) == 0;
}

bool signalOne(int pid, const std::function<bool(int pid)> &belongs,
               std::initializer_list<int> signals)
{
    UniqueFD pidfd(isBuiltForValgrind ? -1 : int(syscall(SYS_pidfd_open, pid, 0)));
    if (pidfd.isOpen() && !pidfd.liftAboveStandard())
        pidfd.close();
    if (!belongs(pid) || isDead(pid))
        return false;
    bool reached = false;
    for (const int signal : signals) {
        const bool sent = sendSignal(pidfd, pid, signal, belongs);
        reached |= sent && signal != SIGCONT; // which is free within a session
    }
    return reached;
}

} // namespace

std::set<int> survivingFamilies(const std::map<int, Leads> &leaders)
{
    std::set<int> survivors;
    const bool anySession = std::any_of(leaders.begin(), leaders.end(), [](const auto &each) {
        return each.second == Leads::Session;
    });
    const auto leads = [&](int leader, int pid, Leads what) {
        const auto it = pid != leader ? leaders.find(leader) : leaders.end();
        return it != leaders.end() && it->second >= what && !survivors.contains(leader)
            && !isDead(pid);
    };
    const bool isComplete = forEachProcess([&](int pid) {
        if (const int group = getpgid(pid); leads(group, pid, Leads::Group))
            survivors.insert(group);
        else if (const int session = anySession ? getsid(pid) : -1;
                 leads(session, pid, Leads::Session))
            survivors.insert(session);
    });
    if (isComplete)
        return survivors;
    for (const auto &[leader, what] : leaders) // in a list that is cut short all may live
        survivors.insert(leader);
    return survivors;
}

Signalled signalEach(const std::function<bool(int pid)> &belongs,
                     std::initializer_list<int> signals)
{
    Signalled result;
    result.isComplete = forEachProcess([&](int pid) {
        if (belongs(pid))
            result.isAnyReached |= signalOne(pid, belongs, signals);
    });
    return result;
}

} // namespace Offspring::Os
