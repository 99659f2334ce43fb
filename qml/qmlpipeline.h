// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QMLPIPELINE_H
#define QMLPIPELINE_H

#include "collectedtext.h"
#include "linesplitter.h"
#include "offspringqmlglobal.h"
#include "qmlprocess.h"
#include "utf8decoder.h"

#include <offspring/pipeline.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QVariant>
#include <QtQml/QJSValue>
#include <QtQml/QQmlListProperty>
#include <QtQml/QQmlParserStatus>
#include <QtQml/qqmlregistration.h>

#include <map>

namespace Offspring {

/// Processes in a row, each of which reads what the one before it writes; the bytes never pass
/// through this program:
///
/// \code
/// Pipeline {
///     id: largest
///     collect: true
///     Process { executable: "ls"; args: ["-S", folder.text] }
///     Process { executable: "head"; args: ["-2"] }
///     onEnded: reason => result.text = reason.isSuccess ? output.trim() : reason.toString()
/// }
/// \endcode
///
/// demo/examples/folder.qml is a whole document.
///
/// Offspring::Pipeline says which descriptors are joined, who has failed and what stopping reaches.
/// Of each Process counts what describes its child; argv0 and usePTY are mistakes here, and restart
/// is not used. Each handler may start, stop and destroy the Pipeline.
class OFFSPRING_QML_EXPORT QmlPipeline : public QObject, public QQmlParserStatus
{
    Q_OBJECT
    Q_INTERFACES(QQmlParserStatus)
    QML_NAMED_ELEMENT(Pipeline)
    Q_CLASSINFO("DefaultProperty", "processes")

    /// From the first, whose stdin is write()'s, to the last, whose stdout is read. They are read
    /// when the pipeline starts. A Process belongs to one pipeline, and does not start by itself
    /// any more; its exitReason is how it ended, from ended() on.
    Q_PROPERTY(QQmlListProperty<Offspring::QmlProcess> processes READ processes)
    /// True from start() until just before ended(). Writing it starts and stops. True, written
    /// while a stopped pipeline has not ended yet, starts it again when it has.
    Q_PROPERTY(bool running READ isRunning WRITE setRunning NOTIFY runningChanged)
    /// True: the last one's stdout is not read, so that all of them block, one after the other.
    Q_PROPERTY(bool paused READ isPaused WRITE setPaused NOTIFY pausedChanged)
    /// True: the last one's stdout is kept in output, everybody's stderr in errorOutput.
    Q_PROPERTY(bool collect MEMBER m_isCollecting NOTIFY collectChanged)
    /// What the last one has written to its stdout, as text. As that of Process: it is complete in
    /// ended(), and stays until the next start().
    Q_PROPERTY(QString output READ output NOTIFY outputChanged)
    /// What all have written to their stderr, in the order in which it came.
    Q_PROPERTY(QString errorOutput READ errorOutput NOTIFY errorOutputChanged)
    /// The most characters of output, and of errorOutput, that are kept: the first ones.
    Q_PROPERTY(int maximumOutput MEMBER m_maximumOutput NOTIFY maximumOutputChanged)
    /// How they ended, a pipelineReason; undefined before the first end.
    Q_PROPERTY(QVariant reason READ reason NOTIFY reasonChanged)

public:
    explicit QmlPipeline(QObject *parent = nullptr);
    ~QmlPipeline() override;

    QQmlListProperty<QmlProcess> processes();
    bool isRunning() const
    {
        return m_state == State::Running || m_state == State::Stopping
            || m_state == State::Restarting;
    }
    void setRunning(bool running);
    bool isPaused() const { return m_isPaused; }
    void setPaused(bool paused);
    QString output() const { return m_output.text(); }
    QString errorOutput() const { return m_errorOutput.text(); }
    QVariant reason() const { return m_reason; }

    /// True: one ended() will follow, whatever happens. False, with a warning: it runs already.
    Q_INVOKABLE bool start();
    /// All of them and their groups: SIGTERM, then SIGKILL after ProcessTransport::defaultGrace (5
    /// s).
    Q_INVOKABLE void stop();
    /// The same, with \a milliseconds before the SIGKILL.
    Q_INVOKABLE void stopWithin(int milliseconds);
    /// To the first one's stdin: a string, sent as UTF-8, or an ArrayBuffer. False: nothing runs,
    /// or it does not read there; with a warning, too, when data is something else.
    Q_INVOKABLE bool write(const QJSValue &data);
    Q_INVOKABLE void closeStdin(); ///< what was written is sent first

