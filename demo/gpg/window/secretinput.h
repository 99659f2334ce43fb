// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_SECRETINPUT_H
#define GPGDESK_SECRETINPUT_H

#include "secret.h"

#include <QtQuick/QQuickItem>

/// A field for a passphrase. The keys go into a Secret, never into a string that QML, a model or an
/// undo history could keep. Only its length is public.
class SecretInput : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int length READ length NOTIFY lengthChanged)
    Q_PROPERTY(bool allSelected READ isAllSelected NOTIFY allSelectedChanged)

public:
    explicit SecretInput(QQuickItem *parent = nullptr);

    int length() const { return int(m_secret.length()); } ///< in characters
    bool isAllSelected() const { return m_isAllSelected; }

    /// Takes the typed text; nothing of it stays here.
    Secret take();
    Q_INVOKABLE void clear();
    Q_INVOKABLE bool equals(const SecretInput *other) const;

    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void accepted();
    void lengthChanged();
    void allSelectedChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void insert(QStringView text);
    void eraseBackwards(bool everything);
    void paste(bool fromSelection);
    void setAllSelected(bool isSelected);

    Secret m_secret;
    bool m_isAllSelected = false;
};

#endif // GPGDESK_SECRETINPUT_H
