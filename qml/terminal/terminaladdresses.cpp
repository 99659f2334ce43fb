// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminaladdresses.h"

#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Offspring::Terminal {

namespace {

constexpr int mostRows = 32; // before and after a place
constexpr qsizetype longest = 2048; // of an address, in characters

bool belongs(QChar character)
{
    const char16_t code = character.unicode();
    const bool isFrame = code >= 0x2500 && code < 0x25a0; // box drawing and blocks
    const bool isFullWidth = (code >= 0x3000 && code < 0x3040)
        || (code >= 0xff00 && code < 0xff66 && character.isPunct());
    return (character.isPrint() || character.isSurrogate()) && !character.isSpace() && !isFrame
        && !isFullWidth && !QStringView(u"<>\"'`{}|\\^").contains(character);
}

/// Without the punctuation that ends a sentence, and the brackets that were opened before.
QStringView trimmed(QStringView address)
{
    const auto hasMore = [&](char16_t closing, char16_t opening) {
        return address.back() == closing && address.count(closing) > address.count(opening);
    };
    while (!address.isEmpty()) {
        const bool isOthers = hasMore(u')', u'(') || hasMore(u']', u'[');
        if (!isOthers && !QStringView(u".,;:!?*").contains(address.back()))
            break;
        address.chop(1);
    }
    return address;
}

/// Invalid: it is none.
QUrl urlOf(const QString &address)
{
    const bool hasScheme = !address.startsWith(u"www."_s, Qt::CaseInsensitive);
    const QUrl url(hasScheme ? address : u"http://"_s + address, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (scheme == u"mailto"_s)
        return url.path().contains(u'@') ? url : QUrl();
    if (scheme == u"file"_s)
        return url.path().isEmpty() ? QUrl() : url;
    const bool isBare = !hasScheme && !url.host().mid(4).contains(u'.'); // "www.": not a site
    return url.host().isEmpty() || isBare ? QUrl() : url;
}

/// A line, or what is around a place of it, and where its characters stand.
struct Line
{
    QString text;
    QList<Place> cells; // of each character
    QList<int> ends; // the column after each character's cell
};

Line lineAround(const Place &place, const TextRows &rows)
{
    qint64 number = place.row;
    while (number > rows.first && place.row - number < mostRows && rows.joinsNext(number - 1))
        --number;
    Line line;
    for (bool isLast = false; !isLast; ++number) {
        const TextRow row = rows.row(number);
        isLast = !rows.joinsNext(number) || number - place.row >= mostRows;
        const int columns = isLast ? rows.columns : wrappedColumns(rows, number, row);
        for (int column = 0; column < columns; column = row.cellEnd(column)) {
            const QString cell = row.cell(column);
            line.text += cell;
            line.cells.append(QList<Place>(cell.size(), {number, column}));
            line.ends.append(QList<int>(cell.size(), std::min(row.cellEnd(column), columns)));
        }
    }
    return line;
}

} // namespace

QList<Addresses::Found> Addresses::inText(const QString &text)
{
    static const QRegularExpression begin(
        u"(?<![\\p{L}\\p{N}+.-])(?:(?:https?|ftps?|sftp|ssh|git|gemini|gopher)://(?=[^/])"
        "|file://|mailto:|www\\.)"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QList<Found> found;
    qsizetype from = 0;
    while (true) {
        const QRegularExpressionMatch match = begin.match(text, from);
        if (!match.hasMatch())
            return found;
        qsizetype to = match.capturedEnd();
        while (to < text.size() && belongs(text[to]))
            ++to;
        // Two in a list; but after a slash the other one is a part of this one.
        const qsizetype other = begin.match(text, match.capturedEnd()).capturedStart();
        if (other > 0 && other < to && QStringView(u",;").contains(text[other - 1]))
            to = other;
        from = match.capturedStart();
        const QStringView address = trimmed(QStringView(text).sliced(from, to - from));
        const QUrl url = address.size() <= longest ? urlOf(address.toString()) : QUrl();
        const qsizetype end = from + address.size();
        if (url.isValid() && !url.isEmpty() && end >= match.capturedEnd())
            found << Found{from, end, url};
        from = std::max(to, match.capturedEnd());
    }
}

std::optional<Address> Addresses::at(const Place &place, const TextRows &rows)
{
    if (place.row < rows.first || place.row >= rows.end || place.column < 0
        || place.column >= rows.columns)
        return {};
    const Line line = lineAround(place, rows);
    const Place cell{place.row, rows.row(place.row).cellBegin(place.column)};
    const qsizetype index = line.cells.indexOf(cell);
    for (const Found &each : inText(line.text)) {
        if (index < each.from || index >= each.to)
            continue;
        const Place last = line.cells[each.to - 1];
        return Address{line.cells[each.from], {last.row, line.ends[each.to - 1]}, each.url};
    }
    return {};
}

} // namespace Offspring::Terminal
