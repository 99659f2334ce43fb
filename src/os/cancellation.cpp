// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The child looks at the flag before every call of its set-up. Where it does so too early it hangs
// in a call, or executes its program, but then its handle had been written before: who sets the
// flag and then finds no handle can be sure that the child will see the flag.

#include "cancellation.h"

#include "childsetup.h"

namespace Offspring::Os {

void Cancellation::cancel()
{
    const std::lock_guard lock(m_mutex);
    m_isCancelled = true;
    if (!m_report)
        return;
    __atomic_store_n(&m_report->isCancelled, 1, __ATOMIC_SEQ_CST);
    killChild(__atomic_load_n(m_handle, __ATOMIC_SEQ_CST));
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
