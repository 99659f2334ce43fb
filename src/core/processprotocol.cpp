// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 5 of the walk: the transport's signals become the documented callbacks.

#include "later.h"
#include "processprotocol_p.h"

#include <QtCore/QThread>

#include <cerrno>

namespace Offspring {

std::optional<SpawnError> ProcessProtocolPrivate::refusal(Ownership newOwnership) const
{
    using Stage = SpawnError::Stage;
    if (q->thread() != QThread::currentThread())
        return SpawnError{Stage::Arguments, EINVAL, QStringLiteral("protocol of another thread")};
    if (newOwnership == Ownership::Ours && q->parent())
        return SpawnError{Stage::Arguments, EINVAL, QStringLiteral("owned protocol with a parent")};
    if (m_attachedTo)
        return SpawnError{Stage::Arguments, EBUSY, QStringLiteral("protocol already in use")};
    return std::nullopt;
}

void ProcessProtocolPrivate::attach(ProcessTransport *newTransport, Ownership newOwnership)
{
    transport = m_attachedTo = newTransport;
    m_ownership = newOwnership;
    m_attachedTo->d->listener = this;
}

void ProcessProtocolPrivate::detach()
{
    if (m_attachedTo)
        m_attachedTo->d->listener = nullptr;
    m_attachedTo = nullptr;
    transport = nullptr;
}

void ProcessProtocolPrivate::onConnectionMade()
{
    call(&ProcessProtocol::connectionMade);
}

void ProcessProtocolPrivate::onChildDataReceived(int childFD, const QByteArray &data)
{
    call(&ProcessProtocol::childDataReceived, childFD, data);
}

void ProcessProtocolPrivate::onChildConnectionLost(int childFD)
{
    call(&ProcessProtocol::childConnectionLost, childFD);
}

void ProcessProtocolPrivate::onChildWritePaused(int childFD)
{
    call(&ProcessProtocol::childWritePaused, childFD);
}

void ProcessProtocolPrivate::onChildWriteResumed(int childFD)
{
    call(&ProcessProtocol::childWriteResumed, childFD);
}

void ProcessProtocolPrivate::onProcessExited(const ExitReason &reason)
{
    call(&ProcessProtocol::processExited, reason);
}

// It is free for the next child from now on, save one that is ours: that is deleted with its
// transport.
void ProcessProtocolPrivate::onProcessEnded(const ExitReason &reason)
{
    const QPointer<ProcessTransport> ended = m_attachedTo;
    if (!call(&ProcessProtocol::processEnded, reason) || !ended)
        return;
    if (m_ownership == Ownership::Ours)
        transport = nullptr;
    else
        detach();
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
        Later::destroy(q);
    return true;
}

// The transport is deleted when none of its callbacks is on the stack, unless one of them deleted
// it.
void ProcessProtocolPrivate::transportDestroyed()
{
    m_attachedTo = nullptr;
    transport = nullptr;
    if (m_ownership == Ownership::Callers)
        return;
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
