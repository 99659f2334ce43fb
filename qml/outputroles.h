// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OUTPUTROLES_H
#define OUTPUTROLES_H

#include "outputline.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QVariant>

namespace Offspring {

// What views and delegates read of a line, for the roles of OutputModel.

/// The names under which a delegate has them.
QHash<int, QByteArray> outputRoleNames();

/// The value of \a role, of \a line which is the one numbered \a lineNumber; of one that is longer
/// than \a shownLength the beginning. Invalid: there is no such role.
QVariant outputRole(int role, const OutputLine &line, double lineNumber, int shownLength);

} // namespace Offspring

#endif // OUTPUTROLES_H
