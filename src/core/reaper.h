// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_REAPER_H
#define OFFSPRING_REAPER_H

#include "../os/childhandle.h"
#include "../os/controlgroup.h"

#include <offspring/spawnoptions.h>

#include <QtCore/QDeadlineTimer>

#include <optional>

namespace Offspring::Reaper {

/// Takes over a child that has no owner any more, and reaps it when it dies. Never blocks; may
/// be called from any thread. Where no thread can be had to wait for it, the loop of this thread or
/// of the application looks, and without either the next call.
void adopt(Os::ChildHandle child);

/// The same for the leader of a group or session that has been asked to stop: when it is dead, it
/// is reaped once no other process is left there, or after \a killAt, when they have been killed.
void adoptLeader(Os::ChildHandle leader, QDeadlineTimer killAt);

/// Kills what stop() would reach, or leaves it, and takes the child, or the group, over.
void abandon(Os::ChildHandle child, Abandonment how);
/// It is removed when nobody is left in it.
void abandonGroup(Os::ControlGroup group, Abandonment how);

} // namespace Offspring::Reaper

#endif // OFFSPRING_REAPER_H
