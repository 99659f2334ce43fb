// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_KEPTSTATUS_H
#define OFFSPRING_OS_KEPTSTATUS_H

namespace Offspring::Os {

/// What a child's exit descriptor still tells when somebody else has taken the wait status, or
/// nobody was to have it because SIGCHLD is ignored.
struct KeptStatus
{
    enum class Answer {
        Known,
        NotYet, ///< the child is being reaped at this moment: the kernel is about to write it
        None ///< it is not kept: an older kernel, a sandbox, no such descriptor
    };
    Answer answer = Answer::None;
    int status = -1; ///< the raw wait status, when it is known
};

KeptStatus keptStatus(int exitDescriptor);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_KEPTSTATUS_H
