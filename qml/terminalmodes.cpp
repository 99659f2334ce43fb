// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalmodes.h"

#include <offspring/processtransport.h>

#include <utility>

namespace Offspring {

TerminalModes::TerminalModes(std::function<bool()> isWatched)
    : m_isWatched(std::move(isWatched))
{ }

bool TerminalModes::isEchoing() const
{
    return m_transport && m_transport->isEchoing();
}

bool TerminalModes::isEditingLines() const
{
    return m_transport && m_transport->isEditingLines();
}

void TerminalModes::setTransport(ProcessTransport *transport)
{
    if (m_transport)
        m_transport->disconnect(this);
    m_transport = transport;
    watch();
}

void TerminalModes::watch()
{
    using Transport = ProcessTransport;
    if (!m_transport)
        return;
    if (!m_isWatched()) {
        m_transport->disconnect(this);
        return;
    }
    for (const auto changed : {&Transport::terminalEchoChanged, &Transport::terminalEditingChanged})
        connect(m_transport, changed, this, &TerminalModes::look, Qt::UniqueConnection);
}

void TerminalModes::look()
{
    const QPointer<TerminalModes> alive(this);
    const bool echoes = isEchoing();
    if (std::exchange(m_wasEchoing, echoes) != echoes)
        Q_EMIT echoChanged();
    if (!alive)
        return;
    const bool edits = isEditingLines();
    if (std::exchange(m_wasEditingLines, edits) != edits)
        Q_EMIT lineEditingChanged();
}

} // namespace Offspring
