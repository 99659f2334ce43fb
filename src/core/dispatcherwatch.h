// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_DISPATCHERWATCH_H
#define OFFSPRING_DISPATCHERWATCH_H

#include <QtCore/QObject>

#include <functional>

namespace Offspring {

/// Reports that its thread has got another event dispatcher: a QThread that is started again has a
/// new one, and so has the main thread with a second application object. Notifiers and timers are
/// gone with the old one, and ~QCoreApplication deletes the events that were posted.
class DispatcherWatch final : public QObject
{
public:
    /// Called in the thread, before its loop runs.
    using Handler = std::function<void()>;

    DispatcherWatch(Handler handler, QObject *parent);
    ~DispatcherWatch() override;

    bool event(QEvent *event) override;

private:
    static void applicationCreated();
    void followThread();

    const Handler m_handler;
    QMetaObject::Connection m_threadStarted;
};

} // namespace Offspring

#endif // OFFSPRING_DISPATCHERWATCH_H
