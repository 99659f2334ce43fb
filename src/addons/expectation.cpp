// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expectation.h"

#include <algorithm>

namespace Offspring {

namespace {

constexpr qint64 largestBlock = 4096;
constexpr qsizetype blocksOfAMatch = 5; // that in which it ends, and four before
constexpr qsizetype blocksBehind = 1; // for ^, \b and what else looks behind

} // namespace

Expectation::Expectation(const QList<Pattern> &patterns, const ReceivedBytes &bytes, qint64 maximum)
    : m_maximum(std::max(maximum, leastMaximum))
    , m_blockSize(std::min(m_maximum / 4, largestBlock))
    , m_begin(bytes.begin())
    , m_looked(m_begin)
    , m_oldest(m_begin)
    , m_text(m_begin)
{
    for (qsizetype i = 0; i < patterns.size(); ++i) {
        if (const auto *word = std::get_if<QByteArray>(&patterns.at(i)))
            m_words.append({int(i), *word});
        else if (std::get<QRegularExpression>(patterns.at(i)).isValid())
            m_expressions.emplace_back(int(i), std::get<QRegularExpression>(patterns.at(i)));
    }
}

std::optional<Expectation::Found> Expectation::look(const ReceivedBytes &bytes)
{
    if (!std::exchange(m_hasBegun, true)) { // what matches nothing at all is there already
        m_text.beginBlock(1);
        lookForBytes(bytes, m_begin);
        for (auto &[index, expression] : m_expressions) {
            if (const auto match = expression.findAt(m_text, 0))
                note(index, *match, bytes);
        }
    }
    while (m_looked < bytes.end() && m_hit.index < 0) {
        const qint64 inBlock = (m_looked - m_begin) % m_blockSize;
        if (inBlock == 0) {
            m_oldest = std::max(m_oldest, m_looked + m_blockSize - m_maximum);
            m_text.beginBlock(blocksOfAMatch + blocksBehind);
        }
        const qint64 to = std::min(bytes.end(), m_looked + m_blockSize - inBlock);
        lookForBytes(bytes, to);
        m_text.extend(bytes, m_expressions.empty() ? 0 : to);
        lookForExpressions(bytes);
        m_looked = to;
    }
    return found();
}

std::optional<Expectation::Found> Expectation::lookLast(const ReceivedBytes &bytes)
{
    if (const std::optional<Found> result = look(bytes))
        return result;
    if (!m_expressions.empty()) {
        m_text.finish(bytes);
        lookForExpressions(bytes);
    }
    return found();
}

// A word that ends in what is new begins at most its length before.
void Expectation::lookForBytes(const ReceivedBytes &bytes, qint64 to)
{
    for (const auto &[index, word] : std::as_const(m_words)) {
        const qint64 from = std::max(m_oldest, m_looked + (m_looked < to ? 1 : 0) - word.size());
        const QByteArrayView view = bytes.view(from, to);
        m_work += view.size();
        const qsizetype at = view.indexOf(word);
        if (at >= 0)
            note({index, from + at + word.size(), {{from + at, from + at + word.size()}}});
    }
}

void Expectation::lookForExpressions(const ReceivedBytes &bytes)
{
    const qint64 least = m_text.beginOfBlock(blocksOfAMatch - 1, m_oldest);
    for (auto &[index, expression] : m_expressions) {
        if (const auto match = expression.find(m_text, least, m_lookedUnits))
            note(index, *match, bytes);
    }
    m_lookedUnits = m_text.end();
}

void Expectation::note(int index, const Expression::Match &match, const ReceivedBytes &bytes)
{
    Hit hit{index, m_text.place(match.found, bytes).known};
    for (int i = 0; i <= match.match.lastCapturedIndex(); ++i) {
        const auto place = [&](qsizetype at) {
            return at < 0 ? -1 : m_text.place(m_text.begin() + at, bytes).byte;
        };
        hit.captured.append(
            {place(match.match.capturedStart(i)), place(match.match.capturedEnd(i))});
    }
    note(hit);
}

void Expectation::note(const Hit &hit)
{
    const bool isEarlier =
        hit.known < m_hit.known || (hit.known == m_hit.known && hit.index < m_hit.index);
    if (m_hit.index < 0 || isEarlier)
        m_hit = hit;
}

std::optional<Expectation::Found> Expectation::found() const
{
    if (m_hit.index < 0)
        return std::nullopt;
    return Found{m_hit.index, m_oldest, m_hit.captured};
}

qint64 Expectation::work() const
{
    qint64 result = m_work;
    for (const auto &[index, expression] : m_expressions)
        result += expression.work();
    return result;
}

} // namespace Offspring
