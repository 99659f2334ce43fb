// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "countdown.h"

#include <QtCore/QAbstractEventDispatcher>

#include <algorithm>
#include <limits>
#include <utility>

namespace Offspring {

namespace {

using std::chrono::milliseconds;

milliseconds timeLeft(const QDeadlineTimer &deadline)
{
    return deadline.isForever() ? milliseconds::max() : milliseconds(deadline.remainingTime());
}

// QDeadlineTimer counts nanoseconds, and overflows after 292 years.
QDeadlineTimer deadlineIn(milliseconds time)
{
    constexpr auto longest = std::chrono::hours(24) * 365 * 100;
    if (time > longest)
        return QDeadlineTimer(QDeadlineTimer::Forever, Qt::PreciseTimer);
    return QDeadlineTimer(std::max(time, milliseconds::zero()), Qt::PreciseTimer);
}

} // namespace

void Countdown::start(milliseconds time)
{
    stop();
    m_deadline = deadlineIn(time);
    startTimer();
}

void Countdown::shorten(milliseconds time)
{
    if (!m_deadline || deadlineIn(time) < *m_deadline)
        start(time);
}

void Countdown::stop()
{
    killTimer();
    m_deadline.reset();
    m_left.reset();
}

void Countdown::standStill()
{
    if (!m_deadline)
        return;
    killTimer();
    m_left = timeLeft(*std::exchange(m_deadline, std::nullopt));
}

void Countdown::goOn()
{
    if (m_left)
        start(*m_left);
}

bool Countdown::endIfDue(int timerId)
{
    if (timerId != m_timerId || !m_deadline)
        return false;
    killTimer();
    if (!m_deadline->hasExpired()) {
        startTimer();
        return false;
    }
    m_deadline.reset();
    return true;
}

void Countdown::dispatcherIsThere()
{
    if (m_deadline && m_timerId == 0)
        startTimer();
}

// Not killed: the old dispatcher took the timer with it, and the new one may not be asked for it.
void Countdown::dispatcherChanged()
{
    m_timerId = 0;
    dispatcherIsThere();
}

void Countdown::startTimer()
{
    if (m_deadline->isForever() || !QAbstractEventDispatcher::instance())
        return;
    const auto longest = milliseconds(std::numeric_limits<int>::max());
    m_timerId = m_owner->startTimer(std::min(timeLeft(*m_deadline), longest), Qt::PreciseTimer);
}

void Countdown::killTimer()
{
    if (const int timerId = std::exchange(m_timerId, 0))
        m_owner->killTimer(timerId);
}

} // namespace Offspring
