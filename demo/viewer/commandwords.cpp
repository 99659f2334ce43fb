// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "commandwords.h"

#include "commandline.h"

#include <QtCore/QRegularExpression>

#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace {

bool isOneOf(QChar character, QStringView characters)
{
    return characters.contains(character);
}

bool isAmong(const QString &word, std::span<const QStringView> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Builtins and keywords of a shell that exist as no program on PATH.
constexpr QStringView builtins[] = {
    u".",    u":",     u"alias",  u"bg",     u"break",    u"cd",    u"command", u"continue",
    u"eval", u"exec",  u"exit",   u"export", u"fg",       u"fc",    u"getopts", u"hash",
    u"jobs", u"local", u"read",   u"return", u"readonly", u"set",   u"shift",   u"times",
    u"trap", u"type",  u"ulimit", u"umask",  u"unalias",  u"unset", u"wait",
};

/// Keywords that a command's name follows. The lines of such a construct belong together.
constexpr QStringView keywords[] = {
    u"if", u"then", u"else", u"elif", u"while", u"until", u"do", u"!", u"{",
};
constexpr QStringView otherKeywords[] = {
    u"for", u"case", u"in", u"fi", u"done", u"esac", u"}",
};

constexpr QStringView ofBash[] = {
    u"[[",        u"builtin",  u"caller", u"coproc",  u"declare", u"dirs",
    u"disown",    u"function", u"let",    u"mapfile", u"popd",    u"pushd",
    u"readarray", u"select",   u"shopt",  u"source",  u"time",    u"typeset",
};

/// Words that only bash understands.
struct WordOfBash
{
    QStringView command;
    QRegularExpression word;
};

bool makesItBashs(const QString &command, const QString &word)
{
    static const WordOfBash all[] = {
        {u"[", QRegularExpression(u"^==$"_s)},
        {u"test", QRegularExpression(u"^==$"_s)},
        {u"read", QRegularExpression(u"^-[rp]*[adeinNstu]"_s)},
        {u"type", QRegularExpression(u"^-[aftpP]"_s)},
        {u"printf", QRegularExpression(u"^-v"_s)},
        {u"wait", QRegularExpression(u"^-[np]"_s)},
        {u"export", QRegularExpression(u"^-[fn]"_s)},
        {u"set", QRegularExpression(u"^pipefail$"_s)},
        {u"trap", QRegularExpression(u"^(ERR|DEBUG|RETURN)$"_s)},
    };
    return std::any_of(std::begin(all), std::end(all), [&](const WordOfBash &each) {
        return each.command == command && each.word.match(word).hasMatch();
    });
}

} // namespace

CommandWords::CommandWords(const QString &line)
    : m_line(line)
{
    for (; m_at < m_line.size(); ++m_at)
        take(m_line[m_at]);
    endWord();
}

void CommandWords::take(QChar character)
{
    if (character == u'\n' && !m_quote.isNull())
        m_joinsLines = true;
    if (m_quote == u'\'')
        takeInSingleQuotes(character);
    else if (m_quote == u'"')
        takeInDoubleQuotes(character);
    else
        takeBare(character);
}

void CommandWords::takeInSingleQuotes(QChar character)
{
    if (character == u'\'')
        m_quote = {};
    else
        m_word += character;
}

void CommandWords::takeInDoubleQuotes(QChar character)
{
    if (character == u'"')
        m_quote = {};
    else if (character == u'\\' && isOneOf(next(), u"\"\\$`"))
        m_word += m_line[++m_at];
    else
        add(character, u"$`");
}

void CommandWords::takeBare(QChar character)
{
    if (isOneOf(character, u"\n|&;<>()")) {
        takeSeparator(character);
    } else if (character.isSpace()) {
        endWord();
    } else if (isOneOf(character, u"'\"")) {
        m_quote = character;
        m_inWord = m_wasQuoted = true;
    } else if (character == u'\\' && next() == u'\n') {
        ++m_at;
        m_joinsLines = true;
        needShell(u"\\"_s, true);
    } else if (character == u'\\' && m_at + 1 < m_line.size()) {
        m_wasQuoted = true;
        add(m_line[++m_at], {});
    } else {
        // "#" and "~" have their meaning only at the beginning of a word.
        if (!m_inWord && isOneOf(character, u"~#"))
            needShell(character, true);
        if (!m_inWord && character == u'#')
            return skipComment();
        if (character == u'{')
            takeBraces();
        if (isNext(u"$'") || isNext(u"$\""))
            needBash(u"$"_s + next());
        add(character, u"$`*?[");
    }
}

