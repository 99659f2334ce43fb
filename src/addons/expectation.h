// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_EXPECTATION_H
#define OFFSPRING_EXPECTATION_H

#include "decodedtext.h"
#include "expression.h"
#include "receivedbytes.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QRegularExpression>

#include <deque>
#include <optional>
#include <utility>
#include <variant>

namespace Offspring {

/// Several patterns, one of which is expected in a stream of bytes: that which is there first, when
/// the bytes are taken one after another, however many come at once. Of several that are there with
/// the same byte it is the first in the list. Pure.
///
/// The stream is looked at in blocks, which begin at every so many bytes of it. What is too old to
/// be part of a match is given up at the beginning of a block, so that this, too, does not depend
/// on how the bytes come; and no look is at more than a few blocks.
class Expectation
{
public:
    using Pattern = std::variant<QByteArray, QRegularExpression>;
    using Range = std::pair<qint64, qint64>; // from, to; -1: none

    struct Found
    {
        int index; // of the pattern
        qint64 from; // what came before the match, as far as it is kept, begins here
        QList<Range> captured; // [0]: all of the match
    };

    /// The stream begins with what is in \a bytes. No match is longer than \a maximum, nor, of an
    /// expression, than five blocks.
    Expectation(const QList<Pattern> &patterns, const ReceivedBytes &bytes, qint64 maximum);

    /// Looks at what has come since the last time. Of \a bytes the last \a maximum must be kept.
    std::optional<Found> look(const ReceivedBytes &bytes);
    /// The same, when nothing will follow.
    std::optional<Found> lookLast(const ReceivedBytes &bytes);

    static constexpr qint64 leastMaximum = 4; // the longest character
    /// How many bytes and units have been looked at.
    qint64 work() const;

private:
    struct Hit
    {
        int index = -1;
        qint64 known = 0; // with so many bytes
        QList<Range> captured = {};
    };
    void look(const ReceivedBytes &bytes, qint64 to);
    void lookForBytes(const ReceivedBytes &bytes, qint64 to);
    void lookForExpressions(const ReceivedBytes &bytes);
    void note(int index, const Expression::Match &match, const ReceivedBytes &bytes);
    void note(const Hit &hit);
    std::optional<Found> found() const;

    QList<std::pair<int, QByteArray>> m_words;
    std::deque<std::pair<int, Expression>> m_expressions;
    const qint64 m_maximum;
    const qint64 m_blockSize;
    const qint64 m_begin; // of the stream
    qint64 m_looked; // up to here
    qint64 m_oldest; // what is before is given up
    bool m_hasBegun = false;
    DecodedText m_text; // unless there are no expressions
    qint64 m_lookedUnits = 0;
    Hit m_hit;
    qint64 m_work = 0; // at bytes
};

} // namespace Offspring

#endif // OFFSPRING_EXPECTATION_H
