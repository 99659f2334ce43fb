// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The mouse in the item: the program's reports, the selection, links and the wheel.

#include "terminalitem.h"

#include "terminalkeys.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QStyleHints>

#include <algorithm>
#include <cmath>

namespace Offspring::Terminal {

namespace {

constexpr int autoScrollTime = 50; // ms for each step

} // namespace

Point TerminalItem::pointAt(const QPointF &position)
{
    const QSize cell = m_atlas.cell();
    const auto row = viewTop() + qint64(std::floor(position.y() * ratio() / cell.height()));
    return {row, position.x() * ratio() / cell.width() / (m_text.isDouble(row) ? 2 : 1)};
}

QPoint TerminalItem::cellAt(const QPointF &position) const
{
    const QSize cell = m_atlas.cell();
    const int column = std::clamp(qFloor(position.x() * ratio() / cell.width()), 0, columns() - 1);
    const int row = std::clamp(qFloor(position.y() * ratio() / cell.height()), 0, rows() - 1);
    return {m_text.isDouble(m_text.top() + row) ? column / 2 : column, row};
}

/// True: it was the program's.
bool TerminalItem::reportMouse(QMouseEvent *event, MouseInput::What what)
{
    MouseInput input;
    input.what = what;
    input.cell = cellAt(event->position());
    input.button = what == MouseInput::What::Move ? Qt::NoButton : event->button();
    input.buttons = event->buttons();
    input.modifiers = event->modifiers();
    // What has left the screen is not the program's any more.
    InputModes modes = inputModes();
    if (!isAtEnd())
        modes.mouse = InputModes::Mouse::Nothing;
    const MouseMeaning meaning = m_mouse.meaning(input, modes);
    if (what == MouseInput::What::Move)
        reply(meaning.bytes);
    else
        send(meaning.bytes);
    return meaning.isFor == MouseMeaning::For::Program;
}

void TerminalItem::mousePressEvent(QMouseEvent *event)
{
    forceActiveFocus(Qt::MouseFocusReason);
    if (reportMouse(event, MouseInput::What::Press))
        return;
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::ControlModifier) {
        if (const auto link = linkAt(event->position())) {
            Q_EMIT linkActivated(link->url);
            return;
        }
    }
    if (event->button() == Qt::LeftButton)
        beginSelection(event);
    else if (event->button() == Qt::RightButton)
        Q_EMIT menuRequested(event->position());
    else if (event->button() == Qt::MiddleButton
             && QGuiApplication::clipboard()->supportsSelection())
        pasteFrom(QClipboard::Selection);
}

void TerminalItem::beginSelection(QMouseEvent *event)
{
    const QStyleHints *const hints = QGuiApplication::styleHints();
    const QPointF moved = event->position() - m_clickPosition;
    const bool isNext = m_clicks > 0 && m_clickTime.isValid()
        && m_clickTime.elapsed() < hints->mouseDoubleClickInterval()
        && moved.manhattanLength() < hints->mouseDoubleClickDistance();
    m_clicks = isNext ? m_clicks % 3 + 1 : 1;
    m_clickTime.start();
    m_clickPosition = event->position();
    m_isSelecting = true;
    const Point point = pointAt(event->position());
    const Qt::KeyboardModifiers modifiers = event->modifiers();
    if (modifiers.testFlag(Qt::ShiftModifier) && m_clicks == 1 && !m_selection.isEmpty()) {
        m_selection.extend(point, m_text.rows());
    } else {
        const bool isBlock = modifiers.testFlag(Qt::AltModifier);
        const Selection::By by = isBlock ? Selection::By::Block
            : m_clicks == 1              ? Selection::By::Character
            : m_clicks == 2              ? Selection::By::Word
                                         : Selection::By::Line;
        m_selection.begin(by, point, m_text.rows());
    }
    noteSelection();
}

void TerminalItem::mouseMoveEvent(QMouseEvent *event)
{
    if (reportMouse(event, MouseInput::What::Move) || !m_isSelecting)
        return;
    m_dragPosition = event->position();
    extendSelection(m_dragPosition);
}

