// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_DECODEDTEXT_H
#define OFFSPRING_DECODEDTEXT_H

#include "receivedbytes.h"

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringView>

namespace Offspring {

/// The last part of a stream of UTF-8, as UTF-16 for expressions, with the way back to the bytes.
/// Pure; how the stream is cut makes no difference.
///
/// A byte that belongs to no character is U+FFFD, each byte one, so that an expression sees where
/// it is and nothing else is shifted. (A lone surrogate, as Python takes for such a byte, is no
/// UTF-16, and QRegularExpression may read beyond its subject then.)
///
/// Units and bytes are named by their places since the beginning. The text is kept in blocks, which
/// the owner begins: the last few of them.
class DecodedText
{
public:
    struct Place
    {
        qint64 byte; // where the unit begins
        qint64 known; // so many bytes it takes to know everything before the unit
    };

    /// \a firstByte: of the stream, where the text begins.
    explicit DecodedText(qint64 firstByte)
        : m_decoded(firstByte)
    { }

    /// Adds the characters that are complete before \a to.
    void extend(const ReceivedBytes &bytes, qint64 to);
    /// Nothing follows: what is left of a character is malformed.
    void finish(const ReceivedBytes &bytes);

    /// What comes from now on is the next block. Only the last \a kept ones stay.
    void beginBlock(qsizetype kept);
    /// Where the block begins that has \a others behind it, or the first one that begins at
    /// \a firstByte or later, whichever is later.
    qint64 beginOfBlock(qsizetype others, qint64 firstByte) const;

    qint64 begin() const { return m_begin; }
    qint64 end() const { return m_begin + m_units.size(); }
    /// Everything before \a to.
    QStringView before(qint64 to) const
    {
        return QStringView(m_units.constData(), qsizetype(to - m_begin));
    }
    /// Where the character after the one at \a unit begins.
    qint64 next(qint64 unit) const;
    /// Where the character begins that \a unit belongs to.
    qint64 aligned(qint64 unit) const;
    Place place(qint64 unit, const ReceivedBytes &bytes) const;

private:
    struct Block
    {
        qint64 firstUnit;
        qint64 firstByte;
    };

    QString m_units;
    qint64 m_begin = 0;
    QList<Block> m_blocks;
    qint64 m_decoded; // up to here
    bool m_isFinished = false;
};

} // namespace Offspring

#endif // OFFSPRING_DECODEDTEXT_H
