// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Command: what a shell makes of its line, and what a child gets of it.

#include "behaviourtest.h"

#include <QtCore/QFile>
#include <QtCore/QPointer>
#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

/// What the real shell gives to the program when it is told the line: argv, each with a NUL.
QByteArray readByShell(const QString &shell, const QString &line, const QString &path)
{
    Recorder recorder;
    Reactor reactor;
    reactor.spawnProcess(&recorder,
                         {shell, {u"-c"_s, line}, {}, {}, {.envChanges = {{u"PATH"_s, path}}}});
    if (!BehaviourTest::waitForEnd(recorder) || recorder.ended->exitCode() != 0)
        return recorder.data[2];
    return recorder.data[1];
}

/// Anything that UTF-8 can carry but NUL, with what shells care about more often than the rest.
QString randomString(QRandomGenerator &random)
{
    constexpr char16_t special[] = u"'\"\\`$!#&*()[]{}|;<>?~ \t\r\n\x01\x7f\x1b=%@^,-+:";
    QString result;
    for (quint32 left = random.bounded(24u); left > 0; --left) {
        const quint32 kind = random.bounded(10u);
        char32_t code = 0;
        if (kind < 4)
            code = special[random.bounded(quint32(std::size(special) - 1))];
        else if (kind < 8)
            code = 1 + random.bounded(0x7fu);
        else
            code = kind == 8 ? 0x80 + random.bounded(0x780u) : 0xe000 + random.bounded(0x102000u);
        result += QString::fromUcs4(&code, 1);
    }
    return result;
}

} // namespace

class tst_Command : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void onlyWhatHasToBeIsQuoted_data();
    void onlyWhatHasToBeIsQuoted();
    void shellsReadTheSameArguments_data();
    void shellsReadTheSameArguments();
    void shellsRunTheProgramWhateverItsName_data();
    void shellsRunTheProgramWhateverItsName();

    void theChildGetsItsNameAndTheArguments();
    void theEnvironmentIsInheritedUnlessSet();
    void theOptionsPathAndEnvironmentGoFirst();
    void eachWayToSpawnTakesACommand();
    void aMistakeIsToldAsNotStarted();
    void aProgramThatBeginsWithADashIsNoWarning();
    void itPrintsWhatItIsWithoutTheEnvironmentsValues();

private:
    QTemporaryDir m_folder; // of programs with odd names
};

void tst_Command::initTestCase()
{
    QVERIFY(m_folder.isValid());
    for (const char *shell : {"dash", "bash"})
        QVERIFY2(!QStandardPaths::findExecutable(QString::fromLatin1(shell)).isEmpty(), shell);
}

void tst_Command::onlyWhatHasToBeIsQuoted_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const QStringList &words, const QString &line) {
        QTest::newRow(name) << words << line;
    };
    row("alone", {u"git"_s}, u"git"_s);
    row("plain", {u"/bin/a_B.9"_s, u"-x=1,2:3"_s, u"+%d@host"_s},
        u"/bin/a_B.9 -x=1,2:3 +%d@host"_s);
    row("a space", {u"git"_s, u"commit"_s, u"-m"_s, u"two words"_s},
        u"git commit -m 'two words'"_s);
    row("empty", {u"printf"_s, u""_s}, u"printf ''"_s);
    row("a quote", {u"echo"_s, u"it's"_s}, u"echo 'it'\\''s'"_s);
    row("a newline", {u"echo"_s, u"a\nb"_s}, u"echo 'a\nb'"_s);
    row("beyond ASCII", {u"echo"_s, u"Ä"_s}, u"echo 'Ä'"_s);
    row("no program", {u""_s}, u"''"_s);
    row("a reserved word", {u"if"_s, u"if"_s}, u"'if' if"_s);
    row("an assignment", {u"A=b"_s, u"A=b"_s}, u"'A=b' A=b"_s);
    row("an option", {u"-x"_s, u"-x"_s}, u"'-x' -x"_s);
    row("a job", {u"%1"_s, u"%1"_s}, u"env %1 %1"_s);
    row("the shell's own", {u"exec"_s, u"exec"_s}, u"env exec exec"_s);
    row("a path to such a name", {u"./exec"_s}, u"./exec"_s);
}

