// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LIBSTDCXX_H
#define LIBSTDCXX_H

// What the headers of a libstdc++ that is made for glibc take for granted, and musl does not have.
// They are only compiled against it, not linked.

#include <locale.h>
#include <pthread.h>

typedef locale_t __locale_t;

// The bits of <ctype.h>'s table.
enum {
    _ISupper = 1 << 0,
    _ISlower = 1 << 1,
    _ISalpha = 1 << 2,
    _ISdigit = 1 << 3,
    _ISxdigit = 1 << 4,
    _ISspace = 1 << 5,
    _ISprint = 1 << 6,
    _ISblank = 1 << 8,
    _IScntrl = 1 << 9,
    _ISpunct = 1 << 10,
    _ISalnum = 1 << 11,
    _ISgraph = 1 << 7
};

extern "C" {
__locale_t __uselocale(__locale_t);
int pthread_cond_clockwait(pthread_cond_t *, pthread_mutex_t *, clockid_t, const timespec *);
int pthread_mutex_clocklock(pthread_mutex_t *, clockid_t, const timespec *);
int pthread_rwlock_clockrdlock(pthread_rwlock_t *, clockid_t, const timespec *);
int pthread_rwlock_clockwrlock(pthread_rwlock_t *, clockid_t, const timespec *);
}

#endif // LIBSTDCXX_H
