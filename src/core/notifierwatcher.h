// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_NOTIFIERWATCHER_H
#define OFFSPRING_NOTIFIERWATCHER_H

#include "../os/ownerprocess.h"
#include "../os/readyset.h"
#include "descriptorwatcher.h"

#include <unordered_map>

QT_BEGIN_NAMESPACE
class QSocketNotifier;
QT_END_NAMESPACE

namespace Offspring {

/// Reactor::Watching::NotifierPerDescriptor. A descriptor for which notifiers do not report
/// enough has a ready set for itself alone, see watchBySet().
class NotifierWatcher final : public DescriptorWatcher
{
public:
    using DescriptorWatcher::DescriptorWatcher;

    int open() override { return 0; }
    Id add(int fd, Interests interests, Handler handler) override;
    void change(Id id, Interests interests) override;
    void remove(Id id) override;
    void dispatcherChanged() override;

    bool event(QEvent *event) override;

private:
    struct Entry
    {
        int fd;
        Interests interests;
        Handler handler;
        QSocketNotifier *reading = nullptr;
        QSocketNotifier *writing = nullptr;
        QSocketNotifier *urgent = nullptr;
        Os::ReadySet set; // see watchBySet()
        QSocketNotifier *bySet = nullptr;
    };

    void askLoop();
    void adjust(Id id, Entry &entry);
    static void drop(Entry &entry);
    void forgetParentsEntries();
    static bool watchBySet(Id id, Entry &entry);
    static bool hasNothingReady(const Entry &entry);
    void activate(Id id);
    QSocketNotifier *switched(QSocketNotifier *notifier, bool on, int type, Id id, int fd);

    std::unordered_map<Id, Entry> m_entries;
    Id m_lastId = 0;
    enum class Loop { NotSeen, Asked, Runs } m_loop = Loop::NotSeen;
    Os::OwnerProcess m_owner;
};

} // namespace Offspring

#endif // OFFSPRING_NOTIFIERWATCHER_H
