// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Any handler may destroy this object: after each signal nothing is touched unless it is alive.

#include "qmlpipeline.h"

#include "scripttype.h"

#include <QtQml/QQmlInfo>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

namespace Offspring {

QmlPipeline::QmlPipeline(QObject *parent)
    : QObject(parent)
{ }

QmlPipeline::~QmlPipeline()
{
    delete m_pipeline;
}

void QmlPipeline::classBegin()
{
    m_state = State::Loading;
}

void QmlPipeline::componentComplete()
{
    const State loaded = m_state;
    if (loaded == State::Loading || loaded == State::LoadingToStart)
        m_state = State::Idle;
    if (loaded == State::LoadingToStart)
        start();
}

QQmlListProperty<QmlProcess> QmlPipeline::processes()
{
    return {this, nullptr, &append, &count, &at, &clear};
}

void QmlPipeline::append(QQmlListProperty<QmlProcess> *list, QmlProcess *process)
{
    auto *const self = static_cast<QmlPipeline *>(list->object);
    if (!process)
        return;
    process->setPipelined(true);
    self->m_processes.append(process);
}

qsizetype QmlPipeline::count(QQmlListProperty<QmlProcess> *list)
{
    return static_cast<QmlPipeline *>(list->object)->m_processes.size();
}

QmlProcess *QmlPipeline::at(QQmlListProperty<QmlProcess> *list, qsizetype index)
{
    return static_cast<QmlPipeline *>(list->object)->m_processes.at(index);
}

void QmlPipeline::clear(QQmlListProperty<QmlProcess> *list)
{
    const auto former = std::exchange(static_cast<QmlPipeline *>(list->object)->m_processes, {});
    for (const QPointer<QmlProcess> &process : former) {
        if (process)
            process->setPipelined(false);
    }
}

void QmlPipeline::setRunning(bool running)
{
    if (!running)
        stop();
    else if (m_state == State::Stopping)
        m_state = State::Restarting;
    else if (!isRunning())
        start();
}

void QmlPipeline::setPaused(bool paused)
{
    if (paused == m_isPaused)
        return;
    m_isPaused = paused;
    if (m_pipeline && paused)
        m_pipeline->pause();
    else if (m_pipeline)
        m_pipeline->resume();
    Q_EMIT pausedChanged();
}

bool QmlPipeline::start()
{
    if (isRunning()) {
        qmlWarning(this) << "start(): it runs already";
        return false;
    }
    if (m_state == State::Loading || m_state == State::LoadingToStart) {
        m_state = State::LoadingToStart;
        return true;
    }
    const QPointer<QmlPipeline> alive(this);
    m_state = State::Running;
    m_processes.removeAll(nullptr); // destroyed
    m_runningProcesses = m_processes;
    QList<QStringList> mistakes;
    const QList<Command> commands = describe(mistakes);
    const bool isWell = std::all_of(mistakes.begin(), mistakes.end(),
                                    [](const QStringList &each) { return each.isEmpty(); });
    if (isWell)
        run(commands);
    else
        refuse(commands, mistakes);
    clearOutput();
    if (alive)
        Q_EMIT runningChanged();
    return true;
}

QList<Command> QmlPipeline::describe(QList<QStringList> &mistakes)
{
    QList<Command> commands;
    for (const QPointer<QmlProcess> &process : std::as_const(m_processes)) {
        ChildDescription description = process->describe();
        if (!description.argv0.isEmpty())
            description.mistakes << QStringLiteral("argv0: in a Pipeline it is the executable");
        commands << description.command;
        mistakes << description.mistakes;
    }
    return commands;
}

void QmlPipeline::run(const QList<Command> &commands)
{
    m_pipeline = new Pipeline(commands, this);
    connect(m_pipeline, &Pipeline::started, this, &QmlPipeline::started);
    connect(m_pipeline, &Pipeline::outputReceived, this, &QmlPipeline::handleOutput);
    connect(m_pipeline, &Pipeline::errorReceived, this, &QmlPipeline::handleError);
    connect(m_pipeline, &Pipeline::ended, this, &QmlPipeline::handleEnded);
    if (m_isPaused)
        m_pipeline->pause();
    m_pipeline->start();
}

// As the library does with mistakes that it finds: one ended(), from the event loop.
void QmlPipeline::refuse(const QList<Command> &commands, const QList<QStringList> &mistakes)
{
    PipelineReason reason;
    for (qsizetype i = 0; i < commands.size(); ++i) {
        for (const QString &mistake : mistakes[i])
            qmlWarning(m_processes[i]) << mistake;
        const SpawnError error = mistakes[i].isEmpty()
            ? SpawnError{SpawnError::Stage::Arguments, ECANCELED,
                         QStringLiteral("another process has mistakes")}
            : SpawnError{SpawnError::Stage::Arguments, EINVAL, mistakes[i].join(u"; ")};
        reason.programs << commands[i].program;
        reason.reasons << ExitReason::notStarted(error);
    }
    const auto end = [this, reason] { handleEnded(reason); };
    QMetaObject::invokeMethod(this, end, Qt::QueuedConnection);
}

void QmlPipeline::stop()
{
    stopWithin(int(ProcessTransport::defaultGrace.count()));
}

void QmlPipeline::stopWithin(int milliseconds)
{
    if (m_state == State::LoadingToStart)
        m_state = State::Loading;
    else if (m_state == State::Restartable)
        m_state = State::Idle;
    else if (isRunning())
        m_state = State::Stopping;
    if (m_pipeline)
        m_pipeline->stopWithin(std::chrono::milliseconds(milliseconds));
}

bool QmlPipeline::write(const QJSValue &data)
{
    const std::optional<QByteArray> bytes = readBytes(data);
    if (!bytes)
        qmlWarning(this) << "write: neither a string nor an ArrayBuffer";
    return bytes && m_pipeline && m_pipeline->write(*bytes);
}

void QmlPipeline::closeStdin()
{
    if (m_pipeline)
        m_pipeline->closeInput();
}

void QmlPipeline::clearOutput()
{
    const QPointer<QmlPipeline> alive(this);
    const CollectedText output = std::exchange(m_output, {});
    const CollectedText errorOutput = std::exchange(m_errorOutput, {});
    if (!output.text().isEmpty())
        Q_EMIT outputChanged();
    if (alive && !errorOutput.text().isEmpty())
        Q_EMIT errorOutputChanged();
}

void QmlPipeline::handleOutput(const QByteArray &theirs)
{
    const QByteArray data = theirs; // the pipeline may go in a handler
    deliverOutput(m_outDecoder.decode(data), data);
}

void QmlPipeline::handleError(int index, const QByteArray &theirs)
{
    const QByteArray data = theirs; // the pipeline may go in a handler
    deliverError(index, m_errDecoders[index].decode(data), data);
}

void QmlPipeline::deliverOutput(const QString &text, const QByteArray &data)
{
    const QPointer<QmlPipeline> alive(this);
    m_lines += m_splitter.feed(text);
    if (m_isCollecting && m_output.add(text, m_maximumOutput))
        Q_EMIT outputChanged();
    if (alive)
        Q_EMIT outReceived(text, data);
    if (alive)
        deliverLines();
}

// A handler that runs an event loop may get here for a later chunk: the lines stay in order.
void QmlPipeline::deliverLines()
{
    const QPointer<QmlPipeline> alive(this);
    while (alive && !m_lines.isEmpty())
        Q_EMIT lineReceived(m_lines.takeFirst());
}

void QmlPipeline::deliverError(int index, const QString &text, const QByteArray &data)
{
    const QPointer<QmlPipeline> alive(this);
    if (m_isCollecting && m_errorOutput.add(text, m_maximumOutput))
        Q_EMIT errorOutputChanged();
    if (alive)
        Q_EMIT errReceived(index, text, data);
}

// What a decoder and the splitter still have, when all streams are over.
void QmlPipeline::finishStreams()
{
    const QPointer<QmlPipeline> alive(this);
    const auto errDecoders = std::exchange(m_errDecoders, {});
    for (auto [index, decoder] : errDecoders) {
        const QString rest = decoder.finish();
        if (alive && !rest.isEmpty())
            deliverError(index, rest, {});
    }
    if (!alive)
        return;
    const QString rest = m_outDecoder.finish();
    if (!rest.isEmpty())
        deliverOutput(rest, {});
    if (!alive)
        return;
    m_lines += m_splitter.finish();
    deliverLines();
}

void QmlPipeline::handleEnded(const PipelineReason &theirs)
{
    const PipelineReason reason = theirs; // the pipeline, and its reason, may go in a handler
    const QPointer<QmlPipeline> alive(this);
    if (m_pipeline) {
        m_pipeline->disconnect(this);
        m_pipeline->deleteLater();
        m_pipeline = nullptr;
        warnOf(reason);
    }
    finishStreams();
    if (!alive)
        return;
    m_state = m_state == State::Restarting ? State::Restartable : State::Idle;
    m_reason = QVariant::fromValue(reason);
    Q_EMIT reasonChanged();
    if (alive)
        passReasons(reason);
    if (alive)
        Q_EMIT runningChanged();
    if (alive)
        Q_EMIT ended(reason);
    if (alive && m_state == State::Restartable)
        start();
}

void QmlPipeline::warnOf(const PipelineReason &reason)
{
    const ExitReason failed = reason.reasons.value(reason.failedIndex());
    if (failed.kind() == ExitReason::Kind::NotStarted || reason.reasons.isEmpty())
        qmlWarning(this) << reason.toString();
}

void QmlPipeline::passReasons(const PipelineReason &reason)
{
    const QList<QPointer<QmlProcess>> processes = std::exchange(m_runningProcesses, {});
    for (qsizetype i = 0; i < processes.size(); ++i) {
        if (processes[i])
            processes[i]->setExitReason(reason.reasons.value(i));
    }
}

} // namespace Offspring
