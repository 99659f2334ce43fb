// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// proc(5) is the only list of the other processes. Only names are read from it, never the files
// that they stand for: a look at such a file may block for as long as the file's server takes.

#include "processlist.h"

#include <cerrno>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace Offspring::Os {

namespace {

// False: it could not be read, or not to its end. \a function ends the walk with false.
template <typename Function>
bool forEachEntry(const QByteArray &path, Function function)
{
    UniqueFD directory = openProc(path, O_DIRECTORY);
    if (!directory.isOpen())
        return false;
    const std::unique_ptr<DIR, int (*)(DIR *)> entries(fdopendir(directory.number()), closedir);
    if (!entries)
        return false;
    const int number = directory.release(); // closedir() closes it
    for (;;) {
        errno = 0;
        const dirent *const entry = readdir(entries.get());
        if (!entry)
            return errno == 0;
        if (!function(number, entry->d_name))
            return true;
    }
}

QByteArray linkTarget(int directory, const char *name)
{
    char target[64]; // a longer one is none of ours
    const ssize_t size = readlinkat(directory, name, target, sizeof target);
    return size > 0 && size < ssize_t(sizeof target) ? QByteArray(target, size) : QByteArray();
}

bool holdsAny(int pid, const QByteArrayList &names)
{
    bool holds = false;
    const auto look = [&](int directory, const char *name) {
        holds = names.contains(linkTarget(directory, name));
        return !holds;
    };
    forEachEntry("/proc/" + QByteArray::number(pid) + "/fd", look);
    return holds;
}

} // namespace

UniqueFD openProc(const QByteArray &path, int flags)
{
    UniqueFD fd = openPath(path.constData(), O_RDONLY | O_CLOEXEC | flags);
    return fd.isOpen() && fd.liftAboveStandard() ? std::move(fd) : UniqueFD();
}

bool forEachProcess(const std::function<void(int pid)> &function)
{
    return forEachEntry("/proc", [&](int, const char *name) {
        if (const int pid = std::atoi(name); pid > 0)
            function(pid);
        return true;
    });
}

QByteArray openFileName(int fd)
{
    return linkTarget(AT_FDCWD, ("/proc/self/fd/" + QByteArray::number(fd)).constData());
}

std::vector<int> processesWith(const QByteArrayList &names)
{
    std::vector<int> result;
    if (names.isEmpty())
        return result;
    const int own = int(getpid());
    forEachProcess([&](int pid) {
        if (pid != own && holdsAny(pid, names))
            result.push_back(pid);
    });
    return result;
}

} // namespace Offspring::Os
