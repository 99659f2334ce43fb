// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Step 4 of the walk, below the transport: readiness of one descriptor becomes bytes, losses and
// water marks. The header draws the states; childstreamwriting.cpp is the second of them.

#include "childstream.h"
#include "../os/processgroup.h"
#include "../os/processlist.h"

#include <algorithm>
#include <utility>

namespace Offspring {

ChildStream::ChildStream(Os::OurEnd end, Owner &owner, TurnQueue &turns)
    : Turn(turns)
    , m_end(std::move(end))
    , m_owner(owner)
    , m_reading(m_end.kind != Kind::PipeFromParent ? Reading::Delivering : Reading::Over)
    , m_writing(m_end.kind != Kind::PipeToParent ? Writing::Open : Writing::Over)
{ }

ChildStream::~ChildStream()
{
    dropSource();
    if (m_taker)
        m_taker->noteGone();
}

void ChildStream::start(DescriptorWatcher &watcher)
{
    m_watcher = &watcher;
    watchAgain();
    if (std::exchange(m_missedTurn, false))
        requestTurn();
}

void ChildStream::dispatcherChanged()
{
    if (m_grown)
        m_grown->dispatcherChanged();
}

// What was requested since the last turn. A source's code may have destroyed this; then there is no
// report.
void ChildStream::takeTurn()
{
    m_missedTurn = !m_watcher;
    if (m_missedTurn)
        return;
    if (const std::optional<Report> report = goOn())
        deliver(*report);
}

void ChildStream::ready()
{
    if (const std::optional<Report> report = useReadiness())
        deliver(*report);
}

void ChildStream::deliver(const Report &report)
{
    switch (report.what) {
    case Report::What::Data:
        return m_owner.streamRead(m_end.childFD, report.data->bytes());
    case Report::What::Lost:
        return m_owner.streamLost(m_end.childFD, false);
    case Report::What::Cut:
        return m_owner.streamLost(m_end.childFD, true);
    case Report::What::WritePaused:
        return m_owner.streamWritePaused(m_end.inputFD);
    case Report::What::WriteResumed:
        return m_owner.streamWriteResumed(m_end.inputFD);
    case Report::What::News:
        return m_owner.streamHasNews(*m_taker);
    }
}

std::optional<ChildStream::Report> ChildStream::goOn()
{
    if (m_loss)
        return Report{*m_loss};
    if (isOver())
        return lose();
    updateHold();
    if (m_bytesBeforeCut && !m_isHeldBack)
        return goOnCutting();
    if (m_writing != Writing::Over)
        return flush();
    return news();
}

// One report at a time: what can be written while there is something to read is for the next turn.
std::optional<ChildStream::Report> ChildStream::useReadiness()
{
    const bool reads = waitsForInput();
    if (!reads && !m_queue.isEmpty())
        return flush();
    if (!m_queue.isEmpty())
        requestTurn();
    if (reads)
        return read();
    return isOtherEndGone() ? std::optional(lose()) : std::nullopt;
}

// Nothing is left to be done.
bool ChildStream::isOver() const
{
    return m_writing == Writing::Over && m_reading != Reading::Delivering;
}

void ChildStream::setPaused(bool paused)
{
    if (m_reading != Reading::Delivering)
        return;
    m_isPaused = paused;
    updateHold();
}

void ChildStream::updateHold()
{
    const bool isHeldBack =
        m_reading == Reading::Delivering && (m_isPaused || (m_taker && m_taker->isFull()));
    if (std::exchange(m_isHeldBack, isHeldBack) == isHeldBack)
        return;
    watchAgain();
    if (m_bytesBeforeCut)
        requestTurn();
    m_owner.streamHoldChanged(isHeldBack);
}

ChildStream::Ways ChildStream::takeOver(Taker &taker)
{
    if (m_taker || m_source)
        return {};
    const bool isClosing = m_writing != Writing::Open || inputState() != Writing::Open;
    const Ways ways = {m_reading == Reading::Delivering, !isClosing};
    if (ways.reads || ways.writes)
        m_taker = &taker;
    return ways;
}

void ChildStream::handBack()
{
    m_taker = nullptr;
    updateHold();
}

// What is told of is kept until the turn: the news by the taker, a loss here.
void ChildStream::goOnNow()
{
    if (!m_end.fd.isOpen() || goOn())
        requestTurn();
}

void ChildStream::serve(const QDeadlineTimer &deadline, int other)
{
    const bool readsInTurns = m_bytesBeforeCut && !m_isHeldBack;
    const qint64 queued = m_queue.bytes();
    const bool hasHappened = goOn() || readsInTurns || m_queue.bytes() != queued;
    if (!m_loss) {
        const Os::Readiness wanted = {waitsForInput(), !m_queue.isEmpty()};
        const auto readiness =
            Os::waitForReadiness(fd(), wanted, other, hasHappened ? QDeadlineTimer() : deadline);
        if (readiness && readiness->reading)
            read();
    }
    if (const std::optional<Report> report = news())
        deliver(*report);
}

void ChildStream::close(int childFD)
{
    if (m_end.kind == Kind::PipeToParent)
        return closeAll();
    if (childFD == m_end.inputFD)
        requestClose(inputState());
}

void ChildStream::closeAll()
{
    requestClose(m_writing);
    if (m_reading == Reading::Delivering) {
        m_reading = Reading::Discarding;
        if (m_taker)
            m_taker->noteReadingOver();
    }
    updateHold();
    watchAgain();
    requestTurn();
}

void ChildStream::abort()
{
    dropWriting();
    closeAll();
}

void ChildStream::cut()
{
    if (const std::optional<Report> report = beginCut())
        deliver(*report);
}

bool ChildStream::setTerminalSize(const Os::TerminalSize &size)
{
    return isTerminal() && Os::setTerminalSize(fd(), size);
}

std::optional<Os::TypingModes> ChildStream::typingModes() const
{
    return isTerminal() ? Os::typingModes(fd()) : std::nullopt;
}

QByteArray ChildStream::otherEndName() const
{
    const bool isPipe = m_end.kind == Kind::PipeToParent || m_end.kind == Kind::PipeFromParent;
    return isPipe ? Os::openFileName(fd()) : QByteArray();
}

int ChildStream::foregroundGroup(int session) const
{
    return Os::foregroundGroup(fd(), session);
}

// One that is being cut reads in its turns.
bool ChildStream::waitsForInput() const
{
    return m_reading != Reading::Over && !m_isHeldBack && !m_bytesBeforeCut;
}

// A reader that is held back is not watched at all, unless it still sends: its loss, which cannot
// be masked, has to wait too.
bool ChildStream::isWatched() const
{
    return m_watcher && !isOver()
        && (waitsForInput() || m_reading == Reading::Over || !m_queue.isEmpty());
}

void ChildStream::watchAgain()
{
    if (!isWatched()) {
        m_watch = Watch();
        return;
    }
    Interests interests;
    interests.setFlag(Interest::Reading, waitsForInput());
    interests.setFlag(Interest::Writing, !m_queue.isEmpty());
    if (m_watch.isActive())
        m_watch.setInterests(interests);
    else
        m_watch = Watch(*m_watcher, fd(), interests, [this] { ready(); });
}

std::optional<ChildStream::Report> ChildStream::read()
{
    ReadBuffer buffer(std::min(bytesPerRead(), m_bytesBeforeCut.value_or(ReadBuffer::floodedSize)));
    const Os::Transfer transfer = Os::readSome(fd(), buffer.data(), buffer.size());
    measureFlood(FloodGauge::isFlood(transfer.bytes, buffer.size()));
    switch (transfer.state) {
    case Os::Transfer::State::Over:
        return readToTheEnd();
    case Os::Transfer::State::WouldBlock:
        return m_bytesBeforeCut ? finishCut() : std::nullopt;
    case Os::Transfer::State::Moved:
        break;
    }
    if (m_bytesBeforeCut) {
        *m_bytesBeforeCut -= transfer.bytes;
        requestTurn();
    }
    if (m_reading == Reading::Discarding)
        return std::nullopt;
    buffer.setFilled(transfer.bytes);
    if (m_taker) {
        m_taker->noteRead(buffer.bytes());
        updateHold();
        return news();
    }
    return Report{Report::What::Data, std::move(buffer)};
}

// A socket can still be written while its other end is read.
std::optional<ChildStream::Report> ChildStream::readToTheEnd()
{
    m_reading = Reading::Over;
    if (m_taker)
        m_taker->noteReadingOver();
    if (m_end.kind != Kind::Socket || m_bytesBeforeCut || isOver() || isOtherEndGone())
        return lose();
    watchAgain();
    return news();
}

std::optional<ChildStream::Report> ChildStream::beginCut()
{
    if (m_loss)
        return Report{*m_loss};
    if (m_reading == Reading::Over)
        return lose(!isOtherEndGone());
    m_bytesBeforeCut = Os::readableBytes(fd());
    watchAgain();
    return goOn();
}

// The bytes that were in the kernel when the cut began are still delivered.
std::optional<ChildStream::Report> ChildStream::goOnCutting()
{
    return m_bytesBeforeCut > 0 ? read() : finishCut();
}

// When the other end is closed everywhere, the end of file will come, and nothing is cut.
std::optional<ChildStream::Report> ChildStream::finishCut()
{
    if (!isOtherEndGone())
        return lose(true);
    m_bytesBeforeCut.reset();
    watchAgain();
    return news();
}

qint64 ChildStream::bytesPerRead() const
{
    const bool holdsMore =
        m_end.kind == Kind::Socket ? m_flood.isSteady() : m_grown && !m_grown->isOver();
    return holdsMore ? ReadBuffer::floodedSize : ReadBuffer::calmSize;
}

// A pipe that has much for us turn after turn, or takes less than we have, grows, and so do the
// reads; those of a socket do at once, because it holds some 200 KiB.
void ChildStream::measureFlood(bool isFlooded)
{
    if (m_grown && m_grown->isOver()) {
        m_grown.reset();
        m_flood.reset();
    }
    const bool shouldGrow = m_flood.note(isFlooded);
    if (m_grown && isFlooded)
        m_grown->noteFlood();
    else if (m_end.mayGrow && !m_grown && shouldGrow)
        m_grown = GrownPipe::grow(fd());
}

std::optional<ChildStream::Report> ChildStream::news() const
{
    return m_taker && m_taker->hasNews() ? std::optional(Report{Report::What::News}) : std::nullopt;
}

ChildStream::Report ChildStream::lose(bool cut)
{
    m_loss = cut ? Report::What::Cut : Report::What::Lost;
    m_watch = Watch();
    m_grown.reset();
    m_end.fd.close();
    m_reading = Reading::Over;
    dropWriting();
    updateHold();
    if (!m_taker)
        return {*m_loss};
    m_taker->noteReadingOver();
    requestTurn();
    return {Report::What::News};
}

} // namespace Offspring
