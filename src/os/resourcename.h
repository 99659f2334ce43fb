// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_RESOURCENAME_H
#define OFFSPRING_OS_RESOURCENAME_H

#include <QtCore/QByteArray>

#include <optional>

namespace Offspring::Os {

/// "NOFILE", "RLIMIT_NOFILE", "nofile" → the number for setrlimit(2). Empty: no such resource.
std::optional<int> resourceNumber(const QByteArray &name);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_RESOURCENAME_H
