// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QMLPROCESS_H
#define QMLPROCESS_H

#include "offspringqmlglobal.h"
#include "processcontrols.h"
#include "restartclock.h"
#include "terminalmodes.h"

#include <offspring/exitreason.h>

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QString>
#include <QtCore/QVariant>
#include <QtQml/QQmlParserStatus>
#include <QtQml/qqmlregistration.h>

namespace Offspring {

class ProcessTransport;

/// A child process, declared:
///
/// \code
/// Process {
///     id: search
///     executable: "find"; args: [folder.text, "-type", "f", "-printf", "%f\\n"]
///     onEnded: reason => status.text = reason.toString()
/// }
/// \endcode
///
/// demo/examples/folder.qml is a whole document.
///
/// The properties that describe the child are read when it starts; a change while it runs is for
/// the next one, save paused, holderTimeout, restart and the terminal's size. Every mistake is a
/// line in the QML log, and all of them together are one ended(), from the event loop, with
/// ExitReason.NotStarted: nothing throws.
///
/// Text that the child writes is decoded from UTF-8: a character that a chunk cuts comes whole with
/// the next one, what is no UTF-8 is U+FFFD. What can be done to a child is no error when there is
/// none. Each handler may start, stop and destroy the Process.
class OFFSPRING_QML_EXPORT QmlProcess : public Offspring::ProcessControls, public QQmlParserStatus
{
    // qmllint finds the base class by its name as it is written above.
    Q_OBJECT
    Q_INTERFACES(QQmlParserStatus)
    QML_NAMED_ELEMENT(Process)
    QML_EXTENDED_NAMESPACE(Offspring) // Kill and Leave

    /// True from start() until just before ended(). Writing it starts and stops; a binding on it
    /// outlives the child's own end. True, written while a stopped or dead child has not ended yet,
    /// starts the next one when it has.
    Q_PROPERTY(bool running READ isRunning WRITE setRunning NOTIFY runningChanged)
    /// True while there is no child and the next one is due after the delay of restart. start()
    /// does not wait so long, and stop(), or running set to false, ends the wait.
    Q_PROPERTY(bool waiting READ isWaiting NOTIFY waitingChanged)
    /// How many milliseconds the whole wait takes; -1: there is none.
    Q_PROPERTY(double waitingTime READ waitingTime NOTIFY waitingChanged)
    /// 0: there is none yet, or it is dead. The child is spawned in the background, so that no
    /// program can stop the scene: it has a pid in started().
    Q_PROPERTY(int pid READ pid NOTIFY pidChanged)
    /// "/dev/pts/3"; empty without a terminal.
    Q_PROPERTY(QString terminalName READ terminalName NOTIFY terminalNameChanged)
    /// Whether the terminal shows what is typed: not while a program asks for a secret. False too
    /// without a terminal. A change is signalled within 50 ms; the value is always that of now.
    Q_PROPERTY(bool echo READ isEchoing NOTIFY echoChanged)
    /// Whether the terminal hands over whole lines. A program that has turned off both, such as a
    /// shell, has a line editor and shows by itself what is typed.
    Q_PROPERTY(bool lineEditing READ isEditingLines NOTIFY lineEditingChanged)
    /// How the last child ended, an ExitReason; undefined before the first has. It is there from
    /// exited() on, and stays while the next one runs.
    Q_PROPERTY(QVariant exitReason READ exitReason NOTIFY exitReasonChanged)

public:
    explicit QmlProcess(QObject *parent = nullptr);
    ~QmlProcess() override;

    bool isEchoing() const;
    bool isEditingLines() const;
    bool isRunning() const
    {
        return m_state == State::Running || m_state == State::Exited || m_state == State::Stopping
            || m_state == State::Restarting;
    }
    void setRunning(bool running);
    bool isWaiting() const { return m_state == State::Waiting; }
    double waitingTime() const;
    int pid() const { return m_pid; }
    QString terminalName() const { return m_terminalName; }
    QVariant exitReason() const { return m_exitReason; }
    /// For a Pipeline that it is a part of, and that starts it: then it does not start by itself.
    void setPipelined(bool isPipelined) { m_isPipelined = isPipelined; }
    void setExitReason(const ExitReason &reason);
    /// For an item that shows its terminal: a child that is to start waits for false, so that it
    /// finds the terminal's size when it starts.
    void setHeld(bool isHeld);
    /// It is held, and starts when it is not any more.
    bool isToStart() const { return m_state == State::LoadingToStart; }
    /// For that item: writes to the terminal of the child, or of the one that is to start. False:
    /// there is none, or it has been closed.
    bool type(const QByteArray &bytes);

