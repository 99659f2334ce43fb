// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Another size: wrapped lines are cut anew, the scrollback's too; rows come from there and go
// there.

#include "terminalscreen.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace Offspring::Terminal {

namespace {

constexpr qint64 maximalRows = std::numeric_limits<int>::max();

bool isBlank(const Cell *cells, int count)
{
    return std::all_of(cells, cells + count, [](const Cell &each) { return each.isBlank(); });
}

// Rows → lines → rows of another width, which go to a scrollback. Places in them are followed.
// Lines of double width become single ones.
class Reflow
{
public:
    // A place: where it is, then where it has come to.
    struct Mark
    {
        int x;
        qint64 row; // counted from the oldest one
        bool isBehind; // of the cell at x: a wrap is pending
    };

    Reflow(int columns, Scrollback &to, const Clusters &clusters, std::vector<Mark> &marks)
        : m_columns(columns)
        , m_to(to)
        , m_clusters(clusters)
        , m_marks(marks)
        , m_places(marks.size(), unmet)
    { }

    void add(qint64 number, const Cell *cells, int count, int oldColumns, bool isWrapped,
             PromptMark mark)
    {
        // Where a wide character had no room.
        if (isWrapped && count == oldColumns && cells[count - 1].isErased())
            --count;
        for (size_t i = 0; i < m_marks.size(); ++i) {
            if (m_marks[i].row == number && m_places[i] == unmet)
                m_places[i] = qint64(m_line.size()) + m_marks[i].x + m_marks[i].isBehind;
        }
        m_line.insert(m_line.end(), cells, cells + count);
        if (m_mark == PromptMark::None)
            m_mark = mark;
        if (!isWrapped)
            finish();
    }

    void finish()
    {
        // Erased cells at a line's end are cut off rather than wrapped.
        qint64 textEnd = qint64(m_line.size());
        while (textEnd > 0 && m_line[size_t(textEnd - 1)].isErased())
            --textEnd;
        qint64 begin = 0;
        do {
            const qint64 end = rowEnd(begin, textEnd);
            const bool isLast = end >= textEnd;
            const qint64 number = m_to.firstNumber() + m_to.count();
            m_to.append(m_line.data() + begin, int(end - begin), !isLast,
                        std::exchange(m_mark, PromptMark::None), LineSize::Single, m_clusters);
            for (size_t i = 0; i < m_marks.size(); ++i)
                place(i, begin, end, isLast, number);
            begin = end;
        } while (begin < textEnd);
        m_line.clear();
    }

private:
    qint64 rowEnd(qint64 begin, qint64 textEnd)
    {
        const qint64 room = begin + m_columns;
        if (room >= textEnd)
            return qMin(room, qint64(m_line.size()));
        if (!m_line[size_t(room)].isTail())
            return room;
        if (room - 1 > begin)
            return room - 1;
        // Two cells where there is but one.
        m_line[size_t(begin)] = {};
        m_line[size_t(room)] = {};
        return room;
    }

    void place(size_t index, qint64 begin, qint64 end, bool isLast, qint64 number)
    {
        qint64 &place = m_places[index];
        Mark &mark = m_marks[index];
        if (place < 0)
            return;
        const qint64 last = mark.isBehind ? place - 1 : place;
        if (last >= end && !isLast)
            return;
        // Right behind a text that fills its row, a wrap is pending there too.
        const bool isFull = place - begin == m_columns && (mark.isBehind || place == end);
        mark.isBehind = isFull;
        mark.x = int(qMin(place - begin, qint64(m_columns - 1)));
        mark.row = number;
        place = done;
    }

    static constexpr qint64 unmet = -1;
    static constexpr qint64 done = -2;
    const int m_columns;
    Scrollback &m_to;
    const Clusters &m_clusters;
    std::vector<Mark> &m_marks;
    std::vector<qint64> m_places; // in the line, or one of the above
    std::vector<Cell> m_line;
    PromptMark m_mark = PromptMark::None;
};

} // namespace

void Screen::resize(int columns, int rows)
{
    columns = qBound(1, columns, maximalSize);
    rows = qBound(1, rows, maximalSize);
    if (columns == m_columns && rows == m_rows)
        return;
    const bool isAlternate = this->isAlternate();
    if (columns == m_columns)
        resizeRows(rows);
    else
        reflow(columns, rows);
    if (m_alternate)
        resizeAlternate(columns, rows, isAlternate);
    m_grid = isAlternate ? m_alternate.get() : m_primary.get();
    for (int x = m_columns; x < columns; ++x)
        m_tabs.push_back(x % 8 == 0);
    m_tabs.resize(size_t(columns));
    m_columns = columns;
    m_rows = rows;
    resetMargins();
    m_x = qBound(0, m_x, columns - 1);
    m_y = qBound(0, m_y, rows - 1);
    for (Saved &saved : m_saved) {
        saved.x = qBound(0, saved.x, columns - 1);
        saved.y = qBound(0, saved.y, rows - 1);
    }
}

