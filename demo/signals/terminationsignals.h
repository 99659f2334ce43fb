// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CONTROLS_TERMINATIONSIGNALS_H
#define CONTROLS_TERMINATIONSIGNALS_H

#include <QtCore/QObject>
#include <QtCore/QSocketNotifier>

#include <csignal>
#include <optional>
#include <utility>
#include <vector>

/// Who ends a program by SIGTERM, SIGINT or SIGHUP ends what it has started, too: while this object
/// lives each of them is told in the event loop instead of ending the program. What was ignored, as
/// SIGHUP is under nohup(1), stays so. One at a time.
class TerminationSignals : public QObject
{
    Q_OBJECT

public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override; ///< each does again what it did

    /// The first that came; 0: none.
    int first() const { return m_first; }

    /// Ends this program by \a signal, as whoever has sent it expects to see.
    [[noreturn]] static void endBy(int signal);

Q_SIGNALS:
    void received(int signal);

private:
    void catchSignal(int signal);
    void takeSignals();

    int m_ends[2] = {-1, -1}; // of a pipe: the handler may do no more than write
    int m_first = 0;
    std::optional<QSocketNotifier> m_notifier;
    std::vector<std::pair<int, struct sigaction>> m_before;
};

#endif // CONTROLS_TERMINATIONSIGNALS_H
