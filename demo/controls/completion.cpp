// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "completion.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype enough = 200; // completions, of which more would not be looked through

bool isBreak(QChar character)
{
    return character.isSpace() || QStringView(u"|&;<>()=").contains(character);
}

/// Where the last word begins. A character after a backslash belongs to the word.
qsizetype wordBegin(const QString &line)
{
    qsizetype begin = line.size();
    while (begin > 0 && (!isBreak(line[begin - 1]) || (begin > 1 && line[begin - 2] == u'\\')))
        --begin;
    return begin;
}

/// Whether a word that follows \a before is a program's name.
bool isProgramNext(QStringView before)
{
    before = before.trimmed();
    return before.isEmpty() || QStringView(u"|&;(").contains(before.back());
}

QString escaped(const QString &name)
{
    QString result;
    for (const QChar character : name) {
        if (isBreak(character) || QStringView(u"'\"\\$`*?[#").contains(character))
            result += u'\\';
        result += character;
    }
    return result;
}

QString unescaped(QString word)
{
    return word.remove(u'\\');
}

QStringList programs(const QString &beginning)
{
    QStringList result;
    const QStringList path = qEnvironmentVariable("PATH").split(u':', Qt::SkipEmptyParts);
    for (const QString &folder : path) {
        const QStringList names = QDir(folder).entryList(QDir::Files | QDir::Executable);
        for (const QString &name : names) {
            if (name.startsWith(beginning))
                result << escaped(name) + u' ';
        }
    }
    return result;
}

/// \a word is a path, whole up to its last slash; what follows is the beginning of a name there.
QStringList files(const QString &word, const QString &folder, QDir::Filters filters)
{
    const QString path = unescaped(word);
    const QString parent = path.left(path.lastIndexOf(u'/') + 1);
    const QString beginning = path.mid(parent.size());
    const QString place = parent.startsWith(u"~/") ? Completion::absolute(parent) : parent;
    if (beginning.startsWith(u'.'))
        filters |= QDir::Hidden;

    QStringList result;
    const QFileInfoList entries =
        QDir(QDir(folder).absoluteFilePath(place)).entryInfoList(filters | QDir::NoDotAndDotDot);
    for (const QFileInfo &entry : entries) {
        if (entry.fileName().startsWith(beginning)) {
            result << word.left(word.lastIndexOf(u'/') + 1) + escaped(entry.fileName())
                    + (entry.isDir() ? u'/' : u' ');
        }
    }
    return result;
}

QStringList inOrder(QStringList words, const QString &before)
{
    words.sort();
    words.removeDuplicates();
    words = words.mid(0, enough);
    for (QString &word : words)
        word.prepend(before);
    return words;
}

/// A line that is nothing but one path: nothing in it is escaped.
QStringList wholeLines(const QString &line, QDir::Filters filters)
{
    if (line.isEmpty())
        return {};
    if (line == u"~")
        return {u"~/"_s};
    QStringList result;
    const QStringList escapedNames = files(line, QDir::currentPath(), filters);
    for (const QString &name : escapedNames) {
        QString path = unescaped(name);
        if (path.endsWith(u' ')) // that of a file that is whole
            path.chop(1);
        result << path;
    }
    return inOrder(result, {});
}

} // namespace

QStringList Completion::commands(const QString &line, const QString &folder)
{
    const qsizetype begin = wordBegin(line);
    const QString before = line.left(begin);
    const QString word = line.mid(begin);
    if (word.isEmpty())
        return {};
    if (isProgramNext(before) && !word.contains(u'/'))
        return inOrder(programs(unescaped(word)), before);
    return inOrder(files(word, absolute(folder), QDir::AllEntries), before);
}

QStringList Completion::folders(const QString &line)
{
    return wholeLines(line, QDir::Dirs);
}

QStringList Completion::paths(const QString &line)
{
    return wholeLines(line, QDir::AllEntries);
}

QString Completion::commonBeginning(const QStringList &lines)
{
    QString result = lines.value(0);
    for (const QString &line : lines) {
        const auto [mine, theirs] =
            std::mismatch(result.cbegin(), result.cend(), line.cbegin(), line.cend());
        result.truncate(std::distance(result.cbegin(), mine));
    }
    return result;
}

QString Completion::absolute(const QString &path)
{
    if (path == u"~" || path.startsWith(u"~/"))
        return QDir::cleanPath(QDir::homePath() + path.mid(1));
    return QDir::cleanPath(QDir::current().absoluteFilePath(path));
}
