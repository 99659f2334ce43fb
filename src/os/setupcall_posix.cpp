// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "setupcall.h"

namespace Offspring::Os {

const char *platformsCallName(SetupCall::Kind kind)
{
    using Kind = SetupCall::Kind;
    switch (kind) {
    case Kind::ResetSignals:
        return "sigaction";
    case Kind::SetLimit:
        return "setrlimit";
    case Kind::Duplicate:
        return "dup2";
    case Kind::CloseRange:
    case Kind::CloseRangeNow:
        return "fcntl";
    case Kind::SetGid:
        return "setregid";
    case Kind::SetUid:
        return "setreuid";
    case Kind::DropCapabilities:
        return "capabilities";
    case Kind::SetDeathSignal:
        return "parent death signal";
    default:
        return "";
    }
}

} // namespace Offspring::Os
