// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "process.h"

#include "processwishes.h"

#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include <QtCore/QMetaMethod>
#include <QtQml/QQmlInfo>

#include <cerrno>
#include <chrono>
#include <utility>

namespace Offspring {

QmlProcess::QmlProcess(QObject *parent)
    : QObject(parent)
{ }

QmlProcess::~QmlProcess()
{
    if (m_transport)
        m_transport->disconnect(this);
    delete m_transport;
}

void QmlProcess::classBegin()
{
    m_isComplete = false;
}

void QmlProcess::componentComplete()
{
    m_isComplete = true;
    if (m_isWantedNext)
        start();
}

void QmlProcess::setEnvironment(const QJSValue &environment)
{
    m_environment = environment;
    Q_EMIT environmentChanged();
}

void QmlProcess::setChildFDs(const QJSValue &childFDs)
{
    m_childFDs = childFDs;
    Q_EMIT childFDsChanged();
}

void QmlProcess::setRows(int rows)
{
    if (rows == m_rows)
        return;
    m_rows = rows;
    resizeTerminal();
    Q_EMIT rowsChanged();
}

void QmlProcess::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    resizeTerminal();
    Q_EMIT columnsChanged();
}

void QmlProcess::setPixelWidth(int width)
{
    if (width == m_pixelWidth)
        return;
    m_pixelWidth = width;
    resizeTerminal();
    Q_EMIT pixelWidthChanged();
}

void QmlProcess::setPixelHeight(int height)
{
    if (height == m_pixelHeight)
        return;
    m_pixelHeight = height;
    resizeTerminal();
    Q_EMIT pixelHeightChanged();
}

void QmlProcess::resizeTerminal()
{
    if (m_transport)
        m_transport->setTerminalSize(m_rows, m_columns, m_pixelWidth, m_pixelHeight);
}

void QmlProcess::setRunning(bool running)
{
    if (!m_isComplete)
        m_isWantedNext = running;
    else if (!running)
        stop();
    else if (m_isEnding)
        m_isWantedNext = true;
    else if (!m_isRunning)
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
    if (m_isRunning) {
        qmlWarning(this) << "start(): it runs already";
        return false;
    }
    m_isWantedNext = !m_isComplete;
    if (!m_isComplete)
        return true;
    m_isRunning = true;
    SpawnOptions options;
    const QString mistake = readWishes(options);
    if (mistake.isEmpty())
        spawn(options);
    else
        refuse(mistake);
    const QPointer<QmlProcess> alive(this);
    Q_EMIT runningChanged();
    if (alive)
        updateChild();
    return true;
}

QString QmlProcess::readWishes(SpawnOptions &options) const
{
    QString mistake;
    if (m_inheritEnvironment)
        options.env = QProcessEnvironment(QProcessEnvironment::InheritFromParent);
    if (!m_environment.isUndefined())
        options.envChanges = readEnvironment(m_environment, mistake);
    if (!m_childFDs.isUndefined())
        options.childFDs = readChildFDs(m_childFDs, mistake);
    options.path = m_workingDirectory;
    options.usePTY = m_usePTY;
    options.terminal.rows = m_rows;
    options.terminal.columns = m_columns;
    options.terminal.width = m_pixelWidth;
    options.terminal.height = m_pixelHeight;
    options.newProcessGroup = m_newProcessGroup;
    options.whenAbandoned = m_whenAbandoned == Abandonment::Kill ? Offspring::Abandonment::Kill
                                                                 : Offspring::Abandonment::Leave;
    return mistake;
}

void QmlProcess::spawn(const SpawnOptions &options)
{
    m_transport = Reactor::instance()->spawnProcess(m_executable,
                                                    QStringList{m_executable} + m_args, options);
    listen(m_transport);
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

// As the library tells its own refusals: once, from the event loop.
void QmlProcess::refuse(const QString &mistake)
{
    qmlWarning(this) << mistake;
    const SpawnError error{SpawnError::Stage::Arguments, EINVAL, mistake};
    const auto tell = [this, error] { handleEnded(ExitReason::notStarted(error)); };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

bool QmlProcess::stop()
{
    return stopWithin(5000);
}

bool QmlProcess::stopWithin(int milliseconds)
{
    m_isWantedNext = false;
    m_isEnding = m_isRunning;
    return m_transport && m_transport->stopWithin(std::chrono::milliseconds(milliseconds));
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

void QmlProcess::handleData(int childFD, const QByteArray &data)
{
    const QPointer<QmlProcess> alive(this);
    Q_EMIT bytesReceived(childFD, data);
    if (!alive)
        return;
    const QString text = decode(childFD, data);
    if (wantsText(childFD))
        deliver(childFD, text, data);
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

void QmlProcess::handleExited(const ExitReason &reason)
{
    const QPointer<QmlProcess> alive(this);
    m_isEnding = true;
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
    m_decoders.clear();
    m_isRunning = false;
    m_isEnding = false;
    m_exitReason = QVariant::fromValue(reason);
    Q_EMIT exitReasonChanged();
    if (alive)
        updateChild();
    if (alive)
        Q_EMIT runningChanged();
    if (alive)
        Q_EMIT ended(reason);
    if (alive && m_isWantedNext && !m_isRunning)
        start();
}

} // namespace Offspring
