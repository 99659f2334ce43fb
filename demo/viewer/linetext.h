// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VIEWER_LINETEXT_H
#define VIEWER_LINETEXT_H

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtQml/qqmlregistration.h>

#include <utility>

/// A part of a line.
struct LinePart
{
    Q_GADGET
    QML_VALUE_TYPE(linePart)
    Q_PROPERTY(int from MEMBER from CONSTANT)
    Q_PROPERTY(int to MEMBER to CONSTANT)

public:
    int from = 0;
    int to = 0;
};

/// Finds words and whole characters in a line of output.
class LineText : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    /// The word around the character at \a position. As in terminals, a path or an address is one
    /// word. Where there is none, it is the run of blanks there, or the one character.
    Q_INVOKABLE static LinePart wordAt(const QString &line, int position);
    /// The range from \a from to \a to, extended to whole characters as users see them.
    Q_INVOKABLE static LinePart whole(const QString &line, int from, int to);
};

#endif // VIEWER_LINETEXT_H
