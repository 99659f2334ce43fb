// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "screenlaws.h"

#include <vector>

using namespace Offspring::Terminal;

namespace {

QByteArray brokenLaw(const Screen &screen, const Cell *cells, int count, int columns)
{
    if (count > columns)
        return "a row is longer than the screen";
    std::u32string text;
    for (int x = 0; x < count; ++x) {
        const Cell &cell = cells[x];
        if (cell.isWide() && (x + 1 == count || !cells[x + 1].isTail()))
            return "a first half without a second one";
        if (cell.isTail()) {
            if (x == 0 || !cells[x - 1].isWide())
                return "a second half without a first one";
            continue;
        }
        text.clear();
        screen.appendText(cell, text);
        if (text.empty() || text.size() > Clusters::maximalLength)
            return "a cell with too much text, or none";
        for (const char32_t each : text) {
            if (each < 0x20 || (each >= 0x7f && each < 0xa0) || each > 0x10ffff
                || (each >= 0xd800 && each < 0xe000))
                return "a cell with a control, or with what is no character";
        }
        screen.link(screen.style(cell.style).link);
    }
    return {};
}

} // namespace

QByteArray brokenLaw(Screen &screen)
{
    const Screen::Cursor cursor = screen.cursor();
    if (cursor.x < 0 || cursor.x >= screen.columns() || cursor.y < 0 || cursor.y >= screen.rows())
        return "the cursor is not on the screen";
    for (int y = 0; y < screen.rows(); ++y) {
        const Row &row = screen.row(y);
        const QByteArray broken = brokenLaw(screen, row.cells, row.used, screen.columns());
        if (!broken.isEmpty())
            return broken;
        for (int x = row.used; x < screen.columns(); ++x) {
            if (row.cells[x] != Cell())
                return "a cell is used beyond the used ones";
        }
    }
    const Scrollback &scrollback = screen.scrollback();
    if (scrollback.count() > scrollback.limit())
        return "the scrollback is beyond its limit";
    Scrollback::Unpacked row;
    for (int i = 0; i < scrollback.count(); ++i) {
        screen.unpack(i, row);
        const QByteArray broken =
            brokenLaw(screen, row.cells.data(), int(row.cells.size()), Screen::maximalSize);
        if (!broken.isEmpty())
            return "the scrollback: " + broken;
    }
    return {};
}

QByteArray fuzz(QByteArrayView bytes)
{
    constexpr int limit = 50;
    Screen screen(20, 6, limit);
    QByteArray broken;
    // A byte of 0xfd, which no text has, is followed by a size.
    while (!bytes.isEmpty() && broken.isEmpty()) {
        const qsizetype end = bytes.indexOf('\xfd');
        const QByteArrayView part = end < 0 ? bytes : bytes.first(end);
        bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
        screen.feed(part);
        const QByteArray replies = screen.takeReplies();
        if (replies.contains('\n') || replies.contains('\r'))
            return "a reply could end a command";
        if (bytes.size() >= 2) {
            screen.resize(1 + uchar(bytes[0]) % 40, 1 + uchar(bytes[1]) % 12);
            bytes = bytes.sliced(2);
        }
        broken = brokenLaw(screen);
    }
    return broken;
}
