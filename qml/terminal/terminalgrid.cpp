// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalgrid.h"

#include <algorithm>

namespace Offspring::Terminal {

Grid::Grid(int columns, int rows)
    : m_columns(columns)
    , m_cells(std::make_unique<Cell[]>(size_t(columns) * size_t(rows)))
    , m_rows(size_t(rows))
    , m_order(size_t(rows))
{
    for (size_t y = 0; y < m_rows.size(); ++y) {
        m_rows[y].cells = m_cells.get() + y * size_t(columns);
        m_order[y] = &m_rows[y];
    }
}

void Grid::splitWide(Row &row, int x)
{
    row.cells[x - 1] = {};
    row.cells[x] = {};
    row.isChanged = true;
}

void Grid::erase(int y, int from, int to, quint32 style)
{
    Row &each = row(y);
    split(each, from);
    split(each, to);
    each.isChanged = true;
    if (to == m_columns)
        each.isWrapped = false;
    const int end = style == 0 ? qMin(to, each.used) : to;
    if (from < end)
        std::fill(each.cells + from, each.cells + end, Cell{0, style});
    if (style != 0)
        each.used = qMax(each.used, to);
    else if (to >= each.used)
        each.used = qMin(each.used, from);
}

void Grid::clear(Row &row, quint32 style)
{
    if (style == 0) {
        std::fill_n(row.cells, row.used, Cell{});
        row.used = 0;
    } else {
        std::fill_n(row.cells, m_columns, Cell{0, style});
        row.used = m_columns;
    }
    row.isWrapped = false;
    row.isChanged = true;
    row.mark = PromptMark::None;
}

void Grid::eraseRows(int from, int to, quint32 style)
{
    for (int y = from; y < to; ++y)
        clear(row(y), style);
}

void Grid::insertCells(int y, int x, int count, quint32 style)
{
    Row &each = row(y);
    count = qMin(count, m_columns - x);
    split(each, x);
    split(each, m_columns - count);
    each.isWrapped = false;
    each.isChanged = true;
    if (x < each.used) {
        const int end = qMin(each.used, m_columns - count);
        std::copy_backward(each.cells + x, each.cells + end, each.cells + end + count);
        each.used = end + count;
    }
    std::fill_n(each.cells + x, count, Cell{0, style});
    if (style != 0)
        each.used = qMax(each.used, x + count);
}

void Grid::deleteCells(int y, int x, int count, quint32 style)
{
    Row &each = row(y);
    count = qMin(count, m_columns - x);
    split(each, x);
    split(each, x + count);
    if (x + count < each.used)
        std::copy(each.cells + x + count, each.cells + each.used, each.cells + x);
    // What is behind the used cells moved in as well.
    const int moved = qMax(each.used - count, x);
    if (moved < each.used)
        std::fill(each.cells + moved, each.cells + each.used, Cell{});
    each.used = qMin(each.used, moved);
    each.isWrapped = false;
    each.isChanged = true;
    if (style != 0) {
        std::fill_n(each.cells + m_columns - count, count, Cell{0, style});
        each.used = m_columns;
    }
}

void Grid::scrollUp(int top, int bottom, int count, quint32 style)
{
    const auto begin = m_order.begin() + top;
    const auto end = m_order.begin() + bottom + 1;
    count = qMin(count, bottom + 1 - top);
    if (top > 0)
        row(top - 1).isWrapped = false;
    row(bottom).isWrapped = false;
    if (count == 1) {
        Row *const first = *begin;
        std::copy(begin + 1, end, begin);
        *(end - 1) = first;
    } else {
        std::rotate(begin, begin + count, end);
    }
    eraseRows(bottom + 1 - count, bottom + 1, style);
}

void Grid::scrollDown(int top, int bottom, int count, quint32 style)
{
    const auto begin = m_order.begin() + top;
    const auto end = m_order.begin() + bottom + 1;
    count = qMin(count, bottom + 1 - top);
    if (top > 0)
        row(top - 1).isWrapped = false;
    std::rotate(begin, end - count, end);
    row(bottom).isWrapped = false;
    eraseRows(top, top + count, style);
}

void Grid::fill(quint32 text)
{
    for (Row *each : m_order) {
        std::fill_n(each->cells, m_columns, Cell{text, 0});
        each->used = m_columns;
        each->isWrapped = false;
        each->isChanged = true;
    }
}

void Grid::setRow(int y, const Cell *cells, int count, bool isWrapped, PromptMark mark)
{
    Row &each = row(y);
    each.used = qMin(count, m_columns);
    std::copy_n(cells, each.used, each.cells);
    // A character whose second half is cut.
    if (each.used > 0 && each.used < count && each.cells[each.used - 1].isWide())
        each.cells[each.used - 1] = {};
    each.isWrapped = isWrapped;
    each.mark = mark;
}

Grid Grid::resized(int columns, int rows, int firstKept) const
{
    Grid result(columns, rows);
    for (int y = 0; y < rows && y + firstKept < this->rows(); ++y) {
        const Row &from = row(y + firstKept);
        result.setRow(y, from.cells, from.used, from.isWrapped && columns == m_columns, from.mark);
    }
    return result;
}

} // namespace Offspring::Terminal
