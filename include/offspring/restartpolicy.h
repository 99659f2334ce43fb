// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_RESTARTPOLICY_H
#define OFFSPRING_RESTARTPOLICY_H

#include <offspring/exitreason.h>
#include <offspring/offspringglobal.h>

#include <QtCore/QObject>

#include <chrono>
#include <optional>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

namespace Offspring {

/// Whether a program is started again when it has ended, and when: for ProcessMonitor and
/// RestartSchedule. The times are those of Twisted's procmon. From demo/examples/monitor.cpp:
///
/// \code
/// monitor.addProcess(u"it:"_s, Command{words.value(0), words.mid(1)},
///                    {.threshold = 1min, .minimumDelay = 10ms, .giveUpAfter = 5});
/// \endcode
///
/// \since 0.2
struct OFFSPRING_EXPORT RestartPolicy
{
    Q_GADGET

public:
    /// Which ends are followed by another run.
    enum class When {
        Never, ///< none: one run
        OnFailure, ///< unless it ended with code 0
        Always ///< all, whatever the exit code
    };
    Q_ENUM(When)

    /// Which ends are followed by another run.
    When when = When::Always;
    /// What has run for so long was well: the next delay is minimumDelay again, and a row of
    /// failures is over. A program that could not be started has not run.
    std::chrono::milliseconds threshold = std::chrono::seconds(1);
    /// The delay after the first end; it doubles with each further one, whatever the exit code, up
    /// to maximumDelay. 0: at once, each time. Negative counts as 0.
    std::chrono::milliseconds minimumDelay = std::chrono::seconds(1);
    /// Below minimumDelay it counts as that.
    std::chrono::milliseconds maximumDelay = std::chrono::hours(1);
    /// How long a program that is to stop has, from SIGTERM to SIGKILL: the grace of
    /// ProcessTransport::stopWithin().
    std::chrono::milliseconds killTime = std::chrono::seconds(5);
    /// After so many failures in a row, so many runs, it is not started again. A failure is every
    /// end before threshold but exit code 0, and a program that could not be started. Below 1: it
    /// is started again for ever.
    int giveUpAfter = -1;

    /// Its members.
    friend OFFSPRING_EXPORT QDebug operator<<(QDebug debug, const RestartPolicy &policy);
};

/// A policy and what has happened so far: which delay comes next. It has no clock and no child;
/// ProcessMonitor has one for each of its programs, and so may a program that spawns by itself,
/// because it talks with its child:
///
/// \code
/// void processEnded(const ExitReason &reason) override
/// {
///     QTextStream(stdout) << reason.toString() << '\n';
///     const std::chrono::milliseconds lifetime(m_life.elapsed());
///     if (const auto delay = m_schedule.runEnded(reason, lifetime))
///         QTimer::singleShot(*delay, this, &Server::spawn);
///     else
///         QCoreApplication::exit(m_schedule.hasGivenUp() ? 1 : 0);
/// }
/// \endcode
///
/// demo/examples/schedule.cpp is a whole program.
///
/// \since 0.2
class OFFSPRING_EXPORT RestartSchedule
{
public:
    /// Nothing has happened so far.
    explicit RestartSchedule(const RestartPolicy &policy = {});

    /// As the constructor was told.
    RestartPolicy policy() const { return m_policy; }

    /// A run has ended that nobody wanted to end. \a lifetime: from its start to its exit. Returns
    /// how long to wait, from now on, before the next run; empty: there is none.
    std::optional<std::chrono::milliseconds> runEnded(const ExitReason &reason,
                                                      std::chrono::milliseconds lifetime);
    /// Whether the last runEnded() was empty because it was the last of too many failures, and not
    /// because of RestartPolicy::when.
    bool hasGivenUp() const;
    /// Forgets what has happened: somebody has started the program.
    void startAnew();

private:
    RestartPolicy m_policy;
    std::chrono::milliseconds m_nextDelay;
    int m_failures = 0; // in a row
};

} // namespace Offspring

#endif // OFFSPRING_RESTARTPOLICY_H
