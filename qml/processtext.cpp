// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Any handler may destroy this object: after each signal nothing is touched unless it is alive.

#include "processtext.h"

#include <QtCore/QMetaMethod>
#include <QtCore/QPointer>

#include <utility>

namespace Offspring {

ProcessText::ProcessText(QObject *parent)
    : ProcessProperties(parent)
{ }

void ProcessText::clearOutput()
{
    const QPointer<ProcessText> alive(this);
    const bool wasTruncated = isOutputTruncated();
    const CollectedText output = std::exchange(m_output, {});
    const CollectedText errorOutput = std::exchange(m_errorOutput, {});
    if (!output.text().isEmpty())
        Q_EMIT outputChanged();
    if (alive && !errorOutput.text().isEmpty())
        Q_EMIT errorOutputChanged();
    if (alive && wasTruncated)
        Q_EMIT outputTruncatedChanged();
}

bool ProcessText::wantsLines() const
{
    static const QMetaMethod line = QMetaMethod::fromSignal(&ProcessText::lineReceived);
    return isSignalConnected(line);
}

bool ProcessText::wantsText(int childFD) const
{
    static const QMetaMethod any = QMetaMethod::fromSignal(&ProcessText::childDataReceived);
    static const QMetaMethod out = QMetaMethod::fromSignal(&ProcessText::outReceived);
    static const QMetaMethod err = QMetaMethod::fromSignal(&ProcessText::errReceived);
    return isSignalConnected(any) || wantsLines()
        || (childFD == 1 && (m_isCollecting || isSignalConnected(out)))
        || (childFD == 2 && (m_isCollecting || isSignalConnected(err)));
}

void ProcessText::receive(int childFD, const QByteArray &data)
{
    const QPointer<ProcessText> alive(this);
    Q_EMIT bytesReceived(childFD, data);
    if (!alive)
        return;
    Stream &stream = m_streams[childFD];
    if (wantsText(childFD))
        deliver(childFD, stream.decoder.decode(data), data);
    else
        stream.decoder.skip(data);
}

void ProcessText::finish(int childFD)
{
    const QPointer<ProcessText> alive(this);
    const QString rest = m_streams[childFD].decoder.finish();
    if (!rest.isEmpty())
        deliver(childFD, rest, {});
    if (!alive)
        return;
    m_streams[childFD].lines += m_streams[childFD].splitter.finish();
    deliverLines(childFD);
    if (alive)
        Q_EMIT childConnectionLost(childFD);
}

void ProcessText::deliver(int childFD, const QString &text, const QByteArray &data)
{
    const QPointer<ProcessText> alive(this);
    Stream &stream = m_streams[childFD];
    if (wantsLines())
        stream.lines += stream.splitter.feed(text);
    else
        stream.splitter = {};
    keep(childFD, text);
    if (alive)
        Q_EMIT childDataReceived(childFD, text, data);
    if (alive && childFD == 1)
        Q_EMIT outReceived(text, data);
    else if (alive && childFD == 2)
        Q_EMIT errReceived(text, data);
    if (alive)
        deliverLines(childFD);
}

// A handler that runs an event loop may get here for a later chunk: the lines stay in order.
void ProcessText::deliverLines(int childFD)
{
    const QPointer<ProcessText> alive(this);
    while (alive && !m_streams[childFD].lines.isEmpty())
        Q_EMIT lineReceived(childFD, m_streams[childFD].lines.takeFirst());
}

void ProcessText::keep(int childFD, const QString &text)
{
    if (!m_isCollecting || (childFD != 1 && childFD != 2))
        return;
    const QPointer<ProcessText> alive(this);
    const bool wasTruncated = isOutputTruncated();
    if (childFD == 1 && m_output.add(text, m_maximumOutput))
        Q_EMIT outputChanged();
    else if (childFD == 2 && m_errorOutput.add(text, m_maximumOutput))
        Q_EMIT errorOutputChanged();
    if (alive && !wasTruncated && isOutputTruncated())
        Q_EMIT outputTruncatedChanged();
}

} // namespace Offspring
