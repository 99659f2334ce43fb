// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "rowsnode.h"

#include <QtQuick/QQuickWindow>
#include <QtQuick/QSGRendererInterface>
#include <QtQuick/QSGTexture>

namespace Offspring::Terminal {

namespace {

// Without a graphics card nothing is drawn below what is opaque, counted in whole pixels of
// ratio 1: rows that end between two of them would have gaps.
QImage seeThrough(QQuickWindow *window, QImage image)
{
    const bool isSoftware =
        window->rendererInterface()->graphicsApi() == QSGRendererInterface::Software;
    if (isSoftware && window->effectiveDevicePixelRatio() != 1)
        image.reinterpretAsFormat(QImage::Format_ARGB32_Premultiplied);
    return image;
}

} // namespace

RowsNode::RowsNode(QQuickWindow *window)
    : m_background(window->createRectangleNode())
{
    appendChildNode(m_background);
}

void RowsNode::setBackground(const QRectF &rect, const QColor &colour)
{
    m_background->setRect(rect);
    m_background->setColor(colour);
}

void RowsNode::setCount(std::size_t count)
{
    while (m_rows.size() > count) {
        if (m_rows.back()) {
            removeChildNode(m_rows.back());
            delete m_rows.back();
        }
        m_rows.pop_back();
    }
    m_rows.resize(count, nullptr);
}

void RowsNode::setRow(std::size_t index, QQuickWindow *window, const QImage &image)
{
    QSGImageNode *&row = m_rows[index];
    const bool isFirst = !row;
    if (isFirst) {
        row = window->createImageNode();
        row->setOwnsTexture(true);
        row->setFiltering(QSGTexture::Nearest);
    }
    row->setSourceRect(image.rect());
    row->setTexture(window->createTextureFromImage(seeThrough(window, image)));
    if (isFirst)
        appendChildNode(row);
}

void RowsNode::moveRow(std::size_t index, const QRectF &rect)
{
    if (QSGImageNode *row = m_rows[index]; row && row->rect() != rect)
        row->setRect(rect);
}

} // namespace Offspring::Terminal
