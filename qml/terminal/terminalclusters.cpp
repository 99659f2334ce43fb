// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalclusters.h"

namespace Offspring::Terminal {

quint32 Clusters::insert(std::u32string_view text)
{
    const auto [place, isNew] = m_indices.try_emplace(std::u32string(text), 0);
    if (!isNew)
        return place->second;
    quint32 index = end();
    if (m_unused.empty()) {
        m_texts.emplace_back(text);
    } else {
        index = m_unused.back();
        m_unused.pop_back();
        m_texts[index] = text;
    }
    place->second = index;
    ++m_count;
    return index;
}

void Clusters::sweep(const std::vector<bool> &isUsed)
{
    m_count = 0;
    for (quint32 index = 0; index < end(); ++index) {
        std::u32string &text = m_texts[index];
        if (text.empty())
            continue;
        if (isUsed[index]) {
            ++m_count;
            continue;
        }
        m_indices.erase(text);
        text.clear();
        m_unused.push_back(index);
    }
    m_limit = qMax(4096U, 2 * m_count);
}

} // namespace Offspring::Terminal
