// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "history.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtCore/QStandardPaths>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype capacity = 500;

QString fileName()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + u"/offspring-viewer/history"_s;
}

} // namespace

History::History(QObject *parent)
    : QObject(parent)
{
    QFile file(fileName());
    if (file.open(QIODevice::ReadOnly))
        m_lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

void History::add(const QString &line)
{
    if (line.trimmed().isEmpty() || line.startsWith(u' ') || line.contains(u'\n'))
        return;
    m_lines.removeAll(line);
    m_lines << line;
    if (m_lines.size() > capacity)
        m_lines.remove(0, m_lines.size() - capacity);
    save();
    Q_EMIT changed();
}

// Nobody is told when it cannot be saved: the commands of this session are there all the same.
void History::save() const
{
    QDir().mkpath(QFileInfo(fileName()).path());
    QSaveFile file(fileName());
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(m_lines.join(u'\n').toUtf8() + '\n');
    file.commit();
}
