// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_COMMANDWORDS_H
#define VIEWER_COMMANDWORDS_H

#include <QtCore/QStringList>

/// Splits a line into words, quoted as for a shell, and finds what only a shell understands.
class CommandWords
{
public:
    explicit CommandWords(const QString &line);

    QStringList words() const { return m_words; }
    /// What only a shell understands, as it was written: "|", "$", "exit". Empty: nothing.
    QString forShell() const { return m_forShell; }
    /// What a POSIX shell need not understand: "[[", "{1..3}". Empty: nothing.
    QString forBash() const { return m_forBash; }
    /// One that was not closed; null: none.
    QChar openQuote() const { return m_hasHereDocument ? QChar() : m_quote; }
    /// It is one command, and needs no shell.
    bool isSimple() const { return m_isSimple; }
    /// The lines cannot be run one by one: there is a loop, an open quote or a here-document.
    bool joinsLines() const { return m_joinsLines || m_hasHereDocument; }

private:
    void take(QChar character);
    void takeInSingleQuotes(QChar character);
    void takeInDoubleQuotes(QChar character);
    void takeBare(QChar character);
    void takeBraces();
    void takeVariable();
    void skipComment();
    void takeSeparator(QChar character);
    void add(QChar character, QStringView special);
    void needShell(const QString &what, bool isSimple);
    void needBash(const QString &what);
    bool isNext(QStringView what) const;
    QChar next() const { return m_at + 1 < m_line.size() ? m_line[m_at + 1] : QChar(); }
    void endWord();
    void judgeCommand(const QString &word);

    const QString m_line;
    qsizetype m_at = 0;
    QStringList m_words;
    QString m_word;
    QString m_command; // whose words these are
    QString m_forShell;
    QString m_forBash;
    QChar m_quote;
    bool m_inWord = false; // also for '', a word without characters
    bool m_wasQuoted = false; // a part of the word, which then names no builtin
    bool m_isCommandNext = true;
    bool m_isSimple = true;
    bool m_joinsLines = false;
    bool m_hasHereDocument = false; // in which a quote is a character like others
};

#endif // VIEWER_COMMANDWORDS_H
