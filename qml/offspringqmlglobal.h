// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_QML_GLOBAL_H
#define OFFSPRING_QML_GLOBAL_H

#include <QtCore/qglobal.h>

// For the classes that a C++ program may use beside QML. Their headers show classes that have no
// such mark, for the compiler alone.
#if defined(OFFSPRING_QML_BUILD)
#    define OFFSPRING_QML_EXPORT Q_DECL_EXPORT
#else
#    define OFFSPRING_QML_EXPORT Q_DECL_IMPORT
#endif

#endif // OFFSPRING_QML_GLOBAL_H
