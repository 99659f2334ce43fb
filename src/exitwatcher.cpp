// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 6 of the walk, first half: the pidfd becomes readable, the child has exited.

#include "exitwatcher.h"

namespace Offspring {

ExitWatcher::ExitWatcher(Os::ChildHandle child, Handler handler)
    : m_child(std::move(child))
    , m_handler(std::move(handler))
{ }

void ExitWatcher::start(DescriptorWatcher &watcher)
{
    m_watch = Watch(watcher, m_child.pidfd(), Interest::Reading, [this] { mayHaveExited(); });
}

Os::ChildHandle ExitWatcher::takeChild()
{
    m_watch = Watch();
    return std::move(m_child);
}

void ExitWatcher::mayHaveExited()
{
    const std::optional<Os::WaitResult> result =
        m_child.leadsGroup() ? m_child.result() : m_child.reap();
    if (!result)
        return;
    m_watch = Watch();
    const Handler handler = m_handler;
    handler(*result);
}

} // namespace Offspring
