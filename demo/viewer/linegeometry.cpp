// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "linegeometry.h"

#include <QtCore/QtMath>
#include <QtGui/QTextOption>

#include <algorithm>

void LineGeometry::setLine(const QString &line)
{
    if (line == m_line)
        return;
    m_line = line;
    expandTabs();
    forget();
}

void LineGeometry::setTabs(const QList<int> &tabs)
{
    if (tabs == m_tabs)
        return;
    m_tabs = tabs;
    expandTabs();
    forget();
}

void LineGeometry::setFont(const QFont &font)
{
    if (font == m_font)
        return;
    m_font = font;
    forget();
}

void LineGeometry::setWidth(qreal width)
{
    if (width == m_width)
        return;
    m_width = width;
    forget();
}

void LineGeometry::forget()
{
    m_layout.reset();
    ++m_revision;
    Q_EMIT changed();
}

// The two properties are set one after the other. In between they may not fit together.
void LineGeometry::expandTabs()
{
    m_places.clear();
    m_shown = m_line;
    if (!m_line.contains(u'\t'))
        return;
    m_shown.clear();
    qsizetype tab = 0;
    for (const QChar character : std::as_const(m_line)) {
        m_places.push_back(int(m_shown.size()));
        if (character == u'\t')
            m_shown += QString(m_tabs.value(tab++, 1), u' ');
        else
            m_shown += character;
    }
    m_places.push_back(int(m_shown.size()));
}

int LineGeometry::toShown(int position) const
{
    position = std::clamp(position, 0, int(m_line.size()));
    return m_places.empty() ? position : m_places[size_t(position)];
}

// Within a tab it is the position at the nearer end of the tab.
int LineGeometry::toPosition(int shown) const
{
    if (m_places.empty())
        return shown;
    const auto next = std::lower_bound(m_places.begin(), m_places.end(), shown);
    const auto position = int(next - m_places.begin());
    if (position == 0 || *next == shown)
        return position;
    return shown - m_places[size_t(position - 1)] < *next - shown ? position - 1 : position;
}

QTextLayout &LineGeometry::layout()
{
    if (m_layout)
        return *m_layout;
    m_layout = std::make_unique<QTextLayout>(m_shown, m_font);
    QTextOption option;
    option.setWrapMode(m_width > 0 ? QTextOption::WrapAnywhere : QTextOption::NoWrap);
    option.setUseDesignMetrics(true); // as Text does, unless it renders natively
    m_layout->setTextOption(option);
    m_layout->setCacheEnabled(true);
    m_layout->beginLayout();
    qreal y = 0;
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(m_width > 0 ? m_width : 1e6);
        line.setPosition({0, y});
        y += qCeil(line.height());
    }
    m_layout->endLayout();
    return *m_layout;
}

QTextLine LineGeometry::textLineAt(qreal y)
{
    const QTextLayout &all = layout();
    int index = 0;
    while (index + 1 < all.lineCount() && all.lineAt(index + 1).y() <= y)
        ++index;
    return all.lineAt(index);
}

int LineGeometry::positionAt(qreal x, qreal y)
{
    const QTextLine line = textLineAt(y);
    return line.isValid() ? toPosition(line.xToCursor(x)) : 0;
}

int LineGeometry::characterAt(qreal x, qreal y)
{
    const QTextLine line = textLineAt(y);
    if (!line.isValid() || y < line.y() || y >= line.y() + line.height() || x < 0
        || x >= line.naturalTextWidth())
        return -1;
    const int shown = line.xToCursor(x, QTextLine::CursorOnCharacter);
    if (m_places.empty())
        return shown;
    const auto next = std::upper_bound(m_places.begin(), m_places.end(), shown);
    return int(next - m_places.begin()) - 1;
}

QList<QRectF> LineGeometry::rectangles(int from, int to)
{
    const int first = toShown(from);
    const int last = toShown(to);
    QList<QRectF> result;
    const QTextLayout &all = layout();
    for (int index = 0; index < all.lineCount(); ++index) {
        const QTextLine line = all.lineAt(index);
        const int begin = std::max(first, line.textStart());
        const int end = std::min(last, line.textStart() + line.textLength());
        if (begin >= end)
            continue;
        const qreal one = line.cursorToX(begin);
        // The position after a row's last character is also that of the next row's first one.
        const qreal other = end == line.textStart() + line.textLength()
            ? std::max(line.naturalTextWidth(), line.cursorToX(end))
            : line.cursorToX(end);
        result << QRectF(std::min(one, other), line.y(), std::abs(other - one),
                         qCeil(line.height()));
    }
    return result;
}
