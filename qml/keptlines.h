// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef KEPTLINES_H
#define KEPTLINES_H

#include "numberedlines.h"

namespace Offspring {

/// The lines that a model keeps: its rows, and the batch that becomes rows next. Says how many rows
/// have to go for it.
class KeptLines
{
public:
    struct Limits
    {
        qint64 lines = 10000;
        /// A change of style counts as 16; the last line always fits.
        qint64 characters = 1 << 27;
    };

    const NumberedLines &rows() const { return m_rows; }
    const NumberedLines &batch() const { return m_batch; }
    /// Null: it has been dropped.
    OutputLine *find(qint64 number);

    /// The lines up to \a last are to go.
    void clear(qint64 last) { m_cleared = last; }
    /// The last line that clear() has named.
    qint64 cleared() const { return m_cleared; }

    /// Of \a batch as much as fits.
    void setBatch(NumberedLines batch, const Limits &limits);
    /// The number of the first line, among the rows and the batch, that stays.
    qint64 firstKept(const Limits &limits) const;
    /// Drops the oldest \a count rows. The rows that are none begin behind \a cleared.
    void dropRows(qint64 count, qint64 cleared);
    void insertBatch();

private:
    qint64 firstThatFits(qint64 characters) const;

    NumberedLines m_rows;
    NumberedLines m_batch;
    qint64 m_cleared = 0;
};

} // namespace Offspring

#endif // KEPTLINES_H
