// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCREENLAWS_H
#define SCREENLAWS_H

#include <terminalscreen.h>

#include <QtCore/QByteArray>

/// What holds for a screen whatever it was fed; the law that does not, or nothing.
QByteArray brokenLaw(Offspring::Terminal::Screen &screen);

/// Replies are whole control sequences and control strings: of controls they have only the ESC that
/// begins these, and the BEL that ends an OSC as it ended the question.
QByteArray brokenLaw(QByteArrayView replies);

/// Feeds two screens the bytes, one of them in pieces of 1 to 7. A byte of 0xfc, which no text has,
/// feeds them the replies that they have given so far; 0xfd is followed by a size, in two bytes.
/// Returns the law that they broke.
QByteArray fuzz(QByteArrayView bytes);

#endif // SCREENLAWS_H
