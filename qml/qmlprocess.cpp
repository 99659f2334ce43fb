// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qmlprocess.h"

#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include <QtQml/QQmlInfo>

#include <cerrno>
#include <chrono>
#include <utility>

namespace Offspring {

QmlProcess::QmlProcess(QObject *parent)
    : ProcessControls(parent)
    , m_terminal([this] { return isTerminalWatched(); })
{
    for (const auto changed :
         {&QmlProcess::restartChanged, &QmlProcess::restartDelayChanged,
          &QmlProcess::maximumRestartDelayChanged, &QmlProcess::restartThresholdChanged,
          &QmlProcess::giveUpAfterChanged}) {
        connect(this, changed, this, &QmlProcess::changePolicy);
    }
    m_clock.setPolicy(restartPolicy());
    connect(&m_clock, &RestartClock::due, this, &QmlProcess::startByClock);
    connect(&m_terminal, &TerminalModes::echoChanged, this, &QmlProcess::echoChanged);
    connect(&m_terminal, &TerminalModes::lineEditingChanged, this, &QmlProcess::lineEditingChanged);
}

QmlProcess::~QmlProcess()
{
    deleteTransports();
}

void QmlProcess::classBegin()
{
    m_state = State::Loading;
    m_isComplete = false;
}

void QmlProcess::componentComplete()
{
    m_isComplete = true;
    endLoading();
}

void QmlProcess::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    if (isHeld && m_state == State::Idle)
        m_state = State::Loading;
    endLoading();
}

void QmlProcess::endLoading()
{
    if (!m_isComplete || m_isHeld)
        return;
    const State loaded = m_state;
    if (loaded == State::Loading || loaded == State::LoadingToStart)
        m_state = State::Idle;
    if (loaded == State::LoadingToStart)
        start();
}

void QmlProcess::changePolicy()
{
    const RestartPolicy policy = restartPolicy();
    m_clock.setPolicy(policy);
    if (isWaiting() && policy.when == RestartPolicy::When::Never)
        noteStop();
}

double QmlProcess::waitingTime() const
{
    return isWaiting() ? double(m_clock.delay()->count()) : -1;
}

void QmlProcess::setRunning(bool running)
{
    if (!running)
        stop();
    else if (m_state == State::Exited || m_state == State::Stopping)
        m_state = State::Restarting;
    else if (!isRunning())
        start();
}

bool QmlProcess::mayStart(const char *function) const
{
    if (isRunning())
        qmlWarning(this) << function << ": it runs already";
    else if (m_isPipelined)
        qmlWarning(this) << function << ": it is a part of a Pipeline";
    return !isRunning() && !m_isPipelined;
}

bool QmlProcess::start()
{
    if (!mayStart("start()"))
        return false;
    if (m_state == State::Loading || m_state == State::LoadingToStart) {
        m_state = State::LoadingToStart;
        return true;
    }
    m_clock.startAnew();
    run();
    return true;
}

bool QmlProcess::exec(const QString &program, const QVariant &arguments)
{
    if (!mayStart("exec()"))
        return false;
    const QPointer<QmlProcess> alive(this);
    setProgram(program, arguments);
    return alive && start();
}

void QmlProcess::startByClock()
{
    if (isWaiting())
        run();
}

void QmlProcess::run()
{
    const QPointer<QmlProcess> alive(this);
    const bool wasWaiting = isWaiting();
    m_state = State::Running;
    m_clock.childStarted();
    const ChildDescription description = describe();
    if (description.mistakes.isEmpty())
        spawn(description);
    else
        refuse(description.mistakes);
    clearOutput();
    if (alive && wasWaiting)
        Q_EMIT waitingChanged();
    if (alive)
        Q_EMIT runningChanged();
    if (alive)
        updateChild();
}

void QmlProcess::spawn(const ChildDescription &description)
{
    const Command &command = description.command;
    const QString argv0 = description.argv0.isEmpty() ? command.program : description.argv0;
    Reactor *const reactor = Reactor::instance();
    const Reactor::Spawning before = reactor->spawning();
    reactor->setSpawning(Reactor::Spawning::InBackground); // no program may stop the scene
    setTransport(reactor->spawnProcess(command.program, QStringList{argv0} + command.arguments,
                                       command.options));
    reactor->setSpawning(before);
    listen(transport());
    m_terminal.setTransport(transport());
    if (!m_typedBefore.isEmpty())
        writeBytes(0, std::exchange(m_typedBefore, {}));
}

void QmlProcess::listen(ProcessTransport *transport)
{
    connect(transport, &ProcessTransport::connectionMade, this, &QmlProcess::handleStarted);
    connect(transport, &ProcessTransport::childDataReceived, this, &QmlProcess::handleData);
    connect(transport, &ProcessTransport::childConnectionLost, this, &QmlProcess::finish);
    connect(transport, &ProcessTransport::processExited, this, &QmlProcess::handleExited);
    connect(transport, &ProcessTransport::processEnded, this, &QmlProcess::handleEnded);
}

