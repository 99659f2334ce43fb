// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beside the walk: the three helpers, built on the public API only. For each child one protocol
// that collects what it writes and keeps the promise.

#include <offspring/processoutput.h>
#include <offspring/processprotocol.h>
#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include <QtCore/QFutureWatcher>
#include <QtCore/QPromise>
#include <QtCore/QTimer>

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>
#include <variant>

namespace Offspring {

namespace {

using std::chrono::milliseconds;
using Cause = ProcessError::Cause;

enum class Keep { Nothing, OneArray, TwoArrays };

/// What becomes of the future of a child that ended by itself.
template <typename T>
using Judge = std::variant<T, Cause> (*)(const ProcessOutput &output);

template <typename T>
class Collector final : public ProcessProtocol
{
public:
    Collector(const CaptureOptions &capture, const QList<int> &childFDs, Keep keep, Judge<T> judge);

    QFuture<T> future() const { return m_promise.future(); }

    void connectionMade() override;
    void outReceived(const QByteArray &data) override { collect(m_output.out, data); }
    void errReceived(const QByteArray &data) override
    {
        collect(m_keep == Keep::TwoArrays ? m_output.err : m_output.out, data);
    }
    void processExited(const ExitReason &) override
    {
        if (m_stopping)
            abortStreams();
    }
    void processEnded(const ExitReason &reason) override;

private:
    void startTimer();
    void collect(QByteArray &kept, const QByteArray &data);
    void stop(std::optional<Cause> cause);
    void abortStreams();

    const QList<int> m_childFDs;
    const Keep m_keep;
    const Judge<T> m_judge;
    std::optional<QByteArray> m_stdinBytes;
    qint64 m_room;
    std::optional<milliseconds> m_timeLeft;

    ProcessOutput m_output;
    bool m_stopping = false;
    std::optional<Cause> m_cause; // of the failure; empty while stopping: cancelled

    QPromise<T> m_promise; // deleted unfinished, it cancels
    QFutureWatcher<T> m_watcher;
    QTimer m_timer;
};

template <typename T>
Collector<T>::Collector(const CaptureOptions &capture, const QList<int> &childFDs, Keep keep,
                        Judge<T> judge)
    : m_childFDs(childFDs)
    , m_keep(keep)
    , m_judge(judge)
    , m_stdinBytes(capture.stdinBytes)
    , m_room(capture.maximumBytes < 0 ? std::numeric_limits<qint64>::max() : capture.maximumBytes)
    , m_timeLeft(capture.timeout)
{
    m_promise.start();
    connect(&m_watcher, &QFutureWatcher<T>::canceled, this, [this] { stop(std::nullopt); });
    m_watcher.setFuture(future());

    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // a coarse one may come too early
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_timeLeft > milliseconds::zero())
            startTimer();
        else
            stop(Cause::TimedOut);
    });
}

// The timer starts here because the thread may have got its event dispatcher only now.
template <typename T>
void Collector<T>::connectionMade()
{
    if (m_stdinBytes) {
        transport()->write(*std::exchange(m_stdinBytes, std::nullopt));
        transport()->closeStdin();
    }
    if (m_timeLeft)
        startTimer();
}

/// A QTimer counts up to 24 days; the rest of a longer time is for the next round.
template <typename T>
void Collector<T>::startTimer()
{
    const auto round =
        std::clamp<milliseconds>(*m_timeLeft, milliseconds::zero(), std::chrono::hours(24));
    *m_timeLeft -= round;
    m_timer.start(round);
}

template <typename T>
void Collector<T>::collect(QByteArray &kept, const QByteArray &data)
{
    if (m_stopping)
        return;
    const auto fits = qsizetype(std::min<qint64>(data.size(), m_room));
    m_room -= fits;
    if (m_keep != Keep::Nothing)
        kept.append(QByteArrayView(data).first(fits));
    if (fits < data.size())
        stop(Cause::TooMuchOutput);
}

/// Ends the child, if need be, and then the waiting for whoever else holds its streams.
template <typename T>
void Collector<T>::stop(std::optional<Cause> cause)
{
    if (m_stopping || !transport())
        return;
    m_stopping = true;
    m_cause = cause;
    if (transport()->exitReason())
        abortStreams();
    else
        transport()->stop();
}

