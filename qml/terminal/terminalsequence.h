// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OFFSPRING_TERMINAL_TERMINALSEQUENCE_H
#define OFFSPRING_TERMINAL_TERMINALSEQUENCE_H

#include <QtCore/qglobal.h>

namespace Offspring::Terminal {

/// The numbers of a control sequence. More than there is room for are dropped.
struct Parameters
{
    static constexpr int capacity = 64;
    static constexpr int maximum = 65535; // of a value

    int count = 0;
    int values[capacity] = {}; // -1: left out
    quint64 subs = 0; // a bit for each: it stands behind a colon

    bool isSub(int index) const { return subs >> index & 1; }
    int value(int index, int whenMissing) const
    {
        return index < count && values[index] >= 0 ? values[index] : whenMissing;
    }
    /// A number of times, or a place counted from 1: 0 means 1 as well.
    int atLeastOne(int index) const { return qMax(value(index, 1), 1); }
};

/// A control sequence, an escape sequence or the head of a control string.
struct Sequence
{
    Parameters parameters = {};
    quint8 marker = 0; // < = > ? behind CSI or DCS
    quint8 intermediate = 0;
    quint8 final = 0;

    static constexpr quint32 key(quint8 marker, quint8 intermediate, quint8 final)
    {
        return quint32(marker) << 16 | quint32(intermediate) << 8 | final;
    }
    constexpr quint32 key() const { return key(marker, intermediate, final); }
};

} // namespace Offspring::Terminal

#endif // OFFSPRING_TERMINAL_TERMINALSEQUENCE_H
