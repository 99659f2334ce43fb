// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_SETWATCHER_H
#define OFFSPRING_SETWATCHER_H

#include "../os/ownerprocess.h"
#include "../os/readyset.h"
#include "descriptorwatcher.h"
#include "notifierwatcher.h"

#include <unordered_map>

QT_BEGIN_NAMESPACE
class QSocketNotifier;
QT_END_NAMESPACE

namespace Offspring {

/// Reactor::Watching::SharedSet: all descriptors are in one set of the kernel's, whose own
/// descriptor has the only QSocketNotifier.
class SetWatcher final : public DescriptorWatcher
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
        Watch byNotifiers; // active where the set refused the descriptor
    };

    void watchByNotifiers(Entry &entry, Interests interests);
    void askLoop();
    void activate();
    void dropNotifier();
    void forgetParentsEntries();

    NotifierWatcher m_notifiers{this};
    Os::ReadySet m_set;
    std::unordered_map<Id, Entry> m_entries; // after m_notifiers, which watches some of them
    Id m_lastId = 0;
    bool m_isLoopAsked = false;
    QSocketNotifier *m_notifier = nullptr; // made by the first event that the loop delivers
    Os::OwnerProcess m_owner;
};

} // namespace Offspring

#endif // OFFSPRING_SETWATCHER_H
