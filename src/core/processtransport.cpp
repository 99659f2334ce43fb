// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What a user may call, passed on to the streams and to the child's life.

#include "../os/processlist.h"
#include "../os/signalname.h"
#include "processtransport_p.h"

#include <QtCore/QEvent>
#include <QtCore/QMetaMethod>
#include <QtCore/QTimerEvent>

#include <algorithm>

namespace Offspring {

using std::chrono::milliseconds;

ProcessTransport::ProcessTransport(TransportKeeper &keeper, TurnQueue &turns)
    : d(std::make_unique<ProcessTransportPrivate>(this, keeper, turns))
{ }

ProcessTransport::~ProcessTransport()
{
    d->destroyed();
}

// Called in the thread that connects. In another than ours, that is for our own loop.
void ProcessTransport::connectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&ProcessTransport::terminalEchoChanged)
        || signal == QMetaMethod::fromSignal(&ProcessTransport::terminalEditingChanged)) {
        QMetaObject::invokeMethod(this, [this] { d->watchTyping(); });
    }
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
    return d->sendSignal(signal);
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

bool ProcessTransport::setFrozen(bool frozen)
{
    return d->setFrozen(frozen);
}

int ProcessTransport::descendantCount() const
{
    const ChildLife *const life = d->lifeOfGroup();
    return life ? life->descendantCount() : 0;
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

std::optional<int> ProcessTransport::terminalFD() const
{
    return d->terminal ? std::optional(d->terminal->stream) : std::nullopt;
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
    const std::vector<int> pids = Os::processesWith(d->otherEndNames());
    return QList<qint64>(pids.begin(), pids.end());
}

QString ProcessTransport::terminalName() const
{
    return d->terminal ? QString::fromUtf8(d->terminal->end.name) : QString();
}

} // namespace Offspring
