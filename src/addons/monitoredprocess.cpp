// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// One program of a monitor, from run to run. Every event that it tells is the last thing that a
// function does, because who hears it may destroy it, or run an event loop in which more happens.

#include "monitoredprocess.h"

#include "inbackground.h"

#include <offspring/linereceiver.h>
#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include <QtCore/QPointer>
#include <QtCore/QTimerEvent>

#include <utility>

namespace Offspring {

namespace {

using std::chrono::milliseconds;

constexpr qsizetype mostLastLines = 20;

/// The command as a monitor runs it.
Command monitored(Command command)
{
    SpawnOptions &options = command.options;
    options.newProcessGroup = true;
    if (!options.holderTimeout)
        options.holderTimeout = std::chrono::seconds(1);
    if (options.usePTY)
        return command; // it stands on what childFDs does not name
    const std::pair<int, ChildFD> defaults[] = {{0, ChildFD::null()}, {1, 'r'}, {2, 'r'}};
    for (const auto &[childFD, what] : defaults) {
        if (!options.childFDs.contains(childFD))
            options.childFDs.insert(childFD, what);
    }
    return command;
}

} // namespace

/// What one descriptor of one run says. It outlives the run, and the process, when a slot that
/// hears a line runs an event loop.
class MonitoredProcess::Lines final : public LineReceiver
{
public:
    Lines(MonitoredProcess *process, int childFD)
        : m_process(process)
        , m_childFD(childFD)
        , m_isOnTerminal(process->isOnTerminal(childFD))
    { }

    void end()
    {
        m_isOver = true;
        flush();
    }

private:
    void lineReceived(const QByteArray &line) override
    {
        const bool hasCarriageReturn = m_isOnTerminal && line.endsWith('\r');
        tell(hasCarriageReturn ? line.chopped(1) : line);
    }

    // The rest is put back first: what arrives while a piece is told comes behind it.
    void lineLengthExceeded(const QByteArray &everything) override
    {
        const QByteArray piece = everything.first(maximumLength());
        dataReceived(everything.sliced(maximumLength()));
        if (m_isOver)
            flush();
        tell(piece);
    }

    void tell(const QByteArray &line)
    {
        if (m_process)
            m_process->takeLine(m_childFD, line);
    }

