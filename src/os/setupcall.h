// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_SETUPCALL_H
#define OFFSPRING_OS_SETUPCALL_H

#include "spawnfailure.h"

namespace Offspring::Os {

/// One step of the child's set-up: a call of the system, or several that succeed or fail as one.
/// The child reads it and nothing else, so it contains plain values and pointers, no object.
struct SetupCall
{
    /// What the child does, and with which arguments. By which call is the platform's: childsetup.
    enum class Kind {
        ResetSignals, // dispositions and mask
        EnterGroup, // the descriptor of a control group's entrance
        EnterDirectory, // its descriptor
        ChangeDirectory, // its path
        LeadSession,
        LeadGroup,
        TakeTerminal, // its descriptor
        SetUmask, // the mask
        SetPolicy, // of the scheduling
        SetNiceness, // the niceness itself
        SetLimit, // the resource, the values: two numbers of 64 bits, soft and hard
        Duplicate, // from, to; with from == to: keep it open over the execution
        CloseRange, // first, last: by the execution, when the parent works again; so it does not
                    // wait until each of thousands is closed
        CloseRangeNow, // the same, at once
        SetGroups, // how many, their ids
        SetGid, // the gid
        SetUid, // the uid
        DropCapabilities, // the new uid
        SetDeathSignal, // the signal
        CheckParent, // its pid, the signal of its death
        Execute // candidates, argv, envp, whether the candidates come from PATH
    };
    Kind kind;
    Stage stage; // of the failure when it fails
    const char *name; // the same
    const char *object; // the same; null: the name says it
    long arguments[4]; // numbers, and pointers that are cast to numbers
};

/// By which call it is done, as reports name it.
const char *callName(SetupCall::Kind kind);

/// The same, where the platforms differ.
const char *platformsCallName(SetupCall::Kind kind);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_SETUPCALL_H
