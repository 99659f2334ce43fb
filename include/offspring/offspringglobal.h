// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_GLOBAL_H
#define OFFSPRING_GLOBAL_H

#include <QtCore/qglobal.h>

#if defined(OFFSPRING_STATIC)
#    define OFFSPRING_EXPORT
#elif defined(OFFSPRING_BUILD)
#    define OFFSPRING_EXPORT Q_DECL_EXPORT
#else
#    define OFFSPRING_EXPORT Q_DECL_IMPORT
#endif

#endif // OFFSPRING_GLOBAL_H
