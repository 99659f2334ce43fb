// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_SPAWNER_H
#define OFFSPRING_SPAWNER_H

#include "descriptorwatcher.h"
#include "spawnpool.h"

#include <memory>
#include <optional>

namespace Offspring {

/// A spawn in the background, in the hands of who asked for it. Destroyed, it is abandoned to a
/// KILL. In a forked copy of the program it is the parent's, and nothing happens to it.
class PendingSpawn
{
public:
    PendingSpawn() = default;
    PendingSpawn(PendingSpawn &&) = default;
    PendingSpawn &operator=(PendingSpawn &&other) noexcept;
    ~PendingSpawn() { abandon(Abandonment::Kill); }

    /// The result, if it has one already: the client is not told of it then.
    std::optional<SpawnResult> take();
    /// Blocks; false: the time is over, or there is none to wait for.
    bool waitUntilDone(const QDeadlineTimer &deadline) const;
    /// The client hears nothing more.
    void abandon(Abandonment how);

private:
    friend class Spawner;
    explicit PendingSpawn(std::shared_ptr<SpawnTask> task)
        : m_task(std::move(task))
    { }

    std::shared_ptr<SpawnTask> m_task; // null: there is none
};

/// Spawns in the background for one reactor, and brings the results to its thread.
class Spawner
{
public:
    explicit Spawner(DescriptorWatcher &watcher)
        : m_watcher(watcher)
    { }
    ~Spawner();
    Q_DISABLE_COPY_MOVE(Spawner)

    /// What it needs of the kernel, before the first spawn. 0, or errno.
    int open();
    PendingSpawn spawn(Os::SpawnOrder order, Os::SpawnMoment moment, SpawnClient &client);

private:
    void forgetParents();
    void deliver();

    DescriptorWatcher &m_watcher;
    Os::OwnerProcess m_owner;
    std::shared_ptr<SpawnResults> m_results; // once it is open
    Watch m_watch;
};

} // namespace Offspring

#endif // OFFSPRING_SPAWNER_H
