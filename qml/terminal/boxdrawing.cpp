// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "boxdrawing.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>

namespace Offspring::Terminal {

namespace {

enum Side { Left, Up, Right, Down };
constexpr char none = '0';
constexpr char light = '1';
constexpr char heavy = '2';
constexpr char twice = '3';

// U+2500 to U+257F: the arms to the left, up, right and down. What has none is dashes, arcs and
// diagonals.
constexpr const char *table[0x80] = {
    // 2500
    "1010", "2020", "0101", "0202", "", "", "", "", "", "", "", "", "0011", "0021", "0012", "0022",
    // 2510
    "1001", "2001", "1002", "2002", "0110", "0120", "0210", "0220", "1100", "2100", "1200", "2200",
    "0111", "0121", "0211", "0112",
    // 2520
    "0212", "0221", "0122", "0222", "1101", "2101", "1201", "1102", "1202", "2201", "2102", "2202",
    "1011", "2011", "1021", "2021",
    // 2530
    "1012", "2012", "1022", "2022", "1110", "2110", "1120", "2120", "1210", "2210", "1220", "2220",
    "1111", "2111", "1121", "2121",
    // 2540
    "1211", "1112", "1212", "2211", "1221", "2112", "1122", "2221", "2122", "2212", "1222", "2222",
    "", "", "", "",
    // 2550
    "3030", "0303", "0031", "0013", "0033", "3001", "1003", "3003", "0130", "0310", "0330", "3100",
    "1300", "3300", "0131", "0313",
    // 2560
    "0333", "3101", "1303", "3303", "3031", "1013", "3033", "3130", "1310", "3330", "3131", "1313",
    "3333", "", "", "",
    // 2570
    "", "", "", "", "1000", "0100", "0010", "0001", "2000", "0200", "0020", "0002", "1020", "0102",
    "2010", "0201"};

/// Draws what has arms: each from an edge to the middle, so far that it meets the others.
class ArmsPainter
{
public:
    ArmsPainter(QPainter &painter, const char *arms, QSize cell, int line)
        : m_painter(painter)
        , m_arms(arms)
        , m_cell(cell)
        , m_line(line)
        , m_middle((cell.width() - line) / 2, (cell.height() - line) / 2)
    { }

    void paint()
    {
        // A double line is a thick one without its middle; the others are drawn over it.
        for (const Side side : {Left, Up, Right, Down}) {
            if (m_arms[side] == twice)
                fill(side, -m_line, 3 * m_line, doubleBegin(side));
        }
        m_painter.setCompositionMode(QPainter::CompositionMode_Clear);
        for (const Side side : {Left, Up, Right, Down}) {
            if (m_arms[side] == twice)
                fill(side, 0, m_line, -m_line);
        }
        m_painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        for (const Side side : {Left, Up, Right, Down}) {
            if (m_arms[side] == light)
                fill(side, 0, m_line, singleBegin(side));
            else if (m_arms[side] == heavy)
                fill(side, -heavyExcess(), heavyWidth(), singleBegin(side));
        }
    }

private:
    static Side opposite(Side side) { return Side(side ^ 2); }
    int heavyWidth() const { return std::max(2 * m_line, m_line + 2); }
    int heavyExcess() const { return (heavyWidth() - m_line) / 2; }
    char across(bool isFirst, Side side) const
    {
        const bool isHorizontal = side == Left || side == Right;
        return m_arms[isHorizontal ? (isFirst ? Up : Down) : (isFirst ? Left : Right)];
    }
    int countAcross(Side side, char kind) const
    {
        return (across(true, side) == kind) + (across(false, side) == kind);
    }

    // Where an arm begins, in pixels from the middle line's nearer edge towards its own edge: below
    // 0 is beyond the middle.
    int doubleBegin(Side side) const
    {
        if (countAcross(side, twice) > 0)
            return -2 * m_line;
        return -m_line;
    }
    int singleBegin(Side side) const
    {
        const int doubles = countAcross(side, twice);
        if (doubles == 2)
            return m_arms[opposite(side)] == none ? 0 : -m_line;
        if (doubles == 1)
            return -2 * m_line;
        if (countAcross(side, heavy) > 0)
            return -m_line - heavyExcess();
        return -m_line;
    }

