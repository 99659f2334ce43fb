// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_EPOLLWATCHER_H
#define OFFSPRING_EPOLLWATCHER_H

#include "descriptorwatcher.h"
#include "notifierwatcher.h"
#include "../os/epollset.h"
#include "../os/ownerprocess.h"

#include <unordered_map>

QT_BEGIN_NAMESPACE
class QSocketNotifier;
QT_END_NAMESPACE

namespace Offspring {

/// Reactor::Watching::SharedEpoll.
class EpollWatcher final : public DescriptorWatcher
{
public:
    using DescriptorWatcher::DescriptorWatcher;

    int open() override;
    Id add(int fd, Interests interests, Handler handler) override;
    void change(Id id, Interests interests) override;
    void remove(Id id) override;
    void dispatcherChanged() override;

    bool event(QEvent *event) override;

private:
    struct Entry
    {
        int fd;
        Handler handler;
        Watch refused; // by the set: watched in the other way
    };

    void watchOtherwise(Entry &entry, Interests interests);
    void askLoop();
    void activate();
    void dropNotifier();
    void forgetParentsEntries();

    NotifierWatcher m_notifiers{this};
    Os::EpollSet m_set;
    std::unordered_map<Id, Entry> m_entries; // after m_notifiers, which some of them need
    Id m_lastId = 0;
    bool m_loopAsked = false;
    QSocketNotifier *m_notifier = nullptr; // once the loop has answered
    Os::OwnerProcess m_owner;
};

} // namespace Offspring

#endif // OFFSPRING_EPOLLWATCHER_H
