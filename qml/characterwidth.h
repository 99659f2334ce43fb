// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CHARACTERWIDTH_H
#define CHARACTERWIDTH_H

namespace Offspring {

/// How many cells of a terminal \a character takes: 2 for East Asian wide ones and emoji, 0 for
/// what belongs to the character before it, as combining marks and joiners do; 1 for all others.
int cellsOf(char32_t character);

} // namespace Offspring

#endif // CHARACTERWIDTH_H
