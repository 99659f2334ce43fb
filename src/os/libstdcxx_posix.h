// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_LIBSTDCXX_POSIX_H
#define OFFSPRING_OS_LIBSTDCXX_POSIX_H

// On Linux the platform's files are compiled without _GNU_SOURCE, and this in front of them, so
// that glibc shows them no more than what other systems have too. But the headers of a libstdc++
// that is made for glibc call functions that are hidden then.

#include <pthread.h>

#if defined(__GLIBC__) && !defined(_GNU_SOURCE)
extern "C" {
int pthread_cond_clockwait(pthread_cond_t *, pthread_mutex_t *, clockid_t, const timespec *);
int pthread_mutex_clocklock(pthread_mutex_t *, clockid_t, const timespec *) noexcept;
#    ifndef _DEFAULT_SOURCE
long syscall(long, ...) noexcept;
#    endif
}
#endif

#endif // OFFSPRING_OS_LIBSTDCXX_POSIX_H
