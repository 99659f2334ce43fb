// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expression.h"

#include <algorithm>

namespace Offspring {

namespace {

/// Reads a pattern as far as it takes to see whether it only grows: each sign is one of those that
/// are known to look at nothing behind what they match, or the pattern is not understood.
class PatternReader
{
public:
    PatternReader(const QString &pattern, bool isMultiline)
        : m_pattern(pattern)
        , m_isMultiline(isMultiline)
    {
        while (m_at < m_pattern.size() && m_isUnderstood)
            readOne();
    }

    bool isUnderstood() const { return m_isUnderstood; }
    /// There is a ^ of a line that is not where a match begins.
    bool hasInnerCaret() const { return m_hasInnerCaret; }
    /// The pattern without those $ with which an alternative ends: as far as the text has come,
    /// they are always true.
    QString withoutLastDollars() const
    {
        QString result = m_pattern;
        for (qsizetype i = m_dollars.size(); i-- > 0;)
            result.remove(m_dollars.at(i), 1);
        return result;
    }

private:
    QChar sign(qsizetype further = 0) const
    {
        const qsizetype at = m_at + further;
        return at < m_pattern.size() ? m_pattern.at(at) : QChar();
    }
    bool isOneOf(QChar c, QLatin1StringView signs) const
    {
        return !c.isNull() && signs.contains(c);
    }
    void notUnderstood() { m_isUnderstood = false; }
    void skipPast(QLatin1StringView end)
    {
        const qsizetype at = m_pattern.indexOf(end, m_at);
        if (at < 0)
            return notUnderstood();
        m_at = at + end.size();
    }

    void readOne()
    {
        switch (sign().unicode()) {
        case '\\':
            return readEscape();
        case '[':
            return readClass();
        case '(':
            return readGroup();
        case ')':
            if (!m_groups.isEmpty())
                m_groups.removeLast();
            break;
        case '|':
            m_isBehindSomething = !m_groups.isEmpty() && m_groups.last();
            break;
        case '*':
        case '+':
        case '?':
        case '}':
            return readQuantifier();
        case '^':
            m_hasInnerCaret |= m_isMultiline && m_isBehindSomething;
            break;
        case '$':
            readDollar();
            break;
        default:
            m_isBehindSomething = true;
            break;
        }
        ++m_at;
    }

    void readEscape()
    {
        const QChar c = sign(1);
        m_at += 2;
        m_isBehindSomething = true;
        if (isOneOf(c, QLatin1StringView("xpP")) && sign() == u'{')
            return skipPast(QLatin1StringView("}"));
        const bool isLetter = c.unicode() < 128 && c.isLetterOrNumber();
        if (c.isNull()
            || (isLetter && !isOneOf(c, QLatin1StringView("dDwWsShHvVnrteafxpP0123456789"))))
            notUnderstood();
    }

    void readClass()
    {
        m_isBehindSomething = true;
        ++m_at;
        m_at += sign() == u'^' ? 1 : 0;
        m_at += sign() == u']' ? 1 : 0;
        while (sign() != u']' && m_isUnderstood) {
            if (sign() == u'[' && isOneOf(sign(1), QLatin1StringView(":.="))) {
                const char end[] = {char(sign(1).unicode()), ']'};
                m_at += 2;
                skipPast(QLatin1StringView(end, 2));
            } else if (sign().isNull()
                       || (sign() == u'\\' && isOneOf(sign(1), QLatin1StringView("QE")))) {
                notUnderstood();
            } else {
                m_at += sign() == u'\\' ? 2 : 1;
            }
        }
        ++m_at;
    }

    void readGroup()
    {
        m_groups.append(m_isBehindSomething);
        ++m_at;
        if (sign() == u'*')
            return notUnderstood();
        if (sign() != u'?')
            return;
        ++m_at;
        m_at += sign() == u'P' && sign(1) == u'<' ? 1 : 0;
        if (sign() == u':')
            ++m_at;
        else if (sign() == u'<' && isOneOf(sign(1), QLatin1StringView("=!"))) // looks behind
            m_at += 2;
        else if (sign() == u'<')
            skipPast(QLatin1StringView(">"));
        else
            readOptions();
    }

    /// "i)", "s:" and the like.
    void readOptions()
    {
        while (isOneOf(sign(), QLatin1StringView("ims"))) {
            m_isMultiline |= sign() == u'm';
            ++m_at;
        }
        if (sign() == u':')
            ++m_at;
        else if (sign() != u')')
            notUnderstood();
    }

