// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROCESSWISHES_H
#define PROCESSWISHES_H

#include <offspring/childfd.h>

#include <QtCore/QByteArray>
#include <QtCore/QMap>
#include <QtCore/QString>
#include <QtQml/QJSValue>

#include <optional>

namespace Offspring {

// What a QML document writes, read into the library's values. JavaScript has no types to keep a
// slip out, so everything that is not meant is refused: nothing is converted on the quiet, nothing
// falls back to a default.

/// What \a wish, a property that is not undefined, asks for; or what is wrong with it, in \a
/// mistake, which is left alone otherwise.
ChildFDs readChildFDs(const QJSValue &wish, QString &mistake);

/// SpawnOptions::envChanges.
using EnvironmentChanges = QMap<QString, std::optional<QString>>;

/// What \a wish names is to be set, or, for null, unset; \a mistake as above.
EnvironmentChanges readEnvironment(const QJSValue &wish, QString &mistake);

/// A string as UTF-8, or the bytes of an ArrayBuffer or of a view of one. Empty: neither.
std::optional<QByteArray> readBytes(const QJSValue &data);

} // namespace Offspring

#endif // PROCESSWISHES_H
