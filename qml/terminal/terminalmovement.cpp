// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The words of a terminal's text, and where keys move a selection's head.

#include "terminalselection.h"

#include <algorithm>

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
