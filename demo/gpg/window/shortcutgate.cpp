// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "shortcutgate.h"

void ShortcutGate::setItem(QQuickItem *item)
{
    if (m_item == item)
        return;
    if (m_item)
        m_item->removeEventFilter(this);
    m_item = item;
    if (m_item)
        m_item->installEventFilter(this);
    Q_EMIT itemChanged();
}

bool ShortcutGate::eventFilter(QObject *object, QEvent *event)
{
    if (!m_isOpen || event->type() != QEvent::ShortcutOverride)
        return QObject::eventFilter(object, event);
    event->ignore();
    return true;
}
