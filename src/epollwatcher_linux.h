// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_EPOLLWATCHER_H
#define OFFSPRING_EPOLLWATCHER_H

#include "descriptorwatcher.h"
#include "os/epollset.h"

#include <QtCore/QHash>

namespace Offspring {

/// Reactor::Watching::SharedEpoll.
class EpollWatcher final : public DescriptorWatcher
{
public:
    EpollWatcher() = default;

    int open() override { return m_set.open(); }
    Id add(int fd, Interests interests, Handler handler) override;
    void change(Id id, Interests interests) override;
    void remove(Id id) override;

    bool event(QEvent *event) override;

private:
    struct Entry
    {
        int fd;
        Handler handler;
    };

    void activate();

    Os::EpollSet m_set;
    QHash<Id, Entry> m_entries;
    Id m_lastId = 0;
    bool m_loopAsked = false;
};

} // namespace Offspring

#endif // OFFSPRING_EPOLLWATCHER_H
