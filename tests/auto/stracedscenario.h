// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STRACEDSCENARIO_H
#define STRACEDSCENARIO_H

#include "behaviourtest.h"

#include <QtCore/QRegularExpression>

/// The scenario program under strace(1), which interferes with its system calls, for real.
class StracedScenario
{
public:
    /// \a strace: its options, see inject in its manual page. \a words: the scenario's.
    StracedScenario(Offspring::Reactor &reactor, const QStringList &strace,
                    const QStringList &words)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        // Which cannot work under strace.
        environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("detect_leaks=0"));
        const QString program = QStringLiteral("strace");
        const QStringList always{program, QStringLiteral("-f"), QStringLiteral("-qq")};
        QStringList scenario{QStringLiteral(BINARY_DIR "/scenario")};
        if (BehaviourTest::isInBackground())
            scenario << QStringLiteral("--background");
        reactor.spawnProcess(&m_recorder, program, always + strace + scenario + words,
                             {.env = environment});
    }

    bool waitForEnd() const { return BehaviourTest::waitForEnd(m_recorder); }

    /// Empty when strace may not trace here; its complaint() says why.
    QByteArray output() const { return m_recorder.data.value(1); }
    QByteArray complaint() const { return m_recorder.data.value(2); }

    /// For an injected SIGSTOP: waits until it has stopped the child, and returns its pid; else 0.
    /// strace names a pid only where it traces several.
    pid_t waitForStop() const
    {
        static const QRegularExpression line(
            QStringLiteral("\\[pid +(\\d+)\\] --- stopped by SIGSTOP"));
        QRegularExpressionMatch stop;
        BehaviourTest::waitUntil([&] {
            stop = line.match(QString::fromUtf8(complaint()));
            return stop.hasMatch() || m_recorder.ended;
        });
        return stop.captured(1).toInt();
    }

    /// What strace says of a process that was killed by a signal.
    bool hasToldThatWasKilled(pid_t pid, const char *signalName) const
    {
        const QByteArray record =
            "[pid " + QByteArray::number(pid) + "] +++ killed by " + signalName;
        return complaint().simplified().contains(record);
    }

private:
    Recorder m_recorder;
};

#endif // STRACEDSCENARIO_H
