// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// How many system calls each way to run children makes, as strace(1) counts them: for a spawn from
// its beginning to its end, the child's own part too; and, by this process alone, for each MiB that
// comes out of a child or goes into one. What is counted is the difference between much work and
// little, so that what each does once does not count.
//
//     bench_calls

#include "contest.h"
#include "peer.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

namespace {

struct Work
{
    const char *name;
    const char *title;
    bool withChildren; ///< whose calls count too
    int little;
    int much;
};

constexpr Work works[] = {
    {"spawn", "per spawn", true, 20, 120},
    {"out", "per MiB out", false, 64, 320},
    {"in", "per MiB in", false, 64, 320},
};

void perform(Peer &peer, const QString &work, int amount)
{
    const qint64 bytes = qint64(amount) << 20;
    if (work == QLatin1String("spawn")) {
        for (int i = 0; i < amount; ++i)
            peer.run(1);
    } else if (work == QLatin1String("out")) {
        peer.drain(bytes);
    } else {
        peer.feed(bytes);
    }
}

/// The column "calls" of the last line of strace's summary.
double totalIn(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file.errorString()));
    const QByteArrayList words =
        file.readAll().trimmed().split('\n').last().simplified().split(' ');
    if (words.last() != "total")
        qFatal("strace has no summary");
    return words.value(3).toDouble();
}

double calls(std::size_t peer, const Work &work, int amount)
{
    const QTemporaryDir folder;
    const QString summary = folder.filePath(QStringLiteral("summary"));
    QStringList arguments = {QStringLiteral("-qq"), QStringLiteral("-c"), QStringLiteral("-o"),
                             summary};
    if (work.withChildren)
        arguments << QStringLiteral("-f");
    arguments << QCoreApplication::applicationFilePath() << QString::number(peer)
              << QString::fromLatin1(work.name) << QString::number(amount);
    if (QProcess::execute(QStringLiteral("strace"), arguments) != 0)
        qFatal("strace failed");
    return totalIn(summary);
}

void compare()
{
    std::vector<std::string> titles;
    for (const Work &work : works)
        titles.emplace_back(work.title);
    const Table table("system calls", titles);
    const auto peers = allPeers();
    for (std::size_t i = 0; i < peers.size(); ++i) {
        if (peers[i]->pid() != 0)
            continue;
        std::vector<std::string> cells;
        for (const Work &work : works) {
            const double difference = calls(i, work, work.much) - calls(i, work, work.little);
            cells.push_back(Table::number(difference / (work.much - work.little), 1));
        }
        table.row(peers[i]->name(), cells);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc == 4) // under strace
        perform(*allPeers().at(std::size_t(std::atoi(argv[1]))), QString::fromLocal8Bit(argv[2]),
                std::atoi(argv[3]));
    else
        compare();
    return 0;
}