// As the library does with mistakes that it finds: one ended(), from the event loop.
void QmlProcess::refuse(const QStringList &mistakes)
{
    m_typedBefore.clear();
    for (const QString &mistake : mistakes)
        qmlWarning(this) << mistake;
    const SpawnError error{SpawnError::Stage::Arguments, EINVAL, mistakes.join(u"; ")};
    const auto end = [this, error] { handleEnded(ExitReason::notStarted(error)); };
    QMetaObject::invokeMethod(this, end, Qt::QueuedConnection);
}

bool QmlProcess::stop()
{
    const bool wasSignalled = stopTransports(ProcessTransport::defaultGrace);
    noteStop();
    return wasSignalled;
}

bool QmlProcess::stopWithin(int milliseconds)
{
    const bool wasSignalled = stopTransports(std::chrono::milliseconds(milliseconds));
    noteStop();
    return wasSignalled;
}

// A handler of its signal may delete this.
void QmlProcess::noteStop()
{
    const bool wasWaiting = isWaiting();
    m_clock.stopWaiting();
    m_typedBefore.clear();
    if (m_state == State::LoadingToStart)
        m_state = State::Loading;
    else if (m_state == State::Restartable || wasWaiting)
        m_state = State::Idle;
    else if (isRunning())
        m_state = State::Stopping;
    if (wasWaiting)
        Q_EMIT waitingChanged();
}

void QmlProcess::abandon()
{
    const std::optional<ExitReason> known = transport() ? transport()->exitReason() : ExitReason();
    if (!transport() || (known && known->kind() == ExitReason::Kind::NotStarted)) {
        if (!transport())
            deleteTransports(); // of earlier children
        return noteStop(); // the end is on its way, if there is any to come
    }
    m_state = State::Stopping;
    deleteTransports();
    const auto end = [this, reason = known.value_or(ExitReason())] { handleEnded(reason); };
    QMetaObject::invokeMethod(this, end, Qt::QueuedConnection);
}

// Any handler may destroy this object: after each signal nothing is touched unless it is alive.
void QmlProcess::updateChild()
{
    const QPointer<QmlProcess> alive(this);
    const int pid = transport() ? int(transport()->pid()) : 0;
    if (std::exchange(m_pid, pid) != pid)
        Q_EMIT pidChanged();
    if (!alive)
        return;
    const QString terminalName = transport() ? transport()->terminalName() : QString();
    if (std::exchange(m_terminalName, terminalName) != terminalName)
        Q_EMIT terminalNameChanged();
    if (!alive)
        return;
    m_terminal.look();
}

void QmlProcess::handleData(int childFD, const QByteArray &theirs)
{
    const QByteArray data = theirs; // the transport may go in a handler
    const QPointer<QmlProcess> alive(this);
    receive(childFD, data);
    if (alive && !m_terminalName.isEmpty())
        m_terminal.look(); // a prompt, perhaps
}

void QmlProcess::setExitReason(const ExitReason &reason)
{
    m_exitReason = QVariant::fromValue(reason);
    Q_EMIT exitReasonChanged();
}

void QmlProcess::handleStarted()
{
    const QPointer<QmlProcess> alive(this);
    updateChild();
    if (alive)
        Q_EMIT started();
}

void QmlProcess::handleExited(const ExitReason &theirs)
{
    const ExitReason reason = theirs; // the transport, and its reason, may go in a handler
    const QPointer<QmlProcess> alive(this);
    m_clock.childExited();
    if (m_state == State::Running)
        m_state = State::Exited;
    setExitReason(reason);
    if (alive)
        updateChild();
    if (alive)
        Q_EMIT exited(reason);
}

void QmlProcess::handleEnded(const ExitReason &theirs)
{
    const ExitReason reason = theirs; // the transport, and its reason, may go in a handler
    const QPointer<QmlProcess> alive(this);
    if (transport() && reason.kind() == ExitReason::Kind::NotStarted && m_state != State::Stopping)
        qmlWarning(this) << reason.toString();
    outliveTransport();
    m_terminal.setTransport(nullptr);
    forgetStreams();
    m_state = stateAfter(reason);
    const bool hasGivenUp = m_state == State::Idle && m_clock.hasGivenUp();
    setExitReason(reason);
    if (alive)
        updateChild();
    if (alive)
        Q_EMIT runningChanged();
    if (alive && isWaiting())
        Q_EMIT waitingChanged();
    if (alive)
        Q_EMIT ended(reason);
    if (alive && hasGivenUp && m_state == State::Idle)
        Q_EMIT gaveUp(reason);
    if (alive && m_state == State::Restartable)
        start();
}

QmlProcess::State QmlProcess::stateAfter(const ExitReason &reason)
{
    if (m_state == State::Restarting)
        return State::Restartable;
    if (m_state == State::Stopping)
        return State::Idle;
    return m_clock.childEnded(reason) ? State::Waiting : State::Idle;
}

} // namespace Offspring
