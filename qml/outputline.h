// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OUTPUTLINE_H
#define OUTPUTLINE_H

#include "textstyle.h"

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QVariant>

#include <limits>

namespace Offspring {

/// A line of output as the model keeps it.
struct OutputLine
{
    /// From \a start, an index into the text, to the next run's.
    struct Run
    {
        qsizetype start = 0;
        TextStyle style = {};
    };

    QString text = {};
    QList<Run> runs = {}; ///< empty: all of it in the default style
    qint64 milliseconds = 0; ///< since the epoch, when its first byte came
    int childFD = 1;
    bool isPartial = false; ///< its end has not come yet
    qsizetype fixedLength = 0; ///< so much of a text that grows does not change any more

    /// The first \a characters of it at most, and no half of one.
    QStringView beginning(qsizetype characters) const;
    /// The same as it is shown: tabs as spaces up to the next multiple of 8 cells; and "…", if
    /// there is more.
    QString shownText(qsizetype characters) const;
    /// The same for Qt Quick's StyledText: colours, bold, dim, italic, underline and strike as
    /// tags, the rest escaped, spaces kept; what is concealed is blank.
    QString styledText(qsizetype characters = largest) const;
    /// How many cells each tab of the beginning has.
    QList<int> tabs(qsizetype characters) const;
    /// The parts of the beginning that have one style, as objects: see OutputModel.
    QVariantList shownRuns(qsizetype characters) const;

    static constexpr qsizetype largest = std::numeric_limits<qsizetype>::max();
};

/// Marks on one character, such as accents; more stand alone.
constexpr size_t mostMarks = 8;

/// U+FFFD for what would break the line or its window: C1 controls, U+2028 and U+2029.
constexpr char32_t harmless(char32_t character)
{
    const bool isHarmful =
        (character >= 0x80 && character < 0xa0) || character == 0x2028 || character == 0x2029;
    return isHarmful ? 0xfffd : character;
}

/// Marks that, without being seen, change the order in which a line is shown: those of
/// bidirectional text.
constexpr bool isReordering(char32_t character)
{
    return character >= 0x061c
        && (character == 0x061c || character == 0x200e || character == 0x200f
            || (character >= 0x202a && character <= 0x202e)
            || (character >= 0x2066 && character <= 0x206f));
}

/// What is shown, and copied, in the place of such a mark: "<U+202E>".
QString visibleName(char16_t reordering);

} // namespace Offspring

#endif // OUTPUTLINE_H
