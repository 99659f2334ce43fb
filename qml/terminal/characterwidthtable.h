// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_CHARACTERWIDTHTABLE_H
#define OFFSPRING_TERMINAL_CHARACTERWIDTHTABLE_H

namespace Offspring::Terminal {

struct CharacterRange
{
    char32_t first;
    char32_t last;
};

/// What Unicode's files say, as ascending ranges.
struct CharacterTable
{
    static const CharacterRange noCells[]; // combining marks, joiners, formats
    static const int noCellsCount;
    static const CharacterRange twoCells[]; // East Asian wide ones and emoji
    static const int twoCellsCount;
    static const CharacterRange pictographs[]; // Extended_Pictographic
    static const int pictographsCount;
    static const CharacterRange selectable[]; // of one cell, of two with U+FE0F behind
    static const int selectableCount;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_CHARACTERWIDTHTABLE_H
