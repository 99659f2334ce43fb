// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LINEPATTERN_H
#define LINEPATTERN_H

#include <QtCore/QList>
#include <QtCore/QRegularExpression>
#include <QtCore/QString>
#include <QtCore/QStringMatcher>

namespace Offspring {

/// What one looks for in lines: a text, or a regular expression.
///
/// Some expressions take longer than anybody waits, for lines that were made for it. So each step
/// of a search is limited, a long line is searched in pieces, and an expression that takes much
/// more time than the length of the lines explains is given up: error() says so, and nothing
/// matches.
class LinePattern
{
public:
    /// While it is there, many lines are searched in a row, and the clock is asked now and then.
    class Turn
    {
    public:
        explicit Turn(LinePattern *pattern);
        ~Turn();
        Q_DISABLE_COPY_MOVE(Turn)

    private:
        LinePattern *m_pattern;
    };

    LinePattern() = default;
    LinePattern(const QString &text, bool isCaseSensitive, bool isRegularExpression);

    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }
    bool isRegularExpression() const { return m_isRegularExpression; }
    /// Why nothing can be found, a sentence; empty: something can.
    const QString &error() const { return m_error; }
    bool isTooSlow() const { return m_isTooSlow; }

    /// Of nothing: never.
    bool matches(const QString &line);
    /// The same for a text alone, not before \a from; -1: nowhere.
    qsizetype indexOf(const QString &line, qsizetype from) const
    {
        return m_matcher.indexIn(line, from);
    }
    /// Where: the begin and the end of each match, one after the other.
    QList<int> hits(const QString &line);

private:
    struct Match
    {
        qsizetype from = -1; // -1: none
        qsizetype to = -1;
    };
    Match next(const QString &line, qsizetype from);
    Match nextExpression(const QString &line, qsizetype from);
    Match matchOnce(const QString &subject, qsizetype from,
                    QRegularExpression::MatchOptions options);
    void account(qsizetype characters);
    void look();

    QString m_text;
    QString m_error;
    QStringMatcher m_matcher;
    QRegularExpression m_expression;
    bool m_isRegularExpression = false;
    bool m_isTooSlow = false;
    bool m_isInTurn = false;
    qint64 m_lastLook = 0; // in the thread's time
    qint64 m_nanoseconds = 0; // spent
    qint64 m_allowed = 0;
    int m_untimed = 0; // searches since the last look
};

} // namespace Offspring

#endif // LINEPATTERN_H
