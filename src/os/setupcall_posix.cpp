// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "setupcall.h"

namespace Offspring::Os {

const char *callName(SetupCall::Kind kind)
{
    using Kind = SetupCall::Kind;
    switch (kind) {
    case Kind::ResetSignals:
        return "sigaction";
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
    case Kind::SetLimit:
        return "setrlimit";
    case Kind::Duplicate:
        return "dup2";
    case Kind::CloseRange:
    case Kind::CloseRangeNow:
        return "fcntl";
    case Kind::SetGroups:
        return "setgroups";
    case Kind::SetGid:
        return "setregid";
    case Kind::SetUid:
        return "setreuid";
    case Kind::DropCapabilities:
        return "capabilities";
    case Kind::SetDeathSignal:
        return "parent death signal";
    case Kind::CheckParent:
        return "getppid";
    case Kind::Execute:
        return "execve";
    }
    return "";
}

} // namespace Offspring::Os
