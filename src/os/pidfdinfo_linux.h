// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_PIDFDINFO_LINUX_H
#define OFFSPRING_OS_PIDFDINFO_LINUX_H

#include <cstdint>
#include <sys/ioctl.h>

namespace Offspring::Os {

/// The kernel's struct pidfd_info in its first version, from <linux/pidfd.h>, which older systems
/// do not have. A kernel with a longer one writes only this much.
struct PidFDInfo
{
    static constexpr std::uint64_t controlGroup = 1 << 2; // PIDFD_INFO_CGROUPID
    static constexpr std::uint64_t exit = 1 << 3; // PIDFD_INFO_EXIT

    std::uint64_t mask = 0; // what is asked for; then what was written
    std::uint64_t controlGroupId = 0;
    std::uint32_t ids[11] = {};
    std::int32_t exitCode = -1; // the raw wait status; -1, which is none: it was not written

    bool has(std::uint64_t what) const { return (mask & what) != 0; }
};
static_assert(sizeof(PidFDInfo) == 64);

/// Since Linux 6.13. False: errno.
inline bool ask(int pidfd, std::uint64_t what, PidFDInfo &info)
{
    constexpr auto getInfo = _IOWR(0xff, 11, PidFDInfo); // PIDFD_GET_INFO
    info = {};
    info.mask = what;
    return ioctl(pidfd, getInfo, &info) == 0;
}

} // namespace Offspring::Os

#endif // OFFSPRING_OS_PIDFDINFO_LINUX_H
