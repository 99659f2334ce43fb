// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "outputcollector.h"

#include "../core/later.h"

#include <offspring/command.h>
#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include <QtCore/QTimerEvent>

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

namespace Offspring {

OutputCollector::OutputCollector(const CaptureOptions &capture, Keep keep, Done done)
    : m_keep(keep)
    , m_done(std::move(done))
    , m_stdinBytes(capture.stdinBytes)
    , m_room(capture.maximumBytes < 0 ? std::numeric_limits<qint64>::max() : capture.maximumBytes)
    , m_inactivityTimeout(capture.inactivityTimeout)
    , m_grace(capture.grace)
{
    connect(&m_watcher, &QFutureWatcher<void>::canceled, this, [this] { stop(Failure::None); });
    if (capture.timeout)
        m_time.start(*capture.timeout);
}

OutputCollector *OutputCollector::start(const Command &command, const CaptureOptions &capture,
                                        Keep keep, Done done)
{
    auto *const collector = new OutputCollector(capture, keep, std::move(done));
    Reactor::instance()->spawnProcess(std::unique_ptr<ProcessProtocol>(collector), command);
    return collector;
}

void OutputCollector::cancelWith(const QFuture<void> &future)
{
    m_watcher.setFuture(future);
}

void OutputCollector::timerEvent(QTimerEvent *event)
{
    if (m_quietTime.endIfDue(event->timerId()))
        lookWhetherQuiet();
    else if (!m_time.endIfDue(event->timerId()))
        return;
    else if (m_state == State::Collecting)
        timeIsUp(false);
    else if (m_state == State::Stopping)
        graceIsOver();
    else if (m_state == State::GivingUp)
        giveUp();
}

void OutputCollector::dispatcherChanged()
{
    m_time.dispatcherChanged();
    m_quietTime.dispatcherChanged();
}

void OutputCollector::connectionMade()
{
    if (m_stdinBytes) {
        transport()->write(*std::exchange(m_stdinBytes, std::nullopt));
        transport()->closeStdin();
    }
    m_time.dispatcherIsThere();
    if (m_inactivityTimeout && m_state == State::Collecting)
        m_quietTime.start(*m_inactivityTimeout);
}

void OutputCollector::collect(QByteArray &kept, const QByteArray &data)
{
    m_hasReceived = true;
    m_turnsToBeQuiet = 0;
    if (m_quietTime.isStarted())
        m_quietTime.start(*m_inactivityTimeout);
    const auto fits = qsizetype(std::min<qint64>(data.size(), m_room));
    m_room -= fits;
    if (m_keep != Keep::Nothing)
        kept.append(QByteArrayView(data).first(fits));
    if (fits < data.size())
        stop(Failure::TooMuchOutput);
}

// The loop may have been too busy to read what had come in time. A timer of no time is due when
// nothing else is, or in turn with what else is ready, which comes in portions: so a few turns have
// to pass in which nothing comes.
void OutputCollector::lookWhetherQuiet()
{
    if (m_turnsToBeQuiet == 0)
        m_turnsToBeQuiet = quietTurns;
    if (--m_turnsToBeQuiet > 0)
        m_quietTime.start(milliseconds::zero());
    else
        timeIsUp(true);
}

// The loop may have been too busy to hear that the child has exited. What is asked for here comes
// after what the transport tells by itself.
void OutputCollector::timeIsUp(bool isInactivity)
{
    if (!transport() || m_timeIsUp)
        return;
    m_timeIsUp = isInactivity;
    m_quietTime.stop();
    transport()->setHolderTimeout(milliseconds::zero());
    Later::call(this, [this] {
        if (transport() && !transport()->exitReason())
            stop(Failure::TimedOut);
    });
}

/// Ends the child, if need be, and the waiting for whoever else holds its streams. None: cancelled.
void OutputCollector::stop(Failure failure)
{
    if (m_state != State::Collecting || !transport())
        return;
    m_state = State::Stopping;
    m_output.failure = failure;
    m_quietTime.stop();
    transport()->setHolderTimeout(milliseconds::zero());
    if (transport()->exitReason())
        return;
    if (transport()->stopWithin(m_grace)) {
        m_time.start(m_grace);
    } else if (!transport()->signalProcess(0)) {
        m_state = State::GivingUp;
        m_time.start(milliseconds::zero());
    } else if (failure == Failure::TimedOut) { // it is dead: that was before its time was up
        m_state = State::Collecting;
        m_output.failure = Failure::None;
    }
}

/// The child is killed now, or has become one that cannot be.
void OutputCollector::graceIsOver()
{
    if (!transport() || transport()->exitReason() || transport()->signalProcess(0))
        return;
    m_state = State::GivingUp;
    m_time.start(milliseconds::zero());
}

// Nobody waits any more for a child that may not be signalled: what it has written is taken, a
// timer of no time is due when nothing else is, and then its transport goes, and this with it.
void OutputCollector::giveUp()
{
    if (!transport() || transport()->exitReason())
        return;
    if (std::exchange(m_hasReceived, false) && --m_turnsToGiveUp > 0)
        return m_time.start(milliseconds::zero());
    m_state = State::Over;
    m_output.wasInactive = m_output.failure == Failure::TimedOut && m_timeIsUp.value_or(false);
    const Done done = std::move(m_done);
    const ProcessOutput output = m_output;
    delete transport();
    done(output);
}

// Done may run anything, and destroy this.
void OutputCollector::processEnded(const ExitReason &reason)
{
    m_output.reason = reason;
    if (reason.kind() == ExitReason::Kind::NotStarted)
        m_output.failure = Failure::NotStarted;
    else if (m_state == State::Collecting && m_timeIsUp && reason.truncated())
        m_output.failure = Failure::TimedOut;
    m_output.wasInactive = m_output.failure == Failure::TimedOut && m_timeIsUp.value_or(false);
    m_state = State::Over;
    const Done done = std::move(m_done);
    const ProcessOutput output = m_output;
    done(output);
}

} // namespace Offspring
