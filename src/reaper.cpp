// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Children whose transport is gone. One thread waits for all of them, and is there only while there
// are any: it does not depend on an event loop, so an idle program reaps too.

#include "reaper.h"
#include "os/epollset.h"
#include "os/signalshield.h"

#include <QtCore/QCoreApplication>

#include <atomic>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>

namespace Offspring::Reaper {

namespace {

struct Orphans
{
    const qint64 program = QCoreApplication::applicationPid();
    std::mutex mutex;
    std::unordered_map<std::uint64_t, Os::ChildHandle> children;
    std::uint64_t lastId = 0;
    Os::EpollSet set;
    bool hasThread = false;
};

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

void reapReady(Orphans &self, const std::vector<std::uint64_t> &ready)
{
    for (const std::uint64_t id : ready) {
        const auto it = self.children.find(id);
        if (it == self.children.end() || !it->second.reap())
            continue;
        self.set.remove(it->second.pidfd());
        self.children.erase(it);
    }
}

void waitForAll(Orphans *self)
{
    for (;;) {
        const std::vector<std::uint64_t> ready = self->set.wait(-1);
        const std::lock_guard lock(self->mutex);
        reapReady(*self, ready);
        if (self->children.empty()) {
            self->set = Os::EpollSet();
            self->hasThread = false;
            return;
        }
    }
}

// Without a descriptor or a thread to spare the children wait for the next one that is adopted.
void startThread(Orphans &self)
{
    const Os::SignalShield shield(Os::SignalShield::Against::Application);
    try {
        std::thread(waitForAll, &self).detach();
        self.hasThread = true;
    } catch (const std::system_error &) {
        self.set = Os::EpollSet();
    }
}

} // namespace

void adopt(Os::ChildHandle child)
{
    if (!child.isOurs() || child.reap())
        return;
    Orphans &self = orphans();
    const std::lock_guard lock(self.mutex);
    const std::uint64_t id = ++self.lastId;
    self.children.emplace(id, std::move(child));
    if (self.hasThread) {
        self.set.add(self.children[id].pidfd(), id, true, false);
        return;
    }
    if (self.set.open() != 0)
        return;
    for (const auto &[each, orphan] : self.children)
        self.set.add(orphan.pidfd(), each, true, false);
    startThread(self);
}

} // namespace Offspring::Reaper
