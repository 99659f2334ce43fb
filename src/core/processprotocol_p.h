// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_PROCESSPROTOCOL_P_H
#define OFFSPRING_PROCESSPROTOCOL_P_H

#include "processtransport_p.h"

#include <offspring/processprotocol.h>

#include <QtCore/QPointer>

namespace Offspring {

class ProcessProtocolPrivate final : public ProcessTransportPrivate::Listener
{
public:
    enum class Ownership { Callers, Ours };

    explicit ProcessProtocolPrivate(ProcessProtocol *protocol)
        : q(protocol)
    { }
    ~ProcessProtocolPrivate() { detach(); }
    Q_DISABLE_COPY_MOVE(ProcessProtocolPrivate)

    /// Why it cannot serve a child that is spawned now.
    std::optional<SpawnError> refusal(Ownership newOwnership) const;
    void attach(ProcessTransport *newTransport, Ownership newOwnership);

    ProcessProtocol *const q;
    /// As the protocol sees it: until processEnded() has returned.
    QPointer<ProcessTransport> transport;

private:
    void onConnectionMade() override;
    void onChildDataReceived(int childFD, const QByteArray &data) override;
    void onChildConnectionLost(int childFD) override;
    void onChildWritePaused(int childFD) override;
    void onChildWriteResumed(int childFD) override;
    void onProcessExited(const ExitReason &reason) override;
    void onProcessEnded(const ExitReason &reason) override;
    void transportDestroyed() override;

    template <typename... Parameters, typename... Arguments>
    bool call(void (ProcessProtocol::*callback)(Parameters...), const Arguments &...arguments);
    void detach();

    QPointer<ProcessTransport> m_attachedTo; // whose listener this is
    Ownership m_ownership = Ownership::Callers;
    int m_callbacksOnStack = 0;
    bool m_dieWhenIdle = false;
};

} // namespace Offspring

#endif // OFFSPRING_PROCESSPROTOCOL_P_H
