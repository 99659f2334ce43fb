// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "decodedtext.h"

#include <algorithm>

namespace Offspring {

namespace {

struct Character
{
    char32_t code;
    int length; // in bytes; 0: it cannot be known yet
    int looked; // at so many
};

constexpr char32_t malformed = 0xfffd;

bool isBetween(uchar byte, int first, int last)
{
    return byte >= first && byte <= last;
}

/// The first character of \a bytes, after table 3-7 of the Unicode standard.
Character firstCharacter(QByteArrayView bytes, bool isAll)
{
    const auto at = [bytes](qsizetype i) { return uchar(bytes[i]); };
    const uchar lead = at(0);
    if (lead < 0x80)
        return {lead, 1, 1};
    if (!isBetween(lead, 0xc2, 0xf4))
        return {malformed, 1, 1};
    const int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t code = lead & (0x7f >> length);
    for (int i = 1; i < length; ++i) {
        if (i == bytes.size())
            return isAll ? Character{malformed, 1, i} : Character{0, 0, i};
        const int least = lead == 0xe0 && i == 1 ? 0xa0 : lead == 0xf0 && i == 1 ? 0x90 : 0x80;
        const int most = lead == 0xed && i == 1 ? 0x9f : lead == 0xf4 && i == 1 ? 0x8f : 0xbf;
        if (!isBetween(at(i), least, most))
            return {malformed, 1, i + 1};
        code = code << 6 | (at(i) & 0x3f);
    }
    return {code, length, length};
}

int unitsOf(const Character &character)
{
    return character.code > 0xffff ? 2 : 1;
}

} // namespace

void DecodedText::extend(const ReceivedBytes &bytes, qint64 to)
{
    QByteArrayView rest = bytes.view(m_decoded, to);
    while (!rest.isEmpty()) {
        const Character character = firstCharacter(rest, m_isFinished);
        if (character.length == 0)
            return;
        if (character.code > 0xffff) {
            m_units.append(QChar(QChar::highSurrogate(character.code)));
            m_units.append(QChar(QChar::lowSurrogate(character.code)));
        } else {
            m_units.append(QChar(char16_t(character.code)));
        }
        m_decoded += character.length;
        rest = rest.sliced(character.length);
    }
}

void DecodedText::finish(const ReceivedBytes &bytes)
{
    m_isFinished = true;
    extend(bytes, bytes.end());
}

void DecodedText::beginBlock(qsizetype kept)
{
    m_blocks.append({end(), m_decoded});
    if (m_blocks.size() <= kept)
        return;
    m_blocks.remove(0, m_blocks.size() - kept);
    const qint64 begin = m_blocks.constFirst().firstUnit;
    m_units.remove(0, qsizetype(begin - m_begin));
    m_begin = begin;
}

qint64 DecodedText::beginOfBlock(qsizetype others, qint64 firstByte) const
{
    for (qsizetype i = std::max<qsizetype>(0, m_blocks.size() - 1 - others); i < m_blocks.size();
         ++i) {
        if (m_blocks.at(i).firstByte >= firstByte)
            return m_blocks.at(i).firstUnit;
    }
    return end();
}

qint64 DecodedText::next(qint64 unit) const
{
    return unit + (m_units.at(qsizetype(unit - m_begin)).isHighSurrogate() ? 2 : 1);
}

qint64 DecodedText::aligned(qint64 unit) const
{
    const bool isInside =
        unit > m_begin && unit < end() && m_units.at(qsizetype(unit - m_begin)).isLowSurrogate();
    return isInside ? unit - 1 : unit;
}

// The bytes are decoded once more, from the beginning of their block.
DecodedText::Place DecodedText::place(qint64 unit, const ReceivedBytes &bytes) const
{
    qsizetype i = m_blocks.size() - 1;
    while (i > 0 && m_blocks.at(i).firstUnit > unit)
        --i;
    qint64 at = m_blocks.at(i).firstUnit;
    Place result = {m_blocks.at(i).firstByte, m_blocks.at(i).firstByte};
    if (result.byte < bytes.begin())
        return {bytes.begin(), bytes.begin()}; // they are gone
    QByteArrayView rest = bytes.view(result.byte, m_decoded);
    while (at < unit && !rest.isEmpty()) {
        // What follows may be needed to see that a byte is malformed.
        const Character character =
            firstCharacter(bytes.view(result.byte, bytes.end()), m_isFinished);
        at += unitsOf(character);
        result.known = std::max(result.known, result.byte + character.looked);
        result.byte += character.length;
        rest = rest.sliced(character.length);
    }
    return result;
}

} // namespace Offspring
