// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_VALGRIND_H
#define OFFSPRING_OS_VALGRIND_H

namespace Offspring::Os {

/// Whether this is the build for valgrind(1), which the CMake option OFFSPRING_VALGRIND makes. It
/// does without the system calls that valgrind does not know; no other build contains anything of
/// it.
#ifdef OFFSPRING_VALGRIND
constexpr bool isBuiltForValgrind = true;
#else
constexpr bool isBuiltForValgrind = false;
#endif

} // namespace Offspring::Os

#endif // OFFSPRING_OS_VALGRIND_H
