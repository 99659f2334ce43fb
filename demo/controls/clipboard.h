// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CONTROLS_CLIPBOARD_H
#define CONTROLS_CLIPBOARD_H

#include <QtCore/QObject>
#include <QtQml/qqmlregistration.h>

/// The system's clipboard, which QML does not reach by itself.
class Clipboard : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    /// There is another one, that of what is selected; the middle button pastes it.
    Q_PROPERTY(bool hasSelection READ hasSelection CONSTANT)

public:
    using QObject::QObject;

    Q_INVOKABLE static void setText(const QString &text);

    static bool hasSelection();
    Q_INVOKABLE static QString selection();
    Q_INVOKABLE static void setSelection(const QString &text);
    Q_INVOKABLE static QString text();
};

#endif // CONTROLS_CLIPBOARD_H
