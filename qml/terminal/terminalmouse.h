// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALMOUSE_H
#define OFFSPRING_TERMINAL_TERMINALMOUSE_H

#include "terminalinputmodes.h"

#include <QtCore/QByteArray>
#include <QtCore/QPoint>
#include <QtCore/Qt>

#include <optional>

namespace Offspring::Terminal {

struct MouseInput
{
    enum class What { Press, Release, Move, WheelUp, WheelDown, WheelLeft, WheelRight };

    What what = What::Move;
    QPoint cell = {}; ///< column and row of the screen, from 0; kept within it by the caller
    Qt::MouseButton button = Qt::NoButton; ///< of a press or a release
    Qt::MouseButtons buttons = {}; ///< that are down, after a press and before a release
    Qt::KeyboardModifiers modifiers = {};
    int steps = 1; ///< of the wheel: each is a report
    int lines = 3; ///< that a step of the wheel is worth, where it is the cursor keys
};

/// What the mouse does in a terminal.
struct MouseMeaning
{
    enum class For {
        Program, ///< the bytes, if any, are sent to it
        View ///< it selects, follows links, opens the menu, scrolls
    };

    For isFor = For::View;
    QByteArray bytes = {};
};

/// The mouse as the reports that a program has asked for.
///
/// With Shift the mouse is the view's, whatever the program has asked for. Whose a press is, theirs
/// is all until the last button is released: a drag does not change hands.
class MouseReports
{
public:
    MouseMeaning meaning(const MouseInput &event, const InputModes &modes);

private:
    // Nobodys ── press without Shift, and the program wants presses ──▶ Programs
    //    │ ▲                                                              │
    //    │ └───────────── the last button is released ◀───────────────────┤
    //    └── any other press ──▶ Views ────────────────────────────────────┘
    enum class Drag { Nobodys, Programs, Views };

    MouseMeaning wheeled(const MouseInput &event, const InputModes &modes);
    QByteArray moved(const MouseInput &event, const InputModes &modes);

    Drag m_drag = Drag::Nobodys;
    std::optional<QPoint> m_told; // the cell of the last report: within it a move is none
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALMOUSE_H
