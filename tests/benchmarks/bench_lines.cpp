// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// S6: short lines from a child, one by one: LineReceiver beside QProcess::readLine().
//
//     bench_lines [MILLIONS [ROUNDS]]

#include "contest.h"

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>
#include <QtCore/QProcess>

using namespace Offspring;

namespace {

class Lines final : public ProcessProtocol, private LineReceiver
{
public:
    explicit Lines(QEventLoop &loop)
        : m_loop(loop)
    { }

    void outReceived(const QByteArray &data) override { dataReceived(data); }
    void outConnectionLost() override { flush(); }
    void processEnded(const ExitReason &) override { m_loop.quit(); }

    qint64 count = 0;

private:
    void lineReceived(const QByteArray &line) override { count += line.size() > 0; }

    QEventLoop &m_loop;
};

qint64 byLineReceiver(Reactor &reactor, const QStringList &command)
{
    QEventLoop loop;
    Lines lines(loop);
    reactor.spawnProcess(&lines, command.first(), command);
    loop.exec();
    return lines.count;
}

qint64 byReadLine(const QStringList &command)
{
    QEventLoop loop;
    QProcess process;
    qint64 count = 0;
    QObject::connect(&process, &QProcess::readyReadStandardOutput, &loop, [&] {
        while (process.canReadLine())
            count += process.readLine().size() > 1;
    });
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    process.start(command.first(), command.mid(1));
    loop.exec();
    return count;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const qint64 lines = 1'000'000LL * (argc > 1 ? std::atoi(argv[1]) : 10);
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
    const QStringList command = {QStringLiteral(TESTCHILD), QStringLiteral("lines"),
                                 QStringLiteral("1"), QString::number(lines)};

    Reactor shared(Reactor::Watching::SharedSet);
    Reactor notifiers(Reactor::Watching::NotifierPerDescriptor);
    const auto check = [lines](qint64 count) {
        if (count != lines)
            qFatal("%lld lines", count);
    };
    const std::vector<Contestant> contestants = {
        {"LineReceiver, SharedSet", [&] { check(byLineReceiver(shared, command)); }},
        {"LineReceiver, NotifierPerDescriptor", [&] { check(byLineReceiver(notifiers, command)); }},
        {"QProcess::readLine()", [&] { check(byReadLine(command)); }},
    };
    const auto efforts = takeTurns(contestants, rounds);

    const Table table("S6 lines, " + std::to_string(lines / 1'000'000) + " million",
                      {"million lines/s", "QProcess / this"});
    for (std::size_t i = 0; i < contestants.size(); ++i) {
        table.row(contestants[i].name,
                  {Table::number(double(lines) / medianOf(efforts[i], &Effort::seconds) / 1e6, 1),
                   Table::number(ratio(efforts[2], efforts[i], &Effort::seconds), 2)});
    }
    return 0;
}
