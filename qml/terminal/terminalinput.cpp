// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Keys and input methods of the item.

#include "terminalitem.h"

#include "terminalkeys.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QInputMethod>
#include <QtGui/QKeyEvent>

#include <algorithm>

namespace Offspring::Terminal {

namespace {

/// What a key moves the mark by, while keys select.
std::optional<Selection::Movement> movementOf(const QKeyEvent &event)
{
    using Movement = Selection::Movement;
    const bool isControl = event.modifiers().testFlag(Qt::ControlModifier);
    switch (event.key()) {
    case Qt::Key_Left:
        return isControl ? Movement::WordLeft : Movement::Left;
    case Qt::Key_Right:
        return isControl ? Movement::WordRight : Movement::Right;
    case Qt::Key_Up:
        return Movement::Up;
    case Qt::Key_Down:
        return Movement::Down;
    case Qt::Key_Home:
        return isControl ? Movement::Top : Movement::LineBegin;
    case Qt::Key_End:
        return isControl ? Movement::Bottom : Movement::LineEnd;
    case Qt::Key_PageUp:
        return Movement::PageUp;
    case Qt::Key_PageDown:
        return Movement::PageDown;
    default:
        return {};
    }
}

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt
        || key == Qt::Key_AltGr || key == Qt::Key_Meta;
}

/// To programs it is but Tab, so an application that has tabs to go through may have it.
bool goesThroughTabs(const QKeyEvent &event)
{
    return event.modifiers().testFlag(Qt::ControlModifier)
        && (event.key() == Qt::Key_Tab || event.key() == Qt::Key_Backtab);
}

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
    input.backspaceSendsBackspace = modes.backarrowSendsBackspace;
    input.returnSendsNewline = modes.newline;
    input.bracketedPaste = modes.bracketedPaste;
    input.focusReports = modes.focusEvents;
    input.promptMarks = m_screen.hasPrompts();
    input.alternateScreen = m_screen.isAlternate();
    input.alternateScroll = modes.alternateScroll;
    input.mouse = InputModes::Mouse(int(modes.mouse)); // the same five, in the same order
    input.mouseCoding = InputModes::MouseCoding(int(modes.mouseCoding)); // as with mouse
    return input;
}

/// There is a child that takes them, or will be at once.
bool TerminalItem::takesKeys() const
{
    return m_process && (m_process->isRunning() || m_process->isToStart());
}

bool TerminalItem::event(QEvent *event)
{
    // A key that is the program's is no shortcut of the application.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto &key = *static_cast<QKeyEvent *>(event);
        const KeyMeaning meaning = Keys::meaning(pressedKey(key), inputModes());
        const bool isForProgram =
            meaning.isFor == KeyMeaning::For::Program && takesKeys() && !goesThroughTabs(key);
        if (isForProgram || m_isSelectingByKeys) {
            event->accept();
            return true;
        }
    }
    return QQuickItem::event(event);
}

void TerminalItem::keyPressEvent(QKeyEvent *event)
{
    const QPointer<TerminalItem> alive(this);
    if (m_isSelectingByKeys && (selectByKey(event) || !alive))
        return;
    KeyMeaning meaning = Keys::meaning(pressedKey(*event), inputModes());
    if (meaning.isFor == KeyMeaning::For::Program && !takesKeys())
        meaning.isFor = KeyMeaning::For::Nobody;
    switch (meaning.isFor) {
    case KeyMeaning::For::Program: {
        const Turn turn(this);
        scrollToEnd();
        restartBlinking();
        hurry();
        send(meaning.bytes);
        break;
    }
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
    if (!alive)
        return;
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
    case Qt::Key_Up:
        scrollToPrompt(true);
        return;
    case Qt::Key_Down:
        scrollToPrompt(false);
        return;
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
    if (takeZoom(event))
        return true;
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
    case Qt::Key_Space:
        setSelectingByKeys(true);
        return true;
    default:
        return false;
    }
}

bool TerminalItem::takeZoom(QKeyEvent *event)
{
    // Plus is a shifted key on some keyboards, and Equal is where it is on others.
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return false;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        setZoom(m_zoom + 1);
        return true;
    case Qt::Key_Minus:
        setZoom(m_zoom - 1);
        return true;
    case Qt::Key_0:
        setZoom(0);
        return true;
    default:
        return false;
    }
}

void TerminalItem::setSelectingByKeys(bool isSelecting)
{
    if (isSelecting == m_isSelectingByKeys)
        return;
    const Turn turn(this);
    m_isSelectingByKeys = isSelecting;
    if (isSelecting && m_selection.isEmpty()) {
        const Screen::Cursor cursor = m_screen.cursor();
        m_selection.begin(Selection::By::Character, {m_text.top() + cursor.y, double(cursor.x)},
                          m_text.rows());
    }
    if (isSelecting)
        showRow(m_selection.head().row);
    polish();
    note(News::KeyboardSelection);
}

/// False: the key does something else.
bool TerminalItem::selectByKey(QKeyEvent *event)
{
    if (isModifier(event->key()))
        return true;
    const Turn turn(this);
    const bool isCopying = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isCopying || event->key() == Qt::Key_Escape) {
        if (isCopying)
            copy();
        clearSelection();
        return true;
    }
    const std::optional<Selection::Movement> movement = movementOf(*event);
    if (!movement) {
        setSelectingByKeys(false);
        return false;
    }
    const TextRows text = m_text.rows();
    m_selection.move(*movement, std::max(rows() - 1, 1), text);
    if (!event->modifiers().testFlag(Qt::ShiftModifier)) {
        const Place mark = m_selection.head();
        m_selection.begin(Selection::By::Character, {mark.row, double(mark.column)}, text);
    }
    showRow(m_selection.head().row);
    noteSelection();
    return true;
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
    const Turn turn(this);
    m_preedit = event->preeditString();
    if (!event->commitString().isEmpty()) {
        scrollToEnd();
        hurry();
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
        if (m_isInputHidden)
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
