// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OUTPUTFILE_H
#define OUTPUTFILE_H

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <sys/stat.h>

/// A new file in a folder. It has no name until it is published, so that nothing is left of it
/// after a failure. A file that has the name already is replaced, or is the reason of a failure. So
/// is a symbolic link, which is never followed.
class OutputFile
{
public:
    enum class State {
        Fine,
        Exists, ///< and shall not be replaced
        Failed ///< see fault()
    };

    OutputFile(const QString &path, bool mayReplace);
    ~OutputFile();
    Q_DISABLE_COPY_MOVE(OutputFile)

    /// With \a isSecret only its owner may read it.
    State open(bool isSecret);
    /// After a partial write it writes the rest, because only that gives the error.
    bool write(QByteArrayView data);
    /// Writes it to the disk, and then gives it its name.
    State publish();
    QString fault() const { return m_fault; }

    /// Whether it is to take the place of the file that \a fd stands for; -1: of none.
    bool replaces(int fd) const;

private:
    State look();
    bool openUnnamed(mode_t mode);
    bool openNamed(mode_t mode);
    bool giveName(const QByteArray &name) const;
    State publishNew();
    State publishInstead();
    State failed(int error);

    const QByteArray m_path;
    const bool m_mayReplace;
    int m_folder = -1;
    int m_file = -1;
    QByteArray m_name; // in the folder
    QByteArray m_temporaryName; // empty: it has none
    struct stat m_former = {}; // what has the name already
    bool m_isThere = false;
    QString m_fault;
};

#endif // OUTPUTFILE_H
