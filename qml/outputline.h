// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OUTPUTLINE_H
#define OUTPUTLINE_H

#include "textstyle.h"

#include <QtCore/QList>
#include <QtCore/QString>

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

    /// For Qt Quick's StyledText: colours, bold and underline as tags, the rest escaped, spaces
    /// kept, tabs as spaces.
    QString styledText() const;
};

/// U+FFFD for what would break the line or its window: C1 controls, U+2028 and U+2029.
constexpr char32_t harmless(char32_t character)
{
    const bool isHarmful =
        (character >= 0x80 && character < 0xa0) || character == 0x2028 || character == 0x2029;
    return isHarmful ? 0xfffd : character;
}

} // namespace Offspring

#endif // OUTPUTLINE_H
