// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "linesplitter.h"

#include <algorithm>
#include <utility>

namespace Offspring {

QStringList LineSplitter::feed(QStringView text)
{
    QStringList lines;
    while (!text.isEmpty()) {
        const auto end = std::find_if(text.begin(), text.end(), [](QChar character) {
            return character == u'\n' || character == u'\r';
        });
        append(text.first(end - text.begin()), lines);
        if (end == text.end())
            break;
        endLine(*end, lines);
        text = text.sliced(end - text.begin() + 1);
    }
    return lines;
}

QStringList LineSplitter::finish()
{
    m_hasReturned = false;
    return m_line.isEmpty() ? QStringList() : QStringList{std::exchange(m_line, {})};
}

void LineSplitter::append(QStringView text, QStringList &lines)
{
    if (text.isEmpty())
        return;
    m_hasReturned = false;
    m_line += text;
    qsizetype start = 0;
    while (m_line.size() - start > longest) {
        const bool wouldTearPair = m_line[start + longest].isLowSurrogate()
            && m_line[start + longest - 1].isHighSurrogate();
        const qsizetype length = wouldTearPair ? longest - 1 : longest;
        lines << m_line.mid(start, length);
        start += length;
    }
    m_line.remove(0, start);
}

void LineSplitter::endLine(QChar end, QStringList &lines)
{
    if (end == u'\n') {
        // After a carriage return it belongs to the end that has been.
        if (!std::exchange(m_hasReturned, false))
            lines << std::exchange(m_line, {});
    } else if (!m_line.isEmpty()) {
        lines << std::exchange(m_line, {});
        m_hasReturned = true;
    }
}

} // namespace Offspring
