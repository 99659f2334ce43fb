// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The names of a monitor's programs, and the service as a whole: what happens to one program is
// monitoredprocess.cpp.

#include <offspring/processmonitor.h>

#include "monitoredprocess.h"

#include <QtCore/QHash>
#include <QtCore/QTimerEvent>

namespace Offspring {

/// A QObject so that a monitor that is moved to another thread takes all of it along.
class ProcessMonitorPrivate final : public QObject, public MonitoredProcess::Owner
{
public:
    explicit ProcessMonitorPrivate(ProcessMonitor *monitor)
        : QObject(monitor)
        , q(monitor)
    { }

    bool add(const QString &name, const Command &command, const RestartPolicy &policy);
    bool remove(const QString &name);
    void start();
    void stop();
    bool call(const QString &name, void (MonitoredProcess::*function)());

    ProcessMonitor *const q;
    QStringList names;
    QHash<QString, MonitoredProcess *> processes;

private:
    //      +------ none is busy any more: serviceStopped() -------+
    //      v                                                      |
    //   Stopped ---- start() ----> Started ---- stop() ----> Stopping
    //      |                          ^                       |  ^
    //      |                          +------- start() -------+  |
    //      +-------------------------- stop() -------------------+
    enum class Service { Stopped, Started, Stopping };

    void timerEvent(QTimerEvent *event) override;
    void tellWhenStopped();

    void processStarted(const QString &name, qint64 pid) override
    {
        Q_EMIT q->processStarted(name, pid, ProcessMonitor::QPrivateSignal());
    }
    void lineReceived(const QString &name, int childFD, const QByteArray &line) override
    {
        Q_EMIT q->lineReceived(name, childFD, line, ProcessMonitor::QPrivateSignal());
    }
    void processExited(const QString &name, const ExitReason &reason) override
    {
        Q_EMIT q->processExited(name, reason, ProcessMonitor::QPrivateSignal());
    }
    void processWaiting(const QString &name, std::chrono::milliseconds delay) override
    {
        Q_EMIT q->processWaiting(name, delay, ProcessMonitor::QPrivateSignal());
    }
    void processGaveUp(const QString &name, const ExitReason &reason,
                       const QByteArrayList &lastLines) override
    {
        Q_EMIT q->processGaveUp(name, reason, lastLines, ProcessMonitor::QPrivateSignal());
    }
    void processBusyChanged(bool isBusy) override
    {
        m_busy += isBusy ? 1 : -1;
        tellWhenStopped();
    }

    Service m_service = Service::Stopped;
    int m_busy = 0; // processes, the removed ones that have not ended yet too
    Countdown m_turn{this}; // to the next turn of the loop, where serviceStopped() is told
    DispatcherWatch m_dispatcherWatch{[this] { m_turn.dispatcherChanged(); }, this};
};

bool ProcessMonitorPrivate::add(const QString &name, const Command &command,
                                const RestartPolicy &policy)
{
    if (processes.contains(name))
        return false;
    auto *const process = new MonitoredProcess(name, command, policy, *this, this);
    processes.insert(name, process);
    names.append(name);
    if (m_service == Service::Started)
        process->start();
    return true;
}

bool ProcessMonitorPrivate::remove(const QString &name)
{
    if (!names.removeOne(name))
        return false;
    processes.take(name)->remove();
    return true;
}

void ProcessMonitorPrivate::start()
{
    if (m_service == Service::Started)
        return;
    m_service = Service::Started;
    for (const QString &name : std::as_const(names))
        processes.value(name)->start();
}

void ProcessMonitorPrivate::stop()
{
    m_service = Service::Stopping;
    for (MonitoredProcess *process : std::as_const(processes))
        process->stop();
    tellWhenStopped();
}

void ProcessMonitorPrivate::tellWhenStopped()
{
    if (m_service == Service::Stopping && m_busy == 0)
        m_turn.start(std::chrono::milliseconds::zero());
}

void ProcessMonitorPrivate::timerEvent(QTimerEvent *event)
{
    if (!m_turn.endIfDue(event->timerId()) || m_service != Service::Stopping || m_busy > 0)
        return;
    m_service = Service::Stopped;
    Q_EMIT q->serviceStopped(ProcessMonitor::QPrivateSignal());
}

bool ProcessMonitorPrivate::call(const QString &name, void (MonitoredProcess::*function)())
{
    MonitoredProcess *const process = processes.value(name);
    if (process)
        (process->*function)();
    return process;
}

ProcessMonitor::ProcessMonitor(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<ProcessMonitorPrivate>(this))
{ }

ProcessMonitor::~ProcessMonitor() = default;

bool ProcessMonitor::addProcess(const QString &name, const Command &command,
                                const RestartPolicy &policy)
{
    return d->add(name, command, policy);
}

bool ProcessMonitor::removeProcess(const QString &name)
{
    return d->remove(name);
}

void ProcessMonitor::startService()
{
    d->start();
}

void ProcessMonitor::stopService()
{
    d->stop();
}

bool ProcessMonitor::startProcess(const QString &name)
{
    return d->call(name, &MonitoredProcess::start);
}

bool ProcessMonitor::stopProcess(const QString &name)
{
    return d->call(name, &MonitoredProcess::stop);
}

bool ProcessMonitor::restartProcess(const QString &name)
{
    return d->call(name, &MonitoredProcess::restart);
}

void ProcessMonitor::restartAll()
{
    for (const QString &name : std::as_const(d->names)) {
        MonitoredProcess *const process = d->processes.value(name);
        if (process->isWanted())
            process->restart();
    }
}

QStringList ProcessMonitor::names() const
{
    return d->names;
}

ProcessTransport *ProcessMonitor::transport(const QString &name) const
{
    const MonitoredProcess *const process = d->processes.value(name);
    return process ? process->transport() : nullptr;
}

} // namespace Offspring
