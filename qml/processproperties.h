// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROCESSPROPERTIES_H
#define PROCESSPROPERTIES_H

#include <offspring/spawnoptions.h>

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
    QString executable = {};
    QStringList args = {}; ///< without argv[0]
    SpawnOptions options = {};
    QStringList mistakes = {}; ///< a sentence for each; with any, the rest is of no use
};

/// The properties of a Process that describe its child. They are read when it starts.
class ProcessProperties : public QObject
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
    Q_PROPERTY(int columns READ columns MEMBER m_columns NOTIFY columnsChanged)
    /// The same in pixels; 0: unknown.
    Q_PROPERTY(int pixelWidth READ pixelWidth MEMBER m_pixelWidth NOTIFY pixelWidthChanged)
    Q_PROPERTY(int pixelHeight READ pixelHeight MEMBER m_pixelHeight NOTIFY pixelHeightChanged)
    /// The child leads a process group: stop() reaches its descendants too. So it is with usePTY.
    Q_PROPERTY(bool newProcessGroup MEMBER m_newProcessGroup NOTIFY newProcessGroupChanged)
    /// A signal, by number or by name ("TERM"), that the kernel sends to the child when this
    /// program has ended, however it did; see SpawnOptions::parentDeathSignal. Not to its
    /// descendants. 0 or undefined: none.
    Q_PROPERTY(QVariant parentDeathSignal READ parentDeathSignal WRITE setParentDeathSignal NOTIFY
                   parentDeathSignalChanged)
    /// How many milliseconds, from exited() on, descendants may keep streams open before they are
    /// closed and ended() comes. Negative: for ever. Written later, it counts from then.
    Q_PROPERTY(int holderTimeout MEMBER m_holderTimeout NOTIFY holderTimeoutChanged)
    /// What becomes of a running child when this object is destroyed, or abandon() is called.
    /// Process.Kill (the default) or Process.Leave; see Offspring::Abandonment.
    Q_PROPERTY(
        Offspring::Abandonment whenAbandoned MEMBER m_whenAbandoned NOTIFY whenAbandonedChanged)

public:
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

    /// SpawnOptions::holderTimeout.
    std::optional<std::chrono::milliseconds> timeForHolders() const;
    ChildDescription describe() const;

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
    void parentDeathSignalChanged();
    void holderTimeoutChanged();
    void whenAbandonedChanged();

protected:
    explicit ProcessProperties(QObject *parent);

private:
    void describeStreams(ChildDescription &description) const;

    QString m_executable;
    QVariant m_args = QVariantList();
    QJSValue m_environment;
    QString m_workingDirectory;
    QJSValue m_childFDs;
    int m_rows = 24;
    int m_columns = 80;
    int m_pixelWidth = 0;
    int m_pixelHeight = 0;
    QVariant m_parentDeathSignal = 0;
    int m_holderTimeout = -1;
    Abandonment m_whenAbandoned = Abandonment::Kill;
    bool m_inheritEnvironment = true;
    bool m_usePTY = false;
    bool m_newProcessGroup = false;
};

} // namespace Offspring

#endif // PROCESSPROPERTIES_H
