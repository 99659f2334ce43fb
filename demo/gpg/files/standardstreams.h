// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STANDARDSTREAMS_H
#define STANDARDSTREAMS_H

/// Opens /dev/null on each of 0, 1 and 2 that is closed. Otherwise the next file that is opened
/// would get that number, and be read or written by mistake.
void occupyStandardStreams();

#endif // STANDARDSTREAMS_H
