// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCRIPTNUMBERS_H
#define SCRIPTNUMBERS_H

#include <offspring/spawnoptions.h>

#include <QtCore/QMap>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QVariant>
#include <QtQml/QJSValue>

#include <optional>

namespace Offspring {

// The numbers of a QML document, and what has a number. Each function adds a sentence to \a
// mistakes for everything that is wrong.

/// Undefined, which is empty, or a whole number from \a least to \a most.
std::optional<qint64> readInteger(const QString &property, const QVariant &value, qint64 least,
                                  qint64 most, QStringList &mistakes);

/// By number or by name; undefined or 0: none.
int readSignal(const QVariant &property, QStringList &mistakes);

/// SpawnOptions::limits.
using ResourceLimits = QMap<int, ResourceLimit>;

/// An object of names and limits. A number is both limits, as Infinity is none; else an object has
/// soft and hard.
ResourceLimits readLimits(const QJSValue &property, QStringList &mistakes);

/// Of a terminal.
void judgeSize(const QString &property, int size, QStringList &mistakes);

} // namespace Offspring

#endif // SCRIPTNUMBERS_H
