// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "echowatch.h"

#include <QtCore/QTimerEvent>

#include <utility>

namespace Offspring::Terminal {

namespace {

constexpr int shortestPause = 50; // ms; each is twice as long as the one before
constexpr int longestPause = 800;

} // namespace

void EchoWatch::setProcess(QmlProcess *process)
{
    m_process = process;
    m_timer.stop();
    look();
}

// A flood of output costs no more looks than there were if it was looked at all the time.
void EchoWatch::look()
{
    m_nextPause = shortestPause;
    if (m_timer.isActive() && m_pause <= shortestPause)
        return;
    m_pause = 0;
    m_timer.start(m_pause, Qt::PreciseTimer, this);
}

void EchoWatch::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    m_timer.stop();
    if (m_process && m_process->isRunning() && m_nextPause <= longestPause) {
        m_pause = std::exchange(m_nextPause, 2 * m_nextPause);
        m_timer.start(m_pause, Qt::PreciseTimer, this);
    }
    tellChanges();
}

void EchoWatch::tellChanges()
{
    const bool isEchoing = this->isEchoing();
    const bool isHidden =
        m_process && m_process->isRunning() && !isEchoing && m_process->isEditingLines();
    const bool wasEchoing = std::exchange(m_wasEchoing, isEchoing);
    const bool wasHidden = std::exchange(m_isInputHidden, isHidden);
    const QPointer<EchoWatch> alive(this);
    if (wasEchoing != isEchoing)
        Q_EMIT echoChanged();
    if (alive && wasHidden != isHidden)
        Q_EMIT inputHiddenChanged();
}

} // namespace Offspring::Terminal
