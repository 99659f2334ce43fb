// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OFFSPRINGVERSION_H
#define OFFSPRING_OFFSPRINGVERSION_H

/// \file
/// The version of these headers, and what a version promises.
///
/// Until 1.0 every minor version may add a member to a value (SpawnOptions, say), which changes its
/// size, and so is a library of its own: the SONAME carries both numbers, liboffspring.so.0.2. A
/// program goes on with the library that it was built with, and must be built anew for the next.
/// Within a minor version nothing changes that a built program can notice, and from 1.0 on within a
/// major one: the SONAME is then liboffspring.so.1.

// CMakeLists.txt reads these.
/// The first number.
#define OFFSPRING_VERSION_MAJOR 0
/// The second number.
#define OFFSPRING_VERSION_MINOR 2
/// The third number.
#define OFFSPRING_VERSION_PATCH 0

/// The version as text.
#define OFFSPRING_VERSION_STR "0.2.0"

/// A version as a number, for comparisons with OFFSPRING_VERSION.
#define OFFSPRING_VERSION_CHECK(major, minor, patch) (((major) << 16) | ((minor) << 8) | (patch))

/// The version as a number, to be compared as tests/versions.cpp does:
///
/// \code
/// #if OFFSPRING_VERSION < OFFSPRING_VERSION_CHECK(0, 2, 0)
/// #    error "this needs Offspring 0.2 or newer"
/// #endif
/// \endcode
#define OFFSPRING_VERSION                                                                          \
    OFFSPRING_VERSION_CHECK(OFFSPRING_VERSION_MAJOR, OFFSPRING_VERSION_MINOR,                      \
                            OFFSPRING_VERSION_PATCH)

#endif // OFFSPRING_OFFSPRINGVERSION_H