void TerminalItem::extendSelection(const QPointF &position)
{
    const Turn turn(this);
    const qreal rowHeight = m_atlas.cell().height() / ratio();
    const int steps = Selection::autoScroll(position.y(), rows() * rowHeight, rowHeight);
    scrollBy(steps);
    if (steps == 0)
        m_autoScroll.stop();
    else if (!m_autoScroll.isActive())
        m_autoScroll.start(autoScrollTime, this);
    const QPointF inside(position.x(), std::clamp(position.y(), 0.0, rows() * rowHeight - 0.01));
    m_selection.extend(pointAt(steps == 0 ? position : inside), m_text.rows());
    noteSelection();
}

void TerminalItem::mouseReleaseEvent(QMouseEvent *event)
{
    if (reportMouse(event, MouseInput::What::Release) || !m_isSelecting)
        return;
    mouseUngrabEvent();
    if (m_selection.isEmpty())
        return clearSelection();
    QClipboard *const clipboard = QGuiApplication::clipboard();
    if (clipboard->supportsSelection())
        clipboard->setText(selectedText(), QClipboard::Selection);
}

void TerminalItem::mouseUngrabEvent()
{
    m_isSelecting = false;
    m_autoScroll.stop();
}

// Remembers what is selected, to see when it becomes something else.
void TerminalItem::noteSelection()
{
    m_selectedRevisions.clear();
    const qint64 top = m_text.top();
    if (!m_selection.isEmpty()) {
        const qint64 last = std::min(m_selection.to().row, m_text.end() - 1);
        for (qint64 number = std::max(m_selection.from().row, top); number <= last; ++number)
            m_selectedRevisions[number] = m_screen.revision(int(number - top));
    }
    m_wasAlternate = m_screen.isAlternate();
    polish();
    note(News::Selection);
}

void TerminalItem::wheelEvent(QWheelEvent *event)
{
    const QPoint angle = event->angleDelta();
    const bool isVertical = std::abs(angle.y()) >= std::abs(angle.x());
    const int delta = isVertical ? angle.y() : angle.x();
    if ((delta > 0) != (m_wheelRest > 0))
        m_wheelRest = 0;
    m_wheelRest += delta;
    const int lines = std::max(QGuiApplication::styleHints()->wheelScrollLines(), 1);
    MouseInput input;
    input.what = isVertical
        ? (delta > 0 ? MouseInput::What::WheelUp : MouseInput::What::WheelDown)
        : (delta > 0 ? MouseInput::What::WheelLeft : MouseInput::What::WheelRight);
    input.cell = cellAt(event->position());
    input.buttons = event->buttons();
    input.modifiers = event->modifiers();
    input.steps = std::abs(m_wheelRest) / QWheelEvent::DefaultDeltasPerStep;
    input.lines = lines;
    const MouseMeaning meaning = m_mouse.meaning(input, inputModes());
    if (meaning.isFor == MouseMeaning::For::Program) {
        m_wheelRest %= QWheelEvent::DefaultDeltasPerStep;
        send(meaning.bytes);
        return;
    }
    if (event->modifiers() & Qt::ControlModifier) { // the application's: the size of the text
        event->ignore();
        return;
    }
    const int perLine = QWheelEvent::DefaultDeltasPerStep / lines;
    const int moved = m_wheelRest / std::max(perLine, 1);
    m_wheelRest -= moved * perLine;
    scrollBy(-moved);
}

void TerminalItem::hoverMoveEvent(QHoverEvent *event)
{
    const Turn turn(this);
    // Qt Quick tells of an unmoved pointer again with a frame, and not of the modifiers.
    if (event->position() == m_hoverPosition)
        updateHover(m_hoverPosition, m_hoverModifiers);
    else
        updateHover(event->position(), event->modifiers());
    MouseInput input;
    input.what = MouseInput::What::Move;
    input.cell = cellAt(event->position());
    input.modifiers = event->modifiers();
    if (isAtEnd())
        reply(m_mouse.meaning(input, inputModes()).bytes);
}

void TerminalItem::hoverLeaveEvent(QHoverEvent *)
{
    updateHover({-1, -1}, {});
}

} // namespace Offspring::Terminal
