// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Beyond POSIX.1-2008, each where there is one: the resources behind #ifdef.

#include "resourcename.h"

#include <sys/resource.h>

#include <utility>

namespace Offspring::Os {

namespace {

// What POSIX does not have is not everywhere.
constexpr std::pair<const char *, int> resources[] = {
    {"AS", RLIMIT_AS},
    {"CORE", RLIMIT_CORE},
    {"CPU", RLIMIT_CPU},
    {"DATA", RLIMIT_DATA},
    {"FSIZE", RLIMIT_FSIZE},
    {"NOFILE", RLIMIT_NOFILE},
    {"STACK", RLIMIT_STACK},
#ifdef RLIMIT_LOCKS
    {"LOCKS", RLIMIT_LOCKS},
#endif
#ifdef RLIMIT_MEMLOCK
    {"MEMLOCK", RLIMIT_MEMLOCK},
#endif
#ifdef RLIMIT_MSGQUEUE
    {"MSGQUEUE", RLIMIT_MSGQUEUE},
#endif
#ifdef RLIMIT_NICE
    {"NICE", RLIMIT_NICE},
#endif
#ifdef RLIMIT_NPROC
    {"NPROC", RLIMIT_NPROC},
#endif
#ifdef RLIMIT_RSS
    {"RSS", RLIMIT_RSS},
#endif
#ifdef RLIMIT_RTPRIO
    {"RTPRIO", RLIMIT_RTPRIO},
#endif
#ifdef RLIMIT_RTTIME
    {"RTTIME", RLIMIT_RTTIME},
#endif
#ifdef RLIMIT_SBSIZE
    {"SBSIZE", RLIMIT_SBSIZE},
#endif
#ifdef RLIMIT_SIGPENDING
    {"SIGPENDING", RLIMIT_SIGPENDING},
#endif
#ifdef RLIMIT_SWAP
    {"SWAP", RLIMIT_SWAP},
#endif
#ifdef RLIMIT_NPTS
    {"NPTS", RLIMIT_NPTS},
#endif
#ifdef RLIMIT_KQUEUES
    {"KQUEUES", RLIMIT_KQUEUES},
#endif
#ifdef RLIMIT_UMTXP
    {"UMTXP", RLIMIT_UMTXP},
#endif
};

} // namespace

std::optional<int> resourceNumber(const QByteArray &name)
{
    QByteArray wanted = name.toUpper();
    if (wanted.startsWith("RLIMIT_"))
        wanted.remove(0, 7);
    for (const auto &[resource, number] : resources) {
        if (wanted == resource)
            return number;
    }
    return std::nullopt;
}

} // namespace Offspring::Os
