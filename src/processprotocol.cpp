// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 5 of the walk: the transport's signals become the documented callbacks.

#include "processprotocol_p.h"

#include <QtCore/QThread>

#include <cerrno>

namespace Offspring {

std::optional<SpawnError> ProcessProtocolPrivate::refusal(Ownership ownership) const
{
    using Stage = SpawnError::Stage;
    if (q->thread() != QThread::currentThread())
        return SpawnError{Stage::Arguments, EINVAL, QStringLiteral("protocol of another thread")};
    if (ownership == Ownership::Ours && q->parent())
        return SpawnError{Stage::Arguments, EINVAL, QStringLiteral("owned protocol with a parent")};
    if (transport)
        return SpawnError{Stage::Arguments, EBUSY, QStringLiteral("protocol already in use")};
    return std::nullopt;
}

void ProcessProtocolPrivate::attach(ProcessTransport *newTransport, Ownership ownership)
{
    transport = newTransport;
    hear(&ProcessTransport::connectionMade, &ProcessProtocol::connectionMade);
    hear(&ProcessTransport::childDataReceived, &ProcessProtocol::childDataReceived);
    hear(&ProcessTransport::childConnectionLost, &ProcessProtocol::childConnectionLost);
    hear(&ProcessTransport::childWritePaused, &ProcessProtocol::childWritePaused);
    hear(&ProcessTransport::childWriteResumed, &ProcessProtocol::childWriteResumed);
    hear(&ProcessTransport::processExited, &ProcessProtocol::processExited);
    QObject::connect(newTransport, &ProcessTransport::processEnded, q,
                     [this](const ExitReason &reason) {
                         if (call(&ProcessProtocol::processEnded, reason))
                             transport = nullptr;
                     });
    if (ownership == Ownership::Ours)
        QObject::connect(newTransport, &QObject::destroyed, q, [this] { transportDestroyed(); });
}

template <typename... Parameters>
void ProcessProtocolPrivate::hear(void (ProcessTransport::*signal)(Parameters...),
                                  void (ProcessProtocol::*callback)(Parameters...))
{
    QObject::connect(transport, signal, q,
                     [this, callback](Parameters... arguments) { call(callback, arguments...); });
}

// False: the protocol was deleted meanwhile.
template <typename... Parameters, typename... Arguments>
bool ProcessProtocolPrivate::call(void (ProcessProtocol::*callback)(Parameters...),
                                  const Arguments &...arguments)
{
    const QPointer<ProcessProtocol> alive(q);
    ++m_callbacksOnStack;
    (q->*callback)(arguments...);
    if (!alive)
        return false;
    if (--m_callbacksOnStack == 0 && m_dieWhenIdle)
        q->deleteLater();
    return true;
}

// The transport goes when none of its callbacks is on the stack, unless one of them deleted it.
void ProcessProtocolPrivate::transportDestroyed()
{
    if (m_callbacksOnStack == 0)
        delete q;
    else
        m_dieWhenIdle = true;
}

ProcessProtocol::ProcessProtocol(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<ProcessProtocolPrivate>(this))
{ }

ProcessProtocol::~ProcessProtocol() = default;

ProcessTransport *ProcessProtocol::transport() const
{
    return d->transport;
}

void ProcessProtocol::connectionMade() { }

void ProcessProtocol::childDataReceived(int childFD, const QByteArray &data)
{
    if (childFD == 1)
        outReceived(data);
    else if (childFD == 2)
        errReceived(data);
}

void ProcessProtocol::outReceived(const QByteArray &) { }

void ProcessProtocol::errReceived(const QByteArray &) { }

void ProcessProtocol::childConnectionLost(int childFD)
{
    if (childFD == 0)
        inConnectionLost();
    else if (childFD == 1)
        outConnectionLost();
    else if (childFD == 2)
        errConnectionLost();
}

void ProcessProtocol::inConnectionLost() { }

void ProcessProtocol::outConnectionLost() { }

void ProcessProtocol::errConnectionLost() { }

void ProcessProtocol::childWritePaused(int) { }

void ProcessProtocol::childWriteResumed(int) { }

void ProcessProtocol::processExited(const ExitReason &) { }

void ProcessProtocol::processEnded(const ExitReason &) { }

} // namespace Offspring
