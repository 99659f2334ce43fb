// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "servicethread.h"
#include "../os/mainthread.h"
#include "../os/ownerprocess.h"
#include "../os/signalshield.h"
#include "../os/stayloaded.h"
#include "../os/wakeablewait.h"
#include "ownloop.h"

#include <offspring/reactor.h>

#include <QtCore/QThread>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace Offspring::ServiceThread {

namespace {

/// The thread, and what is to be called there. Never destroyed: whoever calls, in whatever thread,
/// may still look at it while the program ends.
struct Service
{
    explicit Service(Service *predecessor)
        : previous(predecessor)
    { }

    const Os::OwnerProcess owner;
    Service *const previous; // so that a look for leaks finds it
    std::mutex mutex;
    std::condition_variable hasGone;
    std::vector<std::function<void()>> calls;
    bool isEnding = false;
    bool isGone = false;
    Os::WakeableWait wait;
    std::thread thread;
};

std::atomic<Service *> known = nullptr;

// Qt takes the first thread that uses it for the main one, and an application object that is then
// made in another for a mistake. That must not be ours, so main's is made known when we are loaded.
[[maybe_unused]] const QThread *const mainThread =
    Os::isMainThread() ? QThread::currentThread() : nullptr;

// exit(3) has come to us: other threads get no new thread, or exit() might never be through with
// ending them. That which calls it gets one, for the destructors of static objects.
std::atomic<bool> isExiting = false;
thread_local bool isExitingHere = false;

// A thread that hangs in the execve(2) of a dead file server must not keep the program.
constexpr std::chrono::seconds patienceAtExit(5);

// A forked copy of the program, which has no thread, begins anew. So does a caller who comes when
// \a ended has been told to end.
Service &service(Service *ended = nullptr)
{
    Service *current = known;
    if (current && current != ended && current->owner.isThisProcess())
        return *current;
    auto fresh = std::make_unique<Service>(current);
    return known.compare_exchange_strong(current, fresh.get()) ? *fresh.release() : *current;
}

bool takeCalls(Service &self, std::vector<std::function<void()>> &calls)
{
    calls.clear();
    const std::lock_guard lock(self.mutex);
    calls.swap(self.calls);
    return !self.isEnding;
}

void end()
{
    isExiting = true;
    isExitingHere = true;
    Service *const self = known;
    if (!self || !self->owner.isThisProcess())
        return;
    std::unique_lock lock(self->mutex);
    if (std::exchange(self->isEnding, true) || !self->thread.joinable())
        return;
    self->wait.wake();
    if (self->thread.get_id() == std::this_thread::get_id())
        return;
    if (!self->hasGone.wait_for(lock, patienceAtExit, [self] { return self->isGone; }))
        return self->thread.detach();
    lock.unlock();
    self->thread.join();
}

// The routine is registered when all of ours that has static objects has made them: those are
// destroyed after it has run.
void run(Service &self)
{
    OwnLoop *const loop = OwnLoop::install(self.wait);
    Reactor::instance();
    if (!isExiting)
        std::atexit(end);
    std::vector<std::function<void()>> calls;
    while (takeCalls(self, calls)) {
        for (const auto &call : calls)
            call();
        calls.clear();
        loop->processEvents(QEventLoop::WaitForMoreEvents);
    }
    calls.clear();
    delete Reactor::instance();
    loop->close();
    const std::lock_guard lock(self.mutex);
    self.isGone = true;
    self.hasGone.notify_all();
}

int start(Service &self)
{
    if (self.thread.joinable())
        return 0;
    if (const int error = self.wait.open())
        return error;
    Os::stayLoaded();
    const Os::SignalShield shield(Os::SignalShield::Against::Application);
    try {
        self.thread = std::thread([&self] { run(self); });
    } catch (const std::system_error &error) {
        return error.code().value();
    }
    return 0;
}

} // namespace

int call(std::function<void()> function)
{
    if (OwnLoop::ofThisThread())
        return EDEADLK;
    for (Service *self = &service();; self = &service(self)) {
        if (isExiting && !isExitingHere)
            return ECANCELED;
        const std::lock_guard lock(self->mutex);
        if (self->isEnding)
            continue;
        if (const int error = start(*self))
            return error;
        self->calls.push_back(std::move(function));
        self->wait.wake();
        return 0;
    }
}

} // namespace Offspring::ServiceThread
