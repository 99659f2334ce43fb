// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "sparegroup.h"

#include <QtCore/QTimerEvent>

#include <chrono>
#include <utility>

namespace Offspring {

namespace {

constexpr std::chrono::seconds keptFor(1);

} // namespace

SpareGroup::SpareGroup(QObject *parent, TurnQueue &turns)
    : QObject(parent)
    , Turn(turns)
    , m_keepTime(this)
{ }

Os::ControlGroup SpareGroup::take()
{
    m_keepTime.stop();
    return std::exchange(m_group, {});
}

// Why it cannot be made is told by the spawn that needs it.
void SpareGroup::takeTurn()
{
    if (!m_group.isOpen())
        m_group.make();
    if (m_group.isOpen())
        m_keepTime.start(keptFor);
}

void SpareGroup::timerEvent(QTimerEvent *event)
{
    if (m_keepTime.endIfDue(event->timerId()))
        m_group = {};
}

} // namespace Offspring
