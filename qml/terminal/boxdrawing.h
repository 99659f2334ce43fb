// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_BOXDRAWING_H
#define OFFSPRING_TERMINAL_BOXDRAWING_H

#include <QtGui/QImage>

namespace Offspring::Terminal {

/// Characters that must meet their neighbours: lines, blocks, Braille's dots, and the triangles of
/// prompts. Fonts leave gaps between them, so they are drawn to the pixel.
class BoxDrawing
{
public:
    static bool has(char32_t character);
    /// White on nothing, in a cell of that size; \a line is the width of a light line, in pixels.
    static QImage draw(char32_t character, QSize cell, int line);
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_BOXDRAWING_H
