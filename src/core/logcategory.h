// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_LOGCATEGORY_H
#define OFFSPRING_LOGCATEGORY_H

#include <QtCore/QLoggingCategory>

namespace Offspring {

/// "offspring": what the library logs. Warnings are on by default, debugging output is off.
Q_DECLARE_LOGGING_CATEGORY(lcOffspring)

} // namespace Offspring

#endif // OFFSPRING_LOGCATEGORY_H
