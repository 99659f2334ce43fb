// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_SCREENTEXT_H
#define OFFSPRING_TERMINAL_SCREENTEXT_H

#include "terminalscreen.h"
#include "terminaltextrow.h"

namespace Offspring::Terminal {

/// The rows of a screen and its scrollback by the numbers that stay theirs: the row that was the
/// first of all is 0, and the screen's top row follows the last one of the scrollback.
class ScreenText
{
public:
    explicit ScreenText(Screen &screen)
        : m_screen(screen)
    { }

    qint64 first() const { return m_screen.scrollback().firstNumber(); }
    qint64 top() const { return first() + m_screen.scrollback().count(); } ///< of the screen
    qint64 end() const { return top() + m_screen.rows(); }

    struct Cells
    {
        const Cell *cells = nullptr;
        int used = 0;
        bool isWrapped = false;
        LineSize size = LineSize::Single;
    };
    /// Good until the next call and until the screen is fed. A number that is none: no cells.
    Cells cells(qint64 number);
    bool isDouble(qint64 number) { return cells(number).size != LineSize::Single; }
    PromptMark mark(qint64 number) const;
    /// Asks this object, and so must not outlive it.
    TextRows rows();

private:
    TextRow textRow(qint64 number);
    bool isWrapped(qint64 number) const;

    Screen &m_screen;
    Scrollback::Unpacked m_unpacked;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_SCREENTEXT_H
