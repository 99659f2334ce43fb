// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_LATER_H
#define OFFSPRING_LATER_H

#include <QtCore/QEvent>

#include <functional>

QT_BEGIN_NAMESPACE
class QObject;
QT_END_NAMESPACE

/// What has to come from this thread's event loop, whichever it has: Qt's, or that of the library's
/// own thread (ServiceThread), where Qt delivers no posted event. What runs there too calls these
/// instead of QCoreApplication::postEvent(), QObject::deleteLater() and a queued
/// QMetaObject::invokeMethod(). All that is asked for here comes in the order of the calls. The
/// objects live in this thread; one that is destroyed meanwhile gets nothing.
namespace Offspring::Later {

void post(QObject *receiver, QEvent::Type type);
void destroy(QObject *object);
void call(QObject *context, std::function<void()> function);

} // namespace Offspring::Later

#endif // OFFSPRING_LATER_H
