// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminal.h"

#include <fcntl.h>
#include <sys/ioctl.h>

namespace Offspring::Os {

// Everything through the master, no path but /dev/ptmx: /dev/pts may be another one here.
bool openTerminalPair(TerminalPair &pair)
{
    int number = -1;
    int unlocked = 0;
    pair.master = openPath("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (!pair.master.isOpen() || !pair.master.liftAboveStandard())
        return false;
    const int master = pair.master.number();
    if (ioctl(master, TIOCSPTLCK, &unlocked) < 0 || ioctl(master, TIOCGPTN, &number) < 0)
        return false;
    pair.slave = UniqueFD(ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
    pair.name = "/dev/pts/" + QByteArray::number(number);
    return pair.slave.isOpen() && pair.slave.liftAboveStandard();
}

} // namespace Offspring::Os
