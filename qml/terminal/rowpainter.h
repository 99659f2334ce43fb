// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_ROWPAINTER_H
#define OFFSPRING_TERMINAL_ROWPAINTER_H

#include "glyphatlas.h"
#include "terminalscreen.h"
#include "terminalselection.h"

#include <QtGui/QImage>

#include <optional>

namespace Offspring::Terminal {

/// What rows look like beside their cells.
struct RowColours
{
    QRgb selection = 0xff444444;
    std::optional<QRgb> selectedText = {}; ///< unset: as without a selection
    std::optional<QRgb> cursorText = {}; ///< unset: the background's
};

/// A row as it is to be painted.
struct PaintedRow
{
    const Cell *cells = nullptr;
    int used = 0; ///< those behind are erased
    Selection::Columns selected = {};
    Selection::Columns link = {}; ///< what is underlined because the pointer is on it
    std::optional<Screen::Cursor> cursor = {};
    bool hasFocus = false;
    bool isInputHidden = false; ///< the cursor says so
    bool isBlinkedOff = false; ///< what blinks is not seen
    QString preedit = {}; ///< at the cursor
};

/// Paints rows from the glyphs of an atlas.
class RowPainter
{
public:
    RowPainter(GlyphAtlas &atlas, const Screen &screen, const RowColours &colours)
        : m_atlas(atlas)
        , m_screen(screen)
        , m_colours(colours)
    { }

    /// \a image: 32 bits, as high as a cell. True: something in the row blinks.
    bool paint(const PaintedRow &row, QImage &image);

private:
    struct Look
    {
        QRgb foreground = 0;
        QRgb background = 0;
        QRgb line = 0;
        Style::Underline underline = Style::Underline::None;
        GlyphAtlas::Kind kind = {};
        bool isStruck = false;
        bool isHidden = false;
        bool blinks = false;
    };

    QRgb colour(Colour colour, Palette::Named unset) const;
    Look lookOf(const PaintedRow &row, int x) const;
    void paintGlyph(const Cell &cell, int x, const Look &look, QImage &image);
    void paintLines(int x, const Look &look, QImage &image) const;
    void paintUnderline(QRect cell, const Look &look, QImage &image) const;
    void paintPadlock(QRect cell, QRgb colour, QImage &image) const;
    void paintCursor(const PaintedRow &row, QImage &image) const;
    void paintPreedit(const PaintedRow &row, QImage &image) const;
    QRect rectOf(int x, int cells) const;

    GlyphAtlas &m_atlas;
    const Screen &m_screen;
    const RowColours &m_colours;
    std::u32string m_text;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_ROWPAINTER_H
