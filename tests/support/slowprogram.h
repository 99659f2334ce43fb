// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SLOWPROGRAM_H
#define SLOWPROGRAM_H

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

/// A copy of a program on what looks like a slow server of files: execve(2) hangs until it is
/// released, or until the process is killed. We hold a lease on the file, fcntl(2), which everybody
/// who opens it has to wait for; after /proc/sys/fs/lease-break-time, 45 s, the kernel takes it.
class SlowProgram
{
public:
    explicit SlowProgram(const QString &program)
    {
        const QByteArray name = QFile::encodeName(path());
        QFile::copy(program, path());
        m_file = open(name.constData(), O_RDONLY | O_CLOEXEC);
        fcntl(m_file, F_SETSIG, SIGURG); // which is ignored
        // A child that is just made may have a copy of another descriptor of the file.
        for (int left = 1000; left > 0 && !m_isHeld; --left) {
            m_isHeld = fcntl(m_file, F_SETLEASE, F_WRLCK) == 0;
            if (!m_isHeld)
                QThread::msleep(1);
        }
    }
    ~SlowProgram() { release(); }
    Q_DISABLE_COPY_MOVE(SlowProgram)

    QString path() const { return m_folder.filePath(QStringLiteral("program")); }
    /// False: this file system, or this user, has no leases.
    bool isHeld() const { return m_isHeld; }
    /// Somebody is executing it.
    bool isAwaited() const { return m_isHeld && fcntl(m_file, F_GETLEASE) != F_WRLCK; }

    void release()
    {
        m_isHeld = false;
        if (m_file < 0)
            return;
        fcntl(m_file, F_SETLEASE, F_UNLCK); // a child that is just made may have a copy
        close(m_file);
        m_file = -1;
    }

private:
    QTemporaryDir m_folder;
    int m_file = -1;
    bool m_isHeld = false;
};

#endif // SLOWPROGRAM_H
