// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk, in the background: the threads that perform it.

#include "spawnpool.h"

#include "../os/backgroundthread.h"
#include "../os/signalshield.h"
#include "reaper.h"
#include "spawnjudge.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <thread>
#include <utility>

namespace Offspring {

namespace {

using Clock = SpawnTask::Clock;

// A spawn takes a tenth of a millisecond. One that takes so long waits for a server of files.
constexpr std::chrono::milliseconds stuckAfter(100);

int processors()
{
    static const int result = std::max(1, int(std::thread::hardware_concurrency()));
    return result;
}

int mostThreads()
{
    return std::max(16, processors());
}

// A child that is to outlive its transport is still started when the program ends, and one that was
// just started, and that nobody wants any more, is killed, unless that takes too long.
constexpr std::chrono::seconds patienceAtExit(1);

// Never destroyed: the threads may still look at it while the program ends.
std::atomic<SpawnPool *> known = nullptr;

SpawnError cancelled()
{
    return {SpawnError::Stage::Fork, ECANCELED, QStringLiteral("the program ends")};
}

SpawnResult perform(SpawnTask &task)
{
    auto spawned = Os::spawn(task.order, std::move(task.moment), task.cancellation);
    if (const auto *failure = std::get_if<Os::SpawnFailure>(&spawned))
        return spawnError(*failure);
    return std::get<Os::SpawnedChild>(std::move(spawned));
}

// Our ends close after the KILL: a child that is to be killed does not see its streams close
// before.
void dispose(SpawnResult result, Abandonment how)
{
    auto *const child = std::get_if<Os::SpawnedChild>(&result);
    if (!child)
        return;
    if (child->group.isOpen())
        Reaper::abandonGroup(std::move(child->group), how);
    Reaper::abandon(std::move(child->handle), how);
}

} // namespace

SpawnPool &SpawnPool::ofThisProcess()
{
    SpawnPool *current = known;
    if (current && current->m_owner.isThisProcess())
        return *current;
    auto fresh = std::make_unique<SpawnPool>(current);
    return known.compare_exchange_strong(current, fresh.get()) ? *fresh.release() : *current;
}

bool SpawnPool::isMakingAny()
{
    SpawnPool *const pool = known;
    if (!pool || !pool->m_owner.isThisProcess())
        return false;
    const Lock lock(pool->m_mutex);
    return std::any_of(pool->m_running.begin(), pool->m_running.end(),
                       [pool](const auto &task) { return !pool->isStuck(*task); });
}

bool SpawnPool::isReady()
{
    [[maybe_unused]] static const int isRegistered = std::atexit(endWithProgram);
    Lock lock(m_mutex);
    if (m_threads == 0 && !m_isEnding)
        startThread(lock);
    return m_threads > 0 && !m_isEnding;
}

void SpawnPool::add(const std::shared_ptr<SpawnTask> &task)
{
    Lock lock(m_mutex);
    m_isAsking |= m_queue.empty() && m_running.empty();
    task->place = m_queue.insert(m_queue.end(), task);
    if (m_isEnding) {
        cancel(task);
        m_queue.erase(task->place);
        return;
    }
    const bool wakes = wakesIdle();
    // There is always one that waits for the next task, or for others to become stuck.
    const bool areBusy = int(m_running.size() + m_queue.size()) > m_threads;
    if (m_idle == 0 && areBusy && (m_threads < processors() || m_queue.size() == 1))
        startThread(lock);
    lock.unlock();
    if (wakes)
        m_hasWork.notify_one();
}

// Unlocks the mutex meanwhile. Where there is none to be had, those that there are have to do.
void SpawnPool::startThread(Lock &lock)
{
    if (m_threads >= mostThreads())
        return;
    ++m_threads;
    lock.unlock();
    bool isStarted = true;
    try {
        const Os::SignalShield shield(Os::SignalShield::Against::Application);
        std::thread([this, starter = Os::policyOfChildren()] {
            Os::goBehindOthers(starter);
            work();
        }).detach();
    } catch (const std::system_error &) {
        isStarted = false;
    }
    lock.lock();
    if (!isStarted)
        --m_threads;
}

void SpawnPool::work()
{
    Lock lock(m_mutex);
    for (;;) {
        waitForTask(lock);
        std::shared_ptr<SpawnTask> task = m_queue.front();
        m_running.splice(m_running.end(), m_queue, task->place);
        task->state = SpawnTask::State::Running;
        task->begun = Clock::now();
        const bool wakesNext = callNext(lock);
        lock.unlock();
        if (wakesNext)
            m_hasWork.notify_one();
        SpawnResult result = perform(*task);
        lock.lock();
        finish(std::move(task), std::move(result), lock);
    }
}

void SpawnPool::waitForTask(Lock &lock)
{
    ++m_idle;
    while (m_queue.empty() || !mayTake()) {
        if (m_queue.empty()) {
            m_hasWork.wait(lock);
        } else {
            ++m_watching;
            m_hasWork.wait_until(lock, nextStuck());
            --m_watching;
        }
    }
    --m_idle;
}

// Somebody has to take the next task, or to wait for the moment when one of these has become stuck.
// True: an idle thread has to be woken, once the mutex is free, or it would wait for that again.
bool SpawnPool::callNext(Lock &lock)
{
    if (m_queue.empty())
        return false;
    if (m_idle == 0)
        startThread(lock);
    return wakesIdle();
}

// What nobody waits for is killed or left. Whoever does is the last to have the task: what belongs
// to it is closed when he has done with it, and not when this thread next gets a processor.
void SpawnPool::finish(std::shared_ptr<SpawnTask> task, SpawnResult result, Lock &lock)
{
    m_running.erase(task->place);
    task->state = SpawnTask::State::Done;
    std::optional<Abandonment> fate = task->abandoned;
    const bool isTold = !fate;
    std::shared_ptr<SpawnResults> woken;
    if (task->cancellation.isCancelled())
        fate = Abandonment::Kill;
    if (isTold) {
        task->result = fate ? SpawnResult(cancelled()) : std::move(result);
        if (task->results->done.empty())
            woken = task->results;
        task->results->done.push_back(std::move(task));
    }
    task.reset();
    m_disposing += fate ? 1 : 0;
    m_hasDone.notify_all();
    lock.unlock(); // or who is woken would wait for the mutex
    if (woken)
        woken->wake.wake();
    if (fate) // then it was not moved into the task
        dispose(std::move(result), *fate); // NOLINT(bugprone-use-after-move)
    lock.lock();
    if (fate && --m_disposing == 0)
        m_hasDone.notify_all();
}

bool SpawnPool::isStuck(const SpawnTask &task) const
{
    return Clock::now() - task.begun >= stuckAfter;
}

bool SpawnPool::mayTake() const
{
    const auto busy = std::count_if(m_running.begin(), m_running.end(),
                                    [this](const auto &task) { return !isStuck(*task); });
    return busy < (m_isAsking ? 1 : processors());
}

void SpawnPool::hasAsked()
{
    if (std::exchange(m_isAsking, false))
        m_hasWork.notify_all();
}

Clock::time_point SpawnPool::nextStuck() const
{
    for (const auto &task : m_running) {
        if (!isStuck(*task))
            return task->begun + stuckAfter;
    }
    return Clock::now();
}

std::optional<SpawnResult> SpawnPool::takeResult(SpawnTask &task)
{
    const Lock lock(m_mutex);
    return std::exchange(task.result, std::nullopt);
}

std::shared_ptr<SpawnTask> SpawnPool::takeDone(SpawnResults &results)
{
    const Lock lock(m_mutex);
    hasAsked();
    if (results.done.empty())
        return nullptr;
    std::shared_ptr<SpawnTask> task = std::move(results.done.front());
    results.done.pop_front();
    return task;
}

bool SpawnPool::waitUntilDone(const SpawnTask &task, const QDeadlineTimer &deadline)
{
    const auto isDone = [&] { return task.state == SpawnTask::State::Done; };
    Lock lock(m_mutex);
    hasAsked();
    if (deadline.isForever()) {
        m_hasDone.wait(lock, isDone);
        return true;
    }
    return m_hasDone.wait_for(lock, std::chrono::nanoseconds(deadline.remainingTimeNSecs()),
                              isDone);
}

void SpawnPool::abandon(SpawnTask &task, Abandonment how)
{
    std::shared_ptr<SpawnTask> last; // is destroyed when the mutex is free
    std::optional<SpawnResult> result;
    {
        const Lock lock(m_mutex);
        hasAsked(); // of those that are to be left no result may ever be taken
        if (task.state == SpawnTask::State::Done)
            result = std::exchange(task.result, std::nullopt);
        else
            last = abandonUndone(task, how);
    }
    if (result)
        dispose(std::move(*result), how);
}

// What waits for a thread needs none to be cancelled.
std::shared_ptr<SpawnTask> SpawnPool::abandonUndone(SpawnTask &task, Abandonment how)
{
    task.abandoned = how;
    if (how == Abandonment::Leave)
        return nullptr;
    if (task.state == SpawnTask::State::Running) {
        task.cancellation.cancel();
        return nullptr;
    }
    std::shared_ptr<SpawnTask> taken = std::move(*task.place);
    m_queue.erase(task.place);
    task.state = SpawnTask::State::Done;
    return taken;
}

// Whoever waits for it is told.
void SpawnPool::cancel(const std::shared_ptr<SpawnTask> &task)
{
    task->cancellation.cancel();
    if (task->state != SpawnTask::State::Queued)
        return;
    task->state = SpawnTask::State::Done;
    if (task->abandoned)
        return;
    task->result = cancelled();
    task->results->done.push_back(task);
    task->results->wake.wake();
}

bool SpawnPool::hasLeft() const
{
    const auto isLeft = [](const auto &task) { return task->abandoned == Abandonment::Leave; };
    return std::any_of(m_queue.begin(), m_queue.end(), isLeft)
        || std::any_of(m_running.begin(), m_running.end(), isLeft);
}

void SpawnPool::endWithProgram()
{
    SpawnPool *const pool = known;
    if (pool && pool->m_owner.isThisProcess()) // a forked copy cancels nothing of its parent's
        pool->end();
}

// No program is started after the end of this one, and with it end the threads that have children
// to kill.
void SpawnPool::end()
{
    Lock lock(m_mutex);
    m_isEnding = true;
    for (const bool leftToo : {false, true}) {
        const auto isKept = [&](const auto &task) {
            return !leftToo && task->abandoned == Abandonment::Leave;
        };
        for (const auto &task : m_running) {
            if (!isKept(task))
                cancel(task);
        }
        m_queue.remove_if([&](const auto &task) { return !isKept(task) && (cancel(task), true); });
        m_hasDone.wait_for(lock, patienceAtExit, [this] { return !hasLeft(); });
    }
    m_hasDone.wait_for(lock, patienceAtExit,
                       [this] { return m_running.empty() && m_disposing == 0; });
}

} // namespace Offspring
