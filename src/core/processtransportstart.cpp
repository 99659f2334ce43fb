// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 4 of the walk, its beginning: a transport before there is a child, and what was asked of it
// until then.

#include "../os/signalname.h"
#include "processtransport_p.h"

#include <cerrno>
#include <utility>

namespace Offspring {

using std::chrono::milliseconds;

void ProcessTransportPrivate::begin(std::vector<Os::OurEnd> ends,
                                    std::optional<Os::ChildTerminal> childTerminal,
                                    const SpawnOptions &options, DescriptorWatcher &watcher)
{
    m_watcher = &watcher;
    m_whenAbandoned = options.whenAbandoned;
    m_holderTimeout = options.holderTimeout;
    m_wantsGroup = options.newControlGroup;
    for (Os::OurEnd &end : ends) {
        const int childFD = end.childFD;
        if (end.kind == Os::ChildEnd::Kind::Terminal)
            terminal = {std::move(*childTerminal), childFD};
        m_streams.emplace(childFD, std::make_unique<ChildStream>(std::move(end), *this, m_turns));
    }
}

void ProcessTransportPrivate::started(Os::SpawnedChild child)
{
    for (Os::OurEnd &end : child.ends) {
        if (end.fd.isOpen())
            m_streams.at(end.childFD)->open(std::move(end.fd));
    }
    if (child.terminal)
        terminal->end = std::move(*child.terminal);
    for (Os::WaitingFifo &fifo : child.fifos)
        m_fifos.push_back({std::move(fifo), Watch()});
    lastPid = child.handle.pid();
    m_life.emplace(std::move(child.handle), std::move(child.group), *this, q, m_turns);
    for (const int signal : std::exchange(m_signals, {}))
        m_life->runningChild()->sendSignal(signal);
    if (m_startsFrozen)
        m_life->setFrozen(true);
    m_stage = Stage::Waiting;
    requestTurn();
}

void ProcessTransportPrivate::notStarted(const SpawnError &error)
{
    m_streams.clear();
    terminal.reset();
    m_typingWatch.end();
    reason = ExitReason::notStarted(error);
    m_stage = Stage::Waiting;
    requestTurn();
}

void ProcessTransportPrivate::spawned(SpawnResult result)
{
    m_spawn = PendingSpawn();
    if (const auto *error = std::get_if<SpawnError>(&result))
        notStarted(*error);
    else
        started(std::get<Os::SpawnedChild>(std::move(result)));
}

// False: the time is over, or there is no child, nor a stream.
bool ProcessTransportPrivate::waitForChild(const QDeadlineTimer &deadline)
{
    if (m_spawn.waitUntilDone(deadline)) {
        if (std::optional<SpawnResult> result = m_spawn.take())
            spawned(std::move(*result));
    }
    return m_life.has_value();
}

bool ProcessTransportPrivate::sendSignal(int signal)
{
    if (!isOurs())
        return false;
    if (m_stage != Stage::Starting)
        return runningChild() && runningChild()->sendSignal(signal);
    const bool exists = signal >= 0 && signal <= Os::highestSignal;
    if (exists && signal != 0)
        m_signals.push_back(signal);
    return exists;
}

bool ProcessTransportPrivate::setFrozen(bool frozen)
{
    if (!isOurs())
        return false;
    if (m_stage != Stage::Starting)
        return m_life && m_life->setFrozen(frozen);
    m_startsFrozen = frozen && m_wantsGroup;
    return m_wantsGroup;
}

// A child that is being spawned is not started any more; one that is there, and of which the loop
// has only not heard yet, is stopped like any other.
bool ProcessTransportPrivate::stopWithin(milliseconds grace)
{
    if (!isOurs())
        return false;
    if (m_stage == Stage::Starting) {
        std::optional<SpawnResult> result = m_spawn.take();
        if (!result) {
            m_spawn.abandon(Abandonment::Kill);
            notStarted({SpawnError::Stage::Fork, ECANCELED, QStringLiteral("stop()")});
            return true;
        }
        spawned(std::move(*result));
    }
    return m_life && m_life->stopWithin(grace);
}

} // namespace Offspring