    void readQuantifier()
    {
        ++m_at;
        if (sign() == u'+')
            notUnderstood();
        m_at += sign() == u'?' ? 1 : 0;
    }

    void readDollar()
    {
        const QChar next = sign(1);
        if (m_groups.isEmpty() && (m_at + 1 == m_pattern.size() || next == u'|'))
            m_dollars << m_at;
        else
            notUnderstood();
    }

    const QString &m_pattern;
    bool m_isMultiline;
    qsizetype m_at = 0;
    bool m_isBehindSomething = false; // that a match contains
    QList<bool> m_groups; // the same, at the beginning of each that is open
    bool m_isUnderstood = true;
    bool m_hasInnerCaret = false;
    QList<qsizetype> m_dollars;
};

} // namespace

// With ^ for each line PCRE says of a line's end, as long as nothing follows it, that no line
// begins there, and does not say that this may change: then a match that began before is still
// possible.
Expression::Expression(const QRegularExpression &expression)
    : m_expression(expression)
{
    using Option = QRegularExpression::PatternOption;
    const QRegularExpression::PatternOptions options = expression.patternOptions();
    const QString pattern = expression.pattern();
    const PatternReader reader(pattern, options.testFlag(Option::MultilineOption));
    if (reader.isUnderstood() && !options.testFlag(Option::ExtendedPatternSyntaxOption)) {
        m_growing = QRegularExpression(reader.withoutLastDollars(), options);
        m_staysAtLineEnds = reader.hasInnerCaret();
    } else {
        m_staysAtLineEnds = pattern.contains(u'^');
    }
    m_expression.optimize();
}

std::optional<Expression::Match> Expression::findAt(const DecodedText &text, qint64 end)
{
    const QRegularExpressionMatch result = match(m_expression, text, end);
    if (result.hasMatch())
        return Match{end, result};
    noMatch(text, end, result);
    return std::nullopt;
}

std::optional<Expression::Match> Expression::find(const DecodedText &text, qint64 least,
                                                  qint64 known)
{
    m_begin = std::max(m_begin, least);
    if (known == text.end())
        return std::nullopt;
    if (m_growing) {
        const QRegularExpressionMatch result = match(*m_growing, text, text.end());
        if (!result.hasMatch()) {
            noMatch(text, text.end(), result);
            return std::nullopt;
        }
        if (const auto found = findAt(text, shortest(text, known, text.end())))
            return found;
    }
    while (known < text.end()) {
        known = text.next(known);
        if (const std::optional<Match> found = findAt(text, known))
            return found;
    }
    return std::nullopt;
}

bool Expression::matches(const DecodedText &text, qint64 end)
{
    return match(*m_growing, text, end).hasMatch();
}

// The shortest text with a match, between one without and one with.
qint64 Expression::shortest(const DecodedText &text, qint64 without, qint64 with)
{
    while (text.next(without) < with) {
        qint64 middle = text.aligned(without + (with - without) / 2);
        if (middle == without)
            middle = text.next(without);
        if (matches(text, middle))
            with = middle;
        else
            without = middle;
    }
    return with;
}

QRegularExpressionMatch Expression::match(const QRegularExpression &expression,
                                          const DecodedText &text, qint64 end)
{
    constexpr auto type = QRegularExpression::PartialPreferCompleteMatch;
    // DecodedText makes nothing that would have to be checked each time.
    constexpr auto options = QRegularExpression::DontCheckSubjectStringMatchOption;
    const qint64 begin = std::min(m_begin, end);
    m_work += end - begin + 1;
    const QStringView subject = text.before(end);
    const auto offset = qsizetype(begin - text.begin());
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return expression.matchView(subject, offset, type, options);
#else
    return expression.match(subject, offset, type, options);
#endif
}

void Expression::noMatch(const DecodedText &text, qint64 end,
                         const QRegularExpressionMatch &partial)
{
    const bool isAtLineEnd = end > text.begin() && text.before(end).back() == u'\n';
    if (!partial.isValid() || (m_staysAtLineEnds && isAtLineEnd))
        return;
    qint64 begin = end;
    if (partial.hasPartialMatch())
        begin = text.aligned(text.begin() + partial.capturedStart());
    m_begin = std::max(m_begin, begin);
}

} // namespace Offspring
