// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A child's output, its lines and answers, and a pipeline, awaited one after the other: with QCoro.

#include <offspring/offspring.h>

#include <QCoro/QCoroCore>
#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

using namespace Offspring;
using namespace Qt::StringLiterals;

static QCoro::Task<> tell(QTextStream &out)
{
    const Command echo{u"echo"_s, {u"captured"_s}};
    out << (co_await captureProcess(echo)).out;
    ChildDevice numbers(Reactor::instance()->spawnProcess(Command{u"seq"_s, {u"3"_s}}), 1);
    const QByteArray line = co_await qCoro(numbers).readLine();
    out << "first line " << line;
    const QStringList arguments = {u"-c"_s, u"printf 'Name? '; read name; echo Hi, $name."_s};
    const Command question{u"sh"_s, arguments, {}, {}, {.usePTY = true}};
    Conversation conversation(Reactor::instance()->spawnProcess(question));
    co_await conversation.expect("Name? "_ba);
    conversation.sendLine("Ada");
    const auto match = co_await conversation.expect(QRegularExpression(u"Hi, (\\w+)\\."_s));
    out << "greeted " << match.captured.value(1) << '\n';
    const QList<Command> count =
        Command{u"seq"_s, {u"100"_s}} | Command{u"grep"_s, {u"7"_s}} | Command{u"wc"_s, {u"-l"_s}};
    const PipelineOutput counted = co_await capturePipeline(count);
    out << "counted " << counted.out;
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QTextStream out(stdout);
    QCoro::waitFor(tell(out));
}
