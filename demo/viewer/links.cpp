// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "links.h"

#include "viewersettings.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QSysInfo>
#include <QtGui/QClipboard>
#include <QtGui/QDesktopServices>
#include <QtGui/QGuiApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longest = 2048; // of an address, in characters

/// Characters between blanks, quotes and brackets, around a position.
struct Token
{
    qsizetype from = 0;
    QString text;
};

Token tokenAt(const QString &line, int position)
{
    const auto belongs = [&](qsizetype index) {
        const QChar character = line[index];
        return character.isPrint() && !character.isSpace()
            && !QStringView(u"<>\"'`{}|\\^").contains(character);
    };
    if (position < 0 || position >= line.size() || !belongs(position))
        return {};
    qsizetype from = position;
    while (from > 0 && position - from < longest && belongs(from - 1))
        --from;
    qsizetype to = position + 1;
    while (to < line.size() && to - position < longest && belongs(to))
        ++to;
    return {from, line.sliced(from, to - from)};
}

/// Cuts off punctuation that ends a sentence, and a bracket that was opened before the address.
QString trimmedAddress(QString text)
{
    while (!text.isEmpty()) {
        const QChar last = text.back();
        const bool closes = (last == u')' && text.count(u')') > text.count(u'('))
            || (last == u']' && text.count(u']') > text.count(u'['));
        if (!closes && !u".,;:!?"_s.contains(last))
            break;
        text.chop(1);
    }
    return text;
}

QString localPath(const QUrl &url)
{
    const bool isHere = url.host().isEmpty() || url.host() == u"localhost"
        || url.host().compare(QSysInfo::machineHostName(), Qt::CaseInsensitive) == 0;
    return isHere ? QUrl::fromLocalFile(url.path(QUrl::FullyDecoded)).toLocalFile() : QString();
}

/// With a line and a column, if the fragment is "12" or "12:5".
void setFile(Link &link, const QUrl &url)
{
    static const QRegularExpression place(u"^L?([0-9]{1,9})(?::([0-9]{1,9}))?$"_s);
    link.path = localPath(url);
    const QRegularExpressionMatch match = place.match(url.fragment());
    link.line = match.captured(1).toInt();
    link.column = match.captured(2).toInt();
}

Link addressIn(const Token &token, int position)
{
    static const QRegularExpression begin(u"(?<![a-z0-9])(?:https?://|file://|mailto:)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    auto each = begin.globalMatch(token.text);
    while (each.hasNext()) {
        const qsizetype from = each.next().capturedStart();
        const QString text = trimmedAddress(token.text.sliced(from));
        const qsizetype first = token.from + from;
        if (position < first || position >= first + text.size())
            continue;
        const QUrl url(text, QUrl::StrictMode);
        const bool isMail = url.scheme() == u"mailto";
        const bool isFile = url.scheme() == u"file";
        if (!url.isValid()
            || (isMail ? !url.path().contains(u'@') : !isFile && url.host().isEmpty()))
            continue;
        Link link{.from = int(first), .to = int(first + text.size())};
        if (isFile)
            setFile(link, url);
        else
            link.url = url;
        if (!isFile || QFileInfo::exists(link.path))
            return link;
    }
    return {};
}

/// Empty: there is no such file.
QString existingFile(const QString &name, const QString &folder)
{
    const QString path = name.startsWith(u"~/"_s) ? QDir::homePath() + name.sliced(1) : name;
    const QFileInfo info(QDir(folder), path);
    return !name.isEmpty() && info.isFile() ? QDir::cleanPath(info.absoluteFilePath()) : QString();
}

/// \a text from \a from in the line, with a name, a line and perhaps a column as \a place has them.
Link fileIn(const QRegularExpression &place, const QString &text, qsizetype from, int position,
            const QString &folder)
{
    const QRegularExpressionMatch match = place.match(text);
    if (!match.hasMatch())
        return {};
    Link link{.from = int(from + match.capturedStart(1)), .to = int(from + match.capturedEnd())};
    if (position < link.from || position >= link.to)
        return {};
    link.path = existingFile(match.captured(1), folder);
    link.line = match.captured(2).toInt();
    link.column = match.captured(3).toInt();
    return link.path.isEmpty() ? Link() : link;
}

} // namespace

