// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_CHILDLIFE_H
#define OFFSPRING_CHILDLIFE_H

#include "../os/childhandle.h"
#include "../os/controlgroup.h"
#include "countdown.h"
#include "descriptorwatcher.h"
#include "turnqueue.h"

#include <offspring/spawnoptions.h>

#include <chrono>
#include <optional>

namespace Offspring {

/// One process from its start to its reaping: it reports the exit once, stops the process, and sees
/// to it that it is reaped. The leader of a group or session is not reaped at its exit, because its
/// number is its group's, and the group may still have to be stopped. With a control group of its
/// own it needs no number for that, and goes on until nobody is left there.
class ChildLife final : private Turn
{
public:
    /// The child's terminal is the owner's, and so are the timer events.
    class Owner
    {
    public:
        /// From the event loop, once, as the last thing done here: it may destroy this.
        virtual void childExited(const Os::WaitResult &result) = 0;
        /// The same, later: nobody is left in the control group.
        virtual void descendantsEnded() = 0;

        /// False: there is none, or no more.
        virtual bool hasTerminal() const = 0;
        /// Of the terminal, when it is that of \a session; else 0.
        virtual int foregroundGroup(int session) const = 0;
        /// Closes our copy of the terminal's other end. False: another process has it open.
        virtual bool releaseTerminal() = 0;
        /// Closes the terminal, even if others have it open. From the event loop; it may destroy
        /// this.
        virtual void hangUpTerminal() = 0;

    protected:
        ~Owner() = default;
    };

    /// \a timerOwner hands its timer events to timeOut().
    ChildLife(Os::ChildHandle child, Os::ControlGroup group, Owner &owner, QObject *timerOwner,
              TurnQueue &turns);

    /// Watches the child. From the event loop, because the owner may be called from now on.
    void start(DescriptorWatcher &watcher);
    /// False: another one's timer.
    bool timeOut(int timerId);
    /// The timers are gone with the thread's old event dispatcher.
    void dispatcherChanged();

    /// Null once it has exited.
    const Os::ChildHandle *runningChild() const;
    /// Readable once the child is dead; -1: it is over.
    int exitDescriptor() const { return m_child ? m_child->exitDescriptor() : -1; }
    /// As ProcessTransport::stopWithin().
    bool stopWithin(std::chrono::milliseconds grace);
    /// Whether descendantsEnded() is still to come.
    bool hasGroup() const { return m_group.isOpen(); }
    /// Of the control group: without the child; and the times of all who are or were in it.
    int descendantCount() const;
    Os::GroupUsage groupUsage() const;
    bool setFrozen(bool frozen) { return m_group.setFrozen(frozen); }
    /// In the loop's next turn, whatever the descriptor says: the child may be dead, and the loop
    /// have been too busy to notice.
    void lookSoon();

    /// The streams are over too. A leader is reaped; if its group was asked to stop, the reaper
    /// takes it, with the rest of the grace.
    void end();
    /// The owner is being destroyed: the reaper takes a child that is not reaped.
    void abandon(Abandonment how);

private:
    //      Running -- look(): a leader has exited, its status is only read --> LeaderDead
    //         |                                                                   |
    //         | look(): the status is taken           reapLeader(), from killAll() or end()
    //         | abandon(): given to the reaper        end(), abandon(): given to the reaper
    //         |                                                                   |
    //         +-----------------------------> Over <------------------------------+
    //
    //   Running     The child has not exited, or that is not noticed yet. Its descriptor is
    //               watched; once it is ready and the status is not there, a timer looks instead.
    //   LeaderDead  childExited() was called. The child is a zombie that keeps its number, and its
    //               group can be signalled. Nothing is watched.
    //   Over        There is no child that could be signalled or stopped.
    //
    // With a control group nobody is a LeaderDead: Running is followed by Over, and from then on
    // the group is looked at, whenever the kernel tells of a change, until it is empty.
    //
    // A stop runs beside these states, by one countdown: first the grace; then the KILL, on a
    // terminal again and again until no process of the session is alive; then the terminal is hung
    // up, once no other process has it open or it was looked at often enough.
    enum class State { Running, LeaderDead, Over };

    void takeTurn() override;
    void look();
    void lookLater();
    void lookAtGroup();
    bool terminate(std::optional<int> foreground);
    void killAll();
    void reapLeader();
    void hangUpTerminal();
    std::optional<int> foregroundGroup() const;
    void repeatHangUp();

    State m_state = State::Running;
    std::optional<Os::ChildHandle> m_child; // until it is Over
    Os::ControlGroup m_group; // until nobody is in it any more
    Os::GroupUsage m_groupUsage; // then
    Owner &m_owner;
    DescriptorWatcher *m_watcher = nullptr;
    Watch m_watch; // after m_child: stops before the descriptor is closed
    Watch m_groupWatch; // the same

    bool m_isReady = false; // the descriptor; it stays so
    std::chrono::milliseconds m_lookPause{1};
    Countdown m_lookTime;

    Countdown m_stopTime;
    int m_looksAfterKill = 0;
    int m_looksForHolder = 0;
    Countdown m_hangUpTime; // before a terminal's SIGHUP is sent again
    std::chrono::milliseconds m_hangUpPause{0};
};

} // namespace Offspring

#endif // OFFSPRING_CHILDLIFE_H
