// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TURNQUEUE_H
#define OFFSPRING_TURNQUEUE_H

#include "../os/ownerprocess.h"

#include <QtCore/QObject>

namespace Offspring {

class Turn;

/// What was asked for by a call, and has to come from the event loop: those who want a turn wait
/// here in a row, and one posted event serves it. Not one event for each of them, because Qt
/// searches the whole list of a thread's events whenever an object that has one is destroyed.
///
/// Whoever waits is destroyed before the queue.
///
/// A turn may be requested before the thread has an event dispatcher; it comes when its loop runs.
/// A turn may run an event loop, in which the others get theirs, and may destroy the queue.
class TurnQueue final : public QObject
{
public:
    explicit TurnQueue(QObject *parent)
        : QObject(parent)
    { }

    /// The thread has a new event dispatcher: an event posted to the one before may be gone.
    void dispatcherChanged();

    bool event(QEvent *event) override;

private:
    friend class Turn;

    void append(Turn *turn);
    void takeOut(Turn *turn);
    void post();
    void forgetParentsTurns();

    Turn *m_first = nullptr;
    Turn *m_last = nullptr;
    int m_count = 0;
    bool m_isPosted = false;
    Os::OwnerProcess m_owner;
};

/// One place in the queue: a base class for objects that need turns.
class Turn
{
public:
    explicit Turn(TurnQueue &queue)
        : m_queue(&queue)
    { }
    Q_DISABLE_COPY_MOVE(Turn)

    /// Once for any number of calls before the turn comes.
    void requestTurn();

protected:
    virtual ~Turn();

private:
    friend class TurnQueue;

    /// From the event loop, and the last thing that the queue does with it: it may be destroyed.
    virtual void takeTurn() = 0;

    TurnQueue *const m_queue;
    Turn *m_previous = nullptr;
    Turn *m_next = nullptr;
    bool m_isQueued = false;
};

} // namespace Offspring

#endif // OFFSPRING_TURNQUEUE_H
