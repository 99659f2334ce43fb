// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_EXECUTIONERROR_H
#define OFFSPRING_OS_EXECUTIONERROR_H

namespace Offspring::Os {

/// Whether execve(2)'s \a error says nothing about the other entries of PATH.
bool isOfOneEntry(int error);

/// The error that says most: the program is there but may not be executed; then, it is not there.
/// \a known: of the entries before, 0: of none.
int summaryOfErrors(int known, int error);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_EXECUTIONERROR_H
