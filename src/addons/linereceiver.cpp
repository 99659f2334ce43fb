// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Bytes in, lines out. Knows nothing of children: it stands beside a protocol, one for each fd.

#include <offspring/linereceiver.h>

#include <QtCore/QByteArrayList>
#include <QtCore/QByteArrayView>
#include <QtCore/QScopeGuard>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <utility>

namespace Offspring {

namespace {

/// The first piece of raw data for a receiver that gives most of what it gets back.
constexpr qsizetype leastRawPiece = 4096;

/// QByteArrayView::indexOf(); for a single byte without its calls, a quarter of a short line's
/// time.
qsizetype indexOf(QByteArrayView bytes, QByteArrayView what, qsizetype from)
{
    if (what.size() != 1 || from >= bytes.size())
        return bytes.indexOf(what, from);
    const void *found = std::memchr(bytes.data() + from, what.front(), size_t(bytes.size() - from));
    return found ? static_cast<const char *>(found) - bytes.data() : -1;
}

} // namespace

class LineReceiverPrivate
{
public:
    explicit LineReceiverPrivate(LineReceiver *receiver)
        : q(receiver)
    { }
    ~LineReceiverPrivate() { *delivering = false; }
    Q_DISABLE_COPY_MOVE(LineReceiverPrivate)

    void deliver();
    bool deliverNext();
    qsizetype findDelimiter();
    bool isTooLong() const;
    bool beginNextStream();
    QByteArray take();
    QByteArray takeRaw();
    void giveBack(const QByteArray &extra);
    void dropDelivered();

    LineReceiver *const q;
    /// True while the one loop that calls back runs. Shared with it, so that it can see from the
    /// outside that a callback has deleted the receiver.
    const std::shared_ptr<bool> delivering = std::make_shared<bool>(false);
    QByteArray delimiter = QByteArrayLiteral("\n");
    qsizetype maximumLength = 16384;
    bool rawMode = false;
    bool paused = false;
    /// Of a piece of raw data. Whoever switches to lines behind each has to hand the rest back,
    /// copied: were that all that is buffered, each switch would cost as much.
    qsizetype mostRaw = std::numeric_limits<qsizetype>::max();
    bool isRawPiece = false; // what was delivered last

