// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PUBLICCHILD_H
#define PUBLICCHILD_H

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

/// A copy of the test child that every user can execute: the build folder may be in root's home.
class PublicChild
{
public:
    PublicChild()
    {
        const auto everybodyEnters = QFile::ReadOther | QFile::ExeOther;
        QFile::setPermissions(m_directory.path(),
                              QFile::permissions(m_directory.path()) | everybodyEnters
                                  | QFile::ReadGroup | QFile::ExeGroup);
        QFile::copy(QStringLiteral(TESTCHILD), path());
    }

    QString path() const { return m_directory.filePath(QStringLiteral("testchild")); }

private:
    QTemporaryDir m_directory;
};

#endif // PUBLICCHILD_H
