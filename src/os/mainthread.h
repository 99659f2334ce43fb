// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_MAINTHREAD_H
#define OFFSPRING_OS_MAINTHREAD_H

namespace Offspring::Os {

/// Whether the calling thread is the one that the process began with.
bool isMainThread();

} // namespace Offspring::Os

#endif // OFFSPRING_OS_MAINTHREAD_H
