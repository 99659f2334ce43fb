// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CENSUS_H
#define CENSUS_H

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QStringList>
#include <QtTest/QTest>

#include <algorithm>
#include <unistd.h>

/// What this program holds of the kernel: its open descriptors with what each points to, and its
/// children, zombies included. Taken before a test and compared after it.
class Census
{
public:
    static QStringList descriptors()
    {
        QStringList result;
        const QDir directory(QStringLiteral("/proc/self/fd"));
        const QStringList entries = directory.entryList(QDir::AllEntries | QDir::System
                                                        | QDir::Hidden | QDir::NoDotAndDotDot);
        for (const QString &entry : entries) {
            char target[512];
            const QByteArray link = QFile::encodeName(directory.filePath(entry));
            const ssize_t length = readlink(link.constData(), target, sizeof(target));
            if (length > 0) // else: the descriptor of this very listing
                result << entry + QStringLiteral(" -> ") + QString::fromUtf8(target, int(length));
        }
        result.sort();
        return result;
    }

    static QStringList children()
    {
        QStringList result;
        const QDir tasks(QStringLiteral("/proc/self/task"));
        const QStringList threads = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &thread : threads) {
            QFile file(tasks.filePath(thread) + QStringLiteral("/children"));
            if (file.open(QIODevice::ReadOnly))
                result += QString::fromLatin1(file.readAll()).split(u' ', Qt::SkipEmptyParts);
        }
        return result;
    }

    /// Both lists as they are now; call it once the dispatcher has its own descriptors.
    void take()
    {
        m_descriptors = descriptors();
        m_children = children();
    }

    /// Fails the running test when anything is left that was not there before, or is gone. Waits
    /// for children that were killed and left to the reaper: an event, however long it takes.
    void compare() const
    {
        QTRY_COMPARE_WITH_TIMEOUT(children(), m_children, 120'000);
        QTRY_COMPARE_WITH_TIMEOUT(descriptors(), m_descriptors, 120'000);
    }

private:
    QStringList m_descriptors;
    QStringList m_children;
};

#endif // CENSUS_H
