// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RESTARTCLOCK_H
#define RESTARTCLOCK_H

#include <offspring/restartpolicy.h>

#include <QtCore/QBasicTimer>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>

#include <chrono>
#include <optional>

namespace Offspring {

/// Measures how long children live, and waits until the next one is due: a RestartSchedule with a
/// clock.
class RestartClock : public QObject
{
    Q_OBJECT

public:
    /// Begins a new row of children. A wait goes on.
    void setPolicy(const RestartPolicy &policy) { m_schedule = RestartSchedule(policy); }
    /// Somebody has started a child: a new row, too, and no wait.
    void startAnew();

    void childStarted();
    void childExited();
    /// Nobody wanted it to end. Returns how long it will be until due(); empty: it will not come.
    std::optional<std::chrono::milliseconds> childEnded(const ExitReason &reason);
    /// Why it will not: there have been too many failures.
    bool hasGivenUp() const { return m_schedule.hasGivenUp(); }

    /// The last delay; empty: it is over, or there is none.
    std::optional<std::chrono::milliseconds> delay() const { return m_delay; }
    void stopWaiting();

Q_SIGNALS:
    void due();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void startTimer();

    RestartSchedule m_schedule;
    QElapsedTimer m_life;
    std::chrono::milliseconds m_lifetime{};
    std::optional<std::chrono::milliseconds> m_delay;
    QDeadlineTimer m_deadline;
    QBasicTimer m_timer;
};

} // namespace Offspring

#endif // RESTARTCLOCK_H
