// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALGRID_H
#define OFFSPRING_TERMINAL_TERMINALGRID_H

#include "terminalrow.h"

#include <memory>
#include <vector>

namespace Offspring::Terminal {

/// The rows of a screen. They move without their cells. A character of two cells is never left with
/// one half: what touches a half erases the other one.
class Grid
{
public:
    Grid(int columns, int rows);

    int columns() const { return m_columns; }
    int rows() const { return int(m_order.size()); }
    Row &row(int y) { return *m_order[size_t(y)]; }
    const Row &row(int y) const { return *m_order[size_t(y)]; }

    /// Makes \a x a border between characters.
    void split(Row &row, int x)
    {
        if (x > 0 && x < row.used && row.cells[x].isTail())
            splitWide(row, x);
    }
    /// Erases the cells from \a from to before \a to, with \a style.
    void erase(int y, int from, int to, quint32 style);
    void eraseRows(int from, int to, quint32 style);
    /// Cells before \a end move; those that leave there are lost.
    void insertCells(int y, int x, int count, quint32 style, int end);
    void deleteCells(int y, int x, int count, quint32 style, int end);
    /// Moves the rows from \a top to \a bottom, the last one, by \a count.
    void scrollUp(int top, int bottom, int count, quint32 style);
    void scrollDown(int top, int bottom, int count, quint32 style);
    /// The cells from \a left to \a right of those rows, upwards, or downwards if \a count is less
    /// than 0.
    void scrollColumns(int top, int bottom, int left, int right, int count, quint32 style);
    void fill(quint32 text);

    /// Keeps the rows from \a firstKept on, cuts their ends, appends blank ones.
    Grid resized(int columns, int rows, int firstKept) const;
    void setRow(int y, const Cell *cells, int count, bool isWrapped, PromptMark mark,
                LineSize size);

private:
    void splitWide(Row &row, int x);
    void clear(Row &row, quint32 style);

    int m_columns;
    std::unique_ptr<Cell[]> m_cells;
    std::vector<Row> m_rows;
    std::vector<Row *> m_order;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALGRID_H
