// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Three cats in a row, whose bytes never pass through this program, beside the same line of a
// shell's.
//
//     bench_pipeline [MEBIBYTES [ROUNDS]]

#include "contest.h"

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

void runToItsEnd(const QList<Command> &commands)
{
    Pipeline pipeline(commands);
    QEventLoop loop;
    QObject::connect(&pipeline, &Pipeline::ended, &loop, [&](const PipelineReason &reason) {
        if (!reason.isSuccess())
            qFatal("%s", qPrintable(reason.toString()));
        loop.quit();
    });
    pipeline.start();
    pipeline.closeInput();
    loop.exec();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int mebibytes = argc > 1 ? std::atoi(argv[1]) : 4096;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
    const QString bytes = QString::number(qint64(mebibytes) << 20);

    Command last{u"cat"_s};
    last.options.childFDs = {{1, ChildFD::null()}};
    const QList<Command> commands = Command{u"head"_s, {u"-c"_s, bytes, u"/dev/zero"_s}}
        | Command{u"cat"_s} | Command{u"cat"_s} | last;
    const QString line = u"head -c %1 /dev/zero | cat | cat | cat >/dev/null"_s.arg(bytes);
    const std::vector<Contestant> contestants = {
        {"sh", [&] { runToItsEnd({Command{u"sh"_s, {u"-c"_s, line}}}); }},
        {"Pipeline", [&] { runToItsEnd(commands); }},
    };
    const auto efforts = takeTurns(contestants, rounds);

    const Table table("Pipeline, " + std::to_string(mebibytes) + " MiB", {"GB/s", "GB/s / sh"});
    for (std::size_t i = 0; i < contestants.size(); ++i) {
        const double moved = double(mebibytes) * (1 << 20);
        table.row(contestants[i].name,
                  {Table::number(moved / medianOf(efforts[i], &Effort::seconds) / 1e9, 2),
                   Table::number(ratio(efforts[0], efforts[i], &Effort::seconds), 2)});
    }
    return 0;
}
