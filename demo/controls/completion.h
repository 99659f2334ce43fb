// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CONTROLS_COMPLETION_H
#define CONTROLS_COMPLETION_H

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtQml/qqmlregistration.h>

/// Completions of the last word of a line: programs on PATH, files and folders.
class Completion : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    /// The whole lines that \a line, up to the cursor, could become; relative names are those of
    /// \a folder. A file that is whole ends with a space, a folder with a slash.
    Q_INVOKABLE static QStringList commands(const QString &line, const QString &folder);
    /// The same for a line that is nothing but one folder.
    Q_INVOKABLE static QStringList folders(const QString &line);
    /// The same for one file or folder.
    Q_INVOKABLE static QStringList paths(const QString &line);
    /// What all of \a lines begin with.
    Q_INVOKABLE static QString commonBeginning(const QStringList &lines);

    /// \a path with ~ and relative parts resolved; empty: where this program was started.
    Q_INVOKABLE static QString absolute(const QString &path);
};

#endif // CONTROLS_COMPLETION_H
