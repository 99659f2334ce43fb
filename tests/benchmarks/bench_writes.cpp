// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Small writes to a child that counts the bytes: the CPU time of the calls alone, and from the
// spawn until the child has them all.
//
//     bench_writes [THOUSANDS [ROUNDS]]

#include "contest.h"
#include "peer.h"

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>
#include <QtCore/QProcess>

#include <ctime>

using namespace Offspring;

namespace {

class Counted final : public ProcessProtocol
{
public:
    Counted(QEventLoop &loop, const std::function<void(ProcessTransport &)> &writes)
        : m_loop(loop)
        , m_writes(writes)
    { }

    void connectionMade() override
    {
        m_writes(*transport());
        transport()->closeStdin();
    }
    void outReceived(const QByteArray &data) override { printed += data; }
    void processEnded(const ExitReason &) override { m_loop.quit(); }

    QByteArray printed;

private:
    QEventLoop &m_loop;
    const std::function<void(ProcessTransport &)> m_writes;
};

QStringList command()
{
    QStringList words;
    for (const QByteArray &word : Peer::countingChild())
        words << QString::fromLocal8Bit(word);
    return words;
}

QByteArray byOffspring(Reactor &reactor, const std::function<void(ProcessTransport &)> &writes)
{
    QEventLoop loop;
    Counted protocol(loop, writes);
    const QStringList words = command();
    reactor.spawnProcess(&protocol, words.first(), words);
    loop.exec();
    return protocol.printed;
}

QByteArray byQProcess(const std::function<void(QProcess &)> &writes)
{
    QEventLoop loop;
    QProcess process;
    QObject::connect(&process, &QProcess::started, &loop, [&] {
        writes(process);
        process.closeWriteChannel();
    });
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    const QStringList words = command();
    process.start(words.first(), words.mid(1));
    loop.exec();
    return process.readAllStandardOutput();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int writes = 1000 * (argc > 1 ? std::atoi(argv[1]) : 1000);
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 11;

    Reactor shared(Reactor::Watching::SharedSet);
    Reactor notifiers(Reactor::Watching::NotifierPerDescriptor);
    std::vector<std::vector<double>> calls(3); // CPU seconds: [contestant][round]
    for (const qsizetype size : {qsizetype(1), qsizetype(100)}) {
        const QByteArray data(size, 'x');
        const QByteArray expected = QByteArray::number(qint64(writes) * size) + '\n';
        const auto write = [&](std::size_t contestant) {
            return [&, contestant](auto &child) {
                const std::clock_t start = std::clock();
                for (int i = 0; i < writes; ++i)
                    child.write(data);
                calls[contestant].push_back(double(std::clock() - start) / CLOCKS_PER_SEC);
            };
        };
        const auto check = [&](const QByteArray &printed) {
            if (printed != expected)
                qFatal("%s instead of %s", printed.constData(), expected.constData());
        };
        const std::vector<Contestant> contestants = {
            {"Offspring, SharedSet", [&] { check(byOffspring(shared, write(0))); }},
            {"Offspring, NotifierPerDescriptor", [&] { check(byOffspring(notifiers, write(1))); }},
            {"QProcess", [&] { check(byQProcess(write(2))); }},
        };
        for (std::vector<double> &each : calls)
            each.clear();
        const auto efforts = takeTurns(contestants, rounds);

        const Table table(std::to_string(writes / 1000) + " thousand writes, "
                              + (size == 1 ? "a byte" : std::to_string(size) + " bytes") + " each",
                          {"calls, CPU ms", "/ QProcess", "to the end, ms", "/ QProcess"});
        for (std::size_t i = 0; i < contestants.size(); ++i) {
            std::vector<double> ratios;
            for (std::size_t round = 0; round < calls[i].size(); ++round)
                ratios.push_back(calls[i][round] / calls[2][round]);
            table.row(contestants[i].name,
                      {Table::number(median(calls[i]) * 1e3, 1), Table::number(median(ratios), 2),
                       Table::number(medianOf(efforts[i], &Effort::seconds) * 1e3, 1),
                       Table::number(ratio(efforts[i], efforts[2], &Effort::seconds), 2)});
        }
    }
    return 0;
}
