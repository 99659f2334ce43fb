// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALSTYLE_H
#define OFFSPRING_TERMINAL_TERMINALSTYLE_H

#include <QtCore/qglobal.h>

namespace Offspring::Terminal {

struct Parameters;

/// A colour as the program named it: none, one of 256, or one of 16 million.
class Colour
{
public:
    constexpr Colour() = default;
    static constexpr Colour indexed(int index) { return Colour(0x01000000U | quint32(index)); }
    static constexpr Colour rgb(int red, int green, int blue)
    {
        return Colour(0x02000000U | quint32(red << 16 | green << 8 | blue));
    }
    static constexpr Colour fromBits(quint32 bits) { return Colour(bits); }

    constexpr bool isDefault() const { return m_bits == 0; }
    constexpr bool isIndexed() const { return m_bits >> 24 == 1; }
    constexpr bool isRgb() const { return m_bits >> 24 == 2; }
    /// The index, or 0xrrggbb.
    constexpr int value() const { return int(m_bits & 0xffffffU); }
    constexpr quint32 bits() const { return m_bits; }
    friend constexpr bool operator==(Colour, Colour) = default;

private:
    explicit constexpr Colour(quint32 bits)
        : m_bits(bits)
    { }
    quint32 m_bits = 0;
};

/// How a cell looks beside its character.
struct Style
{
    enum Attribute : quint16 {
        Bold = 0x01,
        Dim = 0x02,
        Italic = 0x04,
        Blink = 0x08,
        Inverse = 0x10,
        Conceal = 0x20,
        Strike = 0x40,
        Protected =
            0x80, ///< DECSCA, SPA: some erasing leaves it. Not to be seen, and no part of SGR
    };
    enum class Underline : quint16 { None, Single, Double, Curly, Dotted, Dashed };

    Colour foreground = {};
    Colour background = {};
    Colour underlineColour = {};
    quint32 link = 0; ///< of the screen's links; 0: none
    quint16 attributes = 0;
    Underline underline = Underline::None;

    bool has(Attribute attribute) const { return attributes & attribute; }
    friend bool operator==(const Style &, const Style &) = default;

    /// SGR (CSI m), as xterm's ctlseqs has it. What is not known, or not whole, changes nothing.
    void apply(const Parameters &parameters);
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALSTYLE_H
