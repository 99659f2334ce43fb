// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "utf8decoder.h"

#include <QtCore/QStringDecoder>

#include <algorithm>
#include <utility>

namespace Offspring {

namespace {

constexpr qsizetype longestCharacter = 4;

// Of the character that starts with this byte; 1 also when none does.
qsizetype characterLength(unsigned char lead)
{
    if (lead >= 0xf0)
        return lead < 0xf5 ? 4 : 1;
    if (lead >= 0xe0)
        return 3;
    return lead >= 0xc2 ? 2 : 1;
}

// How many bytes at the end are the start of a character, and not all of it.
qsizetype cutLength(QByteArrayView data)
{
    const qsizetype most = std::min(longestCharacter - 1, data.size());
    for (qsizetype length = 1; length <= most; ++length) {
        const auto byte = static_cast<unsigned char>(data[data.size() - length]);
        const bool continues = (byte & 0xc0) == 0x80;
        if (!continues)
            return characterLength(byte) > length ? length : 0;
    }
    return 0;
}

} // namespace

QString Utf8Decoder::decode(QByteArrayView data)
{
    QByteArray joined; // only if there is something to join
    if (!m_cut.isEmpty()) {
        joined = std::exchange(m_cut, {}).append(data);
        data = joined;
    }
    const qsizetype cut = cutLength(data);
    m_cut = data.last(cut).toByteArray();
    return decodeUtf8(data.chopped(cut));
}

// Its last bytes are enough to know the character that it may cut.
void Utf8Decoder::skip(QByteArrayView data)
{
    const QByteArray end = m_cut + data.last(std::min(longestCharacter, data.size())).toByteArray();
    m_cut = end.last(cutLength(end));
}

QString Utf8Decoder::finish()
{
    return decodeUtf8(std::exchange(m_cut, {}));
}

// A byte order mark is a character like others: whether it is first depends on the chunks.
QString decodeUtf8(QByteArrayView data)
{
    constexpr auto flags =
        QStringConverter::Flag::Stateless | QStringConverter::Flag::ConvertInitialBom;
    return QStringDecoder(QStringDecoder::Utf8, flags).decode(data);
}

} // namespace Offspring
