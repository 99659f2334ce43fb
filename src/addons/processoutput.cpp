// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beside the walk: the three helpers, built on the public API, save for the time-out, which has to
// outlive a dispatcher as the transport's own do. For each child one protocol that collects what it
// writes and keeps the promise.

#include "../core/countdown.h"
#include "../core/dispatcherwatch.h"

#include <offspring/processoutput.h>
#include <offspring/processprotocol.h>
#include <offspring/processtransport.h>
#include <offspring/reactor.h>

#include <QtCore/QDebug>
#include <QtCore/QFutureWatcher>
#include <QtCore/QPromise>
#include <QtCore/QTimerEvent>

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
    Collector(const CaptureOptions &capture, Keep keep, Judge<T> judge);

    QFuture<T> future() const { return m_promise.future(); }

    void connectionMade() override;
    void outReceived(const QByteArray &data) override { collect(m_output.out, data); }
    void errReceived(const QByteArray &data) override
    {
        collect(m_keep == Keep::TwoArrays ? m_output.err : m_output.out, data);
    }
    void processEnded(const ExitReason &reason) override;

private:
    void timerEvent(QTimerEvent *event) override;
    void collect(QByteArray &kept, const QByteArray &data);
    void timeIsUp();
    void stop(std::optional<Cause> cause);
    void graceIsOver();
    void giveUp();

    const Keep m_keep;
    const Judge<T> m_judge;
    std::optional<QByteArray> m_stdinBytes;
    qint64 m_room;
    const std::optional<milliseconds> m_timeout;

    ProcessOutput m_output;
    bool m_isTimeUp = false;
    bool m_isStopping = false;
    std::optional<Cause> m_cause; // of the failure; empty while stopping: cancelled

    QPromise<T> m_promise; // deleted unfinished, it cancels
    QFutureWatcher<T> m_watcher;
    Countdown m_time{this};
    DispatcherWatch m_dispatcherWatch{[this] { m_time.dispatcherChanged(); }, this};
    enum class Next { TimeIsUp, GraceIsOver, GiveUp } m_next = Next::TimeIsUp; // when it is due
    bool m_hasReceived = false;
    int m_turnsToGiveUp = 100; // more than a full pipe needs
};

template <typename T>
Collector<T>::Collector(const CaptureOptions &capture, Keep keep, Judge<T> judge)
    : m_keep(keep)
    , m_judge(judge)
    , m_stdinBytes(capture.stdinBytes)
    , m_room(capture.maximumBytes < 0 ? std::numeric_limits<qint64>::max() : capture.maximumBytes)
    , m_timeout(capture.timeout)
{
    m_promise.start();
    connect(&m_watcher, &QFutureWatcher<T>::canceled, this, [this] { stop(std::nullopt); });
    m_watcher.setFuture(future());
}

template <typename T>
void Collector<T>::timerEvent(QTimerEvent *event)
{
    if (!m_time.endIfDue(event->timerId()))
        return;
    if (m_next == Next::GiveUp)
        giveUp();
    else if (m_next == Next::GraceIsOver)
        graceIsOver();
    else
        timeIsUp();
}

template <typename T>
void Collector<T>::connectionMade()
{
    if (m_stdinBytes) {
        transport()->write(*std::exchange(m_stdinBytes, std::nullopt));
        transport()->closeStdin();
    }
    if (m_timeout)
        m_time.start(*m_timeout);
}

template <typename T>
void Collector<T>::collect(QByteArray &kept, const QByteArray &data)
{
    m_hasReceived = true;
    const auto fits = qsizetype(std::min<qint64>(data.size(), m_room));
    m_room -= fits;
    if (m_keep != Keep::Nothing)
        kept.append(QByteArrayView(data).first(fits));
    if (fits < data.size())
        stop(Cause::TooMuchOutput);
}

// The loop may have been too busy to hear that the child has exited. What is posted here comes after
// what the transport tells by itself.
template <typename T>
void Collector<T>::timeIsUp()
{
    if (!transport())
        return;
    m_isTimeUp = true;
    transport()->setHolderTimeout(milliseconds::zero());
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (transport() && !transport()->exitReason())
                stop(Cause::TimedOut);
        },
        Qt::QueuedConnection);
}

/// Ends the child, if need be, and the waiting for whoever else holds its streams.
template <typename T>
void Collector<T>::stop(std::optional<Cause> cause)
{
    if (m_isStopping || !transport())
        return;
    m_isStopping = true;
    m_cause = cause;
    transport()->setHolderTimeout(milliseconds::zero());
    if (transport()->exitReason())
        return;
    const bool isReached = transport()->stop();
    if (!isReached && cause == Cause::TimedOut && transport()->signalProcess(0)) {
        m_isStopping = false; // it is dead: that was before its time was up
        m_cause.reset();
        return;
    }
    m_next = isReached ? Next::GraceIsOver : Next::GiveUp;
    m_time.start(isReached ? ProcessTransport::defaultGrace : milliseconds::zero());
}

/// The child is killed now, or has become one that cannot be.
template <typename T>
void Collector<T>::graceIsOver()
{
    if (!transport() || transport()->exitReason() || transport()->signalProcess(0))
        return;
    m_next = Next::GiveUp;
    m_time.start(milliseconds::zero());
}

// Nobody waits any more for a child that may not be signalled: what it has written is taken, a
// timer of no time is due when nothing else is, and then its transport goes, and this with it.
template <typename T>
void Collector<T>::giveUp()
{
    if (!transport() || transport()->exitReason())
        return;
    if (std::exchange(m_hasReceived, false) && --m_turnsToGiveUp > 0)
        return m_time.start(milliseconds::zero());
    QPromise<T> promise = std::move(m_promise);
    const ProcessOutput output = m_output;
    const std::optional<Cause> cause = m_cause;
    delete transport();
    if (cause)
        promise.setException(ProcessError(*cause, output));
    promise.finish();
}

template <typename T>
void Collector<T>::processEnded(const ExitReason &reason)
{
    m_output.reason = reason;
    if (reason.kind() == ExitReason::Kind::NotStarted)
        m_cause = Cause::NotStarted;
    else if (!m_isStopping && m_isTimeUp && reason.truncated())
        m_cause = Cause::TimedOut;
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
    auto collector = std::make_unique<Collector<T>>(capture, keep, judge);
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

QDebug operator<<(QDebug debug, const ProcessOutput &output)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "ProcessOutput(out " << output.out.size() << " bytes, err "
                    << output.err.size() << " bytes, " << output.reason << ')';
    return debug;
}

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
