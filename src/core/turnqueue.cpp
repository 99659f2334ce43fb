// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "turnqueue.h"

#include "later.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QPointer>

#include <algorithm>
#include <utility>

namespace Offspring {

namespace {

// A type of our own: QEvent::User itself belongs to the program, which may filter, remove or send
// all events of that type.
QEvent::Type turnEvent()
{
    static const auto type = QEvent::Type(QEvent::registerEventType());
    return type;
}

// The other events of the thread come in between.
constexpr int turnsPerEvent = 64;

} // namespace

void TurnQueue::append(Turn *turn)
{
    forgetParentsTurns();
    turn->m_isQueued = true;
    turn->m_previous = m_last;
    turn->m_next = nullptr;
    (m_last ? m_last->m_next : m_first) = turn;
    m_last = turn;
    ++m_count;
    post();
}

void TurnQueue::takeOut(Turn *turn)
{
    (turn->m_previous ? turn->m_previous->m_next : m_first) = turn->m_next;
    (turn->m_next ? turn->m_next->m_previous : m_last) = turn->m_previous;
    turn->m_isQueued = false;
    --m_count;
}

void TurnQueue::post()
{
    if (!std::exchange(m_isPosted, true))
        Later::post(this, turnEvent());
}

// In a forked copy of the program those who wait are copies, and their turns are the parent's.
void TurnQueue::forgetParentsTurns()
{
    if (m_owner.isThisProcess())
        return;
    m_owner = Os::OwnerProcess();
    while (m_first)
        takeOut(m_first);
}

void TurnQueue::dispatcherChanged()
{
    QCoreApplication::removePostedEvents(this, turnEvent());
    m_isPosted = false;
    if (m_first)
        post();
}

bool TurnQueue::event(QEvent *event)
{
    if (event->type() != turnEvent())
        return QObject::event(event);
    m_isPosted = false;
    forgetParentsTurns();
    const QPointer<TurnQueue> alive(this);
    // Who asks again meanwhile has to wait for the next event.
    for (int left = std::min(m_count, turnsPerEvent); alive && m_first && left > 0; --left) {
        Turn *const turn = m_first;
        takeOut(turn);
        if (m_first)
            post(); // before the call: it may run an event loop
        turn->takeTurn();
    }
    return true;
}

Turn::~Turn()
{
    if (m_isQueued)
        m_queue->takeOut(this);
}

void Turn::requestTurn()
{
    if (!m_isQueued)
        m_queue->append(this);
}

} // namespace Offspring
