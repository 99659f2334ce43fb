// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "capturelimits.h"

#include "../core/later.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <limits>
#include <utility>

namespace Offspring {

QString CaptureLimits::sentence(Failure failure, bool wasInactive, const QString &ended)
{
    switch (failure) {
    case Failure::TimedOut:
        return (wasInactive
                    ? QCoreApplication::translate("Offspring", "timed out without output (%1)")
                    : QCoreApplication::translate("Offspring", "timed out (%1)"))
            .arg(ended);
    case Failure::TooMuchOutput:
        return QCoreApplication::translate("Offspring", "wrote too much (%1)").arg(ended);
    case Failure::NotStarted:
    case Failure::None:
        break;
    }
    return ended;
}

CaptureLimits::CaptureLimits(const CaptureOptions &capture, Subject &subject)
    : m_subject(subject)
    , m_room(capture.maximumBytes < 0 ? std::numeric_limits<qint64>::max() : capture.maximumBytes)
    , m_inactivityTimeout(capture.inactivityTimeout)
    , m_grace(capture.grace)
{
    connect(&m_watcher, &QFutureWatcher<void>::canceled, this, [this] { stop(Failure::None); });
    if (capture.timeout)
        m_time.start(*capture.timeout);
}

void CaptureLimits::timerEvent(QTimerEvent *event)
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

void CaptureLimits::dispatcherChanged()
{
    m_time.dispatcherChanged();
    m_quietTime.dispatcherChanged();
}

void CaptureLimits::started()
{
    m_time.dispatcherIsThere();
    if (m_inactivityTimeout && m_state == State::Collecting)
        m_quietTime.start(*m_inactivityTimeout);
}

qsizetype CaptureLimits::take(qsizetype bytes)
{
    m_hasReceived = true;
    m_turnsToBeQuiet = 0;
    if (m_quietTime.isStarted())
        m_quietTime.start(*m_inactivityTimeout);
    const auto fits = qsizetype(std::min<qint64>(bytes, m_room));
    m_room -= fits;
    if (fits < bytes)
        stop(Failure::TooMuchOutput);
    return fits;
}

// The loop may have been too busy to read what had come in time. A timer of no time is due when
// nothing else is, or in turn with what else is ready, which comes in portions: so a few turns have
// to pass in which nothing comes.
void CaptureLimits::lookWhetherQuiet()
{
    if (m_turnsToBeQuiet == 0)
        m_turnsToBeQuiet = quietTurns;
    if (--m_turnsToBeQuiet > 0)
        m_quietTime.start(milliseconds::zero());
    else
        timeIsUp(true);
}

// The loop may have been too busy to hear of the exit. What is asked for here comes after what the
// transports tell by themselves.
void CaptureLimits::timeIsUp(bool isInactivity)
{
    if (!m_subject.isThere() || m_timeIsUp)
        return;
    m_timeIsUp = isInactivity;
    m_quietTime.stop();
    m_subject.endWithTheExit();
    Later::call(this, [this] {
        if (m_subject.isThere() && !m_subject.hasExited())
            stop(Failure::TimedOut);
    });
}

/// Ends the subject, if need be, and the waiting for whoever else holds its streams. None:
/// cancelled.
void CaptureLimits::stop(Failure failure)
{
    if (m_state != State::Collecting || !m_subject.isThere())
        return;
    m_state = State::Stopping;
    m_failure = failure;
    m_quietTime.stop();
    m_subject.endWithTheExit();
    if (m_subject.hasExited())
        return;
    if (m_subject.stopWithin(m_grace)) {
        m_time.start(m_grace);
    } else if (!m_subject.isSignallable()) {
        m_state = State::GivingUp;
        m_time.start(milliseconds::zero());
    } else if (failure == Failure::TimedOut) { // it is dead: that was before its time was up
        m_state = State::Collecting;
        m_failure = Failure::None;
    }
}

/// Who could be killed is, or has become one that cannot be.
void CaptureLimits::graceIsOver()
{
    if (!m_subject.isThere() || m_subject.hasExited() || m_subject.isSignallable())
        return;
    m_state = State::GivingUp;
    m_time.start(milliseconds::zero());
}

// Nobody waits any more for a child that may not be signalled: what it has written is taken, a
// timer of no time is due when nothing else is.
void CaptureLimits::giveUp()
{
    if (!m_subject.isThere() || m_subject.hasExited())
        return;
    if (std::exchange(m_hasReceived, false) && --m_turnsToGiveUp > 0)
        return m_time.start(milliseconds::zero());
    m_state = State::Over;
    m_subject.giveUp();
}

void CaptureLimits::end(bool truncated)
{
    if (m_state == State::Collecting && m_timeIsUp && truncated)
        m_failure = Failure::TimedOut;
    m_state = State::Over;
    m_time.stop();
    m_quietTime.stop();
}

} // namespace Offspring
