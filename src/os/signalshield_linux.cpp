// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signalshield.h"

#include <csignal>
#include <sys/syscall.h>
#include <unistd.h>

namespace Offspring::Os {

namespace {

constexpr long signalSetSize = 8; // the kernel's, not libc's

} // namespace

SignalShield::SignalShield(Against against)
{
    constexpr std::uint64_t all = ~std::uint64_t(0);
    constexpr std::uint64_t libcsOwn = std::uint64_t(3) << 31; // 32 and 33, nptl(7)
    const std::uint64_t blocked = against == Against::Everything ? all : all & ~libcsOwn;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &blocked, m_before.bytes, signalSetSize);
}

SignalShield::~SignalShield()
{
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, m_before.bytes, nullptr, signalSetSize);
}

} // namespace Offspring::Os
