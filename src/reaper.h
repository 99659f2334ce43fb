// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_REAPER_H
#define OFFSPRING_REAPER_H

#include "os/childhandle.h"

#include <QtCore/QDeadlineTimer>

#include <optional>

namespace Offspring::Reaper {

/// Takes over a child that nobody waits for any more, and reaps it when it dies. Never blocks; may
/// be called from any thread.
void adopt(Os::ChildHandle child);

/// The same for the dead leader of a group that has been asked to stop: reaped when the group is
/// empty, or after \a killAt, when the group has been killed.
void adoptLeader(Os::ChildHandle leader, QDeadlineTimer killAt);

} // namespace Offspring::Reaper

#endif // OFFSPRING_REAPER_H
