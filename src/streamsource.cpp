// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// ProcessTransport::streamToChild(): what QIODevice promises of ends and failures, in one place.

#include "streamsource.h"

#include <QtCore/QFileDevice>
#include <QtCore/QIODevice>
#include <QtCore/QThread>

namespace Offspring {

bool StreamSource::accepts(const QIODevice *device)
{
    return device && device->isReadable() && device->thread() == QThread::currentThread();
}

StreamSource::StreamSource(QIODevice *device, std::function<void()> changed)
    : m_device(device)
    , m_changed(std::move(changed))
{
    QObject::connect(device, &QIODevice::readyRead, &m_context, m_changed);
    QObject::connect(device, &QIODevice::readChannelFinished, &m_context, [this] {
        m_channelFinished = true;
        m_changed();
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

QByteArray StreamSource::read(qint64 maximumBytes)
{
    if (m_state != State::Open)
        return {};
    QByteArray data(maximumBytes, Qt::Uninitialized);
    const qint64 bytes = m_device->read(data.data(), maximumBytes);
    if (bytes > 0) {
        data.resize(bytes);
        return data;
    }
    if (m_channelFinished || (bytes == 0 && hasEndOfFile()))
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
    m_changed();
}

} // namespace Offspring
