// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "dispatcherwatch.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QThread>

#include <mutex>
#include <unordered_set>
#include <vector>

namespace Offspring {

namespace {

struct Watches
{
    std::mutex mutex;
    std::unordered_set<DispatcherWatch *> all;
};

// Never destroyed: a reactor may be a static object too.
Watches &watches()
{
    static Watches &result = *new Watches;
    return result;
}

} // namespace

DispatcherWatch::DispatcherWatch(Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
{
    static const bool isAdded = [] {
        qAddPreRoutine(applicationCreated);
        return true;
    }();
    Q_UNUSED(isAdded);
    const std::lock_guard lock(watches().mutex);
    watches().all.insert(this);
    followThread();
}

DispatcherWatch::~DispatcherWatch()
{
    const std::lock_guard lock(watches().mutex);
    watches().all.erase(this);
}

// Runs in the constructor of each application object, whose dispatcher is there already.
void DispatcherWatch::applicationCreated()
{
    std::vector<DispatcherWatch *> here;
    {
        const std::lock_guard lock(watches().mutex);
        for (DispatcherWatch *watch : watches().all) {
            if (watch->thread() == QThread::currentThread())
                here.push_back(watch);
        }
    }
    for (DispatcherWatch *watch : here)
        watch->m_handler();
}

// QThread::started is emitted in the new thread.
void DispatcherWatch::followThread()
{
    disconnect(m_threadStarted);
    m_threadStarted =
        connect(thread(), &QThread::started, this, [this] { m_handler(); }, Qt::DirectConnection);
}

bool DispatcherWatch::event(QEvent *event)
{
    // The last event in the old thread. The call that is posted here runs in the new one.
    if (event->type() == QEvent::ThreadChange)
        QMetaObject::invokeMethod(this, [this] { followThread(); }, Qt::QueuedConnection);
    return QObject::event(event);
}

} // namespace Offspring
