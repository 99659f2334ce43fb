// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The version's words and numbers agree, and the project has read them.

#include <offspring/offspringversion.h>

#include <QtCore/qglobal.h>

#include <string_view>

static_assert(std::string_view(OFFSPRING_VERSION_STR) == QT_STRINGIFY(VERSION));
static_assert(OFFSPRING_VERSION
              == OFFSPRING_VERSION_CHECK(VERSION_MAJOR, VERSION_MINOR, VERSION_PATCH));

#if OFFSPRING_VERSION < OFFSPRING_VERSION_CHECK(0, 2, 0)
#    error "this needs Offspring 0.2 or newer"
#endif
