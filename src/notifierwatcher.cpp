// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 3 of the walk, the portable way: a QSocketNotifier or two for each descriptor.

#include "notifierwatcher.h"
#include "os/streamio.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QSocketNotifier>

namespace Offspring {

DescriptorWatcher::Id NotifierWatcher::add(int fd, Interests interests, Handler handler)
{
    const Id id = ++m_lastId;
    Entry &entry = m_entries[id];
    entry.fd = fd;
    entry.interests = interests;
    entry.handler = std::move(handler);
    if (m_loop == Loop::Runs) {
        adjust(id, entry);
    } else if (m_loop == Loop::NotSeen) {
        // A notifier needs the thread's dispatcher; the first event that arrives proves there is
        // one.
        m_loop = Loop::Asked;
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    }
    return id;
}

void NotifierWatcher::change(Id id, Interests interests)
{
    Entry &entry = m_entries[id];
    entry.interests = interests;
    if (m_loop == Loop::Runs)
        adjust(id, entry);
}

void NotifierWatcher::remove(Id id)
{
    const auto it = m_entries.find(id);
    const Entry &entry = it->second;
    for (QSocketNotifier *notifier : {entry.reading, entry.writing, entry.bySet}) {
        if (notifier) {
            notifier->setEnabled(false);
            notifier->deleteLater(); // it may be the one whose signal is being handled
        }
    }
    m_entries.erase(it);
}

bool NotifierWatcher::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return DescriptorWatcher::event(event);
    m_loop = Loop::Runs;
    for (auto &[id, entry] : m_entries)
        adjust(id, entry);
    return true;
}

// The loss of the other end of a pipe that we write: both dispatchers ask for errors together with
// reading. While a notifier for writing is on, that one tells.
void NotifierWatcher::adjust(Id id, Entry &entry)
{
    const bool bySet = isWatchedBySet(id, entry);
    const bool writing = !bySet && entry.interests.testFlag(Interest::Writing);
    const bool reading = !bySet && (entry.interests.testFlag(Interest::Reading) || !writing);
    entry.reading = switched(entry.reading, reading, QSocketNotifier::Read, id, entry.fd);
    entry.writing = switched(entry.writing, writing, QSocketNotifier::Write, id, entry.fd);
    entry.bySet = switched(entry.bySet, bySet, QSocketNotifier::Read, id, entry.set.number());
}

// What can be read, but is not wanted, cannot be told from a hang-up by a notifier for reading, and
// one for writing does not tell of a hang-up under every dispatcher. A set that holds nothing else
// can do both. Without a descriptor to spare for it: better a busy loop than a loss missed.
bool NotifierWatcher::isWatchedBySet(Id id, Entry &entry)
{
    if (entry.interests.testFlag(Interest::Reading) || !Os::isReadableToo(entry.fd))
        return false;
    const bool writes = entry.interests.testFlag(Interest::Writing);
    if (entry.set.isOpen())
        return entry.set.change(entry.fd, id, false, writes) == 0;
    return entry.set.open() == 0 && entry.set.add(entry.fd, id, false, writes) == 0;
}

QSocketNotifier *NotifierWatcher::switched(QSocketNotifier *notifier, bool on, int type, Id id,
                                           int fd)
{
    if (!notifier) {
        if (!on)
            return nullptr;
        notifier = new QSocketNotifier(fd, QSocketNotifier::Type(type), this);
        connect(notifier, &QSocketNotifier::activated, this, [this, id] { activate(id); });
    }
    notifier->setEnabled(on);
    return notifier;
}

void NotifierWatcher::activate(Id id)
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end())
        return;
    const Handler handler = it->second.handler; // the entry may go while it runs
    handler();
}

} // namespace Offspring
