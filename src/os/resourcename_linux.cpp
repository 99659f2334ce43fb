// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "resourcename.h"

#include <sys/resource.h>

#include <utility>

namespace Offspring::Os {

namespace {

constexpr std::pair<const char *, int> resources[] = {
    {"AS", RLIMIT_AS},           {"CORE", RLIMIT_CORE},         {"CPU", RLIMIT_CPU},
    {"DATA", RLIMIT_DATA},       {"FSIZE", RLIMIT_FSIZE},       {"LOCKS", RLIMIT_LOCKS},
    {"MEMLOCK", RLIMIT_MEMLOCK}, {"MSGQUEUE", RLIMIT_MSGQUEUE}, {"NICE", RLIMIT_NICE},
    {"NOFILE", RLIMIT_NOFILE},   {"NPROC", RLIMIT_NPROC},       {"RSS", RLIMIT_RSS},
    {"RTPRIO", RLIMIT_RTPRIO},   {"RTTIME", RLIMIT_RTTIME},     {"SIGPENDING", RLIMIT_SIGPENDING},
    {"STACK", RLIMIT_STACK},
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
