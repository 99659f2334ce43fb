// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Two children that share a pipe, made by hand: seq 3 | wc -l.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

using namespace Offspring;
using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    Reactor *const reactor = Reactor::instance();

    auto [readEnd, writeEnd] = ChildFD::pipe();
    reactor->spawnProcess({.program = u"seq"_s,
                           .arguments = {u"3"_s},
                           .options = {.childFDs = {{1, std::exchange(writeEnd, {})}}}});
    auto *wc = reactor->spawnProcess(
        {.program = u"wc"_s,
         .arguments = {u"-l"_s},
         .options = {.childFDs = {{0, std::exchange(readEnd, {})}, {1, 'r'}}}});

    ChildDevice count(wc, 1);
    while (count.waitForReadyRead(-1))
        QTextStream(stdout) << count.readAll();
}