    void classBegin() override;
    void componentComplete() override;

Q_SIGNALS:
    void runningChanged();
    void pausedChanged();
    void collectChanged();
    void outputChanged();
    void errorOutputChanged();
    void maximumOutputChanged();
    void reasonChanged();

    /// All of them run.
    void started();
    /// What the last one writes, as text and as it came, an ArrayBuffer; see Process.
    void outReceived(const QString &text, const QByteArray &bytes);
    /// A line of that without its end; see Process::lineReceived().
    void lineReceived(const QString &line);
    /// The stderr of the Process \a index.
    void errReceived(int index, const QString &text, const QByteArray &bytes);
    /// Every one has ended, or one could not be started: then none runs. Each mistake is a line in
    /// the QML log, and all of them are here, from the event loop.
    void ended(const Offspring::PipelineReason &reason);

private:
    /// The property running is true in Running, Stopping and Restarting, and one ended() follows
    /// from each of them. A function that has no line at a state does not change it.
    ///
    ///     Loading ------- start() ---------------------> LoadingToStart
    ///             ------- componentComplete() ---------> Idle
    ///     LoadingToStart  stop() ----------------------> Loading
    ///             ------- componentComplete() ---------> Running
    ///     Idle ---------- start() ---------------------> Running
    ///     Running ------- stop() ----------------------> Stopping
    ///             ------- handleEnded() ---------------> Idle
    ///     Stopping ------ setRunning(true) ------------> Restarting
    ///             ------- handleEnded() ---------------> Idle
    ///     Restarting ---- stop() ----------------------> Stopping
    ///             ------- handleEnded() ---------------> Restartable
    ///     Restartable --- start(), or handleEnded()
    ///                     after its signals -----------> Running
    ///             ------- stop() ----------------------> Idle
    enum class State {
        Loading, // from classBegin() on: the QML document is not complete
        LoadingToStart, // the same; when it is complete the pipeline starts
        Idle, // nothing runs; the first state of an object that C++ creates
        Running, // not stopped
        Stopping, // stopped
        Restarting, // the same; when it has ended the next one starts
        Restartable // the signals of its end are being emitted; the next one starts after them
    };

    static void append(QQmlListProperty<QmlProcess> *list, QmlProcess *process);
    static qsizetype count(QQmlListProperty<QmlProcess> *list);
    static QmlProcess *at(QQmlListProperty<QmlProcess> *list, qsizetype index);
    static void clear(QQmlListProperty<QmlProcess> *list);

    QList<Command> describe(QList<QStringList> &mistakes);
    void run(const QList<Command> &commands);
    void refuse(const QList<Command> &commands, const QList<QStringList> &mistakes);
    void clearOutput();
    void handleOutput(const QByteArray &data);
    void handleError(int index, const QByteArray &data);
    void handleEnded(const PipelineReason &reason);
    void warnOf(const PipelineReason &reason);
    void deliverOutput(const QString &text, const QByteArray &data);
    void deliverError(int index, const QString &text, const QByteArray &data);
    void deliverLines();
    void finishStreams();
    void passReasons(const PipelineReason &reason);

    QList<QPointer<QmlProcess>> m_processes;
    QList<QPointer<QmlProcess>> m_runningProcesses; // those that m_pipeline was made of
    QPointer<Pipeline> m_pipeline;
    Utf8Decoder m_outDecoder;
    std::map<int, Utf8Decoder> m_errDecoders;
    LineSplitter m_splitter;
    QStringList m_lines; // that are to be delivered
    CollectedText m_output;
    CollectedText m_errorOutput;
    int m_maximumOutput = 1 << 24;
    QVariant m_reason;
    State m_state = State::Idle; // without a QML document nothing is loaded
    bool m_isPaused = false;
    bool m_isCollecting = false;
};

} // namespace Offspring

#endif // QMLPIPELINE_H
