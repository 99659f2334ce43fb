// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_PROCESSLIST_H
#define OFFSPRING_OS_PROCESSLIST_H

#include "uniquefd.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayList>

#include <functional>
#include <vector>

namespace Offspring::Os {

/// A file below /proc; not open: there is none, or it is not for us.
UniqueFD openProc(const QByteArray &path, int flags);

/// Every process that /proc shows. False: the list could not be read, or not to its end.
bool forEachProcess(const std::function<void(int pid)> &function);

/// What /proc/self/fd calls \a fd: "pipe:[4711]", "/dev/pts/3". The same for all who have it open.
QByteArray openFileName(int fd);

/// Which processes but this one have one of \a names open. Those that we may not look into,
/// another user's above all, are not found.
std::vector<int> processesWith(const QByteArrayList &names);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_PROCESSLIST_H
