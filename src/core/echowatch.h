// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_ECHOWATCH_H
#define OFFSPRING_ECHOWATCH_H

#include "countdown.h"

#include <utility>

namespace Offspring {

/// Whether a terminal echoes, as its listeners know it: the kernel has no event for that, so the
/// owner looks again and again while somebody listens.
class EchoWatch
{
public:
    static constexpr std::chrono::milliseconds period{50};

    explicit EchoWatch(QObject *owner)
        : m_time(owner)
    { }

    /// \a isEchoing: what a listener who asks now is told. Does nothing while it runs.
    void begin(bool isEchoing)
    {
        if (isRunning())
            return;
        m_isEchoing = isEchoing;
        m_time.start(period);
    }
    void end() { m_time.stop(); }
    bool isRunning() const { return m_time.isStarted(); }
    void dispatcherChanged() { m_time.dispatcherChanged(); }

    /// The owner got the timer event \a timerId. True: it is time to look.
    bool isTimeToLook(int timerId)
    {
        if (!m_time.endIfDue(timerId))
            return false;
        m_time.start(period);
        return true;
    }
    /// What the owner saw. True: that is news.
    bool note(bool isEchoing) { return std::exchange(m_isEchoing, isEchoing) != isEchoing; }

private:
    Countdown m_time;
    bool m_isEchoing = false;
};

} // namespace Offspring

#endif // OFFSPRING_ECHOWATCH_H
