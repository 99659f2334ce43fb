// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtQuickTest/quicktest.h>

QUICK_TEST_MAIN(offspring)
