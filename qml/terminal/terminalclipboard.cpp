// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What the item copies, pastes, and lets programs copy.

#include "terminalitem.h"

#include "terminalpaste.h"

#include <QtCore/QMetaMethod>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

namespace Offspring::Terminal {

void TerminalItem::takeClipboardText()
{
    const std::optional<Screen::ClipboardText> text = m_screen.takeClipboardText();
    if (!text || !m_isClipboardWritable)
        return;
    QClipboard *const clipboard = QGuiApplication::clipboard();
    const bool isPrimary = text->targets.contains('p') && !text->targets.contains('c');
    if (!isPrimary)
        clipboard->setText(QString::fromUtf8(text->text));
    else if (clipboard->supportsSelection())
        clipboard->setText(QString::fromUtf8(text->text), QClipboard::Selection);
}

void TerminalItem::copy()
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TerminalItem::paste()
{
    pasteFrom(QClipboard::Clipboard);
}

void TerminalItem::pasteFrom(int clipboardMode)
{
    const QString text = QGuiApplication::clipboard()->text(QClipboard::Mode(clipboardMode));
    const Paste paste(text, inputModes());
    static const QMetaMethod question = QMetaMethod::fromSignal(&TerminalItem::pasteQuestion);
    if (paste.isQuestionable && isSignalConnected(question))
        Q_EMIT pasteQuestion(text, int(paste.lines));
    else
        pasteText(text);
}

void TerminalItem::pasteText(const QString &text)
{
    const Turn turn(this);
    scrollToEnd();
    send(Paste(text, inputModes()).bytes);
}

} // namespace Offspring::Terminal
