// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_FILENAMES_H
#define GPGDESK_FILENAMES_H

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QUrl>
#include <QtQml/qqmlregistration.h>

/// What the results of gpg's work are called, as everybody calls them.
class FileNames : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    /// Of a folder: its archive's.
    Q_INVOKABLE static QString encrypted(const QString &path, bool armor);
    /// Without its .gpg, or with ".decrypted" when there is none.
    Q_INVOKABLE static QString decrypted(const QString &path);
    /// The folder for what is in an archive: without its .tar, or with ".unpacked".
    Q_INVOKABLE static QString unpacked(const QString &path);
    Q_INVOKABLE static QString signature(const QString &path, bool isDetached, bool armor);
    /// For keys: one that is not there yet. \a name is a key's, or says that they are several.
    Q_INVOKABLE static QString exported(const QString &name, bool secretOnes);

    /// \a path, or when there is such a file the same with a number before its suffixes.
    Q_INVOKABLE static QString unused(const QString &path);

    /// The file in which a detached signature on \a path is, when it is there.
    Q_INVOKABLE static QString signatureOf(const QString &path);
    /// What the detached signature \a path is on, when that is there.
    Q_INVOKABLE static QString signedBy(const QString &path);

    /// What one wants most likely to be done with the file \a path, by what is in it.
    Q_INVOKABLE static QString actionFor(const QString &path);

    Q_INVOKABLE static bool isFile(const QString &path);
    Q_INVOKABLE static bool isFolder(const QString &path);
    /// Whether something has that name, a link to nothing too.
    Q_INVOKABLE static bool isTaken(const QString &path);
    /// Why \a path cannot be worked on, in a sentence; empty: it can, or it is empty.
    Q_INVOKABLE static QString fault(const QString &path, bool mayBeFolder = false);
    Q_INVOKABLE static double size(const QString &path);
    /// To be shown, as shown() does.
    Q_INVOKABLE static QString nameOnly(const QString &path);
    /// \a path for people: with a sign for each byte and character that cannot be shown.
    Q_INVOKABLE static QString shown(const QString &path);
    /// Of files dropped or chosen; what is not local is left out.
    Q_INVOKABLE static QStringList paths(const QList<QUrl> &urls);

    /// Whether compressing \a path once more would be in vain.
    static bool isCompressed(const QString &path);
    /// Of tar, by what is in it.
    static bool isArchive(const QString &path);
};

#endif // GPGDESK_FILENAMES_H
