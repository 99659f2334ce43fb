// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_SIGNALNAME_H
#define OFFSPRING_OS_SIGNALNAME_H

#include <QtCore/QByteArray>

#include <optional>

namespace Offspring::Os {

/// The kernel's highest; 1 is the lowest.
constexpr int highestSignal = 64;

/// "TERM", "SIGTERM", "term", "RTMIN+1" → the number. Empty: no such signal.
std::optional<int> signalNumber(const QByteArray &name);

/// 15 → "SIGTERM"; "signal 99" for a number without a name.
QByteArray signalName(int number);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_SIGNALNAME_H
