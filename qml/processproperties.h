// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROCESSPROPERTIES_H
#define PROCESSPROPERTIES_H

#include "offspringqmlglobal.h"

#include <offspring/command.h>
#include <offspring/restartpolicy.h>

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QVariant>
#include <QtQml/QJSValue>
#include <QtQml/qqmlregistration.h>

#include <chrono>
#include <optional>

namespace Offspring {

/// A child as properties describe it, and what is wrong with them.
struct ChildDescription
{
    Command command = {}; ///< the directory and the environment are in its options, too
    QString argv0 = {};
    QStringList mistakes = {}; ///< a sentence for each; with any, the rest is of no use
};

/// The properties of a Process that describe its child. They are read when it starts.
class OFFSPRING_QML_EXPORT ProcessProperties : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS

    /// A path, or a name to be looked up on the PATH of the child's environment. It is argv[0] too.
    /// A file: URL, as a url property or as text, is the path that it stands for; a URL of anything
    /// that is not a file of this machine is a mistake. (A file called "file:x" is "./file:x".)
    Q_PROPERTY(QString executable MEMBER m_executable NOTIFY executableChanged)
    /// What follows argv[0]: strings or numbers; or values of the type url, such as
    /// FileDialog.selectedFile, of which those of local files go as their paths and all others as
    /// they are written. Text stays as it is, even when it reads like a URL. (Not "arguments":
    /// JavaScript shadows that name in a handler.)
    Q_PROPERTY(QVariant args READ args WRITE setArgs NOTIFY argsChanged)
    /// The child's argv[0], by which some programs decide what they are. Empty: executable.
    Q_PROPERTY(QString argv0 MEMBER m_argv0 NOTIFY argv0Changed)
    /// An object of names and strings (or numbers): set over what is inherited; null removes a
    /// name.
    Q_PROPERTY(QJSValue environment READ environment WRITE setEnvironment NOTIFY environmentChanged)
    /// False: the child gets what environment names, and nothing else.
    Q_PROPERTY(bool inheritEnvironment MEMBER m_inheritEnvironment NOTIFY inheritEnvironmentChanged)
    /// Empty: the program's own. A path or a file: URL, as executable.
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
    Q_PROPERTY(int rows READ rows MEMBER m_rows NOTIFY rowsChanged)
    /// See rows.
    Q_PROPERTY(int columns READ columns MEMBER m_columns NOTIFY columnsChanged)
    /// The terminal's size in pixels; 0: unknown.
    Q_PROPERTY(int pixelWidth READ pixelWidth MEMBER m_pixelWidth NOTIFY pixelWidthChanged)
    /// See pixelWidth.
    Q_PROPERTY(int pixelHeight READ pixelHeight MEMBER m_pixelHeight NOTIFY pixelHeightChanged)
    /// The child leads a process group: stop() reaches its descendants too. So it is with usePTY.
    Q_PROPERTY(bool newProcessGroup MEMBER m_newProcessGroup NOTIFY newProcessGroupChanged)
    /// The child leads a session, and so a group, without a terminal unless usePTY gives it one.
    Q_PROPERTY(bool newSession MEMBER m_newSession NOTIFY newSessionChanged)
    /// The child is born in a control group of its own, from which no descendant escapes: stop()
    /// and the end of this object reach all of them, setFrozen() stops them, descendantsEnded()
    /// tells when the last is gone. See SpawnOptions::newControlGroup, also for what it needs.
    Q_PROPERTY(bool newControlGroup MEMBER m_newControlGroup NOTIFY newControlGroupChanged)
    /// The user and the group to run as, numbers; needs privilege. See SpawnOptions::uid, which
    /// also says what becomes of the supplementary groups. Undefined: those of this program.
    Q_PROPERTY(QVariant uid MEMBER m_uid NOTIFY uidChanged)
    /// See uid.
    Q_PROPERTY(QVariant gid MEMBER m_gid NOTIFY gidChanged)
    /// The file mode creation mask, 0 to 0o777. Undefined: this program's.
    Q_PROPERTY(QVariant umask MEMBER m_umask NOTIFY umaskChanged)
    /// The niceness itself, from -20 to 19: 19 gives way to everybody else. Below that of this
    /// program it needs privilege. Undefined: that of this program.
    Q_PROPERTY(QVariant niceness MEMBER m_niceness NOTIFY nicenessChanged)
    /// What the child may use of a resource, by its name in setrlimit(2) and in that page's units:
    /// ({nofile: 64, core: 0, as: {soft: 1e9, hard: Infinity}}). A number is the soft limit and the
    /// hard one; Infinity is none. Undefined: as for this program. What the kernel refuses is
    /// SpawnError.Setup.
    Q_PROPERTY(QJSValue limits READ limits WRITE setLimits NOTIFY limitsChanged)
    /// A signal, by number or by name ("TERM"), that the kernel sends to the child when this
    /// program has ended, however it did; see SpawnOptions::parentDeathSignal. Not to its
    /// descendants. 0 or undefined: none.
    Q_PROPERTY(QVariant parentDeathSignal READ parentDeathSignal WRITE setParentDeathSignal NOTIFY
                   parentDeathSignalChanged)
    /// How many milliseconds, from exited() on, descendants may keep streams open before they are
    /// closed and ended() comes. Negative: for ever, but with restart one second, because the next
    /// child waits for ended(). Written later, it counts from then.
    Q_PROPERTY(int holderTimeout MEMBER m_holderTimeout NOTIFY holderTimeoutChanged)
    /// What becomes of a running child when this object is destroyed, or abandon() is called.
    /// Process.Kill (the default) or Process.Leave; see Offspring::Abandonment.
    Q_PROPERTY(
        Offspring::Abandonment whenAbandoned MEMBER m_whenAbandoned NOTIFY whenAbandonedChanged)
    /// Whether the child is started again when it has ended by itself: Process.Never (the default),
    /// Process.OnFailure, that is unless it ended with code 0, or Process.Always; see
    /// RestartPolicy. Who stops or abandons it wants no other. A change of this or of the delays
    /// begins a new row of failures; one to Process.Never ends a wait, too.
    Q_PROPERTY(Restart restart MEMBER m_restart NOTIFY restartChanged)
    /// The first delay, in milliseconds; it doubles with each further child that ends.
    Q_PROPERTY(int restartDelay MEMBER m_restartDelay NOTIFY restartDelayChanged)
    /// What the delay does not grow beyond, in milliseconds.
    Q_PROPERTY(
        int maximumRestartDelay MEMBER m_maximumRestartDelay NOTIFY maximumRestartDelayChanged)
    /// How long, in milliseconds, a child has to live for the delay to be the first one again.
    Q_PROPERTY(int restartThreshold MEMBER m_restartThreshold NOTIFY restartThresholdChanged)
    /// After so many failures in a row none is started any more. Below 1: never.
    Q_PROPERTY(int giveUpAfter MEMBER m_giveUpAfter NOTIFY giveUpAfterChanged)

public:
    /// RestartPolicy::When, for QML.
    enum Restart {
        Never = int(RestartPolicy::When::Never),
        OnFailure = int(RestartPolicy::When::OnFailure),
        Always = int(RestartPolicy::When::Always)
    };
    Q_ENUM(Restart)

