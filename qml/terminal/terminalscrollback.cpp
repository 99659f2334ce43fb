// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalscrollback.h"

#include "terminalclusters.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace Offspring::Terminal {

// A packed row: its head, its runs, its text, and bytes up to the next multiple of four. A row
// whose cells all have style 0 has no run. The text: UTF-8, in which these bytes cannot be:
//   clusterByte LENGTH  the next LENGTH characters are one cell
//   wideByte            the next cell is one of two, whose second half has no text
// An erased cell is a NUL.

struct Scrollback::Head
{
    quint32 cells;
    quint32 textSize;
    quint32 runs;
    quint8 isWrapped;
    PromptMark mark;
    quint8 isAscii;
    LineSize size;
};

namespace {

struct Run
{
    quint32 cells;
    quint32 style;
};

constexpr uchar clusterByte = 0xff;
constexpr uchar wideByte = 0xfe;
constexpr quint32 pageSize = 1 << 16;

uchar *writeUtf8(uchar *to, char32_t character)
{
    if (character < 0x80) {
        *to++ = uchar(character);
    } else if (character < 0x800) {
        *to++ = uchar(0xc0 | character >> 6);
        *to++ = uchar(0x80 | (character & 0x3f));
    } else if (character < 0x10000) {
        *to++ = uchar(0xe0 | character >> 12);
        *to++ = uchar(0x80 | (character >> 6 & 0x3f));
        *to++ = uchar(0x80 | (character & 0x3f));
    } else {
        *to++ = uchar(0xf0 | character >> 18);
        *to++ = uchar(0x80 | (character >> 12 & 0x3f));
        *to++ = uchar(0x80 | (character >> 6 & 0x3f));
        *to++ = uchar(0x80 | (character & 0x3f));
    }
    return to;
}

// Of what writeUtf8 wrote.
char32_t readUtf8(const uchar *&from)
{
    char32_t character = *from++;
    int more = character < 0x80 ? 0 : character < 0xe0 ? 1 : character < 0xf0 ? 2 : 3;
    if (more > 0)
        character &= 0x3fU >> more;
    for (; more > 0; --more)
        character = character << 6 | (*from++ & 0x3fU);
    return character;
}

uchar *writeCell(uchar *to, const Cell &cell, const Clusters &clusters)
{
    if (cell.isTail())
        return to;
    if (cell.isWide())
        *to++ = wideByte;
    if (!cell.isCluster())
        return writeUtf8(to, cell.value());
    const std::u32string_view text = clusters.text(cell.value());
    *to++ = clusterByte;
    *to++ = uchar(text.size());
    for (const char32_t each : text)
        to = writeUtf8(to, each);
    return to;
}

quint32 aligned(quint32 size)
{
    return (size + 3) & ~3U;
}

struct Measure
{
    quint32 textBound = 0;
    quint32 runs = 0;
    bool isAscii = false;
};

Measure measured(const Cell *cells, int count, const Clusters &clusters)
{
    quint32 texts = 0;
    quint32 styles = 0;
    for (int i = 0; i < count; ++i) {
        texts |= cells[i].text;
        styles |= cells[i].style;
    }
    Measure result;
    result.isAscii = texts < 0x80;
    result.textBound = quint32(count);
    if (!result.isAscii) {
        for (int i = 0; i < count; ++i)
            result.textBound +=
                cells[i].isCluster() ? 3 + 4 * quint32(clusters.text(cells[i].value()).size()) : 4;
    }
    if (styles != 0) {
        result.runs = 1;
        for (int i = 1; i < count; ++i)
            result.runs += cells[i].style != cells[i - 1].style;
    }
    return result;
}

void writeRuns(uchar *to, const Cell *cells, int count)
{
    for (int begin = 0; begin < count;) {
        int end = begin + 1;
        while (end < count && cells[end].style == cells[begin].style)
            ++end;
        const Run run = {quint32(end - begin), cells[begin].style};
        std::memcpy(to, &run, sizeof(run));
        to += sizeof(run);
        begin = end;
    }
}

} // namespace

void Scrollback::setLimit(int limit)
{
    m_limit = limit;
    while (count() > limit)
        dropOldest();
}

uchar *Scrollback::reserve(quint32 bytes)
{
    if (m_pages.empty() || m_pages.back().capacity - m_pages.back().size < bytes) {
        Page page = std::exchange(m_spare, {});
        if (page.capacity < bytes) {
            page.capacity = qMax(pageSize, bytes);
            page.bytes.reset(new uchar[page.capacity]);
        }
        page.firstNumber = m_next;
        m_pages.push_back(std::move(page));
    }
    return m_pages.back().bytes.get() + m_pages.back().size;
}

void Scrollback::append(const Row &row, const Clusters &clusters)
{
    append(row.cells, row.used, row.isWrapped, row.mark, row.size, clusters);
}

