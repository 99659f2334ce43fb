// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef NATIVEPATH_H
#define NATIVEPATH_H

#include <QtCore/QByteArray>
#include <QtCore/QString>

/// A file's name is bytes, and need not be UTF-8. In a QString each byte that does not fit is a
/// lone low surrogate, U+DC80 to U+DCFF: so it comes back as it was. QFile and QFileInfo know
/// nothing of that; printable() shows U+FFFD for it.
namespace NativePath {

QString fromBytes(const QByteArray &path);
QByteArray toBytes(const QString &path);

/// open(2) with O_CLOEXEC and O_NONBLOCK, for reading: a FIFO that nobody writes does not keep one
/// waiting. -1: errno tells why not.
int openForReading(const QString &path);
void close(int fd);

enum class Kind { None, File, Folder, Other };
/// What \a fd stands for; None: nothing, as -1 does, and errno stays what it was.
Kind kindOf(int fd);

} // namespace NativePath

#endif // NATIVEPATH_H
