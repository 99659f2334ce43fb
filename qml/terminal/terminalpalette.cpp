// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalpalette.h"

#include <QtCore/QList>

namespace Offspring::Terminal {

namespace {

// One to four hexadecimal digits, as 8 bits: of rgb: they are a fraction, behind # the highest
// bits.
std::optional<quint32> channel(QByteArrayView digits, bool isFraction)
{
    if (digits.isEmpty() || digits.size() > 4)
        return {};
    quint32 value = 0;
    for (const char digit : digits) {
        const int number = digit >= '0' && digit <= '9' ? digit - '0'
            : digit >= 'a' && digit <= 'f'              ? digit - 'a' + 10
            : digit >= 'A' && digit <= 'F'              ? digit - 'A' + 10
                                                        : -1;
        if (number < 0)
            return {};
        value = value << 4 | quint32(number);
    }
    const int bits = int(digits.size()) * 4;
    if (isFraction) {
        const quint32 most = (1U << bits) - 1;
        return (value * 255 + most / 2) / most;
    }
    return bits < 8 ? value << 4 : value >> (bits - 8);
}

std::optional<quint32> colour(QByteArrayView red, QByteArrayView green, QByteArrayView blue,
                              bool isFraction)
{
    const auto r = channel(red, isFraction);
    const auto g = channel(green, isFraction);
    const auto b = channel(blue, isFraction);
    if (!r || !g || !b)
        return {};
    return *r << 16 | *g << 8 | *b;
}

} // namespace

quint32 Palette::indexed(int index) const
{
    return m_indexed[size_t(index)].value_or(m_defaults.indexed[size_t(index)]);
}

quint32 Palette::named(Named name) const
{
    return m_named[name].value_or(m_defaults.named[name]);
}

void Palette::setDefaults(const Defaults &defaults)
{
    m_defaults = defaults;
    ++m_revision;
}

void Palette::setIndexed(int index, quint32 colour)
{
    m_indexed[size_t(index)] = colour;
    ++m_revision;
}

void Palette::setNamed(Named name, quint32 colour)
{
    m_named[name] = colour;
    ++m_revision;
}

void Palette::resetIndexed(int index)
{
    m_indexed[size_t(index)].reset();
    ++m_revision;
}

void Palette::resetNamed(Named name)
{
    m_named[name].reset();
    ++m_revision;
}

void Palette::reset()
{
    m_indexed = {};
    m_named = {};
    ++m_revision;
}

std::optional<quint32> Palette::parse(QByteArrayView text)
{
    if (text.startsWith('#')) {
        const qsizetype digits = (text.size() - 1) / 3;
        if ((text.size() - 1) % 3 != 0 || digits == 0)
            return {};
        return colour(text.sliced(1, digits), text.sliced(1 + digits, digits),
                      text.sliced(1 + 2 * digits), false);
    }
    if (!text.startsWith("rgb:"))
        return {};
    const QByteArrayView channels = text.sliced(4);
    const qsizetype first = channels.indexOf('/');
    const qsizetype second = channels.lastIndexOf('/');
    if (first < 0 || first == second)
        return {};
    return colour(channels.first(first), channels.sliced(first + 1, second - first - 1),
                  channels.sliced(second + 1), true);
}

QByteArray Palette::text(quint32 colour)
{
    QByteArray result = "rgb:";
    for (const int shift : {16, 8, 0}) {
        const QByteArray two =
            QByteArray::number(colour >> shift & 0xff, 16).rightJustified(2, '0');
        result += two + two;
        if (shift > 0)
            result += '/';
    }
    return result;
}

std::array<quint32, 256> Palette::xtermColours()
{
    std::array<quint32, 256> result = {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd,
                                       0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00,
                                       0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff};
    const auto step = [](quint32 level) { return level == 0 ? 0 : 55 + 40 * level; };
    for (quint32 i = 0; i < 216; ++i)
        result[16 + i] = step(i / 36) << 16 | step(i / 6 % 6) << 8 | step(i % 6);
    for (quint32 i = 0; i < 24; ++i)
        result[232 + i] = (8 + 10 * i) * 0x010101;
    return result;
}

} // namespace Offspring::Terminal