template <typename T>
void Collector<T>::abortStreams()
{
    for (const int childFD : m_childFDs)
        transport()->abortChildFD(childFD);
}

template <typename T>
void Collector<T>::processEnded(const ExitReason &reason)
{
    m_output.reason = reason;
    if (reason.kind() == ExitReason::Kind::NotStarted)
        m_cause = Cause::NotStarted;
    const std::variant<T, Cause> verdict = m_cause ? *m_cause : m_judge(m_output);
    // The promise of a cancelled future ignores both.
    if (const auto *cause = std::get_if<Cause>(&verdict))
        m_promise.setException(ProcessError(*cause, m_output));
    else
        m_promise.addResult(std::get<T>(verdict));
    m_promise.finish();
}

template <typename T>
QFuture<T> run(const QString &executable, const QStringList &args, SpawnOptions options,
               const CaptureOptions &capture, Keep keep, Judge<T> judge)
{
    options.usePTY = false;
    options.childFDs.insert(0, 'w');
    options.childFDs.insert(1, 'r');
    options.childFDs.insert(2, 'r');
    auto collector = std::make_unique<Collector<T>>(capture, options.childFDs.keys(), keep, judge);
    QFuture<T> future = collector->future();
    Reactor::instance()->spawnProcess(std::move(collector), executable,
                                      QStringList{executable} + args, options);
    return future;
}

std::variant<QByteArray, Cause> onlyOutput(const ProcessOutput &output)
{
    if (!output.err.isEmpty())
        return Cause::UnexpectedErrorOutput;
    return output.out;
}

std::variant<int, Cause> exitCode(const ProcessOutput &output)
{
    if (output.reason.kind() == ExitReason::Kind::StatusUnknown)
        return Cause::StatusUnknown;
    if (output.reason.signal() != 0)
        return Cause::Terminated;
    return output.reason.exitCode();
}

std::variant<ProcessOutput, Cause> everything(const ProcessOutput &output)
{
    return output;
}

QString sentence(Cause cause)
{
    switch (cause) {
    case Cause::NotStarted:
        return QStringLiteral("The child was %1");
    case Cause::Terminated:
    case Cause::StatusUnknown:
        return QStringLiteral("The child has no exit code (%1)");
    case Cause::UnexpectedErrorOutput:
        return QStringLiteral("The child wrote to its stderr (%1)");
    case Cause::TimedOut:
        return QStringLiteral("The child timed out (%1)");
    case Cause::TooMuchOutput:
        return QStringLiteral("The child wrote too much (%1)");
    }
    Q_UNREACHABLE();
}

} // namespace

ProcessError::ProcessError(Cause cause, const ProcessOutput &output)
    : m_cause(cause)
    , m_output(output)
    , m_what(sentence(cause).arg(output.reason.toString()).toUtf8())
{ }

ProcessError::~ProcessError() = default;

const char *ProcessError::what() const noexcept
{
    return m_what.constData();
}

void ProcessError::raise() const
{
    throw *this;
}

ProcessError *ProcessError::clone() const
{
    return new ProcessError(*this);
}

QFuture<QByteArray> getProcessOutput(const QString &executable, const QStringList &args,
                                     const SpawnOptions &options, const CaptureOptions &capture)
{
    const Keep keep = capture.errortoo ? Keep::OneArray : Keep::TwoArrays;
    return run<QByteArray>(executable, args, options, capture, keep, onlyOutput);
}

QFuture<int> getProcessValue(const QString &executable, const QStringList &args,
                             const SpawnOptions &options, const CaptureOptions &capture)
{
    return run<int>(executable, args, options, capture, Keep::Nothing, exitCode);
}

QFuture<ProcessOutput> getProcessOutputAndValue(const QString &executable, const QStringList &args,
                                                const SpawnOptions &options,
                                                const CaptureOptions &capture)
{
    return run<ProcessOutput>(executable, args, options, capture, Keep::TwoArrays, everything);
}

} // namespace Offspring
