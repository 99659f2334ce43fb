// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "setupcall.h"

namespace Offspring::Os {

const char *platformsCallName(SetupCall::Kind kind)
{
    using Kind = SetupCall::Kind;
    switch (kind) {
    case Kind::ResetSignals:
        return "rt_sigaction";
    case Kind::SetLimit:
        return "prlimit64";
    case Kind::Duplicate:
        return "dup3";
    case Kind::CloseRange:
    case Kind::CloseRangeNow:
        return "close_range";
    case Kind::SetGid:
        return "setresgid";
    case Kind::SetUid:
        return "setresuid";
    case Kind::DropCapabilities:
        return "capset";
    case Kind::SetDeathSignal:
        return "prctl PR_SET_PDEATHSIG";
    default:
        return "";
    }
}

} // namespace Offspring::Os
