// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qmlprocess.h"

#include "scriptvalues.h"

#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include <QtCore/QFile>
#include <QtCore/QMetaMethod>
#include <QtQml/QQmlInfo>

#include <cerrno>
#include <chrono>
#include <utility>

namespace Offspring {

QmlProcess::QmlProcess(QObject *parent)
    : ProcessProperties(parent)
    , m_terminal([this] { return isTerminalWatched(); })
{
    connect(this, &QmlProcess::rowsChanged, this, &QmlProcess::resizeTerminal);
    connect(this, &QmlProcess::columnsChanged, this, &QmlProcess::resizeTerminal);
    connect(this, &QmlProcess::pixelWidthChanged, this, &QmlProcess::resizeTerminal);
    connect(this, &QmlProcess::pixelHeightChanged, this, &QmlProcess::resizeTerminal);
    connect(this, &QmlProcess::holderTimeoutChanged, this, &QmlProcess::passHolderTimeout);
    connect(&m_terminal, &TerminalModes::echoChanged, this, &QmlProcess::echoChanged);
    connect(&m_terminal, &TerminalModes::lineEditingChanged, this, &QmlProcess::lineEditingChanged);
}

QmlProcess::~QmlProcess()
{
    if (m_transport)
        m_transport->disconnect(this);
    delete m_transport;
}

void QmlProcess::classBegin()
{
    m_state = State::Loading;
}

void QmlProcess::componentComplete()
{
    const State loaded = m_state;
    if (loaded == State::Loading || loaded == State::LoadingToStart)
        m_state = State::Idle;
    if (loaded == State::LoadingToStart)
        start();
}

void QmlProcess::resizeTerminal()
{
    if (m_transport)
        m_transport->setTerminalSize(rows(), columns(), pixelWidth(), pixelHeight());
}

void QmlProcess::passHolderTimeout()
{
    if (m_transport)
        m_transport->setHolderTimeout(timeForHolders());
}

void QmlProcess::setRunning(bool running)
{
    if (!running)
        stop();
    else if (m_state == State::Ending)
        m_state = State::Restarting;
    else if (!isRunning())
        start();
}

void QmlProcess::setPaused(bool paused)
{
    if (paused == m_isPaused)
        return;
    m_isPaused = paused;
    if (m_transport && paused)
        m_transport->pauseProducing();
    else if (m_transport)
        m_transport->resumeProducing();
    Q_EMIT pausedChanged();
}

bool QmlProcess::start()
{
    if (isRunning()) {
        qmlWarning(this) << "start(): it runs already";
        return false;
    }
    if (m_state == State::Loading || m_state == State::LoadingToStart) {
        m_state = State::LoadingToStart;
        return true;
    }
    m_state = State::Running;
    const ChildDescription description = describe();
    if (description.mistakes.isEmpty())
        spawn(description);
    else
        refuse(description.mistakes);
    const QPointer<QmlProcess> alive(this);
    Q_EMIT runningChanged();
    if (alive)
        updateChild();
    return true;
}

void QmlProcess::spawn(const ChildDescription &description)
{
    m_transport = Reactor::instance()->spawnProcess(
        description.executable, QStringList{description.executable} + description.args,
        description.options);
    listen(m_transport);
    m_terminal.setTransport(m_transport);
    if (m_isPaused)
        m_transport->pauseProducing();
    if (const auto reason = m_transport->exitReason())
        qmlWarning(this) << reason->toString();
}

void QmlProcess::listen(ProcessTransport *transport)
{
    connect(transport, &ProcessTransport::connectionMade, this, &QmlProcess::started);
    connect(transport, &ProcessTransport::childDataReceived, this, &QmlProcess::handleData);
    connect(transport, &ProcessTransport::childConnectionLost, this, &QmlProcess::handleLost);
    connect(transport, &ProcessTransport::childWritePaused, this, &QmlProcess::childWritePaused);
    connect(transport, &ProcessTransport::childWriteResumed, this, &QmlProcess::childWriteResumed);
    connect(transport, &ProcessTransport::processExited, this, &QmlProcess::handleExited);
    connect(transport, &ProcessTransport::processEnded, this, &QmlProcess::handleEnded);
}

// As the library does with mistakes that it finds: one ended(), from the event loop.
void QmlProcess::refuse(const QStringList &mistakes)
{
    for (const QString &mistake : mistakes)
        qmlWarning(this) << mistake;
    const SpawnError error{SpawnError::Stage::Arguments, EINVAL, mistakes.join(u"; ")};
    const auto end = [this, error] { handleEnded(ExitReason::notStarted(error)); };
    QMetaObject::invokeMethod(this, end, Qt::QueuedConnection);
}

bool QmlProcess::stop()
{
    noteStop();
    return m_transport && m_transport->stop();
}

bool QmlProcess::stopWithin(int milliseconds)
{
    noteStop();
    return m_transport && m_transport->stopWithin(std::chrono::milliseconds(milliseconds));
}

void QmlProcess::noteStop()
{
    if (m_state == State::LoadingToStart)
        m_state = State::Loading;
    else if (m_state == State::Restartable)
        m_state = State::Idle;
    else if (isRunning())
        m_state = State::Ending;
}

bool QmlProcess::write(const QJSValue &data)
{
    return writeToChild(0, data);
}

bool QmlProcess::writeToChild(int childFD, const QJSValue &data)
{
    const std::optional<QByteArray> bytes = readBytes(data);
    if (!bytes)
        qmlWarning(this) << "write: neither a string nor an ArrayBuffer";
    return bytes && m_transport && m_transport->writeToChild(childFD, *bytes);
}

double QmlProcess::bytesToWrite(int childFD) const
{
    return m_transport ? double(m_transport->bytesToWrite(childFD)) : 0;
}

void QmlProcess::closeStdin()
{
    closeChildFD(0);
}

void QmlProcess::closeChildFD(int childFD)
{
    if (m_transport)
        m_transport->closeChildFD(childFD);
}

void QmlProcess::abortChildFD(int childFD)
{
    if (m_transport)
        m_transport->abortChildFD(childFD);
}

void QmlProcess::loseConnection()
{
    if (m_transport)
        m_transport->loseConnection();
}

void QmlProcess::abandon()
{
    const std::optional<ExitReason> known = m_transport ? m_transport->exitReason() : ExitReason();
    if (!m_transport || (known && known->kind() == ExitReason::Kind::NotStarted))
        return; // the end is on its way, if there is any to come
    m_state = State::Ending;
    m_transport->disconnect(this);
    delete m_transport;
    const auto end = [this, reason = known.value_or(ExitReason())] { handleEnded(reason); };
    QMetaObject::invokeMethod(this, end, Qt::QueuedConnection);
}

QVariantList QmlProcess::holders() const
{
    QVariantList result;
    const QList<qint64> pids = m_transport ? m_transport->holders() : QList<qint64>();
    for (const qint64 pid : pids) {
        QFile file(QStringLiteral("/proc/%1/comm").arg(pid));
        if (!file.open(QIODevice::ReadOnly))
            continue; // it has just ended
        QByteArray name = file.readAll();
        name.chop(name.endsWith('\n') ? 1 : 0);
        result << QVariantMap{{QStringLiteral("pid"), int(pid)},
                              {QStringLiteral("name"), QString::fromUtf8(name)}};
    }
    return result;
}

bool QmlProcess::signalProcess(int signal)
{
    return m_transport && m_transport->signalProcess(signal);
}

bool QmlProcess::signalProcess(const QString &name)
{
    return m_transport && m_transport->signalProcess(name);
}

// Any handler may destroy this object: after each signal nothing is touched unless it is alive.
void QmlProcess::updateChild()
{
    const QPointer<QmlProcess> alive(this);
    const int pid = m_transport ? int(m_transport->pid()) : 0;
    if (std::exchange(m_pid, pid) != pid)
        Q_EMIT pidChanged();
    if (!alive)
        return;
    const QString terminalName = m_transport ? m_transport->terminalName() : QString();
    if (std::exchange(m_terminalName, terminalName) != terminalName)
        Q_EMIT terminalNameChanged();
    if (!alive)
        return;
    m_terminal.look();
}

void QmlProcess::connectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&QmlProcess::echoChanged)
        || signal == QMetaMethod::fromSignal(&QmlProcess::lineEditingChanged)) {
        m_terminal.watch();
    }
}

