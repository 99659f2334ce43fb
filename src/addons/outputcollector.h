// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OUTPUTCOLLECTOR_H
#define OFFSPRING_OUTPUTCOLLECTOR_H

#include "../core/countdown.h"
#include "../core/dispatcherwatch.h"

#include <offspring/processoutput.h>
#include <offspring/processprotocol.h>

#include <QtCore/QFutureWatcher>

#include <chrono>
#include <functional>
#include <optional>

namespace Offspring {

struct Command;

/// Collects what one child writes, within the limits of CaptureOptions, ends it when they are over,
/// and reports once. It knows nothing of futures and exceptions: a failure is in the output.
///
/// Owned by the child's transport; when that is deleted before the end, Done is destroyed without a
/// call.
class OutputCollector final : public ProcessProtocol
{
public:
    enum class Keep { Nothing, OneArray, TwoArrays };
    using Done = std::function<void(const ProcessOutput &output)>;

    /// Spawns \a command by the reactor of this thread. The time-out counts from here. The options
    /// that concern the streams have been put into the command.
    static OutputCollector *start(const Command &command, const CaptureOptions &capture, Keep keep,
                                  Done done);

    /// Ends the child when \a future is cancelled.
    void cancelWith(const QFuture<void> &future);

    void connectionMade() override;
    void outReceived(const QByteArray &data) override { collect(m_output.out, data); }
    void errReceived(const QByteArray &data) override
    {
        collect(m_keep == Keep::TwoArrays ? m_output.err : m_output.out, data);
    }
    void processEnded(const ExitReason &reason) override;

private:
    using milliseconds = std::chrono::milliseconds;
    using Failure = ProcessOutput::Failure;

    //   Collecting -- stop(): a limit is passed, or it was cancelled --> Stopping
    //       |                                                               |  |
    //       |      stop(), graceIsOver(): it may not be signalled           |  |
    //       |                  GivingUp <-----------------------------------+  |
    //       |                     |                                            |
    //       | processEnded()      | giveUp(), processEnded()                   | processEnded()
    //       +---------------------+-------> Over <-----------------------------+
    //
    //   Collecting  The limits count. That a time is over does not end this state yet: the loop may
    //               have been too busy to hear of what came before that.
    //   Stopping    The child was told to end, and has its grace. What it writes still counts.
    //   GivingUp    Nobody may signal the child. What it has written is taken, turn after turn of
    //               the loop, until there is no more.
    //   Over        Told.
    enum class State { Collecting, Stopping, GivingUp, Over };

    OutputCollector(const CaptureOptions &capture, Keep keep, Done done);

    void timerEvent(QTimerEvent *event) override;
    void dispatcherChanged();
    void collect(QByteArray &kept, const QByteArray &data);
    void lookWhetherQuiet();
    void timeIsUp(bool isInactivity);
    void stop(Failure failure);
    void graceIsOver();
    void giveUp();

    const Keep m_keep;
    Done m_done;
    std::optional<QByteArray> m_stdinBytes;
    qint64 m_room;
    const std::optional<milliseconds> m_inactivityTimeout;
    const milliseconds m_grace;

    State m_state = State::Collecting;
    ProcessOutput m_output;
    std::optional<bool> m_timeIsUp; // whether the child's inactivity was it

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

#endif // OFFSPRING_OUTPUTCOLLECTOR_H
