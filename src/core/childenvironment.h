// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_CHILDENVIRONMENT_H
#define OFFSPRING_CHILDENVIRONMENT_H

#include <offspring/exitreason.h>
#include <offspring/spawnoptions.h>

#include <QtCore/QByteArrayList>

#include <optional>

namespace Offspring {

/// What SpawnOptions::env and envChanges ask for, as the child gets it: "NAME=value". What the
/// caller wrote is judged; what comes unchanged from this program's environment passes as it is.
std::optional<SpawnError> judgeEnvironment(const SpawnOptions &options, QByteArrayList &entries);

/// The directories in which the child's programs are looked up: PATH as its getenv(3) would find
/// it, else /bin and /usr/bin. Without those that are empty or relative: they would mean a program
/// in whatever directory the child starts in.
QByteArrayList searchedDirectories(const QByteArrayList &entries);

} // namespace Offspring

#endif // OFFSPRING_CHILDENVIRONMENT_H
