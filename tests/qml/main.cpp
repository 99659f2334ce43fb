// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtQuickTest/quicktest.h>

// A folder of the machine's PATH may be closed to its user: then a search in vain ends in another
// error.
[[maybe_unused]] static const bool isPathPinned = qputenv("PATH", "/usr/local/bin:/usr/bin:/bin");

QUICK_TEST_MAIN(offspring)
