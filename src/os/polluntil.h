// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_POLLUNTIL_H
#define OFFSPRING_OS_POLLUNTIL_H

#include <QtCore/QDeadlineTimer>

#include <poll.h>
#include <span>

namespace Offspring::Os {

/// poll(2) with a \a deadline: it returns 0 only when that is over, or weeks away.
int pollUntil(std::span<pollfd> queries, const QDeadlineTimer &deadline);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_POLLUNTIL_H
