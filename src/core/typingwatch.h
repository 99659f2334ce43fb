// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TYPINGWATCH_H
#define OFFSPRING_TYPINGWATCH_H

#include "../os/terminal.h"
#include "countdown.h"

namespace Offspring {

/// How a terminal takes what is typed, as its listeners know it: the kernel has no event for that,
/// so the owner looks again and again while somebody listens.
class TypingWatch
{
public:
    static constexpr std::chrono::milliseconds period{50};

    explicit TypingWatch(QObject *owner)
        : m_time(owner)
    { }

    /// \a modes: what a listener who asks now is told. Does nothing while it runs.
    void begin(const Os::TypingModes &modes)
    {
        if (isRunning())
            return;
        known = modes;
        m_time.start(period);
    }
    void end() { m_time.stop(); }
    bool isRunning() const { return m_time.isStarted(); }
    void dispatcherChanged() { m_time.dispatcherChanged(); }

    /// In the event loop's next turn.
    void lookSoon() { m_time.shorten(std::chrono::milliseconds::zero()); }
    /// The owner got the timer event \a timerId. True: it is time to look.
    bool isTimeToLook(int timerId)
    {
        if (!m_time.endIfDue(timerId))
            return false;
        m_time.start(period);
        return true;
    }

    Os::TypingModes known = {};

private:
    Countdown m_time;
};

} // namespace Offspring

#endif // OFFSPRING_TYPINGWATCH_H
