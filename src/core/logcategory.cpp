// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "logcategory.h"

namespace Offspring {

Q_LOGGING_CATEGORY(lcOffspring, "offspring", QtWarningMsg)

} // namespace Offspring
