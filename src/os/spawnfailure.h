// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_SPAWNFAILURE_H
#define OFFSPRING_OS_SPAWNFAILURE_H

#include <QtCore/QByteArray>

namespace Offspring::Os {

/// The public SpawnError::Stage, which this layer must not include: those of its values that a
/// failure here can have. core asserts that both agree; what each means stands beside that one.
enum class Stage { FileDescriptors = 2, Terminal, Fork, Setup, Directory, Identity, Exec };

struct SpawnFailure
{
    Stage stage;
    const char *call; // that failed, by its name
    int errorNumber; // 0: the child was killed while it set itself up
    QByteArray object = {}; // what the call was about; empty: its name says it
};

} // namespace Offspring::Os

#endif // OFFSPRING_OS_SPAWNFAILURE_H
