// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "secret.h"

#include <QtCore/QStringEncoder>

#include <algorithm>
#include <array>
#include <string.h> // NOLINT(modernize-deprecated-headers): explicit_bzero

namespace {

/// Overwrites the bytes in place, so that other strings that share them lose them, too. A string
/// that refers to memory of others, such as a literal, is left alone.
template <typename Array>
void overwrite(const Array &array)
{
    if (array.capacity() > 0) {
        void *const memory = const_cast<void *>(static_cast<const void *>(array.constData()));
        explicit_bzero(memory, std::size_t(array.size()) * sizeof(*array.constData()));
    }
}

bool continuesACharacter(char byte)
{
    return (uchar(byte) & 0xc0) == 0x80;
}

} // namespace

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

Secret Secret::take(QString &text)
{
    Secret result;
    result.append(text);
    overwrite(text);
    text.clear();
    return result;
}

Secret Secret::take(QByteArray &bytes)
{
    Secret result;
    result.append(bytes);
    overwrite(bytes);
    bytes.clear();
    return result;
}

Secret Secret::clone() const
{
    Secret result;
    result.append(QByteArrayView(m_bytes));
    return result;
}

qsizetype Secret::length() const
{
    return m_bytes.size() - std::count_if(m_bytes.begin(), m_bytes.end(), continuesACharacter);
}

bool Secret::hasLineBreakOrNul() const
{
    return std::any_of(m_bytes.begin(), m_bytes.end(),
                       [](char c) { return c == '\n' || c == '\r' || c == '\0'; });
}

void Secret::append(QStringView text)
{
    std::array<char, 256> buffer = {};
    QStringEncoder encode(QStringEncoder::Utf8);
    while (!text.isEmpty()) {
        const QStringView piece = text.first(std::min<qsizetype>(text.size(), 64));
        const char *const end = encode.appendToBuffer(buffer.data(), piece);
        append(QByteArrayView(buffer.data(), end));
        text = text.sliced(piece.size());
    }
    explicit_bzero(buffer.data(), buffer.size());
}

void Secret::append(QByteArrayView bytes)
{
    if (m_bytes.capacity() >= m_bytes.size() + bytes.size() && m_bytes.isDetached()) {
        m_bytes.append(bytes);
        return;
    }
    // A reallocation would leave the old bytes in freed memory.
    QByteArray larger;
    larger.reserve(std::max<qsizetype>(256, 2 * (m_bytes.size() + bytes.size())));
    larger.append(m_bytes).append(bytes);
    wipe();
    m_bytes = std::move(larger);
}

void Secret::chop()
{
    qsizetype start = m_bytes.size();
    while (start > 0 && continuesACharacter(m_bytes.at(start - 1)))
        --start;
    start = std::max<qsizetype>(0, start - 1);
    explicit_bzero(m_bytes.data() + start, std::size_t(m_bytes.size() - start));
    m_bytes.truncate(start);
}

void Secret::wipe()
{
    overwrite(m_bytes);
    m_bytes.clear();
}