    QVariant args() const { return m_args; }
    void setArgs(const QVariant &args);
    QJSValue environment() const { return m_environment; }
    void setEnvironment(const QJSValue &environment);
    QJSValue childFDs() const { return m_childFDs; }
    void setChildFDs(const QJSValue &childFDs);
    int rows() const { return m_rows; }
    int columns() const { return m_columns; }
    int pixelWidth() const { return m_pixelWidth; }
    int pixelHeight() const { return m_pixelHeight; }
    QVariant parentDeathSignal() const { return m_parentDeathSignal; }
    void setParentDeathSignal(const QVariant &signal);

    QJSValue limits() const { return m_limits; }
    void setLimits(const QJSValue &limits);

    RestartPolicy restartPolicy() const;
    /// SpawnOptions::holderTimeout.
    std::optional<std::chrono::milliseconds> timeForHolders() const;
    ChildDescription describe() const;

    /// For an item that shows a terminal, in C++: the child is on one, and its environment names
    /// \a type and true colours, unless the property environment has TERM or COLORTERM.
    void setTerminalType(const QString &type);

Q_SIGNALS:
    void executableChanged();
    void argsChanged();
    void argv0Changed();
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
    void newSessionChanged();
    void newControlGroupChanged();
    void uidChanged();
    void gidChanged();
    void umaskChanged();
    void nicenessChanged();
    void limitsChanged();
    void parentDeathSignalChanged();
    void holderTimeoutChanged();
    void whenAbandonedChanged();
    void restartChanged();
    void restartDelayChanged();
    void maximumRestartDelayChanged();
    void restartThresholdChanged();
    void giveUpAfterChanged();

protected:
    explicit ProcessProperties(QObject *parent);
    /// As if each had been written.
    void setProgram(const QString &executable, const QVariant &args);

private:
    void describeSurroundings(SpawnOptions &options, QStringList &mistakes) const;
    void describeStreams(SpawnOptions &options, QStringList &mistakes) const;

    QString m_terminalType; // empty: as it is inherited
    QString m_executable;
    QVariant m_args = QVariantList();
    QString m_argv0;
    QJSValue m_environment;
    QString m_workingDirectory;
    QJSValue m_childFDs;
    int m_rows = 24;
    int m_columns = 80;
    int m_pixelWidth = 0;
    int m_pixelHeight = 0;
    QVariant m_uid;
    QVariant m_gid;
    QVariant m_umask;
    QVariant m_niceness;
    QJSValue m_limits;
    QVariant m_parentDeathSignal = 0;
    int m_holderTimeout = -1;
    Restart m_restart = Never;
    int m_restartDelay = 1000;
    int m_maximumRestartDelay = 3600000;
    int m_restartThreshold = 1000;
    int m_giveUpAfter = -1;
    Abandonment m_whenAbandoned = Abandonment::Kill;
    bool m_inheritEnvironment = true;
    bool m_usePTY = false;
    bool m_newProcessGroup = false;
    bool m_newSession = false;
    bool m_newControlGroup = false;
};

} // namespace Offspring

#endif // PROCESSPROPERTIES_H
