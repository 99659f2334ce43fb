// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A copy of the program has another process id. A handler of pthread_atfork(3) would cost less to
// ask, but does not run in every kind of copy.

#include "ownerprocess.h"

#include <unistd.h>

namespace Offspring::Os {

std::atomic<unsigned> *OwnerProcess::s_current = nullptr;

unsigned OwnerProcess::currentNumber()
{
    return unsigned(getpid());
}

} // namespace Offspring::Os
