// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_SHORTCUTGATE_H
#define GPGDESK_SHORTCUTGATE_H

#include <QtCore/QPointer>
#include <QtQuick/QQuickItem>

/// While it is open, shortcuts work though \c item has the focus. A TextArea that is only read
/// would take every key for itself: it leaves ShortcutOverride accepted, and asks no Keys handler
/// (Qt 6.4).
class ShortcutGate : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickItem *item READ item WRITE setItem NOTIFY itemChanged)
    Q_PROPERTY(bool open MEMBER m_isOpen NOTIFY openChanged)

public:
    using QObject::QObject;

    QQuickItem *item() const { return m_item; }
    void setItem(QQuickItem *item);

    bool eventFilter(QObject *object, QEvent *event) override;

Q_SIGNALS:
    void itemChanged();
    void openChanged();

private:
    QPointer<QQuickItem> m_item;
    bool m_isOpen = false;
};

#endif // GPGDESK_SHORTCUTGATE_H
