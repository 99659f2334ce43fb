// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_STREAMSOURCE_H
#define OFFSPRING_STREAMSOURCE_H

#include <QtCore/QByteArrayList>
#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <functional>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace Offspring {

/// Somebody else's QIODevice, from its present position to its end.
class StreamSource
{
public:
    enum class State { Open, AtEnd, Failed };

    /// Open for reading, and in this thread.
    static bool accepts(const QIODevice *device);

    /// \a changed is called when there is more to read, or the state may have changed. \a childFD
    /// is the stream that the device feeds.
    StreamSource(QIODevice *device, int childFD, std::function<void()> changed);

    int childFD() const { return m_childFD; }

    State state() const { return m_state; }
    /// Nobody wants its bytes any more: it calls nothing from now on.
    void drop();
    bool isDropped() const { return m_isDropped; }
    /// Nothing: nothing now, or see state(). The device's own code runs in it and may do anything,
    /// also have this dropped.
    QByteArrayList read(qint64 maximumBytes);

private:
    QByteArray readPiece(QByteArray &room, qint64 maximumBytes);
    void finish(State state);
    void tellChanged();
    bool hasEndOfFile() const;

    QPointer<QIODevice> m_device;
    const int m_childFD;
    State m_state = State::Open;
    bool m_channelFinished = false;
    bool m_isReading = false;
    bool m_isDropped = false;
    std::function<void()> m_changed;
    QObject m_context; // its connections end with it
};

} // namespace Offspring

#endif // OFFSPRING_STREAMSOURCE_H
