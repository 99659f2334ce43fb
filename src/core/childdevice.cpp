// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beside steps 4 and 5 of the walk: a stream's bytes go to a QIODevice, and not to the callbacks.

#include <offspring/childdevice.h>

#include "later.h"
#include "logcategory.h"
#include "processtransport_p.h"
#include "readqueue.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QPointer>
#include <QtCore/QThread>

#include <algorithm>
#include <utility>

namespace Offspring {

namespace {

constexpr qint64 defaultBufferSize = 1024 * 1024;

QDeadlineTimer deadlineIn(int msecs)
{
    if (msecs < 0)
        return QDeadlineTimer(QDeadlineTimer::Forever, Qt::PreciseTimer);
    return QDeadlineTimer(msecs, Qt::PreciseTimer);
}

} // namespace

class ChildDevicePrivate final : private ChildStream::Taker
{
public:
    ChildDevicePrivate(ChildDevice *device, ProcessTransport *newTransport, int fd)
        : q(device)
        , transport(newTransport)
        , childFD(fd)
    { }

    void takeStream();
    void releaseStream();

    /// Null in a forked copy of the program, too: the child is the parent's.
    ChildStream *stream() const { return m_stream && transport->d->isOurs() ? m_stream : nullptr; }
    bool isFull() const override;
    /// Bytes are being read: is there room then? That is seen in the next turn, because QIODevice
    /// is in the middle of moving them.
    void lookForRoomLater() const;
    /// QIODevice does not say when bytes that it keeps are read, so whoever asks for what is there
    /// is taken for one who has read some.
    void lookForRoom() const;
    template <typename Take>
    qint64 take(Take take);
    qint64 write(const char *data, qint64 size);
    void closeWriting();
    bool waitForBytes(int msecs);
    bool waitForWritten(int msecs);

    ChildDevice *const q;
    const QPointer<ProcessTransport> transport;
    const int childFD;
    ReadQueue queue;
    qint64 bufferSize = defaultBufferSize;
    bool isClosing = false;

private:
    void noteRead(const QByteArray &data) override;
    void noteReadingOver() override;
    void noteWritten(qint64 bytes) override;
    void noteGone() override;
    bool hasNews() const override;
    void tellNews() override;

    void fail(const QString &why);
    void tellNewsLater();
    template <typename CanCome>
    bool waitFor(const quint64 &count, int msecs, CanCome canCome);

    ChildStream *m_stream = nullptr; // taken; null: given back, or gone
    bool m_isWritingClosed = false;
    bool m_isReadingOver = false; // all is in the queue
    quint64 m_reads = 0; // what a wait waits for
    quint64 m_writes = 0;

