// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_COUNTDOWN_H
#define OFFSPRING_COUNTDOWN_H

#include <QtCore/QDeadlineTimer>
#include <QtCore/QObject>

#include <chrono>
#include <optional>

namespace Offspring {

/// A time after which something is due, of any length, which can stand still. It counts also while
/// its thread has no event dispatcher; then it is due as soon as there is one.
///
/// The owner hands its timer events to endIfDue(). The timer itself is only what wakes the loop: it
/// counts up to 24 days, may come a moment early, and is gone with the thread's event dispatcher.
class Countdown
{
public:
    using milliseconds = std::chrono::milliseconds;

    explicit Countdown(QObject *owner)
        : m_owner(owner)
    { }
    Q_DISABLE_COPY_MOVE(Countdown)

    /// From now on. Negative counts as 0; more than a hundred years is for ever.
    void start(milliseconds time);
    /// The same, unless it is due before that anyway.
    void shorten(milliseconds time);
    void stop();
    /// Keeps the time that is left until goOn().
    void standStill();
    void goOn();

    /// Started, standing still or not.
    bool isStarted() const { return m_deadline || m_left; }
    /// When it is due; for ever unless it runs.
    QDeadlineTimer deadline() const { return m_deadline.value_or(QDeadlineTimer::Forever); }

    /// The owner got the timer event \a timerId. True: it is this one's, and the time is over; then
    /// the countdown is stopped.
    bool endIfDue(int timerId);
    /// The thread has got its event dispatcher perhaps only now: the timer is started, if need be.
    void dispatcherIsThere();
    /// The thread has a new event dispatcher, which does not know the timer.
    void dispatcherChanged();

private:
    void startTimer();
    void killTimer();

    QObject *const m_owner;
    std::optional<QDeadlineTimer> m_deadline; // while it runs
    std::optional<milliseconds> m_left; // while it stands still
    int m_timerId = 0;
};

} // namespace Offspring

#endif // OFFSPRING_COUNTDOWN_H
