// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_PROCESSPROTOCOL_P_H
#define OFFSPRING_PROCESSPROTOCOL_P_H

#include <offspring/processprotocol.h>
#include <offspring/processtransport.h>

#include <QtCore/QPointer>

namespace Offspring {

class ProcessProtocolPrivate
{
public:
    enum class Ownership { Callers, Ours };

    explicit ProcessProtocolPrivate(ProcessProtocol *protocol)
        : q(protocol)
    { }

    /// Why it cannot serve a child that is spawned now.
    std::optional<SpawnError> refusal(Ownership ownership) const;
    /// Before anybody else connects to the transport, so that the callbacks run first.
    void attach(ProcessTransport *newTransport, Ownership ownership);

    ProcessProtocol *const q;
    QPointer<ProcessTransport> transport;

private:
    template <typename... Parameters>
    void hear(void (ProcessTransport::*signal)(Parameters...),
              void (ProcessProtocol::*callback)(Parameters...));
    template <typename... Parameters, typename... Arguments>
    bool call(void (ProcessProtocol::*callback)(Parameters...), const Arguments &...arguments);
    void transportDestroyed();

    int m_callbacksOnStack = 0;
    bool m_dieWhenIdle = false;
};

} // namespace Offspring

#endif // OFFSPRING_PROCESSPROTOCOL_P_H
