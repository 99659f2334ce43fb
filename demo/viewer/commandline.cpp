// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "commandline.h"

#include "commandwords.h"
#include "pastedtext.h"

#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString quoted(QString word)
{
    const bool plain = !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar c) {
        return c.isLetterOrNumber() || QStringView(u"_-+./:,@%=^").contains(c);
    });
    return plain ? word : u'\'' + word.replace(u'\'', u"'\\''"_s) + u'\'';
}

/// "sh (dash)", where sh is a link to another.
QString fullName(const QString &shell)
{
    const QString real =
        QFileInfo(QFileInfo(QStandardPaths::findExecutable(shell)).canonicalFilePath()).fileName();
    return real.isEmpty() || real == shell ? shell : u"%1 (%2)"_s.arg(shell, real);
}

bool hasAssignment(const QStringList &words)
{
    return std::any_of(words.begin(), words.end(),
                       [](const QString &word) { return word.indexOf(u'=') > 0; });
}

/// Whether the command has no effect but on the shell that runs it, such as "cd".
bool changesShellOnly(const QStringList &words)
{
    const QString command = words.value(0);
    const QStringList rest = words.mid(1);
    if (QStringList{u"cd"_s, u"pushd"_s, u"popd"_s, u"unset"_s, u"unalias"_s}.contains(command))
        return true;
    if (QStringList{u"export"_s, u"alias"_s, u"readonly"_s, u"declare"_s, u"typeset"_s}.contains(
            command)) {
        return hasAssignment(rest);
    }
    if (command == u"umask")
        return rest.size() == 1 && rest.first().front().isDigit();
    return std::all_of(words.begin(), words.end(),
                       [](const QString &word) { return word.indexOf(u'=') > 0; });
}

QString whatItMeans(const QString &command)
{
    if (QStringList{u"cd"_s, u"pushd"_s, u"popd"_s}.contains(command)) {
        return CommandLine::tr(
                   "%1 changes the folder of the shell that runs it, which ends at once. "
                   "Where commands run is written in the field “in” below; or in one "
                   "line:  cd /tmp && ls")
            .arg(command);
    }
    return CommandLine::tr(
               "%1 changes nothing but the shell that runs it, which ends at once. Write "
               "in the same line what it is for:  export NAME=value; make")
        .arg(command);
}

QString instead(const QString &construct)
{
    if (construct == u"[[")
        return CommandLine::tr("; sh has [ … ]");
    return construct.startsWith(u'{') ? CommandLine::tr("; for numbers there is $(seq 1 3)")
                                      : QString();
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
    QStringList all = PastedText::lines(m_text);
    const auto isBlank = [](const QString &line) { return line.trimmed().isEmpty(); };
    while (!all.isEmpty() && isBlank(all.last()))
        all.removeLast();
    while (!all.isEmpty() && isBlank(all.first()))
        all.removeFirst();
    m_script = all.join(u'\n');
    m_lines = all;
    m_lines.removeIf(isBlank);
    const CommandWords words(m_script);
    m_words = words.words();
    m_reason = words.forBash().isEmpty() ? words.forShell() : words.forBash();
    m_needsShell = !m_reason.isEmpty();
    m_shellProgram = !m_needsShell ? QString() : words.forBash().isEmpty() ? u"sh"_s : u"bash"_s;
    m_shell = m_needsShell ? fullName(m_shellProgram) : QString();
    m_isScript = words.joinsLines();
    m_error.clear();
    if (m_words.isEmpty())
        m_error = tr("nothing to run");
    else if (!words.openQuote().isNull())
        m_error = tr("the quote %1 is not closed").arg(words.openQuote());
    else if (m_needsShell && words.isSimple() && changesShellOnly(m_words))
        m_error = whatItMeans(m_words.first());
    else if (m_needsShell && QStandardPaths::findExecutable(m_shellProgram).isEmpty())
        m_error = tr("“%1” needs %2, and there is none on PATH%3")
                      .arg(m_reason, m_shellProgram, instead(words.forBash()));
}

QString CommandLine::title() const
{
    return PastedText::title(m_text);
}

QString CommandLine::program() const
{
    return m_needsShell ? m_shellProgram : m_words.value(0);
}

QStringList CommandLine::arguments() const
{
    return m_needsShell ? QStringList{u"-c"_s, m_script} : m_words.mid(1);
}

QString CommandLine::shellNote() const
{
    if (!m_needsShell)
        return {};
    return m_lines.size() > 1
        ? tr("%1 runs these %n lines, one after the other, as one script", "", int(m_lines.size()))
              .arg(m_shell)
        : tr("%1 runs this line, because of “%2”").arg(m_shell, m_reason);
}

QString CommandLine::visibleText() const
{
    return PastedText::visible(m_lines.join(u'\n'));
}

bool CommandLine::needsConsent() const
{
    return m_lines.size() > 1 || PastedText::hidesSomething(m_text);
}

QString CommandLine::fromWords(const QStringList &words)
{
    QStringList result;
    for (const QString &word : words)
        result << quoted(word);
    return result.join(u' ');
}
