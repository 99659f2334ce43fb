// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LATENESS_H
#define LATENESS_H

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

#include <algorithm>
#include <vector>

/// How late a timer is in this thread's Qt event loop, in ms, while it is there.
class Lateness
{
public:
    explicit Lateness(int interval = 4)
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, interval] {
            m_values.push_back(std::max(0.0, double(m_clock.nsecsElapsed()) / 1e6 - interval));
            m_clock.restart();
        });
        m_clock.start();
        m_timer.start(interval);
    }

    const std::vector<double> &values() const { return m_values; }
    /// From now on, without what was before.
    void restart()
    {
        m_values.clear();
        m_clock.restart();
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_values;
};

#endif // LATENESS_H
