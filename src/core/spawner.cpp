// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 2 of the walk, in the background: between a reactor and the threads that perform it.

#include "spawner.h"

#include "logcategory.h"

#include <utility>

namespace Offspring {

namespace {

// The loop's other events come in between.
constexpr int resultsPerTurn = 64;

// In a forked copy of the program these are the parent's, and a thread of the parent's may have
// been in the middle of changing them: they are not even destroyed there.
template <typename T>
void keepForEver(std::shared_ptr<T> object)
{
    if (object)
        new std::shared_ptr<T>(std::move(object));
}

void log(const SpawnTask &task, const SpawnResult &result)
{
    if (const auto *error = std::get_if<SpawnError>(&result))
        qCDebug(lcOffspring) << task.order.executable << error->toString();
    else
        qCDebug(lcOffspring) << task.order.executable << "runs as"
                             << std::get<Os::SpawnedChild>(result).handle.pid();
}

} // namespace

PendingSpawn &PendingSpawn::operator=(PendingSpawn &&other) noexcept
{
    abandon(Abandonment::Kill);
    m_task = std::move(other.m_task);
    return *this;
}

std::optional<SpawnResult> PendingSpawn::take()
{
    if (!m_task || !m_task->owner.isThisProcess())
        return std::nullopt;
    std::optional<SpawnResult> result = SpawnPool::ofThisProcess().takeResult(*m_task);
    if (result) {
        log(*m_task, *result);
        m_task->client = nullptr;
        m_task.reset();
    }
    return result;
}

bool PendingSpawn::waitUntilDone(const QDeadlineTimer &deadline) const
{
    return m_task && m_task->owner.isThisProcess()
        && SpawnPool::ofThisProcess().waitUntilDone(*m_task, deadline);
}

void PendingSpawn::abandon(Abandonment how)
{
    if (!m_task)
        return;
    if (!m_task->owner.isThisProcess())
        return keepForEver(std::exchange(m_task, nullptr));
    const std::shared_ptr<SpawnTask> task = std::exchange(m_task, nullptr);
    task->client = nullptr;
    SpawnPool::ofThisProcess().abandon(*task, how);
}

Spawner::~Spawner()
{
    forgetParents();
    if (!m_results)
        return;
    SpawnPool &pool = SpawnPool::ofThisProcess();
    while (pool.takeDone(*m_results)) { }
}

void Spawner::forgetParents()
{
    if (m_owner.isThisProcess())
        return;
    m_owner = Os::OwnerProcess();
    m_watch = Watch();
    keepForEver(std::exchange(m_results, nullptr));
}

int Spawner::open()
{
    forgetParents();
    if (m_results)
        return 0;
    auto fresh = std::make_shared<SpawnResults>();
    if (const int error = fresh->wake.open())
        return error;
    m_results = std::move(fresh);
    m_watch = Watch(m_watcher, m_results->wake.number(), Interest::Reading, [this] { deliver(); });
    return 0;
}

PendingSpawn Spawner::spawn(Os::SpawnOrder order, Os::SpawnMoment moment, SpawnClient &client)
{
    std::shared_ptr<SpawnTask> task(
        new SpawnTask{{}, std::move(order), std::move(moment), {}, m_results, &client});
    SpawnPool::ofThisProcess().add(task);
    return PendingSpawn(std::move(task));
}

// Those that have been taken, or that nobody wants any more, have no result here.
void Spawner::deliver()
{
    SpawnPool &pool = SpawnPool::ofThisProcess();
    m_results->wake.drain();
    for (int left = resultsPerTurn; left > 0; --left) {
        const std::shared_ptr<SpawnTask> task = pool.takeDone(*m_results);
        if (!task)
            return;
        std::optional<SpawnResult> result = pool.takeResult(*task);
        if (!result || !task->client)
            continue;
        log(*task, *result);
        std::exchange(task->client, nullptr)->spawned(std::move(*result));
    }
    m_results->wake.wake();
}

} // namespace Offspring
