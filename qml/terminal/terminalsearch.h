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

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALSEARCH_H
