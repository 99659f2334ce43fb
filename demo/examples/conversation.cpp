// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Answers a program that asks on its terminal: a name, and a password that is not shown.

#include <offspring/offspring.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTextStream>

using namespace Offspring;
using namespace Qt::StringLiterals;
using Match = Conversation::Match;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QString script =
        u"printf 'Name: '; read name; printf 'Password: '; stty -echo; read word;"
        "stty echo; echo; echo \"Welcome, $name: ${#word} signs.\""_s;
    Conversation talk(Reactor::instance()->spawnProcess(
        {.program = u"sh"_s, .arguments = {u"-c"_s, script}, .options = {.usePTY = true}}));

    talk.expect("Name: ")
        .then([&](const Match &) {
            talk.sendLine("Ada");
            return talk.expect("Password: ");
        })
        .unwrap()
        .then([&](const Match &) { return talk.sendSecret("correct horse"); })
        .unwrap()
        .then([&](bool) { return talk.expect(QRegularExpression(u"(Welcome.*)\\r\\n"_s)); })
        .unwrap()
        .then([&](const Match &match) {
            QTextStream(stdout) << match.captured.value(1, talk.transcript()) << Qt::endl;
            app.exit(match.why == Match::Why::Matched ? 0 : 1);
        });
    return app.exec();
}
