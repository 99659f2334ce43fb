// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// bench_terminalscreen [MEGABYTES]: how fast a screen of 120 × 40 takes bytes of four kinds, in
// pieces of 64 KiB, as a terminal reads them; the median of five, in CPU time.

#include "terminaltexts.h"

#include <terminalscreen.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace Offspring::Terminal;

namespace {

double seconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

int main(int argc, char **argv)
{
    const qsizetype megabytes = argc > 1 ? std::atoi(argv[1]) : 100;
    for (const TerminalTexts::Kind &kind : TerminalTexts::kinds) {
        const QByteArray piece = TerminalTexts::piece(kind);
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
