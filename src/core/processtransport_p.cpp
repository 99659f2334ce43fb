// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Steps 4 and 6 of the walk: what the streams and the child's life report becomes signals; exited
// and no stream left is the end. Knows neither protocol nor reactor.

#include "processtransport_p.h"

#include "later.h"

#include <QtCore/QMetaMethod>
#include <QtCore/QPointer>

#include <algorithm>
#include <utility>

namespace Offspring {

using std::chrono::milliseconds;

// A child that is to be killed does not see its streams close before.
void ProcessTransportPrivate::destroyed()
{
    m_spawn.abandon(m_whenAbandoned);
    if (m_life)
        m_life->abandon(m_whenAbandoned);
    m_streams.clear();
    m_fifos.clear();
    if (m_keeper)
        m_keeper->transportIsGone(q);
    if (listener)
        listener->transportDestroyed();
}

void ProcessTransportPrivate::movedToOtherThread()
{
    if (isOver() && m_keeper)
        std::exchange(m_keeper, nullptr)->transportIsGone(q);
}

void ProcessTransportPrivate::dispatcherChanged()
{
    m_holderTime.dispatcherChanged();
    m_typingWatch.dispatcherChanged();
    if (m_life)
        m_life->dispatcherChanged();
    for (const auto &[childFD, stream] : m_streams)
        stream->dispatcherChanged();
}

// Not by callOut(): in a lambda that had captured the pointer to a member, g++ 12 with
// -fsanitize=undefined called it with a wrong address.
template <typename Callback, typename Signal, typename... Arguments>
bool ProcessTransportPrivate::notify(Callback callback, Signal signal,
                                     const Arguments &...arguments)
{
    const QPointer<ProcessTransport> alive(q);
    ++m_callbacksOnStack;
    if (listener)
        (listener->*callback)(arguments...);
    if (alive)
        Q_EMIT(q->*signal)(arguments..., ProcessTransport::QPrivateSignal());
    return alive && calledOut();
}

// False: the transport was deleted meanwhile. It is not deleted by ourselves while a callback is on
// the stack, however many event loops the callback runs.
template <typename Function>
bool ProcessTransportPrivate::callOut(Function function)
{
    const QPointer<ProcessTransport> alive(q);
    ++m_callbacksOnStack;
    function();
    return alive && calledOut();
}

bool ProcessTransportPrivate::calledOut()
{
    --m_callbacksOnStack;
    if (m_callbacksOnStack == 0 && isOver())
        Later::destroy(q);
    return true;
}

void ProcessTransportPrivate::takeTurn()
{
    if (m_stage == Stage::Waiting)
        connectionMade();
    else if (!m_losses.empty())
        notifyOfLoss();
}

void ProcessTransportPrivate::connectionMade()
{
    m_stage = Stage::Connected;
    if (!m_life)
        return endIfDone();
    m_life->start(*m_watcher);
    for (const auto &[childFD, stream] : m_streams)
        stream->start(*m_watcher);
    watchFifos();
    notify(&Listener::onConnectionMade, &ProcessTransport::connectionMade);
}

void ProcessTransportPrivate::watchFifos()
{
    for (auto it = m_fifos.begin(); it != m_fifos.end(); ++it) {
        it->watch = Watch(*m_watcher, it->fifo.number(), Interest::Reading,
                          [this, it] { m_fifos.erase(it); });
    }
}

// With callbacks, in which streams may be lost and the transport be deleted.
template <typename Function>
void ProcessTransportPrivate::serveEachStream(Function function)
{
    std::vector<int> childFDs;
    childFDs.reserve(m_streams.size());
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
        const std::vector<int> &all = terminal->end.childFDs;
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
        names << terminal->end.name;
    names.removeAll(QByteArray());
    return names;
}

void ProcessTransportPrivate::streamRead(int childFD, const QByteArray &data)
{
    if (notify(&Listener::onChildDataReceived, &ProcessTransport::childDataReceived, childFD, data))
        lookAtTyping();
}

void ProcessTransportPrivate::streamLost(int childFD, bool cut)
{
    m_truncated |= cut;
    if (terminal && terminal->stream == childFD) {
        m_losses.insert(m_losses.end(), terminal->end.childFDs.begin(),
                        terminal->end.childFDs.end());
        terminal.reset();
        m_typingWatch.end();
    } else {
        m_losses.push_back(childFD);
    }
    m_streams.erase(childFD); // nothing of the stream runs after this
    notifyOfLoss();
}

// One, and the next in a turn of its own: an event loop in the callback must not miss it.
void ProcessTransportPrivate::notifyOfLoss()
{
    const int childFD = m_losses.front();
    m_losses.pop_front();
    if (!m_losses.empty())
        requestTurn();
    if (notify(&Listener::onChildConnectionLost, &ProcessTransport::childConnectionLost, childFD))
        endIfDone();
}

void ProcessTransportPrivate::streamWritePaused(int childFD)
{
    notify(&Listener::onChildWritePaused, &ProcessTransport::childWritePaused, childFD);
}

void ProcessTransportPrivate::streamWriteResumed(int childFD)
{
    notify(&Listener::onChildWriteResumed, &ProcessTransport::childWriteResumed, childFD);
}

// The signals of a device count as callbacks.
void ProcessTransportPrivate::streamHasNews(ChildStream::Taker &taker)
{
    if (callOut([&] { taker.tellNews(); }) && !m_isServing)
        lookAtTyping();
}

void ProcessTransportPrivate::streamHoldChanged(bool isHeldBack)
{
    m_streamsHeldBack += isHeldBack ? 1 : -1;
    updateHolderTime();
}

// A terminal is not over before our copy of its other end is closed, and that the child is dead is
// else noticed by the event loop.
void ProcessTransportPrivate::serve(ChildStream &stream, const QDeadlineTimer &deadline)
{
    if (m_stage == Stage::Starting && !waitForChild(deadline))
        return;
    int exitDescriptor = -1;
    if (&stream == terminalStream() && terminal->end.slave.isOpen()) {
        exitDescriptor = m_life->exitDescriptor();
        if (Os::isReadable(exitDescriptor)) {
            terminal->end.slave.close();
            exitDescriptor = -1;
        }
    }
    const QPointer<ProcessTransport> alive(q);
    const bool wasServing = std::exchange(m_isServing, true);
    stream.serve(deadline, exitDescriptor);
    if (alive)
        m_isServing = wasServing;
}

void ProcessTransportPrivate::childExited(const Os::WaitResult &result)
{
    reason = ExitReason::exited(result);
    m_fifos.clear();
    if (terminal) {
        terminal->end.slave.close();
        terminalStream()->requestTurn(); // what it still had to write may be in vain now
    }
    startHolderTime();
    const ExitReason copy = *reason; // the callback may outlive the transport
    if (notify(&Listener::onProcessExited, &ProcessTransport::processExited, copy))
        endIfDone();
}

void ProcessTransportPrivate::descendantsEnded()
{
    callOut([this] { Q_EMIT q->descendantsEnded(QPrivateSignal()); });
}

bool ProcessTransportPrivate::hasTerminal() const
{
    return terminalStream() != nullptr;
}

int ProcessTransportPrivate::foregroundGroup(int session) const
{
    return terminalStream()->foregroundGroup(session);
}

bool ProcessTransportPrivate::releaseTerminal()
{
    terminal->end.slave.close();
    return terminalStream()->isOtherEndGone();
}

void ProcessTransportPrivate::hangUpTerminal()
{
    terminalStream()->cut();
}

void ProcessTransportPrivate::endIfDone()
{
    if (m_stage != Stage::Connected || !reason || !m_streams.empty() || !m_losses.empty())
        return;
    m_stage = Stage::Ended;
    reason->m_truncated = m_truncated;
    if (m_life) {
        const auto [user, system] = m_life->groupUsage();
        reason->m_treeUsage.userTime = std::chrono::microseconds(user);
        reason->m_treeUsage.systemTime = std::chrono::microseconds(system);
        m_life->end();
    }
    m_keeper->transportEnds(q);
    const ExitReason copy = *reason; // the callback may outlive the transport
    notify(&Listener::onProcessEnded, &ProcessTransport::processEnded, copy);
}

const Os::ChildHandle *ProcessTransportPrivate::runningChild() const
{
    return m_life ? m_life->runningChild() : nullptr;
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
    if (!isOurs() || (m_life && m_life->timeOut(timerId)))
        return;
    if (m_typingWatch.isTimeToLook(timerId))
        lookAtTyping();
    else if (m_holderTime.endIfDue(timerId))
        cutStreams();
}

// A child that another thread is just making is no holder, and holds nothing a moment later.
void ProcessTransportPrivate::cutStreams()
{
    constexpr int mostLooks = 8;
    if (m_looksBeforeCut < mostLooks && SpawnPool::isMakingAny())
        return m_holderTime.start(milliseconds(1 << m_looksBeforeCut++));
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
    if (m_life)
        m_life->lookSoon();
}

void ProcessTransportPrivate::startHolderTime()
{
    if (m_holderTimeout)
        m_holderTime.start(*m_holderTimeout);
    updateHolderTime();
}

bool ProcessTransportPrivate::isTypingHeard() const
{
    static const QMetaMethod echo = QMetaMethod::fromSignal(&ProcessTransport::terminalEchoChanged);
    static const QMetaMethod editing =
        QMetaMethod::fromSignal(&ProcessTransport::terminalEditingChanged);
    return q->isSignalConnected(echo) || q->isSignalConnected(editing);
}

void ProcessTransportPrivate::watchTyping()
{
    const ChildStream *const stream = terminalStream();
    const auto modes = stream && isTypingHeard() ? stream->typingModes() : std::nullopt;
    if (modes)
        m_typingWatch.begin(*modes);
}

// When the last one has closed a terminal, the kernel gives it back its first settings: that is no
// change which the child has made. One change is told, and the other by a look in a turn of its
// own: it may be none any more after an event loop in a listener.
void ProcessTransportPrivate::lookAtTyping()
{
    if (!m_typingWatch.isRunning() || m_stage != Stage::Connected)
        return;
    const ChildStream *const stream = terminalStream();
    const auto modes = stream && !stream->isOtherEndGone() && isTypingHeard()
        ? stream->typingModes()
        : std::nullopt;
    if (!modes)
        return m_typingWatch.end();
    Os::TypingModes &known = m_typingWatch.known;
    if (std::exchange(known.echo, modes->echo) != modes->echo) {
        if (known.lineEditing != modes->lineEditing)
            m_typingWatch.lookSoon();
        callOut([&] { Q_EMIT q->terminalEchoChanged(modes->echo, QPrivateSignal()); });
    } else if (std::exchange(known.lineEditing, modes->lineEditing) != modes->lineEditing) {
        callOut([&] { Q_EMIT q->terminalEditingChanged(modes->lineEditing, QPrivateSignal()); });
    }
}

// It stands still while a reader is held back, because then it is the program, and not a holder,
// that keeps the stream.
void ProcessTransportPrivate::updateHolderTime()
{
    if (m_streamsHeldBack > 0)
        m_holderTime.standStill();
    else
        m_holderTime.goOn();
}

} // namespace Offspring
