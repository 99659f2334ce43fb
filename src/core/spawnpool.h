// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_SPAWNPOOL_H
#define OFFSPRING_SPAWNPOOL_H

#include "../os/cancellation.h"
#include "../os/ownerprocess.h"
#include "../os/spawn.h"
#include "../os/spawnmoment.h"
#include "../os/wakepipe.h"

#include <offspring/exitreason.h>
#include <offspring/spawnoptions.h>

#include <QtCore/QDeadlineTimer>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>

namespace Offspring {

struct SpawnTask;
using SpawnResult = std::variant<Os::SpawnedChild, SpawnError>;

/// What the spawns of one reactor have come to, until it takes them.
struct SpawnResults
{
    Os::WakePipe wake; // woken when the first one comes
    std::deque<std::shared_ptr<SpawnTask>> done; // guarded by the pool
};

/// Who asked for a spawn in the background.
class SpawnClient
{
public:
    /// From the event loop, once. Runs nobody else's code, and destroys nothing of the spawner.
    virtual void spawned(SpawnResult result) = 0;

protected:
    ~SpawnClient() = default;
};

/// One spawn in the background: shared by who asked for it and the thread that performs it.
struct SpawnTask
{
    //      Queued -- a thread takes it --> Running -- performed --> Done
    //         |                                                      ^
    //         +------------- cancelled, or abandoned to a KILL ------+
    //
    //   Queued   Nothing has been made for it but what belongs to the call.
    //   Running  A thread performs it. Who does not want it any more says so, and goes on.
    //   Done     There is a result, until it is taken.
    enum class State { Queued, Running, Done };
    using Clock = std::chrono::steady_clock;

    const Os::OwnerProcess owner;
    const Os::SpawnOrder order;
    Os::SpawnMoment moment; // the thread's, once it runs
    Os::Cancellation cancellation;
    const std::shared_ptr<SpawnResults> results;
    SpawnClient *client; // for its own thread alone; null: it wants to hear nothing more

    // Guarded by the pool.
    State state = State::Queued;
    std::list<std::shared_ptr<SpawnTask>>::iterator place = {}; // until it is Done
    Clock::time_point begun = {}; // once it runs
    std::optional<Abandonment> abandoned = {}; // nobody waits for the result
    std::optional<SpawnResult> result = {};
};

/// The threads in which reactors spawn in the background. While a child is made the calling thread
/// stands still, up to the child's execve(2), which may take any time.
///
/// As many as there are processors; more, up to sixteen, only while one has been at the same spawn
/// for 100 ms; and one, until who asks for many comes back to his loop: each processor that spawns
/// meanwhile would be taken from him. They are started when they are needed and live as long as the
/// program, because a child's death signal comes with the death of the thread that made it. A
/// forked copy of the program, which has none of them, has a pool of its own. All functions may be
/// called in any thread, of the task's own process.
class SpawnPool
{
public:
    static SpawnPool &ofThisProcess();
    /// A child is being made just now. Until it has closed what it does not need it holds copies of
    /// other children's ends, which count for nothing.
    static bool isMakingAny();
    explicit SpawnPool(SpawnPool *predecessor)
        : m_predecessor(predecessor)
    { }
    Q_DISABLE_COPY_MOVE(SpawnPool)

    /// There is a thread. False: none can be had; or the program is calling exit(3), after which
    /// nothing is begun any more.
    bool isReady();
    /// When it is ready. While the program ends, it is cancelled at once.
    void add(const std::shared_ptr<SpawnTask> &task);
    /// Empty: it is not done.
    std::optional<SpawnResult> takeResult(SpawnTask &task);
    /// The next one; null: there is none.
    std::shared_ptr<SpawnTask> takeDone(SpawnResults &results);
    /// False: the time is over.
    bool waitUntilDone(const SpawnTask &task, const QDeadlineTimer &deadline);
    /// Nobody waits for it any more. A program that runs by then, or does so yet, is killed or
    /// left.
    void abandon(SpawnTask &task, Abandonment how);

private:
    using Lock = std::unique_lock<std::mutex>;
    using Tasks = std::list<std::shared_ptr<SpawnTask>>;

    static void endWithProgram();
    void end();
    void startThread(Lock &lock);
    void work();
    void waitForTask(Lock &lock);
    bool callNext(Lock &lock);
    void hasAsked();
    void finish(std::shared_ptr<SpawnTask> task, SpawnResult result, Lock &lock);
    void cancel(const std::shared_ptr<SpawnTask> &task);
    bool mayTake() const;
    bool wakesIdle() const { return m_idle > 0 && (m_watching == 0 || mayTake()); }
    bool isStuck(const SpawnTask &task) const;
    SpawnTask::Clock::time_point nextStuck() const;
    bool hasLeft() const;
    std::shared_ptr<SpawnTask> abandonUndone(SpawnTask &task, Abandonment how);

    const Os::OwnerProcess m_owner;
    [[maybe_unused]] SpawnPool *const m_predecessor; // so that a look for leaks finds it
    std::mutex m_mutex;
    std::condition_variable m_hasWork;
    std::condition_variable m_hasDone;
    Tasks m_queue;
    Tasks m_running; // the oldest first
    int m_threads = 0;
    int m_idle = 0; // of these
    int m_watching = 0; // of these: they wait for another to become stuck
    int m_disposing = 0; // threads that kill or leave children that nobody waits for
    bool m_isAsking = false; // who asked first has not been back in his loop yet
    bool m_isEnding = false;
};

} // namespace Offspring

#endif // OFFSPRING_SPAWNPOOL_H
