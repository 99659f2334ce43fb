// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mainthread.h"

#include <pthread.h>

#ifdef __FreeBSD__
#    include <pthread_np.h>
#endif

namespace Offspring::Os {

#if defined(__APPLE__) || defined(__FreeBSD__)

bool isMainThread()
{
    return pthread_main_np() != 0;
}

#else

namespace {

// POSIX does not say which thread it is. The one that loads this library with the program; a
// plugin that brings the library may be loaded by any. It may be asked before this file is
// initialized, by the initializer of another.
pthread_t loadingThread()
{
    static const pthread_t first = pthread_self();
    return first;
}

[[maybe_unused]] const pthread_t loading = loadingThread();

} // namespace

bool isMainThread()
{
    return pthread_equal(loadingThread(), pthread_self()) != 0;
}

#endif

} // namespace Offspring::Os
