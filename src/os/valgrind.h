// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_VALGRIND_H
#define OFFSPRING_OS_VALGRIND_H

namespace Offspring::Os {

/// valgrind(1) knows no clone(2) with CLONE_VFORK but that with CLONE_VM, of which it makes a plain
/// fork(2), and in 3.19 no pidfd_send_signal(2): under it kill(2) sends signals.
bool isUnderValgrind();

} // namespace Offspring::Os

#endif // OFFSPRING_OS_VALGRIND_H
