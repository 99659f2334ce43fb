// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_COMMANDLINE_H
#define VIEWER_COMMANDLINE_H

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtQml/qqmlregistration.h>

/// A typed command. A line of plain words, quoted as for a shell, is executed directly. A line that
/// needs a shell, because it has a pipe or a variable in it, is given to sh -c, or to bash -c when
/// it needs more than POSIX requires of sh. Several lines are a script for the shell.
class CommandLine : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    Q_PROPERTY(QString title READ title NOTIFY textChanged)
    Q_PROPERTY(QString program READ program NOTIFY textChanged)
    Q_PROPERTY(QStringList arguments READ arguments NOTIFY textChanged)
    Q_PROPERTY(bool needsShell READ needsShell NOTIFY textChanged)
    Q_PROPERTY(QString shell READ shell NOTIFY textChanged)
    Q_PROPERTY(QString shellNote READ shellNote NOTIFY textChanged)
    Q_PROPERTY(QStringList lines READ lines NOTIFY textChanged)
    Q_PROPERTY(QString visibleText READ visibleText NOTIFY textChanged)
    Q_PROPERTY(bool isScript READ isScript NOTIFY textChanged)
    Q_PROPERTY(bool needsConsent READ needsConsent NOTIFY textChanged)
    Q_PROPERTY(QString error READ error NOTIFY textChanged)

public:
    using QObject::QObject;

    QString text() const { return m_text; }
    void setText(const QString &text);

    QString title() const; ///< in one line, with invisible characters spelt out
    QString program() const;
    QStringList arguments() const; ///< without argv[0]
    bool needsShell() const { return m_needsShell; }
    QString shell() const { return m_shell; } ///< "sh (dash)"; empty: none is needed
    QString shellNote() const; ///< a sentence: which shell is used, and why
    QStringList lines() const { return m_lines; } ///< those that are not empty
    QString visibleText() const; ///< those lines, with invisible characters spelt out
    bool isScript() const { return m_isScript; } ///< the lines cannot be run one by one
    /// A field of one line does not show all of it: it has several lines or invisible characters.
    bool needsConsent() const;
    QString error() const { return m_error; } ///< empty: the line can be run

    /// A line that is split into \a words again.
    static QString fromWords(const QStringList &words);

Q_SIGNALS:
    void textChanged();

private:
    void split();

    QString m_text;
    QStringList m_words;
    QStringList m_lines;
    QString m_script; // the text as a shell gets it
    QString m_shell;
    QString m_shellProgram;
    QString m_reason; // what needs a shell
    bool m_needsShell = false;
    bool m_isScript = false;
    QString m_error;
};

#endif // VIEWER_COMMANDLINE_H
