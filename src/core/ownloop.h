// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OWNLOOP_H
#define OFFSPRING_OWNLOOP_H

#include "../os/wakeablewait.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QEvent>
#include <QtCore/QPointer>

#include <deque>
#include <functional>
#include <vector>

namespace Offspring {

/// The event loop of a thread of the library's own. Qt's loops deliver nothing without an
/// application object, and, in a thread that Qt knows nothing of, may not be used while one is
/// being destroyed. This one hands timers and notifiers their events itself; what is posted has to
/// come by Later.
class OwnLoop final : public QAbstractEventDispatcher
{
public:
    /// Becomes the dispatcher of this thread, which owns it from now on. \a wait outlives it.
    static OwnLoop *install(Os::WakeableWait &wait);
    /// Null in every thread but those that have one.
    static OwnLoop *ofThisThread();
    ~OwnLoop() override;

    void post(QObject *receiver, QEvent::Type type);
    void destroyLater(QObject *object);
    void callLater(QObject *context, std::function<void()> function);
    /// At the end: destroys what was to be destroyed, and forgets the rest.
    void close();

    /// One turn: what was posted before it, then what is ready, then the timers.
    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void wakeUp() override { m_wait.wake(); }
    void interrupt() override { m_wait.wake(); }

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;
    void registerTimer(int timerId, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

private:
    struct Posted
    {
        QPointer<QObject> receiver;
        std::function<void()> deliver;
        bool isDestruction = false;
    };
    struct Timer
    {
        int id;
        qint64 interval;
        Qt::TimerType type;
        QObject *object;
        QDeadlineTimer due;
    };

    explicit OwnLoop(Os::WakeableWait &wait)
        : m_wait(wait)
    { }

    void deliverPosted();
    int msToNextTimer() const;
    void waitForNotifiers(int timeoutMs);
    void activateTimers();

    Os::WakeableWait &m_wait;
    std::deque<Posted> m_posted;
    std::vector<QSocketNotifier *> m_notifiers;
    std::vector<Timer> m_timers;
};

} // namespace Offspring

#endif // OFFSPRING_OWNLOOP_H
