// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "randomstream.h"

QByteArray RandomStream::next()
{
    QByteArray result;
    for (int count = 1 + below(60); count > 0; --count)
        result += piece();
    return result;
}

QByteArray RandomStream::number()
{
    return below(4) == 0 ? QByteArray() : QByteArray::number(below(below(20) == 0 ? 100'000 : 30));
}

QByteArray RandomStream::rendition()
{
    QByteArray result = "\033[";
    for (int count = below(4); count >= 0; --count) {
        switch (below(4)) {
        case 0:
            result += number();
            break;
        case 1:
            result += QByteArray::number(30 + below(30));
            break;
        case 2:
            result += "38;5;" + QByteArray::number(below(300));
            break;
        default:
            result += any({"4:3", "38:2::1:2:3", "48;2;9;8;7", "58:5:1", "48:5"});
            break;
        }
        result += count > 0 ? ";" : "m";
    }
    return result;
}

QByteArray RandomStream::string()
{
    const QByteArray begin =
        any({"\033]0;", "\033]2;", "\033]7;", "\033]8;;", "\033]8;id=a;", "\033]4;1;", "\033]10;",
             "\033]52;c;", "\033]133;", "\033P$q", "\033P+q", "\033Pq", "\033_", "\033^", "\033X"});
    const QByteArray text = any(
        {"", "text", "http://a/", "?", "m", "r", "#123456", "A", "日本", "a;b\r\n", "aGVsbG8="});
    return begin + text + any({"\a", "\033\\", "\033\\", "\x18", "", "\033[m"});
}

QByteArray RandomStream::piece()
{
    const int kind = below(100);
    if (kind < 25)
        return any({"a", "hello", "0123456789012345678901234", "[x]", " ", "~"});
    if (kind < 40)
        return any({"é", "日", "日本語", "e\u0301", "\u0301", "👨\u200d👩", "\u200d", "👍🏽", "🏽",
                    "🇩🇪", "🇩", "❤\ufe0f", "\ufe0f", "한", "1\ufe0f\u20e3", "\u0085"});
    if (kind < 50)
        return any({"\r\n", "\n", "\r", "\b", "\t", "\a", "\v", "\016", "\017", "\x18", "\177"});
    if (kind < 60)
        return rendition();
    if (kind < 75)
        return "\033[" + number() + ";" + number() + QByteArray(1, char('@' + below(63)));
    if (kind < 80)
        return "\033[" + number() + any({"A", "J", "K", "L", "M", "P", "@", "X", "S", "T", "b"});
    if (kind < 85)
        return "\033[" + any({"?", "", ">"})
            + any({"1", "4", "6", "7", "20", "25", "45", "47", "69", "1045", "1047", "1049", "3",
                   "40", "1000", "2026"})
            + any({"h", "l", "$p"});
    if (kind < 92)
        return "\033"
            + any({"7",      "8",      "D",   "E",     "H",     "M",    "N",    "O",   "c",
                   "(0",     "(B",     ")0",  "#8",    "n",     "o",    "=",    ">",   "[!p",
                   "[5 q",   "[c",     "[6n", "[18t",  "[>q",   "[22t", "[23t", "[;r", "[2;5r",
                   "[3;9;r", "V",      "W",   "[1\"q", "[0\"q", "[?J",  "[?2J", "[?K", "[?1K",
                   "[2;9s",  "[4;16s", "#3",  "#4",    "#5",    "#6"});
    if (kind < 97)
        return string();
    QByteArray bytes;
    for (int count = below(5); count >= 0; --count)
        bytes += char(below(256));
    return bytes;
}
