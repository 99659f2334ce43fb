// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A command as a value: its line for a shell, and how a reactor spawns it.

#include <offspring/command.h>
#include <offspring/processprotocol.h>
#include <offspring/reactor.h>

#include <QtCore/QDebug>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace Offspring {

namespace {

// As the first word and not quoted, these are syntax: to the POSIX shell, bash, ksh or zsh.
constexpr std::u16string_view reservedWords[] = {
    u"case",   u"coproc", u"do",      u"done",     u"elif",  u"else",  u"esac",
    u"fi",     u"for",    u"foreach", u"function", u"if",    u"in",    u"nocorrect",
    u"repeat", u"select", u"then",    u"time",     u"until", u"while",
};

// Quoted or not, these run inside the shell, and do what no program could do for it; to bash so is
// a job, "%1".
constexpr std::u16string_view shellsOwn[] = {
    u".",        u":",       u"alias",     u"bg",       u"bind",    u"break",    u"builtin",
    u"caller",   u"cd",      u"chdir",     u"command",  u"compgen", u"complete", u"compopt",
    u"continue", u"declare", u"dirs",      u"disown",   u"enable",  u"eval",     u"exec",
    u"exit",     u"export",  u"fc",        u"fg",       u"getopts", u"hash",     u"help",
    u"history",  u"jobs",    u"let",       u"local",    u"logout",  u"mapfile",  u"popd",
    u"pushd",    u"read",    u"readarray", u"readonly", u"return",  u"set",      u"shift",
    u"shopt",    u"source",  u"suspend",   u"times",    u"trap",    u"type",     u"typeset",
    u"ulimit",   u"umask",   u"unalias",   u"unset",    u"wait",
};

template <std::size_t Size>
bool isOneOf(const std::u16string_view (&words)[Size], QStringView word)
{
    return std::any_of(std::begin(words), std::end(words), [word](std::u16string_view other) {
        return word == QStringView(other.data(), qsizetype(other.size()));
    });
}

bool isPlain(QChar character)
{
    const char16_t code = character.unicode();
    return (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z')
        || (code >= u'0' && code <= u'9') || QStringView(u"_./:@%+,=-").contains(character);
}

QString quoted(QString word)
{
    word.replace(u'\'', QStringLiteral("'\\''"));
    return u'\'' + word + u'\'';
}

QString argumentWord(const QString &word)
{
    const bool isSafe = !word.isEmpty() && std::all_of(word.begin(), word.end(), isPlain);
    return isSafe ? word : quoted(word);
}

// "-x" and "+x" would be options when the line is all that sh -c gets, and "A=b" an assignment.
QString programWord(const QString &program)
{
    if (isOneOf(shellsOwn, program) || program.startsWith(u'%'))
        return QStringLiteral("env ") + argumentWord(program);
    const bool isSyntax = isOneOf(reservedWords, program) || program.contains(u'=')
        || (!program.isEmpty() && QStringView(u"-+").contains(program.front()));
    return isSyntax ? quoted(program) : argumentWord(program);
}

QStringList argv(const Command &command)
{
    return QStringList{command.program} + command.arguments;
}

SpawnOptions spawnOptions(const Command &command)
{
    SpawnOptions result = command.options;
    if (result.path.isEmpty())
        result.path = command.workingDirectory;
    if (result.env.isEmpty() && !result.env.inheritsFromParent())
        result.env = command.environment;
    return result;
}

} // namespace

QString Command::toString() const
{
    QStringList words{programWord(program)};
    for (const QString &argument : arguments)
        words << argumentWord(argument);
    return words.join(u' ');
}

QDebug operator<<(QDebug debug, const Command &command)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote() << "Command(" << command.toString();
    debug.quote();
    if (!command.workingDirectory.isEmpty())
        debug << ", workingDirectory: " << command.workingDirectory;
    if (!command.environment.inheritsFromParent())
        debug << ", environment: " << command.environment.keys();
    return debug << ", " << command.options << ')';
}

ProcessTransport *Reactor::spawnProcess(ProcessProtocol *protocol, const Command &command)
{
    return spawnProcess(protocol, command.program, argv(command), spawnOptions(command));
}

ProcessTransport *Reactor::spawnProcess(std::unique_ptr<ProcessProtocol> protocol,
                                        const Command &command)
{
    return spawnProcess(std::move(protocol), command.program, argv(command), spawnOptions(command));
}

ProcessTransport *Reactor::spawnProcess(const Command &command)
{
    return spawnProcess(command.program, argv(command), spawnOptions(command));
}

} // namespace Offspring
