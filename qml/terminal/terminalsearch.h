// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALSEARCH_H
#define OFFSPRING_TERMINAL_TERMINALSEARCH_H

#include "terminaltextrow.h"

#include <QtCore/QRegularExpression>

#include <optional>
#include <utility>

namespace Offspring::Terminal {

/// Finds text in a terminal's rows, the wrapped ones joined. A match does not go beyond its line.
class Search
{
public:
    enum class Direction { Up, Down };

    /// The text itself, in whatever case.
    static QRegularExpression literal(const QString &text);
    /// Up: the last match that begins before \a from; down: the first one that begins at it or
    /// behind. After the last row comes the first one, and the other way round.
    static std::optional<std::pair<Place, Place>> find(const QRegularExpression &pattern,
                                                       const Place &from, Direction direction,
                                                       const TextRows &rows);
};

/// Counts matches, some lines at a time, so that who counts can do other things meanwhile.
class MatchCount
{
public:
    /// From the first row on. \a place: where a match begins, whose number is wanted.
    void begin(const QRegularExpression &pattern, const Place &place);
    /// True: it is done.
    bool goOn(int lines, const TextRows &rows);

    int matches() const { return m_matches; }
    /// The first one is 1; 0: none begins at that place.
    int number() const { return m_number; }

private:
    QRegularExpression m_pattern;
    Place m_place;
    qint64 m_next = 0;
    int m_matches = 0;
    int m_number = 0;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALSEARCH_H
