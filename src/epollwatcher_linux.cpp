// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 3 of the walk, the Linux way: all descriptors in one epoll set, and that set's own
// descriptor in a single QSocketNotifier, because Qt's dispatchers hand all their descriptors to
// poll() in every turn.

#include "epollwatcher_linux.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QPointer>
#include <QtCore/QSocketNotifier>

namespace Offspring {

namespace {

// Of one turn: what is ready beyond that waits for the next, so that timers and painting go on.
constexpr int eventsPerTurn = 64;

} // namespace

DescriptorWatcher::Id EpollWatcher::add(int fd, Interests interests, Handler handler)
{
    const Id id = ++m_lastId;
    m_entries.insert(id, {fd, std::move(handler)});
    m_set.add(fd, id, interests.testFlag(Interest::Reading), interests.testFlag(Interest::Writing));
    if (!std::exchange(m_loopAsked, true)) {
        // A notifier needs the thread's dispatcher; the first event that arrives proves there is
        // one.
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    }
    return id;
}

void EpollWatcher::change(Id id, Interests interests)
{
    m_set.change(m_entries[id].fd, id, interests.testFlag(Interest::Reading),
                 interests.testFlag(Interest::Writing));
}

void EpollWatcher::remove(Id id)
{
    m_set.remove(m_entries.take(id).fd);
}

bool EpollWatcher::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return DescriptorWatcher::event(event);
    auto *notifier = new QSocketNotifier(m_set.number(), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] { activate(); });
    return true;
}

// Re-entrant: a handler may run an event loop, in which this is called again.
void EpollWatcher::activate()
{
    const QPointer<EpollWatcher> alive(this);
    for (const Id id : m_set.wait(eventsPerTurn, 0)) {
        const auto it = m_entries.constFind(id);
        if (it == m_entries.constEnd())
            continue;
        const Handler handler = it->handler; // the entry may go while it runs
        handler();
        if (!alive)
            return;
    }
}

} // namespace Offspring
