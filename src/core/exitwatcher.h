// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_EXITWATCHER_H
#define OFFSPRING_EXITWATCHER_H

#include "countdown.h"
#include "descriptorwatcher.h"
#include "../os/childhandle.h"

#include <chrono>
#include <functional>

namespace Offspring {

/// From the exit descriptor to "exited", once. The child is reaped then, save the leader of a group: that
/// keeps its number, and with it the group's, until its owner reaps it.
class ExitWatcher
{
public:
    /// Called from the event loop, as the last thing done here: it may destroy the watcher.
    using Handler = std::function<void(const Os::WaitResult &)>;

    /// \a owner hands its timer events to timeOut().
    ExitWatcher(QObject *owner, Os::ChildHandle child, Handler handler);
    void start(DescriptorWatcher &watcher);
    /// False: another one's timer.
    bool timeOut(int timerId);
    void dispatcherChanged() { m_lookTime.dispatcherChanged(); }
    /// From the event loop, too: whatever the descriptor says.
    void look();

    const Os::ChildHandle &child() const { return m_child; }
    /// Gives the child away, reaped or not; from the handler too.
    Os::ChildHandle takeChild();

private:
    void lookLater();

    Os::ChildHandle m_child;
    Watch m_watch; // after m_child: stops before the descriptor is closed
    bool m_isReady = false; // the descriptor; it stays so
    std::chrono::milliseconds m_pause{10};
    Countdown m_lookTime; // once it is ready, and the status is not there
    Handler m_handler;
};

} // namespace Offspring

#endif // OFFSPRING_EXITWATCHER_H