void tst_Command::onlyWhatHasToBeIsQuoted()
{
    QFETCH(const QStringList, words);
    QFETCH(const QString, line);
    const Command command{words.first(), words.sliced(1)};
    QCOMPARE(command.toString(), line);
}

void tst_Command::shellsReadTheSameArguments_data()
{
    QTest::addColumn<QString>("shell");
    QTest::newRow("dash") << u"dash"_s;
    QTest::newRow("bash") << u"bash"_s;
}

void tst_Command::shellsReadTheSameArguments()
{
    QFETCH(const QString, shell);
    QRandomGenerator random(20261127);
    for (int batch = 0; batch < 20; ++batch) {
        Command command{testChild(), {u"args"_s, u"1"_s, u"exit"_s, u"0"_s}};
        for (int i = 0; i < 50; ++i)
            command.arguments << randomString(random);
        QByteArray expected;
        for (const QString &word : QStringList{testChild()} + command.arguments)
            expected += word.toUtf8() + '\0';
        QCOMPARE(readByShell(shell, command.toString(), u"/usr/bin"_s), expected);
    }
}

void tst_Command::shellsRunTheProgramWhateverItsName_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"A=b", "A+=b",     "if",   "then", "time", "function", "[[", "]]",   "in",   "coproc",
          "~",   "~root",    "!",    "-x",   "-c",   "--",       "-",  "+x",   "{",    "}",
          "(",   "%1",       "%",    "#",    "#x",   "*",        "?",  "[a]",  "a b",  "it's",
          "$0",  "a\nb",     "\\",   "&",    ".",    "..",       ":",  "exec", "exit", "eval",
          "set", "source",   "cd",   "read", "wait", "command",  "@",  "=",    ",",    "1",
          "2",   "\xc3\xa4", "\x01", "\x7f", "a.b"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

void tst_Command::shellsRunTheProgramWhateverItsName()
{
    QFETCH(const QString, name);
    const bool isFolder = name == u"." || name == u"..";
    if (!isFolder)
        QVERIFY(QFile::link(testChild(), m_folder.path() + u'/' + name));
    const Command command{name, {u"args"_s, u"1"_s}};
    for (const QString &shell : {u"dash"_s, u"bash"_s}) {
        const QByteArray seen =
            readByShell(shell, command.toString(), m_folder.path() + u":/usr/bin:/bin"_s);
        if (isFolder) // there is no such program, and the shell does not take it for its own "."
            QVERIFY2(seen.contains("ermission denied") || seen.contains("not found"), seen);
        else
            QCOMPARE(seen, name.toUtf8() + QByteArray("\0args\0001\0", 8));
    }
}

void tst_Command::theChildGetsItsNameAndTheArguments()
{
    Recorder recorder;
    reactor->spawnProcess(&recorder, {testChild(), {u"args"_s, u"1"_s}});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], testChild().toUtf8() + QByteArray("\0args\0001\0", 8));
}

void tst_Command::theEnvironmentIsInheritedUnlessSet()
{
    qputenv("OFFSPRING_TEST_WORD", "of the program");
    const auto environmentOf = [this](const Command &command) {
        Recorder recorder;
        reactor->spawnProcess(&recorder, command);
        waitForEnd(recorder);
        return recorder.data[1].split('\0');
    };
    const QStringList arguments{u"environment"_s, u"1"_s};
    QVERIFY(environmentOf({testChild(), arguments}).contains("OFFSPRING_TEST_WORD=of the program"));
    // Options that say nothing of it do not take it away.
    Command limited{.program = testChild(), .arguments = arguments, .options = {.niceness = 19}};
    QVERIFY(environmentOf(limited).contains("OFFSPRING_TEST_WORD=of the program"));
    limited.options.envChanges = {{u"OFFSPRING_TEST_WORD"_s, u"changed"_s}};
    QVERIFY(environmentOf(limited).contains("OFFSPRING_TEST_WORD=changed"));
    QCOMPARE(environmentOf({.program = testChild(), .arguments = arguments, .environment = {}}),
             QByteArrayList{QByteArray()});
    Command own{.program = testChild(), .arguments = arguments};
    own.environment = {};
    own.environment.insert(u"WORD"_s, u"x"_s);
    QCOMPARE(environmentOf(own), (QByteArrayList{"WORD=x", QByteArray()}));
    qunsetenv("OFFSPRING_TEST_WORD");
}

