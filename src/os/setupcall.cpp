// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "setupcall.h"

namespace Offspring::Os {

const char *callName(SetupCall::Kind kind)
{
    using Kind = SetupCall::Kind;
    switch (kind) {
    case Kind::EnterGroup:
        return "write cgroup.procs";
    case Kind::EnterDirectory:
        return "fchdir";
    case Kind::ChangeDirectory:
        return "chdir";
    case Kind::LeadSession:
        return "setsid";
    case Kind::LeadGroup:
        return "setpgid";
    case Kind::TakeTerminal:
        return "ioctl TIOCSCTTY";
    case Kind::SetUmask:
        return "umask";
    case Kind::SetPolicy:
        return "sched_setscheduler";
    case Kind::SetNiceness:
        return "setpriority";
    case Kind::SetGroups:
        return "setgroups";
    case Kind::CheckParent:
        return "getppid";
    case Kind::Execute:
        return "execve";
    default:
        return platformsCallName(kind);
    }
}

} // namespace Offspring::Os
