// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Children whose transport is gone. One thread waits for all of them, and is there only while there
// are any: it does not depend on an event loop, so an idle program reaps too.

#include "reaper.h"
#include "os/epollset.h"
#include "os/processgroup.h"
#include "os/signalshield.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <vector>

namespace Offspring::Reaper {

namespace {

struct Orphan
{
    Os::ChildHandle child;
    std::optional<QDeadlineTimer> killAt; // a dead leader, whose group may still live
};

struct Orphans
{
    const qint64 program = QCoreApplication::applicationPid();
    std::mutex mutex;
    std::vector<Orphan> waiting; // not yet watched
    std::unordered_map<std::uint64_t, Orphan> all; // by their ids in the set
    std::uint64_t lastId = 0;
    Os::EpollSet set;
    bool hasThread = false;
};

// The kernel does not tell when a group becomes empty: ever more rarely, it is looked at.
constexpr qint64 msToFirstLook = 10;
constexpr qint64 msBetweenLastLooks = 500;

// Never destroyed: the thread may outlive every static object. A forked copy of the program, which
// has neither the thread nor these children, begins anew.
Orphans &orphans()
{
    static std::atomic<Orphans *> known = nullptr;
    Orphans *current = known;
    if (current && current->program == QCoreApplication::applicationPid())
        return *current;
    auto fresh = std::make_unique<Orphans>();
    return known.compare_exchange_strong(current, fresh.get()) ? *fresh.release() : *current;
}

// Gives the dead leaders to the caller: they are not waited for, but looked after.
void reapReady(Orphans &self, const std::vector<std::uint64_t> &ready, std::vector<Orphan> &leaders)
{
    for (const std::uint64_t id : ready) {
        const auto it = self.all.find(id);
        if (it == self.all.end())
            continue;
        Orphan &orphan = it->second;
        if (!orphan.killAt && !orphan.child.reap())
            continue;
        self.set.remove(orphan.child.pidfd());
        if (orphan.killAt)
            leaders.push_back(std::move(orphan));
        self.all.erase(it);
    }
}

void reapWhoseGroupIsGone(std::vector<Orphan> &leaders)
{
    if (leaders.empty())
        return;
    std::set<int> groups;
    for (const Orphan &leader : leaders)
        groups.insert(leader.child.pid());
    const std::set<int> survivors = Os::survivingGroups(groups);
    std::erase_if(leaders, [&](Orphan &leader) {
        if (survivors.contains(leader.child.pid())) {
            if (!leader.killAt->hasExpired())
                return false;
            leader.child.kill();
        }
        leader.child.reap();
        return true;
    });
}

// Never past the end of a grace. -1: there is nothing to look at.
int msToNextLook(const std::vector<Orphan> &leaders, qint64 wanted)
{
    if (leaders.empty())
        return -1;
    for (const Orphan &leader : leaders) {
        if (!leader.killAt->isForever())
            wanted = std::min(wanted, leader.killAt->remainingTime());
    }
    return int(wanted);
}

void waitForAll(Orphans *self)
{
    std::vector<Orphan> leaders;
    qint64 pause = msToFirstLook;
    for (;;) {
        const auto ready = self->set.wait(msToNextLook(leaders, pause));
        {
            const std::lock_guard lock(self->mutex);
            reapReady(*self, ready, leaders);
        }
        reapWhoseGroupIsGone(leaders);
        pause = ready.empty() ? std::min(pause * 2, msBetweenLastLooks) : msToFirstLook;
        const std::lock_guard lock(self->mutex);
        if (self->all.empty() && leaders.empty()) {
            self->set = Os::EpollSet();
            self->hasThread = false;
            return;
        }
    }
}

void startThread(Orphans &self)
{
    if (self.set.open() != 0)
        return;
    const Os::SignalShield shield(Os::SignalShield::Against::Application);
    try {
        std::thread(waitForAll, &self).detach();
        self.hasThread = true;
    } catch (const std::system_error &) {
        self.set = Os::EpollSet();
    }
}

// A dead one too: its pidfd is ready at once, and wakes the thread.
void watchWaiting(Orphans &self)
{
    std::erase_if(self.waiting, [&](Orphan &orphan) {
        const std::uint64_t id = ++self.lastId;
        if (self.set.add(orphan.child.pidfd(), id, true, false) != 0)
            return false;
        self.all.emplace(id, std::move(orphan));
        return true;
    });
}

// The end of a grace must not wait for that: better a KILL too early than none.
void endGraces(Orphans &self)
{
    std::erase_if(self.waiting, [](Orphan &orphan) {
        if (orphan.killAt && !orphan.killAt->isForever())
            orphan.child.kill();
        return orphan.killAt && orphan.child.reap();
    });
}

// Without a descriptor, memory or a thread to spare children wait for the next one that is adopted.
void add(Orphan orphan)
{
    Orphans &self = orphans();
    const std::lock_guard lock(self.mutex);
    self.waiting.push_back(std::move(orphan));
    if (!self.hasThread)
        startThread(self);
    if (self.hasThread)
        watchWaiting(self);
    endGraces(self);
}

} // namespace

void adopt(Os::ChildHandle child)
{
    if (child.isOurs() && !child.reap())
        add({std::move(child), std::nullopt});
}

void adoptLeader(Os::ChildHandle leader, QDeadlineTimer killAt)
{
    if (leader.isOurs())
        add({std::move(leader), killAt});
}

} // namespace Offspring::Reaper
