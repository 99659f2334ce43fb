// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALSCROLLBACK_H
#define OFFSPRING_TERMINAL_TERMINALSCROLLBACK_H

#include "terminalrow.h"

#include <deque>
#include <memory>
#include <vector>

namespace Offspring::Terminal {

class Clusters;

/// The rows that have left the screen, packed: the text, a byte for an ASCII character, and the
/// runs of equal style. They lie one behind the other in pages, so that a row costs no allocation.
class Scrollback
{
public:
    /// A row that was taken out.
    struct Unpacked
    {
        std::vector<Cell> cells = {};
        bool isWrapped = false;
        PromptMark mark = PromptMark::None;
        LineSize size = LineSize::Single;
    };

    explicit Scrollback(int limit)
        : m_limit(limit)
    { }

    int limit() const { return m_limit; }
    void setLimit(int limit);

    int count() const { return int(m_next - m_first); }
    /// The number of the oldest row: so many have been dropped since the beginning. Another width
    /// of the screen makes other rows, which are counted anew.
    qint64 firstNumber() const { return m_first; }

    void append(const Row &row, const Clusters &clusters);
    void append(const Cell *cells, int count, bool isWrapped, PromptMark mark, LineSize size,
                const Clusters &clusters);
    /// \a index: 0 is the oldest.
    void unpack(int index, Clusters &clusters, Unpacked &row) const;
    bool isWrapped(int index) const;
    PromptMark mark(int index) const;
    void removeLast();
    void clear();

    /// Sets what belongs to a style that a row has.
    void markStyles(std::vector<bool> &isUsed) const;
    /// The memory of all pages.
    qsizetype size() const;

private:
    struct Head; // of a packed row
    Head headOf(int index) const;
    struct Page
    {
        std::unique_ptr<uchar[]> bytes = {};
        quint32 size = 0;
        quint32 capacity = 0;
        std::vector<quint32> rows = {}; // where they begin
        qint64 firstNumber = 0;
    };
    uchar *reserve(quint32 bytes);
    const uchar *packed(int index) const;
    void dropOldest();

    std::deque<Page> m_pages;
    Page m_spare; // memory
    qint64 m_first = 0;
    qint64 m_next = 0;
    int m_limit;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALSCROLLBACK_H
