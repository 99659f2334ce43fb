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
#include <vector>

/// A system call that is answered with an error, as by an older kernel or in a sandbox, for real:
/// seccomp(2).
struct Refusal
{
    std::uint32_t call;
    std::uint32_t error; // 0: the call succeeds, and does nothing
    std::optional<std::uint32_t> first = {}; // only with this argument, of which 32 bits count
    std::optional<std::uint32_t> second = {};

    /// From now on, for this thread and what it starts: threads and children. False: it cannot be
    /// done here.
    bool install() const
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
        program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error));
        const sock_fprog filter = {static_cast<unsigned short>(program.size()), program.data()};
        return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
    }
};

#endif // SANDBOX_H