    const QPointer<MonitoredProcess> m_process;
    const int m_childFD;
    const bool m_isOnTerminal;
    bool m_isOver = false;
};

MonitoredProcess::MonitoredProcess(const QString &name, const Command &command,
                                   const RestartPolicy &policy, Owner &owner, QObject *parent)
    : QObject(parent)
    , m_name(name)
    , m_command(monitored(command))
    , m_owner(owner)
    , m_schedule(policy)
{ }

MonitoredProcess::~MonitoredProcess()
{
    if (m_transport)
        m_transport->disconnect(this);
    delete m_transport;
}

void MonitoredProcess::start()
{
    switch (m_state) {
    case State::Idle:
    case State::Waiting:
        beginSeries();
        begin();
        break;
    case State::Exited:
    case State::Stopping:
        beginSeries();
        setState(State::Restarting);
        break;
    case State::Running:
    case State::Restarting:
        break;
    }
}

void MonitoredProcess::stop()
{
    switch (m_state) {
    case State::Waiting:
        m_time.stop();
        setState(State::Idle);
        break;
    case State::Running:
    case State::Exited:
        setState(State::Stopping);
        end();
        break;
    case State::Restarting:
        setState(State::Stopping);
        break;
    case State::Idle:
    case State::Stopping:
        break;
    }
}

void MonitoredProcess::restart()
{
    if (m_state != State::Running && m_state != State::Exited)
        return start();
    beginSeries();
    setState(State::Restarting);
    end();
}

void MonitoredProcess::remove()
{
    m_isRemoved = true;
    stop();
    if (m_state == State::Idle)
        deleteLater();
}

void MonitoredProcess::setState(State state)
{
    const bool wasBusy = isBusy();
    m_state = state;
    if (isBusy() != wasBusy)
        m_owner.processBusyChanged(isBusy());
}

/// Somebody wants it to run.
void MonitoredProcess::beginSeries()
{
    m_schedule.startAnew();
    m_lastLines.clear();
}

void MonitoredProcess::begin()
{
    m_time.stop();
    m_age.invalidate();
    m_lifetime = milliseconds::zero();
    m_reason = {};
    m_hasToldExit = false;
    m_lines.clear();
    setState(State::Running);
    using Transport = ProcessTransport;
    Reactor *const reactor = Reactor::instance();
    const InBackground spawns(*reactor);
    m_transport = reactor->spawnProcess(m_command);
    connect(m_transport, &Transport::connectionMade, this, &MonitoredProcess::handleStarted);
    connect(m_transport, &Transport::childDataReceived, this, &MonitoredProcess::handleData);
    connect(m_transport, &Transport::childConnectionLost, this, &MonitoredProcess::handleLost);
    connect(m_transport, &Transport::processExited, this, &MonitoredProcess::handleExited);
    connect(m_transport, &Transport::processEnded, this, &MonitoredProcess::handleEnded);
    connect(m_transport, &QObject::destroyed, this, &MonitoredProcess::handleDestroyed);
}

/// The child is to end. Without a transport it is going to anyway.
void MonitoredProcess::end()
{
    if (!m_transport)
        return;
    const milliseconds killTime = m_schedule.policy().killTime;
    const bool isReached = m_transport->stopWithin(killTime);
    m_time.start(isReached ? killTime : milliseconds::zero());
}

// Nobody waits for a child that may not be signalled, as one that has become another user: its end
// is not in our hands. Deleting the transport closes our ends.
void MonitoredProcess::leaveIfUnreachable()
{
    if (m_transport->exitReason() || m_transport->signalProcess(0))
        return;
    m_transport->disconnect(this);
    delete std::exchange(m_transport, nullptr);
    noteExit(ExitReason());
    conclude();
}

void MonitoredProcess::timerEvent(QTimerEvent *event)
{
    if (!m_time.endIfDue(event->timerId()))
        return;
    if (m_transport)
        leaveIfUnreachable();
    else if (m_state == State::Waiting)
        begin();
    else
        conclude();
}

/// There is no child any more. An exit that was not told yet comes first, and what follows in the
/// next turn of the loop, which may be one that a slot runs.
void MonitoredProcess::conclude()
{
    if (std::exchange(m_hasToldExit, true))
        return goOn();
    if (m_state == State::Running)
        setState(State::Exited);
    m_time.start(milliseconds::zero());
    tell(&Owner::processExited, m_reason);
}

void MonitoredProcess::goOn()
{
    if (m_state == State::Restarting)
        return begin();
    if (m_state == State::Stopping)
        return rest();
    if (const auto delay = m_schedule.runEnded(m_reason, m_lifetime)) {
        setState(State::Waiting);
        m_time.start(*delay);
        return tell(&Owner::processWaiting, *delay);
    }
    rest();
    if (m_schedule.hasGivenUp())
        tell(&Owner::processGaveUp, m_reason, m_lastLines);
}

void MonitoredProcess::rest()
{
    setState(State::Idle);
    if (m_isRemoved)
        deleteLater();
}

void MonitoredProcess::handleStarted()
{
    m_age.start();
    tell(&Owner::processStarted, m_transport->pid());
}

void MonitoredProcess::handleData(int childFD, const QByteArray &data)
{
    std::shared_ptr<Lines> &place = m_lines[childFD];
    if (!place)
        place = std::make_shared<Lines>(this, childFD);
    const std::shared_ptr<Lines> lines = place; // the next run may begin meanwhile
    lines->dataReceived(data);
}

void MonitoredProcess::handleLost(int childFD)
{
    const auto found = m_lines.find(childFD);
    if (found == m_lines.end())
        return;
    const std::shared_ptr<Lines> lines = found->second;
    lines->end();
}

void MonitoredProcess::handleExited(const ExitReason &reason)
{
    noteExit(reason);
    m_hasToldExit = true;
    if (m_state == State::Running)
        setState(State::Exited);
    tell(&Owner::processExited, reason);
}

void MonitoredProcess::handleEnded(const ExitReason &reason)
{
    m_transport->disconnect(this);
    m_transport = nullptr;
    m_reason = reason; // it may be truncated
    m_time.stop();
    conclude();
}

/// Somebody else has deleted the transport, or the reactor. From any call: told from the loop.
void MonitoredProcess::handleDestroyed()
{
    m_transport = nullptr;
    if (!m_hasToldExit)
        noteExit(ExitReason());
    m_time.start(milliseconds::zero());
}

void MonitoredProcess::noteExit(const ExitReason &reason)
{
    m_reason = reason;
    m_lifetime = milliseconds(m_age.isValid() ? m_age.elapsed() : 0);
}

void MonitoredProcess::takeLine(int childFD, const QByteArray &line)
{
    m_lastLines.append(line);
    if (m_lastLines.size() > mostLastLines)
        m_lastLines.removeFirst();
    tell(&Owner::lineReceived, childFD, line);
}

bool MonitoredProcess::isOnTerminal(int childFD) const
{
    const SpawnOptions &options = m_command.options;
    const auto found = options.childFDs.find(childFD);
    if (found == options.childFDs.end())
        return options.usePTY;
    return found->kind() == ChildFD::Kind::Terminal;
}

template <typename... Parameters, typename... Arguments>
void MonitoredProcess::tell(void (Owner::*function)(const QString &, Parameters...),
                            Arguments... arguments)
{
    if (m_isRemoved)
        return;
    const QString name = m_name;
    (m_owner.*function)(name, arguments...);
}

} // namespace Offspring
