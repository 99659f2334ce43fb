// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_ROWSNODE_H
#define OFFSPRING_TERMINAL_ROWSNODE_H

#include <QtGui/QColor>
#include <QtGui/QImage>
#include <QtQuick/QSGImageNode>
#include <QtQuick/QSGRectangleNode>

#include <cstddef>
#include <vector>

QT_BEGIN_NAMESPACE
class QQuickWindow;
QT_END_NAMESPACE

namespace Offspring::Terminal {

/// What the scene graph draws of a terminal: the background, and a picture for each slot. In the
/// thread that draws.
///
/// It does not transform, but has to be one that could: Qt's software renderer knows of a plain
/// node not where it is, and puts what is appended to it later at the window's corner.
class RowsNode final : public QSGTransformNode
{
public:
    explicit RowsNode(QQuickWindow *window);

    void setBackground(const QRectF &rect, const QColor &colour);
    void setCount(std::size_t count);
    void setRow(std::size_t index, QQuickWindow *window, const QImage &image);
    void moveRow(std::size_t index, const QRectF &rect);

private:
    QSGRectangleNode *m_background;
    std::vector<QSGImageNode *> m_rows; // nullptr: has no picture yet
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_ROWSNODE_H
