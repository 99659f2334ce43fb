// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalmodes.h"

#include <offspring/processtransport.h>

#include <QtCore/QTimerEvent>

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
    m_transport = transport;
    watch();
}

void TerminalModes::watch()
{
    constexpr int milliseconds = 50;
    const bool hasTerminal = m_transport && !m_transport->terminalName().isEmpty();
    if (!hasTerminal || !m_isWatched())
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start(milliseconds, this);
}

void TerminalModes::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    watch(); // or no more
    look();
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
