// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "terminalstyle.h"

#include "terminalsequence.h"

namespace Offspring::Terminal {

namespace {

struct Selected
{
    bool isValid = false;
    Colour colour = {};
    int next = 0; // the parameter behind it
};

bool isByte(int value)
{
    return value >= 0 && value <= 255;
}

// 38:5:INDEX, 38:2:RED:GREEN:BLUE, 38:2:SPACE:RED:GREEN:BLUE[:…]. \a at: the 38.
Selected subParameterColour(const Parameters &parameters, int at, int end)
{
    Selected result;
    result.next = end;
    const int kind = parameters.value(at + 1, -1);
    if (kind == 5 && end - at >= 3) {
        const int index = parameters.value(at + 2, 0);
        result.isValid = isByte(index);
        result.colour = Colour::indexed(index & 0xff);
    } else if (kind == 2 && end - at >= 5) {
        const int first = end - at >= 6 ? at + 3 : at + 2;
        const int red = parameters.value(first, 0);
        const int green = parameters.value(first + 1, 0);
        const int blue = parameters.value(first + 2, 0);
        result.isValid = isByte(red) && isByte(green) && isByte(blue);
        result.colour = Colour::rgb(red & 0xff, green & 0xff, blue & 0xff);
    }
    return result;
}

// 38;5;INDEX or 38;2;RED;GREEN;BLUE.
Selected parameterColour(const Parameters &parameters, int at)
{
    Selected result;
    const int kind = parameters.value(at + 1, -1);
    if (kind == 5) {
        const int index = parameters.value(at + 2, 0);
        result.next = at + 3;
        result.isValid = result.next <= parameters.count && isByte(index);
        result.colour = Colour::indexed(index & 0xff);
    } else if (kind == 2) {
        const int red = parameters.value(at + 2, 0);
        const int green = parameters.value(at + 3, 0);
        const int blue = parameters.value(at + 4, 0);
        result.next = at + 5;
        result.isValid =
            result.next <= parameters.count && isByte(red) && isByte(green) && isByte(blue);
        result.colour = Colour::rgb(red & 0xff, green & 0xff, blue & 0xff);
    } else {
        result.next = at + 2;
    }
    return result;
}

void setUnderline(Style &style, const Parameters &parameters, int at, int end)
{
    const int kind = end - at > 1 ? parameters.value(at + 1, 1) : 1;
    if (kind >= 0 && kind <= int(Style::Underline::Dashed))
        style.underline = Style::Underline(kind);
}

void setColour(Style &style, int code)
{
    if (code >= 30 && code <= 37)
        style.foreground = Colour::indexed(code - 30);
    else if (code >= 40 && code <= 47)
        style.background = Colour::indexed(code - 40);
    else if (code >= 90 && code <= 97)
        style.foreground = Colour::indexed(code - 90 + 8);
    else if (code >= 100 && code <= 107)
        style.background = Colour::indexed(code - 100 + 8);
}

void setPlain(Style &style, int code)
{
    const auto set = [&style](int attributes) {
        style.attributes = quint16(style.attributes | attributes);
    };
    const auto clear = [&style](int attributes) {
        style.attributes = quint16(style.attributes & ~attributes);
    };
    switch (code) {
    case 0: {
        const Style before = style;
        style = {};
        style.link = before.link;
        style.attributes = before.attributes & Style::Protected;
        break;
    }
    case 1:
        set(Style::Bold);
        break;
    case 2:
        set(Style::Dim);
        break;
    case 3:
        set(Style::Italic);
        break;
    case 5:
    case 6:
        set(Style::Blink);
        break;
    case 7:
        set(Style::Inverse);
        break;
    case 8:
        set(Style::Conceal);
        break;
    case 9:
        set(Style::Strike);
        break;
    case 21:
        style.underline = Style::Underline::Double;
        break;
    case 22:
        clear(Style::Bold | Style::Dim);
        break;
    case 23:
        clear(Style::Italic);
        break;
    case 24:
        style.underline = Style::Underline::None;
        break;
    case 25:
        clear(Style::Blink);
        break;
    case 27:
        clear(Style::Inverse);
        break;
    case 28:
        clear(Style::Conceal);
        break;
    case 29:
        clear(Style::Strike);
        break;
    case 39:
        style.foreground = {};
        break;
    case 49:
        style.background = {};
        break;
    case 59:
        style.underlineColour = {};
        break;
    default:
        setColour(style, code);
    }
}

} // namespace

void Style::apply(const Parameters &parameters)
{
    if (parameters.count == 0)
        setPlain(*this, 0);
    for (int at = 0; at < parameters.count;) {
        const int code = parameters.value(at, 0);
        int end = at + 1;
        while (end < parameters.count && parameters.isSub(end))
            ++end;
        const bool hasSubs = end > at + 1;
        if (code == 38 || code == 48 || code == 58) {
            const Selected selected =
                hasSubs ? subParameterColour(parameters, at, end) : parameterColour(parameters, at);
            if (selected.isValid) {
                (code == 38       ? foreground
                     : code == 48 ? background
                                  : underlineColour) = selected.colour;
            }
            end = selected.next;
        } else if (code == 4) {
            setUnderline(*this, parameters, at, end);
        } else if (!hasSubs) {
            setPlain(*this, code);
        }
        at = end;
    }
}

} // namespace Offspring::Terminal