    // What has still to be told.
    bool m_hasNewBytes = false;
    qint64 m_bytesWritten = 0;
    bool m_isEndTold = true;
    bool m_isTellingBytes = false; // on the stack
    bool m_isTellingWritten = false;
};

void ChildDevicePrivate::takeStream()
{
    if (!transport)
        return fail(QCoreApplication::translate("Offspring", "no child"));
    if (transport->thread() != QThread::currentThread()) {
        qCWarning(lcOffspring) << "no device for fd" << childFD
                               << "made: called in another thread than the transport's";
        return fail(QCoreApplication::translate("Offspring", "a child of another thread"));
    }
    ChildStream *const stream = transport->d->stream(childFD);
    if (!stream)
        return fail(QCoreApplication::translate("Offspring", "no stream"));
    const ChildStream::Ways ways = stream->takeOver(*this);
    if (!ways.reads && !ways.writes)
        return fail(
            QCoreApplication::translate("Offspring", "the stream is taken already, or closed"));
    m_stream = stream;
    m_isWritingClosed = !ways.writes;
    m_isReadingOver = m_isEndTold = !ways.reads;
    QIODevice::OpenMode mode = QIODevice::Unbuffered; // the buffer is ours
    mode.setFlag(QIODevice::ReadOnly, ways.reads);
    mode.setFlag(QIODevice::WriteOnly, ways.writes);
    q->QIODevice::open(mode);
}

void ChildDevicePrivate::fail(const QString &why)
{
    q->setErrorString(why);
}

void ChildDevicePrivate::releaseStream()
{
    ChildStream *const ours = stream();
    if (ChildStream *const any = std::exchange(m_stream, nullptr))
        any->handBack();
    if (ours) {
        ours->closeAll();
        ours->goOnNow();
    }
    queue.clear();
    m_isReadingOver = m_isEndTold = m_isWritingClosed = true;
    m_hasNewBytes = false;
    m_bytesWritten = 0;
}

void ChildDevicePrivate::lookForRoomLater() const
{
    ChildStream *const ours = stream();
    if (ours && ours->isHeldBack() && !ours->isPaused())
        ours->requestTurn();
}

void ChildDevicePrivate::lookForRoom() const
{
    if (!isFull())
        lookForRoomLater();
}

template <typename Take>
qint64 ChildDevicePrivate::take(Take take)
{
    lookForRoomLater();
    if (queue.isEmpty())
        return m_isReadingOver ? -1 : 0;
    const qint64 bytes = take();
    m_hasNewBytes = m_hasNewBytes && !queue.isEmpty();
    return bytes;
}

qint64 ChildDevicePrivate::write(const char *data, qint64 size)
{
    ChildStream *const ours = m_isWritingClosed ? nullptr : stream();
    // An array without memory of its own is copied by the queue, which wipes the copy.
    if (!ours || !ours->writeForTaker(QByteArray::fromRawData(data, qsizetype(size)))) {
        fail(QCoreApplication::translate("Offspring", "the stream is closed"));
        return -1;
    }
    return size;
}

void ChildDevicePrivate::closeWriting()
{
    ChildStream *const ours = stream();
    if (std::exchange(m_isWritingClosed, true) || !ours)
        return;
    ours->closeInput();
    ours->goOnNow();
}

void ChildDevicePrivate::noteRead(const QByteArray &data)
{
    queue.append(data);
    m_hasNewBytes = true;
    ++m_reads;
}

void ChildDevicePrivate::noteReadingOver()
{
    m_isReadingOver = true;
}

void ChildDevicePrivate::noteWritten(qint64 bytes)
{
    m_bytesWritten += bytes;
    ++m_writes;
}

void ChildDevicePrivate::noteGone()
{
    m_stream = nullptr;
    m_isReadingOver = true;
    if (hasNews())
        tellNewsLater();
}

bool ChildDevicePrivate::isFull() const
{
    return bufferSize > 0 && q->QIODevice::bytesAvailable() + queue.bytes() >= bufferSize;
}

bool ChildDevicePrivate::hasNews() const
{
    return (m_hasNewBytes && !m_isTellingBytes) || (m_bytesWritten > 0 && !m_isTellingWritten)
        || (m_isReadingOver && !m_isEndTold);
}

// Each slot may delete the device, and this with it.
void ChildDevicePrivate::tellNews()
{
    const QPointer<ChildDevice> alive(q);
    if (m_hasNewBytes && !m_isTellingBytes) {
        m_hasNewBytes = false;
        m_isTellingBytes = true;
        Q_EMIT q->readyRead();
        if (!alive)
            return;
        m_isTellingBytes = false;
    }
    if (m_bytesWritten > 0 && !m_isTellingWritten) {
        m_isTellingWritten = true;
        Q_EMIT q->bytesWritten(std::exchange(m_bytesWritten, 0));
        if (!alive)
            return;
        m_isTellingWritten = false;
    }
    if (m_isReadingOver && !m_isEndTold) {
        m_isEndTold = true;
        Q_EMIT q->readChannelFinished();
        if (!alive)
            return;
    }
    lookForRoom();
    if (hasNews()) // of what came inside the slots
        tellNewsLater();
}

// From the loop. A stream that is gone has no turns.
void ChildDevicePrivate::tellNewsLater()
{
    if (m_stream)
        m_stream->requestTurn();
    else
        Later::call(q, [this] { tellNews(); });
}

// Until \a count has changed. What comes is told, and each slot may delete the device.
template <typename CanCome>
bool ChildDevicePrivate::waitFor(const quint64 &count, int msecs, CanCome canCome)
{
    const QDeadlineTimer deadline = deadlineIn(msecs);
    const QPointer<ChildDevice> alive(q);
    const quint64 before = count;
    do {
        ChildStream *const ours = stream();
        if (!ours || !canCome(*ours))
            return false;
        transport->d->serve(*ours, deadline);
        if (!alive)
            return false;
        if (count != before)
            return q->isOpen();
    } while (!deadline.hasExpired());
    return false;
}

bool ChildDevicePrivate::waitForBytes(int msecs)
{
    return waitFor(m_reads, msecs, [](ChildStream &stream) {
        stream.updateHold();
        return stream.isReading();
    });
}

bool ChildDevicePrivate::waitForWritten(int msecs)
{
    return waitFor(m_writes, msecs, [](ChildStream &stream) { return stream.bytesToWrite() > 0; });
}

ChildDevice::ChildDevice(ProcessTransport *transport, int childFD, QObject *parent)
    : QIODevice(parent)
    , d(std::make_unique<ChildDevicePrivate>(this, transport, childFD))
{
    d->takeStream();
}

ChildDevice::~ChildDevice()
{
    ChildDevice::close();
}

int ChildDevice::childFD() const
{
    return d->childFD;
}

ProcessTransport *ChildDevice::transport() const
{
    return d->transport;
}

qint64 ChildDevice::readBufferSize() const
{
    return d->bufferSize;
}

void ChildDevice::setReadBufferSize(qint64 bytes)
{
    d->bufferSize = std::max(bytes, qint64(0));
    if (ChildStream *const stream = d->stream())
        stream->updateHold();
}

void ChildDevice::closeWriteChannel()
{
    d->closeWriting();
}

void ChildDevice::close()
{
    if (!isOpen() || std::exchange(d->isClosing, true))
        return;
    QIODevice::close();
    d->releaseStream();
}

bool ChildDevice::open(OpenMode)
{
    return false;
}

bool ChildDevice::isSequential() const
{
    return true;
}

qint64 ChildDevice::bytesAvailable() const
{
    d->lookForRoom();
    return QIODevice::bytesAvailable() + d->queue.bytes();
}

qint64 ChildDevice::bytesToWrite() const
{
    const ChildStream *const stream = d->stream();
    return stream ? stream->bytesToWrite() : 0;
}

bool ChildDevice::canReadLine() const
{
    d->lookForRoom();
    return QIODevice::canReadLine() || d->queue.hasLine();
}

bool ChildDevice::waitForReadyRead(int msecs)
{
    return d->waitForBytes(msecs);
}

bool ChildDevice::waitForBytesWritten(int msecs)
{
    return d->waitForWritten(msecs);
}

// QIODevice also calls it for no bytes, when its own buffer has become empty.
qint64 ChildDevice::readData(char *data, qint64 maxSize)
{
    if (maxSize == 0)
        return d->lookForRoomLater(), 0;
    return d->take([&] { return d->queue.take(data, maxSize); });
}

qint64 ChildDevice::readLineData(char *data, qint64 maxSize)
{
    return d->take([&] { return d->queue.takeLine(data, maxSize); });
}

qint64 ChildDevice::writeData(const char *data, qint64 size)
{
    return d->write(data, size);
}

} // namespace Offspring
