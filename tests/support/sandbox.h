// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SANDBOX_H
#define SANDBOX_H

#include <cstddef>
#include <cstdint>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <optional>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

/// The system calls that a filter of seccomp(2) is about.
struct FilteredCall
{
    std::uint32_t call;
    std::optional<std::uint32_t> first = {}; // only with this argument, of which 32 bits count
    std::optional<std::uint32_t> second = {};

    /// From now on, for this thread and what it starts, threads and children, such a call meets
    /// with \a verdict. Below 0: it cannot be done here.
    long install(std::uint32_t verdict, unsigned flags = 0) const
    {
        std::vector<sock_filter> program;
        const auto require = [&](std::size_t offset, std::uint32_t value) {
            program.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, std::uint32_t(offset)));
            program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0));
            program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
        };
        require(offsetof(seccomp_data, nr), call);
        if (first)
            require(offsetof(seccomp_data, args[0]), *first);
        if (second)
            require(offsetof(seccomp_data, args[1]), *second);
        program.push_back(BPF_STMT(BPF_RET | BPF_K, verdict));
        const sock_fprog filter = {static_cast<unsigned short>(program.size()), program.data()};
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
            return -1;
        return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &filter);
    }
};

/// A system call that is answered with an error, as by an older kernel or in a sandbox, for real.
struct Refusal
{
    std::uint32_t call;
    std::uint32_t error; // 0: the call succeeds, and does nothing
    std::optional<std::uint32_t> first = {};
    std::optional<std::uint32_t> second = {};

    bool install() const
    {
        return FilteredCall{call, first, second}.install(SECCOMP_RET_ERRNO | error) == 0;
    }
};

/// A system call that is not answered, as by a server of files that is gone, for real:
/// seccomp_unotify(2). Returns the descriptor that has to stay open, or -1.
inline int standStillIn(std::uint32_t call)
{
    return int(
        FilteredCall{call}.install(SECCOMP_RET_USER_NOTIF, SECCOMP_FILTER_FLAG_NEW_LISTENER));
}

#endif // SANDBOX_H
