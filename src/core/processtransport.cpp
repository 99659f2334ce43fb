// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Steps 4 and 6 of the walk: what the streams and the exit watcher report becomes signals; exited
// and no stream left is the end. Knows neither protocol nor reactor.

#include "../os/processlist.h"
#include "../os/signalname.h"
#include "processtransport_p.h"
#include "reaper.h"

#include <QtCore/QEvent>
#include <QtCore/QPointer>
#include <QtCore/QTimerEvent>

#include <algorithm>
#include <limits>
#include <utility>

namespace Offspring {

using std::chrono::milliseconds;

namespace {

// Until who was killed on a terminal is dead, and it can be told whether anybody else holds it:
// after 1, 2, 4 … 256 ms, and then some times more. Who is not dead by then may take for ever.
constexpr int mostLooksAfterKill = 16;
constexpr int longestPauseAfterKill = 256;

constexpr int mostLooksForHolder = 8;

// Doubled each time.
constexpr milliseconds pauseBeforeHangUp(500);

} // namespace

void ProcessTransportPrivate::begin(Os::SpawnedChild child, const SpawnOptions &options,
                                    DescriptorWatcher &watcher)
{
    m_watcher = &watcher;
    m_whenAbandoned = options.whenAbandoned;
    m_holderTimeout = options.holderTimeout;
    lastPid = child.handle.pid();
    for (Os::OurEnd &end : child.ends) {
        const int childFD = end.childFD;
        if (end.kind == Os::ChildEnd::Kind::Terminal)
            terminal = {std::move(*child.terminal), childFD};
        m_streams.emplace(childFD, std::make_unique<ChildStream>(std::move(end), *this, m_turns));
    }
    for (Os::FifoHold &hold : child.fifos)
        m_fifos.push_back({std::move(hold), Watch()});
    m_exitWatcher.emplace(q, std::move(child.handle),
                          [this](const Os::WaitResult &result) { exited(result); });
    requestTurn();
}

void ProcessTransportPrivate::beginNotStarted(const SpawnError &error)
{
    reason = ExitReason::notStarted(error);
    requestTurn();
}

void ProcessTransportPrivate::destroyed()
{
    abandon();
    if (m_keeper)
        m_keeper->transportIsGone(q);
    if (listener)
        listener->transportDestroyed();
}

void ProcessTransportPrivate::movedToOtherThread()
{
    if (hasEnded() && m_keeper)
        std::exchange(m_keeper, nullptr)->transportIsGone(q);
}

void ProcessTransportPrivate::dispatcherChanged()
{
    m_grace.dispatcherChanged();
    m_hangUpTime.dispatcherChanged();
    m_holderTime.dispatcherChanged();
    if (m_exitWatcher)
        m_exitWatcher->dispatcherChanged();
    for (const auto &[childFD, stream] : m_streams)
        stream->dispatcherChanged();
}

void ProcessTransportPrivate::abandon()
{
    const bool kills = m_whenAbandoned == Abandonment::Kill && stoppable();
    if (kills)
        stoppable()->kill();
    m_streams.clear();
    m_fifos.clear();
    if (!stoppable())
        return;
    Os::ChildHandle child = m_deadLeader ? std::move(*m_deadLeader) : m_exitWatcher->takeChild();
    if (kills && child.leadsSession()) // somebody may have been missed
        Reaper::adoptLeader(std::move(child), QDeadlineTimer());
    else
        Reaper::adopt(std::move(child));
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

void ProcessTransportPrivate::takeTurn()
{
    const QPointer<ProcessTransport> alive(q);
    if (m_stage == Stage::Waiting)
        connectionMade();
    else if (!m_losses.empty())
        tellLoss();
    if (alive && std::exchange(m_looksForExit, false) && m_exitWatcher)
        m_exitWatcher->look();
}

void ProcessTransportPrivate::connectionMade()
{
    m_stage = Stage::Connected;
    if (!m_exitWatcher)
        return endIfDone();
    m_exitWatcher->start(*m_watcher);
    for (const auto &[childFD, stream] : m_streams)
        stream->start(*m_watcher);
    watchFifos();
    m_grace.dispatcherIsThere();
    m_hangUpTime.dispatcherIsThere();
    tell(&Listener::heardConnectionMade, &ProcessTransport::connectionMade);
}

void ProcessTransportPrivate::watchFifos()
{
    for (auto it = m_fifos.begin(); it != m_fifos.end(); ++it) {
        it->watch = Watch(*m_watcher, it->hold.number(), Interest::Reading,
                          [this, it] { m_fifos.erase(it); });
    }
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
    if (!isOurs())
        return nullptr;
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

// The terminal's other end may be closed here, and its name not be known to /proc/self.
QByteArrayList ProcessTransportPrivate::otherEndNames() const
{
    QByteArrayList names;
    for (const auto &[childFD, stream] : m_streams)
        names << stream->otherEndName();
    if (terminal)
        names << terminal->hold.name;
    names.removeAll(QByteArray());
    return names;
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
    const auto lost = m_streams.find(childFD);
    m_pausedStreams -= lost->second->isPaused() ? 1 : 0;
    m_streams.erase(lost); // nothing of the stream runs after this
    updateHolderTime();
    tellLoss();
}

// One, and the next in a turn of its own: an event loop in the callback must not miss it.
void ProcessTransportPrivate::tellLoss()
{
    const int childFD = m_losses.front();
    m_losses.pop_front();
    if (!m_losses.empty())
        requestTurn();
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

void ProcessTransportPrivate::streamPauseChanged(bool isPaused)
{
    m_pausedStreams += isPaused ? 1 : -1;
    updateHolderTime();
}

void ProcessTransportPrivate::exited(const Os::WaitResult &result)
{
    reason = ExitReason::exited(result);
    if (m_exitWatcher->child().leadsGroup())
        m_deadLeader = m_exitWatcher->takeChild();
    else
        m_grace.stop();
    m_exitWatcher.reset();
    m_fifos.clear();
    if (terminal) {
        terminal->hold.slave.close();
        terminalStream()->requestTurn(); // what it still had to write may be in vain now
    }
    startHolderTime();
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
    m_keeper->transportEnds(q);
    const ExitReason told = *reason;
    tell(&Listener::heardProcessEnded, &ProcessTransport::processEnded, told);
}

// At the end. When the group has been asked to stop and has not done so yet, the rest of its grace
// is the reaper's business.
void ProcessTransportPrivate::buryLeader()
{
    if (m_deadLeader && m_grace.isStarted())
        Reaper::adoptLeader(std::move(*m_deadLeader), m_grace.deadline());
    else if (m_deadLeader)
        m_deadLeader->reap();
    m_deadLeader.reset();
    m_grace.stop();
    m_hangUpTime.stop();
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

bool ProcessTransportPrivate::stopWithin(milliseconds grace)
{
    const Os::ChildHandle *const child = stoppable();
    if (!child || !isOurs())
        return false;
    const std::optional<int> foreground = foregroundGroup();
    const bool isReached = child->terminate(foreground);
    if (!isReached)
        lookForExit();
    if (foreground)
        m_hangUpTime.start(m_hangUpPause = pauseBeforeHangUp);
    m_grace.shorten(grace);
    return isReached;
}

// Empty: there is no terminal, or no more.
std::optional<int> ProcessTransportPrivate::foregroundGroup() const
{
    const ChildStream *const onTerminal = terminalStream();
    if (!onTerminal || !stoppable())
        return std::nullopt;
    return onTerminal->foregroundGroup(stoppable()->pid());
}

// In the next turn: the child may be dead, and the loop have been too busy to hear of it.
void ProcessTransportPrivate::lookForExit()
{
    m_looksForExit = true;
    requestTurn();
}

// After the KILL a dead leader's number is not needed any more. What was killed holds its terminal
// until it is dead.
void ProcessTransportPrivate::graceIsOver()
{
    if (const Os::ChildHandle *const child = stoppable()) {
        child->kill();
        if (terminal && m_looksAfterKill < mostLooksAfterKill && child->isAnybodyAlive()) {
            const int pause = 1 << std::min(m_looksAfterKill++, 30);
            return m_grace.start(milliseconds(std::min(pause, longestPauseAfterKill)));
        }
    }
    if (m_deadLeader)
        m_deadLeader->reap();
    m_deadLeader.reset();
    hangUp();
}

// A shell that was just about to read has heard of the first, and reads all the same: bash looks
// for signals and then waits for input. A terminal that is really gone would end that.
void ProcessTransportPrivate::hangUpAgain()
{
    const std::optional<int> foreground = foregroundGroup();
    if (!foreground)
        return;
    stoppable()->hangUpAgain(*foreground);
    m_hangUpTime.start(m_hangUpPause *= 2);
}

// May delete the transport. Another child that is just executing its program has a copy of our
// descriptor for a moment, and is no holder: our process goes on before the kernel closes what is
// close-on-exec.
void ProcessTransportPrivate::hangUp()
{
    ChildStream *const stream = terminalStream();
    if (!stream)
        return;
    terminal->hold.slave.close();
    if (m_looksForHolder < mostLooksForHolder && !stream->isOtherEndGone())
        return m_grace.start(milliseconds(1 << m_looksForHolder++));
    stream->cut();
}

void ProcessTransportPrivate::closeAll()
{
    if (!isOurs())
        return;
    for (const auto &[childFD, stream] : m_streams)
        stream->closeAll();
}

void ProcessTransportPrivate::timeOut(int timerId)
{
    if (!isOurs() || (m_exitWatcher && m_exitWatcher->timeOut(timerId)))
        return;
    if (m_grace.endIfDue(timerId))
        graceIsOver();
    else if (m_hangUpTime.endIfDue(timerId))
        hangUpAgain();
    else if (m_holderTime.endIfDue(timerId))
        serveEachStream([](ChildStream &stream) { stream.cut(); });
}

void ProcessTransportPrivate::setPaused(int childFD, bool paused)
{
    if (ChildStream *each = stream(childFD))
        each->setPaused(paused);
}

void ProcessTransportPrivate::setAllPaused(bool paused)
{
    if (!isOurs())
        return;
    for (const auto &[childFD, stream] : m_streams)
        stream->setPaused(paused);
}

void ProcessTransportPrivate::setHolderTimeout(std::optional<milliseconds> timeout)
{
    if (!isOurs())
        return;
    m_holderTimeout = timeout;
    m_holderTime.stop();
    if (reason)
        startHolderTime();
    lookForExit();
}

void ProcessTransportPrivate::startHolderTime()
{
    if (m_holderTimeout)
        m_holderTime.start(*m_holderTimeout);
    updateHolderTime();
}

// It stands still while a reader is paused, because then it is the program, and not a holder, that
// keeps the stream.
void ProcessTransportPrivate::updateHolderTime()
{
    if (m_pausedStreams > 0)
        m_holderTime.standStill();
    else
        m_holderTime.goOn();
}

ProcessTransport::ProcessTransport(TransportKeeper &keeper, TurnQueue &turns)
    : d(std::make_unique<ProcessTransportPrivate>(this, keeper, turns))
{ }

ProcessTransport::~ProcessTransport()
{
    d->destroyed();
}

bool ProcessTransport::event(QEvent *event)
{
    if (event->type() == QEvent::ThreadChange)
        d->movedToOtherThread();
    return QObject::event(event);
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

void ProcessTransport::setHolderTimeout(std::optional<milliseconds> timeout)
{
    d->setHolderTimeout(timeout);
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

bool ProcessTransport::stop()
{
    return stopWithin(defaultGrace);
}

bool ProcessTransport::stopWithin(milliseconds grace)
{
    return d->stopWithin(grace);
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

bool ProcessTransport::setTerminalSize(int rows, int columns, int width, int height)
{
    ChildStream *const stream = d->terminalStream();
    return stream && stream->setTerminalSize({rows, columns, width, height});
}

bool ProcessTransport::isEchoing() const
{
    const ChildStream *const stream = d->terminalStream();
    const auto modes = stream ? stream->typingModes() : std::nullopt;
    return modes && modes->echo;
}

bool ProcessTransport::isEditingLines() const
{
    const ChildStream *const stream = d->terminalStream();
    const auto modes = stream ? stream->typingModes() : std::nullopt;
    return modes && modes->lineEditing;
}

QList<qint64> ProcessTransport::holders() const
{
    if (!d->isOurs())
        return {};
    const std::vector<int> pids = Os::processesThatHold(d->otherEndNames());
    return QList<qint64>(pids.begin(), pids.end());
}

QString ProcessTransport::terminalName() const
{
    return d->terminal ? QString::fromUtf8(d->terminal->hold.name) : QString();
}

} // namespace Offspring
