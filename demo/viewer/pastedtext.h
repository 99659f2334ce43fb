// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_PASTEDTEXT_H
#define VIEWER_PASTEDTEXT_H

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QUrl>
#include <QtQml/qqmlregistration.h>

/// Text that was pasted or dropped into a field of one line. It may have several lines, and
/// invisible characters.
class PastedText : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    /// The lines of \a text, whatever ends them: LF, CR LF, CR, NEL, U+2028, U+2029, or U+23CE,
    /// which inOneLine() makes of them. The end of the last one begins no further one.
    Q_INVOKABLE static QStringList lines(const QString &text);

    /// \a text for a field of one line, in which the ends of lines would not be seen: they are
    /// shown as U+23CE, save those at its beginning and at its end.
    Q_INVOKABLE static QString inOneLine(const QString &text);

    /// Whether \a text has characters that are invisible or change how the rest is shown: control
    /// characters other than tab and line ends, bidirectional controls, and those without a width.
    Q_INVOKABLE static bool hidesSomething(const QString &text);

    /// \a text with all characters that hidesSomething() finds spelt out, such as "<U+202E>". Line
    /// ends stay.
    Q_INVOKABLE static QString visible(const QString &text);

    /// As a title: the first line that has something in it, visible(), and how many there are.
    Q_INVOKABLE static QString title(const QString &text);

    /// Local files as words of a command line; empty: one of \a urls is not a local file.
    Q_INVOKABLE static QString fileNames(const QList<QUrl> &urls);
};

#endif // VIEWER_PASTEDTEXT_H