void tst_Command::theOptionsPathAndEnvironmentGoFirst()
{
    Command command{testChild(), {u"directory"_s, u"1"_s, u"environment"_s, u"1"_s}, u"/usr"_s};
    command.environment = {};
    command.environment.insert(u"WORD"_s, u"command"_s);
    for (const bool hasOptions : {false, true}) {
        if (hasOptions) {
            command.options.path = u"/etc"_s;
            command.options.env.insert(u"WORD"_s, u"options"_s);
        }
        Recorder recorder;
        reactor->spawnProcess(&recorder, command);
        QVERIFY(waitForEnd(recorder));
        QCOMPARE(recorder.data[1],
                 hasOptions ? QByteArray("/etc\nWORD=options\0", 18)
                            : QByteArray("/usr\nWORD=command\0", 18));
    }
    qputenv("WORD", "program");
    command.options.env = QProcessEnvironment(QProcessEnvironment::InheritFromParent);
    Recorder recorder;
    reactor->spawnProcess(&recorder, command);
    QVERIFY(waitForEnd(recorder));
    qunsetenv("WORD");
    QVERIFY2(recorder.data[1].contains("WORD=program"), recorder.data[1]);
}

void tst_Command::eachWayToSpawnTakesACommand()
{
    const Command command{testChild(), {u"exit"_s, u"3"_s}};
    Recorder callers;
    auto ours = std::make_unique<Recorder>();
    const QPointer<Recorder> owned = ours.get();
    std::optional<ExitReason> ownedReason;
    ours->hook = [&](const QString &) { ownedReason = owned->ended; };
    std::optional<ExitReason> alone;
    reactor->spawnProcess(&callers, command);
    reactor->spawnProcess(std::move(ours), command);
    const auto *const transport = reactor->spawnProcess(command);
    connect(transport, &ProcessTransport::processEnded, this,
            [&](const ExitReason &reason) { alone = reason; });
    QVERIFY(waitUntil([&] { return callers.ended && ownedReason && alone && !owned; }));
    QCOMPARE(callers.ended->exitCode(), 3);
    QCOMPARE(ownedReason->exitCode(), 3);
    QCOMPARE(alone->exitCode(), 3);
}

void tst_Command::aMistakeIsToldAsNotStarted()
{
    for (const Command &command :
         {Command{}, Command{u"a\0b"_s}, Command{u"true"_s, {u"\xd800"_s}}}) {
        Recorder recorder;
        reactor->spawnProcess(&recorder, command);
        QVERIFY(waitForEnd(recorder));
        QCOMPARE(recorder.ended->kind(), ExitReason::Kind::NotStarted);
        QCOMPARE(recorder.ended->error().stage, SpawnError::Stage::Arguments);
    }
}

void tst_Command::aProgramThatBeginsWithADashIsNoWarning()
{
    QTest::failOnWarning(QRegularExpression(u"."_s));
    QFile::link(testChild(), m_folder.filePath(u"-dash"_s));
    Recorder recorder;
    reactor->spawnProcess(&recorder,
                          {.program = u"-dash"_s,
                           .arguments = {u"exit"_s, u"3"_s},
                           .options = {.envChanges = {{u"PATH"_s, m_folder.path()}}}});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 3);
}

void tst_Command::itPrintsWhatItIsWithoutTheEnvironmentsValues()
{
    Command command{u"git"_s, {u"two words"_s}, u"/tmp"_s};
    command.environment = {};
    command.environment.insert(u"TOKEN"_s, u"a secret"_s);
    command.options.newSession = true;
    QString text;
    QDebug(&text).nospace() << command;
    QCOMPARE(text,
             u"Command(git 'two words', workingDirectory: \"/tmp\", "
             "environment: QList(\"TOKEN\"), SpawnOptions(newSession))"_s);
}

QTEST_GUILESS_MAIN(tst_Command)

#include "tst_command.moc"