bool QmlProcess::isTerminalWatched() const
{
    static const QMetaMethod echo = QMetaMethod::fromSignal(&QmlProcess::echoChanged);
    static const QMetaMethod editing = QMetaMethod::fromSignal(&QmlProcess::lineEditingChanged);
    return isSignalConnected(echo) || isSignalConnected(editing);
}

bool QmlProcess::wantsText(int childFD) const
{
    static const QMetaMethod any = QMetaMethod::fromSignal(&QmlProcess::childDataReceived);
    static const QMetaMethod out = QMetaMethod::fromSignal(&QmlProcess::outReceived);
    static const QMetaMethod err = QMetaMethod::fromSignal(&QmlProcess::errReceived);
    return isSignalConnected(any) || (childFD == 1 && isSignalConnected(out))
        || (childFD == 2 && isSignalConnected(err));
}

QString QmlProcess::decode(int childFD, const QByteArray &data)
{
    Utf8Decoder &decoder = m_decoders[childFD];
    if (wantsText(childFD))
        return decoder.decode(data);
    decoder.skip(data);
    return {};
}

void QmlProcess::deliver(int childFD, const QString &text, const QByteArray &data)
{
    const QPointer<QmlProcess> alive(this);
    Q_EMIT childDataReceived(childFD, text, data);
    if (alive && childFD == 1)
        Q_EMIT outReceived(text, data);
    else if (alive && childFD == 2)
        Q_EMIT errReceived(text, data);
}

