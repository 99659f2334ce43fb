// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// oldkernel old|sandbox CALL[,CALL…] PROGRAM [ARGUMENT…]: runs a program, and all that it starts,
// as on a kernel that does not know these calls, or in a sandbox that does not permit them. "all":
// all of them.

#include "sandbox.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

constexpr std::uint32_t pidfdIdType = 3; // P_PIDFD
// PIDFD_GET_INFO, of the structure's first version.
constexpr std::uint32_t getInfo = _IOWR(0xff, 11, char[64]);

struct NewerCall
{
    std::string_view name;
    FilteredCall filtered;
    std::uint32_t oldError = ENOSYS; // what a kernel without it answers
    bool isEverForbidden = true;
};

// By the versions of Linux that have them. An emulator has none of the last one, a kernel always.
// With clone3() forbidden, and not unknown, the C library makes no thread, and with statx() Qt
// copies no file.
const NewerCall newerCalls[] = {
    {"keptstatus", {SYS_ioctl, {}, getInfo}, ENOTTY}, // 6.15
    {"close_range", {436}}, // 5.9
    {"faccessat2", {439}}, // 5.8
    {"waitpidfd", {SYS_waitid, pidfdIdType}, EINVAL}, // 5.4
    {"clone3", {435}, ENOSYS, false}, // 5.3
    {"pidfd_open", {434}}, // 5.3
    {"pidfd_send_signal", {424}}, // 5.1
    {"statx", {SYS_statx}, ENOSYS, false}, // 4.11
    {"epoll_create1", {SYS_epoll_create1}},
};

bool refuse(const NewerCall &call, bool isSandbox)
{
    if (isSandbox && !call.isEverForbidden)
        return true;
    const std::uint32_t error = isSandbox ? EPERM : call.oldError;
    return call.filtered.install(SECCOMP_RET_ERRNO | error) == 0;
}

// False: no such call, or no seccomp(2).
bool refuseAll(std::string_view names, bool isSandbox)
{
    for (;;) {
        const std::size_t comma = names.find(',');
        const std::string_view name = names.substr(0, comma);
        bool isKnown = false;
        for (const NewerCall &call : newerCalls) {
            if (name != call.name && name != "all")
                continue;
            isKnown = true;
            if (!refuse(call, isSandbox))
                return false;
        }
        if (!isKnown)
            return false;
        if (comma == std::string_view::npos)
            return true;
        names.remove_prefix(comma + 1);
    }
}

} // namespace

int main(int argc, char **argv)
{
    constexpr int notRun = 125;
    if (argc < 4)
        return notRun;
    if (!refuseAll(argv[2], std::strcmp(argv[1], "sandbox") == 0)) {
        std::perror(argv[2]);
        return notRun;
    }
    execv(argv[3], argv + 3);
    std::perror(argv[3]);
    return notRun;
}
