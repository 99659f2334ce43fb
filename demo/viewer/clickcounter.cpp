// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "clickcounter.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QMouseEvent>
#include <QtGui/QStyleHints>

void ClickCounter::setItem(QQuickItem *item)
{
    if (item == m_item)
        return;
    if (m_item)
        m_item->removeEventFilter(this);
    m_item = item;
    if (m_item)
        m_item->installEventFilter(this);
    Q_EMIT itemChanged();
}

bool ClickCounter::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        const auto *const press = static_cast<QMouseEvent *>(event);
        const QStyleHints *const hints = QGuiApplication::styleHints();
        const bool isSoon =
            press->timestamp() - m_time < quint64(hints->mouseDoubleClickInterval());
        const bool isNear =
            (press->position() - m_place).manhattanLength() <= hints->mouseDoubleClickDistance();
        m_count = m_count > 0 && isSoon && isNear ? m_count % 3 + 1 : 1;
        m_time = press->timestamp();
        m_place = press->position();
        Q_EMIT countChanged();
    }
    return QObject::eventFilter(object, event);
}