    /// True: one ended() will follow, whatever happens. False, with a warning: it runs already, or
    /// is a part of a Pipeline.
    Q_INVOKABLE bool start();
    /// Sets executable and args, and starts: exec("ping", ["-c", "3", host.text]). False, with a
    /// warning: as start(); then nothing is set.
    Q_INVOKABLE bool exec(const QString &program, const QVariant &arguments = QVariantList());
    /// SIGTERM, then SIGKILL after ProcessTransport::defaultGrace (5 s); to the whole group if the
    /// child leads one, and more, see ProcessTransport::stopWithin(); with newControlGroup to
    /// those, too, who have outlived an earlier child. False: nobody could be signalled; either
    /// nothing runs any more, or it is not permitted.
    Q_INVOKABLE bool stop();
    /// The same, with \a milliseconds before the SIGKILL.
    Q_INVOKABLE bool stopWithin(int milliseconds);
    /// Waits no longer, whoever lives or has a stream open: every stream is closed, whenAbandoned
    /// decides about a live child, and ended() follows with what is known: how it exited, or
    /// ExitReason.StatusUnknown.
    Q_INVOKABLE void abandon();

    void classBegin() override;
    void componentComplete() override;

Q_SIGNALS:
    void runningChanged();
    void waitingChanged();
    void pidChanged();
    void terminalNameChanged();
    void echoChanged();
    void lineEditingChanged();
    void exitReasonChanged();

    /// It runs: its program was executed.
    void started();
    /// Dead; but a descendant may still write.
    void exited(const Offspring::ExitReason &reason);
    /// Dead, and every stream closed: the last signal of this child.
    void ended(const Offspring::ExitReason &reason);
    /// After ended(): it was the last one of too many failures in a row, see giveUpAfter.
    void gaveUp(const Offspring::ExitReason &reason);

protected:
    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;

private:
    /// The property running is true in Running, Exited, Stopping and Restarting, and one ended()
    /// follows from each of them; waiting is true in Waiting. A function that has no line at a
    /// state does not change it; what stop() does, stopWithin() and abandon() do too.
    ///
    ///     Loading ------- start() ---------------------> LoadingToStart
    ///             ------- endLoading() ----------------> Idle
    ///     LoadingToStart  stop() ----------------------> Loading
    ///             ------- endLoading() ----------------> Running
    ///     Idle ---------- start() ---------------------> Running
    ///             ------- setHeld(true) ---------------> Loading
    ///     Running ------- handleExited() --------------> Exited
    ///             ------- stop() ----------------------> Stopping
    ///     Running, Exited
    ///             ------- handleEnded(), a delay ------> Waiting
    ///             ------- handleEnded(), none ---------> Idle
    ///     Exited -------- stop() ----------------------> Stopping
    ///             ------- setRunning(true) ------------> Restarting
    ///     Stopping ------ setRunning(true) ------------> Restarting
    ///             ------- handleEnded() ---------------> Idle
    ///     Restarting ---- stop() ----------------------> Stopping
    ///             ------- handleEnded() ---------------> Restartable
    ///     Restartable --- start(), or handleEnded()
    ///                     after its signals -----------> Running
    ///             ------- stop() ----------------------> Idle
    ///     Waiting ------- start(), startByClock() -----> Running
    ///             ------- stop(), changePolicy() ------> Idle
    enum class State {
        Loading, // from classBegin() on: the QML document is not complete, or the start is held
        LoadingToStart, // the same; when it is complete the child starts
        Idle, // there is no child; the first state of an object that C++ creates
        Running, // the child was neither stopped nor has it exited
        Exited, // it has exited by itself
        Stopping, // it was stopped or abandoned
        Restarting, // either; when it has ended the next one starts
        Restartable, // the signals of its end are being emitted; the next one starts after them
        Waiting // there is no child; the clock will start the next one
    };

    void spawn(const ChildDescription &description);
    bool mayStart(const char *function) const;
    void noteStop();
    void endLoading();
    void listen(ProcessTransport *transport);
    void refuse(const QStringList &mistakes);
    void updateChild();
    bool isTerminalWatched() const;
    void changePolicy();
    void startByClock();
    void run();
    State stateAfter(const ExitReason &reason);
    void handleData(int childFD, const QByteArray &data);
    void handleStarted();
    void handleExited(const ExitReason &reason);
    void handleEnded(const ExitReason &reason);

    RestartClock m_clock;
    QVariant m_exitReason;
    QString m_terminalName;
    QByteArray m_typedBefore; // before there is a child, for it
    TerminalModes m_terminal;
    int m_pid = 0;
    bool m_isPipelined = false;
    bool m_isHeld = false;
    bool m_isComplete = true; // the QML document, if there is one
    State m_state = State::Idle; // without a QML document nothing is loaded
};

} // namespace Offspring

#endif // QMLPROCESS_H
