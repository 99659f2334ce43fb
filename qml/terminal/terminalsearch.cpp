// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalsearch.h"

#include "terminaltextline.h"

#include <algorithm>

namespace Offspring::Terminal {

namespace {

constexpr int mostRows = 1000; // of a line that are joined

using Match = std::pair<Place, Place>;

/// In the line of which \a row is the first one.
std::optional<Match> matchIn(const QRegularExpression &pattern, qint64 row, const TextRows &rows,
                             Search::Direction direction, const Place &from, bool isBounded)
{
    const TextLine line = TextLine::around(row, mostRows, rows);
    std::optional<Match> found;
    QRegularExpressionMatchIterator each = pattern.globalMatch(line.text);
    while (each.hasNext()) {
        const QRegularExpressionMatch match = each.next();
        if (match.capturedLength() == 0)
            continue;
        const Match places = line.places(match.capturedStart(), match.capturedEnd());
        const bool isBefore = places.first < from;
        if (direction == Search::Direction::Down && (!isBounded || !isBefore))
            return places;
        if (direction == Search::Direction::Up && (!isBounded || isBefore))
            found = places;
    }
    return found;
}

qint64 lineBegin(qint64 row, const TextRows &rows)
{
    qint64 begin = row;
    while (begin > rows.first && row - begin < mostRows && rows.joinsNext(begin - 1))
        --begin;
    return begin;
}

qint64 nextLine(qint64 row, const TextRows &rows)
{
    while (rows.joinsNext(row))
        ++row;
    return row + 1 < rows.end ? row + 1 : rows.first;
}

qint64 previousLine(qint64 row, const TextRows &rows)
{
    return lineBegin(row > rows.first ? row - 1 : rows.end - 1, rows);
}

/// Of one that is not empty.
bool isSearchable(const QRegularExpression &pattern, const TextRows &rows)
{
    return !rows.isEmpty() && pattern.isValid() && !pattern.pattern().isEmpty();
}

} // namespace

QRegularExpression Search::literal(const QString &text)
{
    return QRegularExpression(QRegularExpression::escape(text),
                              QRegularExpression::CaseInsensitiveOption
                                  | QRegularExpression::UseUnicodePropertiesOption);
}

std::optional<Match> Search::find(const QRegularExpression &pattern, const Place &from,
                                  Direction direction, const TextRows &rows)
{
    if (!isSearchable(pattern, rows))
        return {};
    const qint64 first = lineBegin(std::clamp(from.row, rows.first, rows.end - 1), rows);
    if (const auto match = matchIn(pattern, first, rows, direction, from, true))
        return match;
    qint64 row = first;
    do {
        row = direction == Direction::Down ? nextLine(row, rows) : previousLine(row, rows);
        if (const auto match = matchIn(pattern, row, rows, direction, from, false))
            return match;
    } while (row != first);
    return {};
}

void MatchCount::begin(const QRegularExpression &pattern, const Place &place)
{
    m_pattern = pattern;
    m_place = place;
    m_next = m_matches = m_number = 0;
}

bool MatchCount::goOn(int lines, const TextRows &rows)
{
    if (!isSearchable(m_pattern, rows))
        return true;
    m_next = std::max(m_next, rows.first);
    for (int i = 0; i < lines && m_next < rows.end; ++i) {
        const TextLine line = TextLine::around(m_next, mostRows, rows);
        QRegularExpressionMatchIterator each = m_pattern.globalMatch(line.text);
        while (each.hasNext()) {
            const QRegularExpressionMatch match = each.next();
            if (match.capturedLength() == 0)
                continue;
            ++m_matches;
            if (line.cells[match.capturedStart()] == m_place)
                m_number = m_matches;
        }
        while (rows.joinsNext(m_next))
            ++m_next;
        ++m_next;
    }
    return m_next >= rows.end;
}

} // namespace Offspring::Terminal
