// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGDESK_FILENAMES_H
#define GPGDESK_FILENAMES_H

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QUrl>
#include <QtQml/qqmlregistration.h>

/// The usual names for the outputs of gpg.
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
    /// The file that the detached signature \a path signs, when it exists.
    Q_INVOKABLE static QString signedBy(const QString &path);

    /// The most likely operation for the file \a path, by its content.
    Q_INVOKABLE static QString actionFor(const QString &path);

    Q_INVOKABLE static bool isFile(const QString &path);
    Q_INVOKABLE static bool isFolder(const QString &path);
    /// Whether something has that name; a dangling link counts.
    Q_INVOKABLE static bool isTaken(const QString &path);
    /// Why \a path cannot be the input, in a sentence; empty: it can, or \a path is empty.
    Q_INVOKABLE static QString fault(const QString &path, bool mayBeFolder = false);
    Q_INVOKABLE static double size(const QString &path);
    /// To be shown, as shown() does.
    Q_INVOKABLE static QString nameOnly(const QString &path);
    /// \a path for people: with a sign for each byte and character that cannot be shown.
    Q_INVOKABLE static QString shown(const QString &path);
    /// Of files dropped or chosen; what is not local is left out.
    Q_INVOKABLE static QStringList paths(const QList<QUrl> &urls);

    /// Whether the file \a path is compressed already.
    static bool isCompressed(const QString &path);
    /// Of tar, by what is in it.
    static bool isArchive(const QString &path);
};

#endif // GPGDESK_FILENAMES_H
