// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "linetext.h"

#include <QtCore/QTextBoundaryFinder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestCharacter = 256; // in code units: accents may follow accents

enum class Kind { Word, Blank, Other };

Kind kindOf(const QString &line, qsizetype index)
{
    const QChar unit = line[index];
    char32_t character = unit.unicode();
    if (unit.isLowSurrogate() && index > 0 && line[index - 1].isHighSurrogate())
        character = QChar::surrogateToUcs4(line[index - 1], unit);
    else if (unit.isHighSurrogate() && index + 1 < line.size() && line[index + 1].isLowSurrogate())
        character = QChar::surrogateToUcs4(unit, line[index + 1]);
    if (QChar::isSpace(character))
        return Kind::Blank;
    const bool isLetter = QChar::isLetterOrNumber(character) || QChar::isMark(character);
    return isLetter || QStringView(u"_-./~:@%+#=?&").contains(QChar(unit)) ? Kind::Word
                                                                           : Kind::Other;
}

/// The nearest position that is not within a character, at or before \a position, or at or behind.
qsizetype boundary(const QString &line, qsizetype position, bool before)
{
    if (position <= 0 || position >= line.size())
        return std::clamp<qsizetype>(position, 0, line.size());
    const qsizetype begin = std::max<qsizetype>(0, position - longestCharacter);
    const QString around =
        line.sliced(begin, std::min(line.size(), position + longestCharacter) - begin);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, around);
    finder.setPosition(position - begin);
    if (finder.isAtBoundary())
        return position;
    const qsizetype found = before ? finder.toPreviousBoundary() : finder.toNextBoundary();
    return found < 0 ? position : begin + found;
}

} // namespace

LinePart LineText::whole(const QString &line, int from, int to)
{
    return {int(boundary(line, from, true)), int(boundary(line, to, false))};
}

LinePart LineText::wordAt(const QString &line, int position)
{
    if (line.isEmpty())
        return {};
    const qsizetype at = std::clamp<qsizetype>(position, 0, line.size() - 1);
    const Kind kind = kindOf(line, at);
    if (kind == Kind::Other)
        return whole(line, int(at), int(at) + 1);
    qsizetype from = at;
    while (from > 0 && kindOf(line, from - 1) == kind)
        --from;
    qsizetype to = at + 1;
    while (to < line.size() && kindOf(line, to) == kind)
        ++to;
    // Punctuation at the end of a sentence is no part of its last word, unless it is pointed at.
    while (kind == Kind::Word && to - 1 > at && u".:?"_s.contains(line[to - 1]))
        --to;
    return whole(line, int(from), int(to));
}
