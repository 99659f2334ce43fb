// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Which delay comes next, and when to give up: pure, without a clock.

#include <offspring/restartpolicy.h>

#include <QtCore/QDebug>

#include <algorithm>

namespace Offspring {

namespace {

using std::chrono::milliseconds;

milliseconds firstDelay(const RestartPolicy &policy)
{
    return std::max(policy.minimumDelay, milliseconds::zero());
}

milliseconds doubled(milliseconds delay, const RestartPolicy &policy)
{
    const milliseconds longest = std::max(policy.maximumDelay, firstDelay(policy));
    return delay > longest / 2 ? longest : delay * 2; // twice a very long one overflows
}

} // namespace

RestartSchedule::RestartSchedule(const RestartPolicy &policy)
    : m_policy(policy)
    , m_nextDelay(firstDelay(policy))
{ }

std::optional<milliseconds> RestartSchedule::runEnded(const ExitReason &reason,
                                                      milliseconds lifetime)
{
    using Kind = ExitReason::Kind;
    using When = RestartPolicy::When;
    const bool wasLong = reason.kind() != Kind::NotStarted && lifetime >= m_policy.threshold;
    const bool hasFailed = reason.kind() != Kind::ProcessDone;
    if (wasLong)
        startAnew();
    m_failures = hasFailed && !wasLong ? m_failures + 1 : 0;
    if (m_policy.when == When::Never || (m_policy.when == When::OnFailure && !hasFailed)
        || hasGivenUp()) {
        return std::nullopt;
    }
    const milliseconds delay = m_nextDelay;
    m_nextDelay = doubled(delay, m_policy);
    return delay;
}

bool RestartSchedule::hasGivenUp() const
{
    return m_policy.when != RestartPolicy::When::Never && m_policy.giveUpAfter > 0
        && m_failures >= m_policy.giveUpAfter;
}

void RestartSchedule::startAnew()
{
    m_nextDelay = firstDelay(m_policy);
    m_failures = 0;
}

QDebug operator<<(QDebug debug, const RestartPolicy &policy)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "RestartPolicy(" << policy.when << ", threshold " << policy.threshold.count()
                    << " ms, delays " << policy.minimumDelay.count() << " to "
                    << policy.maximumDelay.count() << " ms, killTime " << policy.killTime.count()
                    << " ms";
    if (policy.giveUpAfter > 0)
        debug << ", giveUpAfter " << policy.giveUpAfter;
    return debug << ')';
}

} // namespace Offspring