    /// A part of an arm: \a offset and \a width across it.
    void fill(Side side, int offset, int width, int begin)
    {
        const int x = m_middle.x();
        const int y = m_middle.y();
        QRect rect;
        switch (side) {
        case Left:
            rect = QRect(QPoint(0, y + offset), QPoint(x - begin - 1, y + offset + width - 1));
            break;
        case Right:
            rect = QRect(QPoint(x + m_line + begin, y + offset),
                         QPoint(m_cell.width() - 1, y + offset + width - 1));
            break;
        case Up:
            rect = QRect(QPoint(x + offset, 0), QPoint(x + offset + width - 1, y - begin - 1));
            break;
        case Down:
            rect = QRect(QPoint(x + offset, y + m_line + begin),
                         QPoint(x + offset + width - 1, m_cell.height() - 1));
            break;
        }
        m_painter.fillRect(rect, Qt::white);
    }

    QPainter &m_painter;
    const char *m_arms;
    QSize m_cell;
    int m_line;
    QPoint m_middle;
};

void drawDashes(QPainter &painter, char32_t character, QSize cell, int line)
{
    const bool isTwo = character >= 0x254c;
    const int index = int(character - (isTwo ? 0x254c : 0x2504));
    const int count = isTwo ? 2 : index < 4 ? 3 : 4;
    const bool isHeavy = index % 2 == 1;
    const bool isVertical = index % 4 >= 2;
    const int width = isHeavy ? std::max(2 * line, line + 2) : line;
    const int length = isVertical ? cell.height() : cell.width();
    const int across = ((isVertical ? cell.width() : cell.height()) - width) / 2;
    for (int i = 0; i < count; ++i) {
        const int from = length * i / count;
        const int to = length * (i + 1) / count;
        const int gap = std::max((to - from) / 3, 1);
        const int begin = from + gap / 2;
        const int size = to - from - gap;
        painter.fillRect(isVertical ? QRect(across, begin, width, size)
                                    : QRect(begin, across, size, width),
                         Qt::white);
    }
}

void drawArc(QPainter &painter, char32_t character, QSize cell, int line)
{
    // 256D right and down, 256E left and down, 256F left and up, 2570 right and up
    const bool isRight = character == 0x256d || character == 0x2570;
    const bool isDown = character <= 0x256e;
    // The line's edges lie on whole pixels.
    const int left = (cell.width() - line) / 2;
    const int top = (cell.height() - line) / 2;
    const qreal x = left + line / 2.0;
    const qreal y = top + line / 2.0;
    // Straight at the edge, where it meets its neighbour.
    const qreal radius = std::min(cell.width(), cell.height()) / 2.0 - 1;
    const qreal edgeX = isRight ? cell.width() : 0;
    const qreal edgeY = isDown ? cell.height() : 0;
    QPainterPath path(QPointF(edgeX, y));
    path.lineTo(isRight ? std::min(x + radius, edgeX) : std::max(x - radius, 0.0), y);
    path.quadTo(x, y, x, isDown ? y + radius : y - radius);
    path.lineTo(x, edgeY);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(path, QPen(Qt::white, line, Qt::SolidLine, Qt::FlatCap));
}

void drawDiagonals(QPainter &painter, char32_t character, QSize cell, int line)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::white, line, Qt::SolidLine, Qt::SquareCap));
    if (character != 0x2572)
        painter.drawLine(QPointF(0, cell.height()), QPointF(cell.width(), 0));
    if (character != 0x2571)
        painter.drawLine(QPointF(0, 0), QPointF(cell.width(), cell.height()));
}

