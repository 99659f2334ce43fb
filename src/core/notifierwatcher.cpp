// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 3 of the walk, without a shared set: a QSocketNotifier or two for each descriptor.

#include "notifierwatcher.h"
#include "../os/streamio.h"
#include "later.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QSocketNotifier>

#include <cstdint>
#include <vector>

namespace Offspring {

namespace {

QEvent::Type loopRunsEvent()
{
    static const auto type = QEvent::Type(QEvent::registerEventType());
    return type;
}

} // namespace

DescriptorWatcher::Id NotifierWatcher::add(int fd, Interests interests, Handler handler)
{
    forgetParentsEntries();
    const Id id = ++m_lastId;
    Entry &entry = m_entries[id];
    entry.fd = fd;
    entry.interests = interests;
    entry.handler = std::move(handler);
    if (m_loop == Loop::Runs)
        adjust(id, entry);
    else
        askLoop();
    return id;
}

// A notifier needs the thread's dispatcher. The first event that arrives proves that there is one.
void NotifierWatcher::askLoop()
{
    if (std::exchange(m_loop, Loop::Asked) == Loop::NotSeen)
        Later::post(this, loopRunsEvent());
}

// The notifiers are deleted now, because their successors are for the same numbers.
void NotifierWatcher::dispatcherChanged()
{
    QCoreApplication::removePostedEvents(this, loopRunsEvent());
    for (auto &[id, entry] : m_entries) {
        for (QSocketNotifier **notifier :
             {&entry.reading, &entry.writing, &entry.urgent, &entry.bySet})
            delete std::exchange(*notifier, nullptr);
    }
    if (std::exchange(m_loop, Loop::NotSeen) != Loop::NotSeen)
        askLoop();
}

void NotifierWatcher::change(Id id, Interests interests)
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end())
        return;
    it->second.interests = interests;
    if (m_loop == Loop::Runs)
        adjust(id, it->second);
}

void NotifierWatcher::remove(Id id)
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end())
        return;
    drop(it->second);
    m_entries.erase(it);
}

void NotifierWatcher::drop(Entry &entry)
{
    for (QSocketNotifier *notifier : {entry.reading, entry.writing, entry.urgent, entry.bySet}) {
        if (notifier) {
            notifier->setEnabled(false);
            Later::destroy(notifier); // it may be the one whose signal is being handled
        }
    }
}

// A forked copy of the program would read what is meant for its parent.
void NotifierWatcher::forgetParentsEntries()
{
    if (m_owner.isThisProcess())
        return;
    m_owner = Os::OwnerProcess();
    for (auto &[id, entry] : m_entries)
        drop(entry);
    m_entries.clear();
    m_loop = Loop::NotSeen;
}

bool NotifierWatcher::event(QEvent *event)
{
    if (event->type() != loopRunsEvent())
        return DescriptorWatcher::event(event);
    forgetParentsEntries();
    m_loop = Loop::Runs;
    for (auto &[id, entry] : m_entries)
        adjust(id, entry);
    return true;
}

// A pipe that we write is watched for reading too: both dispatchers ask for errors together with
// that, and so report the loss of the other end. While a notifier for writing is on, that one does.
void NotifierWatcher::adjust(Id id, Entry &entry)
{
    if (entry.interests.testFlag(Interest::Urgent)) {
        entry.urgent = switched(entry.urgent, true, QSocketNotifier::Exception, id, entry.fd);
        return;
    }
    const bool bySet = watchBySet(id, entry);
    const bool writing = !bySet && entry.interests.testFlag(Interest::Writing);
    const bool reading = !bySet && (entry.interests.testFlag(Interest::Reading) || !writing);
    entry.reading = switched(entry.reading, reading, QSocketNotifier::Read, id, entry.fd);
    entry.writing = switched(entry.writing, writing, QSocketNotifier::Write, id, entry.fd);
    entry.bySet = switched(entry.bySet, bySet, QSocketNotifier::Read, id, entry.set.number());
}

// A paused socket or terminal: a notifier for reading does not distinguish waiting bytes from a
// hang-up, and one for writing does not report a hang-up under every dispatcher. A set that holds
// nothing else does both. False: notifiers do for this one, or there is no set to be had; a busy
// loop is better than a loss that is missed.
bool NotifierWatcher::watchBySet(Id id, Entry &entry)
{
    if (entry.interests.testFlag(Interest::Reading) || !Os::isReadableToo(entry.fd))
        return false;
    const bool writes = entry.interests.testFlag(Interest::Writing);
    if (entry.set.isOpen())
        return entry.set.change(entry.fd, id, false, writes);
    return entry.set.open() == 0 && entry.set.add(entry.fd, id, false, writes);
}

// The set has to be asked: a set that a thread keeps stays readable until it has been. One that
// cannot be asked any more has perhaps something.
bool NotifierWatcher::hasNothingReady(const Entry &entry)
{
    std::vector<std::uint64_t> ids;
    const bool isBySet = entry.bySet && entry.bySet->isEnabled();
    return isBySet && entry.set.wait(0, ids) == 0 && ids.empty();
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
    forgetParentsEntries();
    const auto it = m_entries.find(id);
    if (it == m_entries.end() || hasNothingReady(it->second))
        return;
    const Handler handler = it->second.handler; // which may remove the entry
    handler();
}

} // namespace Offspring
