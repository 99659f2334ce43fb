// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminaladdresses.h"

#include "terminaltextline.h"

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
    const TextLine line = TextLine::around(place.row, mostRows, rows);
    const Place cell{place.row, rows.row(place.row).cellBegin(place.column)};
    const qsizetype index = line.cells.indexOf(cell);
    for (const Found &each : inText(line.text)) {
        if (index < each.from || index >= each.to)
            continue;
        const auto [from, to] = line.places(each.from, each.to);
        return Address{from, to, each.url};
    }
    return {};
}

} // namespace Offspring::Terminal
