// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PLATFORM_H
#define PLATFORM_H

#include <QtTest/QTest>

#include <cstring>

/// The OS layer that the library is built with: CMake's OFFSPRING_PLATFORM.
inline bool isPlatform(const char *name)
{
    return std::strcmp(OFFSPRING_PLATFORM, name) == 0;
}

/// For a test of what only the kernel of Linux has. \a reason: what POSIX lacks.
#define SKIP_ON_POSIX(reason)                                                                      \
    do {                                                                                           \
        if (isPlatform("posix"))                                                                   \
            QSKIP("the posix layer: " reason);                                                     \
    } while (false)

#endif // PLATFORM_H
