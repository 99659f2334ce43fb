// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// POSIX has no list of the processes but that of ps(1).

#include "processlist.h"

namespace Offspring::Os {

UniqueFD openProc(const QByteArray &, int)
{
    return UniqueFD();
}

bool forEachProcess(const std::function<void(int pid)> &)
{
    return false;
}

QByteArray openFileName(int)
{
    return QByteArray();
}

std::vector<int> processesWith(const QByteArrayList &)
{
    return {};
}

} // namespace Offspring::Os
