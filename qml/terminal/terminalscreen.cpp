// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalscreen.h"

#include <utility>

namespace Offspring::Terminal {

Screen::Screen(int columns, int rows, int scrollbackLimit)
    : m_parser(*this)
    , m_columns(qBound(1, columns, maximalSize))
    , m_rows(qBound(1, rows, maximalSize))
    , m_primary(std::make_unique<Grid>(m_columns, m_rows))
    , m_grid(m_primary.get())
    , m_scrollback(qMax(scrollbackLimit, 0))
    , m_bottom(m_rows - 1)
    , m_right(m_columns - 1)
{
    for (int x = 0; x < m_columns; ++x)
        m_tabs.push_back(x % 8 == 0);
}

Screen::~Screen() = default;

void Screen::reset()
{
    m_parser.reset();
    m_alternate.reset();
    m_grid = m_primary.get();
    m_grid->eraseRows(0, m_rows, 0);
    m_x = 0;
    m_y = 0;
    m_isWrapPending = false;
    resetMargins();
    for (int x = 0; x < m_columns; ++x)
        m_tabs[size_t(x)] = x % 8 == 0;
    m_pen = {};
    m_penIndex = 0;
    m_eraseIndex = 0;
    m_charsets = {};
    m_singleShift = 0;
    m_last = 0;
    m_isGuarded = false;
    m_saved[0] = {};
    m_saved[1] = {};
    m_modes = {};
    m_cursorShape = CursorShape::Block;
    m_palette.reset();
    m_titles.clear();
}

Screen::Cursor Screen::cursor() const
{
    Cursor result;
    result.x = m_x;
    result.y = m_y;
    result.isVisible = m_modes.cursorVisible;
    result.blinks = m_modes.cursorBlinks;
    result.shape = m_cursorShape;
    return result;
}

quint64 Screen::revision(int y)
{
    Row &row = m_grid->row(y);
    if (std::exchange(row.isChanged, false))
        row.revision = ++m_revision;
    return row.revision;
}

void Screen::appendText(const Cell &cell, std::u32string &text) const
{
    if (cell.isCluster())
        text += m_clusters.text(cell.value());
    else
        text += cell.isErased() ? U' ' : char32_t(cell.value());
}

std::optional<Screen::ClipboardText> Screen::takeClipboardText()
{
    return std::exchange(m_clipboardText, {});
}

QByteArray Screen::takeReplies()
{
    return std::exchange(m_replies, {});
}

// The index of the pen's style is looked for when something is written: programs set many styles
// without writing in them.
quint32 Screen::penStyle()
{
    if (m_penIndex < 0) {
        if (m_styles.isFull())
            sweepStyles();
        m_penIndex = m_styles.insert(m_pen);
    }
    return quint32(m_penIndex);
}

quint32 Screen::eraseStyle()
{
    if (m_eraseIndex < 0) {
        Style style;
        style.background = m_pen.background;
        if (m_styles.isFull())
            sweepStyles();
        m_eraseIndex = m_styles.insert(style);
    }
    return quint32(m_eraseIndex);
}

void Screen::sweepStyles()
{
    std::vector<bool> isUsed(m_styles.end());
    isUsed[0] = true;
    for (const Grid *grid : {m_primary.get(), m_alternate.get()}) {
        for (int y = 0; grid && y < grid->rows(); ++y) {
            const Row &row = grid->row(y);
            for (int x = 0; x < row.used; ++x)
                isUsed[row.cells[x].style] = true;
        }
    }
    m_scrollback.markStyles(isUsed);
    for (const qint64 index : {m_penIndex, m_eraseIndex}) {
        if (index >= 0)
            isUsed[size_t(index)] = true;
    }
    m_styles.sweep(isUsed);

    std::vector<bool> isLinkUsed(m_links.end());
    for (quint32 index = 0; index < m_styles.end(); ++index) {
        if (isUsed[index])
            isLinkUsed[m_styles.style(index).link] = true;
    }
    for (const Style &style : {m_pen, m_saved[0].style, m_saved[1].style})
        isLinkUsed[style.link] = true;
    m_links.sweep(isLinkUsed);
}

quint32 Screen::cluster(std::u32string_view text)
{
    if (m_clusters.isFull())
        sweepClusters();
    return m_clusters.insert(text) | Cell::clusterBit;
}

void Screen::sweepClusters()
{
    std::vector<bool> isUsed(m_clusters.end());
    for (const Grid *grid : {m_primary.get(), m_alternate.get()}) {
        for (int y = 0; grid && y < grid->rows(); ++y) {
            const Row &row = grid->row(y);
            for (int x = 0; x < row.used; ++x) {
                if (row.cells[x].isCluster())
                    isUsed[row.cells[x].value()] = true;
            }
        }
    }
    m_clusters.sweep(isUsed);
}

} // namespace Offspring::Terminal
