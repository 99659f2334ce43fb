// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_GLYPHATLAS_H
#define OFFSPRING_TERMINAL_GLYPHATLAS_H

#include <QtCore/QHash>
#include <QtGui/QFont>
#include <QtGui/QImage>
#include <QtGui/QRgb>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace Offspring::Terminal {

/// The characters of a font, each drawn once. All sizes are in pixels of the device.
class GlyphAtlas
{
public:
    /// Of a cell, or of several; with some room at both sides for what reaches out of it.
    struct Glyph
    {
        size_t pixels = 0; // where they begin; a row is as wide as the glyph
        int width = 0;
        bool isColoured = false; // an emoji: its pixels are its colours, else their alpha is a mask
        bool isEmpty = true;
    };
    struct Kind
    {
        int cells = 1;
        bool isBold = false;
        bool isItalic = false;
    };

    /// Forgets all glyphs. The font's size is in pixels of a device of ratio 1.
    void setFont(const QFont &font, qreal devicePixelRatio);

    QSize cell() const { return m_cell; }
    int baseline() const { return m_ascent; }
    int margin() const { return m_margin; } ///< at both sides of a glyph
    int line() const { return m_line; } ///< the width of a line

    /// Good until the next call. \a text is one character, or a base and what is joined to it.
    const Glyph &glyph(std::u32string_view text, Kind kind);
    const QRgb *pixels(const Glyph &glyph) const { return m_pixels.data() + glyph.pixels; }

    const QFont &font(bool isBold, bool isItalic) const
    {
        return m_fonts[size_t(isBold) + 2 * size_t(isItalic)];
    }

private:
    Glyph draw(std::u32string_view text, Kind kind);
    QImage drawText(const QString &text, const QFont &font, int cells) const;
    Glyph keep(const QImage &image);

    std::array<QFont, 4> m_fonts; // plain, bold, italic, both
    QFont m_emojiFont; // the desktop's; where there is none, one that has what the others have
    QSize m_cell = {1, 1};
    int m_ascent = 0;
    int m_margin = 0;
    int m_line = 1;
    std::vector<QRgb> m_pixels; // of all glyphs
    QHash<quint64, Glyph> m_characters;
    QHash<QString, Glyph> m_clusters; // of several characters; the key names the kind too
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_GLYPHATLAS_H