void Scrollback::append(const Cell *cells, int count, bool isWrapped, PromptMark mark,
                        LineSize size, const Clusters &clusters)
{
    if (m_limit == 0)
        return;
    if (this->count() >= m_limit)
        dropOldest();
    const Measure measure = measured(cells, count, clusters);
    const quint32 before = quint32(sizeof(Head) + measure.runs * sizeof(Run));
    uchar *const begin = reserve(aligned(before + measure.textBound));
    if (measure.runs > 0)
        writeRuns(begin + sizeof(Head), cells, count);
    uchar *const text = begin + before;
    uchar *end = text + count;
    if (measure.isAscii) {
        for (int i = 0; i < count; ++i)
            text[i] = uchar(cells[i].text);
    } else {
        end = text;
        for (int i = 0; i < count; ++i)
            end = writeCell(end, cells[i], clusters);
    }
    const Head head = {quint32(count), quint32(end - text), measure.runs, isWrapped,
                       mark,           measure.isAscii,     size};
    std::memcpy(begin, &head, sizeof(head));
    Page &page = m_pages.back();
    page.rows.push_back(page.size);
    page.size += aligned(quint32(end - begin));
    ++m_next;
}

const uchar *Scrollback::packed(int index) const
{
    const qint64 number = m_first + index;
    const auto behind =
        std::upper_bound(m_pages.begin(), m_pages.end(), number,
                         [](qint64 each, const Page &page) { return each < page.firstNumber; });
    const Page &page = *std::prev(behind);
    return page.bytes.get() + page.rows[size_t(number - page.firstNumber)];
}

Scrollback::Head Scrollback::headOf(int index) const
{
    Head head;
    std::memcpy(&head, packed(index), sizeof(head));
    return head;
}

bool Scrollback::isWrapped(int index) const
{
    return headOf(index).isWrapped;
}

PromptMark Scrollback::mark(int index) const
{
    return headOf(index).mark;
}

void Scrollback::unpack(int index, Clusters &clusters, Unpacked &row) const
{
    const uchar *at = packed(index);
    const Head head = headOf(index);
    row.isWrapped = head.isWrapped;
    row.mark = head.mark;
    row.size = head.size;
    row.cells.assign(head.cells, Cell{});
    at += sizeof(head);
    Cell *cell = row.cells.data();
    for (quint32 i = 0; i < head.runs; ++i, at += sizeof(Run)) {
        Run run;
        std::memcpy(&run, at, sizeof(run));
        for (; run.cells > 0; --run.cells)
            (cell++)->style = run.style;
    }
    cell = row.cells.data();
    const uchar *const end = at + head.textSize;
    while (at != end) {
        const bool isWide = *at == wideByte;
        at += isWide;
        if (*at == clusterByte) {
            std::u32string text(at[1], U'\0');
            at += 2;
            for (char32_t &each : text)
                each = readUtf8(at);
            cell->text = clusters.insert(text) | Cell::clusterBit;
        } else {
            cell->text = readUtf8(at);
        }
        if (isWide) {
            cell->text |= Cell::wideBit;
            (++cell)->text = Cell::tail;
        }
        ++cell;
    }
}

void Scrollback::removeLast()
{
    Page &page = m_pages.back();
    page.size = page.rows.back();
    page.rows.pop_back();
    --m_next;
    if (page.rows.empty() || m_next == m_first)
        m_pages.pop_back();
}

void Scrollback::dropOldest()
{
    ++m_first;
    Page &page = m_pages.front();
    if (m_first - page.firstNumber < qint64(page.rows.size()))
        return;
    m_spare = std::move(page);
    m_spare.size = 0;
    m_spare.rows.clear();
    m_pages.pop_front();
}

void Scrollback::clear()
{
    m_pages.clear();
    m_spare = {};
    m_first = m_next;
}

void Scrollback::markStyles(std::vector<bool> &isUsed) const
{
    for (const Page &page : m_pages) {
        // Of the first page, some rows may have been dropped.
        const qint64 dropped = qMax(m_first - page.firstNumber, qint64(0));
        for (size_t i = size_t(dropped); i < page.rows.size(); ++i) {
            const uchar *at = page.bytes.get() + page.rows[i];
            Head head;
            std::memcpy(&head, at, sizeof(head));
            at += sizeof(head);
            for (quint32 run = 0; run < head.runs; ++run, at += sizeof(Run)) {
                Run each;
                std::memcpy(&each, at, sizeof(each));
                isUsed[each.style] = true;
            }
        }
    }
}

qsizetype Scrollback::size() const
{
    qsizetype result = 0;
    for (const Page &page : m_pages)
        result += qsizetype(page.capacity + page.rows.capacity() * sizeof(quint32));
    return result;
}

} // namespace Offspring::Terminal
