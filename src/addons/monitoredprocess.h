// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_MONITOREDPROCESS_H
#define OFFSPRING_MONITOREDPROCESS_H

#include "../core/countdown.h"
#include "../core/dispatcherwatch.h"

#include <offspring/command.h>
#include <offspring/restartpolicy.h>

#include <QtCore/QByteArrayList>
#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <chrono>
#include <map>
#include <memory>

namespace Offspring {

class ProcessTransport;

/// One program of a ProcessMonitor: runs it, hears its lines, and starts it again as its policy
/// says.
class MonitoredProcess final : public QObject
{
public:
    using milliseconds = std::chrono::milliseconds;

    /// The functions of events are called from the event loop; they may do anything, and destroy
    /// the process.
    class Owner
    {
    public:
        virtual void processStarted(const QString &name, qint64 pid) = 0;
        virtual void lineReceived(const QString &name, int childFD, const QByteArray &line) = 0;
        virtual void processExited(const QString &name, const ExitReason &reason) = 0;
        virtual void processWaiting(const QString &name, milliseconds delay) = 0;
        virtual void processGaveUp(const QString &name, const ExitReason &reason,
                                   const QByteArrayList &lastLines) = 0;
        /// isBusy() has changed. Called at any time; the owner destroys nothing.
        virtual void processBusyChanged(bool isBusy) = 0;

    protected:
        ~Owner() = default;
    };

    MonitoredProcess(const QString &name, const Command &command, const RestartPolicy &policy,
                     Owner &owner, QObject *parent);
    /// Tells nothing. What becomes of a child that lives: SpawnOptions::whenAbandoned.
    ~MonitoredProcess() override;

    void start();
    void stop();
    void restart();
    /// Stops it; tells no event from now on, and deletes itself when it is no longer busy.
    void remove();

    /// It runs, or is going to end or to be started.
    bool isBusy() const { return m_state != State::Idle; }
    /// The same, and it was not stopped.
    bool isWanted() const { return isBusy() && m_state != State::Stopping; }
    ProcessTransport *transport() const { return m_transport; }

private:
    // What leads from one state to another; nothing else does. Every child has an exit and then an
    // end: one that could not be started, or lost its transport, has both together, in two turns of
    // the loop.
    //
    //                start()     restart()   stop()    exit    end
    //   Idle         Running     Running
    //   Running                  Restarting  Stopping  Exited
    //   Exited       Restarting  Restarting  Stopping          Waiting, or Idle: no delay follows
    //   Waiting      Running     Running     Idle              (the delay is over: Running)
    //   Stopping     Restarting  Restarting                    Idle
    //   Restarting                           Stopping          Running
    //
    //   Idle        There is no child, and none is going to be.
    //   Running     The child was neither stopped nor has it exited.
    //   Exited      It has, and nobody has said what is to follow: the policy will.
    //   Waiting     There is no child; the next one runs after a delay.
    //   Stopping    The child was stopped, and none is to follow.
    //   Restarting  The same, but the next one follows at once.
    enum class State { Idle, Running, Exited, Waiting, Stopping, Restarting };

    class Lines;

    void timerEvent(QTimerEvent *event) override;
    void setState(State state);
    void beginSeries();
    void begin();
    void end();
    void leaveIfUnreachable();
    void conclude();
    void goOn();
    void rest();

    void handleStarted();
    void handleData(int childFD, const QByteArray &data);
    void handleLost(int childFD);
    void handleExited(const ExitReason &reason);
    void handleEnded(const ExitReason &reason);
    void handleDestroyed();
    void takeLine(int childFD, const QByteArray &line);
    bool isOnTerminal(int childFD) const;
    void noteExit(const ExitReason &reason);
    // The arguments are copies, because a slot may destroy this and go on to use them.
    template <typename... Parameters, typename... Arguments>
    // NOLINTNEXTLINE(performance-unnecessary-value-param)
    void tell(void (Owner::*function)(const QString &, Parameters...), Arguments... arguments);

    const QString m_name;
    const Command m_command;
    Owner &m_owner;
    RestartSchedule m_schedule;
    State m_state = State::Idle;
    bool m_isRemoved = false;

    // The run, or the last one.
    ProcessTransport *m_transport = nullptr; // null: it has ended, or is going to in m_time
    std::map<int, std::shared_ptr<Lines>> m_lines;
    QElapsedTimer m_age;
    milliseconds m_lifetime{0};
    ExitReason m_reason;
    bool m_hasToldExit = false;

    QByteArrayList m_lastLines;
    /// What is due: in Waiting the next run; with a transport a look at whether its child can be
    /// stopped at all; else the end of the run.
    Countdown m_time{this};
    DispatcherWatch m_dispatcherWatch{[this] { m_time.dispatcherChanged(); }, this};
};

} // namespace Offspring

#endif // OFFSPRING_MONITOREDPROCESS_H
