// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROCESSWISHES_H
#define PROCESSWISHES_H

#include <offspring/childfd.h>

#include <QtCore/QByteArray>
#include <QtCore/QMap>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QVariant>
#include <QtQml/QJSValue>

#include <optional>

namespace Offspring {

// What a QML document writes, read into the library's values. JavaScript has no types to keep a
// slip out, so everything that is not meant is refused: nothing is converted on the quiet, nothing
// falls back to a default.

/// What \a wish, a property that is not undefined, asks for; everything that is wrong with it is
/// added to \a mistakes, a sentence each. So below.
ChildFDs readChildFDs(const QJSValue &wish, QStringList &mistakes);

/// SpawnOptions::envChanges.
using EnvironmentChanges = QMap<QString, std::optional<QString>>;

/// What \a wish names is to be set, or, for null, unset.
EnvironmentChanges readEnvironment(const QJSValue &wish, QStringList &mistakes);

/// Strings, numbers and URLs, in JavaScript's array or a list of Qt's; or one string.
QStringList readArguments(const QVariant &wish, QStringList &mistakes);

/// A path, or a URL of a local file. \a property is named in what is wrong with it.
QString readPath(const QString &property, const QString &wish, QStringList &mistakes);

/// By number or by name; 0: none.
int readSignal(const QVariant &wish, QStringList &mistakes);

/// Of a terminal.
void judgeSize(const QString &property, int size, QStringList &mistakes);

/// A string as UTF-8, or the bytes of an ArrayBuffer or of a view of one. Empty: neither.
std::optional<QByteArray> readBytes(const QJSValue &data);

} // namespace Offspring

#endif // PROCESSWISHES_H
