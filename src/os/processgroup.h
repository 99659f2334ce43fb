// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_PROCESSGROUP_H
#define OFFSPRING_OS_PROCESSGROUP_H

#include <functional>
#include <initializer_list>
#include <map>
#include <set>

namespace Offspring::Os {

/// What a child is the leader of. A session's leader leads a group too.
enum class Leads { Nothing, Group, Session };

/// Those of \a leaders, who are dead, in whose group, or session, another process is alive. Where
/// there is a list of the processes it is read once for all of them, which takes a microsecond or
/// two for each process of the machine. Who cannot be found out about is among them.
std::set<int> survivingFamilies(const std::map<int, Leads> &leaders);

struct Signalled
{
    bool isComplete = false; // there is a list of the processes, and it could be read
    bool isAnyReached = false;
};

/// Sends \a signals, in turn, to every living process that \a belongs, which is asked by number.
/// Each is signalled through a descriptor that stands for this one process, and \a belongs is asked
/// again once that is open, so that a number that has become another's is not hit.
Signalled signalEach(const std::function<bool(int pid)> &belongs,
                     std::initializer_list<int> signals);

/// Of the terminal with this \a master; 0: none, or the terminal is not that of \a session.
int foregroundGroup(int master, int session);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_PROCESSGROUP_H
