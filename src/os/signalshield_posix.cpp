// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A C library leaves the signals that it keeps for itself out of both sets.

#include "signalshield.h"

#include <csignal>
#include <new>

namespace Offspring::Os {

SignalShield::SignalShield(Against)
{
    static_assert(sizeof(sigset_t) <= sizeof m_before && alignof(sigset_t) <= alignof(Mask));
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, new (m_before.bytes) sigset_t);
}

SignalShield::~SignalShield()
{
    pthread_sigmask(SIG_SETMASK, std::launder(reinterpret_cast<sigset_t *>(m_before.bytes)),
                    nullptr);
}

} // namespace Offspring::Os
