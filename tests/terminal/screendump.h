// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCREENDUMP_H
#define SCREENDUMP_H

#include <terminalscreen.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QStringList>

#include <optional>

/// What screendump does for its arguments: bytes → the screen that they make, as text.
struct Screendump
{
    struct Resize
    {
        qsizetype offset = 0;
        int columns = 0;
        int rows = 0;
    };

    int columns = 80;
    int rows = 24;
    int limit = 10000;
    qsizetype chunk = 0; // 0: all at once
    QList<Resize> resizes = {};
    bool hasScrollback = false;
    bool hasAttributes = false;
    bool hasEvents = false;
    bool hasReplies = false;

    static const char *const usage;
    /// None: the arguments are wrong.
    static std::optional<Screendump> fromArguments(const QStringList &arguments);

    QByteArray run(QByteArrayView bytes) const;
    /// The screen as it is.
    QByteArray text(Offspring::Terminal::Screen &screen) const;
};

#endif // SCREENDUMP_H
