// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalselection.h"

#include <algorithm>
#include <initializer_list>

namespace Offspring::Terminal {

void Selection::begin(By by, const Point &point, const TextRows &rows)
{
    m_isActive = !rows.isEmpty();
    if (!m_isActive)
        return;
    m_by = by;
    m_anchor = spanAt(point, rows);
    m_head = m_anchor;
}

void Selection::extend(const Point &point, const TextRows &rows)
{
    if (rows.isEmpty())
        clear();
    else if (!m_isActive)
        begin(By::Character, point, rows);
    else
        m_head = spanAt(point, rows);
}

void Selection::move(Movement movement, int page, const TextRows &rows)
{
    if (!m_isActive || rows.isEmpty())
        return;
    const Place place = moved(head(), movement, page, rows);
    // A word or a line that was selected stays so at its farther edge.
    if (m_by == By::Word || m_by == By::Line)
        m_by = By::Character;
    m_head = {place, place};
}

void Selection::selectAll(const TextRows &rows)
{
    qint64 end = rows.isEmpty() ? rows.first : rows.end;
    while (end > rows.first && QStringView(rows.row(end - 1).text).trimmed().isEmpty())
        --end;
    m_isActive = end > rows.first;
    m_by = By::Character;
    m_anchor = {{rows.first, 0}, {rows.first, 0}};
    m_head = {{end - 1, rows.columns}, {end - 1, rows.columns}};
}

bool Selection::isEmpty() const
{
    if (!m_isActive || from() == to())
        return true;
    return m_by == By::Block && from().column == to().column;
}

void Selection::clear()
{
    m_isActive = false;
}

Selection::Columns Selection::columns(qint64 row, const TextRows &rows) const
{
    const Place first = from();
    const Place last = to();
    if (!m_isActive || row < first.row || row > last.row || row < rows.first || row >= rows.end)
        return {};
    if (m_by != By::Block) {
        return {.begin = row == first.row ? first.column : 0,
                .end = row == last.row ? last.column : rows.columns};
    }
    const TextRow cells = rows.row(row);
    const auto [left, right] = std::minmax(first.column, last.column);
    if (left == right)
        return {};
    return {.begin = cells.cellBegin(left), .end = cells.cellEnd(right - 1)};
}

bool Selection::contains(const Point &point, const TextRows &rows) const
{
    const Columns selected = columns(point.row, rows);
    return point.column >= selected.begin && point.column < selected.end;
}

/// Without blanks at its end. Those before other text stay, save in a block, which is a table's
/// part.
QString Selection::textOf(const TextRow &row, Columns columns, bool isBlock)
{
    const int begin = row.start(columns.begin);
    QString text = row.text.mid(begin, row.start(columns.end) - begin);
    const bool isAtEnd = QStringView(row.text).mid(row.start(columns.end)).trimmed().isEmpty();
    while ((isBlock || isAtEnd) && text.endsWith(u' '))
        text.chop(1);
    return text;
}

QString Selection::text(const TextRows &rows) const
{
    if (isEmpty() || rows.isEmpty())
        return {};
    QString text;
    const qint64 last = std::min(to().row, rows.end - 1);
    for (qint64 number = std::max(from().row, rows.first); number <= last; ++number) {
        const TextRow row = rows.row(number);
        Columns selected = columns(number, rows);
        const bool isJoined = m_by != By::Block && number < last && rows.joinsNext(number);
        if (isJoined) {
            selected.end = wrappedColumns(rows, number, row);
            const int begin = row.start(selected.begin);
            text += row.text.mid(begin, row.start(selected.end) - begin);
            const int blanks = selected.end - std::max(int(row.starts.size()), selected.begin);
            text += QString(std::max(blanks, 0), u' ');
        } else {
            text += textOf(row, selected, m_by == By::Block);
            if (number < last)
                text += u'\n';
        }
    }
    return text;
}

bool Selection::rowsChanged(qint64 first, qint64 end)
{
    // One without anything in it yet goes on: what is being begun is not lost to output.
    if (isEmpty() || end <= from().row || first > to().row)
        return false;
    clear();
    return true;
}

bool Selection::rowsDropped(qint64 first)
{
    if (!m_isActive || from().row >= first)
        return false;
    if (to().row < first) {
        clear();
        return true;
    }
    const bool isBlock = m_by == By::Block;
    for (Place *place : {&m_anchor.from, &m_anchor.to, &m_head.from, &m_head.to}) {
        if (place->row < first)
            *place = {first, isBlock ? place->column : 0};
    }
    return true;
}

int Selection::autoScroll(double y, double height, double rowHeight)
{
    if (rowHeight <= 0 || (y >= 0 && y < height))
        return 0;
    const double outside = y < 0 ? -y : y - height;
    const int rows = 1 + int(std::min(outside / rowHeight, 20.0));
    return y < 0 ? -rows : rows;
}

Point Selection::clamped(Point point, const TextRows &rows)
{
    if (point.row < rows.first)
        return {rows.first, 0};
    if (point.row >= rows.end)
        return {rows.end - 1, double(rows.columns)};
    return {point.row, std::clamp(point.column, 0.0, double(rows.columns))};
}

Place Selection::edge(const Point &point, const TextRows &rows)
{
    const TextRow row = rows.row(point.row);
    const int column = std::min(int(point.column), rows.columns - 1);
    const int begin = row.cellBegin(column);
    const int end = std::min(row.cellEnd(column), rows.columns);
    const bool isLeft = point.column < (begin + end) / 2.0;
    return {point.row, isLeft ? begin : end};
}

Selection::Span Selection::spanAt(const Point &point, const TextRows &rows) const
{
    const Point inside = clamped(point, rows);
    if (m_by == By::Line)
        return lineAt(inside.row, rows);
    if (m_by == By::Word)
        return wordAt({inside.row, std::min(int(inside.column), rows.columns - 1)}, rows);
    const Place place = edge(inside, rows);
    return {place, place};
}

Selection::Span Selection::lineAt(qint64 row, const TextRows &rows)
{
    qint64 first = row;
    while (first > rows.first && rows.joinsNext(first - 1))
        --first;
    qint64 last = row;
    while (rows.joinsNext(last))
        ++last;
    return {{first, 0}, {last, rows.columns}};
}

} // namespace Offspring::Terminal
