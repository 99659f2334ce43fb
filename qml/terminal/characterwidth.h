// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_CHARACTERWIDTH_H
#define OFFSPRING_TERMINAL_CHARACTERWIDTH_H

#include <QtCore/qglobal.h>

#include <string_view>

namespace Offspring::Terminal {

/// What a character is for a grid of cells: its width, and whether it may be one with the character
/// before it.
///
/// Widths are those of Unicode's East Asian Width (UAX #11): wide and full-width ones have two
/// cells, emoji that are shown as such have two (UTS #51), combining marks and formats have none,
/// the others one. Ambiguous ones have one.
class CharacterKind
{
public:
    enum Flag : quint8 {
        WidthMask = 0x03,
        Pictograph = 0x04, ///< joins with another one behind U+200D
        Regional = 0x08, ///< two are a flag
        SkinTone = 0x10, ///< joins with the pictograph before it
        Selectable = 0x20, ///< has two cells with U+FE0F behind
    };

    static CharacterKind of(char32_t character)
    {
        return CharacterKind(character < plainLimit ? s_plain[character] : beyond(character));
    }

    int width() const { return m_flags & WidthMask; }
    bool is(Flag flag) const { return m_flags & flag; }
    /// It depends on the character before it where it goes.
    bool mayJoin() const
    {
        return (m_flags & (Pictograph | Regional | SkinTone)) || !(m_flags & WidthMask);
    }

private:
    explicit CharacterKind(quint8 flags)
        : m_flags(flags)
    { }
    static quint8 beyond(char32_t character);

    // Two planes as they are: one look for nearly all that is written.
    static constexpr char32_t plainLimit = 0x20000;
    static const quint8 *const s_plain;

    quint8 m_flags;
};

/// A character, or a base and what is joined to it, is to be shown as an emoji, in colour: it is
/// one by itself, or what is joined to it makes it one (UTS #51).
bool isEmoji(std::u32string_view cluster);

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_CHARACTERWIDTH_H
