// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What the item shows: the rows of the view, each a picture that is painted when its cells change
// and moves when they scroll.

#include "terminalitem.h"

#include "rowsnode.h"
#include "terminalaccessible.h"

#include <QtCore/QTimerEvent>
#include <QtGui/QGuiApplication>
#include <QtQuick/QQuickWindow>

#include <algorithm>
#include <utility>

namespace Offspring::Terminal {

namespace {

constexpr int longestHold = 150; // ms of a synchronized update

/// A row that has room for half as many characters: its left half, and of that the upper or the
/// lower half if it shows one of a line that is twice as high.
QImage enlarged(const QImage &row, LineSize size)
{
    const int height = size == LineSize::DoubleWidth ? row.height() : (row.height() + 1) / 2;
    const int top = size == LineSize::BottomHalf ? row.height() - height : 0;
    return row.copy(0, top, row.width() / 2, height)
        .scaled(row.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_RGB32);
}

} // namespace

qreal TerminalItem::ratio() const
{
    return window() ? window()->effectiveDevicePixelRatio() : qGuiApp->devicePixelRatio();
}

qint64 TerminalItem::viewTop()
{
    return m_top < 0 ? m_text.top() : m_top;
}

bool TerminalItem::showsCursor() const
{
    return m_screen.cursor().isVisible && !m_isBlinkedOff && m_process && m_process->isRunning();
}

/// With its row's number: the mark of who selects by keys, else the cursor.
std::optional<std::pair<qint64, Screen::Cursor>> TerminalItem::shownCursor()
{
    if (m_isSelectingByKeys) {
        const Place mark = m_selection.head();
        return std::pair(mark.row,
                         Screen::Cursor{mark.column, 0, true, false, Screen::CursorShape::Bar});
    }
    if (!showsCursor())
        return {};
    const Screen::Cursor cursor = m_screen.cursor();
    return std::pair(m_text.top() + cursor.y, cursor);
}

TerminalItem::RowKey TerminalItem::keyOf(qint64 number)
{
    RowKey key;
    key.look = m_look;
    const qint64 top = m_text.top();
    if (number >= top)
        key.cells = qint64(m_screen.revision(int(number - top)));
    else
        key.cells = -2 - number;
    const Selection::Columns selected =
        m_selection.isEmpty() ? Selection::Columns() : m_selection.columns(number, m_text.rows());
    key.selectedBegin = selected.begin;
    key.selectedEnd = selected.end;
    if (!m_hoveredLink.isEmpty() && number >= m_hoveredPlaces.first.row
        && number <= m_hoveredPlaces.second.row) {
        const auto &[from, to] = m_hoveredPlaces;
        key.linkBegin = number == from.row ? from.column : 0;
        key.linkEnd = number == to.row ? to.column : columns();
    }
    if (const auto shown = shownCursor(); shown && shown->first == number) {
        const Screen::Cursor &cursor = shown->second;
        key.cursor = cursor.x;
        key.cursorLook = int(cursor.shape) * 4 + int(hasActiveFocus()) * 2 + int(m_isInputHidden);
        key.preedit = m_preedit;
    }
    return key;
}

/// It looks as it would if it were painted now.
bool TerminalItem::isPainted(const PaintedSlot &slot, const RowKey &key) const
{
    return slot.key == key && (!slot.blinks || slot.isBlinkedOff == m_isTextBlinkedOff);
}

void TerminalItem::paintSlot(PaintedSlot &slot, qint64 number)
{
    const QSize size(columns() * m_atlas.cell().width(), m_atlas.cell().height());
    if (slot.image.size() != size)
        slot.image = QImage(size, QImage::Format_RGB32);
    const ScreenText::Cells cells = m_text.cells(number);
    PaintedRow row;
    row.cells = cells.cells;
    row.used = cells.used;
    row.selected = {slot.key.selectedBegin, slot.key.selectedEnd};
    row.link = {slot.key.linkBegin, slot.key.linkEnd};
    row.hasFocus = hasActiveFocus();
    row.preedit = slot.key.preedit;
    row.isBlinkedOff = m_isTextBlinkedOff;
    if (const auto shown = slot.key.cursor >= 0 ? shownCursor() : std::nullopt) {
        row.cursor = shown->second;
        row.isInputHidden = m_isInputHidden && !m_isSelectingByKeys;
    }
    slot.blinks = RowPainter(m_atlas, m_screen, m_rowColours).paint(row, slot.image);
    if (cells.size != LineSize::Single)
        slot.image = enlarged(slot.image, cells.size);
    slot.isBlinkedOff = m_isTextBlinkedOff;
    slot.isNew = true;
}

// What is selected is what was seen: where it has become another text, nothing is selected.
void TerminalItem::checkSelection()
{
    bool isChanged = false;
    if (m_wasAlternate != m_screen.isAlternate()) {
        m_wasAlternate = m_screen.isAlternate();
        isChanged = m_selection.isActive();
        m_selection.clear();
        setSelectingByKeys(false);
    }
    const qint64 top = m_text.top();
    for (const auto &[number, revision] : m_selectedRevisions) {
        const bool isOnScreen = number >= top && number < m_text.end();
        if (isOnScreen && m_screen.revision(int(number - top)) != revision)
            isChanged = m_selection.rowsChanged(number, number + 1) || isChanged;
    }
    if (!m_selection.isActive())
        setSelectingByKeys(false);
    if (isChanged)
        noteSelection();
}

void TerminalItem::showSoon()
{
    if (m_isPictureDue || m_nextPicture.isActive())
        return;
    if (const qint64 pause = m_pace.pause(m_clock.elapsed()); pause > 0) {
        m_nextPicture.start(int(pause), Qt::PreciseTimer, this);
        return;
    }
    m_isPictureDue = true;
    polish();
}

/// What comes now may be the answer to a key.
void TerminalItem::hurry()
{
    const qint64 now = m_clock.elapsed();
    m_pace.type(now);
    if (m_nextPicture.isActive())
        m_nextPicture.start(int(m_pace.pause(now)), Qt::PreciseTimer, this);
}

// The window polishes one item after the other, so what is news waits for the event loop.
void TerminalItem::updatePolish()
{
    ++m_turns;
    m_pace.show(m_clock.elapsed());
    m_isPictureDue = false;
    if (m_nextPicture.isActive()) { // something else has had this one made
        m_nextPicture.stop();
        note(News::Scrolled);
    }
    if (isVisible()) // otherwise it is painted when it is
        paintRows();
    --m_turns;
    if (m_news != 0)
        QMetaObject::invokeMethod(this, &TerminalItem::tell, Qt::QueuedConnection);
}

void TerminalItem::paintRows()
{
    const Modes &modes = m_screen.modes();
    m_isHoldOver = m_isHoldOver && modes.synchronized;
    if (modes.synchronized && !m_isHoldOver) {
        if (!m_hold.isActive())
            m_hold.start(longestHold, Qt::PreciseTimer, this);
        return;
    }
    m_hold.stop();
    if (m_paletteRevision != m_screen.palette().revision()
        || m_wasReversed != modes.reverseScreen) {
        m_paletteRevision = m_screen.palette().revision();
        m_wasReversed = modes.reverseScreen;
        ++m_look;
    }
    checkSelection();
    if (mayBlink() != m_blink.isActive())
        restartBlinking();

    const qint64 top = viewTop();
    for (const int slot : placeSlots())
        paintSlot(m_slots[size_t(slot)], top + m_slots[size_t(slot)].y);
    updateTextBlinking();
    TerminalAccessible::update(this, m_readText);
    update();
}

/// Gives each row of the view a slot, one with its picture if there is. Returns those that are to
/// be painted.
std::vector<int> TerminalItem::placeSlots()
{
    const size_t count = size_t(rows());
    std::vector<PaintedSlot> before = std::exchange(m_slots, {});
    before.resize(count); // superfluous ones go, missing ones are to be painted
    std::vector<int> rowOf(count, -1); // of each slot
    std::vector<RowKey> wanted;
    std::vector<bool> isFound(count, false);
    const qint64 top = viewTop();
    for (size_t y = 0; y < count; ++y) {
        wanted.push_back(keyOf(top + qint64(y)));
        for (size_t slot = 0; slot < count && !isFound[y]; ++slot) {
            if (rowOf[slot] < 0 && isPainted(before[slot], wanted[y])) {
                rowOf[slot] = int(y);
                isFound[y] = true;
            }
        }
    }
    m_slots = std::move(before);
    std::vector<int> unpainted;
    size_t free = 0;
    for (size_t y = 0; y < count; ++y) {
        if (isFound[y])
            continue;
        while (rowOf[free] >= 0)
            ++free;
        rowOf[free] = int(y);
        m_slots[free].key = wanted[y];
        unpainted.push_back(int(free));
    }
    for (size_t slot = 0; slot < count; ++slot)
        m_slots[slot].y = rowOf[slot];
    return unpainted;
}

QSGNode *TerminalItem::updatePaintNode(QSGNode *old, UpdatePaintNodeData *)
{
    // An item that is not visible gets here, too, and may not be laid out yet.
    if (isVisible() && !std::exchange(m_isShown, true))
        scheduleResize();
    auto *node = static_cast<RowsNode *>(old);
    const bool isNew = !node;
    if (isNew)
        node = new RowsNode(window());
    const QRgb background = m_screen.palette().named(
        m_screen.modes().reverseScreen ? Palette::Foreground : Palette::Background);
    node->setBackground(boundingRect(), QColor::fromRgb(background));
    node->setCount(m_slots.size());
    const qreal scale = ratio();
    const qreal height = m_atlas.cell().height() / scale;
    // At a place between the pixels each of them would be in two.
    const QPointF origin = mapToScene({}) * scale;
    const QPointF shift = (origin.toPoint() - origin) / scale;
    for (size_t i = 0; i < m_slots.size(); ++i) {
        PaintedSlot &slot = m_slots[i];
        if (slot.image.isNull())
            continue;
        if (isNew || slot.isNew)
            node->setRow(i, window(), slot.image);
        slot.isNew = false;
        node->moveRow(i,
                      {shift.x(), slot.y * height + shift.y(), slot.image.width() / scale, height});
    }
    return node;
}

void TerminalItem::itemChange(ItemChange change, const ItemChangeData &data)
{
    QQuickItem::itemChange(change, data);
    if (change == ItemDevicePixelRatioHasChanged || (change == ItemSceneChange && data.window))
        updateFont();
    if (change == ItemVisibleHasChanged) {
        m_isShown = false; // what lays it out may do so anew
        polish();
        update();
    }
}

QRectF TerminalItem::cursorRectangle() const
{
    const Screen::Cursor cursor = m_screen.cursor();
    const qreal scale = ratio();
    const QSize cell = m_atlas.cell();
    const qint64 top = m_top < 0 ? m_text.top() : m_top;
    const qreal y = qreal(m_text.top() + cursor.y - top);
    const int width = cell.width() * (m_text.isDouble(m_text.top() + cursor.y) ? 2 : 1);
    return {cursor.x * width / scale, y * cell.height() / scale, width / scale,
            cell.height() / scale};
}

bool TerminalItem::isSeen() const
{
    return isVisible() && window() && window()->isExposed();
}

void TerminalItem::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_blink.timerId()) {
        m_isBlinkedOff = !m_isBlinkedOff && --m_blinksLeft > 0 && mayBlink();
        if (!mayBlink())
            m_blink.stop(); // until a key is typed, or it is seen again
        polish();
    } else if (event->timerId() == m_nextPicture.timerId()) {
        m_nextPicture.stop();
        m_isPictureDue = true;
        polish();
        note(News::Scrolled);
    } else if (event->timerId() == m_textBlink.timerId()) {
        m_isTextBlinkedOff = !m_isTextBlinkedOff;
        if (!isSeen())
            m_textBlink.stop(); // it goes on when it is painted again
        polish();
    } else if (event->timerId() == m_hold.timerId()) {
        m_hold.stop();
        m_isHoldOver = true;
        polish();
    } else if (event->timerId() == m_showing.timerId()) {
        m_showing.stop();
        m_isShown = true;
        scheduleResize();
    } else if (event->timerId() == m_autoScroll.timerId()) {
        extendSelection(m_dragPosition);
    } else {
        QQuickItem::timerEvent(event);
    }
}

} // namespace Offspring::Terminal
