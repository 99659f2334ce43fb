// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "commandline.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace {

bool isOneOf(QChar character, QStringView characters)
{
    return characters.contains(character);
}

/// Words that mean something to a shell only; no program on PATH is behind them.
bool isBuiltin(const QString &word)
{
    static constexpr QStringView builtins[] = {
        u"alias", u"command", u"eval",   u"exec",  u"exit",  u"export", u"read", u"set",
        u"trap",  u"type",    u"ulimit", u"umask", u"unset", u"wait",   u".",    u"if",
        u"for",   u"while",   u"until",  u"case",  u"!",     u"{",
    };
    return std::find(std::begin(builtins), std::end(builtins), word) != std::end(builtins);
}

bool isAssignment(const QString &word)
{
    const qsizetype sign = word.indexOf(u'=');
    return sign > 0 && (word.front().isLetter() || word.front() == u'_')
        && std::all_of(word.begin(), word.begin() + sign,
                       [](QChar c) { return c.isLetterOrNumber() || c == u'_'; });
}

/// Reads a line once, from left to right.
class Splitter
{
public:
    explicit Splitter(const QString &line)
        : m_line(line)
    {
        for (; m_at < m_line.size(); ++m_at)
            take(m_line[m_at]);
        endWord();
    }

    QStringList words;
    bool needsShell = false;
    QChar quote; // one that was not closed; null: none

private:
    void take(QChar character)
    {
        if (quote == u'\'')
            takeInSingleQuotes(character);
        else if (quote == u'"')
            takeInDoubleQuotes(character);
        else
            takeBare(character);
    }

    void takeInSingleQuotes(QChar character)
    {
        if (character == u'\'')
            quote = {};
        else
            m_word += character;
    }

    void takeInDoubleQuotes(QChar character)
    {
        if (character == u'"')
            quote = {};
        else if (character == u'\\' && isOneOf(next(), u"\"\\$`"))
            m_word += m_line[++m_at];
        else
            add(character, u"$`");
    }

    void takeBare(QChar character)
    {
        if (character.isSpace()) {
            endWord();
        } else if (isOneOf(character, u"'\"")) {
            quote = character;
            m_inWord = true;
        } else if (character == u'\\' && m_at + 1 < m_line.size()) {
            add(m_line[++m_at], {});
        } else {
            // A comment and a home directory are such only at a word's beginning.
            needsShell = needsShell || (!m_inWord && isOneOf(character, u"~#"));
            add(character, u"|&;<>()$`*?[");
        }
    }

    void add(QChar character, QStringView special)
    {
        needsShell = needsShell || isOneOf(character, special);
        m_word += character;
        m_inWord = true;
    }

    QChar next() const { return m_at + 1 < m_line.size() ? m_line[m_at + 1] : QChar(); }

    void endWord()
    {
        if (m_inWord)
            words << m_word;
        m_word.clear();
        m_inWord = false;
    }

    const QString &m_line;
    qsizetype m_at = 0;
    QString m_word;
    bool m_inWord = false; // also for '', a word without characters
};

QString quoted(QString word)
{
    const bool plain = !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar c) {
        return c.isLetterOrNumber() || isOneOf(c, u"_-+./:,@%=^");
    });
    return plain ? word : u'\'' + word.replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

void CommandLine::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    split();
    Q_EMIT textChanged();
}

void CommandLine::split()
{
    const Splitter splitter(m_text);
    m_words = splitter.words;
    m_needsShell = splitter.needsShell
        || (!m_words.isEmpty() && (isBuiltin(m_words.first()) || isAssignment(m_words.first())));
    m_error.clear();
    if (m_words.isEmpty())
        m_error = u"nothing to run"_s;
    else if (!splitter.quote.isNull())
        m_error = u"the quote %1 is not closed"_s.arg(splitter.quote);
}

QString CommandLine::program() const
{
    return m_needsShell ? u"sh"_s : m_words.value(0);
}

QStringList CommandLine::arguments() const
{
    return m_needsShell ? QStringList{u"-c"_s, m_text} : m_words.mid(1);
}

QString CommandLine::fromWords(const QStringList &words)
{
    QStringList result;
    for (const QString &word : words)
        result << quoted(word);
    return result.join(u' ');
}
