// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waitingfifo.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>

namespace Offspring::Os {

namespace {

// inotify(7) takes no directory beside the path.
QByteArray fullPath(const QByteArray &path, int directory)
{
    if (directory < 0 || path.startsWith('/'))
        return path;
    return "/proc/self/fd/" + QByteArray::number(directory) + '/' + path;
}

} // namespace

bool WaitingFifo::isFifo(const QByteArray &path, int directory)
{
    struct stat status;
    return fstatat(directory < 0 ? AT_FDCWD : directory, path.constData(), &status, 0) == 0
        && S_ISFIFO(status.st_mode);
}

std::optional<SpawnFailure> WaitingFifo::watch(const QByteArray &path, int directory)
{
    const QByteArray watched = fullPath(path, directory);
    m_events = UniqueFD(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!m_events.isOpen() || !m_events.liftAboveStandard())
        return SpawnFailure{Stage::FileDescriptors, "inotify_init1", errno, path};
    if (inotify_add_watch(m_events.number(), watched.constData(), IN_MODIFY | IN_CLOSE_WRITE) < 0)
        return SpawnFailure{Stage::FileDescriptors, "inotify_add_watch", errno, path};
    return std::nullopt;
}

std::optional<SpawnFailure> WaitingFifo::openForWriting(const QByteArray &path, int directory)
{
    m_writeEnd =
        openPath(path.constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0, directory);
    if (!m_writeEnd.isOpen() && errno == EACCES)
        return std::nullopt;
    if (!m_writeEnd.isOpen() || !m_writeEnd.liftAboveStandard())
        return SpawnFailure{Stage::FileDescriptors, "open", errno, path};
    return std::nullopt;
}

} // namespace Offspring::Os
