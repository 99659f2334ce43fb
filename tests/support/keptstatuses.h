// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef KEPTSTATUSES_H
#define KEPTSTATUSES_H

#include "platform.h"
#include "sandbox.h"

#include <QtCore/QtGlobal>

#include <csignal>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// Exit statuses that the kernel keeps in a pidfd, whoever reaps the child: Linux 6.15.
namespace KeptStatuses {

/// The kernel's struct pidfd_info, which Debian 12's headers do not have.
struct Info
{
    quint64 mask;
    quint64 cgroup;
    quint32 ids[11];
    qint32 exitCode;
};
constexpr quint64 exitBit = 1 << 3;
constexpr quint32 request = _IOWR(0xff, 11, Info);

/// Whether this kernel does, which is asked: what it calls itself says little. And whether the
/// library asks it.
inline bool areThere()
{
    if (!isPlatform("linux"))
        return false;
    static const bool result = [] {
        int pidfd = -1; // by clone(2), because valgrind(1) 3.19 does not know pidfd_open(2)
        const auto pid = pid_t(syscall(SYS_clone, CLONE_PIDFD | SIGCHLD, nullptr, &pidfd, 0, 0));
        if (pid == 0) {
            for (;;)
                pause();
        }
        kill(pid, SIGKILL);
        waitpid(pid, nullptr, 0);
        Info info = {};
        info.mask = exitBit;
        const bool isKept = ioctl(pidfd, request, &info) == 0 && (info.mask & exitBit) != 0;
        close(pidfd);
        return isKept && info.exitCode == SIGKILL;
    }();
    return result;
}

/// That it does not, or answers otherwise: \a error, for this thread and its children.
inline Refusal refused(int error)
{
    return {quint32(SYS_ioctl), quint32(error), {}, request};
}

} // namespace KeptStatuses

#endif // KEPTSTATUSES_H
