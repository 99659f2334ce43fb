// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROCESS_H
#define PROCESS_H

#include "utf8decoder.h"

#include <offspring/exitreason.h>
#include <offspring/spawnoptions.h>

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
/// What describes the child is read when it starts; a change while it runs is for the next one,
/// save paused and the terminal's size. Every mistake is a line in the QML log and one ended(),
/// from the event loop, with ExitReason.NotStarted: nothing throws. Each handler may start, stop
/// and destroy the Process.
class QmlProcess : public QObject, public QQmlParserStatus
{
    Q_OBJECT
    Q_INTERFACES(QQmlParserStatus)
    QML_NAMED_ELEMENT(Process)

    /// A path, or a name to be looked up on the PATH of the child's environment. It is argv[0] too.
    Q_PROPERTY(QString executable MEMBER m_executable NOTIFY executableChanged)
    /// What follows argv[0]. (Not "arguments": JavaScript shadows that name in a handler.)
    Q_PROPERTY(QStringList args MEMBER m_args NOTIFY argsChanged)
    /// An object of names and strings (or numbers): set over what is inherited; null removes a
    /// name.
    Q_PROPERTY(QJSValue environment READ environment WRITE setEnvironment NOTIFY environmentChanged)
    /// False: the child gets what environment names, and nothing else.
    Q_PROPERTY(bool inheritEnvironment MEMBER m_inheritEnvironment NOTIFY inheritEnvironmentChanged)
    /// Empty: the program's own.
    Q_PROPERTY(QString workingDirectory MEMBER m_workingDirectory NOTIFY workingDirectoryChanged)
    /// What the child finds on which descriptor: ({0: "w", 1: "r", 2: 2, 3: "w"}). "r": a pipe that
    /// we read; "w": one that we write; "socket": both ways; "terminal"; "null": /dev/null;
    /// "closed"; a number: our own descriptor, shared. What is not named is closed, except that
    /// usePTY adds those of 0, 1, 2. Undefined: stdin, stdout and stderr. Anything else is an
    /// error: SpawnError.Arguments, EINVAL.
    Q_PROPERTY(QJSValue childFDs READ childFDs WRITE setChildFDs NOTIFY childFDsChanged)
    /// The child's 0, 1 and 2 on a pseudo-terminal. What it writes comes as descriptor 1.
    Q_PROPERTY(bool usePTY MEMBER m_usePTY NOTIFY usePTYChanged)
    /// The terminal's size in characters. Written while there is one, it is resized.
    Q_PROPERTY(int rows READ rows WRITE setRows NOTIFY rowsChanged)
    Q_PROPERTY(int columns READ columns WRITE setColumns NOTIFY columnsChanged)
    /// The same in pixels; 0: unknown.
    Q_PROPERTY(int pixelWidth READ pixelWidth WRITE setPixelWidth NOTIFY pixelWidthChanged)
    Q_PROPERTY(int pixelHeight READ pixelHeight WRITE setPixelHeight NOTIFY pixelHeightChanged)
    /// The child leads a process group: stop() reaches its descendants too. So it is with usePTY.
    Q_PROPERTY(bool newProcessGroup MEMBER m_newProcessGroup NOTIFY newProcessGroupChanged)
    /// What becomes of a running child when this object is destroyed.
    Q_PROPERTY(Abandonment whenAbandoned MEMBER m_whenAbandoned NOTIFY whenAbandonedChanged)
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
    /// How the last child ended, an ExitReason; undefined before the first has. It stays while the
    /// next one runs.
    Q_PROPERTY(QVariant exitReason READ exitReason NOTIFY exitReasonChanged)

public:
    enum class Abandonment { Kill, Leave };
    Q_ENUM(Abandonment)

    explicit QmlProcess(QObject *parent = nullptr);
    ~QmlProcess() override;

    QJSValue environment() const { return m_environment; }
    void setEnvironment(const QJSValue &environment);
    QJSValue childFDs() const { return m_childFDs; }
    void setChildFDs(const QJSValue &childFDs);
    int rows() const { return m_rows; }
    void setRows(int rows);
    int columns() const { return m_columns; }
    void setColumns(int columns);
    int pixelWidth() const { return m_pixelWidth; }
    void setPixelWidth(int width);
    int pixelHeight() const { return m_pixelHeight; }
    void setPixelHeight(int height);
    bool isRunning() const { return m_isRunning; }
    void setRunning(bool running);
    bool isPaused() const { return m_isPaused; }
    void setPaused(bool paused);
    int pid() const { return m_pid; }
    QString terminalName() const { return m_terminalName; }
    QVariant exitReason() const { return m_exitReason; }

    /// True: one ended() will follow, whatever happens. False, with a warning: it runs already.
    Q_INVOKABLE bool start();
    /// SIGTERM, then, after \a milliseconds, or 5 s, SIGKILL; to the whole group if the child leads
    /// one, and more, see ProcessTransport::stopWithin(). False: nobody could be signalled; either
    /// nothing runs any more, or it is not permitted.
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
    /// By number or by name, "TERM" or "SIGTERM", to the child alone. False: there is no child, or
    /// no such signal.
    Q_INVOKABLE bool signalProcess(int signal);
    Q_INVOKABLE bool signalProcess(const QString &name);

    void classBegin() override;
    void componentComplete() override;

Q_SIGNALS:
    void executableChanged();
    void argsChanged();
    void environmentChanged();
    void inheritEnvironmentChanged();
    void workingDirectoryChanged();
    void childFDsChanged();
    void usePTYChanged();
    void rowsChanged();
    void columnsChanged();
    void pixelWidthChanged();
    void pixelHeightChanged();
    void newProcessGroupChanged();
    void whenAbandonedChanged();
    void runningChanged();
    void pausedChanged();
    void pidChanged();
    void terminalNameChanged();
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

private:
    QString readWishes(SpawnOptions &options) const;
    void spawn(const SpawnOptions &options);
    void listen(ProcessTransport *transport);
    void refuse(const QString &mistake);
    void resizeTerminal();
    void updateChild();
    bool wantsText(int childFD) const;
    QString decode(int childFD, const QByteArray &data);
    void deliver(int childFD, const QString &text, const QByteArray &data);
    void handleData(int childFD, const QByteArray &data);
    void handleLost(int childFD);
    void handleExited(const ExitReason &reason);
    void handleEnded(const ExitReason &reason);

    QString m_executable;
    QStringList m_args;
    QJSValue m_environment;
    QString m_workingDirectory;
    QJSValue m_childFDs;
    int m_rows = 24;
    int m_columns = 80;
    int m_pixelWidth = 0;
    int m_pixelHeight = 0;
    Abandonment m_whenAbandoned = Abandonment::Kill;
    bool m_inheritEnvironment = true;
    bool m_usePTY = false;
    bool m_newProcessGroup = false;

    QPointer<ProcessTransport> m_transport;
    std::map<int, Utf8Decoder> m_decoders;
    QVariant m_exitReason;
    QString m_terminalName;
    int m_pid = 0;
    bool m_isComplete = true; // without a QML document
    bool m_isRunning = false;
    bool m_isPaused = false;
    bool m_isEnding = false; // stopped, or dead
    bool m_isWantedNext = false; // start when complete, or when ended
};

} // namespace Offspring

#endif // PROCESS_H
