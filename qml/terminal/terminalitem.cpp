// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The item as a property of a document: its font, its colours, its size, its text.

#include "terminalitem.h"

#include "terminalaccessible.h"

#include <QtGui/QCursor>
#include <QtGui/QFontDatabase>
#include <QtGui/QFontInfo>
#include <QtGui/QGuiApplication>
#include <QtGui/QStyleHints>
#include <QtQuick/QQuickWindow>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace Offspring::Terminal {

namespace {

constexpr int smallestText = 4; // pixels, by zooming
constexpr int largestText = 200;
constexpr int longestShowing = 500; // ms that a child waits for the item to be shown

} // namespace

TerminalItem::TerminalItem(QQuickItem *parent)
    : QQuickItem(parent)
    , m_text(m_screen)
{
    // Without a size, so that a document may set it in pixels or in points.
    m_font.setFamilies({QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
    setFlag(ItemHasContents);
    setFlag(ItemAcceptsInputMethod);
    setAcceptedMouseButtons(Qt::AllButtons);
    setAcceptHoverEvents(true);
    setActiveFocusOnTab(true);
    setCursor(Qt::IBeamCursor);
    setFlag(ItemObservesViewport); // where it is between the pixels counts
    connect(QGuiApplication::styleHints(), &QStyleHints::cursorFlashTimeChanged, this, [this] {
        m_textBlink.stop();
        m_isTextBlinkedOff = false;
        restartBlinking();
        polish();
    });
    connect(&m_counting, &QTimer::timeout, this, &TerminalItem::goOnCounting);
    connect(&m_echo, &EchoWatch::echoChanged, this, &TerminalItem::echoChanged);
    connect(&m_echo, &EchoWatch::inputHiddenChanged, this, &TerminalItem::updateHiddenInput);
    TerminalAccessible::install();
    setColors(new TerminalColors(this));
    updateFont();
    m_clock.start();
}

TerminalItem::~TerminalItem()
{
    releaseProcess();
}

void TerminalItem::setFont(const QFont &font)
{
    if (font == m_font)
        return;
    m_font = font;
    updateFont();
    Q_EMIT fontChanged();
}

void TerminalItem::setZoom(int pixels)
{
    if (pixels == m_zoom)
        return;
    m_zoom = pixels;
    updateFont();
    Q_EMIT zoomChanged();
}

void TerminalItem::updateFont()
{
    QFont font = m_font;
    if (m_zoom != 0) {
        const int size = QFontInfo(m_font).pixelSize() + m_zoom;
        font.setPixelSize(std::clamp(size, smallestText, largestText));
    }
    m_atlas.setFont(font, ratio());
    const qreal scale = ratio();
    setImplicitSize(80 * m_atlas.cell().width() / scale, 24 * m_atlas.cell().height() / scale);
    invalidate();
    scheduleResize();
}

void TerminalItem::setScrollbackLines(int lines)
{
    const int limit = std::max(lines, 0);
    if (limit == scrollbackLines())
        return;
    m_screen.setScrollbackLimit(limit);
    invalidate();
    const QPointer<TerminalItem> alive(this);
    Q_EMIT scrollbackLinesChanged();
    if (alive)
        note(News::Scrolled);
}

void TerminalItem::setColors(TerminalColors *colors)
{
    if (colors == m_colors)
        return;
    if (m_colors)
        m_colors->disconnect(this);
    m_colors = colors;
    if (colors)
        connect(colors, &TerminalColors::changed, this, &TerminalItem::updateColours);
    updateColours();
    Q_EMIT colorsChanged();
}

void TerminalItem::updateColours()
{
    const TerminalColors defaults;
    const TerminalColors &colours = m_colors ? *m_colors : defaults;
    m_screen.setDefaultColours(colours.palette());
    m_rowColours = colours.rowColours();
    invalidate();
}

void TerminalItem::setWordCharacters(const QString &characters)
{
    if (characters == wordCharacters())
        return;
    m_selection.setWordCharacters(characters);
    Q_EMIT wordCharactersChanged();
}

void TerminalItem::componentComplete()
{
    QQuickItem::componentComplete();
    TerminalAccessible::join(this);
    scheduleResize();
}

void TerminalItem::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    if (now.size() != before.size())
        scheduleResize();
}

// Width and height are often set one after the other, and the child shall hear of one size.
void TerminalItem::scheduleResize()
{
    if (!isComponentComplete() || std::exchange(m_isResizeDue, true))
        return;
    QMetaObject::invokeMethod(this, &TerminalItem::resizeGrid, Qt::QueuedConnection);
}

void TerminalItem::resizeGrid()
{
    const QPointer<TerminalItem> alive(this);
    m_isResizeDue = false;
    const QSize cell = m_atlas.cell();
    const int columns = qFloor(width() * ratio() / cell.width() + 0.01);
    const int rows = qFloor(height() * ratio() / cell.height() + 0.01);
    // An item without a size is one that is not laid out yet, or hidden by its height: what is on
    // the screen would be lost.
    const bool hasSize = columns > 0 && rows > 0;
    if (hasSize && (columns != this->columns() || rows != this->rows())) {
        const Turn turn(this);
        // Rows keep their numbers as long as they are not wrapped anew.
        const bool keepsRows = columns == this->columns() && !m_screen.isAlternate();
        m_screen.resize(columns, rows);
        if (keepsRows)
            keepPlace();
        else
            clearSelection();
        if (!keepsRows || m_top >= m_text.top())
            m_top = -1;
        invalidate();
        note(News::Grid);
        note(News::Scrolled);
    }
    if (!alive)
        return;
    if (m_isHolding && !m_isShown) { // what lays it out has not done so yet
        if (!m_showing.isActive())
            m_showing.start(longestShowing, Qt::PreciseTimer, this);
        return;
    }
    if (m_process) {
        m_process->setTerminalSize(this->rows(), this->columns(), this->rows() * cell.height(),
                                   this->columns() * cell.width());
    }
    if (alive)
        releaseProcess();
}

// After rows may have been dropped and others may have changed between screen and scrollback.
void TerminalItem::keepPlace()
{
    if (m_top >= 0)
        m_top = std::max(m_top, m_text.first());
    m_selection.rowsDropped(m_text.first());
    if (m_selection.isActive())
        noteSelection();
}

QString TerminalItem::selectedText() const
{
    return m_selection.text(m_text.rows());
}

QString TerminalItem::text() const
{
    const TextRows rows = m_text.rows();
    Selection all;
    all.selectAll(rows);
    QString text = all.text(rows);
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

void TerminalItem::selectAll()
{
    m_selection.selectAll(m_text.rows());
    noteSelection();
}

void TerminalItem::clearSelection()
{
    if (!m_selection.isActive())
        return;
    const Turn turn(this);
    setSelectingByKeys(false);
    m_selection.clear();
    noteSelection();
}

void TerminalItem::clearScrollback()
{
    const Turn turn(this);
    m_screen.clearScrollback();
    m_top = -1;
    if (m_selection.rowsDropped(m_text.first()))
        noteSelection();
    polish();
    note(News::Scrolled);
}

void TerminalItem::reset()
{
    const QPointer<TerminalItem> alive(this);
    {
        const Turn turn(this);
        m_screen.reset();
        m_screen.feed("\033]2;\033\\"); // the title, which xterm's own reset leaves
        clearSelection();
        scrollToEnd();
        invalidate();
    }
    if (alive)
        tellNews();
}

void TerminalItem::note(News news)
{
    const Turn turn(this);
    m_news |= 1U << unsigned(news);
}

void TerminalItem::tell()
{
    using Signal = void (TerminalItem::*)();
    constexpr std::array<Signal, 6> signalOf{
        &TerminalItem::gridChanged,        &TerminalItem::keyboardSelectionChanged,
        &TerminalItem::selectionChanged,   &TerminalItem::scrolled,
        &TerminalItem::hoveredLinkChanged, &TerminalItem::matchesChanged,
    };
    const QPointer<TerminalItem> alive(this);
    for (size_t i = 0; alive && i < signalOf.size(); ++i) {
        const unsigned bit = 1U << i;
        if (m_news & bit) {
            m_news &= ~bit;
            Q_EMIT(this->*signalOf[i])();
        }
    }
}

// All rows are to be painted anew.
void TerminalItem::invalidate()
{
    ++m_look;
    polish();
}

} // namespace Offspring::Terminal
