// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef NUMBEREDLINES_H
#define NUMBEREDLINES_H

#include "outputline.h"

#include <deque>

namespace Offspring {

/// Lines whose numbers follow each other.
struct NumberedLines
{
    qint64 first = 1; ///< the number of the first one
    std::deque<OutputLine> lines = {};

    /// The number behind that of the last one.
    qint64 end() const { return first + qint64(lines.size()); }
    /// Null: there is no line of this \a number.
    OutputLine *find(qint64 number)
    {
        return number >= first && number < end() ? &lines[size_t(number - first)] : nullptr;
    }
};

} // namespace Offspring

#endif // NUMBEREDLINES_H
