// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCRIPTTYPE_H
#define SCRIPTTYPE_H

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QVariant>
#include <QtQml/QJSValue>

#include <optional>

namespace Offspring {

// What a value of a QML document is, which comes as a QJSValue or as a QVariant. JavaScript checks
// no types, so the functions that read the values do.

/// ({a: 1}), and nothing else that JavaScript calls an object.
bool isPlainObject(const QJSValue &value);
/// A string as UTF-8, or the bytes of an ArrayBuffer or of a view of one. Empty: neither.
std::optional<QByteArray> readBytes(const QJSValue &data);

/// The same as Qt has it: of a QJSValue its contents.
QVariant withoutScript(const QVariant &value);
bool isText(const QVariant &value);
bool isNumber(const QVariant &value);
/// A list of Qt's, or an array of JavaScript's that withoutScript() has made one.
bool isList(const QVariant &value);

/// For sentences that say what is wrong with it.
QString inWords(const QJSValue &value);
QString inWords(const QVariant &value);

} // namespace Offspring

#endif // SCRIPTTYPE_H
