// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "later.h"
#include "ownloop.h"

#include <QtCore/QCoreApplication>

#include <utility>

namespace Offspring::Later {

void post(QObject *receiver, QEvent::Type type)
{
    if (OwnLoop *const loop = OwnLoop::ofThisThread())
        loop->post(receiver, type);
    else
        QCoreApplication::postEvent(receiver, new QEvent(type));
}

void destroy(QObject *object)
{
    if (OwnLoop *const loop = OwnLoop::ofThisThread())
        loop->destroyLater(object);
    else
        object->deleteLater();
}

void call(QObject *context, std::function<void()> function)
{
    if (OwnLoop *const loop = OwnLoop::ofThisThread())
        loop->callLater(context, std::move(function));
    else
        QMetaObject::invokeMethod(context, std::move(function), Qt::QueuedConnection);
}

} // namespace Offspring::Later
