// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Steps 4 and 6 of the walk: what the streams and the exit watcher report becomes signals; exited
// and no stream left is the end. Knows neither protocol nor reactor.

#include "os/signalname.h"
#include "processtransport_p.h"
#include "reaper.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QPointer>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <limits>
#include <utility>

namespace Offspring {

using std::chrono::milliseconds;

namespace {

constexpr QEvent::Type turnEvent = QEvent::User;

milliseconds timeLeft(const QDeadlineTimer &deadline)
{
    return deadline.isForever() ? milliseconds::max() : milliseconds(deadline.remainingTime());
}

// QDeadlineTimer counts nanoseconds, and overflows after 292 years.
QDeadlineTimer deadlineIn(milliseconds time)
{
    constexpr auto longest = std::chrono::hours(24) * 365 * 100;
    if (time > longest)
        return QDeadlineTimer(QDeadlineTimer::Forever, Qt::PreciseTimer);
    return QDeadlineTimer(std::max(time, milliseconds::zero()), Qt::PreciseTimer);
}

// A timer counts up to 24 days, and may come a moment early: the deadline decides, not the timer.
void startTimer(QBasicTimer &timer, const QDeadlineTimer &deadline, QObject *object)
{
    const auto longest = milliseconds(std::numeric_limits<int>::max());
    timer.start(int(std::min(timeLeft(deadline), longest).count()), Qt::PreciseTimer, object);
}

ResourceUsage usageOf(const Os::WaitResult &result)
{
    return {std::chrono::microseconds(result.userMicroseconds),
            std::chrono::microseconds(result.systemMicroseconds),
            result.maxResidentKiB,
            result.minorFaults,
            result.majorFaults,
            result.voluntarySwitches,
            result.involuntarySwitches};
}

} // namespace

void ProcessTransportPrivate::begin(Os::SpawnedChild child, const SpawnOptions &options,
                                    DescriptorWatcher &watcher)
{
    m_watcher = &watcher;
    m_whenAbandoned = options.whenAbandoned;
    m_holderTimeLeft = options.holderTimeout;
    lastPid = child.handle.pid();
    for (Os::OurEnd &end : child.ends) {
        const int childFD = end.childFD;
        if (end.kind == Os::ChildEnd::Kind::Terminal)
            terminal = {std::move(*child.terminal), childFD};
        m_streams.emplace(childFD, std::make_unique<ChildStream>(std::move(end), *this));
    }
    m_exitWatcher.emplace(std::move(child.handle),
                          [this](const Os::WaitResult &result) { exited(result); });
    streamNeedsTurn();
}

void ProcessTransportPrivate::beginNotStarted(const SpawnError &error)
{
    reason = ExitReason::notStarted(error);
    streamNeedsTurn();
}

void ProcessTransportPrivate::abandon()
{
    if (m_whenAbandoned == Abandonment::Kill && stoppable())
        stoppable()->kill();
    m_streams.clear();
    if (m_exitWatcher)
        Reaper::adopt(m_exitWatcher->takeChild());
    if (m_deadLeader)
        Reaper::adopt(std::move(*m_deadLeader));
}

// False: the transport was deleted meanwhile. It is not deleted by ourselves while a callback is on
// the stack, however many event loops the callback runs.
template <typename... Parameters, typename... Arguments>
bool ProcessTransportPrivate::tell(void (Listener::*callback)(Parameters...),
                                   void (ProcessTransport::*signal)(Parameters...),
                                   const Arguments &...arguments)
{
    const QPointer<ProcessTransport> alive(q);
    ++m_callbacksOnStack;
    if (listener)
        (listener->*callback)(arguments...);
    if (alive)
        Q_EMIT(q->*signal)(arguments...);
    if (!alive)
        return false;
    --m_callbacksOnStack;
    if (m_stage == Stage::Ended && m_callbacksOnStack == 0)
        q->deleteLater();
    return true;
}

void ProcessTransportPrivate::over()
{
    if (const auto call = std::exchange(whenOver, nullptr))
        call();
}

void ProcessTransportPrivate::streamNeedsTurn()
{
    if (!std::exchange(m_turnPosted, true))
        QCoreApplication::postEvent(q, new QEvent(turnEvent));
}

void ProcessTransportPrivate::turn()
{
    m_turnPosted = false;
    updateHolderTimer(); // what is being closed is not paused any more
    const QPointer<ProcessTransport> alive(q);
    if (m_stage == Stage::Waiting)
        connectionMade();
    else if (!m_losses.empty())
        tellLoss();
    if (alive)
        serveEachStream([](ChildStream &stream) { stream.turn(); });
}

void ProcessTransportPrivate::connectionMade()
{
    m_stage = Stage::Connected;
    if (!m_exitWatcher)
        return endIfDone();
    m_exitWatcher->start(*m_watcher);
    for (const auto &[childFD, stream] : m_streams)
        stream->start(*m_watcher);
    startKillTimer();
    tell(&Listener::heardConnectionMade, &ProcessTransport::connectionMade);
}

// With callbacks, in which streams may be lost and the transport be deleted.
template <typename Function>
void ProcessTransportPrivate::serveEachStream(Function function)
{
    std::vector<int> childFDs;
    for (const auto &[childFD, stream] : m_streams)
        childFDs.push_back(childFD);
    const QPointer<ProcessTransport> alive(q);
    for (const int childFD : childFDs) {
        if (ChildStream *each = stream(childFD))
            function(*each);
        if (!alive)
            return;
    }
}

ChildStream *ProcessTransportPrivate::stream(int childFD) const
{
    const auto isOnTerminal = [this](int number) {
        const std::vector<int> &all = terminal->hold.childFDs;
        return std::find(all.begin(), all.end(), number) != all.end();
    };
    const auto it = m_streams.find(terminal && isOnTerminal(childFD) ? terminal->stream : childFD);
    return it != m_streams.end() ? it->second.get() : nullptr;
}

ChildStream *ProcessTransportPrivate::terminalStream() const
{
    return terminal ? stream(terminal->stream) : nullptr;
}

void ProcessTransportPrivate::streamRead(int childFD, const QByteArray &data)
{
    tell(&Listener::heardChildDataReceived, &ProcessTransport::childDataReceived, childFD, data);
}

void ProcessTransportPrivate::streamLost(int childFD, bool cut)
{
    m_truncated |= cut;
    if (terminal && terminal->stream == childFD) {
        m_losses.insert(m_losses.end(), terminal->hold.childFDs.begin(),
                        terminal->hold.childFDs.end());
        terminal.reset();
    } else {
        m_losses.push_back(childFD);
    }
    m_streams.erase(childFD); // nothing of the stream runs after this
    updateHolderTimer();
    tellLoss();
}

// One, and the next in a turn of its own: an event loop in the callback must not miss it.
void ProcessTransportPrivate::tellLoss()
{
    const int childFD = m_losses.front();
    m_losses.pop_front();
    if (!m_losses.empty())
        streamNeedsTurn();
    if (tell(&Listener::heardChildConnectionLost, &ProcessTransport::childConnectionLost, childFD))
        endIfDone();
}

void ProcessTransportPrivate::streamWritePaused(int childFD)
{
    tell(&Listener::heardChildWritePaused, &ProcessTransport::childWritePaused, childFD);
}

void ProcessTransportPrivate::streamWriteResumed(int childFD)
{
    tell(&Listener::heardChildWriteResumed, &ProcessTransport::childWriteResumed, childFD);
}

void ProcessTransportPrivate::exited(const Os::WaitResult &result)
{
    reason = ExitReason::exited(result.status, usageOf(result));
    if (m_exitWatcher->child().leadsGroup())
        m_deadLeader = m_exitWatcher->takeChild();
    else
        m_killTimer.stop();
    m_exitWatcher.reset();
    if (terminal) {
        terminal->hold.slave.close();
        streamNeedsTurn(); // what it still had to write may be in vain now
    }
    updateHolderTimer();
    const ExitReason told = *reason; // the callback may outlive the transport
    if (tell(&Listener::heardProcessExited, &ProcessTransport::processExited, told))
        endIfDone();
}

void ProcessTransportPrivate::endIfDone()
{
    if (m_stage != Stage::Connected || !reason || !m_streams.empty() || !m_losses.empty())
        return;
    m_stage = Stage::Ended;
    reason->m_truncated = m_truncated;
    buryLeader();
    over();
    const ExitReason told = *reason;
    tell(&Listener::heardProcessEnded, &ProcessTransport::processEnded, told);
}

// At the end. When the group has been asked to stop and has not done so yet, the rest of its grace
// is the reaper's business.
void ProcessTransportPrivate::buryLeader()
{
    m_killTimer.stop();
    if (!m_deadLeader)
        return;
    if (m_killAt)
        Reaper::adoptLeader(std::move(*m_deadLeader), *m_killAt);
    else
        m_deadLeader->reap();
    m_deadLeader.reset();
}

const Os::ChildHandle *ProcessTransportPrivate::runningChild() const
{
    return m_exitWatcher ? &m_exitWatcher->child() : nullptr;
}

// The child, or after its exit the group that it led.
const Os::ChildHandle *ProcessTransportPrivate::stoppable() const
{
    return m_deadLeader ? &*m_deadLeader : runningChild();
}

void ProcessTransportPrivate::stopWithin(milliseconds grace)
{
    if (!stoppable())
        return;
    stoppable()->terminate();
    const QDeadlineTimer deadline = deadlineIn(grace);
    if (!m_killAt || deadline < *m_killAt)
        m_killAt = deadline;
    startKillTimer();
}

// After the KILL a dead leader's number is not needed any more.
void ProcessTransportPrivate::graceIsOver()
{
    if (stoppable())
        stoppable()->kill();
    if (m_deadLeader)
        m_deadLeader->reap();
    m_deadLeader.reset();
}

void ProcessTransportPrivate::closeAll()
{
    for (const auto &[childFD, stream] : m_streams)
        stream->closeAll();
}

// A timer needs the thread's dispatcher, and that is certain only from the first turn on.
void ProcessTransportPrivate::startKillTimer()
{
    if (m_stage == Stage::Connected && m_killAt)
        startTimer(m_killTimer, *m_killAt, q);
}

void ProcessTransportPrivate::timeOut(int timerId)
{
    if (timerId == m_killTimer.timerId()) {
        m_killTimer.stop();
        if (!m_killAt->hasExpired())
            startKillTimer();
        else
            graceIsOver();
    } else if (timerId == m_holderTimer.timerId()) {
        if (m_holderDeadline.hasExpired())
            holdersTimedOut();
        else
            startTimer(m_holderTimer, m_holderDeadline, q);
    }
}

void ProcessTransportPrivate::setPaused(int childFD, bool paused)
{
    if (ChildStream *each = stream(childFD))
        each->setPaused(paused);
    updateHolderTimer();
}

void ProcessTransportPrivate::setAllPaused(bool paused)
{
    for (const auto &[childFD, stream] : m_streams)
        stream->setPaused(paused);
    updateHolderTimer();
}

// Counts from processExited on; stands still while a reader is paused, because then it is the
// program, and not a holder, that keeps the stream.
void ProcessTransportPrivate::updateHolderTimer()
{
    const auto isPaused = [](const auto &each) { return each.second->isPaused(); };
    const bool runs = m_holderTimeLeft && reason && !m_streams.empty()
        && std::none_of(m_streams.begin(), m_streams.end(), isPaused);
    if (runs == m_holderTimer.isActive())
        return;
    if (runs) {
        m_holderDeadline = deadlineIn(*m_holderTimeLeft);
        startTimer(m_holderTimer, m_holderDeadline, q);
    } else {
        m_holderTimeLeft = timeLeft(m_holderDeadline);
        m_holderTimer.stop();
    }
}

void ProcessTransportPrivate::holdersTimedOut()
{
    m_holderTimer.stop();
    m_holderTimeLeft.reset();
    serveEachStream([](ChildStream &stream) { stream.cut(); });
}

ProcessTransport::ProcessTransport()
    : d(std::make_unique<ProcessTransportPrivate>(this))
{ }

ProcessTransport::~ProcessTransport()
{
    d->abandon();
    d->over();
    if (d->listener)
        d->listener->transportDestroyed();
}

bool ProcessTransport::event(QEvent *event)
{
    if (event->type() != turnEvent)
        return QObject::event(event);
    d->turn();
    return true;
}

void ProcessTransport::timerEvent(QTimerEvent *event)
{
    d->timeOut(event->timerId());
}

qint64 ProcessTransport::pid() const
{
    return d->runningChild() ? d->lastPid : 0;
}

qint64 ProcessTransport::lastPid() const
{
    return d->lastPid;
}

std::optional<ExitReason> ProcessTransport::exitReason() const
{
    return d->reason;
}

bool ProcessTransport::write(const QByteArray &data)
{
    return writeToChild(0, data);
}

bool ProcessTransport::writeSequence(const QByteArrayList &pieces)
{
    return std::all_of(pieces.begin(), pieces.end(),
                       [this](const QByteArray &piece) { return write(piece); });
}

bool ProcessTransport::writeToChild(int childFD, const QByteArray &data)
{
    ChildStream *const stream = d->stream(childFD);
    return stream && stream->write(childFD, data);
}

bool ProcessTransport::streamToChild(int childFD, QIODevice *source)
{
    ChildStream *const stream = d->stream(childFD);
    return stream && stream->writeFrom(childFD, source);
}

qint64 ProcessTransport::bytesToWrite(int childFD) const
{
    const ChildStream *const stream = d->stream(childFD);
    return stream ? stream->bytesToWrite() : 0;
}

void ProcessTransport::setWriteWatermarks(int childFD, qint64 low, qint64 high)
{
    if (ChildStream *const stream = d->stream(childFD))
        stream->setWriteWatermarks(low, high);
}

void ProcessTransport::closeStdin()
{
    closeChildFD(0);
}

void ProcessTransport::closeStdout()
{
    closeChildFD(1);
}

void ProcessTransport::closeStderr()
{
    closeChildFD(2);
}

void ProcessTransport::closeChildFD(int childFD)
{
    if (ChildStream *const stream = d->stream(childFD))
        stream->close(childFD);
}

void ProcessTransport::abortChildFD(int childFD)
{
    if (ChildStream *const stream = d->stream(childFD))
        stream->abort();
}

void ProcessTransport::loseConnection()
{
    d->closeAll();
}

bool ProcessTransport::signalProcess(int signal)
{
    return d->runningChild() && d->runningChild()->sendSignal(signal);
}

bool ProcessTransport::signalProcess(const QString &name)
{
    const std::optional<int> number = Os::signalNumber(name.toUtf8());
    return number && signalProcess(*number);
}

void ProcessTransport::stop()
{
    stopWithin(std::chrono::seconds(5));
}

void ProcessTransport::stopWithin(milliseconds grace)
{
    d->stopWithin(grace);
}

void ProcessTransport::pauseProducing()
{
    d->setAllPaused(true);
}

void ProcessTransport::resumeProducing()
{
    d->setAllPaused(false);
}

void ProcessTransport::stopProducing()
{
    loseConnection();
}

void ProcessTransport::pauseChildFD(int childFD)
{
    d->setPaused(childFD, true);
}

void ProcessTransport::resumeChildFD(int childFD)
{
    d->setPaused(childFD, false);
}

bool ProcessTransport::setTerminalSize(int rows, int columns)
{
    ChildStream *const stream = d->terminalStream();
    return stream && stream->setTerminalSize(rows, columns);
}

QString ProcessTransport::terminalName() const
{
    return d->terminal ? QString::fromUtf8(d->terminal->hold.name) : QString();
}

} // namespace Offspring
