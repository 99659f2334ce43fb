// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_SPAWNFAILURE_H
#define OFFSPRING_OS_SPAWNFAILURE_H

#include <QtCore/QByteArray>

namespace Offspring::Os {

/// Where a spawn can fail: in the parent up to Clone, in the child from Signals on.
enum class SpawnStep {
    BorrowedFD,
    Watch,
    OpenPipe,
    OpenSocket,
    OpenFile,
    OpenInotify,
    WatchFifo,
    OpenTerminal,
    SetTerminal,
    OwnEnd,
    Memory,
    PidFD,
    Clone,
    Signals,
    Directory,
    Session,
    ProcessGroup,
    ControllingTerminal,
    Umask,
    Niceness,
    Limits,
    MoveFDs,
    CloseFDs,
    Groups,
    Gid,
    Uid,
    Capabilities,
    DeathSignal,
    Exec
};

struct SpawnFailure
{
    SpawnStep step;
    int errorNumber; // 0: the child was killed while it set itself up
    QByteArray object = {}; // what the call was about, where the step does not say it
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_SPAWNFAILURE_H
