// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "rowpainter.h"

#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>

#include <algorithm>
#include <cstdlib>

namespace Offspring::Terminal {

namespace {

constexpr Cell erased;

/// As on terminals of old, whose bold was but brighter: programs count on it.
Colour brightIfBold(const Style &style)
{
    const Colour colour = style.foreground;
    const bool isDark = colour.isIndexed() && colour.value() < 8;
    return style.has(Style::Bold) && isDark ? Colour::indexed(colour.value() + 8) : colour;
}

QRgb opaque(quint32 colour)
{
    return 0xff000000U | colour;
}

QRgb halfway(QRgb a, QRgb b)
{
    return qRgb((qRed(a) + qRed(b)) / 2, (qGreen(a) + qGreen(b)) / 2, (qBlue(a) + qBlue(b)) / 2);
}

/// Text in one of them can hardly be read on the other.
bool areNear(QRgb a, QRgb b)
{
    return std::abs(qGray(a) - qGray(b)) < 64;
}

/// \a colour over \a below, as far as \a alpha tells.
QRgb blended(QRgb below, QRgb colour, int alpha)
{
    const auto mix = [alpha](int from, int to) { return from + ((to - from) * alpha + 127) / 255; };
    return qRgb(mix(qRed(below), qRed(colour)), mix(qGreen(below), qGreen(colour)),
                mix(qBlue(below), qBlue(colour)));
}

/// Premultiplied \a above over \a below.
QRgb over(QRgb below, QRgb above)
{
    const int rest = 255 - qAlpha(above);
    const auto sum = [rest](int b, int a) { return std::min(a + b * rest / 255, 255); };
    return qRgb(sum(qRed(below), qRed(above)), sum(qGreen(below), qGreen(above)),
                sum(qBlue(below), qBlue(above)));
}

void fill(QImage &image, QRect rect, QRgb colour)
{
    rect &= image.rect();
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        std::fill(line + rect.left(), line + rect.right() + 1, colour);
    }
}

const Cell &cellAt(const PaintedRow &row, int x)
{
    return x < row.used ? row.cells[x] : erased;
}

bool isIn(const Selection::Columns &columns, int x)
{
    return x >= columns.begin && x < columns.end;
}

} // namespace

QRect RowPainter::rectOf(int x, int cells) const
{
    const QSize cell = m_atlas.cell();
    return {x * cell.width(), 0, cells * cell.width(), cell.height()};
}

QRgb RowPainter::colour(Colour colour, Palette::Named unset) const
{
    if (colour.isIndexed())
        return opaque(m_screen.palette().indexed(colour.value()));
    if (colour.isRgb())
        return opaque(quint32(colour.value()));
    return opaque(m_screen.palette().named(unset));
}

RowPainter::Look RowPainter::lookOf(const PaintedRow &row, int x) const
{
    const Cell &cell = cellAt(row, x);
    const Style &style = m_screen.style(cell.style);
    Look look;
    look.foreground = colour(brightIfBold(style), Palette::Foreground);
    look.background = colour(style.background, Palette::Background);
    if (style.has(Style::Inverse) != m_screen.modes().reverseScreen)
        std::swap(look.foreground, look.background);
    if (style.has(Style::Dim))
        look.foreground = halfway(look.foreground, look.background);
    if (isIn(row.selected, x)) {
        look.background = opaque(m_colours.selection);
        // Text that was to be read on another background, as inverse text, might be lost on this.
        const QRgb plain = opaque(m_screen.palette().named(Palette::Foreground));
        if (areNear(look.foreground, look.background) && !areNear(plain, look.background))
            look.foreground = plain;
        look.foreground = m_colours.selectedText.value_or(look.foreground);
    }
    const bool isBlock = row.cursor && row.cursor->shape == Screen::CursorShape::Block
        && row.hasFocus && !row.isInputHidden;
    if (isBlock && (x == row.cursor->x || (x == row.cursor->x + 1 && cell.isTail()))) {
        const QRgb behind = look.background;
        look.background = opaque(m_screen.palette().named(Palette::Cursor));
        look.foreground = m_colours.cursorText.value_or(behind);
        if (look.foreground == look.background) // one could not be seen on the other
            look.background = halfway(look.background, look.background ^ 0xffffffU);
    }
    look.underline = style.underline;
    if (isIn(row.link, x) && look.underline == Style::Underline::None)
        look.underline = Style::Underline::Single;
    else if (style.link != 0 && look.underline == Style::Underline::None)
        look.underline = Style::Underline::Dotted;
    look.line = style.underlineColour.isDefault()
        ? look.foreground
        : colour(style.underlineColour, Palette::Foreground);
    look.kind = {cell.isWide() ? 2 : 1, style.has(Style::Bold), style.has(Style::Italic)};
    look.isStruck = style.has(Style::Strike);
    look.blinks = style.has(Style::Blink);
    look.isHidden = style.has(Style::Conceal) || (look.blinks && row.isBlinkedOff);
    return look;
}

