// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCRIPTVALUES_H
#define SCRIPTVALUES_H

#include <offspring/childfd.h>

#include <QtCore/QByteArray>
#include <QtCore/QMap>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QVariant>
#include <QtQml/QJSValue>

#include <optional>

namespace Offspring {

// Functions that read the values of a QML document into those of the library. JavaScript checks no
// types, so these functions refuse every value that is not documented: they convert nothing
// silently, and use no default in its place.

/// Reads \a property, which is not undefined. Each function adds a sentence to \a mistakes for
/// everything that is wrong.
ChildFDs readChildFDs(const QJSValue &property, QStringList &mistakes);

/// SpawnOptions::envChanges.
using EnvironmentChanges = QMap<QString, std::optional<QString>>;

/// The variables that \a property names are set, or removed when their value is null.
EnvironmentChanges readEnvironment(const QJSValue &property, QStringList &mistakes);

/// Strings, numbers and URLs, in JavaScript's array or a list of Qt's; or one string.
QStringList readArguments(const QVariant &property, QStringList &mistakes);

/// A path, or a URL of a local file. \a property is named in what is wrong with it.
QString readPath(const QString &property, const QString &text, QStringList &mistakes);

/// A NUL and half a character are what no system call takes.
void judgeText(const QString &property, const QString &text, QStringList &mistakes);

} // namespace Offspring

#endif // SCRIPTVALUES_H
