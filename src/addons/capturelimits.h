// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_CAPTURELIMITS_H
#define OFFSPRING_CAPTURELIMITS_H

#include "../core/countdown.h"
#include "../core/dispatcherwatch.h"

#include <offspring/processoutput.h>

#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>

#include <chrono>
#include <optional>

namespace Offspring {

/// The limits of CaptureOptions: they end what is captured, one child or the whole row of a
/// pipeline's.
class CaptureLimits final : public QObject
{
public:
    using milliseconds = std::chrono::milliseconds;
    using Failure = ProcessOutput::Failure;

    /// What a log says of a \a failure and of how the subject \a ended.
    static QString sentence(Failure failure, bool wasInactive, const QString &ended);

    /// What is captured. Of several children all are meant, save where it says otherwise.
    class Subject
    {
    public:
        /// False: it has ended, or was taken away.
        virtual bool isThere() const = 0;
        virtual bool hasExited() const = 0;
        /// Who else holds the streams is not waited for.
        virtual void endWithTheExit() = 0;
        /// False: nobody was reached.
        virtual bool stopWithin(milliseconds grace) = 0;
        /// False: somebody who lives may not be signalled.
        virtual bool isSignallable() const = 0;
        /// Those who live are waited for no longer. It may destroy the limits.
        virtual void giveUp() = 0;

    protected:
        ~Subject() = default;
    };

    /// The time-out counts from here.
    CaptureLimits(const CaptureOptions &capture, Subject &subject);

    /// Ends the subject when \a future is cancelled.
    void cancelWith(const QFuture<void> &future) { m_watcher.setFuture(future); }
    /// The subject runs, in the event loop.
    void started();
    /// How many of \a bytes that came are within the limit.
    qsizetype take(qsizetype bytes);
    /// The subject has ended; \a truncated: before all of its streams had. Nothing is done any
    /// more.
    void end(bool truncated);

    /// Why it was ended; None: it was cancelled, or ended by itself.
    Failure failure() const { return m_failure; }
    bool wasInactive() const
    {
        return m_failure == Failure::TimedOut && m_timeIsUp.value_or(false);
    }

private:
    //   Collecting -- stop(): a limit is passed, or it was cancelled --> Stopping
    //       |                                                               |  |
    //       |      stop(), graceIsOver(): it may not be signalled           |  |
    //       |                  GivingUp <-----------------------------------+  |
    //       |                     |                                            |
    //       | end()               | giveUp(), end()                            | end()
    //       +---------------------+-------> Over <-----------------------------+
    //
    //   Collecting  The limits count. That a time is over does not end this state yet: the loop may
    //               have been too busy to hear of what came before that.
    //   Stopping    The subject was told to end, and has its grace. What it writes still counts.
    //   GivingUp    Nobody may signal it. What it has written is taken, turn after turn of the
    //               loop, until there is no more.
    //   Over        Told.
    enum class State { Collecting, Stopping, GivingUp, Over };

    void timerEvent(QTimerEvent *event) override;
    void dispatcherChanged();
    void lookWhetherQuiet();
    void timeIsUp(bool isInactivity);
    void stop(Failure failure);
    void graceIsOver();
    void giveUp();

    Subject &m_subject;
    qint64 m_room;
    const std::optional<milliseconds> m_inactivityTimeout;
    const milliseconds m_grace;

    State m_state = State::Collecting;
    Failure m_failure = Failure::None;
    std::optional<bool> m_timeIsUp; // whether the inactivity was it

    QFutureWatcher<void> m_watcher;
    Countdown m_time{this}; // the time-out; then the grace; then, to give up, turn after turn
    Countdown m_quietTime{this}; // the inactivity; then, when it is over, turn after turn
    DispatcherWatch m_dispatcherWatch{[this] { dispatcherChanged(); }, this};
    bool m_hasReceived = false; // since it was looked at
    static constexpr int quietTurns =
        64; // as many of the shared set are 4096 children ready at once
    int m_turnsToBeQuiet = 0;
    int m_turnsToGiveUp = 100; // more than a full pipe needs
};

} // namespace Offspring

#endif // OFFSPRING_CAPTURELIMITS_H
