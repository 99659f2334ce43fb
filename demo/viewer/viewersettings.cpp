// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "viewersettings.h"

#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int fewest = 1000;
constexpr int most = 1'000'000;
constexpr int usual = 10'000;
constexpr int smallest = 8;
constexpr int largest = 40;
constexpr int usualSize = 13; // the theme's fixedSize

QString fileName()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + u"/offspring-viewer/settings.ini"_s;
}

QVariant valueOf(const QString &key)
{
    return QSettings(fileName(), QSettings::IniFormat).value(key);
}

void store(const QString &key, const QVariant &value)
{
    QSettings(fileName(), QSettings::IniFormat).setValue(key, value);
}

} // namespace

int ViewerSettings::keptLines()
{
    const int lines = valueOf(u"keptLines"_s).toInt();
    return lines == 0 ? usual : std::clamp(lines, fewest, most);
}

void ViewerSettings::setKeptLines(int lines)
{
    store(u"keptLines"_s, std::clamp(lines, fewest, most));
    Q_EMIT changed();
}

int ViewerSettings::textSize()
{
    const int size = valueOf(u"textSize"_s).toInt();
    return size == 0 ? usualSize : std::clamp(size, smallest, largest);
}

void ViewerSettings::setTextSize(int size)
{
    store(u"textSize"_s, std::clamp(size, smallest, largest));
    Q_EMIT changed();
}

QString ViewerSettings::editorCommand()
{
    return valueOf(u"editorCommand"_s).toString();
}

void ViewerSettings::setEditorCommand(const QString &command)
{
    store(u"editorCommand"_s, command.trimmed());
    Q_EMIT changed();
}
