// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCREENLAWS_H
#define SCREENLAWS_H

#include <terminalscreen.h>

#include <QtCore/QByteArray>

/// What holds for a screen whatever it was fed; the law that does not, or nothing.
QByteArray brokenLaw(Offspring::Terminal::Screen &screen);

/// Feeds a screen the bytes, some of which say how they are cut and how the screen is resized
/// meanwhile. Returns the law that it broke.
QByteArray fuzz(QByteArrayView bytes);

#endif // SCREENLAWS_H
