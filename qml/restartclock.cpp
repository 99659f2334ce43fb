// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "restartclock.h"

#include <QtCore/QTimerEvent>

#include <algorithm>

namespace Offspring {

using std::chrono::milliseconds;

void RestartClock::startAnew()
{
    m_schedule.startAnew();
    stopWaiting();
}

void RestartClock::stopWaiting()
{
    m_delay.reset();
    m_timer.stop();
}

void RestartClock::childStarted()
{
    m_lifetime = milliseconds::zero();
    m_life.start();
}

void RestartClock::childExited()
{
    m_lifetime = milliseconds(m_life.elapsed());
}

std::optional<milliseconds> RestartClock::childEnded(const ExitReason &reason)
{
    m_delay = m_schedule.runEnded(reason, m_lifetime);
    if (m_delay) {
        m_deadline.setRemainingTime(m_delay->count(), Qt::PreciseTimer);
        startTimer();
    }
    return m_delay;
}

void RestartClock::startTimer()
{
    m_timer.start(int(std::max<qint64>(m_deadline.remainingTime(), 0)), Qt::PreciseTimer, this);
}

void RestartClock::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    if (!m_deadline.hasExpired()) // a timer may come a moment early
        return startTimer();
    stopWaiting();
    Q_EMIT due();
}

} // namespace Offspring
