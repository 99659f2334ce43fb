// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef NATIVEPATH_H
#define NATIVEPATH_H

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

/// A file's name is bytes, and need not be UTF-8. In a QString each byte that is not part of UTF-8
/// is a lone low surrogate, U+DC80 to U+DCFF, from which the byte is restored. QFile and QFileInfo
/// do not support that; printable() shows U+FFFD for it.
namespace NativePath {

QString fromBytes(const QByteArray &path);
QByteArray toBytes(const QString &path);
/// Of the program: QCoreApplication's have lost the bytes that are no UTF-8.
QStringList arguments(int argc, char **argv);

/// open(2) with O_CLOEXEC and O_NONBLOCK, for reading: so that a FIFO without a
/// writer does not block. -1: see errno.
int openForReading(const QString &path);
void close(int fd);

enum class Kind { None, File, Folder, Other };
/// What \a fd stands for; None: nothing, as -1 does, and errno stays what it was.
Kind kindOf(int fd);
/// What is at \a path, at the end of all links; None: nothing, or it must not be looked at.
Kind kindAt(const QString &path);
/// Whether something has that name already, be it a link to nothing.
bool isTaken(const QString &path);
/// Of a file; 0 when there is none.
qint64 sizeOf(const QString &path);
/// \a path with ~ and relative parts resolved.
QString absolute(const QString &path);

} // namespace NativePath

#endif // NATIVEPATH_H
