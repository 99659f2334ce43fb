// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "linepattern.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <ctime>

namespace Offspring {

namespace {

constexpr qsizetype pieceLength = 4096; // where a match may begin
constexpr qsizetype overlap = 1024; // how far it may reach beyond that
constexpr qint64 patience = 200'000'000; // nanoseconds, and for each character:
constexpr qint64 perCharacter = 50; // ten times what an expression takes that does not go back

// PCRE counts these anew for each place where a match may begin.
QString limit()
{
    return QStringLiteral("(*LIMIT_MATCH=20000)");
}

// Of this thread alone: on a busy machine everything takes long.
qint64 threadTime()
{
    timespec now = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

/// Not between the two halves of a character.
qsizetype wholeAt(const QString &line, qsizetype position)
{
    if (position >= line.size())
        return line.size();
    return line[position].isLowSurrogate() ? position + 1 : position;
}

} // namespace

LinePattern::Turn::Turn(LinePattern *pattern)
    : m_pattern(pattern)
{
    m_pattern->m_isInTurn = m_pattern->m_isRegularExpression;
    if (m_pattern->m_isInTurn)
        m_pattern->m_lastLook = threadTime();
}

LinePattern::Turn::~Turn()
{
    if (m_pattern->m_isInTurn)
        m_pattern->look();
    m_pattern->m_isInTurn = false;
}

LinePattern::LinePattern(const QString &text, bool isCaseSensitive, bool isRegularExpression)
    : m_text(text)
    , m_isRegularExpression(isRegularExpression)
    , m_allowed(patience)
{
    if (text.isEmpty())
        return;
    if (!isRegularExpression) {
        m_matcher = QStringMatcher(text, isCaseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive);
        return;
    }
    const QRegularExpression::PatternOptions options =
        QRegularExpression::UseUnicodePropertiesOption
        | (isCaseSensitive ? QRegularExpression::NoPatternOption
                           : QRegularExpression::CaseInsensitiveOption);
    const QRegularExpression asTyped(text, options);
    if (!asTyped.isValid()) {
        m_error = QCoreApplication::translate("Offspring",
                                              "The expression is not valid: %1, at character %2")
                      .arg(asTyped.errorString())
                      .arg(asTyped.patternErrorOffset() + 1);
        return;
    }
    m_expression = QRegularExpression(limit() + text, options);
    m_expression.optimize();
}

bool LinePattern::matches(const QString &line)
{
    return !isEmpty() && next(line, 0).from >= 0;
}

QList<int> LinePattern::hits(const QString &line)
{
    QList<int> result;
    if (isEmpty())
        return result;
    for (Match match = next(line, 0); match.from >= 0; match = next(line, match.to)) {
        if (match.to > match.from)
            result << int(match.from) << int(match.to);
        else if (match.to >= line.size())
            break;
        else // it has matched nothing, there
            match.to = wholeAt(line, match.to + 1);
    }
    return result;
}

LinePattern::Match LinePattern::next(const QString &line, qsizetype from)
{
    if (!m_error.isEmpty())
        return {};
    if (m_isRegularExpression)
        return nextExpression(line, from);
    const qsizetype found = m_matcher.indexIn(line, from);
    return found < 0 ? Match() : Match{found, found + m_text.size()};
}

// A match begins in a piece, and is looked for to some way behind it. One that ends there may have
// been cut: it is looked for once more, from its begin to the end of the line.
LinePattern::Match LinePattern::nextExpression(const QString &line, qsizetype from)
{
    if (!m_isInTurn)
        m_lastLook = threadTime();
    while (from <= line.size() && m_error.isEmpty()) {
        const qsizetype end = wholeAt(line, from + pieceLength + overlap);
        const QString piece = QString::fromRawData(line.constData(), end);
        Match match = matchOnce(piece, from, QRegularExpression::NoMatchOption);
        if (match.to == end && end < line.size())
            match = matchOnce(line, match.from, QRegularExpression::AnchorAtOffsetMatchOption);
        account(end - from);
        if (match.from >= 0 || end == line.size())
            return match;
        from = wholeAt(line, from + pieceLength);
    }
    return {};
}

LinePattern::Match LinePattern::matchOnce(const QString &subject, qsizetype from,
                                          QRegularExpression::MatchOptions options)
{
    const QRegularExpressionMatch match =
        m_expression.match(subject, from, QRegularExpression::NormalMatch, options);
    if (!match.isValid() && subject.isValidUtf16()) // PCRE has given up
        m_isTooSlow = true;
    return match.hasMatch() ? Match{match.capturedStart(), match.capturedEnd()} : Match();
}

// Asking for the time takes longer than most searches.
void LinePattern::account(qsizetype characters)
{
    constexpr int searchesPerLook = 16;
    constexpr qsizetype many = 1024;
    m_allowed += perCharacter * (characters + 64);
    if (!m_isInTurn || characters >= many || ++m_untimed >= searchesPerLook)
        look();
    m_isTooSlow = m_isTooSlow || m_nanoseconds > m_allowed;
    if (m_isTooSlow)
        m_error = QCoreApplication::translate("Offspring",
                                              "The expression takes too long on these lines");
}

void LinePattern::look()
{
    const qint64 now = threadTime();
    m_nanoseconds += now - m_lastLook;
    m_lastLook = now;
    m_untimed = 0;
}

} // namespace Offspring
