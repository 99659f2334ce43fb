// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_LINKS_H
#define VIEWER_LINKS_H

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QUrl>
#include <QtQml/qqmlregistration.h>

/// What a line of output refers to.
struct Link
{
    Q_GADGET
    QML_VALUE_TYPE(link)
    Q_PROPERTY(bool isValid READ isValid CONSTANT)
    Q_PROPERTY(int from MEMBER from CONSTANT)
    Q_PROPERTY(int to MEMBER to CONSTANT)
    Q_PROPERTY(QString target READ target CONSTANT)
    Q_PROPERTY(QUrl address READ address CONSTANT)

public:
    bool isValid() const { return to > from; }
    /// For users to judge it: with invisible characters spelt out, and the host in ASCII.
    QString target() const;
    /// Leads to the same by Links::to(): a file's line and column are its fragment, "12:5".
    QUrl address() const;

    int from = 0; ///< in the line
    int to = 0;
    QUrl url = {}; ///< empty: it is a file
    QString path = {}; ///< absolute
    int line = 0; ///< in that file, from 1; 0: none was named
    int column = 0;
};

/// Finds addresses in output and opens them. Output is not to be trusted: only web pages, mail
/// addresses and files are opened, nothing is executed, and nothing passes through a shell.
class Links : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    /// The one around the character at \a position: http, https, file, mailto, or a file that is
    /// there, with its line as compilers and grep print it; relative names are those of \a folder.
    Q_INVOKABLE static Link at(const QString &line, int position, const QString &folder);
    /// The folder in which a terminal's program is: the one that it has told, if that is on this
    /// machine, else that of \a process, if the system shows it, else the one that it began in.
    Q_INVOKABLE static QString folderOf(const QUrl &told, const QObject *process);
    /// Where a program says that \a url leads; invalid: it is none of those.
    Q_INVOKABLE static Link to(const QUrl &url);
    /// Returns a message about it.
    Q_INVOKABLE static QString open(const Link &link);
};

#endif // VIEWER_LINKS_H