// The primary screen with as many columns as before.
void Screen::resizeRows(int rows)
{
    const bool isShown = !isAlternate();
    const int cursor = isShown ? m_y : m_saved[0].y;
    int moved = 0; // rows, downwards
    if (rows < m_rows) {
        int blank = 0;
        while (m_rows - 1 - blank > cursor) {
            const Row &row = m_primary->row(m_rows - 1 - blank);
            if (!isBlank(row.cells, row.used))
                break;
            ++blank;
        }
        moved = -qMax(0, m_rows - rows - blank);
        for (int y = 0; y < -moved; ++y)
            m_scrollback.append(m_primary->row(y), m_clusters);
        *m_primary = m_primary->resized(m_columns, rows, -moved);
    } else {
        moved = qMin(rows - m_rows, m_scrollback.count());
        Grid grid(m_columns, rows);
        Scrollback::Unpacked row;
        for (int y = moved - 1; y >= 0; --y) {
            unpack(m_scrollback.count() - 1, row);
            m_scrollback.removeLast();
            grid.setRow(y, row.cells.data(), int(row.cells.size()), row.isWrapped, row.mark,
                        row.size);
        }
        for (int y = 0; y < m_rows; ++y) {
            const Row &from = m_primary->row(y);
            grid.setRow(y + moved, from.cells, from.used, from.isWrapped, from.mark, from.size);
        }
        *m_primary = std::move(grid);
    }
    if (isShown)
        m_y += moved;
    m_saved[0].y += moved;
}

void Screen::reflow(int columns, int rows)
{
    const bool isShown = !isAlternate();
    const int limit = m_scrollback.limit();
    const qint64 old = m_scrollback.count();
    // Room for all that the screen may become, a row for each cell: no row below the cursor, which
    // may be blank and go, drops one above it.
    const qint64 most = qint64(limit) + rows + qint64(m_rows) * m_columns;
    Scrollback from =
        std::exchange(m_scrollback, Scrollback(int(std::min<qint64>(most, maximalRows))));
    // The cursor, the saved one, the screen's top.
    std::vector<Reflow::Mark> marks = {{m_x, isShown ? old + m_y : -1, m_isWrapPending},
                                       {m_saved[0].x, old + m_saved[0].y, m_saved[0].isWrapPending},
                                       {0, old, false}};
    Reflow reflow(columns, m_scrollback, m_clusters, marks);
    Scrollback::Unpacked row;
    for (int i = 0; i < old; ++i) {
        from.unpack(i, m_clusters, row);
        reflow.add(i, row.cells.data(), int(row.cells.size()), m_columns, row.isWrapped, row.mark);
    }
    for (int y = 0; y < m_rows; ++y) {
        const Row &each = m_primary->row(y);
        reflow.add(old + y, each.cells, each.used, m_columns, each.isWrapped && y < m_rows - 1,
                   each.mark);
    }

    // Blank rows below the cursor go first, then the top rows.
    const qint64 cursor = marks[isShown ? 0 : 1].row;
    const auto end = [this] { return m_scrollback.firstNumber() + m_scrollback.count(); };
    while (end() - marks[2].row > rows && end() - 1 > cursor) {
        unpack(m_scrollback.count() - 1, row);
        if (!isBlank(row.cells.data(), int(row.cells.size())))
            break;
        m_scrollback.removeLast();
    }
    const int shown = qMin(rows, m_scrollback.count());
    const qint64 top = end() - shown;
    auto grid = std::make_unique<Grid>(columns, rows);
    for (int y = shown - 1; y >= 0; --y) {
        unpack(m_scrollback.count() - 1, row);
        m_scrollback.removeLast();
        grid->setRow(y, row.cells.data(), int(row.cells.size()), row.isWrapped, row.mark, row.size);
    }
    m_primary = std::move(grid);
    m_scrollback.setLimit(limit);
    if (isShown) {
        m_x = marks[0].x;
        m_y = int(qMax(marks[0].row - top, qint64(0)));
        m_isWrapPending = marks[0].isBehind;
    }
    m_saved[0].x = marks[1].x;
    m_saved[0].y = int(qMax(marks[1].row - top, qint64(0)));
    m_saved[0].isWrapPending = marks[1].isBehind;
}

// The rows below the cursor go first, then those at the top.
void Screen::resizeAlternate(int columns, int rows, bool isShown)
{
    const int cursor = isShown ? m_y : 0;
    const int gone = qMax(0, m_rows - rows - (m_rows - 1 - cursor));
    *m_alternate = m_alternate->resized(columns, rows, gone);
    Saved &saved = m_saved[1];
    saved.y -= gone;
    if (saved.isWrapPending && columns > m_columns)
        ++saved.x;
    saved.isWrapPending = saved.isWrapPending && columns == m_columns;
    if (!isShown)
        return;
    m_y -= gone;
    if (m_isWrapPending && columns > m_columns)
        ++m_x;
    m_isWrapPending = m_isWrapPending && columns == m_columns;
}

} // namespace Offspring::Terminal
