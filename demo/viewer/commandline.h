// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_COMMANDLINE_H
#define VIEWER_COMMANDLINE_H

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtQml/qqmlregistration.h>

/// What somebody typed to be run. Plain words, quoted as for a shell, are run as they are; a line
/// that only a shell understands, with a pipe or a variable in it, is given to sh -c.
class CommandLine : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    Q_PROPERTY(QString program READ program NOTIFY textChanged)
    Q_PROPERTY(QStringList arguments READ arguments NOTIFY textChanged)
    Q_PROPERTY(bool needsShell READ needsShell NOTIFY textChanged)
    Q_PROPERTY(QString error READ error NOTIFY textChanged)

public:
    using QObject::QObject;

    QString text() const { return m_text; }
    void setText(const QString &text);

    QString program() const;
    QStringList arguments() const; ///< without argv[0]
    bool needsShell() const { return m_needsShell; }
    QString error() const { return m_error; } ///< empty: the line can be run

    /// A line that is split into \a words again.
    static QString fromWords(const QStringList &words);

Q_SIGNALS:
    void textChanged();

private:
    void split();

    QString m_text;
    QStringList m_words;
    bool m_needsShell = false;
    QString m_error;
};

#endif // VIEWER_COMMANDLINE_H