void CommandWords::skipComment()
{
    while (m_at + 1 < m_line.size() && next() != u'\n')
        ++m_at;
}

/// {1..3} and {a,b}; git's @{1} and find's {} are words like others.
void CommandWords::takeBraces()
{
    static const QRegularExpression braces(
        u"\\G\\{([^{}\\s'\"]*,[^{}\\s'\"]*|[^{}\\s'\",.]+\\.\\.[^{}\\s'\",.]+(\\.\\.-?[0-9]+)?)\\}"_s);
    const bool isVariable = m_at > 0 && m_line[m_at - 1] == u'$';
    const QRegularExpressionMatch match = braces.match(m_line, m_at);
    if (match.hasMatch() && !isVariable)
        needBash(match.captured());
}

void CommandWords::takeSeparator(QChar character)
{
    for (const QStringView each : {u"<(", u">(", u"<<<", u"&>", u"|&"}) {
        if (isNext(each))
            needBash(each.toString());
    }
    if (isNext(u"((") && !m_inWord)
        needBash(u"(("_s);
    if (character == u'(' && m_inWord && m_word.endsWith(u'='))
        needBash(u"=("_s);
    const bool isHereString = isNext(u"<<<");
    m_hasHereDocument = m_hasHereDocument || (isNext(u"<<") && !isHereString);
    needShell(character == u'\n' ? CommandLine::tr("several lines") : QString(character), false);
    endWord();
    if (!isOneOf(character, u"<>"))
        m_isCommandNext = true;
    m_at += isHereString ? 2 : isNext(u"<<") ? 1 : 0;
}

void CommandWords::add(QChar character, QStringView special)
{
    if (isOneOf(character, special))
        needShell(character, true);
    if (character == u'$' && special.contains(character))
        takeVariable();
    m_word += character;
    m_inWord = true;
}

void CommandWords::takeVariable()
{
    static const QRegularExpression ofBashAlone(u"\\G\\$\\{?(RANDOM|SRANDOM|SECONDS|EPOCH(SECONDS|"
                                                u"REALTIME)|BASH[A-Z_]*|PIPESTATUS|FUNCNAME|"
                                                u"HOSTNAME|E?UID|OSTYPE|HOSTTYPE|MACHTYPE)\\b"_s);
    static const QRegularExpression expansion(
        u"\\G\\$\\{(![A-Za-z_]|[A-Za-z_][A-Za-z0-9_]*(\\^|,|/|\\[|@|:[0-9 ]))"_s);
    for (const QRegularExpression &each : {ofBashAlone, expansion}) {
        if (const auto match = each.match(m_line, m_at); match.hasMatch())
            needBash(match.captured());
    }
}

void CommandWords::needShell(const QString &what, bool isSimple)
{
    if (m_forShell.isEmpty())
        m_forShell = what;
    m_isSimple = m_isSimple && isSimple;
}

void CommandWords::needBash(const QString &what)
{
    if (m_forBash.isEmpty())
        m_forBash = what;
    needShell(what, true);
}

bool CommandWords::isNext(QStringView what) const
{
    return QStringView(m_line).mid(m_at).startsWith(what);
}

void CommandWords::endWord()
{
    if (!m_inWord)
        return;
    if (m_isCommandNext && !m_wasQuoted)
        judgeCommand(m_word);
    else if (makesItBashs(m_command, m_word))
        needBash(m_command + u' ' + m_word);
    m_isCommandNext = m_isCommandNext && !m_wasQuoted;
    m_words << m_word;
    m_word.clear();
    m_inWord = m_wasQuoted = false;
}

// As with a shell, what comes after an assignment is a command still.
void CommandWords::judgeCommand(const QString &word)
{
    static const QRegularExpression assignment(u"^[A-Za-z_][A-Za-z0-9_]*\\+?="_s);
    const bool isAssignment = assignment.match(word).hasMatch();
    m_isCommandNext = isAssignment || isAmong(word, keywords);
    m_command = word;
    if (isAmong(word, keywords) || isAmong(word, otherKeywords)) {
        m_joinsLines = m_joinsLines || word != u"!";
        needShell(word, false);
    } else if (isAmong(word, ofBash)) {
        needBash(word);
    } else if (isAmong(word, builtins)) {
        needShell(word, true);
    } else if (isAssignment) {
        needShell(word.left(word.indexOf(u'=') + 1), true);
    }
}
