// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Pure: no system call. The moves are a graph in which every target has one source: a target that
// is no source any more can be overwritten; when there is none left, what remains are cycles.

#include "fdplan.h"

#include <algorithm>
#include <set>

namespace Offspring::Os {

namespace {

int smallestUnused(const std::map<int, int> &sources)
{
    std::set<int> used;
    for (const auto &[to, from] : sources)
        used.insert({to, from});
    int number = 0;
    while (used.contains(number))
        ++number;
    return number;
}

/// Orders the moves so that no source is overwritten before it has been read.
class MoveOrder
{
public:
    explicit MoveOrder(const std::map<int, int> &sources)
        : m_spare(smallestUnused(sources))
    {
        for (const auto &[to, from] : sources) {
            if (to == from) {
                m_moves.push_back({from, to});
                continue;
            }
            m_pending.emplace(to, from);
            ++m_readers[from];
        }
    }

    std::vector<DescriptorMove> moves()
    {
        std::vector<int> targets;
        targets.reserve(m_pending.size());
        for (const auto &[to, from] : m_pending)
            targets.push_back(to);
        for (int target : targets)
            moveWhileUnread(target);
        while (!m_pending.empty())
            breakCycleAt(m_pending.begin()->first);
        return std::move(m_moves);
    }

private:
    // A move may free its source for being overwritten, and so on down the chain.
    void moveWhileUnread(int to)
    {
        auto it = m_pending.find(to);
        while (it != m_pending.end() && m_readers[it->first] == 0) {
            const int from = it->second;
            m_moves.push_back({from, it->first});
            m_pending.erase(it);
            --m_readers[from];
            it = m_pending.find(from);
        }
    }

    // In a cycle every number has just one reader; that one now reads the copy.
    void breakCycleAt(int number)
    {
        const auto reader = std::find_if(m_pending.begin(), m_pending.end(),
                                         [&](const auto &move) { return move.second == number; });
        m_moves.push_back({number, m_spare});
        reader->second = m_spare;
        m_readers[number] = 0;
        m_readers[m_spare] = 1;
        moveWhileUnread(number);
    }

    const int m_spare;
    std::map<int, int> m_pending;
    std::map<int, int> m_readers; // source → pending moves that read it
    std::vector<DescriptorMove> m_moves;
};

} // namespace

std::vector<DescriptorRange> rangesWithout(const std::set<int> &numbers)
{
    std::vector<DescriptorRange> ranges;
    unsigned next = 0;
    for (const int number : numbers) {
        if (unsigned(number) > next)
            ranges.push_back({next, unsigned(number) - 1});
        next = unsigned(number) + 1;
    }
    ranges.push_back({next, ~0U});
    return ranges;
}

FDPlan planDescriptors(const std::map<int, int> &sources)
{
    std::set<int> targets;
    for (const auto &[to, from] : sources)
        targets.insert(to);
    return {MoveOrder(sources).moves(), rangesWithout(targets)};
}

} // namespace Offspring::Os