QString Link::target() const
{
    if (!url.isEmpty())
        return url.toString(QUrl::FullyEncoded);
    QString result;
    for (const QChar character : path)
        result += character.isPrint() && character != u'\n' ? character : QChar(0xfffd);
    if (line > 0)
        result += u':' + QString::number(line);
    if (column > 0)
        result += u':' + QString::number(column);
    return result;
}

QUrl Link::address() const
{
    if (!url.isEmpty() || path.isEmpty())
        return url;
    QUrl address = QUrl::fromLocalFile(path);
    if (line > 0)
        address.setFragment(QString::number(line)
                            + (column > 0 ? u':' + QString::number(column) : QString()));
    return address;
}

Link Links::at(const QString &line, int position, const QString &folder)
{
    const Token token = tokenAt(line, position);
    if (token.text.isEmpty())
        return {};
    if (const Link address = addressIn(token, position); address.isValid())
        return address;
    static const QRegularExpression plain(
        u"^[(\\[]*(.+?):([0-9]{1,9})(?::([0-9]{1,9}))?(?![0-9])"_s);
    static const QRegularExpression quoted(u"\"([^\"]+)\", line ([0-9]{1,9})"_s); // Python's
    if (const Link file = fileIn(plain, token.text, token.from, position, folder); file.isValid())
        return file;
    // A name with blanks: it can be recognized only at the beginning of a line.
    const QString beginning = line.left(longest);
    if (const Link file = fileIn(plain, beginning, 0, position, folder); file.isValid())
        return file;
    return fileIn(quoted, beginning, 0, position, folder);
}

QString Links::folderOf(const QUrl &told, const QObject *process)
{
    const QString path =
        told.isLocalFile() || told.scheme() == u"file" ? localPath(told) : QString();
    if (QFileInfo(path).isDir())
        return path;
    const int pid = process ? process->property("pid").toInt() : 0;
    const QString now = QFile::symLinkTarget(u"/proc/%1/cwd"_s.arg(pid));
    if (pid > 0 && !now.isEmpty())
        return now;
    return process ? process->property("workingDirectory").toString() : QString();
}

Link Links::to(const QUrl &url)
{
    const QString text = url.toString(QUrl::FullyEncoded);
    const Link link = addressIn({0, text}, 0);
    return link.to == text.size() ? link : Link();
}

QString Links::open(const Link &link)
{
    if (!link.isValid())
        return {};
    if (!link.url.isEmpty()) {
        return QDesktopServices::openUrl(link.url) ? tr("Opened: %1").arg(link.target())
                                                   : tr("Nothing opens %1").arg(link.target());
    }
    const QFileInfo info(link.path);
    QStringList words = QProcess::splitCommand(ViewerSettings::editorCommand());
    if (!words.isEmpty() && link.line > 0) {
        for (QString &word : words) {
            word.replace(u"{line}"_s, QString::number(link.line));
            word.replace(u"{column}"_s, QString::number(std::max(link.column, 1)));
            word.replace(u"{file}"_s, link.path); // last: a name may contain the other words
        }
        const QString editor = words.takeFirst();
        return QProcess::startDetached(editor, words)
            ? tr("Opened: %1").arg(link.target())
            : tr("The editor does not start: %1").arg(editor);
    }
    // The desktop would execute such a file, so its folder is opened instead.
    const bool isProgram =
        !info.isDir() && (info.isExecutable() || info.suffix().toLower() == u"desktop");
    const QString path = isProgram ? info.path() : link.path;
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        return tr("Nothing opens %1").arg(link.target());
    QString lineToGoTo;
    if (link.line > 0) { // the desktop cannot pass the line to a program
        QGuiApplication::clipboard()->setText(QString::number(link.line));
        lineToGoTo = tr("; line %1 is copied").arg(link.line);
    }
    return (isProgram ? tr("Opened the folder of %1") : tr("Opened: %1")).arg(link.target())
        + lineToGoTo;
}
