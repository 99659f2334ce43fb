// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_REAPER_H
#define OFFSPRING_REAPER_H

#include "os/childhandle.h"

namespace Offspring::Reaper {

/// Takes over a child that nobody waits for any more, and reaps it when it dies. Never blocks; may
/// be called from any thread.
void adopt(Os::ChildHandle child);

} // namespace Offspring::Reaper

#endif // OFFSPRING_REAPER_H