void QmlProcess::handleData(int childFD, const QByteArray &theirs)
{
    const QByteArray data = theirs; // the transport may go in a handler
    const QPointer<QmlProcess> alive(this);
    Q_EMIT bytesReceived(childFD, data);
    if (!alive)
        return;
    const QString text = decode(childFD, data);
    if (wantsText(childFD))
        deliver(childFD, text, data);
    if (alive && !m_terminalName.isEmpty())
        m_terminal.look(); // a prompt, perhaps
}

void QmlProcess::handleLost(int childFD)
{
    const QPointer<QmlProcess> alive(this);
    const QString rest = m_decoders[childFD].finish();
    if (!rest.isEmpty())
        deliver(childFD, rest, {});
    if (alive)
        Q_EMIT childConnectionLost(childFD);
}

void QmlProcess::handleExited(const ExitReason &theirs)
{
    const ExitReason reason = theirs; // the transport, and its reason, may go in a handler
    const QPointer<QmlProcess> alive(this);
    if (m_state == State::Running)
        m_state = State::Ending;
    m_exitReason = QVariant::fromValue(reason);
    Q_EMIT exitReasonChanged();
    if (alive)
        updateChild();
    if (alive)
        Q_EMIT exited(reason);
}

void QmlProcess::handleEnded(const ExitReason &theirs)
{
    const ExitReason reason = theirs; // the transport, and its reason, may go in a handler
    const QPointer<QmlProcess> alive(this);
    if (m_transport)
        m_transport->disconnect(this);
    m_transport = nullptr;
    m_terminal.setTransport(nullptr);
    m_decoders.clear();
    m_state = m_state == State::Restarting ? State::Restartable : State::Idle;
    m_exitReason = QVariant::fromValue(reason);
    Q_EMIT exitReasonChanged();
    if (alive)
        updateChild();
    if (alive)
        Q_EMIT runningChanged();
    if (alive)
        Q_EMIT ended(reason);
    if (alive && m_state == State::Restartable)
        start();
}

} // namespace Offspring
