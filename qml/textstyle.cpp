// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "textstyle.h"

#include <QtCore/QVarLengthArray>

#include <algorithm>
#include <array>

namespace Offspring {

namespace {

using Parameters = QVarLengthArray<int, 16>;

// The terminal's sixteen, none so dark or so light that it vanishes on a black or a white window.
constexpr std::array<quint32, 16> palette = {
    0xff6c6c6c, 0xffd13438, 0xff2e9e3e, 0xffb5890a, 0xff3b78ff, 0xffb146c2, 0xff1a9ba8, 0xff9a9a9a,
    0xff808080, 0xffe74856, 0xff3cb44b, 0xffc9a20c, 0xff5c94ff, 0xffc66bd6, 0xff2bb5c4, 0xffa8a8a8};

constexpr quint32 opaque(int red, int green, int blue)
{
    return 0xff000000U | quint32(red & 0xff) << 16 | quint32(green & 0xff) << 8
        | quint32(blue & 0xff);
}

// xterm's 256: the sixteen, a cube of 6 × 6 × 6, 24 greys.
quint32 indexedColour(int index)
{
    if (index < 0 || index > 255)
        return 0;
    if (index < 16)
        return palette[size_t(index)];
    if (index >= 232) {
        const int grey = 8 + 10 * (index - 232);
        return opaque(grey, grey, grey);
    }
    const auto level = [](int step) { return step == 0 ? 0 : 55 + 40 * step; };
    index -= 16;
    return opaque(level(index / 36), level(index / 6 % 6), level(index % 6));
}

// What ':' separates belongs to the number before it: a colour, or the kind of an underline.
void closeGroup(Parameters &parameters, qsizetype group)
{
    const qsizetype size = parameters.size() - group;
    const int first = parameters[group];
    const bool isColour = first == 38 || first == 48 || first == 58;
    if (isColour && size > 5 && parameters[group + 1] == 2)
        parameters.remove(group + 2); // the colour space
    if (isColour || size == 1)
        return;
    if (first == 4 && parameters[group + 1] == 0)
        parameters[group] = 24;
    parameters.resize(group + 1);
}

// A missing number is 0.
Parameters numbers(QStringView text)
{
    Parameters result = {0};
    qsizetype group = 0;
    for (const QChar character : text) {
        if (character.isDigit()) {
            result.last() = std::min(result.last() * 10 + character.digitValue(), 9999);
            continue;
        }
        if (character == u';') {
            closeGroup(result, group);
            group = result.size();
        }
        result.append(0);
    }
    closeGroup(result, group);
    return result;
}

// 38, 48 and 58: "5;n" or "2;r;g;b" follows; returns how many numbers that is, or, when it is
// neither, how many are left, because nobody knows what they mean.
qsizetype extendedColour(const Parameters &parameters, qsizetype at, quint32 &colour)
{
    const qsizetype left = parameters.size() - at - 1;
    const int *const number = parameters.data() + at;
    if (left >= 2 && number[1] == 5) {
        colour = indexedColour(number[2]);
        return 2;
    }
    if (left >= 4 && number[1] == 2) {
        colour = opaque(number[2], number[3], number[4]);
        return 4;
    }
    return left;
}

} // namespace

void TextStyle::select(QStringView text)
{
    const Parameters parameters = numbers(text);
    for (qsizetype i = 0; i < parameters.size(); ++i) {
        const int number = parameters[i];
        quint32 ofUnderline = 0;
        if (number == 38)
            i += extendedColour(parameters, i, foreground);
        else if (number == 48)
            i += extendedColour(parameters, i, background);
        else if (number == 58)
            i += extendedColour(parameters, i, ofUnderline);
        else if (number == 39)
            foreground = 0;
        else if (number == 49)
            background = 0;
        else if (number >= 30 && number <= 37)
            foreground = indexedColour(number - 30);
        else if (number >= 40 && number <= 47)
            background = indexedColour(number - 40);
        else if (number >= 90 && number <= 97)
            foreground = indexedColour(number - 90 + 8);
        else if (number >= 100 && number <= 107)
            background = indexedColour(number - 100 + 8);
        else
            selectAttribute(number);
    }
}

void TextStyle::selectAttribute(int number)
{
    const bool on = number < 20 || number == 53;
    switch (number) {
    case 0:
        *this = {};
        break;
    case 1:
        bold = true;
        break;
    case 2:
        dim = true;
        break;
    case 22:
        bold = dim = false;
        break;
    case 3:
    case 23:
        italic = on;
        break;
    case 4:
    case 24:
        underline = on;
        break;
    case 21: // twice
        underline = true;
        break;
    case 7:
    case 27:
        inverse = on;
        break;
    case 8:
    case 28:
        conceal = on;
        break;
    case 9:
    case 29:
        strike = on;
        break;
    case 53:
    case 55:
        overline = on;
        break;
    default:
        break;
    }
}

// Dim is nearer to grey, which is seen on white and on black.
quint32 TextStyle::shownColour() const
{
    constexpr quint32 grey = 0xff808080;
    const quint32 colour = inverse && background != 0 ? background : foreground;
    if (!dim)
        return colour;
    return colour == 0 ? grey
                       : 0xff000000U | (((colour & 0xfefefeU) >> 1) + ((grey & 0xfefefeU) >> 1));
}

// StyledText has no background to swap with: what would only stand out by it is bold instead.
bool TextStyle::isShownBold() const
{
    return bold || (inverse && background == 0);
}

QString TextStyle::openingTags() const
{
    QString tags;
    if (const quint32 colour = shownColour())
        tags += QStringLiteral("<font color=\"#%1\">").arg(colour & 0xffffffU, 6, 16, QChar(u'0'));
    if (isShownBold())
        tags += QStringLiteral("<b>");
    if (italic)
        tags += QStringLiteral("<i>");
    if (underline)
        tags += QStringLiteral("<u>");
    if (strike)
        tags += QStringLiteral("<s>");
    return tags;
}

QString TextStyle::closingTags() const
{
    QString tags;
    if (strike)
        tags += QStringLiteral("</s>");
    if (underline)
        tags += QStringLiteral("</u>");
    if (italic)
        tags += QStringLiteral("</i>");
    if (isShownBold())
        tags += QStringLiteral("</b>");
    if (shownColour() != 0)
        tags += QStringLiteral("</font>");
    return tags;
}

} // namespace Offspring
