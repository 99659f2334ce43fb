// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What of the item blinks, and for how long: the cursor, and text that its program lets blink.

#include "terminalitem.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QStyleHints>

#include <algorithm>

namespace Offspring::Terminal {

namespace {

constexpr int longestBlinking = 10'000; // ms of the cursor's, without a key

} // namespace

// Its timer runs only while there is something to see, and somebody who types.
bool TerminalItem::mayBlink() const
{
    return m_screen.modes().cursorBlinks && m_screen.cursor().isVisible && m_process
        && m_process->isRunning() && hasActiveFocus() && isSeen() && m_blinksLeft > 0;
}

void TerminalItem::restartBlinking()
{
    const int time = QGuiApplication::styleHints()->cursorFlashTime() / 2;
    m_isBlinkedOff = false;
    m_blinksLeft = time > 0 ? std::max(longestBlinking / (2 * time), 1) : 0;
    if (mayBlink())
        m_blink.start(time, this);
    else
        m_blink.stop();
}

// The timer runs only while something in the view blinks.
void TerminalItem::updateTextBlinking()
{
    const int time = QGuiApplication::styleHints()->cursorFlashTime() / 2;
    const bool blinks = time > 0
        && std::any_of(m_slots.begin(), m_slots.end(),
                       [](const PaintedSlot &slot) { return slot.blinks; });
    if (blinks == m_textBlink.isActive())
        return;
    if (blinks) {
        m_textBlink.start(time, this);
        return;
    }
    m_textBlink.stop();
    m_isTextBlinkedOff = false; // for the next one
}

} // namespace Offspring::Terminal
