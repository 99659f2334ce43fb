// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The kernel has no call that lists a group, nor one that tells its dead members from the living.

#include "processgroup.h"

#include <QtCore/QByteArray>

#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace Offspring::Os {

namespace {

// /proc/PID/stat: "PID (NAME) STATE …", where the name may hold anything.
bool isDead(int pid)
{
    char text[512];
    const QByteArray path = "/proc/" + QByteArray::number(pid) + "/stat";
    const int fd = open(path.constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return true;
    const ssize_t size = read(fd, text, sizeof text);
    close(fd);
    const QByteArray stat(text, size > 0 ? size : 0);
    const char state = stat.mid(stat.lastIndexOf(')') + 2, 1).append(' ').front();
    return stat.isEmpty() || state == 'Z' || state == 'X';
}

} // namespace

std::set<int> survivingGroups(const std::set<int> &groups)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> processes(opendir("/proc"), closedir);
    if (!processes)
        return groups;
    std::set<int> survivors;
    while (const dirent *entry = readdir(processes.get())) {
        const int pid = std::atoi(entry->d_name);
        const int group = pid > 0 ? getpgid(pid) : -1;
        if (pid != group && groups.contains(group) && !isDead(pid))
            survivors.insert(group);
    }
    return survivors;
}

} // namespace Offspring::Os
