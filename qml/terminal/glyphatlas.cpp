// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "glyphatlas.h"

#include "boxdrawing.h"
#include "characterwidth.h"

#include <QtGui/QFontInfo>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Offspring::Terminal {

namespace {

constexpr size_t mostPixels = size_t(16) << 20; // 64 MiB: some ten thousand glyphs

bool isColoured(const QImage &image)
{
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int alpha = qAlpha(line[x]);
            if (qRed(line[x]) != alpha || qGreen(line[x]) != alpha || qBlue(line[x]) != alpha)
                return true;
        }
    }
    return false;
}

bool isBlank(const QImage &image)
{
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        if (std::any_of(line, line + image.width(), [](QRgb pixel) { return pixel != 0; }))
            return false;
    }
    return true;
}

} // namespace

void GlyphAtlas::setFont(const QFont &font, qreal devicePixelRatio)
{
    m_pixels.clear();
    m_characters.clear();
    m_clusters.clear();
    const double size = font.pixelSize() > 0 ? font.pixelSize() : QFontInfo(font).pixelSize();
    for (size_t i = 0; i < m_fonts.size(); ++i) {
        QFont each = font;
        each.setPixelSize(std::max(qRound(size * devicePixelRatio), 1));
        each.setBold(font.bold() || i & 1);
        each.setItalic(font.italic() || i & 2);
        each.setKerning(false);
        each.setStyleHint(QFont::Monospace);
        // A coloured fringe, as screens of stripes want it, would depend on what is behind.
        each.setStyleStrategy(
            QFont::StyleStrategy(QFont::PreferAntialias | QFont::NoSubpixelAntialias));
        m_fonts[i] = each;
    }
    // By the name that fontconfig has for them all. The text's own font would come first, and many
    // have a few emoji without colours, with which sequences fall apart.
    m_emojiFont = m_fonts[0];
    m_emojiFont.setFamilies({u"emoji"_s});
    const QFontMetricsF metrics(m_fonts[0]);
    m_ascent = qCeil(metrics.ascent());
    m_cell = {std::max(qRound(metrics.horizontalAdvance(u'M')), 1),
              std::max(m_ascent + qCeil(metrics.descent()), 1)};
    m_margin = (m_cell.width() + 1) / 2;
    m_line = std::max(qRound(m_cell.height() / 16.0), 1);
}

const GlyphAtlas::Glyph &GlyphAtlas::glyph(std::u32string_view text, Kind kind)
{
    const quint64 kindBits =
        (quint64(kind.cells) << 2) | (quint64(kind.isBold) << 1) | quint64(kind.isItalic);
    if (m_pixels.size() > mostPixels) {
        m_pixels.clear();
        m_characters.clear();
        m_clusters.clear();
    }
    if (text.size() == 1) {
        const quint64 key = (kindBits << 32) | text.front();
        auto found = m_characters.find(key);
        if (found == m_characters.end())
            found = m_characters.insert(key, draw(text, kind));
        return found.value();
    }
    const QString key =
        QString::fromUcs4(text.data(), qsizetype(text.size())) + QChar(char16_t(kindBits));
    auto found = m_clusters.find(key);
    if (found == m_clusters.end())
        found = m_clusters.insert(key, draw(text, kind));
    return found.value();
}

GlyphAtlas::Glyph GlyphAtlas::draw(std::u32string_view text, Kind kind)
{
    if (text.size() == 1 && BoxDrawing::has(text.front())) {
        QImage image(m_cell.width() * kind.cells + 2 * m_margin, m_cell.height(),
                     QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter(&image).drawImage(m_margin, 0, BoxDrawing::draw(text.front(), m_cell, m_line));
        return keep(image);
    }
    QString string = QString::fromUcs4(text.data(), qsizetype(text.size()));
    if (!isEmoji(text))
        return keep(drawText(string, font(kind.isBold, kind.isItalic), kind.cells));
    string.remove(QChar(0xfe0f)); // Qt 6.4 would take it for a glyph, and cut a sequence at it
    return keep(drawText(string, m_emojiFont, kind.cells));
}

QImage GlyphAtlas::drawText(const QString &text, const QFont &font, int cells) const
{
    const int width = m_cell.width() * cells;
    QImage image(width + 2 * m_margin, m_cell.height(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::TextAntialiasing);
    painter.setPen(Qt::white);
    painter.setFont(font);
    // A character of another font may be wider than its cells: it is narrowed, so that it does not
    // cover its neighbour. What is narrower than two cells stands in their middle.
    const qreal advance = QFontMetricsF(font).horizontalAdvance(text);
    painter.translate(m_margin, 0);
    if (advance > width + 0.5 && advance > 0)
        painter.scale(width / advance, 1);
    else if (cells > 1)
        painter.translate((width - advance) / 2, 0);
    painter.drawText(QPointF(0, m_ascent), text);
    return image;
}

GlyphAtlas::Glyph GlyphAtlas::keep(const QImage &image)
{
    Glyph glyph;
    glyph.isEmpty = isBlank(image);
    if (glyph.isEmpty)
        return glyph;
    glyph.isColoured = isColoured(image);
    glyph.width = image.width();
    glyph.pixels = m_pixels.size();
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        m_pixels.insert(m_pixels.end(), line, line + image.width());
    }
    return glyph;
}

} // namespace Offspring::Terminal
