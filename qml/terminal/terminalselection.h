// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALSELECTION_H
#define OFFSPRING_TERMINAL_TERMINALSELECTION_H

#include "terminaltextrow.h"

#include <QtCore/QString>

#include <optional>

namespace Offspring::Terminal {

/// Where a pointer is. \a column is not rounded: which half of a cell it is in tells whether the
/// cell is selected.
struct Point
{
    qint64 row = 0;
    double column = 0;
};

/// What is selected in a terminal, in rows that keep their numbers while they scroll.
///
/// It has an anchor, where it was begun, and a head, which moves. Each of the two is a character's
/// edge, a word or a line, and all between and in them is selected.
class Selection
{
public:
    enum class By {
        Character,
        Word,
        Line, ///< with all rows that it is wrapped into
        Block ///< the same columns of each row
    };
    /// What the keyboard moves the head by.
    enum class Movement {
        Left,
        Right,
        Up,
        Down,
        WordLeft,
        WordRight,
        LineBegin,
        LineEnd,
        PageUp,
        PageDown,
        Top,
        Bottom
    };
    /// The selected columns of a row; none: begin is not before end.
    struct Columns
    {
        int begin = 0;
        int end = 0;
    };

    /// Beside letters and digits, the characters that a word is made of. At first those of Konsole,
    /// which make words of most paths and addresses.
    void setWordCharacters(const QString &characters) { m_wordCharacters = characters; }
    QString wordCharacters() const { return m_wordCharacters; }

    void begin(By by, const Point &point, const TextRows &rows);
    /// Moves the head. Without a selection it begins one.
    void extend(const Point &point, const TextRows &rows);
    /// Moves the head by the keyboard, as a character's edge. A page is that many rows.
    void move(Movement movement, int page, const TextRows &rows);
    /// To the last row that has text; none has: nothing.
    void selectAll(const TextRows &rows);
    void clear();

    /// Something has been begun, be it without anything in it yet.
    bool isActive() const { return m_isActive; }
    bool isEmpty() const;
    By by() const { return m_by; }
    /// In the order of reading; in a block two of its corners.
    Place from() const { return std::min(m_anchor.from, m_head.from); }
    Place to() const { return std::max(m_anchor.to, m_head.to); }
    /// The edge that moves.
    Place head() const { return m_head.from < m_anchor.from ? m_head.from : m_head.to; }

    Columns columns(qint64 row, const TextRows &rows) const;
    bool contains(const Point &point, const TextRows &rows) const;
    /// Rows end with a newline unless they are wrapped; blanks at their ends are cut off.
    QString text(const TextRows &rows) const;

    // What happens to the rows. Each says whether the selection has changed.
    /// Their text is another one: a selection with any of it is none any more.
    bool rowsChanged(qint64 first, qint64 end);
    /// Those before \a first are gone: what is left of the selection stays.
    bool rowsDropped(qint64 first);

    /// How many rows to scroll at a time while the pointer is at \a y, outside of a view of that
    /// height: below 0 upwards, the more the farther away, 0 within.
    static int autoScroll(double y, double height, double rowHeight);

private:
    struct Span
    {
        Place from;
        Place to;
    };

    static Point clamped(Point point, const TextRows &rows);
    static Place edge(const Point &point, const TextRows &rows);
    Span spanAt(const Point &point, const TextRows &rows) const;
    Span wordAt(const Place &place, const TextRows &rows) const;
    static Span lineAt(qint64 row, const TextRows &rows);
    char32_t kindOf(const QString &cell) const;
    Place wordEdge(Place place, bool isForward, const TextRows &rows) const;
    Place moved(Place place, Movement movement, int page, const TextRows &rows) const;
    static QString textOf(const TextRow &row, Columns columns, bool isBlock);

    QString m_wordCharacters = QStringLiteral(":@-./_~?&=%+#");
    By m_by = By::Character;
    bool m_isActive = false;
    Span m_anchor;
    Span m_head;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALSELECTION_H
