// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 6 of the walk, first half: the exit descriptor becomes readable, the child has exited. And
// all that ends a child: stop, grace, kill, hang-up. The header draws the states.

#include "childlife.h"
#include "reaper.h"

#include <algorithm>

namespace Offspring {

using std::chrono::milliseconds;

namespace {

// Between looks at a dead child whose status is not there yet.
constexpr milliseconds longestLookPause(500);

// Only after the death of the processes that were killed on a terminal can be seen whether another
// process has it open. They are looked at after 1, 2, 4 … 256 ms, and then some times more. One
// that is not dead by then may never be.
constexpr int mostLooksAfterKill = 16;
constexpr int longestPauseAfterKill = 256;

// Another child that is just executing its program has a copy of our descriptor for a moment, but
// does not count: our process continues before the kernel closes what is close-on-exec.
constexpr int mostLooksForHolder = 8;

// Doubled each time.
constexpr milliseconds pauseBeforeHangUp(500);

} // namespace

ChildLife::ChildLife(Os::ChildHandle child, Os::ControlGroup group, Owner &owner,
                     QObject *timerOwner, TurnQueue &turns)
    : Turn(turns)
    , m_child(std::move(child))
    , m_group(std::move(group))
    , m_owner(owner)
    , m_lookTime(timerOwner)
    , m_stopTime(timerOwner)
    , m_hangUpTime(timerOwner)
{ }

void ChildLife::start(DescriptorWatcher &watcher)
{
    m_watcher = &watcher;
    m_watch = Watch(watcher, m_child->exitDescriptor(), Interest::Reading, [this] {
        m_watch = Watch(); // what is ready stays so
        m_isReady = true;
        look();
    });
    m_stopTime.dispatcherIsThere();
    m_hangUpTime.dispatcherIsThere();
}

void ChildLife::dispatcherChanged()
{
    m_lookTime.dispatcherChanged();
    m_stopTime.dispatcherChanged();
    m_hangUpTime.dispatcherChanged();
}

bool ChildLife::timeOut(int timerId)
{
    if (m_lookTime.endIfDue(timerId))
        look();
    else if (m_stopTime.endIfDue(timerId))
        killAll();
    else if (m_hangUpTime.endIfDue(timerId))
        repeatHangUp();
    else
        return false;
    return true;
}

const Os::ChildHandle *ChildLife::runningChild() const
{
    return m_state == State::Running ? &*m_child : nullptr;
}

void ChildLife::lookSoon()
{
    if (m_state == State::Running)
        requestTurn();
}

void ChildLife::takeTurn()
{
    if (m_state == State::Running)
        look();
    else if (m_group.isOpen())
        lookAtGroup();
}

void ChildLife::look()
{
    const bool leads = m_child->leadsGroup() && !m_group.isOpen();
    const std::optional<Os::WaitResult> result = leads ? m_child->result() : m_child->reap();
    if (!result)
        return lookLater();
    m_watch = Watch();
    m_lookTime.stop();
    m_state = leads ? State::LeaderDead : State::Over;
    if (m_state == State::Over) {
        m_child.reset();
        if (m_group.isOpen())
            requestTurn();
        else
            m_stopTime.stop();
    }
    m_owner.childExited(*result);
}

// The child has exited. The kernel tells of a change at most every 10 ms, so the first look needs
// none. A folder that cannot be removed though it is empty is left to the next program.
void ChildLife::lookAtGroup()
{
    if (m_group.isPopulated()) {
        if (!m_groupWatch.isActive()) {
            m_groupWatch = Watch(*m_watcher, m_group.eventsDescriptor(), Interest::Urgent,
                                 [this] { lookAtGroup(); });
        }
        return;
    }
    m_groupUsage = m_group.usage();
    if (!m_group.remove() && m_group.isPopulated())
        return requestTurn(); // somebody has put another process into it
    m_groupWatch = Watch();
    m_group = Os::ControlGroup();
    if (!m_owner.hasTerminal())
        m_stopTime.stop();
    m_owner.descendantsEnded();
}

int ChildLife::descendantCount() const
{
    int count = 0;
    for (const int pid : m_group.members())
        count += m_child && pid == m_child->pid() ? 0 : 1;
    return count;
}

Os::GroupUsage ChildLife::groupUsage() const
{
    return m_group.isOpen() ? m_group.usage() : m_groupUsage;
}

// The descriptor of a dead child stays ready. Somebody else who has taken the status is done with
// reaping the child in a moment, but a debugger may keep it from us for any time. So the descriptor
// is not watched any more, and the status is looked for soon, and then ever more rarely.
void ChildLife::lookLater()
{
    if (!m_isReady)
        return;
    m_lookTime.start(m_lookPause);
    m_lookPause = std::min(2 * m_lookPause, longestLookPause);
}

// When the child cannot be signalled, it may be dead.
bool ChildLife::stopWithin(milliseconds grace)
{
    if (!m_child && !m_group.isOpen())
        return false;
    const std::optional<int> foreground = foregroundGroup();
    const bool isReached = terminate(foreground);
    if (!isReached)
        lookSoon();
    if (foreground)
        m_hangUpTime.start(m_hangUpPause = pauseBeforeHangUp);
    m_stopTime.shorten(grace);
    return isReached;
}

// Whoever is frozen takes a signal that comes twice only once.
bool ChildLife::terminate(std::optional<int> foreground)
{
    if (!m_group.isOpen())
        return m_child->terminate(foreground);
    m_group.setFrozen(true);
    const bool isChildReached = m_child && m_child->terminate(foreground);
    return m_group.terminate(m_owner.hasTerminal()) || isChildReached;
}

// Empty: there is no terminal.
std::optional<int> ChildLife::foregroundGroup() const
{
    if (!m_child || !m_owner.hasTerminal())
        return std::nullopt;
    return m_owner.foregroundGroup(m_child->pid());
}

// The grace is over. A killed process keeps its terminal open until it is dead. After the KILL a
// dead leader's number is not needed any more.
void ChildLife::killAll()
{
    bool looksAgain = !m_group.kill();
    if (m_child) {
        m_child->kill();
        looksAgain |= m_owner.hasTerminal() && m_child->isAnybodyAlive();
    }
    if (looksAgain && m_looksAfterKill < mostLooksAfterKill) {
        const int pause = std::min(1 << m_looksAfterKill++, longestPauseAfterKill);
        return m_stopTime.start(milliseconds(pause));
    }
    reapLeader();
    hangUpTerminal();
}

void ChildLife::reapLeader()
{
    if (m_state != State::LeaderDead)
        return;
    m_child->reap();
    m_child.reset();
    m_state = State::Over;
}

void ChildLife::hangUpTerminal()
{
    if (!m_owner.hasTerminal())
        return;
    if (!m_owner.releaseTerminal() && m_looksForHolder < mostLooksForHolder)
        return m_stopTime.start(milliseconds(1 << m_looksForHolder++));
    m_owner.hangUpTerminal();
}

// A shell that was just about to read notices the first SIGHUP, and reads all the same: bash looks
// for signals and then waits for input. A terminal that is really gone would end that wait.
void ChildLife::repeatHangUp()
{
    const std::optional<int> foreground = foregroundGroup();
    if (!foreground)
        return;
    m_child->hangUpAgain(*foreground);
    m_hangUpTime.start(m_hangUpPause *= 2);
}

void ChildLife::end()
{
    if (m_state == State::LeaderDead && m_stopTime.isStarted()) {
        Reaper::adoptLeader(std::move(*m_child), m_stopTime.deadline());
        m_child.reset();
        m_state = State::Over;
    }
    reapLeader();
    if (!m_group.isOpen())
        m_stopTime.stop();
    m_hangUpTime.stop();
}

void ChildLife::abandon(Abandonment how)
{
    if (m_group.isOpen()) {
        m_groupWatch = Watch();
        Reaper::abandonGroup(std::move(m_group), how);
    }
    if (!m_child)
        return;
    m_watch = Watch();
    Reaper::abandon(std::move(*m_child), how);
    m_child.reset();
    m_state = State::Over;
}

} // namespace Offspring
