// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Children whose transport is gone. One thread waits for all of them, and runs only while there are
// any. It does not depend on an event loop, so an idle program reaps too. Where no thread can be
// had an event loop of the program looks at them.

#include "reaper.h"
#include "../os/ownerprocess.h"
#include "../os/processgroup.h"
#include "../os/readyset.h"
#include "../os/signalshield.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QCoreApplication>
#include <QtCore/QThread>
#include <QtCore/QTimer>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <vector>

namespace Offspring::Reaper {

namespace {

using std::chrono::milliseconds;

/// A child, or a control group.
struct Orphan
{
    Os::ChildHandle child = {};
    std::optional<QDeadlineTimer> killAt = {}; // of a leader, whose group or session may outlive it
    int looksAfterKill = 0;
    Os::ControlGroup group = {};
    bool isGroupToBeKilled = false;

    bool isWatchedIn(Os::ReadySet &set, std::uint64_t id) const;
    void leave(Os::ReadySet &set) const;
    bool isGroupEmpty();
    bool settle();
};

bool Orphan::isWatchedIn(Os::ReadySet &set, std::uint64_t id) const
{
    return group.isOpen() ? set.addUrgent(group.eventsDescriptor(), id)
                          : set.add(child.exitDescriptor(), id, true, false);
}

void Orphan::leave(Os::ReadySet &set) const
{
    set.remove(group.isOpen() ? group.eventsDescriptor() : child.exitDescriptor());
}

bool Orphan::isGroupEmpty()
{
    if (isGroupToBeKilled)
        isGroupToBeKilled = !group.kill();
    return !group.isPopulated();
}

// True: nothing is left to be done. A folder that cannot be removed is the next program's.
bool Orphan::settle()
{
    return group.isOpen() ? isGroupEmpty() && (group.remove(), true) : child.reap().has_value();
}

using Set = std::shared_ptr<Os::ReadySet>;

struct Orphans
{
    const Os::OwnerProcess owner;
    std::mutex mutex;
    std::vector<Orphan> waiting; // not in the set: there is none, or it refused them
    std::unordered_map<std::uint64_t, Orphan> watched; // by their ids in the set
    std::uint64_t lastId = 0;
    Set set; // of the thread, which keeps it; null: there is no thread
    std::weak_ptr<const int> loopsTask; // alive while an event loop looks instead of the thread
};

// The kernel does not report that a group has become empty, or that a debugger has released a dead
// child. So they are looked at, ever more rarely.
constexpr milliseconds firstPause(10);
constexpr milliseconds longestPause(500);
constexpr int mostLooksAfterKill = 16;

// Nor does it report that somebody has closed descriptors that are not his, closefrom(3), after
// which these children's exits go unnoticed. So all of them are looked at now and then.
constexpr milliseconds firstRound(500);
constexpr milliseconds longestRound(30'000);

// Never destroyed: the thread may outlive every static object. A forked copy of the program, which
// has neither the thread nor these children, begins anew.
Orphans &orphans()
{
    static std::atomic<Orphans *> known = nullptr;
    Orphans *current = known;
    if (current && current->owner.isThisProcess())
        return *current;
    auto fresh = std::make_unique<Orphans>();
    return known.compare_exchange_strong(current, fresh.get()) ? *fresh.release() : *current;
}

// A child that is dead already is watched, too: its descriptor is ready at once, and so
// wakes the thread.
void watchWaiting(Orphans &self)
{
    std::erase_if(self.waiting, [&](Orphan &orphan) {
        const std::uint64_t id = ++self.lastId;
        if (!orphan.isWatchedIn(*self.set, id))
            return false;
        self.watched.emplace(id, std::move(orphan));
        return true;
    });
}

// The end of a grace cannot be waited for here, and a KILL that is too early is better than none.
void reapWaiting(Orphans &self)
{
    std::erase_if(self.waiting, [](Orphan &orphan) {
        if (orphan.killAt && !orphan.killAt->isForever())
            orphan.child.kill();
        return orphan.settle();
    });
}

// Those that were in the set before have to be watched again.
void takeSet(Orphans &self, Set set)
{
    self.set = std::move(set);
    for (auto &[id, orphan] : self.watched)
        self.waiting.push_back(std::move(orphan));
    self.watched.clear();
}

// Leaders, and those whose status a debugger keeps, are moved to \a dead. False: an entry is ready
// that belongs to no child, and it would stay ready.
bool takeReady(Orphans &self, const std::vector<std::uint64_t> &ready, std::vector<Orphan> &dead)
{
    bool areKnown = true;
    for (const std::uint64_t id : ready) {
        const auto it = self.watched.find(id);
        if (it == self.watched.end()) {
            areKnown = false;
            continue;
        }
        Orphan &orphan = it->second;
        if (orphan.group.isOpen() && !orphan.isGroupEmpty())
            continue; // it is watched for its next change
        orphan.leave(*self.set);
        if (orphan.killAt || !orphan.settle())
            dead.push_back(std::move(orphan));
        self.watched.erase(it);
    }
    return areKnown;
}

// Whatever the descriptors say.
void lookAtAll(Orphans &self, std::vector<Orphan> &dead)
{
    std::vector<std::uint64_t> exited;
    for (auto &[id, orphan] : self.watched) {
        if (orphan.group.isOpen() ? orphan.isGroupEmpty() : orphan.child.result().has_value())
            exited.push_back(id);
    }
    takeReady(self, exited, dead);
    watchWaiting(self);
    reapWaiting(self);
}

// Those that are left have to be looked at again.
void reapDead(std::vector<Orphan> &dead)
{
    std::map<int, Os::Leads> leaders;
    for (const Orphan &orphan : dead) {
        if (orphan.killAt)
            leaders.emplace(orphan.child.pid(), orphan.child.leads());
    }
    const std::set<int> survivors =
        leaders.empty() ? std::set<int>() : Os::survivingFamilies(leaders);
    std::erase_if(dead, [&](Orphan &orphan) {
        if (survivors.contains(orphan.child.pid())) {
            if (!orphan.killAt->hasExpired())
                return false;
            orphan.child.kill();
            // A group is killed by one call; of a session a process may have been missed.
            if (orphan.child.leadsSession() && ++orphan.looksAfterKill < mostLooksAfterKill)
                return false;
        }
        return orphan.child.reap().has_value();
    });
}

// Never past the end of a grace.
int msToNextLook(const std::vector<Orphan> &dead, milliseconds pause, const QDeadlineTimer &round)
{
    qint64 result = round.remainingTime();
    if (!dead.empty())
        result = std::min<qint64>(result, pause.count());
    for (const Orphan &orphan : dead) {
        if (orphan.killAt && !orphan.killAt->isForever() && !orphan.killAt->hasExpired())
            result = std::min(result, orphan.killAt->remainingTime());
    }
    return int(result);
}

/// What the thread does.
class WaitingThread
{
public:
    WaitingThread(Orphans &all, Set set)
        : m_all(all)
        , m_set(std::move(set))
    { }
    void run();

private:
    bool leaveIfReplaced();
    void serve(const std::vector<std::uint64_t> &ready, bool isBroken);
    void renewSet();

    Orphans &m_all;
    Set m_set;
    std::vector<Orphan> m_dead;
    milliseconds m_pause = firstPause;
    milliseconds m_round = firstRound;
    QDeadlineTimer m_nextRound{firstRound};
};

void WaitingThread::run()
{
    for (;;) {
        std::vector<std::uint64_t> ready;
        const int error = m_set->wait(msToNextLook(m_dead, m_pause, m_nextRound), ready);
        const bool isBroken = error != 0 && error != EINTR;
        if (isBroken)
            std::this_thread::sleep_for(m_pause); // not a busy loop, if that happens again
        m_pause = ready.empty() ? std::min(m_pause * 2, longestPause) : firstPause;
        {
            const std::lock_guard lock(m_all.mutex);
            if (leaveIfReplaced())
                return;
            serve(ready, isBroken);
        }
        reapDead(m_dead);
        const std::lock_guard lock(m_all.mutex);
        if (m_all.set == m_set && m_all.watched.empty() && m_all.waiting.empty()
            && m_dead.empty()) {
            m_all.set.reset();
            return;
        }
    }
}

// Another thread has begun, because this one could not be woken through its set: what this one
// still has goes back to those that wait.
bool WaitingThread::leaveIfReplaced()
{
    if (m_all.set == m_set)
        return false;
    m_set->forget();
    std::move(m_dead.begin(), m_dead.end(), std::back_inserter(m_all.waiting));
    if (m_all.set)
        watchWaiting(m_all);
    return true;
}

void WaitingThread::serve(const std::vector<std::uint64_t> &ready, bool isBroken)
{
    if (isBroken || !takeReady(m_all, ready, m_dead))
        renewSet();
    if (!m_nextRound.hasExpired())
        return;
    lookAtAll(m_all, m_dead);
    m_round = std::min(m_round * 2, longestRound);
    m_nextRound = QDeadlineTimer(m_round);
}

void WaitingThread::renewSet()
{
    if (!m_set->isUsable())
        m_set->forget();
    m_set = std::make_shared<Os::ReadySet>();
    m_set->open();
    takeSet(m_all, m_set);
    watchWaiting(m_all);
    m_round = firstRound;
    m_nextRound = QDeadlineTimer(m_round);
}

void startThread(Orphans &self)
{
    const Set set = std::make_shared<Os::ReadySet>();
    if (set->open() != 0)
        return;
    const Os::SignalShield shield(Os::SignalShield::Against::Application);
    try {
        std::thread([&self, set] { WaitingThread(self, set).run(); }).detach();
        self.set = set;
    } catch (const std::system_error &) { // NOLINT(bugprone-empty-catch): it is tried again
        // The next one to be adopted, or the loop, tries again.
    }
}

// An object in this thread, when it runs an event loop; else the application.
QObject *someLoop()
{
    const QThread *const thread = QThread::currentThread();
    if (thread->loopLevel() > 0 && !thread->isFinished() && thread->eventDispatcher())
        return thread->eventDispatcher();
    return QCoreApplication::instance();
}

void lookInLoop(Orphans &self, const std::shared_ptr<const int> &token, QObject *loop,
                milliseconds pause)
{
    const std::lock_guard lock(self.mutex);
    if (!self.set)
        startThread(self);
    if (self.set)
        watchWaiting(self);
    reapWaiting(self);
    if (self.set || self.waiting.empty())
        return;
    QTimer::singleShot(pause, loop, [&self, token, loop, pause] {
        lookInLoop(self, token, loop, std::min(pause * 2, longestPause));
    });
}

void askLoop(Orphans &self)
{
    QObject *const loop = self.loopsTask.expired() ? someLoop() : nullptr;
    if (!loop)
        return;
    const auto token = std::make_shared<const int>();
    self.loopsTask = token;
    QMetaObject::invokeMethod(
        loop, [&self, token, loop] { lookInLoop(self, token, loop, firstPause); },
        Qt::QueuedConnection);
}

// Where there is no descriptor, memory, thread or loop for them, children wait until the next one
// is adopted.
void add(Orphan orphan)
{
    Orphans &self = orphans();
    const std::lock_guard lock(self.mutex);
    self.waiting.push_back(std::move(orphan));
    if (self.set && !self.set->isUsable())
        takeSet(self, nullptr);
    if (!self.set)
        startThread(self);
    if (self.set)
        watchWaiting(self);
    reapWaiting(self);
    if (!self.set && !self.waiting.empty())
        askLoop(self);
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

// Nobody could thaw what is left frozen. A kill that has failed is tried again.
void abandonGroup(Os::ControlGroup group, Abandonment how)
{
    Orphan orphan;
    if (how == Abandonment::Kill)
        orphan.isGroupToBeKilled = !group.kill();
    else
        group.setFrozen(false);
    orphan.group = std::move(group);
    if (!orphan.settle())
        add(std::move(orphan));
}

// The kill may have missed a process of a session, so they are looked for once more.
void abandon(Os::ChildHandle child, Abandonment how)
{
    const bool kills = how == Abandonment::Kill;
    if (kills)
        child.kill();
    if (kills && child.leadsSession())
        adoptLeader(std::move(child), QDeadlineTimer());
    else
        adopt(std::move(child));
}

} // namespace Offspring::Reaper
