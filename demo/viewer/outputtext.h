// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_OUTPUTTEXT_H
#define VIEWER_OUTPUTTEXT_H

#include <QtCore/QAbstractItemModel>
#include <QtQml/qqmlregistration.h>

/// Lines of a model of output as text: from a position in one row to a position in another.
class OutputText : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    /// Whether something that is not a folder has that name; a dangling symbolic link counts.
    Q_INVOKABLE static bool isThere(const QString &path);
    /// Joined by newlines. Positions beyond the end of a line are its end.
    Q_INVOKABLE static QString text(const QAbstractItemModel *model, int firstRow, int from,
                                    int lastRow, int to);
    /// Writes the same to a file, with a newline after each line. Returns the reason of a failure;
    /// empty: it is written. A file that was there is replaced only when all has been written.
    Q_INVOKABLE static QString save(const QString &path, const QAbstractItemModel *model,
                                    int firstRow, int from, int lastRow, int to);
    /// The same with \a text, which gets a newline at its end.
    Q_INVOKABLE static QString saveText(const QString &path, const QString &text);
};

#endif // VIEWER_OUTPUTTEXT_H
