// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GPGPACKETS_H
#define GPGPACKETS_H

#include <QtCore/QByteArray>

/// The same bytes each time, and nothing that could be compressed.
inline QByteArray noise(qsizetype size)
{
    QByteArray result(size, Qt::Uninitialized);
    quint64 state = 0x9e3779b97f4a7c15;
    for (char &byte : result) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        byte = char(state);
    }
    return result;
}

/// With one bit of the byte at \a offset changed; a negative one counts from the end.
inline QByteArray flipped(QByteArray bytes, qsizetype offset)
{
    const qsizetype at = offset < 0 ? bytes.size() + offset : offset;
    bytes[at] = char(bytes.at(at) ^ 1);
    return bytes;
}

inline QByteArray withByte(QByteArray bytes, qsizetype offset, char byte)
{
    bytes[offset] = byte;
    return bytes;
}

/// An OpenPGP packet (RFC 4880, 4.2.2) of less than 192 bytes.
inline QByteArray packet(int tag, const QByteArray &body)
{
    return QByteArray(1, char(0xc0 | tag)) + char(body.size()) + body;
}

inline QByteArray literal(const QByteArray &text, const QByteArray &name = {})
{
    return packet(11, 'b' + QByteArray(1, char(name.size())) + name + QByteArray(4, '\0') + text);
}

/// Public keys without secret parts anywhere, for import with --allow-non-selfsigned-uid.
inline QByteArray manyKeys(int count)
{
    const QByteArray points = noise(32LL * count);
    QByteArray result;
    for (int i = 0; i < count; ++i) {
        result += packet(6,
                         QByteArray::fromHex("0469550000"
                                             "16"
                                             "092b06010401da470f01"
                                             "010740")
                             + points.mid(32LL * i, 32));
        result += packet(13, "Number " + QByteArray::number(i) + " <n@example.org>");
    }
    return result;
}

#endif // GPGPACKETS_H
