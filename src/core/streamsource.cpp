// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// ProcessTransport::streamToChild(): what QIODevice promises of ends and failures, in one place.

#include "streamsource.h"

#include <QtCore/QFileDevice>
#include <QtCore/QIODevice>
#include <QtCore/QProcess>
#include <QtCore/QThread>

#include <algorithm>

namespace Offspring {

namespace {

constexpr qint64 bytesPerPiece = 64 * 1024;

} // namespace

bool StreamSource::accepts(const QIODevice *device)
{
    return device && device->isReadable() && device->thread() == QThread::currentThread();
}

StreamSource::StreamSource(QIODevice *device, int childFD, std::function<void()> changed)
    : m_device(device)
    , m_childFD(childFD)
    , m_changed(std::move(changed))
{
    // A process that has ended has emitted the signal before.
    if (const auto *process = qobject_cast<QProcess *>(device))
        m_channelFinished = process->state() == QProcess::NotRunning;
    QObject::connect(device, &QIODevice::readyRead, &m_context, [this] { tellChanged(); });
    QObject::connect(device, &QIODevice::readChannelFinished, &m_context, [this] {
        m_channelFinished = true;
        tellChanged();
    });
    QObject::connect(device, &QIODevice::aboutToClose, &m_context,
                     [this] { finish(State::Failed); });
    QObject::connect(device, &QObject::destroyed, &m_context, [this] { finish(State::Failed); });
}

// A file, and any device with positions, says "nothing more" by reading nothing; others by a
// signal.
bool StreamSource::hasEndOfFile() const
{
    return !m_device->isSequential() || qobject_cast<QFileDevice *>(m_device.data());
}

void StreamSource::drop()
{
    m_isDropped = true;
    m_device = nullptr;
}

QByteArrayList StreamSource::read(qint64 maximumBytes)
{
    QByteArrayList pieces;
    QByteArray room;
    if (std::exchange(m_isReading, true))
        return pieces; // an event loop inside the device's read(): what comes first goes first
    while (maximumBytes > 0 && m_state == State::Open && !m_isDropped) {
        const QByteArray piece = readPiece(room, std::min(maximumBytes, bytesPerPiece));
        if (piece.isEmpty())
            break;
        maximumBytes -= piece.size();
        pieces.append(piece);
    }
    m_isReading = false;
    return pieces;
}

QByteArray StreamSource::readPiece(QByteArray &room, qint64 maximumBytes)
{
    room.resize(std::max(room.size(), qsizetype(maximumBytes)));
    const qint64 bytes = m_device ? m_device->read(room.data(), maximumBytes) : -1;
    if (bytes > 0 && bytes < room.size() / 2) // a few bytes must not keep the room for many
        return QByteArray(room.constData(), bytes);
    if (bytes > 0) {
        room.resize(bytes);
        return std::exchange(room, QByteArray());
    }
    if (m_device && (m_channelFinished || (bytes == 0 && hasEndOfFile())))
        finish(State::AtEnd);
    else if (bytes < 0)
        finish(State::Failed);
    return {};
}

void StreamSource::finish(State state)
{
    if (m_state != State::Open)
        return;
    m_state = state;
    tellChanged();
}

void StreamSource::tellChanged()
{
    if (!m_isDropped)
        m_changed();
}

} // namespace Offspring
