// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STANDARDSTREAMS_H
#define STANDARDSTREAMS_H

/// Opens /dev/null on each of 0, 1 and 2 that is closed: it would become some file of ours, which
/// is not to be read, or written to.
void occupyStandardStreams();

#endif // STANDARDSTREAMS_H
