// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "processcontrols.h"

#include "scripttype.h"

#include <offspring/processtransport.h>

#include <QtCore/QFile>
#include <QtQml/QQmlInfo>

#include <utility>

namespace Offspring {

ProcessControls::ProcessControls(QObject *parent)
    : ProcessText(parent)
{
    connect(this, &ProcessControls::rowsChanged, this, &ProcessControls::resizeTerminal);
    connect(this, &ProcessControls::columnsChanged, this, &ProcessControls::resizeTerminal);
    connect(this, &ProcessControls::pixelWidthChanged, this, &ProcessControls::resizeTerminal);
    connect(this, &ProcessControls::pixelHeightChanged, this, &ProcessControls::resizeTerminal);
    connect(this, &ProcessControls::holderTimeoutChanged, this,
            &ProcessControls::passHolderTimeout);
    connect(this, &ProcessControls::restartChanged, this, &ProcessControls::passHolderTimeout);
}

ProcessTransport *ProcessControls::transport() const
{
    return m_transport;
}

void ProcessControls::setTransport(ProcessTransport *transport)
{
    if (m_transport)
        m_transport->disconnect(this);
    m_transport = transport;
    if (!transport)
        return;
    using Transport = ProcessTransport;
    connect(transport, &Transport::childWritePaused, this, &ProcessControls::childWritePaused);
    connect(transport, &Transport::childWriteResumed, this, &ProcessControls::childWriteResumed);
    connect(transport, &Transport::descendantsEnded, this, &ProcessControls::descendantsEnded);
    if (m_isPaused)
        transport->pauseProducing();
}

// All that it can still tell is descendantsEnded().
void ProcessControls::outliveTransport()
{
    m_outlived.removeIf([](const QPointer<ProcessTransport> &each) { return !each; });
    if (m_transport)
        m_outlived << std::exchange(m_transport, nullptr);
}

bool ProcessControls::stopTransports(std::chrono::milliseconds grace)
{
    bool isSignalled = m_transport && m_transport->stopWithin(grace);
    for (const QPointer<ProcessTransport> &each : std::as_const(m_outlived))
        isSignalled |= each && each->stopWithin(grace);
    return isSignalled;
}

void ProcessControls::deleteTransports()
{
    ProcessTransport *const transport = m_transport;
    setTransport(nullptr);
    delete transport;
    const QList<QPointer<ProcessTransport>> outlived = std::exchange(m_outlived, {});
    for (const QPointer<ProcessTransport> &each : outlived)
        delete each.data();
}

void ProcessControls::resizeTerminal()
{
    if (m_transport && !m_isResizing)
        m_transport->setTerminalSize(rows(), columns(), pixelWidth(), pixelHeight());
}

bool ProcessControls::writeBytes(int childFD, const QByteArray &bytes)
{
    return m_transport && m_transport->writeToChild(childFD, bytes);
}

// Any handler may destroy this object.
void ProcessControls::setTerminalSize(int rows, int columns, int pixelHeight, int pixelWidth)
{
    const QPointer<ProcessControls> alive(this);
    m_isResizing = true;
    const std::pair<const char *, int> sizes[] = {{"rows", rows},
                                                  {"columns", columns},
                                                  {"pixelHeight", pixelHeight},
                                                  {"pixelWidth", pixelWidth}};
    for (const auto &[name, value] : sizes) {
        if (alive)
            setProperty(name, value);
    }
    if (!alive)
        return;
    m_isResizing = false;
    resizeTerminal();
}

void ProcessControls::passHolderTimeout()
{
    if (m_transport)
        m_transport->setHolderTimeout(timeForHolders());
}

void ProcessControls::setPaused(bool paused)
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

bool ProcessControls::write(const QJSValue &data)
{
    return writeToChild(0, data);
}

bool ProcessControls::writeToChild(int childFD, const QJSValue &data)
{
    const std::optional<QByteArray> bytes = readBytes(data);
    if (!bytes)
        qmlWarning(this) << "write: neither a string nor an ArrayBuffer";
    return bytes && m_transport && m_transport->writeToChild(childFD, *bytes);
}

double ProcessControls::bytesToWrite(int childFD) const
{
    return m_transport ? double(m_transport->bytesToWrite(childFD)) : 0;
}

void ProcessControls::closeStdin()
{
    closeChildFD(0);
}

void ProcessControls::closeChildFD(int childFD)
{
    if (m_transport)
        m_transport->closeChildFD(childFD);
}

void ProcessControls::abortChildFD(int childFD)
{
    if (m_transport)
        m_transport->abortChildFD(childFD);
}

void ProcessControls::loseConnection()
{
    if (m_transport)
        m_transport->loseConnection();
}

QVariantList ProcessControls::holders() const
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

bool ProcessControls::signalProcess(int signal)
{
    return m_transport && m_transport->signalProcess(signal);
}

bool ProcessControls::signalProcess(const QString &name)
{
    return m_transport && m_transport->signalProcess(name);
}

bool ProcessControls::setFrozen(bool frozen)
{
    bool isSet = m_transport && m_transport->setFrozen(frozen);
    for (const QPointer<ProcessTransport> &each : std::as_const(m_outlived))
        isSet |= each && each->setFrozen(frozen);
    return isSet;
}

int ProcessControls::descendantCount() const
{
    int count = m_transport ? m_transport->descendantCount() : 0;
    for (const QPointer<ProcessTransport> &each : m_outlived)
        count += each ? each->descendantCount() : 0;
    return count;
}

} // namespace Offspring
