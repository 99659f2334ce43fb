// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_CONTROLGROUPPATH_H
#define OFFSPRING_OS_CONTROLGROUPPATH_H

#include <QtCore/QByteArray>

#include <optional>

namespace Offspring::Os {

/// The folder of the control group that a process is in, cgroups(7), from what the kernel tells it:
/// its /proc/PID/mountinfo and /proc/PID/cgroup. Empty: no file system shows it. Pure.
QByteArray controlGroupFolder(const QByteArray &mountInfo, const QByteArray &membership);

/// Who made a control group, and which of his it is: the name of its folder.
struct GroupName
{
    QByteArray pidNamespace; // in which the number counts
    int pid = 0;
    QByteArray startTime; // of that process, because its number will be another's
    unsigned number = 0;

    QByteArray toBytes() const;
    /// Empty: a folder of somebody else's.
    static std::optional<GroupName> fromBytes(const QByteArray &name);

    friend bool operator==(const GroupName &a, const GroupName &b) = default;
};

/// When the process began, from its /proc/PID/stat, in clock ticks since the machine did. Empty:
/// that is no such text.
QByteArray startTimeOf(const QByteArray &stat);

/// The number behind \a key, in a text of lines "key number"; -1: there is none.
qint64 numberBehind(const QByteArray &key, const QByteArray &text);

} // namespace Offspring::Os

#endif // OFFSPRING_OS_CONTROLGROUPPATH_H