void drawBlock(QPainter &painter, char32_t character, QSize cell)
{
    const int width = cell.width();
    const int height = cell.height();
    const auto fill = [&](int left, int top, int right, int bottom) {
        painter.fillRect(QRect(QPoint(left, top), QPoint(right - 1, bottom - 1)), Qt::white);
    };
    const int eighth = int(character & 0xf);
    // The halves and the quarters meet, whatever the size.
    const int x = (width + 1) / 2;
    const int y = height / 2;
    if (character == 0x2580)
        fill(0, 0, width, y);
    else if (character <= 0x2588)
        fill(0, height - (height * eighth + 4) / 8, width, height);
    else if (character <= 0x258f)
        fill(0, 0, (width * (16 - eighth) + 4) / 8, height);
    else if (character == 0x2590)
        fill(x, 0, width, height);
    else if (character <= 0x2593)
        painter.fillRect(QRect(QPoint(), cell),
                         QColor(255, 255, 255, 64 * int(character - 0x2590)));
    else if (character == 0x2594)
        fill(0, 0, width, std::max((height + 4) / 8, 1));
    else if (character == 0x2595)
        fill(width - std::max((width + 4) / 8, 1), 0, width, height);
    if (character < 0x2596)
        return;
    // Of four quarters: upper left 1, upper right 2, lower left 4, lower right 8.
    constexpr int quarters[] = {4, 8, 1, 13, 9, 7, 11, 2, 6, 14};
    const int which = quarters[character - 0x2596];
    if (which & 1)
        fill(0, 0, x, y);
    if (which & 2)
        fill(x, 0, width, y);
    if (which & 4)
        fill(0, y, x, height);
    if (which & 8)
        fill(x, y, width, height);
}

void drawDots(QPainter &painter, char32_t character, QSize cell)
{
    constexpr QPoint dots[] = {{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}};
    const int size = std::max(std::min(cell.width() / 4, cell.height() / 8), 1);
    for (int i = 0; i < 8; ++i) {
        if (!(character & (1U << i)))
            continue;
        const int x = cell.width() * (1 + 2 * dots[i].x()) / 4 - size / 2;
        const int y = cell.height() * (1 + 2 * dots[i].y()) / 8 - size / 2;
        painter.fillRect(x, y, size, size, Qt::white);
    }
}

void drawTriangle(QPainter &painter, char32_t character, QSize cell, int line)
{
    const bool isRight = character <= 0xe0b1;
    const qreal from = isRight ? 0 : cell.width();
    const qreal tip = isRight ? cell.width() : 0;
    const QPolygonF corners{QPointF(from, 0), QPointF(tip, cell.height() / 2.0),
                            QPointF(from, cell.height())};
    painter.setRenderHint(QPainter::Antialiasing);
    if (character % 2 == 1) {
        painter.setPen(QPen(Qt::white, line));
        painter.drawPolyline(corners);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(Qt::white);
        painter.drawPolygon(corners);
    }
}

} // namespace

bool BoxDrawing::has(char32_t character)
{
    return (character >= 0x2500 && character <= 0x259f)
        || (character >= 0x2800 && character <= 0x28ff)
        || (character >= 0xe0b0 && character <= 0xe0b3);
}

QImage BoxDrawing::draw(char32_t character, QSize cell, int line)
{
    QImage image(cell, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    if (character >= 0xe0b0) {
        drawTriangle(painter, character, cell, line);
    } else if (character >= 0x2800) {
        drawDots(painter, character, cell);
    } else if (character >= 0x2580) {
        drawBlock(painter, character, cell);
    } else if (const char *arms = table[character - 0x2500]; *arms) {
        ArmsPainter(painter, arms, cell, line).paint();
    } else if (character >= 0x2571) {
        drawDiagonals(painter, character, cell, line);
    } else if (character >= 0x256d) {
        drawArc(painter, character, cell, line);
    } else {
        drawDashes(painter, character, cell, line);
    }
    return image;
}

} // namespace Offspring::Terminal
