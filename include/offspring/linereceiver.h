// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_LINERECEIVER_H
#define OFFSPRING_LINERECEIVER_H

#include <offspring/offspringglobal.h>

#include <QtCore/QByteArray>

#include <memory>

namespace Offspring {

class LineReceiverPrivate;

/// Bytes in, lines out: Twisted's LineReceiver, as a plain class that stands beside a protocol. One
/// object for each fd: hand its data to dataReceived(), and call flush() when the fd is lost.
///
/// \code
/// void outReceived(const QByteArray &data) override { m_out.dataReceived(data); }
/// void errReceived(const QByteArray &data) override { m_err.dataReceived(data); }
/// void outConnectionLost() override { m_out.flush(); }
/// void errConnectionLost() override { m_err.flush(); }
/// \endcode
///
/// In that protocol, of demo/examples/run.cpp, m_out and m_err are of a subclass:
///
/// \code
/// void lineReceived(const QByteArray &line) override { m_transcript->add(m_prefix + line); }
/// \endcode
///
/// Any method may be called, and the receiver deleted, inside its own callbacks; data that arrives
/// meanwhile waits until the callback has returned.
///
/// \since 0.1
class OFFSPRING_EXPORT LineReceiver
{
public:
    /// In line mode, with nothing buffered.
    LineReceiver();
    /// What was not delivered is dropped.
    virtual ~LineReceiver();

    /// \a data, cut anywhere.
    void dataReceived(const QByteArray &data);
    /// The stream has ended: a last line without delimiter is delivered, when there is one. While
    /// paused, that waits for resumeLines().
    void flush();

    /// A line, without its delimiter.
    virtual void lineReceived(const QByteArray &line) = 0;
    /// Bytes in raw mode: all that is buffered. A receiver that has given most of them back, see
    /// setLineMode(), gets 4096 at most the next time, then each time twice as many, so that
    /// switching costs the same however much is buffered. Here: dropped.
    virtual void rawDataReceived(const QByteArray &data);
    /// A line, finished or not, is longer than maximumLength(). \a everything is all that was
    /// buffered: the line, its delimiter if it had come, and what followed. Here: dropped; what
    /// arrives next is taken for the start of a line.
    virtual void lineLengthExceeded(const QByteArray &everything);

    /// What follows, and what is buffered, goes to rawDataReceived(): inside a callback after it,
    /// else at once.
    void setRawMode();
    /// Back to lines, the first of which begins with \a extra; delivered as by setRawMode().
    void setLineMode(const QByteArray &extra = {});
    /// Takes everything that was not delivered yet.
    QByteArray clearLineBuffer();
    /// Nothing is delivered, in either mode, until resumeLines(), which delivers at once. The bytes
    /// wait here: pause the child's fd too.
    void pauseLines();
    /// Delivers, at once, what has waited since pauseLines().
    void resumeLines();

    /// At first "\n". (Twisted: CR LF.) An empty one is ignored. A new one counts from what has not
    /// been delivered yet, but is looked for only with the next data; so is a new maximum.
    QByteArray delimiter() const;
    /// Sets delimiter().
    void setDelimiter(const QByteArray &delimiter);
    /// In bytes, without the delimiter; at first 16384. Negative: no limit.
    qsizetype maximumLength() const;
    /// Sets maximumLength().
    void setMaximumLength(qsizetype length);

private:
    Q_DISABLE_COPY_MOVE(LineReceiver)
    const std::unique_ptr<LineReceiverPrivate> d;
};

} // namespace Offspring

#endif // OFFSPRING_LINERECEIVER_H
