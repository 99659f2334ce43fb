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

#include <cerrno>

namespace Offspring {

namespace {

QEvent::Type loopRunsEvent()
{
    static const auto type = QEvent::Type(QEvent::registerEventType());
    return type;
}

} // namespace

// A sandbox or an emulator that knows no such set refuses it, and so everything in it: all is
// watched in the other way then.
int EpollWatcher::open()
{
    forgetParentsEntries();
    const int error = m_set.open();
    return error == ENOSYS || error == EPERM ? 0 : error;
}

DescriptorWatcher::Id EpollWatcher::add(int fd, Interests interests, Handler handler)
{
    forgetParentsEntries();
    const Id id = ++m_lastId;
    Entry &entry = m_entries[id];
    entry = {fd, std::move(handler), Watch()};
    if (m_set.add(fd, id, interests.testFlag(Interest::Reading),
                  interests.testFlag(Interest::Writing)))
        watchOtherwise(entry, interests);
    askLoop();
    return id;
}

// A notifier needs the thread's dispatcher; the first event that arrives proves there is one.
void EpollWatcher::askLoop()
{
    if (!std::exchange(m_loopAsked, true))
        QCoreApplication::postEvent(this, new QEvent(loopRunsEvent()));
}

void EpollWatcher::dispatcherChanged()
{
    QCoreApplication::removePostedEvents(this, loopRunsEvent());
    delete std::exchange(m_notifier, nullptr); // now, because its successor is for the same number
    m_notifiers.dispatcherChanged();
    if (std::exchange(m_loopAsked, false))
        askLoop();
}

void EpollWatcher::change(Id id, Interests interests)
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end())
        return;
    Entry &entry = it->second;
    if (entry.refused.isActive()) {
        entry.refused.setInterests(interests);
    } else if (m_set.change(entry.fd, id, interests.testFlag(Interest::Reading),
                            interests.testFlag(Interest::Writing))) {
        m_set.remove(entry.fd);
        watchOtherwise(entry, interests);
    }
}

// Out of memory, or of what a user may watch: nothing must be missed for that.
void EpollWatcher::watchOtherwise(Entry &entry, Interests interests)
{
    entry.refused = Watch(m_notifiers, entry.fd, interests, entry.handler);
}

void EpollWatcher::remove(Id id)
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end())
        return;
    if (!it->second.refused.isActive())
        m_set.remove(it->second.fd);
    m_entries.erase(it);
}

bool EpollWatcher::event(QEvent *event)
{
    if (event->type() != loopRunsEvent())
        return DescriptorWatcher::event(event);
    forgetParentsEntries();
    m_loopAsked &= m_set.isOpen(); // else again, when it could be opened
    if (m_loopAsked && !m_notifier) {
        m_notifier = new QSocketNotifier(m_set.number(), QSocketNotifier::Read, this);
        connect(m_notifier, &QSocketNotifier::activated, this, [this] { activate(); });
    }
    return true;
}

// It may be the one whose signal is being handled.
void EpollWatcher::dropNotifier()
{
    if (!m_notifier)
        return;
    m_notifier->setEnabled(false);
    std::exchange(m_notifier, nullptr)->deleteLater();
}

// A forked copy of the program shares the set with its parent, whose descriptors make it ready for
// ever. The copy's own entries get a set of their own.
void EpollWatcher::forgetParentsEntries()
{
    if (m_owner.isThisProcess())
        return;
    m_owner = Os::OwnerProcess();
    dropNotifier();
    m_entries.clear();
    m_set = Os::EpollSet();
    m_loopAsked = false;
}

// Re-entrant: a handler may run an event loop, in which this is called again. What is ready beyond
// one wait's worth is for the next turn, so that timers and painting go on.
void EpollWatcher::activate()
{
    forgetParentsEntries();
    const QPointer<EpollWatcher> alive(this);
    for (const Id id : m_set.wait(0)) {
        const auto it = m_entries.find(id);
        if (it == m_entries.end())
            continue;
        const Handler handler = it->second.handler; // the entry may go while it runs
        handler();
        if (!alive)
            return;
    }
}

} // namespace Offspring
