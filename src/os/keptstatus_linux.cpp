// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Since Linux 6.15 a pidfd keeps the exit status for whoever holds it, also after the child was
// reaped.

#include "keptstatus.h"

#include <cerrno>
#include <cstdint>
#include <sys/ioctl.h>

namespace Offspring::Os {

namespace {

/// The kernel's struct pidfd_info in its first version, from <linux/pidfd.h>, which older systems
/// do not have. A kernel with a longer one writes only this much.
struct PidFDInfo
{
    std::uint64_t mask; // what is asked for; then what was written
    std::uint64_t cgroupId;
    std::uint32_t ids[11];
    std::int32_t exitCode; // the raw wait status
};
static_assert(sizeof(PidFDInfo) == 64);

constexpr std::uint64_t exitInfo = 1 << 3; // PIDFD_INFO_EXIT
constexpr auto getInfo = _IOWR(0xff, 11, PidFDInfo); // PIDFD_GET_INFO

// What is not written stays -1, which is no wait status.
bool ask(int pidfd, PidFDInfo &info)
{
    info = {};
    info.mask = exitInfo;
    info.exitCode = -1;
    return ioctl(pidfd, getInfo, &info) == 0;
}

} // namespace

// The kernel writes the status, and then lets go of the process: ESRCH. Between its two looks at
// these the process may go, so ESRCH is believed the second time. For good it comes from Linux 6.13
// and 6.14, which know the call and keep no status.
KeptStatus keptStatus(int exitDescriptor)
{
    using Answer = KeptStatus::Answer;
    PidFDInfo info;
    bool isAnswered = ask(exitDescriptor, info);
    if (!isAnswered && errno == ESRCH)
        isAnswered = ask(exitDescriptor, info);
    if (!isAnswered)
        return {Answer::None, -1};
    const bool isWritten = (info.mask & exitInfo) != 0 && info.exitCode >= 0;
    return isWritten ? KeptStatus{Answer::Known, info.exitCode} : KeptStatus{Answer::NotYet, -1};
}

} // namespace Offspring::Os
