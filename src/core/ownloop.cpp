// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "ownloop.h"

#include <QtCore/QSocketNotifier>
#include <QtCore/QThread>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <limits>
#include <utility>

namespace Offspring {

namespace {

thread_local OwnLoop *thisThreads = nullptr;

Os::WakeableWait::Interest interest(const QSocketNotifier &notifier)
{
    switch (notifier.type()) {
    case QSocketNotifier::Read:
        return Os::WakeableWait::Interest::Reading;
    case QSocketNotifier::Write:
        return Os::WakeableWait::Interest::Writing;
    case QSocketNotifier::Exception:
        break;
    }
    return Os::WakeableWait::Interest::Exception;
}

} // namespace

OwnLoop *OwnLoop::install(Os::WakeableWait &wait)
{
    thisThreads = new OwnLoop(wait);
    QThread::currentThread()->setEventDispatcher(thisThreads);
    return thisThreads;
}

OwnLoop *OwnLoop::ofThisThread()
{
    return thisThreads;
}

OwnLoop::~OwnLoop()
{
    thisThreads = nullptr;
}

void OwnLoop::post(QObject *receiver, QEvent::Type type)
{
    m_posted.push_back({receiver, [receiver, type] {
                            QEvent event(type);
                            receiver->event(&event);
                        }});
}

void OwnLoop::destroyLater(QObject *object)
{
    m_posted.push_back({object, [object] { delete object; }, true});
}

void OwnLoop::callLater(QObject *context, std::function<void()> function)
{
    m_posted.push_back({context, std::move(function)});
}

void OwnLoop::close()
{
    while (!m_posted.empty()) {
        const Posted next = std::move(m_posted.front());
        m_posted.pop_front();
        if (next.receiver && next.isDestruction)
            next.deliver();
    }
}

bool OwnLoop::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    deliverPosted();
    const bool waits = flags.testFlag(QEventLoop::WaitForMoreEvents) && m_posted.empty();
    waitForNotifiers(waits ? msToNextTimer() : 0);
    activateTimers();
    return true;
}

// What is posted meanwhile has to wait for the next turn.
void OwnLoop::deliverPosted()
{
    for (std::size_t left = m_posted.size(); left > 0; --left) {
        const Posted next = std::move(m_posted.front());
        m_posted.pop_front();
        if (next.receiver)
            next.deliver();
    }
}

// Rounded up, so that no timer is early.
int OwnLoop::msToNextTimer() const
{
    qint64 result = -1;
    for (const Timer &timer : m_timers) {
        const qint64 left = timer.due.remainingTime();
        result = result < 0 ? left : std::min(result, left);
    }
    return int(std::min<qint64>(result, std::numeric_limits<int>::max()));
}

// A handler may remove others. One whose descriptor somebody has closed would be ready for ever, so
// it is off from then on, as with Qt's own loops.
void OwnLoop::waitForNotifiers(int timeoutMs)
{
    const std::vector<QSocketNotifier *> notifiers = m_notifiers;
    std::vector<Os::WakeableWait::Watched> watched;
    watched.reserve(notifiers.size());
    for (const QSocketNotifier *notifier : notifiers)
        watched.push_back({int(notifier->socket()), interest(*notifier)});
    m_wait.wait(timeoutMs, watched);
    for (std::size_t i = 0; i < notifiers.size(); ++i) {
        if (std::find(m_notifiers.begin(), m_notifiers.end(), notifiers[i]) == m_notifiers.end())
            continue;
        if (watched[i].isInvalid)
            notifiers[i]->setEnabled(false);
        if (!watched[i].isReady)
            continue;
        QEvent event(QEvent::SockAct);
        static_cast<QObject *>(notifiers[i])->event(&event);
    }
}

void OwnLoop::activateTimers()
{
    std::vector<int> due;
    for (const Timer &timer : m_timers) {
        if (timer.due.hasExpired())
            due.push_back(timer.id);
    }
    for (const int id : due) {
        const auto timer = std::find_if(m_timers.begin(), m_timers.end(),
                                        [id](const Timer &other) { return other.id == id; });
        if (timer == m_timers.end())
            continue;
        timer->due = QDeadlineTimer(timer->interval, Qt::PreciseTimer);
        QTimerEvent event(id);
        timer->object->event(&event);
    }
}

void OwnLoop::registerSocketNotifier(QSocketNotifier *notifier)
{
    m_notifiers.push_back(notifier);
}

void OwnLoop::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    std::erase(m_notifiers, notifier);
}

void OwnLoop::registerTimer(int timerId, qint64 interval, Qt::TimerType type, QObject *object)
{
    m_timers.push_back(
        {timerId, interval, type, object, QDeadlineTimer(interval, Qt::PreciseTimer)});
}

bool OwnLoop::unregisterTimer(int timerId)
{
    return std::erase_if(m_timers, [timerId](const Timer &timer) { return timer.id == timerId; })
        > 0;
}

bool OwnLoop::unregisterTimers(QObject *object)
{
    return std::erase_if(m_timers, [object](const Timer &timer) { return timer.object == object; })
        > 0;
}

QList<QAbstractEventDispatcher::TimerInfo> OwnLoop::registeredTimers(QObject *object) const
{
    QList<TimerInfo> result;
    for (const Timer &timer : m_timers) {
        if (timer.object == object)
            result << TimerInfo(timer.id, int(timer.interval), timer.type);
    }
    return result;
}

int OwnLoop::remainingTime(int timerId)
{
    for (const Timer &timer : m_timers) {
        if (timer.id == timerId)
            return int(timer.due.remainingTime());
    }
    return -1;
}

} // namespace Offspring
