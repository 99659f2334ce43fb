// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALROW_H
#define OFFSPRING_TERMINAL_TERMINALROW_H

#include <QtCore/qglobal.h>

namespace Offspring::Terminal {

/// A place of the grid.
struct Cell
{
    quint32 text =
        0; // a character or a cluster's index, and the bits; 0: erased, nothing was written
    quint32 style = 0; // an index of the screen's styles

    static constexpr quint32 clusterBit = 1U << 31;
    static constexpr quint32 wideBit = 1U << 30; // the next cell is its second half
    static constexpr quint32 tail = 1U << 29; // as text: a second half
    static constexpr quint32 valueMask = tail - 1;

    constexpr bool isErased() const { return text == 0; }
    constexpr bool isTail() const { return text == tail; }
    constexpr bool isWide() const { return text & wideBit; }
    constexpr bool isCluster() const { return text & clusterBit; }
    constexpr quint32 value() const { return text & valueMask; }
    /// Nothing is to be seen of it.
    constexpr bool isBlank() const { return (text == 0 || text == U' ') && style == 0; }
    friend constexpr bool operator==(Cell, Cell) = default;
};

/// What an OSC 133 has said of a row.
enum class PromptMark : quint8 { None, Prompt, Command, Output, Finished };

/// How large a row's characters are: DECDWL, and the halves of DECDHL.
enum class LineSize : quint8 { Single, DoubleWidth, TopHalf, BottomHalf };

/// A row of the grid.
struct Row
{
    Cell *cells = nullptr; // as many as the grid has columns; the grid's
    int used = 0; // all cells from here on are Cell{}
    bool isWrapped = false; // its line goes on in the next row
    bool isChanged = true; // since its revision was last asked for
    PromptMark mark = PromptMark::None;
    LineSize size = LineSize::Single; // others have room for half as many characters
    quint64 revision = 0;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALROW_H
