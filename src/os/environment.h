// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_ENVIRONMENT_H
#define OFFSPRING_OS_ENVIRONMENT_H

#include <QtCore/QByteArrayList>

namespace Offspring::Os {

/// A copy of `environ`, byte for byte and in its order. Other threads may call setenv(3) and its
/// like meanwhile: a variable that none of them touches is in it, one that is being changed is in
/// it as it was before or is afterwards.
QByteArrayList ownEnvironment();

} // namespace Offspring::Os

#endif // OFFSPRING_OS_ENVIRONMENT_H
