// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "characterwidth.h"

#include "characterwidthtable.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace Offspring::Terminal {

namespace {

void mark(std::vector<quint8> &kinds, const CharacterRange *ranges, int count, int clear, int set)
{
    for (int i = 0; i < count; ++i) {
        for (char32_t each = ranges[i].first; each <= ranges[i].last && each < kinds.size(); ++each)
            kinds[each] = quint8((kinds[each] & ~clear) | set);
    }
}

std::vector<quint8> plainKinds(char32_t limit)
{
    using Kind = CharacterKind;
    using Table = CharacterTable;
    std::vector<quint8> kinds(limit, 1);
    // Controls, those of eight bits too, are not shown.
    for (char32_t each = 0; each < 0xa0; each = each == 0x1f ? 0x7f : each + 1)
        kinds[each] = 0;
    mark(kinds, Table::noCells, Table::noCellsCount, Kind::WidthMask, 0);
    mark(kinds, Table::twoCells, Table::twoCellsCount, Kind::WidthMask, 2);
    mark(kinds, Table::pictographs, Table::pictographsCount, 0, Kind::Pictograph);
    mark(kinds, Table::selectable, Table::selectableCount, 0, Kind::Selectable);
    const CharacterRange regional = {0x1f1e6, 0x1f1ff};
    mark(kinds, &regional, 1, 0, Kind::Regional);
    const CharacterRange skinTones = {0x1f3fb, 0x1f3ff};
    mark(kinds, &skinTones, 1, Kind::Pictograph, Kind::SkinTone);
    return kinds;
}

bool contains(const CharacterRange *ranges, int count, char32_t character)
{
    const CharacterRange *const end = ranges + count;
    const CharacterRange *const found =
        std::lower_bound(ranges, end, character, [](const CharacterRange &range, char32_t each) {
            return range.last < each;
        });
    return found != end && found->first <= character;
}

} // namespace

const quint8 *const CharacterKind::s_plain = [] {
    static const std::vector<quint8> kinds = plainKinds(plainLimit);
    return kinds.data();
}();

bool isEmoji(std::u32string_view cluster)
{
    constexpr char32_t joiner = 0x200d;
    constexpr char32_t keycap = 0x20e3;
    constexpr char32_t textSelector = 0xfe0e;
    constexpr char32_t emojiSelector = 0xfe0f;
    const auto has = [cluster](char32_t character) {
        return cluster.find(character) != std::u32string_view::npos;
    };
    using Kind = CharacterKind;
    const char32_t base = cluster.front();
    const Kind kind = Kind::of(base);
    if (cluster.substr(1, 1) == std::u32string_view(&textSelector, 1))
        return false;
    if (base < 0x80) // digits are emoji on keys alone
        return has(keycap) && kind.is(Kind::Selectable);
    if (kind.is(Kind::Regional) || kind.is(Kind::SkinTone))
        return true;
    if (!kind.is(Kind::Pictograph))
        return has(emojiSelector) && kind.is(Kind::Selectable);
    // Wide by itself, but for the few that stand among the Chinese characters.
    const bool isChinese = base >= 0x3000 && base < 0x3300;
    return (kind.width() == 2 && !isChinese) || has(emojiSelector) || has(joiner)
        || std::any_of(cluster.begin(), cluster.end(),
                       [](char32_t each) { return Kind::of(each).is(Kind::SkinTone); });
}

quint8 CharacterKind::beyond(char32_t character)
{
    if (contains(CharacterTable::twoCells, CharacterTable::twoCellsCount, character))
        return 2;
    return !contains(CharacterTable::noCells, CharacterTable::noCellsCount, character);
}

} // namespace Offspring::Terminal
