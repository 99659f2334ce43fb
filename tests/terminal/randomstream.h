// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RANDOMSTREAM_H
#define RANDOMSTREAM_H

#include <QtCore/QByteArray>
#include <QtCore/QRandomGenerator>

/// What programs write to a terminal, without rhyme or reason: text, controls, sequences of all
/// kinds, whole and cut, and bytes that are nothing.
class RandomStream
{
public:
    explicit RandomStream(quint32 seed)
        : m_random(seed)
    { }

    QByteArray next();
    QByteArray piece();
    int below(int limit) { return int(m_random.bounded(limit)); }

private:
    QByteArray number();
    QByteArray rendition();
    QByteArray string();
    template <int Size>
    QByteArray any(const char *const (&choices)[Size])
    {
        return choices[below(Size)];
    }

    QRandomGenerator m_random;
};

#endif // RANDOMSTREAM_H
