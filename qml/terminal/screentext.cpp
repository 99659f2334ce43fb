// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "screentext.h"

#include <algorithm>
#include <string>

namespace Offspring::Terminal {

ScreenText::Cells ScreenText::cells(qint64 number)
{
    if (number < first() || number >= end())
        return {};
    if (number >= top()) {
        const Row &row = m_screen.row(int(number - top()));
        return {row.cells, row.used, row.isWrapped, row.size};
    }
    m_screen.unpack(int(number - first()), m_unpacked);
    const int used = std::min(int(m_unpacked.cells.size()), m_screen.columns());
    return {m_unpacked.cells.data(), used, m_unpacked.isWrapped, m_unpacked.size};
}

TextRow ScreenText::textRow(qint64 number)
{
    const Cells row = cells(number);
    TextRow text;
    text.starts.reserve(row.used);
    text.isDouble = row.size != LineSize::Single;
    std::u32string characters;
    for (int x = 0; x < row.used; ++x) {
        if (row.cells[x].isTail() && x > 0) {
            text.starts << text.starts.last();
            continue;
        }
        text.starts << int(text.text.size());
        characters.clear();
        m_screen.appendText(row.cells[x], characters);
        for (const char32_t each : characters)
            text.text += QChar::fromUcs4(each);
    }
    return text;
}

bool ScreenText::isWrapped(qint64 number) const
{
    if (number >= top())
        return number < end() && m_screen.row(int(number - top())).isWrapped;
    return number >= first() && m_screen.scrollback().isWrapped(int(number - first()));
}

PromptMark ScreenText::mark(qint64 number) const
{
    if (number >= top())
        return number < end() ? m_screen.row(int(number - top())).mark : PromptMark::None;
    return number >= first() ? m_screen.scrollback().mark(int(number - first())) : PromptMark::None;
}

TextRows ScreenText::rows()
{
    TextRows rows;
    rows.first = first();
    rows.end = end();
    rows.columns = m_screen.columns();
    rows.row = [this](qint64 number) { return textRow(number); };
    rows.isWrapped = [this](qint64 number) { return isWrapped(number); };
    return rows;
}

} // namespace Offspring::Terminal
