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
    row.size = LineSize::Single;
}

void Grid::eraseRows(int from, int to, quint32 style)
{
    for (int y = from; y < to; ++y)
        clear(row(y), style);
}

void Grid::insertCells(int y, int x, int count, quint32 style, int end)
{
    Row &each = row(y);
    count = qMin(count, end - x);
    split(each, x);
    split(each, end - count);
    split(each, end);
    each.isWrapped = false;
    each.isChanged = true;
    if (x < each.used) {
        const int last = qMin(each.used, end - count);
        std::copy_backward(each.cells + x, each.cells + last, each.cells + last + count);
        each.used = qMax(each.used > end ? each.used : 0, last + count);
    }
    std::fill_n(each.cells + x, count, Cell{0, style});
    if (style != 0)
        each.used = qMax(each.used, x + count);
}

void Grid::deleteCells(int y, int x, int count, quint32 style, int end)
{
    Row &each = row(y);
    count = qMin(count, end - x);
    split(each, x);
    split(each, x + count);
    split(each, end);
    each.isWrapped = false;
    each.isChanged = true;
    if (each.used > end) {
        std::copy(each.cells + x + count, each.cells + end, each.cells + x);
        std::fill_n(each.cells + end - count, count, Cell{0, style});
        return;
    }
    if (x + count < each.used)
        std::copy(each.cells + x + count, each.cells + each.used, each.cells + x);
    // What is behind the used cells moved in as well.
    const int moved = qMax(each.used - count, x);
    if (moved < each.used)
        std::fill(each.cells + moved, each.cells + each.used, Cell{});
    each.used = qMin(each.used, moved);
    if (style != 0) {
        std::fill_n(each.cells + end - count, count, Cell{0, style});
        each.used = end;
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

void Grid::scrollColumns(int top, int bottom, int left, int right, int count, quint32 style)
{
    const int height = bottom + 1 - top;
    const bool isUp = count > 0;
    count = qMin(qAbs(count), height);
    for (int y = top; y <= bottom; ++y) {
        Row &each = row(y);
        split(each, left);
        split(each, right + 1);
        each.isWrapped = false;
        each.isChanged = true;
    }
    for (int i = 0; i < height; ++i) {
        const int y = isUp ? top + i : bottom - i;
        if (i >= height - count) {
            erase(y, left, right + 1, style);
            continue;
        }
        const Row &from = row(isUp ? y + count : y - count);
        Row &to = row(y);
        std::copy(from.cells + left, from.cells + right + 1, to.cells + left);
        to.used = qMax(to.used, right + 1);
    }
}

void Grid::fill(quint32 text)
{
    for (Row *each : m_order) {
        std::fill_n(each->cells, m_columns, Cell{text, 0});
        each->used = m_columns;
        each->isWrapped = false;
        each->isChanged = true;
        each->size = LineSize::Single;
    }
}

void Grid::setRow(int y, const Cell *cells, int count, bool isWrapped, PromptMark mark,
                  LineSize size)
{
    Row &each = row(y);
    each.used = qMin(count, m_columns);
    std::copy_n(cells, each.used, each.cells);
    // A character whose second half is cut.
    if (each.used > 0 && each.used < count && each.cells[each.used - 1].isWide())
        each.cells[each.used - 1] = {};
    each.isWrapped = isWrapped;
    each.mark = mark;
    each.size = size;
}

Grid Grid::resized(int columns, int rows, int firstKept) const
{
    Grid result(columns, rows);
    for (int y = 0; y < rows && y + firstKept < this->rows(); ++y) {
        const Row &from = row(y + firstKept);
        result.setRow(y, from.cells, from.used, from.isWrapped && columns == m_columns, from.mark,
                      from.size);
    }
    return result;
}

} // namespace Offspring::Terminal
