// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CONTROLGROUPFOLDERS_H
#define CONTROLGROUPFOLDERS_H

#include <QtCore/QByteArrayList>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QString>
#include <QtCore/QStringList>

/// The file system of control groups, cgroups(7), as a test looks at it.
namespace ControlGroupFolders {

inline QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The whole of it; empty: there is none.
inline QString mountPoint()
{
    const QByteArrayList lines = contents(QStringLiteral("/proc/self/mountinfo")).split('\n');
    for (const QByteArray &line : lines) {
        const QByteArrayList fields = line.split(' ');
        if (line.contains(" - cgroup2 ") && fields.value(3) == "/")
            return QString::fromUtf8(fields[4]);
    }
    return {};
}

/// Of the group that a process is in.
inline QString of(qint64 pid)
{
    const QByteArrayList lines = contents(QStringLiteral("/proc/%1/cgroup").arg(pid)).split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("0::"))
            return QDir::cleanPath(mountPoint() + QString::fromUtf8(line.mid(3)));
    }
    return {};
}

/// Those of a program that uses the library, below its own group.
inline QStringList madeBy(qint64 pid, const QString &parent)
{
    return QDir(parent).entryList({QStringLiteral("offspring-*-%1-*").arg(pid)}, QDir::Dirs);
}

} // namespace ControlGroupFolders

#endif // CONTROLGROUPFOLDERS_H
