// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "screenlaws.h"

#include <algorithm>
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

QByteArray brokenLaw(QByteArrayView replies)
{
    constexpr uchar escape = 0x1b;
    constexpr uchar bell = 0x07;
    while (!replies.isEmpty()) {
        if (replies.size() < 3 || uchar(replies[0]) != escape)
            return "a reply is no sequence";
        const char kind = replies[1];
        qsizetype end = 2;
        if (kind == '[') {
            while (end < replies.size() && replies[end] >= 0x20 && replies[end] < 0x40)
                ++end;
            if (end == replies.size() || replies[end] < 0x40 || replies[end] > 0x7e)
                return "a reply is no control sequence";
        } else if (kind == ']' || kind == 'P') {
            while (end < replies.size() && replies[end] >= 0x20 && replies[end] < 0x7f)
                ++end;
            const bool isBell = kind == ']' && end < replies.size() && replies[end] == bell;
            if (!isBell
                && replies.sliced(end).first(qMin(qsizetype(2), replies.size() - end))
                    != QByteArrayView("\033\\"))
                return "a reply is no control string";
            end += isBell ? 0 : 1;
        } else {
            return "a reply is an escape sequence";
        }
        replies = replies.sliced(end + 1);
    }
    return {};
}

namespace {

// Of two screens that were fed the same; the indices of texts, styles and links may be others.
class Comparison
{
public:
    Comparison(Screen &one, Screen &other)
        : m_one(one)
        , m_other(other)
    { }

    /// What differs, or nothing.
    QByteArray difference()
    {
        if (m_one.columns() != m_other.columns() || m_one.rows() != m_other.rows())
            return "the size";
        if (m_one.modes() != m_other.modes() || m_one.isAlternate() != m_other.isAlternate())
            return "the modes";
        if (m_one.cursor() != m_other.cursor())
            return "the cursor";
        if (m_one.title() != m_other.title() || m_one.folder() != m_other.folder()
            || m_one.bells() != m_other.bells())
            return "the events";
        if (m_one.palette().revision() != m_other.palette().revision())
            return "the colours";
        for (int y = 0; y < m_one.rows(); ++y) {
            if (!isSame(m_one.row(y), m_other.row(y)))
                return "a row";
        }
        return isScrollbackSame() ? QByteArray() : "the scrollback";
    }

private:
    bool isScrollbackSame()
    {
        const Scrollback &rows = m_one.scrollback();
        if (rows.count() != m_other.scrollback().count()
            || rows.firstNumber() != m_other.scrollback().firstNumber())
            return false;
        Scrollback::Unpacked row;
        Scrollback::Unpacked other;
        for (int i = 0; i < rows.count(); ++i) {
            m_one.unpack(i, row);
            m_other.unpack(i, other);
            if (row.cells.size() != other.cells.size() || row.isWrapped != other.isWrapped
                || row.mark != other.mark || row.size != other.size
                || !isSame(row.cells.data(), other.cells.data(), int(row.cells.size())))
                return false;
        }
        return true;
    }
    bool isSame(const Row &row, const Row &other)
    {
        return row.isWrapped == other.isWrapped && row.mark == other.mark && row.size == other.size
            && isSame(row.cells, other.cells, std::max(row.used, other.used));
    }
    bool isSame(const Cell *cells, const Cell *others, int count)
    {
        for (int x = 0; x < count; ++x) {
            if (!hasSameText(cells[x], others[x]) || !hasSameStyle(cells[x], others[x]))
                return false;
        }
        return true;
    }
    bool hasSameText(Cell cell, Cell other)
    {
        if (!cell.isCluster() || !other.isCluster())
            return cell.text == other.text;
        m_text.clear();
        m_one.appendText(cell, m_text);
        m_otherText.clear();
        m_other.appendText(other, m_otherText);
        return cell.isWide() == other.isWide() && m_text == m_otherText;
    }
    bool hasSameStyle(Cell cell, Cell other) const
    {
        Style style = m_one.style(cell.style);
        const Style &otherStyle = m_other.style(other.style);
        const Links::Link &link = m_one.link(style.link);
        const Links::Link &otherLink = m_other.link(otherStyle.link);
        style.link = otherStyle.link;
        return style == otherStyle && link.url == otherLink.url && link.id == otherLink.id;
    }

    Screen &m_one;
    Screen &m_other;
    std::u32string m_text = {};
    std::u32string m_otherText = {};
};

// Two screens: one has the bytes in pieces, the other one whole.
class Pair
{
public:
    void feed(QByteArrayView bytes)
    {
        m_whole.feed(bytes);
        for (qsizetype at = 0; at < bytes.size();) {
            m_random = m_random * 1103515245U + 12345U;
            const qsizetype length = qMin(qsizetype(1 + m_random / 65536 % 7), bytes.size() - at);
            m_cut.feed(bytes.sliced(at, length));
            at += length;
        }
    }
    // What a program would have read by now: it comes back as an echo.
    QByteArray echo()
    {
        const QByteArray replies = m_whole.takeReplies();
        QByteArray broken = brokenLaw(replies);
        if (broken.isEmpty() && replies != m_cut.takeReplies())
            broken = "the replies depend on how the bytes are cut";
        feed(replies);
        return broken;
    }
    void resize(int columns, int rows)
    {
        m_whole.resize(columns, rows);
        m_cut.resize(columns, rows);
    }
    QByteArray brokenLaw()
    {
        const QByteArray broken = ::brokenLaw(m_whole);
        if (!broken.isEmpty())
            return broken;
        const QByteArray difference = Comparison(m_whole, m_cut).difference();
        if (!difference.isEmpty())
            return "it depends on how the bytes are cut: " + difference;
        return {};
    }

private:
    static QByteArray brokenLaw(QByteArrayView replies) { return ::brokenLaw(replies); }

    static constexpr int limit = 50;
    Screen m_whole = Screen(20, 6, limit);
    Screen m_cut = Screen(20, 6, limit);
    quint32 m_random = 1;
};

} // namespace

QByteArray fuzz(QByteArrayView bytes)
{
    constexpr char echo = '\xfc';
    constexpr char size = '\xfd';
    Pair screens;
    QByteArray broken;
    while (!bytes.isEmpty() && broken.isEmpty()) {
        qsizetype end = 0;
        while (end < bytes.size() && bytes[end] != echo && bytes[end] != size)
            ++end;
        screens.feed(bytes.first(end));
        bytes = bytes.sliced(end);
        if (bytes.startsWith(echo)) {
            broken = screens.echo();
            bytes = bytes.sliced(1);
        } else if (bytes.size() >= 3) {
            screens.resize(1 + uchar(bytes[1]) % 40, 1 + uchar(bytes[2]) % 12);
            bytes = bytes.sliced(3);
        } else {
            break;
        }
        if (broken.isEmpty())
            broken = screens.brokenLaw();
    }
    if (broken.isEmpty())
        broken = screens.echo();
    return broken.isEmpty() ? screens.brokenLaw() : broken;
}
