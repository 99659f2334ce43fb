// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A program on a file system that takes its time to open it: how long the event loop of the one who
// spawns it stands still, and how long it takes until the program has ended.
//
//     bench_slow [MILLISECONDS [ROUNDS]]

#include "contest.h"
#include "lateness.h"
#include "peer.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include <cstdio>

namespace {

/// With the test child as its only file, while it is there.
class SlowFileSystem
{
public:
    explicit SlowFileSystem(int milliseconds)
    {
        m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_server.start(
            QStringLiteral(SLOWFS),
            {m_directory.path(), QStringLiteral(TESTCHILD), QString::number(milliseconds)});
        const QDeadlineTimer limit(10'000);
        while (!isMounted() && m_server.state() != QProcess::NotRunning && !limit.hasExpired())
            m_server.waitForFinished(20);
    }
    ~SlowFileSystem()
    {
        m_server.terminate();
        m_server.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(SlowFileSystem)

    bool isMounted() const
    {
        return QFile::exists(m_directory.filePath(QStringLiteral("program")));
    }
    Peer::Words program() const
    {
        return {QFile::encodeName(m_directory.filePath(QStringLiteral("program")))};
    }

private:
    const QTemporaryDir m_directory;
    QProcess m_server;
};

// A loop that is not Qt's stands still as long as the call does.
double longestStall(Peer &peer, const Peer::Words &program)
{
    const Lateness lateness;
    peer.runChildren(1, program);
    return std::max(percentile(lateness.values(), 1), percentile(peer.takeCalls(), 1) / 1000);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int milliseconds = argc > 1 ? std::atoi(argv[1]) : 500;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;

    const SlowFileSystem files(milliseconds);
    if (!files.isMounted()) {
        std::printf("\nNo FUSE file system can be mounted here.\n");
        return 0;
    }
    std::vector<std::unique_ptr<Peer>> peers;
    for (auto make : {makeSharedSet, makeInBackground, makeQProcess, makeLibuv, makeGLib}) {
        if (auto peer = make())
            peers.push_back(std::move(peer));
    }
    std::vector<std::vector<double>> stalls(peers.size());
    std::vector<Contestant> contestants;
    for (std::size_t i = 0; i < peers.size(); ++i) {
        contestants.push_back({peers[i]->name(), [&, i] {
                                   stalls[i].push_back(longestStall(*peers[i], files.program()));
                               }});
    }
    const auto efforts = takeTurns(contestants, rounds);
    const Table table("A program that is opened in " + std::to_string(milliseconds) + " ms",
                      {"stall, ms", "to its end, ms"});
    for (std::size_t i = 0; i < peers.size(); ++i) {
        table.row(contestants[i].name,
                  {Table::number(median(stalls[i]), 1),
                   Table::number(1000 * medianOf(efforts[i], &Effort::seconds), 0)});
    }
    return 0;
}
