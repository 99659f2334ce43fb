// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALCLUSTERS_H
#define OFFSPRING_TERMINAL_TERMINALCLUSTERS_H

#include <QtCore/qglobal.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace Offspring::Terminal {

/// The texts of cells that have several characters, each once.
class Clusters
{
public:
    static constexpr int maximalLength = 32;

    quint32 insert(std::u32string_view text);
    std::u32string_view text(quint32 index) const { return m_texts[index]; }

    /// So many have come since the last sweep that some may be unused.
    bool isFull() const { return m_count >= m_limit; }
    /// Drops all whose \a isUsed is false; the others keep their index.
    void sweep(const std::vector<bool> &isUsed);
    quint32 end() const { return quint32(m_texts.size()); } // behind the highest index

private:
    std::vector<std::u32string> m_texts; // empty: unused
    std::vector<quint32> m_unused;
    std::unordered_map<std::u32string, quint32> m_indices;
    quint32 m_count = 0;
    quint32 m_limit = 4096;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALCLUSTERS_H
