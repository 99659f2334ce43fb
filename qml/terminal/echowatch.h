// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_ECHOWATCH_H
#define OFFSPRING_TERMINAL_ECHOWATCH_H

#include <offspring/qml/qmlprocess.h>

#include <QtCore/QBasicTimer>
#include <QtCore/QObject>
#include <QtCore/QPointer>

namespace Offspring::Terminal {

/// Whether the terminal of a child shows what is typed.
///
/// No system tells of a change, and who listens to Process.echo has the library look every 50 ms,
/// for ever. This one looks when something has happened, and a few times more with growing pauses,
/// because a program turns the echo off a moment after its prompt. Then it rests: a program that
/// turns the echo off without a word is found out by the first key.
class EchoWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// \a process may be null, or be destroyed.
    void setProcess(QmlProcess *process);
    /// As it is now.
    bool isEchoing() const { return m_process && m_process->isEchoing(); }
    /// A line is awaited that is not shown; as it was when it was looked at last.
    bool isInputHidden() const { return m_isInputHidden; }

    /// Something has happened: looks from the event loop, at once or at the next look that is near.
    void look();

Q_SIGNALS:
    // As the last thing that is done: a handler may delete this.
    void echoChanged();
    void inputHiddenChanged();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void tellChanges();

    QPointer<QmlProcess> m_process;
    QBasicTimer m_timer;
    int m_pause = 0; // ms that the timer waits
    int m_nextPause = 0;
    bool m_wasEchoing = false;
    bool m_isInputHidden = false;
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_ECHOWATCH_H