bool RowPainter::paint(const PaintedRow &row, QImage &image)
{
    // All backgrounds before any character: these may reach beyond their cells.
    const int columns = m_screen.columns();
    std::vector<Look> looks;
    looks.reserve(size_t(columns));
    for (int x = 0; x < columns; ++x) {
        looks.push_back(lookOf(row, x));
        fill(image, rectOf(x, 1), looks.back().background);
    }
    for (int x = 0; x < std::min(row.used, columns); ++x) {
        const Cell &cell = row.cells[x];
        if (!cell.isErased() && !cell.isTail() && !looks[size_t(x)].isHidden)
            paintGlyph(cell, x, looks[size_t(x)], image);
    }
    for (int x = 0; x < columns; ++x) {
        if (!looks[size_t(x)].blinks || !row.isBlinkedOff)
            paintLines(x, looks[size_t(x)], image);
    }
    if (row.cursor)
        paintCursor(row, image);
    if (!row.preedit.isEmpty() && row.cursor)
        paintPreedit(row, image);
    return std::any_of(looks.begin(), looks.end(), [](const Look &look) { return look.blinks; });
}

void RowPainter::paintGlyph(const Cell &cell, int x, const Look &look, QImage &image)
{
    if (cell.value() == U' ' && !cell.isCluster())
        return;
    m_text.clear();
    m_screen.appendText(cell, m_text);
    const GlyphAtlas::Glyph glyph = m_atlas.glyph(m_text, look.kind);
    if (glyph.isEmpty)
        return;
    const QRgb *from = m_atlas.pixels(glyph);
    const int left = x * m_atlas.cell().width() - m_atlas.margin();
    const int first = std::max(-left, 0);
    const int end = std::min(glyph.width, image.width() - left);
    for (int y = 0; y < image.height(); ++y, from += glyph.width) {
        QRgb *to = reinterpret_cast<QRgb *>(image.scanLine(y)) + left;
        for (int i = first; i < end; ++i) {
            const int alpha = qAlpha(from[i]);
            if (alpha == 0)
                continue;
            if (glyph.isColoured)
                to[i] = over(to[i], from[i]);
            else
                to[i] = alpha == 255 ? look.foreground : blended(to[i], look.foreground, alpha);
        }
    }
}

void RowPainter::paintLines(int x, const Look &look, QImage &image) const
{
    const QRect cell = rectOf(x, 1);
    if (look.underline != Style::Underline::None)
        paintUnderline(cell, look, image);
    if (look.isStruck) {
        const int y = m_atlas.baseline() * 2 / 3;
        fill(image, {cell.left(), y, cell.width(), m_atlas.line()}, look.foreground);
    }
}

