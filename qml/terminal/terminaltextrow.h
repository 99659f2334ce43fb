// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALTEXTROW_H
#define OFFSPRING_TERMINAL_TERMINALTEXTROW_H

#include <QtCore/QList>
#include <QtCore/QString>

#include <algorithm>
#include <compare>
#include <functional>

namespace Offspring::Terminal {

/// One row of a terminal as text: what selections, searches and links need of it.
struct TextRow
{
    QString text = {};
    /// For each column where its cell's text begins in text; both columns of a wide character have
    /// the same. What is beyond the last one is blank.
    QList<int> starts = {};
    bool isDouble = false; ///< its characters are twice as wide: it has room for half as many

    int start(int column) const
    {
        return column < starts.size() ? starts[column] : int(text.size());
    }
    /// The columns of the cell that \a column is in: the first one, and the one after the last.
    int cellBegin(int column) const
    {
        if (column >= starts.size())
            return column;
        while (column > 0 && starts[column - 1] == starts[column])
            --column;
        return column;
    }
    int cellEnd(int column) const
    {
        const int first = start(column++);
        while (column < starts.size() && starts[column] == first)
            ++column;
        return column;
    }
    QString cell(int column) const
    {
        if (column >= starts.size())
            return QString(u' ');
        return text.mid(start(column), start(cellEnd(column)) - start(column));
    }
    bool isBlank(int column) const
    {
        if (column >= starts.size())
            return true;
        return text[start(column)] == u' ' && start(cellEnd(column)) == start(column) + 1;
    }
};

/// The rows that there are, by numbers that stay theirs while they scroll: the row that was the
/// first of all has 0, those that have left the scrollback have none any more.
struct TextRows
{
    qint64 first = 0;
    qint64 end = 0; ///< the one after the last
    int columns = 0;
    std::function<TextRow(qint64)> row = {};
    /// It goes on in the next row, which was begun for want of room.
    std::function<bool(qint64)> isWrapped = {};

    bool isEmpty() const { return first >= end || columns <= 0; }
    /// Those that a row has room for.
    int columnsOf(const TextRow &cells) const
    {
        return cells.isDouble ? std::max(columns / 2, 1) : columns;
    }
    /// Whether it goes on, and there is something to go on with.
    bool joinsNext(qint64 number) const { return number + 1 < end && isWrapped(number); }
};

/// A place between two cells: the one before \a column. Compared in the order of reading.
struct Place
{
    qint64 row = 0;
    int column = 0;

    friend auto operator<=>(const Place &, const Place &) = default;
};

/// In a row that goes on: the columns that are text. The last one is not if it is blank for want of
/// room for a wide character, with which the next row begins.
inline int wrappedColumns(const TextRows &rows, qint64 number, const TextRow &row)
{
    const int columns = rows.columnsOf(row);
    const int last = columns - 1;
    if (last <= 0 || !row.isBlank(last))
        return columns;
    return rows.row(number + 1).cellEnd(0) > 1 ? last : columns;
}

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALTEXTROW_H
