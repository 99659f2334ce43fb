// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The child looks at the flag before every call of its set-up. Where it does so too early it hangs
// in a call, or executes its program, but then the kernel had written the pidfd before: who sets
// the flag and then finds no pidfd can be sure that the child will see the flag.

#include "cancellation.h"

#include "childsetup.h"
#include "valgrind.h"

#include <csignal>
#include <sys/syscall.h>
#include <unistd.h>

namespace Offspring::Os {

void Cancellation::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_isCancelled = true;
    if (!m_report)
        return;
    __atomic_store_n(&m_report->isCancelled, 1, __ATOMIC_SEQ_CST);
    const int pidfd = __atomic_load_n(m_handle, __ATOMIC_SEQ_CST);
    if (pidfd >= 0 && !isBuiltForValgrind) // valgrind 3.19 does not know the call
        syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, nullptr, 0);
}

void Cancellation::beginMaking(SetupReport &report, const volatile int &handle)
{
    const std::lock_guard lock(m_mutex);
    m_report = &report;
    m_handle = &handle;
    report.isCancelled = m_isCancelled;
}

void Cancellation::endMaking()
{
    const std::lock_guard lock(m_mutex);
    m_report = nullptr;
    m_handle = nullptr;
}

} // namespace Offspring::Os
