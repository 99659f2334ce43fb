// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALADDRESSES_H
#define OFFSPRING_TERMINAL_TERMINALADDRESSES_H

#include "terminaltextrow.h"

#include <QtCore/QList>
#include <QtCore/QUrl>

#include <optional>

namespace Offspring::Terminal {

/// An address that stands in a terminal's text.
struct Address
{
    Place from = {};
    Place to = {};
    QUrl url = {};
};

/// Finds addresses in what a program has written, wrapped rows joined.
///
/// They begin with a known scheme or www., and end before blanks, quotes, angle brackets, lines and
/// blocks that frame text, and full-width punctuation. Punctuation at the end belongs to the
/// sentence, and a closing bracket that has no opening one in the address to what is around it.
class Addresses
{
public:
    struct Found
    {
        qsizetype from = 0;
        qsizetype to = 0;
        QUrl url = {};
    };

    static QList<Found> inText(const QString &text);
    /// The one that the cell at \a place is part of. Of a very long line only what is around is
    /// looked at.
    static std::optional<Address> at(const Place &place, const TextRows &rows);
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALADDRESSES_H
