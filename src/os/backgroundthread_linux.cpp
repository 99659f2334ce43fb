// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "backgroundthread.h"

#include <sched.h>

namespace Offspring::Os {

namespace {

thread_local std::optional<int> policyBefore;

} // namespace

void goBehindOthers(std::optional<int> starter)
{
    const sched_param none = {};
    policyBefore = starter;
    if (sched_getscheduler(0) == SCHED_OTHER && sched_setscheduler(0, SCHED_BATCH, &none) == 0)
        policyBefore = SCHED_OTHER;
}

std::optional<int> policyOfChildren()
{
    return policyBefore;
}

} // namespace Offspring::Os
