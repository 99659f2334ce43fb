// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "descriptorinput.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

DescriptorInput::DescriptorInput(int fd, QObject *parent)
    : QIODevice(parent)
    , m_fd(fd)
    , m_notifier(QSocketNotifier::Read)
{
    m_notifier.setSocket(fd);
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        m_notifier.setEnabled(false); // until all of it is read
        Q_EMIT readyRead();
    });
}

bool DescriptorInput::open(OpenMode mode)
{
    const int flags = ::fcntl(m_fd, F_GETFL);
    if (flags < 0 || (flags & O_ACCMODE) == O_WRONLY) {
        setErrorString(qt_error_string(EBADF));
        return false;
    }
    return QIODevice::open(mode | Unbuffered);
}

/// A blocking descriptor must not block the event loop.
bool DescriptorInput::isReady() const
{
    pollfd poll = {m_fd, POLLIN, 0};
    return ::poll(&poll, 1, 0) > 0;
}

qint64 DescriptorInput::readData(char *data, qint64 maximum)
{
    if (m_isEnded || m_hasFailed)
        return -1;
    const ssize_t count = isReady() ? ::read(m_fd, data, size_t(maximum)) : -2;
    if (count > 0) {
        m_taken += count;
        return count;
    }
    if (count == 0) {
        m_isEnded = true;
        Q_EMIT readChannelFinished();
        return -1;
    }
    if (count == -2 || errno == EAGAIN || errno == EINTR) {
        m_notifier.setEnabled(true);
        return 0;
    }
    m_hasFailed = true;
    setErrorString(qt_error_string(errno));
    return -1;
}

qint64 DescriptorInput::writeData(const char *, qint64)
{
    return -1;
}
