// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The kernel has no call that lists a group, nor one that tells its dead members from the living.

#include "processgroup.h"
#include "uniquefd.h"

#include <QtCore/QByteArray>

#include <cerrno>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace Offspring::Os {

namespace {

UniqueFD openProc(const QByteArray &path, int flags)
{
    UniqueFD fd = openPath(path.constData(), O_RDONLY | O_CLOEXEC | flags);
    return fd.isOpen() && fd.liftAboveStandard() ? std::move(fd) : UniqueFD();
}

// /proc/PID/stat: "PID (NAME) STATE …", where the name may hold anything. What cannot be read for
// another reason than that it is gone counts as living.
bool isDead(int pid)
{
    char text[512];
    const UniqueFD file = openProc("/proc/" + QByteArray::number(pid) + "/stat", 0);
    const ssize_t size = file.isOpen() ? read(file.number(), text, sizeof text) : -1;
    if (size < 0)
        return errno == ENOENT || errno == ESRCH;
    const QByteArray stat(text, size);
    const qsizetype state = stat.lastIndexOf(')') + 2;
    return state < stat.size() && (stat[state] == 'Z' || stat[state] == 'X');
}

} // namespace

std::set<int> survivingGroups(const std::set<int> &groups)
{
    UniqueFD directory = openProc("/proc", O_DIRECTORY);
    if (!directory.isOpen())
        return groups;
    const std::unique_ptr<DIR, int (*)(DIR *)> processes(fdopendir(directory.number()), closedir);
    if (!processes)
        return groups;
    directory.release(); // closedir() closes it
    std::set<int> survivors;
    for (;;) {
        errno = 0;
        const dirent *const entry = readdir(processes.get());
        if (!entry)
            return errno == 0 ? survivors : groups; // in a list that is cut short all may live
        const int pid = std::atoi(entry->d_name);
        const int group = pid > 0 ? getpgid(pid) : -1;
        if (pid != group && groups.contains(group) && !isDead(pid))
            survivors.insert(group);
    }
}

} // namespace Offspring::Os
