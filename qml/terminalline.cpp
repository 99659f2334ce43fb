// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalline.h"

#include "characterwidth.h"

#include <algorithm>
#include <utility>

namespace Offspring {

namespace {

constexpr qsizetype tabWidth = 8;
constexpr qsizetype changeable = 4096; // cells at least, and less than twice as many
constexpr size_t mostStoredMarks = 4 * changeable;

} // namespace

// Its memory is for the next line.
void TerminalLine::clear()
{
    std::vector<Cell> cells = std::move(m_cells);
    *this = TerminalLine();
    m_cells = std::move(cells);
    m_cells.clear();
}

qsizetype TerminalLine::rowEnd(qsizetype column, const Limits &limits) const
{
    return indexOf((column / limits.columns + 1) * limits.columns);
}

qsizetype TerminalLine::weight(const Cell &cell) const
{
    if (cell.character == 0)
        return 0;
    return 1 + (cell.marks == 0 ? 0 : qsizetype(m_marks[cell.marks - 1U].size()));
}

qsizetype TerminalLine::weightOf(qsizetype from, qsizetype to) const
{
    qsizetype sum = 0;
    for (qsizetype i = from; i < to; ++i)
        sum += weight(m_cells[size_t(i)]);
    return sum;
}

void TerminalLine::set(qsizetype index, const Cell &cell)
{
    Cell &old = m_cells[size_t(index)];
    m_weight += weight(cell) - weight(old);
    old = cell;
}

// Where a character of several cells would be torn, it becomes blanks.
void TerminalLine::breakAt(qsizetype index)
{
    if (index <= 0 || index >= size() || m_cells[size_t(index)].character != 0)
        return;
    qsizetype first = index;
    while (m_cells[size_t(first)].character == 0)
        --first;
    set(first, {U' ', 0, m_cells[size_t(first)].style});
    for (qsizetype i = first + 1; i < size() && m_cells[size_t(i)].character == 0; ++i)
        set(i, {U' ', 0, m_cells[size_t(i)].style});
}

// Elsewhere they would have another width.
void TerminalLine::blankTabs(qsizetype from, qsizetype to)
{
    for (qsizetype i = from; i < to; ++i) {
        if (m_cells[size_t(i)].character != U'\t')
            continue;
        const TextStyle style = m_cells[size_t(i)].style;
        set(i, {U' ', 0, style});
        for (; i + 1 < size() && m_cells[size_t(i) + 1].character == 0; ++i)
            set(i + 1, {U' ', 0, style});
    }
}

void TerminalLine::pad(qsizetype index)
{
    if (index <= size())
        return;
    m_weight += index - size();
    m_cells.resize(size_t(index));
}

void TerminalLine::place(qsizetype index, char32_t character, qsizetype cells,
                         const TextStyle &style)
{
    const qsizetype end = std::min(index + cells, size());
    breakAt(index);
    breakAt(end);
    for (qsizetype i = 0; i < cells; ++i) {
        const Cell cell{i == 0 ? character : U'\0', 0, style};
        if (index + i < size()) {
            set(index + i, cell);
        } else {
            m_cells.push_back(cell);
            m_weight += weight(cell);
        }
    }
}

qsizetype TerminalLine::put(qsizetype column, char32_t character, const TextStyle &style,
                            const Limits &limits)
{
    const bool isAtEnd = column >= end();
    const qsizetype padding = std::max<qsizetype>(column - end(), 0);
    const bool isFull = m_weight + padding >= limits.characters;
    // First of all: a flood behind the end of a full line comes no farther.
    int cells = isAtEnd && isFull ? 1 : cellsOf(character);
    if ((isAtEnd || cells == 0) && isFull) {
        m_isCut = true;
        return column;
    }
    if (cells == 0) {
        if (addMark(column, character))
            return column;
        cells = 1; // there is nothing that it could stand on
    }
    pad(indexOf(column));
    place(indexOf(column), character, cells, style);
    if (isAtEnd && size() >= 2 * changeable)
        fixBeginning();
    return column + cells;
}

qsizetype TerminalLine::put(qsizetype column, QStringView ascii, const TextStyle &style,
                            const Limits &limits)
{
    while (!ascii.isEmpty()) {
        const qsizetype padding = std::max<qsizetype>(column - end(), 0);
        const qsizetype over = std::clamp<qsizetype>(end() - column, 0, ascii.size());
        const qsizetype room = std::max<qsizetype>(limits.characters - m_weight - padding, 0);
        // What overwrites needs no room. In pieces, so that few cells wait to be fixed.
        const qsizetype piece = over > 0 ? over : std::min({ascii.size(), room, changeable});
        if (piece == 0) {
            m_isCut = true;
            return column;
        }
        pad(indexOf(column));
        placeCells(indexOf(column), ascii.first(piece), style);
        if (over == 0 && size() >= 2 * changeable)
            fixBeginning();
        column += piece;
        ascii = ascii.sliced(piece);
    }
    return column;
}

// Either all over others, or all behind the last one.
void TerminalLine::placeCells(qsizetype index, QStringView ascii, const TextStyle &style)
{
    const qsizetype last = index + ascii.size();
    if (index == size()) {
        m_cells.resize(size_t(last));
    } else {
        breakAt(index);
        breakAt(last);
        m_weight -= weightOf(index, last);
    }
    for (const QChar character : ascii)
        m_cells[size_t(index++)] = {character.unicode(), 0, style};
    m_weight += ascii.size();
}

qsizetype TerminalLine::tab(qsizetype column, const TextStyle &style, const Limits &limits)
{
    const qsizetype next = (column / tabWidth + 1) * tabWidth;
    if (column < end())
        return next;
    if (m_weight + (column - end()) >= limits.characters) {
        m_isCut = true;
        return column;
    }
    pad(indexOf(column));
    place(indexOf(column), U'\t', next - column, style);
    if (size() >= 2 * changeable)
        fixBeginning();
    return next;
}

// False: no room, or no character before \a column.
bool TerminalLine::addMark(qsizetype column, char32_t mark)
{
    qsizetype index = indexOf(column) - 1;
    if (index < 0 || index >= size())
        return false;
    while (index > 0 && m_cells[size_t(index)].character == 0)
        --index;
    Cell cell = m_cells[size_t(index)];
    std::u32string marks = cell.marks == 0 ? std::u32string() : m_marks[cell.marks - 1U];
    if (cell.character == U'\t' || marks.size() >= mostMarks)
        return false;
    marks += mark;
    if (m_marks.size() >= mostStoredMarks)
        collectMarks();
    m_weight -= weight(m_cells[size_t(index)]);
    m_cells[size_t(index)].marks = storedMarks(marks);
    m_weight += weight(m_cells[size_t(index)]);
    return true;
}

quint16 TerminalLine::storedMarks(const std::u32string &marks)
{
    m_marks.push_back(marks);
    return quint16(m_marks.size());
}

// Those of characters that have been overwritten are not needed any more.
void TerminalLine::collectMarks()
{
    std::vector<std::u32string> kept;
    for (Cell &cell : m_cells) {
        if (cell.marks == 0)
            continue;
        kept.push_back(std::move(m_marks[cell.marks - 1U]));
        cell.marks = quint16(kept.size());
    }
    m_marks = std::move(kept);
}

void TerminalLine::truncate(qsizetype column)
{
    const qsizetype index = indexOf(column);
    if (index >= size())
        return;
    breakAt(index);
    m_weight -= weightOf(index, size());
    m_cells.resize(size_t(index));
    m_isCut = false;
}

void TerminalLine::erase(qsizetype from, qsizetype to)
{
    const qsizetype first = std::max<qsizetype>(indexOf(from), 0);
    const qsizetype last = std::min(indexOf(to), size());
    breakAt(first);
    breakAt(last);
    for (qsizetype i = first; i < last; ++i)
        set(i, Cell());
}

void TerminalLine::remove(qsizetype column, qsizetype count, const Limits &limits)
{
    const qsizetype first = indexOf(column);
    const qsizetype last = std::min(rowEnd(column, limits), size());
    if (first >= last)
        return;
    const qsizetype removed = std::min(count, last - first);
    breakAt(first);
    breakAt(last);
    blankTabs(first, last);
    breakAt(first + removed);
    m_weight -= weightOf(first, last);
    std::move(m_cells.begin() + first + removed, m_cells.begin() + last, m_cells.begin() + first);
    if (last == size())
        m_cells.resize(size_t(last - removed));
    else
        std::fill(m_cells.begin() + last - removed, m_cells.begin() + last, Cell());
    m_weight += weightOf(first, std::min(last, size()));
}

void TerminalLine::insert(qsizetype column, qsizetype count, const Limits &limits)
{
    const qsizetype first = indexOf(column);
    const qsizetype end = rowEnd(column, limits);
    if (first >= size() || first >= end)
        return;
    const qsizetype inserted = std::min(count, end - first);
    breakAt(first);
    breakAt(end);
    const qsizetype before = std::min(end, size());
    blankTabs(first, before);
    m_weight -= weightOf(first, before);
    if (size() < end)
        m_cells.resize(size_t(std::min(size() + inserted, end)));
    const auto last = m_cells.begin() + std::min(end, size());
    std::move_backward(m_cells.begin() + first, last - inserted, last);
    std::fill_n(m_cells.begin() + first, inserted, Cell());
    m_weight += weightOf(first, last - m_cells.begin());
    // What had two cells may have lost one over the edge.
    if (cellsOf((last - 1)->character) == 2)
        set(last - m_cells.begin() - 1, Cell());
}

// Once for so many cells, that no character pays for more than itself.
void TerminalLine::fixBeginning()
{
    qsizetype count = changeable;
    while (m_cells[size_t(count)].character == 0)
        ++count;
    appendCells(count, m_fixedText, m_fixedRuns, m_fixedStyle);
    m_cells.erase(m_cells.begin(), m_cells.begin() + count);
    m_fixedCells += count;
    collectMarks();
}

// Runs are counted from the beginning of the line, of which \a text may be a later part.
void TerminalLine::appendCells(qsizetype count, QString &text, QList<OutputLine::Run> &runs,
                               TextStyle &style) const
{
    const qsizetype before = &text == &m_fixedText ? m_shownText : 0;
    for (qsizetype i = 0; i < count; ++i) {
        const Cell &cell = m_cells[size_t(i)];
        if (cell.character == 0)
            continue;
        if (cell.style != style)
            runs.append({before + text.size(), cell.style});
        style = cell.style;
        text += QStringView(QChar::fromUcs4(cell.character));
        if (cell.marks == 0)
            continue;
        for (const char32_t mark : m_marks[cell.marks - 1U])
            text += QStringView(QChar::fromUcs4(mark));
    }
}

void TerminalLine::show(OutputLine &line)
{
    line.text.truncate(m_shownText);
    line.runs.resize(m_shownRuns);
    line.text += m_fixedText;
    line.runs += m_fixedRuns;
    forgetFixed();
    line.fixedLength = m_shownText;
    if (m_shownText == 0) // later it would be made anew each time
        line.text.reserve(size() + 1);
    TextStyle style = m_fixedStyle;
    appendCells(size(), line.text, line.runs, style);
    if (m_isCut)
        line.text += u'…';
}

void TerminalLine::forgetFixed()
{
    m_shownText += m_fixedText.size();
    m_shownRuns += m_fixedRuns.size();
    m_fixedText = QString();
    m_fixedRuns = {};
}

void TerminalLine::load(const OutputLine &line)
{
    const Limits unlimited{line.text.size() + 1, 1};
    TextStyle style;
    qsizetype column = 0;
    qsizetype run = 0;
    for (qsizetype i = 0; i < line.text.size(); ++i) {
        if (run < line.runs.size() && line.runs[run].start <= i)
            style = line.runs[run++].style;
        const QChar character = line.text[i];
        const bool isPair = character.isHighSurrogate() && i + 1 < line.text.size();
        if (character == u'\t')
            column = tab(column, style, unlimited);
        else if (isPair)
            column =
                put(column, QChar::surrogateToUcs4(character, line.text[i + 1]), style, unlimited);
        else
            column = put(column, character.unicode(), style, unlimited);
        i += isPair ? 1 : 0;
    }
    forgetFixed(); // it is there already
}

} // namespace Offspring
