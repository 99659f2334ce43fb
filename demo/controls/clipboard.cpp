// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "clipboard.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

void Clipboard::setText(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

QString Clipboard::text()
{
    return QGuiApplication::clipboard()->text();
}

bool Clipboard::hasSelection()
{
    return QGuiApplication::clipboard()->supportsSelection();
}

QString Clipboard::selection()
{
    return QGuiApplication::clipboard()->text(QClipboard::Selection);
}

void Clipboard::setSelection(const QString &text)
{
    QGuiApplication::clipboard()->setText(text, QClipboard::Selection);
}
