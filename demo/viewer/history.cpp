// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "history.h"

#include "pastedtext.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QLockFile>
#include <QtCore/QSaveFile>
#include <QtCore/QStandardPaths>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype capacity = 500;
constexpr QChar lineSeparator(0x2028); // in the file, where a command has several lines

QString fileName()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + u"/offspring-viewer/history"_s;
}

/// Empty: it cannot be read.
std::optional<QStringList> saved()
{
    QFile file(fileName());
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (QString &line : lines)
        line.replace(lineSeparator, u'\n');
    return lines;
}

bool save(const QStringList &lines)
{
    QSaveFile file(fileName());
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    for (QString line : lines)
        file.write(line.replace(u'\n', lineSeparator).toUtf8() + '\n');
    return file.commit();
}

void putLast(const QString &line, QStringList &lines)
{
    lines.removeAll(line);
    lines << line;
    if (lines.size() > capacity)
        lines.remove(0, lines.size() - capacity);
}

} // namespace

History::History(QObject *parent)
    : QObject(parent)
    , m_lines(saved().value_or(QStringList()))
{ }

void History::add(const QString &text)
{
    if (text.trimmed().isEmpty() || text.startsWith(u' '))
        return;
    const QString line = PastedText::lines(text).join(u'\n');
    putLast(line, m_lines);
    m_unsaved << line;
    merge();
    Q_EMIT changed();
}

// Another window may have added to the file. A failure is not reported: the commands of this
// session stay in memory, and saving is tried again with the next one.
void History::merge()
{
    QDir().mkpath(QFileInfo(fileName()).path());
    QLockFile lock(fileName() + u".lock"_s);
    constexpr int patience = 500; // milliseconds; other windows write a few kilobytes
    if (!lock.tryLock(patience))
        return;
    QStringList lines = saved().value_or(m_lines);
    for (const QString &line : std::as_const(m_unsaved))
        putLast(line, lines);
    if (!save(lines))
        return;
    m_lines = lines;
    m_unsaved.clear();
}
