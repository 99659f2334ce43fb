// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Keys and input methods of the item.

#include "terminalitem.h"

#include "terminalkeys.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QInputMethod>

#include <algorithm>

namespace Offspring::Terminal {

namespace {

PressedKey pressedKey(const QKeyEvent &event)
{
    return {Qt::Key(event.key()), event.modifiers(), event.text()};
}

} // namespace

InputModes TerminalItem::inputModes() const
{
    const Modes &modes = m_screen.modes();
    InputModes input;
    input.cursorKeys = modes.cursorKeys;
    input.keypad = modes.keypad;
    input.returnSendsNewline = modes.newline;
    input.bracketedPaste = modes.bracketedPaste;
    input.focusReports = modes.focusEvents;
    input.alternateScreen = m_screen.isAlternate();
    input.alternateScroll = modes.alternateScroll;
    input.mouse = InputModes::Mouse(int(modes.mouse)); // the same five, in the same order
    input.mouseCoding = InputModes::MouseCoding(int(modes.mouseCoding)); // as with mouse
    return input;
}

bool TerminalItem::event(QEvent *event)
{
    // A key that is the program's is no shortcut of the application.
    if (event->type() == QEvent::ShortcutOverride) {
        const KeyMeaning meaning =
            Keys::meaning(pressedKey(*static_cast<QKeyEvent *>(event)), inputModes());
        if (meaning.isFor == KeyMeaning::For::Program && m_process) {
            event->accept();
            return true;
        }
    }
    return QQuickItem::event(event);
}

void TerminalItem::keyPressEvent(QKeyEvent *event)
{
    const KeyMeaning meaning = Keys::meaning(pressedKey(*event), inputModes());
    switch (meaning.isFor) {
    case KeyMeaning::For::Program:
        scrollToEnd();
        restartBlinking();
        send(meaning.bytes);
        break;
    case KeyMeaning::For::View:
        scrollByKey(event->key());
        break;
    case KeyMeaning::For::Application:
        event->setAccepted(takeShortcut(event));
        break;
    case KeyMeaning::For::Nobody:
        event->ignore();
        break;
    }
    updateHover(m_hoverPosition,
                event->key() == Qt::Key_Control ? Qt::ControlModifier : event->modifiers());
}

void TerminalItem::keyReleaseEvent(QKeyEvent *event)
{
    event->ignore();
    if (event->key() == Qt::Key_Control)
        updateHover(m_hoverPosition, {});
}

void TerminalItem::scrollByKey(int key)
{
    switch (key) {
    case Qt::Key_PageUp:
        return scrollBy(-std::max(rows() - 1, 1));
    case Qt::Key_PageDown:
        return scrollBy(std::max(rows() - 1, 1));
    case Qt::Key_Home:
        return setTopRow(0);
    default:
        return scrollToEnd();
    }
}

bool TerminalItem::takeShortcut(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Menu) {
        Q_EMIT menuRequested(cursorRectangle().bottomLeft());
        return true;
    }
    if (event->key() == Qt::Key_Insert) {
        const bool hasPrimary = QGuiApplication::clipboard()->supportsSelection();
        pasteFrom(hasPrimary ? QClipboard::Selection : QClipboard::Clipboard);
        return true;
    }
    if (event->modifiers() != (Qt::ControlModifier | Qt::ShiftModifier))
        return false;
    switch (event->key()) {
    case Qt::Key_C:
        copy();
        return true;
    case Qt::Key_V:
        paste();
        return true;
    case Qt::Key_A:
        selectAll();
        return true;
    default:
        return false;
    }
}

void TerminalItem::focusInEvent(QFocusEvent *event)
{
    QQuickItem::focusInEvent(event);
    send(Keys::focused(true, inputModes()));
    restartBlinking();
    polish();
}

void TerminalItem::focusOutEvent(QFocusEvent *event)
{
    QQuickItem::focusOutEvent(event);
    send(Keys::focused(false, inputModes()));
    restartBlinking();
    polish();
}

void TerminalItem::inputMethodEvent(QInputMethodEvent *event)
{
    m_preedit = event->preeditString();
    if (!event->commitString().isEmpty()) {
        scrollToEnd();
        send(Keys::committed(event->commitString()));
    }
    polish();
    event->accept();
}

QVariant TerminalItem::inputMethodQuery(Qt::InputMethodQuery query) const
{
    switch (query) {
    case Qt::ImEnabled:
        return true;
    case Qt::ImHints: {
        // What is typed is no prose, and while it is not shown nothing may remember it.
        Qt::InputMethodHints hints = Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase;
        if (m_process && m_process->isRunning() && !m_process->isEchoing()
            && m_process->isEditingLines())
            hints |= Qt::ImhHiddenText | Qt::ImhSensitiveData;
        return int(hints);
    }
    case Qt::ImCursorRectangle:
        return cursorRectangle();
    default:
        return {};
    }
}

} // namespace Offspring::Terminal
