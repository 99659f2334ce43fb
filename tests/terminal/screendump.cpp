// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "screendump.h"

#include <string>
#include <vector>

using namespace Offspring::Terminal;

const char *const Screendump::usage =
    "usage: screendump [--columns N] [--rows N] [--limit N] [--chunk N] [--resize OFFSET:CxR]...\n"
    "                  [--scrollback] [--attributes] [--events] [--replies] <BYTES\n";

namespace {

std::optional<qsizetype> number(QStringView text, qsizetype least, qsizetype most)
{
    bool isNumber = false;
    const qlonglong value = text.toLongLong(&isNumber);
    if (!isNumber || text.startsWith(u'+') || value < least || value > most)
        return {};
    return qsizetype(value);
}

constexpr qsizetype mostRows = 100'000'000;
constexpr qsizetype mostBytes = std::numeric_limits<qsizetype>::max();

std::optional<Screendump::Resize> resize(const QString &text)
{
    const QStringList parts = text.split(u':');
    const QStringList size = parts.last().split(u'x');
    if (parts.size() != 2 || size.size() != 2)
        return {};
    const auto offset = number(parts[0], 0, mostBytes);
    const auto columns = number(size[0], 1, Screen::maximalSize);
    const auto rows = number(size[1], 1, Screen::maximalSize);
    if (!offset || !columns || !rows)
        return {};
    return Screendump::Resize{*offset, int(*columns), int(*rows)};
}

QByteArray colour(Colour colour)
{
    if (colour.isIndexed())
        return QByteArray::number(colour.value());
    return '#' + QByteArray::number(colour.value(), 16).rightJustified(6, '0');
}

QByteArray escaped(QByteArrayView text, QByteArrayView characters)
{
    QByteArray result;
    for (const char each : text) {
        if (characters.contains(each))
            result += '\\';
        result += each;
    }
    return result;
}

// A cell's look, as the runs have it: of a space only what can be seen.
QByteArray styleText(const Screen &screen, const Style &style, bool isSpace)
{
    QByteArrayList words;
    const bool isSeen = !isSpace || style.underline != Style::Underline::None
        || style.has(Style::Inverse) || style.has(Style::Strike);
    const auto add = [&](Style::Attribute attribute, const char *word) {
        if (isSeen && style.has(attribute))
            words.append(word);
    };
    add(Style::Bold, "bold");
    add(Style::Dim, "dim");
    add(Style::Italic, "italic");
    constexpr const char *underlines[] = {"", "underline", "double", "curly", "dotted", "dashed"};
    if (style.underline != Style::Underline::None)
        words.append(underlines[int(style.underline)]);
    add(Style::Blink, "blink");
    add(Style::Inverse, "inverse");
    add(Style::Conceal, "conceal");
    add(Style::Strike, "strike");
    if (isSeen && !style.foreground.isDefault())
        words.append("fg=" + colour(style.foreground));
    if (!style.background.isDefault())
        words.append("bg=" + colour(style.background));
    if (isSeen && !style.underlineColour.isDefault())
        words.append("ul=" + colour(style.underlineColour));
    if (style.link != 0)
        words.append("link=" + escaped(screen.link(style.link).url, "[]\\"));
    return words.join(' ');
}

QByteArray rowText(const Screen &screen, const Cell *cells, int count, bool hasAttributes)
{
    struct Run
    {
        QByteArray style = {};
        QByteArray text = {};
    };
    std::vector<Run> runs;
    std::u32string text;
    for (int x = 0; x < count; ++x) {
        if (cells[x].isTail())
            continue;
        text.clear();
        screen.appendText(cells[x], text);
        const bool isSpace = text == U" ";
        QByteArray style;
        if (hasAttributes)
            style = styleText(screen, screen.style(cells[x].style), isSpace);
        if (runs.empty() || runs.back().style != style)
            runs.push_back({style, {}});
        runs.back().text += QString::fromUcs4(text.data(), qsizetype(text.size())).toUtf8();
    }
    if (!runs.empty() && runs.back().style.isEmpty()) {
        QByteArray &last = runs.back().text;
        while (last.endsWith(' '))
            last.chop(1);
        if (last.isEmpty())
            runs.pop_back();
    }
    QByteArray result;
    for (const Run &run : runs) {
        if (hasAttributes && (!run.style.isEmpty() || &run != &runs.front()))
            result += '[' + run.style + ']';
        result += hasAttributes ? escaped(run.text, "[\\") : run.text;
    }
    return result + '\n';
}

QByteArray orDash(const QByteArray &text)
{
    return text.isEmpty() ? QByteArray("-") : text;
}

} // namespace

