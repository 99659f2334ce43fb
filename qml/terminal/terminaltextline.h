// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALTEXTLINE_H
#define OFFSPRING_TERMINAL_TERMINALTEXTLINE_H

#include "terminaltextrow.h"

namespace Offspring::Terminal {

/// A line, its wrapped rows joined, and where its characters stand.
struct TextLine
{
    QString text = {};
    QList<Place> cells = {}; ///< of each character the place before its cell
    QList<int> ends = {}; ///< and the column behind its cell

    /// Of a very long line only \a mostRows before and after \a row.
    static TextLine around(qint64 row, int mostRows, const TextRows &rows);

    /// The places around a part of the text, which is not empty.
    std::pair<Place, Place> places(qsizetype from, qsizetype to) const
    {
        return {cells[from], {cells[to - 1].row, ends[to - 1]}};
    }
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALTEXTLINE_H
