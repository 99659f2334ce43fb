// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminal.h"

#include <cstdlib>
#include <fcntl.h>

// POSIX has it since 2024; FreeBSD, macOS, glibc and musl have it for longer, the last two hidden
// from programs that ask for POSIX alone. 0, or the error.
extern "C" int ptsname_r(int master, char *name, std::size_t size);

namespace Offspring::Os {

// The flag that closes the master by an execution is no flag of posix_openpt(3) everywhere.
bool openTerminalPair(TerminalPair &pair)
{
    char name[128];
    pair.master = UniqueFD(posix_openpt(O_RDWR | O_NOCTTY));
    if (!pair.master.isOpen() || !pair.master.liftAboveStandard())
        return false;
    const int master = pair.master.number();
    if (fcntl(master, F_SETFD, FD_CLOEXEC) < 0 || fcntl(master, F_SETFL, O_RDWR | O_NONBLOCK) < 0
        || grantpt(master) < 0 || unlockpt(master) < 0
        || ptsname_r(master, name, sizeof name) != 0) {
        return false;
    }
    pair.slave = openPath(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    pair.name = name;
    return pair.slave.isOpen() && pair.slave.liftAboveStandard();
}

} // namespace Offspring::Os
