// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QMLPROCESS_H
#define QMLPROCESS_H

#include "processproperties.h"
#include "terminalmodes.h"
#include "utf8decoder.h"

#include <offspring/exitreason.h>

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QVariant>
#include <QtQml/QJSValue>
#include <QtQml/QQmlParserStatus>
#include <QtQml/qqmlregistration.h>

#include <map>

namespace Offspring {

class ProcessTransport;

/// A child process, declared:
///
///     Process {
///         executable: "ping"; args: ["-c", "3", host.text]; running: start.checked
///         onOutReceived: text => log.append(text)
///         onEnded: reason => status.text = reason.toString()
///     }
///
/// What describes the child (ProcessProperties) is read when it starts; a change while it runs is
/// for the next one, save paused, holderTimeout and the terminal's size. Every mistake is a line in
/// the QML log, and all of them together are one ended(), from the event loop, with
/// ExitReason.NotStarted: nothing throws. Each handler may start, stop and destroy the Process.
class QmlProcess : public Offspring::ProcessProperties, public QQmlParserStatus
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
    /// True: nothing is read, so that the child blocks when its pipes are full, and does not end.
    Q_PROPERTY(bool paused READ isPaused WRITE setPaused NOTIFY pausedChanged)
    /// 0: there is none, or it is dead.
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

    bool isEchoing() const { return m_terminal.isEchoing(); }
    bool isEditingLines() const { return m_terminal.isEditingLines(); }
    bool isRunning() const
    {
        return m_state == State::Running || m_state == State::Ending
            || m_state == State::Restarting;
    }
    void setRunning(bool running);
    bool isPaused() const { return m_isPaused; }
    void setPaused(bool paused);
    int pid() const { return m_pid; }
    QString terminalName() const { return m_terminalName; }
    QVariant exitReason() const { return m_exitReason; }

    /// True: one ended() will follow, whatever happens. False, with a warning: it runs already.
    Q_INVOKABLE bool start();
    /// SIGTERM, then SIGKILL after \a milliseconds, or ProcessTransport::defaultGrace (5 s); to the
    /// whole group if the child leads one, and more, see ProcessTransport::stopWithin(). False:
    /// nobody could be signalled; either nothing runs any more, or it is not permitted.
    Q_INVOKABLE bool stop();
    Q_INVOKABLE bool stopWithin(int milliseconds);
    /// \a data is a string, sent as UTF-8, or an ArrayBuffer. False: no such writer, closed, or
    /// nothing runs; with a warning, too, when data is something else.
    Q_INVOKABLE bool write(const QJSValue &data);
    Q_INVOKABLE bool writeToChild(int childFD, const QJSValue &data);
    /// Bytes that wait in this program, 0 for what is not a writer.
    Q_INVOKABLE double bytesToWrite(int childFD) const;
    Q_INVOKABLE void closeStdin(); ///< closeChildFD(0)
    Q_INVOKABLE void closeChildFD(int childFD); ///< what was written is sent first
    Q_INVOKABLE void abortChildFD(int childFD); ///< what was written is dropped
    Q_INVOKABLE void loseConnection(); ///< closes every stream
    /// Waits no longer, whoever lives or has a stream open: every stream is closed, whenAbandoned
    /// decides about a live child, and ended() follows with what is known: how it exited, or
    /// ExitReason.StatusUnknown.
    Q_INVOKABLE void abandon();
    /// Who has a stream of the child open, as objects with a pid and a name: the child, while it
    /// lives, and descendants that keep it from ending. Who belongs to another user is not found;
    /// see ProcessTransport::holders().
    Q_INVOKABLE QVariantList holders() const;
    /// By number or by name, "TERM" or "SIGTERM", to the child alone. False: there is no child, or
    /// no such signal.
    Q_INVOKABLE bool signalProcess(int signal);
    Q_INVOKABLE bool signalProcess(const QString &name);

    void classBegin() override;
    void componentComplete() override;

Q_SIGNALS:
    void runningChanged();
    void pausedChanged();
    void pidChanged();
    void terminalNameChanged();
    void echoChanged();
    void lineEditingChanged();
    void exitReasonChanged();

    void started();
    /// \a bytes as they came, an ArrayBuffer, and as text: a character that a chunk cuts comes
    /// whole with the next one, what is no UTF-8 is U+FFFD.
    void outReceived(const QString &text, const QByteArray &bytes);
    void errReceived(const QString &text, const QByteArray &bytes);
    /// The same for each descriptor, 1 and 2 too, and before them.
    void childDataReceived(int childFD, const QString &text, const QByteArray &bytes);
    void childConnectionLost(int childFD);
    /// What waits in this program has grown beyond 64 KiB; has fallen to 16 KiB.
    void childWritePaused(int childFD);
    void childWriteResumed(int childFD);
    /// Dead; but a descendant may still write.
    void exited(const Offspring::ExitReason &reason);
    /// Dead, and every stream closed: the last signal of this child.
    void ended(const Offspring::ExitReason &reason);

    /// For listeners in C++: before everything else, and without the cost of the text.
    void bytesReceived(int childFD, const QByteArray &data);

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    /// The property running is true in Running, Ending and Restarting, and one ended() follows from
    /// each of them. A function that has no arrow at a state does not change it.
    ///
    ///      Loading ---- start() ---> LoadingToStart
    ///         |    <--- stop() ----        |
    ///         | componentComplete()        | componentComplete()
    ///         v                            v
    ///       Idle ------- start() ------> Running <--------------------------+
    ///       ^  ^                           | | stop(), abandon(),           |
    ///       |  +------ handleEnded() ------+ | handleExited()               |
    ///       |                                v                              |
    ///       +------ handleEnded() -------- Ending <----------+              |
    ///       |                                | setRunning(   | stop(),      | start(), or
    ///       |                                v   true)       | abandon()    | handleEnded()
    ///       |                            Restarting ---------+              | after its signals
    ///       |                                | handleEnded()                |
    ///       |                                v                              |
    ///       +---------- stop() --------- Restartable -----------------------+
    enum class State {
        Loading, // from classBegin() on: the QML document is not complete
        LoadingToStart, // the same; when it is complete the child starts
        Idle, // there is no child; the first state of an object that C++ creates
        Running, // the child was neither stopped nor has it exited
        Ending, // it was stopped or abandoned, or has exited
        Restarting, // the same; when it has ended the next one starts
        Restartable // the signals of its end are being emitted; the next one starts after them
    };

    void spawn(const ChildDescription &description);
    void noteStop();
    void listen(ProcessTransport *transport);
    void refuse(const QStringList &mistakes);
    void resizeTerminal();
    void passHolderTimeout();
    void updateChild();
    bool isTerminalWatched() const;
    bool wantsText(int childFD) const;
    QString decode(int childFD, const QByteArray &data);
    void deliver(int childFD, const QString &text, const QByteArray &data);
    void handleData(int childFD, const QByteArray &data);
    void handleLost(int childFD);
    void handleExited(const ExitReason &reason);
    void handleEnded(const ExitReason &reason);

    QPointer<ProcessTransport> m_transport;
    std::map<int, Utf8Decoder> m_decoders;
    QVariant m_exitReason;
    QString m_terminalName;
    TerminalModes m_terminal;
    int m_pid = 0;
    State m_state = State::Idle; // without a QML document nothing is loaded
    bool m_isPaused = false;
};

} // namespace Offspring

#endif // QMLPROCESS_H
