// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalselection.h"

#include <algorithm>
#include <initializer_list>

namespace Offspring::Terminal {

namespace {

/// Steps from cell to cell through a line that is wrapped into rows.
class CellWalk
{
public:
    /// \a place: before the cell.
    CellWalk(const TextRows &rows, const Place &place)
        : m_rows(rows)
        , m_number(place.row)
        , m_row(rows.row(place.row))
        , m_column(m_row.cellBegin(place.column))
    { }

    Place begin() const { return {m_number, m_column}; }
    Place end() const { return {m_number, std::min(cellEnd(), m_rows.columns)}; }
    QString cell() const { return m_row.cell(m_column); }

    /// To the next cell or the one before. False: there is none in this line.
    bool step(bool isForward) { return isForward ? next() : previous(); }
    bool next()
    {
        if (cellEnd() < usedColumns()) {
            m_column = cellEnd();
            return true;
        }
        if (!m_rows.joinsNext(m_number))
            return false;
        enter(m_number + 1);
        m_column = 0;
        return true;
    }

    bool previous()
    {
        if (m_column > 0) {
            m_column = m_row.cellBegin(m_column - 1);
            return true;
        }
        if (m_number <= m_rows.first || !m_rows.joinsNext(m_number - 1))
            return false;
        enter(m_number - 1);
        m_column = m_row.cellBegin(usedColumns() - 1);
        return true;
    }

    /// To the next line or the one before.
    bool leave(bool isForward)
    {
        if (isForward ? m_number + 1 >= m_rows.end : m_number <= m_rows.first)
            return false;
        enter(isForward ? m_number + 1 : m_number - 1);
        m_column = isForward ? 0 : m_row.cellBegin(m_rows.columns - 1);
        return true;
    }

private:
    int cellEnd() const { return m_row.cellEnd(m_column); }
    int usedColumns() const
    {
        return m_rows.joinsNext(m_number) ? wrappedColumns(m_rows, m_number, m_row)
                                          : m_rows.columns;
    }
    void enter(qint64 number)
    {
        m_number = number;
        m_row = m_rows.row(number);
    }

    const TextRows &m_rows;
    qint64 m_number;
    TextRow m_row;
    int m_column;
};

} // namespace

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

Selection::Span Selection::wordAt(const Place &place, const TextRows &rows) const
{
    CellWalk back(rows, place);
    const char32_t kind = kindOf(back.cell());
    Span span{back.begin(), back.end()};
    while (back.previous() && kindOf(back.cell()) == kind)
        span.from = back.begin();
    CellWalk on(rows, place);
    while (on.next() && kindOf(on.cell()) == kind)
        span.to = on.end();
    return span;
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

/// Equal for the characters of which one word is made: letters, blanks, or one kind of sign.
char32_t Selection::kindOf(const QString &cell) const
{
    const QChar first = cell.isEmpty() ? QChar(u' ') : cell.front();
    char32_t character = first.unicode();
    if (first.isHighSurrogate() && cell.size() > 1)
        character = QChar::surrogateToUcs4(first, cell[1]);
    if (QChar::isSpace(character))
        return U' ';
    const bool isWord = QChar::isLetterOrNumber(character) || QChar::isMark(character)
        || (character < 0x10000 && m_wordCharacters.contains(first));
    return isWord ? U'a' : character;
}

/// The next edge of a word in that direction, past blanks and empty lines.
Place Selection::wordEdge(Place place, bool isForward, const TextRows &rows) const
{
    const Place next = moved(place, isForward ? Movement::Right : Movement::Left, 1, rows);
    if (next == place)
        return place;
    CellWalk walk(rows, isForward ? Place{next.row, next.column - 1} : next);
    bool isInWord = false;
    char32_t kind = U' ';
    while (true) {
        const char32_t over = kindOf(walk.cell());
        if (isInWord && over != kind)
            return place;
        isInWord = over != U' ';
        kind = over;
        place = isForward ? walk.end() : walk.begin();
        if (!walk.step(isForward) && (isInWord || !walk.leave(isForward)))
            return place;
    }
}

Place Selection::moved(Place place, Movement movement, int page, const TextRows &rows) const
{
    place.row = std::clamp(place.row, rows.first, rows.end - 1);
    const int end = rows.columnsOf(rows.row(place.row));
    const bool isAtEnd = place.column >= end;
    place.column = std::clamp(place.column, 0, end);
    const auto inRow = [&](qint64 number) {
        const qint64 row = std::clamp(number, rows.first, rows.end - 1);
        const int column = isAtEnd ? rows.columns : rows.row(row).cellBegin(place.column);
        return Place{row, column};
    };
    switch (movement) {
    case Movement::Left:
        if (place.column > 0)
            return {place.row, rows.row(place.row).cellBegin(place.column - 1)};
        return place.row > rows.first ? moved({place.row - 1, rows.columns}, movement, page, rows)
                                      : place;
    case Movement::Right:
        if (!isAtEnd)
            return {place.row, std::min(rows.row(place.row).cellEnd(place.column), end)};
        return place.row + 1 < rows.end ? moved({place.row + 1, 0}, movement, page, rows) : place;
    case Movement::Up:
        return inRow(place.row - 1);
    case Movement::Down:
        return inRow(place.row + 1);
    case Movement::PageUp:
        return inRow(place.row - page);
    case Movement::PageDown:
        return inRow(place.row + page);
    case Movement::WordLeft:
    case Movement::WordRight:
        return wordEdge(place, movement == Movement::WordRight, rows);
    case Movement::LineBegin:
        return {place.row, 0};
    case Movement::LineEnd:
        return {place.row, rows.columns};
    case Movement::Top:
        return {rows.first, 0};
    case Movement::Bottom:
        return {rows.end - 1, rows.columns};
    }
    return place;
}

} // namespace Offspring::Terminal
