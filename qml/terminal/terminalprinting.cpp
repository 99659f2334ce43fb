// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What is written: ASCII and other text in runs, the characters that join with the one before them.

#include "terminalscreen.h"

#include <algorithm>
#include <utility>

namespace Offspring::Terminal {

namespace {

constexpr char32_t joiner = 0x200d;
constexpr char32_t emojiSelector = 0xfe0f;

// DEC special graphics, 5F to 7E.
constexpr char32_t graphics[] = {U' ',   0x25c6, 0x2592, 0x2409, 0x240c, 0x240d, 0x240a, 0x00b0,
                                 0x00b1, 0x2424, 0x240b, 0x2518, 0x2510, 0x250c, 0x2514, 0x253c,
                                 0x23ba, 0x23bb, 0x2500, 0x23bc, 0x23bd, 0x251c, 0x2524, 0x2534,
                                 0x252c, 0x2502, 0x2264, 0x2265, 0x03c0, 0x2260, 0x00a3, 0x00b7};

} // namespace

// The column behind the last one that is written before a wrap.
int Screen::rowEnd() const
{
    if (m_x <= m_right && m_right < m_columns - 1)
        return m_right + 1;
    const int half = qMax(m_columns / 2, 1);
    const bool isHalf = m_grid->row(m_y).size != LineSize::Single && m_x < half;
    return isHalf ? half : m_columns;
}

void Screen::printAscii(const uchar *text, qsizetype length)
{
    if (m_charsets.sets[size_t(m_charsets.current)] != Charset::Ascii || m_singleShift != 0
        || m_modes.insert) {
        printMapped(text, length);
        return;
    }
    m_last = text[length - 1];
    const quint64 style = quint64(penStyle()) << 32;
    while (length > 0) {
        if (m_isWrapPending && m_modes.autoWrap)
            wrap();
        Row &row = m_grid->row(m_y);
        const int last = rowEnd();
        const int count = int(qMin(length, qsizetype(last - m_x)));
        const int end = m_x + count;
        m_grid->split(row, m_x);
        m_grid->split(row, end);
        Cell *const cells = row.cells + m_x;
        for (int i = 0; i < count; ++i)
            cells[i] = {text[i], quint32(style >> 32)};
        row.isChanged = true;
        row.used = qMax(row.used, end);
        text += count;
        length -= count;
        m_x = end;
        if (end == last) {
            row.isWrapped = false;
            m_x = last - 1;
            m_isWrapPending = m_modes.autoWrap;
            // Without wrapping, each character takes the last column from the one before it.
            if (!m_modes.autoWrap && length > 1) {
                text += length - 1;
                length = 1;
            }
        }
    }
}

void Screen::printMapped(const uchar *text, qsizetype length)
{
    for (; length > 0; --length, ++text) {
        const int shift = std::exchange(m_singleShift, 0);
        const Charset set = m_charsets.sets[size_t(shift != 0 ? shift : m_charsets.current)];
        char32_t character = *text;
        if (set == Charset::Graphics && character >= 0x5f)
            character = graphics[character - 0x5f];
        else if (set == Charset::British && character == U'#')
            character = 0xa3;
        place(character, 1);
    }
}

void Screen::printText(const char32_t *text, qsizetype length)
{
    m_singleShift = 0;
    const char32_t *const end = text + length;
    while (text != end) {
        if (!m_modes.insert) {
            const char32_t *const next = placeRun(text, end);
            if (next != text) {
                text = next;
                continue;
            }
        }
        put(*text, CharacterKind::of(*text));
        ++text;
    }
}

// Characters that go where the cursor is, as far as the row has room for them.
const char32_t *Screen::placeRun(const char32_t *text, const char32_t *const end)
{
    const char32_t *const begin = text;
    const quint32 style = penStyle();
    const CharacterKind first = CharacterKind::of(*text);
    if (first.mayJoin() || first.width() > m_columns)
        return text;
    if (m_isWrapPending && m_modes.autoWrap)
        wrap();
    if (m_isWrapPending)
        return text;
    Row &row = m_grid->row(m_y);
    const int last = rowEnd();
    int x = m_x;
    // What is there gives way as the run grows: a first half within it with its second one.
    for (; text != end && x < last; ++text) {
        const CharacterKind kind = CharacterKind::of(*text);
        if (kind.mayJoin() || x + kind.width() > last)
            break;
        if (text == begin)
            m_grid->split(row, x);
        Cell *const cells = row.cells + x;
        const bool wasWide = cells[kind.width() - 1].isWide();
        cells[0] = {*text, style};
        x += 1;
        if (kind.width() == 2) {
            cells[0].text |= Cell::wideBit;
            cells[1] = {Cell::tail, style};
            x += 1;
        }
        if (wasWide && x < m_columns)
            row.cells[x] = {};
    }
    if (text == begin)
        return text;
    row.isChanged = true;
    row.used = qMax(row.used, x);
    m_last = *(text - 1);
    m_x = x;
    if (x == last) {
        row.isWrapped = false;
        m_x = last - 1;
        m_isWrapPending = m_modes.autoWrap;
    }
    return text;
}

void Screen::put(char32_t character, CharacterKind kind)
{
    // Controls of eight bits, as text, are neither controls nor text.
    if (character >= 0x80 && character < 0xa0)
        return;
    if (kind.mayJoin() && join(character, kind))
        return;
    if (kind.width() > 0)
        place(character, kind.width());
}

void Screen::place(char32_t character, int width)
{
    if (width > m_columns)
        return;
    if (m_modes.autoWrap) {
        if (m_isWrapPending || m_x + width > rowEnd())
            wrap();
    } else if (m_x + width > rowEnd()) {
        return;
    }
    m_last = character;
    const quint32 style = penStyle();
    if (m_modes.insert)
        insertCells(width);
    Row &row = m_grid->row(m_y);
    m_grid->split(row, m_x);
    m_grid->split(row, m_x + width);
    row.cells[m_x] = {character, style};
    if (width == 2) {
        row.cells[m_x].text |= Cell::wideBit;
        row.cells[m_x + 1] = {Cell::tail, style};
    }
    row.isChanged = true;
    row.used = qMax(row.used, m_x + width);
    advance(width);
}

void Screen::advance(int width)
{
    const int end = rowEnd();
    m_x += width;
    m_isWrapPending = false;
    if (m_x < end)
        return;
    m_grid->row(m_y).isWrapped = false;
    m_x = end - 1;
    m_isWrapPending = m_modes.autoWrap;
}

void Screen::wrap()
{
    const int y = m_y;
    const int x = m_x;
    // A part of a row is no line with a part of the next one.
    const bool isLine = isFullWidth() && m_grid->row(y).size == LineSize::Single;
    m_isWrapPending = false;
    m_x = m_left;
    // Before a row moves. One that scrolls nowhere, at the screen's end below the region, is no
    // line with itself.
    if (isLine && (y == m_bottom || y < m_rows - 1))
        m_grid->row(y).isWrapped = true;
    if (y != m_bottom) {
        m_y = qMin(y + 1, m_rows - 1);
        return;
    }
    if (!isInMargins(x))
        return;
    scrollUp(1);
    // Its row has moved up, and so stands before the one that it goes on in.
    if (isLine && m_bottom > m_top)
        m_grid->row(m_bottom - 1).isWrapped = true;
}

// The column of the character before the cursor; -1: there is none.
int Screen::cellBefore() const
{
    int x = m_isWrapPending ? m_x : m_x - 1;
    const Row &row = m_grid->row(m_y);
    if (x > 0 && row.cells[x].isTail())
        --x;
    return x;
}

// Returns false if the character does not belong to the one before the cursor.
bool Screen::join(char32_t character, CharacterKind kind)
{
    const int x = cellBefore();
    if (kind.width() == 0) {
        if (x >= 0)
            extend(x, character);
        return true;
    }
    if (x < 0)
        return false;
    std::u32string text;
    appendText(m_grid->row(m_y).cells[x], text);
    const CharacterKind first = CharacterKind::of(text.front());
    const bool joins = kind.is(CharacterKind::Regional)
        ? text.size() == 1 && first.is(CharacterKind::Regional)
        : first.is(CharacterKind::Pictograph)
            && (kind.is(CharacterKind::SkinTone) || text.back() == joiner);
    if (!joins)
        return false;
    extend(x, character);
    return true;
}

// Appends a character to the text of the cell at \a x.
void Screen::extend(int x, char32_t character)
{
    Row &row = m_grid->row(m_y);
    std::u32string text;
    appendText(row.cells[x], text);
    if (text.size() >= Clusters::maximalLength)
        return;
    const CharacterKind first = CharacterKind::of(text.front());
    const bool isSelected =
        text.size() == 1 && character == emojiSelector && first.is(CharacterKind::Selectable);
    text += character;
    row.cells[x].text = cluster(text) | (row.cells[x].text & Cell::wideBit);
    row.used = qMax(row.used, x + 1);
    row.isChanged = true;
    if ((isSelected || CharacterKind::of(character).width() > 0) && !row.cells[x].isWide())
        widen(x);
}

// Gives the character at \a x, which the cursor is behind, a second cell.
void Screen::widen(int x)
{
    if (m_columns < 2)
        return;
    eraseStyle(); // before the cell is out of the grid: a sweep would forget its style
    Row *row = &m_grid->row(m_y);
    Cell cell = row->cells[x];
    cell.text |= Cell::wideBit;
    const int before = std::exchange(m_x, x);
    if (x + 2 > rowEnd()) {
        // It moves to the next row, as if it had come with two cells.
        if (!m_modes.autoWrap) {
            m_x = before;
            return;
        }
        row->cells[x] = {};
        if (row->used == x + 1)
            row->used = x;
        wrap();
        row = &m_grid->row(m_y);
        x = m_x;
    }
    if (m_modes.insert && isInMargins(x) && x < m_right)
        m_grid->insertCells(m_y, x + 1, 1, eraseStyle(), m_right + 1);
    m_grid->split(*row, x);
    m_grid->split(*row, x + 2);
    row->cells[x] = cell;
    row->cells[x + 1] = {Cell::tail, cell.style};
    row->used = qMax(row->used, x + 2);
    row->isChanged = true;
    advance(2);
}

void Screen::repeat(int count)
{
    const char32_t character = m_last;
    if (character == 0)
        return;
    const CharacterKind kind = CharacterKind::of(character);
    for (count = qMin(count, m_columns * m_rows); count > 0; --count)
        place(character, kind.width());
}

} // namespace Offspring::Terminal
