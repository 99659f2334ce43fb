// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// bench_terminalscreen [MEGABYTES]: how fast a screen of 120 × 40 takes bytes of four kinds, in
// pieces of 64 KiB, as a terminal reads them; the median of five, in CPU time.

#include <terminalscreen.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QRandomGenerator>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iterator>

using namespace Offspring::Terminal;

namespace {

class Kinds
{
public:
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

double seconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

int main(int argc, char **argv)
{
    const qsizetype megabytes = argc > 1 ? std::atoi(argv[1]) : 100;
    Kinds kinds;
    const struct
    {
        const char *name;
        QByteArray (Kinds::*line)();
    } all[] = {{"plain", &Kinds::plain},
               {"coloured", &Kinds::coloured},
               {"unicode", &Kinds::unicode},
               {"region", &Kinds::region}};
    for (const auto &kind : all) {
        QByteArray piece;
        while (piece.size() < (1 << 20))
            piece += (kinds.*kind.line)();
        QList<double> times;
        for (int run = 0; run < 5; ++run) {
            Screen screen(120, 40);
            const double begin = seconds();
            for (qsizetype done = 0; done < megabytes << 20; done += piece.size()) {
                for (qsizetype at = 0; at < piece.size(); at += 65536)
                    screen.feed(QByteArrayView(piece).sliced(at, qMin(piece.size() - at, 65536)));
            }
            times.append(seconds() - begin);
        }
        std::sort(times.begin(), times.end());
        std::printf("%-9s %6.3f s  %5.0f MB/s\n", kind.name, times[2],
                    double(megabytes) / times[2]);
    }
    return 0;
}
