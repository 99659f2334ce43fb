// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_SPAWNJUDGE_H
#define OFFSPRING_SPAWNJUDGE_H

#include "../os/spawnfailure.h"
#include "../os/spawnorder.h"

#include <offspring/exitreason.h>
#include <offspring/spawnoptions.h>

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>
#include <variant>

namespace Offspring {

/// The one place where options are judged: what the user asks for becomes what the OS layer is
/// asked for, or an error. Opens nothing; reads the environment and, for an identity, the user
/// database.
std::variant<Os::SpawnOrder, SpawnError> judge(const QString &executable, const QStringList &args,
                                               const SpawnOptions &options);

/// The child's strings are bytes that end with NUL, ours are UTF-16. \a what: for the error.
std::optional<SpawnError> encode(const QString &string, const QString &what, QByteArray &bytes);

/// A failure of the OS layer, as the public API has it.
SpawnError spawnError(const Os::SpawnFailure &failure);

} // namespace Offspring

#endif // OFFSPRING_SPAWNJUDGE_H
