// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_OS_STAYLOADED_H
#define OFFSPRING_OS_STAYLOADED_H

namespace Offspring::Os {

/// Keeps the code of this library in the program until its end, even when what brought it, a plugin
/// say, is unloaded. To be called before anything is made that may outlive that: a thread, or a
/// routine that Qt calls at the end.
void stayLoaded();

} // namespace Offspring::Os

#endif // OFFSPRING_OS_STAYLOADED_H
