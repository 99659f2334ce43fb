// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 3 of the walk, with a shared set. One QSocketNotifier watches the set's own descriptor,
// because Qt's dispatchers hand every descriptor that has a notifier to poll() in each turn.

#include "setwatcher.h"
#include "later.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QPointer>
#include <QtCore/QSocketNotifier>

#include <cerrno>

namespace Offspring {

namespace {

QEvent::Type loopRunsEvent()
{
    static const auto type = QEvent::Type(QEvent::registerEventType());
    return type;
}

} // namespace

// A platform, a sandbox or an emulator without such a set refuses it. Every entry is then refused
// too, and watched by notifiers.
int SetWatcher::open()
{
    forgetParentsEntries();
    const int error = m_set.open();
    return error == ENOSYS || error == EPERM ? 0 : error;
}

DescriptorWatcher::Id SetWatcher::add(int fd, Interests interests, Handler handler)
{
    forgetParentsEntries();
    const Id id = ++m_lastId;
    Entry &entry = m_entries[id];
    entry = {fd, std::move(handler), Watch()};
    const bool isInSet = interests.testFlag(Interest::Urgent)
        ? m_set.addUrgent(fd, id)
        : m_set.add(fd, id, interests.testFlag(Interest::Reading),
                    interests.testFlag(Interest::Writing));
    if (!isInSet)
        watchByNotifiers(entry, interests);
    askLoop();
    return id;
}

// A notifier needs the thread's dispatcher. The first event that arrives proves that there is one.
void SetWatcher::askLoop()
{
    if (!std::exchange(m_isLoopAsked, true))
        Later::post(this, loopRunsEvent());
}

void SetWatcher::dispatcherChanged()
{
    QCoreApplication::removePostedEvents(this, loopRunsEvent());
    delete std::exchange(m_notifier, nullptr); // now: its successor is for the same number
    m_notifiers.dispatcherChanged();
    if (std::exchange(m_isLoopAsked, false))
        askLoop();
}

void SetWatcher::change(Id id, Interests interests)
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end())
        return;
    Entry &entry = it->second;
    if (entry.byNotifiers.isActive()) {
        entry.byNotifiers.setInterests(interests);
        return;
    }
    const bool isInSet = m_set.change(entry.fd, id, interests.testFlag(Interest::Reading),
                                      interests.testFlag(Interest::Writing));
    if (!isInSet) {
        m_set.remove(entry.fd);
        watchByNotifiers(entry, interests);
    }
}

// The kernel has no memory left, or the user may watch no more: no event may be missed for that.
void SetWatcher::watchByNotifiers(Entry &entry, Interests interests)
{
    entry.byNotifiers = Watch(m_notifiers, entry.fd, interests, entry.handler);
}

void SetWatcher::remove(Id id)
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end())
        return;
    if (!it->second.byNotifiers.isActive())
        m_set.remove(it->second.fd);
    m_entries.erase(it);
}

bool SetWatcher::event(QEvent *event)
{
    if (event->type() != loopRunsEvent())
        return DescriptorWatcher::event(event);
    forgetParentsEntries();
    m_isLoopAsked &= m_set.isOpen(); // else the next entry asks again
    if (m_isLoopAsked && !m_notifier) {
        m_notifier = new QSocketNotifier(m_set.number(), QSocketNotifier::Read, this);
        connect(m_notifier, &QSocketNotifier::activated, this, [this] { activate(); });
    }
    return true;
}

// Deleted later, because it may be the one whose signal is being handled.
void SetWatcher::dropNotifier()
{
    if (!m_notifier)
        return;
    m_notifier->setEnabled(false);
    Later::destroy(std::exchange(m_notifier, nullptr));
}

// A forked copy of the program shares the set with its parent, whose descriptors would make it
// ready for ever. The copy's own entries get a new set.
void SetWatcher::forgetParentsEntries()
{
    if (m_owner.isThisProcess())
        return;
    m_owner = Os::OwnerProcess();
    dropNotifier();
    m_entries.clear();
    m_set = Os::ReadySet();
    m_isLoopAsked = false;
}

// Re-entrant: a handler may run an event loop, in which this is called again. What one wait does
// not return is left for the next turn, so that timers and painting go on.
void SetWatcher::activate()
{
    forgetParentsEntries();
    const QPointer<SetWatcher> alive(this);
    for (const Id id : m_set.wait(0)) {
        const auto it = m_entries.find(id);
        if (it == m_entries.end())
            continue;
        const Handler handler = it->second.handler; // which may remove the entry
        handler();
        if (!alive)
            return;
    }
}

} // namespace Offspring
