// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 6 of the walk, first half: the exit descriptor becomes readable, the child has exited.

#include "exitwatcher.h"

#include <algorithm>

namespace Offspring {

namespace {

constexpr std::chrono::milliseconds longestPause(500);

} // namespace

ExitWatcher::ExitWatcher(QObject *owner, Os::ChildHandle child, Handler handler)
    : m_child(std::move(child))
    , m_lookTime(owner)
    , m_handler(std::move(handler))
{ }

void ExitWatcher::start(DescriptorWatcher &watcher)
{
    m_watch = Watch(watcher, m_child.exitDescriptor(), Interest::Reading, [this] {
        m_watch = Watch(); // what is ready stays so
        m_isReady = true;
        look();
    });
}

Os::ChildHandle ExitWatcher::takeChild()
{
    m_watch = Watch();
    m_lookTime.stop();
    return std::move(m_child);
}

bool ExitWatcher::timeOut(int timerId)
{
    const bool isDue = m_lookTime.endIfDue(timerId);
    if (isDue)
        look();
    return isDue;
}

void ExitWatcher::look()
{
    const std::optional<Os::WaitResult> result =
        m_child.leadsGroup() ? m_child.result() : m_child.reap();
    if (!result)
        return lookLater();
    m_watch = Watch();
    const Handler handler = m_handler;
    handler(*result);
}

// The descriptor of a dead child stays ready, but a debugger may hold its status for as long as it
// likes. So it is not watched any more, and looked at ever more rarely.
void ExitWatcher::lookLater()
{
    if (!m_isReady)
        return;
    m_lookTime.start(m_pause);
    m_pause = std::min(2 * m_pause, longestPause);
}

} // namespace Offspring
