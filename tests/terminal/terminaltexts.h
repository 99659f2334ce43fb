// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TERMINALTEXTS_H
#define TERMINALTEXTS_H

#include <QtCore/QByteArray>
#include <QtCore/QRandomGenerator>

/// What a program may write to a terminal, in four kinds; the same in every run. A line of each is
/// made anew by each call.
class TerminalTexts
{
public:
    struct Kind
    {
        const char *name;
        QByteArray (TerminalTexts::*line)();
    };
    static const Kind kinds[4];

    /// A mebibyte or a little more, in whole lines.
    static QByteArray piece(const Kind &kind)
    {
        TerminalTexts texts;
        QByteArray result;
        while (result.size() < (1 << 20))
            result += (texts.*kind.line)();
        return result;
    }

    QByteArray plain()
    {
        return QByteArray(79, 'a').replace(9, 1, " ").replace(30, 1, " ") + "\r\n";
    }

    QByteArray coloured()
    {
        constexpr const char *colours[] = {"31", "32", "1;35", "38;5;99", "38;2;10;200;30",
                                           "7",  "4"};
        QByteArray line;
        for (int i = 0; i < 9; ++i)
            line += "\033[" + any(colours) + "m" + any({"foo", "include", "x = 3;"}) + "\033[0m ";
        return line + "\r\n";
    }

    QByteArray unicode()
    {
        QByteArray line;
        for (int i = 0; i < 9; ++i)
            line +=
                any({"日本語テキスト", "приветмир", "ελληνικά", "éàü", "한국어", "😀🎉", "──│┌┐"});
        return line + "\r\n";
    }

    QByteArray region() { return "\033[5;30r\033[30;1H" + plain() + plain() + plain() + plain(); }

private:
    template <int Size>
    QByteArray any(const char *const (&choices)[Size])
    {
        return choices[m_random.bounded(Size)];
    }
    QRandomGenerator m_random{1};
};

inline const TerminalTexts::Kind TerminalTexts::kinds[4] = {{"plain", &TerminalTexts::plain},
                                                            {"coloured", &TerminalTexts::coloured},
                                                            {"unicode", &TerminalTexts::unicode},
                                                            {"region", &TerminalTexts::region}};

#endif // TERMINALTEXTS_H
