// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_CLICKCOUNTER_H
#define VIEWER_CLICKCOUNTER_H

#include <QtCore/QPointF>
#include <QtCore/QPointer>
#include <QtQuick/QQuickItem>

/// Counts presses of a button in quick succession at one place: one, two, three, and one again. QML
/// has a signal for the second one only.
class ClickCounter : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    /// Which is pressed.
    Q_PROPERTY(QQuickItem *item READ item WRITE setItem NOTIFY itemChanged)
    /// With the press that is being handled; 0: none yet.
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    using QObject::QObject;

    QQuickItem *item() const { return m_item; }
    void setItem(QQuickItem *item);
    int count() const { return m_count; }

    bool eventFilter(QObject *object, QEvent *event) override;

Q_SIGNALS:
    void itemChanged();
    void countChanged();

private:
    QPointer<QQuickItem> m_item;
    QPointF m_place;
    quint64 m_time = 0;
    int m_count = 0;
};

#endif // VIEWER_CLICKCOUNTER_H