std::optional<Screendump> Screendump::fromArguments(const QStringList &arguments)
{
    Screendump result;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &name = arguments[i];
        if (name == u"--scrollback") {
            result.hasScrollback = true;
        } else if (name == u"--attributes") {
            result.hasAttributes = true;
        } else if (name == u"--events") {
            result.hasEvents = true;
        } else if (name == u"--replies") {
            result.hasReplies = true;
        } else if (i + 1 == arguments.size()) {
            return {};
        } else if (name == u"--resize") {
            const auto size = resize(arguments[++i]);
            if (!size || (!result.resizes.isEmpty() && size->offset < result.resizes.last().offset))
                return {};
            result.resizes.append(*size);
        } else {
            const bool isSize = name == u"--columns" || name == u"--rows";
            const bool isChunk = name == u"--chunk";
            if (!isSize && !isChunk && name != u"--limit")
                return {};
            const auto value = number(arguments[++i], isSize || isChunk ? 1 : 0,
                                      isSize        ? qsizetype(Screen::maximalSize)
                                          : isChunk ? mostBytes
                                                    : mostRows);
            if (!value)
                return {};
            if (isChunk)
                result.chunk = *value;
            else
                (isSize ? (name == u"--rows" ? result.rows : result.columns) : result.limit) =
                    int(*value);
        }
    }
    return result;
}

QByteArray Screendump::run(QByteArrayView bytes) const
{
    Screen screen(columns, rows, limit);
    QByteArray replies;
    qsizetype at = 0;
    const auto feedUpTo = [&](qsizetype end) {
        while (at < end) {
            const qsizetype length = chunk > 0 ? qMin(chunk, end - at) : end - at;
            screen.feed(bytes.sliced(at, length));
            replies += screen.takeReplies();
            at += length;
        }
    };
    for (const Resize &each : resizes) {
        feedUpTo(qMin(each.offset, bytes.size()));
        screen.resize(each.columns, each.rows);
    }
    feedUpTo(bytes.size());
    QByteArray result = text(screen);
    if (hasReplies)
        result += "replies " + orDash(replies.toHex()) + '\n';
    return result;
}

QByteArray Screendump::text(Screen &screen) const
{
    QByteArray result;
    if (hasScrollback) {
        Scrollback::Unpacked row;
        for (int i = 0; i < screen.scrollback().count(); ++i) {
            screen.unpack(i, row);
            result += rowText(screen, row.cells.data(), int(row.cells.size()), hasAttributes);
        }
        result += "---\n";
    }
    for (int y = 0; y < screen.rows(); ++y)
        result += rowText(screen, screen.row(y).cells, screen.row(y).used, hasAttributes);
    const Screen::Cursor cursor = screen.cursor();
    constexpr const char *shapes[] = {"block", "underline", "bar"};
    result += "cursor " + QByteArray::number(cursor.y) + ' ' + QByteArray::number(cursor.x)
        + (cursor.isVisible ? " visible " : " hidden ") + shapes[int(cursor.shape)] + '\n';
    if (hasEvents) {
        result += "title " + orDash(screen.title().toUtf8()) + '\n';
        result += "folder " + orDash(screen.folder()) + '\n';
        result += "bells " + QByteArray::number(screen.bells()) + '\n';
    }
    return result;
}