    QByteArray buffer;
    qsizetype begin = 0; // in buffer: what is before it was delivered
    qsizetype searched = 0; // in buffer: from begin to here no delimiter begins
    /// One for each flush() that still waits for its turn: what came after it. Empty: the stream in
    /// buffer goes on.
    QByteArrayList nextStreams;
};

void LineReceiverPrivate::deliver()
{
    if (*delivering)
        return;
    const std::shared_ptr<bool> going = delivering;
    const auto stop = qScopeGuard([&going] { *going = false; });
    *going = true;
    while (*going && deliverNext()) { }
    if (*going)
        dropDelivered();
}

/// At most one callback, as the last thing: it may have deleted this object. False: nothing to do.
bool LineReceiverPrivate::deliverNext()
{
    isRawPiece = false;
    if (paused)
        return false;
    if (begin == buffer.size())
        return beginNextStream();
    if (rawMode) {
        q->rawDataReceived(takeRaw());
        return true;
    }
    if (const qsizetype end = findDelimiter(); end >= 0) {
        const QByteArray line(buffer.constData() + begin, end - begin);
        begin = searched = end + delimiter.size();
        q->lineReceived(line);
        return true;
    }
    if (isTooLong()) {
        q->lineLengthExceeded(take());
        return true;
    }
    if (nextStreams.isEmpty())
        return false;
    q->lineReceived(take());
    return true;
}

/// Looks only where the delimiter of a line of legal length can be; -1: it is not there.
qsizetype LineReceiverPrivate::findDelimiter()
{
    qsizetype end = buffer.size();
    if (maximumLength >= 0 && end - begin - delimiter.size() > maximumLength)
        end = begin + maximumLength + delimiter.size();
    const qsizetype found = indexOf(QByteArrayView(buffer).first(end), delimiter, searched);
    if (found < 0)
        searched = std::max(searched, end - delimiter.size() + 1);
    return found;
}

/// For a line without delimiter: one of maximumLength may still get it, unless the stream has
/// ended.
bool LineReceiverPrivate::isTooLong() const
{
    const qsizetype missing = nextStreams.isEmpty() ? delimiter.size() - 1 : 0;
    return maximumLength >= 0 && buffer.size() - begin - missing > maximumLength;
}

bool LineReceiverPrivate::beginNextStream()
{
    if (nextStreams.isEmpty())
        return false;
    buffer = nextStreams.takeFirst();
    begin = searched = 0;
    return true;
}

QByteArray LineReceiverPrivate::take()
{
    QByteArray rest = std::exchange(buffer, {});
    rest.remove(0, begin);
    begin = searched = 0;
    return rest;
}

/// After one that was wanted whole, the next one may be twice as large.
QByteArray LineReceiverPrivate::takeRaw()
{
    isRawPiece = true;
    const qsizetype most = mostRaw;
    if (mostRaw <= std::numeric_limits<qsizetype>::max() / 2)
        mostRaw *= 2;
    if (buffer.size() - begin <= most)
        return take();
    const QByteArray piece(buffer.constData() + begin, most);
    begin = searched = begin + most;
    return piece;
}

/// Mostly to where it was: QByteArray leaves the room of what is removed in front.
void LineReceiverPrivate::giveBack(const QByteArray &extra)
{
    if (extra.isEmpty())
        return;
    if (*delivering && isRawPiece && extra.size() > leastRawPiece / 2)
        mostRaw = leastRawPiece;
    if (begin == buffer.size())
        buffer.clear();
    buffer.remove(0, begin);
    buffer.prepend(extra);
    begin = searched = 0;
}

/// Copies no more than was delivered: constant work per byte, whatever the chunks and pauses.
void LineReceiverPrivate::dropDelivered()
{
    const qsizetype rest = buffer.size() - begin;
    if (rest > begin)
        return;
    buffer = rest > 0 ? buffer.last(rest) : QByteArray();
    searched -= begin;
    begin = 0;
}

LineReceiver::LineReceiver()
    : d(std::make_unique<LineReceiverPrivate>(this))
{ }

LineReceiver::~LineReceiver() = default;

void LineReceiver::dataReceived(const QByteArray &data)
{
    d->dropDelivered(); // a callback may feed it for ever
    QByteArray &stream = d->nextStreams.isEmpty() ? d->buffer : d->nextStreams.last();
    stream.append(data);
    d->deliver();
}

void LineReceiver::flush()
{
    d->nextStreams.append(QByteArray());
    d->deliver();
}

void LineReceiver::rawDataReceived(const QByteArray &) { }

void LineReceiver::lineLengthExceeded(const QByteArray &) { }

void LineReceiver::setRawMode()
{
    d->rawMode = true;
    d->deliver();
}

void LineReceiver::setLineMode(const QByteArray &extra)
{
    d->rawMode = false;
    d->giveBack(extra);
    d->deliver();
}

QByteArray LineReceiver::clearLineBuffer()
{
    QByteArray everything = d->take();
    everything.append(std::exchange(d->nextStreams, {}).join());
    return everything;
}

void LineReceiver::pauseLines()
{
    d->paused = true;
}

void LineReceiver::resumeLines()
{
    d->paused = false;
    d->deliver();
}

QByteArray LineReceiver::delimiter() const
{
    return d->delimiter;
}

void LineReceiver::setDelimiter(const QByteArray &delimiter)
{
    if (delimiter.isEmpty() || delimiter == d->delimiter)
        return;
    d->delimiter = delimiter;
    d->searched = d->begin;
}

qsizetype LineReceiver::maximumLength() const
{
    return d->maximumLength;
}

void LineReceiver::setMaximumLength(qsizetype length)
{
    d->maximumLength = length;
}

} // namespace Offspring