void RowPainter::paintUnderline(QRect cell, const Look &look, QImage &image) const
{
    const int line = m_atlas.line();
    const int lowest = cell.height() - line;
    const int y = std::min(m_atlas.baseline() + line, lowest);
    const auto dot = [&](int from, int top, int width) {
        fill(image, {cell.left() + from, top, width, line}, look.line);
    };
    switch (look.underline) {
    case Style::Underline::None:
        break;
    case Style::Underline::Single:
        dot(0, y, cell.width());
        break;
    case Style::Underline::Double:
        dot(0, std::min(y, lowest - 2 * line), cell.width());
        dot(0, std::min(y + 2 * line, lowest), cell.width());
        break;
    case Style::Underline::Curly: {
        // A zigzag, two to a cell.
        const int half = std::max(cell.width() / 4, 1);
        const int top = std::min(y, lowest - line);
        for (int i = 0; i < cell.width(); ++i)
            dot(i, top + ((i / half) % 2 == 0 ? 0 : line), 1);
        break;
    }
    case Style::Underline::Dotted:
        for (int i = 0; i < cell.width(); i += 2 * line)
            dot(i, y, std::min(line, cell.width() - i));
        break;
    case Style::Underline::Dashed:
        dot(0, y, cell.width() * 2 / 3);
        break;
    }
}

// As wide as a cell: a body on the baseline, and a shackle on it.
void RowPainter::paintPadlock(QRect cell, QRgb colour, QImage &image) const
{
    const int line = m_atlas.line();
    const int width = std::max(m_atlas.cell().width() - 2 * line, 4 * line);
    const int height = width * 4 / 5;
    const QRect body(cell.left() + line, m_atlas.baseline() - height, width, height);
    const QRect shackle = body.adjusted(line, -height * 3 / 4, -line, -height);
    fill(image, body, colour);
    fill(image, {shackle.left(), shackle.top(), shackle.width(), line}, colour);
    fill(image, {shackle.left(), shackle.top(), line, shackle.height()}, colour);
    fill(image, {shackle.right() + 1 - line, shackle.top(), line, shackle.height()}, colour);
}

void RowPainter::paintCursor(const PaintedRow &row, QImage &image) const
{
    const int x = row.cursor->x;
    const QRect cell = rectOf(x, cellAt(row, x).isWide() ? 2 : 1);
    const QRgb colour = opaque(m_screen.palette().named(Palette::Cursor));
    const int line = m_atlas.line();
    if (row.isInputHidden) {
        paintPadlock(cell, colour, image);
    } else if (!row.hasFocus) { // a frame: keys go elsewhere
        fill(image, {cell.left(), 0, cell.width(), line}, colour);
        fill(image, {cell.left(), cell.height() - line, cell.width(), line}, colour);
        fill(image, {cell.left(), 0, line, cell.height()}, colour);
        fill(image, {cell.right() + 1 - line, 0, line, cell.height()}, colour);
    } else if (row.cursor->shape == Screen::CursorShape::Underline) {
        const int height = 2 * line;
        fill(image, {cell.left(), cell.height() - height, cell.width(), height}, colour);
    } else if (row.cursor->shape == Screen::CursorShape::Bar) {
        const int width = std::max(2 * line, 2);
        const int left = std::min(cell.left(), image.width() - width); // behind the last column
        fill(image, {left, 0, width, cell.height()}, colour);
    }
}

void RowPainter::paintPreedit(const PaintedRow &row, QImage &image) const
{
    QPainter painter(&image);
    const QFont &font = m_atlas.font(false, false);
    painter.setFont(font);
    const int width = qCeil(QFontMetricsF(font).horizontalAdvance(row.preedit));
    const int left = std::max(std::min(rectOf(row.cursor->x, 1).left(), image.width() - width), 0);
    const QRect rect(left, 0, width, image.height());
    fill(image, rect, opaque(m_screen.palette().named(Palette::Background)));
    painter.setPen(QColor::fromRgb(m_screen.palette().named(Palette::Foreground)));
    painter.drawText(QPointF(left, m_atlas.baseline()), row.preedit);
    const int line = m_atlas.line();
    painter.fillRect(left, image.height() - line, width, line, painter.pen().color());
}

} // namespace Offspring::Terminal
