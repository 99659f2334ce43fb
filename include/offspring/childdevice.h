// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_CHILDDEVICE_H
#define OFFSPRING_CHILDDEVICE_H

#include <offspring/offspringglobal.h>

#include <QtCore/QIODevice>

#include <memory>

namespace Offspring {

class ChildDevicePrivate;
class ProcessTransport;

/// One fd of a running child as a QIODevice, for QTextStream, QDataStream, QXmlStreamReader,
/// QImageReader and whatever else reads or writes one:
///
/// \code
/// ChildDevice device(Reactor::instance()->spawnProcess(words.first(), words), 1);
/// qint64 sum = 0;
/// int lines = 0;
/// QObject::connect(&device, &QIODevice::readyRead, &device, [&] {
///     for (; device.canReadLine(); ++lines) {
///         qint64 number = 0;
///         QTextStream(device.readLine()) >> number;
///         sum += number;
///     }
/// });
/// \endcode
///
/// demo/examples/device.cpp is a whole program.
///
/// It is sequential, and open from birth: ReadOnly where the parent reads, WriteOnly where it
/// writes, ReadWrite on a socket or a terminal (one way of these, when the other is over already).
/// It is not open, and errorString() says why, when the child has no such stream, or no more; when
/// another ChildDevice has the fd, or ProcessTransport::streamToChild() feeds it; and, with a
/// warning, in another thread than the transport's. Closed, it stays closed: open() is false.
///
/// It takes the fd over. What is read goes here, and childDataReceived is not sent for it any more;
/// what was delivered before does not come again, so make the device right after spawnProcess(),
/// from which on no byte is missed. ProcessTransport::writeToChild() and streamToChild() are false
/// for the fd, and nobody is told of water marks. childConnectionLost still comes, after every byte
/// is in the device. Pausing, closing and aborting the fd work as ever. Any fd on a terminal stands
/// for all of it.
///
/// Reading: read() gives 0 when there is nothing yet, and -1 after the end. readChannelFinished()
/// comes once, when every byte that there will be is in the device; of a socket that may be long
/// before its loss. canReadLine() is false for a last line without a newline. atEnd() is true when
/// there is nothing now. QTextStream takes that for the end of a line, and reads ahead: give it
/// whole lines, QTextStream(device.readLine()), or everything, after readChannelFinished().
///
/// Memory is bounded, see setReadBufferSize(). processEnded does not wait for the device to be read
/// out once the kernel has no more; with a full device it does, and SpawnOptions::holderTimeout
/// stands still meanwhile.
///
/// Writing: write() takes everything and returns at once; the bytes leave from the event loop, in
/// waitForBytesWritten(), and in waitForReadyRead() of a device that goes both ways. They are
/// copied, and the copy is overwritten when it is gone. -1: the child has closed its end, or
/// closeWriteChannel() was called.
///
/// waitForReadyRead() and waitForBytesWritten() serve this fd and nothing else: no event is
/// delivered, no other signal or callback comes, and they work in a thread without an event loop,
/// and before connectionMade. A loss that is noticed in one is told later, from the loop. Another
/// device's bytes are not written meanwhile: before waiting for the answer on fd 1, wait until the
/// question has left on fd 0. They return false when the time is over (-1: never), at the end, when
/// the device is closed or deleted meanwhile; waitForReadyRead() at once when the device is full or
/// its fd is paused; waitForBytesWritten() at once when nothing waits to be written. The time is
/// exact, and bytes that have arrived in time count however late they are looked at.
///
/// readyRead() and bytesWritten() are not emitted inside their own slots, not even in an event loop
/// there; what came meanwhile is told when the slot has returned, unless it was read already. The
/// device and the transport may be deleted in each of these signals and of readChannelFinished().
///
/// When the transport is gone, what is buffered can still be read; write() is -1.
///
/// \since 0.2
class OFFSPRING_EXPORT ChildDevice : public QIODevice
{
    Q_OBJECT

public:
    /// Takes \a childFD of \a transport over, and is open; isOpen() and errorString() tell when
    /// not.
    ChildDevice(ProcessTransport *transport, int childFD, QObject *parent = nullptr);
    /// As close().
    ~ChildDevice() override;

    /// As the constructor was told.
    int childFD() const;
    /// Null when it is gone.
    ProcessTransport *transport() const;

    /// How much is buffered before the child is not read any more, so that it blocks in its writes;
    /// 1 MiB at first. 0, or less: no limit. There may be one read more, 128 KiB. Less than what is
    /// buffered drops nothing.
    ///
    /// A line longer than this never becomes readable as one: canReadLine() stays false, and its
    /// bytes have to be read as they are. Nor does a QDataStream transaction that needs more
    /// succeed, nor is an image that is larger ever there as a whole.
    ///
    /// What was peeked at or rolled back counts. That there is room again is noticed when all of it
    /// was read, or bytesAvailable(), canReadLine(), atEnd() or a wait is called.
    qint64 readBufferSize() const;
    /// Sets readBufferSize(), at any time.
    void setReadBufferSize(qint64 bytes);

    /// ProcessTransport::closeChildFD(), at once where nothing waits to be written: the child meets
    /// end-of-file after what was written, and reading goes on. Of a terminal it is always the
    /// input that ends, whichever fd the device was made for. Not for a fd that is only read.
    void closeWriteChannel();
    /// Closes the fd both ways, when what waits has been written; that still needs the event loop,
    /// or waitForBytesWritten() before. What was not read is dropped. The signals do not come any
    /// more, childConnectionLost does.
    void close() override;
    /// False: it is open from birth, and once closed it stays so.
    bool open(OpenMode mode) override;

    /// True.
    bool isSequential() const override;
    /// What can be read without waiting.
    qint64 bytesAvailable() const override;
    /// What the kernel has not taken yet.
    qint64 bytesToWrite() const override;
    /// Whether a whole line, its newline included, can be read without waiting.
    bool canReadLine() const override;
    /// Waits until there is more to read, and serves nothing but this fd meanwhile; see above.
    bool waitForReadyRead(int msecs) override;
    /// Waits until the kernel has taken something, and serves nothing but this fd; see above.
    bool waitForBytesWritten(int msecs) override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 readLineData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    friend class ChildDevicePrivate;
    const std::unique_ptr<ChildDevicePrivate> d;
};

} // namespace Offspring

#endif // OFFSPRING_CHILDDEVICE_H
