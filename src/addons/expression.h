// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_EXPRESSION_H
#define OFFSPRING_EXPRESSION_H

#include "decodedtext.h"

#include <QtCore/QRegularExpression>

#include <optional>

namespace Offspring {

/// A regular expression that is looked for in a growing text: it is found in the shortest beginning
/// of the text that has a match of it, however the text has come. Pure.
///
/// Most expressions only grow: what is a match stays one when more has come, though it may become a
/// longer one. Then one look at all that is new tells whether there is a match, and a few more
/// where the first one ends. Those that see what follows (\b, look-ahead, a $ in the middle, what
/// is possessive or atomic) are tried after each character. Either way a look begins where a match
/// may have begun already, which QRegularExpression's partial matches tell.
class Expression
{
public:
    struct Match
    {
        qint64 found; // so many units had to be there
        QRegularExpressionMatch match; // its places count from the begin() of the text
    };

    explicit Expression(const QRegularExpression &expression);

    /// In a text of no more than \a end units.
    std::optional<Match> findAt(const DecodedText &text, qint64 end);
    /// In the shortest text of more than \a known units, in which there was none. A match begins at
    /// \a least or later.
    std::optional<Match> find(const DecodedText &text, qint64 least, qint64 known);

    bool onlyGrows() const { return m_growing.has_value(); }
    /// How many units have been looked at.
    qint64 work() const { return m_work; }

private:
    bool matches(const DecodedText &text, qint64 end);
    qint64 shortest(const DecodedText &text, qint64 without, qint64 with);
    QRegularExpressionMatch match(const QRegularExpression &expression, const DecodedText &text,
                                  qint64 end);
    void noMatch(const DecodedText &text, qint64 end, const QRegularExpressionMatch &partial);

    const QRegularExpression m_expression;
    std::optional<QRegularExpression> m_growing; // the same without a $ at the end
    bool m_staysAtLineEnds = false;
    qint64 m_begin = 0; // no match begins before
    qint64 m_work = 0;
};

} // namespace Offspring

#endif // OFFSPRING_EXPRESSION_H
