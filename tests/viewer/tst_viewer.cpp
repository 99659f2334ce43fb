// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The viewer's real window, driven by keys and clicks alone.

#include "commandline.h"
#include "completion.h"
#include "viewertest.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QPointF>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

/// The state letter in /proc/PID/stat: 'S' for one that waits.
char stateOf(int pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    return text.at(text.lastIndexOf(')') + 2);
}

bool isAlive(int pid)
{
    const char state = stateOf(pid);
    return state != 0 && state != 'Z';
}

/// Ends what a test has left behind on purpose.
class Leftover
{
public:
    explicit Leftover(int pid)
        : m_pid(pid)
    { }
    ~Leftover() { kill(m_pid, SIGKILL); }
    Leftover(const Leftover &) = delete;
    Leftover &operator=(const Leftover &) = delete;

private:
    const int m_pid;
};

/// As from a terminal, whatever has started the test: a shell's background job ignores SIGINT.
void prepare(QProcess &viewer)
{
    viewer.setProcessChannelMode(QProcess::ForwardedChannels);
    viewer.setChildProcessModifier([] {
        for (const int number : {SIGTERM, SIGINT, SIGHUP})
            signal(number, SIG_DFL);
    });
}

// Ignored, so that the end of the terminal's session does not catch it before it has left that.
const QString daemonLine = u"trap '' HUP; setsid sleep 501 & echo started $!"_s;

void makeProgram(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\necho made\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

class tst_Viewer : public ViewerTest
{
    Q_OBJECT

private Q_SLOTS:
    void aLineIsSplitAsAShellWould_data();
    void aLineIsSplitAsAShellWould();
    void theShellIsTheOneThatUnderstandsTheLine_data();
    void theShellIsTheOneThatUnderstandsTheLine();
    void whatOnlyChangesAShellIsExplained_data();
    void whatOnlyChangesAShellIsExplained();
    void aMissingBashIsExplained();
    void wordsBecomeALineAndWordsAgain();
    void completionKnowsProgramsFilesAndFolders();

    void returnStartsAndTheLinesAreShown();
    void anExampleStartsWithOneClick();
    void aShellLineIsGivenToTheShell();
    void itIsSaidWhichShellRunsTheLine();
    void cdAloneIsAnswered();
    void stopEndsARunaway();
    void stopEndsTheWholeTree();
    void aSecondStopKills();
    void stopReachesWhoIsStopped();
    void whoHoldsTheOutputIsNamedAndLetGo_data();
    void whoHoldsTheOutputIsNamedAndLetGo();
    void anExitIsToldWhileItIsPaused();
    void stopAndQuitQuitsWhoeverHolds_data();
    void stopAndQuitQuitsWhoeverHolds();
    void stopAndCloseClosesWhoeverHolds();
    void aSecondQuitDoesNotWait();
    void theWindowsEndBySignalIsItsChildrens_data();
    void theWindowsEndBySignalIsItsChildrens();
    void anIgnoredHangUpStaysIgnored();
    void itsCommandRunsOnATerminalWhenTheProgramIsToldSo_data();
    void itsCommandRunsOnATerminalWhenTheProgramIsToldSo();
    void aMissingProgramIsAnErrorUnderTheLine();
    void anOpenQuoteIsAnErrorUnderTheLine();
    void aMissingFolderIsAnErrorUnderTheLine();
    void theFolderIsWhereTheCommandRuns();
    void aTerminalIsATerminal();
    void linesAreSentAndTheInputEnds();
    void onATerminalTheInputEndsAsOftenAsOneLikes();
    void theFilterShowsOneStream();
    void searchGoesFromMatchToMatch();
    void searchBeginsWithWhatIsInSight();
    void pauseLetsTheCommandWait();
    void followLetsGoAndTakesHold();
    void wrappedLinesAreFollowedToo();
    void oneCanScrollUpInAFlood();
    void copyTakesTheSelectedLines();
    void clearForgetsTheLines();
    void coloursComeBackWithTheTheme();
    void whatDoesNotFitScrollsSideways();
    void whatWasDroppedIsSaid();
    void aSecondStartIsAnswered();
    void controlCInterruptsOnATerminal();
    void upRecallsWhatWasSent();
    void upAndDownRecallCommands();
    void arrowsChooseACompletion();
    void tabCompletesTheCommand();
    void tabsRunSideBySide();
    void aRunningTabAsksBeforeItCloses();
    void theWindowAsksBeforeItCloses();
    void theStatusTellsTheWholeStory();
    void everyControlIsReachedByTab();
    void pictures();
};

void tst_Viewer::aLineIsSplitAsAShellWould_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words"); // empty: the shell gets it
    QTest::addColumn<QString>("error");

    const auto row = [](const char *name, const QString &text, const QStringList &words,
                        const QString &error = {}) {
        QTest::newRow(name) << text << words << error;
    };
    row("words", u"  ls  -l /tmp "_s, {u"ls"_s, u"-l"_s, u"/tmp"_s});
    row("single quotes", u"echo 'a  b' '$x|y'"_s, {u"echo"_s, u"a  b"_s, u"$x|y"_s});
    row("double quotes", u"echo \"a \\\"b\\\" c|d\""_s, {u"echo"_s, u"a \"b\" c|d"_s});
    row("empty word", u"printf '' x"_s, {u"printf"_s, {}, u"x"_s});
    row("joined", u"a'b'\"c\"d"_s, {u"abcd"_s});
    row("backslash", u"echo a\\ b \\* \\$x"_s, {u"echo"_s, u"a b"_s, u"*"_s, u"$x"_s});
    row("tilde inside", u"ls a~b x#y"_s, {u"ls"_s, u"a~b"_s, u"x#y"_s});
    row("pipe", u"ls | wc"_s, {});
    row("variable in double quotes", u"echo \"$HOME\""_s, {});
    row("pattern", u"ls *.txt"_s, {});
    row("home", u"ls ~/x"_s, {});
    row("builtin", u"exit 3"_s, {});
    row("assignment", u"A=1 env"_s, {});
    row("comment", u"ls # all"_s, {});
    row("nothing", u"  "_s, {}, u"nothing to run"_s);
    row("open quote", u"echo 'a"_s, {u"echo"_s, u"a"_s}, u"the quote ' is not closed"_s);
}

void tst_Viewer::aLineIsSplitAsAShellWould()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, words);
    QFETCH(const QString, error);
    CommandLine command;
    command.setText(text);
    QCOMPARE(command.error(), error);
    QCOMPARE(command.needsShell(), words.isEmpty() && error.isEmpty());
    if (command.needsShell()) {
        QCOMPARE(command.program(), u"sh"_s);
        QCOMPARE(command.arguments(), QStringList({u"-c"_s, text}));
    } else {
        QCOMPARE(command.program(), words.value(0));
        QCOMPARE(command.arguments(), words.mid(1));
    }
}

void tst_Viewer::theShellIsTheOneThatUnderstandsTheLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shell"); // empty: none
    const auto row = [](const char *text, const QString &shell) {
        QTest::newRow(text) << QString::fromUtf8(text) << shell;
    };
    for (const char *const text : {"[[ a == b ]] && echo x",
                                   "echo {1..3}",
                                   "echo {a,b}.txt",
                                   "cp x{,.old}",
                                   "diff <(ls) <(ls -a)",
                                   "cat <<<word",
                                   "make &>log",
                                   "make |& less",
                                   "echo $'a\\tb'",
                                   "source env.sh",
                                   "a=(1 2); echo x",
                                   "echo ${x^^}",
                                   "echo ${x//a/b}",
                                   "echo ${x:1:2}",
                                   "echo ${!x}",
                                   "echo $RANDOM",
                                   "((1 + 1))",
                                   "time ls",
                                   "function f { ls; }; f",
                                   "if [[ -n x ]]; then ls; fi",
                                   "[ a == b ]",
                                   "read -s x",
                                   "set -o pipefail; ls | wc",
                                   "A=1 source x",
                                   "ls; shopt -s nullglob",
                                   "echo \"${x[0]}\"",
                                   "echo one\necho {1..3}"}) {
        row(text, u"bash"_s);
    }
    for (const char *const text : {"ls | wc",
                                   "echo $HOME",
                                   "echo ${x:-1}",
                                   "echo $((1 + 1))",
                                   "exit 3",
                                   "A=1 make",
                                   "cat <<EOF\nit's\nEOF",
                                   "ls # it's [[ {1..3}",
                                   "if [ a = b ]; then ls; fi",
                                   "cd /tmp && ls",
                                   ". env.sh",
                                   "read x",
                                   "echo ${#x} ${x%.c} ${x#a}",
                                   "for i in 1; do ls; done",
                                   "make 2>&1",
                                   "export",
                                   "umask",
                                   "echo '[[' ; ls",
                                   "type ls",
                                   "echo [[",
                                   "ls -l\nls",
                                   "( (ls) )"}) {
        row(text, u"sh"_s);
    }
    for (const char *const text :
         {"find . -exec echo {} +", "git show HEAD@{1}", "xargs -I{} echo", "echo '{1..3}' '[['",
          "echo time source", "echo a=b", "echo \\{1..3\\}", "printf '%s\n' a"}) {
        row(text, {});
    }
}

void tst_Viewer::theShellIsTheOneThatUnderstandsTheLine()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shell);
    if (shell == u"bash" && QStandardPaths::findExecutable(shell).isEmpty())
        QSKIP("there is no bash");
    CommandLine command;
    command.setText(text);
    QCOMPARE(command.error(), QString());
    QCOMPARE(command.needsShell(), !shell.isEmpty());
    if (!shell.isEmpty()) {
        QCOMPARE(command.program(), shell);
        QCOMPARE(command.arguments(), QStringList({u"-c"_s, text}));
        QVERIFY(command.shell().startsWith(shell));
        QVERIFY(command.shellNote().startsWith(command.shell()));
    }
}

void tst_Viewer::whatOnlyChangesAShellIsExplained_data()
{
    QTest::addColumn<bool>("isAnswered");
    for (const char *const text :
         {"cd", "cd /tmp", "cd ~", "cd \"$HOME\"", "pushd /tmp", "export A=b", "A=b", "A=b B=c",
          "alias ll='ls -l'", "umask 022", "unset A"}) {
        QTest::newRow(text) << true;
    }
    for (const char *const text :
         {"cd /tmp && ls", "cd /tmp; ls", "A=b make", "export A=b; make", "export", "umask",
          "alias", "(cd /tmp)", "cd /tmp\nls", "cdda"}) {
        QTest::newRow(text) << false;
    }
}

void tst_Viewer::whatOnlyChangesAShellIsExplained()
{
    QFETCH(const bool, isAnswered);
    const QString text = QString::fromLatin1(QTest::currentDataTag());
    CommandLine command;
    command.setText(text);
    QCOMPARE(!command.error().isEmpty(), isAnswered);
    QCOMPARE(command.error().contains(u"the shell that runs it"_s), isAnswered);
}

void tst_Viewer::aMissingBashIsExplained()
{
    const QTemporaryDir folder;
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", folder.path().toLocal8Bit());
    CommandLine command;
    command.setText(u"[[ a == b ]]"_s);
    const QString error = command.error();
    command.setText(u"echo {1..3}"_s);
    const QString other = command.error();
    qputenv("PATH", path);
    QCOMPARE(error, u"“[[” needs bash, and there is none on PATH; sh has [ … ]"_s);
    QVERIFY2(other.startsWith(u"“{1..3}” needs bash"_s), qPrintable(other));
}

void tst_Viewer::wordsBecomeALineAndWordsAgain()
{
    const QStringList words = {u"sh"_s, u"-c"_s, u"echo 'a' \"$b\" | wc"_s, {}, u"x y"_s, u"ü~"_s};
    CommandLine command;
    command.setText(CommandLine::fromWords(words));
    QCOMPARE(QStringList(command.program()) + command.arguments(), words);
    QVERIFY(!command.needsShell());
}

void tst_Viewer::completionKnowsProgramsFilesAndFolders()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"sub folder"_s));
    makeProgram(folder.filePath(u"subject"_s));
    QCOMPARE(Completion::commands(u"cat su"_s, folder.path()),
             QStringList({u"cat sub\\ folder/"_s, u"cat subject "_s}));
    QCOMPARE(Completion::commands(u"ls | nproc"_s, folder.path()), QStringList(u"ls | nproc "_s));
    QCOMPARE(Completion::commands(u"cat "_s, folder.path()), QStringList());
    QCOMPARE(Completion::folders(folder.path() + u"/s"_s),
             QStringList(folder.path() + u"/sub folder/"_s));
    QCOMPARE(Completion::commonBeginning({u"cat a1"_s, u"cat a2"_s}), u"cat a"_s);
    QCOMPARE(Completion::absolute(u"~/x"_s), QDir::home().filePath(u"x"_s));
}

void tst_Viewer::returnStartsAndTheLinesAreShown()
{
    run(u"printf 'one\\ntwo\\nno newline'"_s);
    TRY_COMPARE(lines(), QStringList({u"one"_s, u"two"_s, u"no newline"_s}));
    QVERIFY2(textOf(u"statusLabel"_s).startsWith(u"exited with code 0 after "_s),
             qPrintable(textOf(u"statusLabel"_s)));
}

void tst_Viewer::anExampleStartsWithOneClick()
{
    click(u"example2"_s);
    QCOMPARE(textOf(u"commandField"_s), u"cat"_s);
    TRY(running());
}

void tst_Viewer::aShellLineIsGivenToTheShell()
{
    run(u"seq 3 | tac; exit 4"_s);
    TRY_COMPARE(lines(), QStringList({u"3"_s, u"2"_s, u"1"_s}));
    QVERIFY(textOf(u"statusLabel"_s).startsWith(u"exited with code 4 after "_s));
}

void tst_Viewer::itIsSaidWhichShellRunsTheLine()
{
    enter(u"ls"_s);
    QVERIFY(!item(u"shellLabel"_s)->isVisible());
    enter(u"ls | wc"_s);
    TRY(item(u"shellLabel"_s)->isVisible());
    QVERIFY2(textOf(u"shellLabel"_s).startsWith(u"by sh"_s), qPrintable(textOf(u"shellLabel"_s)));
    if (QStandardPaths::findExecutable(u"bash"_s).isEmpty())
        QSKIP("there is no bash");
    run(u"for i in {1..3}; do [[ $i == 2 ]] || echo $i; done"_s);
    TRY_COMPARE(lines(), QStringList({u"1"_s, u"3"_s}));
    QCOMPARE(textOf(u"shellLabel"_s), u"by bash"_s);
}

void tst_Viewer::cdAloneIsAnswered()
{
    run(u"cd /tmp"_s);
    TRY(item(u"errorLabel"_s)->isVisible());
    QVERIFY2(
        textOf(u"errorLabel"_s).startsWith(u"Not started: cd changes the folder of the shell"_s),
        qPrintable(textOf(u"errorLabel"_s)));
    run(u"cd /tmp && pwd"_s);
    TRY_COMPARE(lines(), QStringList(u"/tmp"_s));
}

void tst_Viewer::stopReachesWhoIsStopped()
{
    enter(u"echo ready; kill -STOP $$"_s);
    press(Qt::Key_Return);
    TRY(count() == 1);
    click(u"stopButton"_s);
    TRY(!running());
    QVERIFY(textOf(u"statusLabel"_s).startsWith(u"ended by SIGTERM after "_s));
}

void tst_Viewer::whoHoldsTheOutputIsNamedAndLetGo_data()
{
    QTest::addColumn<bool>("terminal");
    QTest::newRow("a pipe") << false;
    QTest::newRow("a terminal") << true;
}

void tst_Viewer::whoHoldsTheOutputIsNamedAndLetGo()
{
    QFETCH(const bool, terminal);
    if (terminal)
        click(u"ptySwitch"_s);
    const auto shown = [&] { return terminal ? terminalLines() : lines(); };
    enter(u"setsid sh -c 'trap \"\" HUP; exec sleep 501' & echo started $!; sleep 0.1"_s);
    press(Qt::Key_Return);
    TRY(shown().size() == 1);
    const int pid = shown().first().section(u' ', 1).toInt();
    const Leftover leftover(pid);
    const QString status = u"; sleep, pid %1, still holds the output"_s.arg(pid);
    TRY(textOf(u"statusLabel"_s).contains(status));
    QVERIFY2(textOf(u"statusLabel"_s).startsWith(u"exited with code 0 after "_s),
             qPrintable(textOf(u"statusLabel"_s)));
    QVERIFY(running());
    QVERIFY(isAlive(pid));
    click(u"stopButton"_s);
    TRY(!running());
    QVERIFY2(
        textOf(u"statusLabel"_s).contains(u"; sleep, pid %1, still held the output"_s.arg(pid)),
        qPrintable(textOf(u"statusLabel"_s)));
    QVERIFY(isAlive(pid)); // it is none of ours to stop
    run(u"echo again"_s);
    TRY_COMPARE(shown(), QStringList(u"again"_s));
}

void tst_Viewer::anExitIsToldWhileItIsPaused()
{
    enter(u"echo one; read x; echo two; exit 3"_s);
    press(Qt::Key_Return);
    TRY(count() == 1);
    press(Qt::Key_P, Qt::ControlModifier);
    press(Qt::Key_I, Qt::ControlModifier);
    press(Qt::Key_Return);
    TRY(textOf(u"statusLabel"_s).startsWith(u"exited with code 3 after "_s));
    QVERIFY2(textOf(u"statusLabel"_s).endsWith(u"; paused, what it wrote is not all read"_s),
             qPrintable(textOf(u"statusLabel"_s)));
    QVERIFY(running());
    press(Qt::Key_P, Qt::ControlModifier);
    TRY(!running());
    QCOMPARE(lines(), QStringList({u"one"_s, u"two"_s}));
}

void tst_Viewer::stopAndQuitQuitsWhoeverHolds_data()
{
    QTest::addColumn<bool>("terminal");
    QTest::addColumn<QString>("command");
    QTest::newRow("a pipe") << false << daemonLine;
    QTest::newRow("a terminal") << true << daemonLine;
    QTest::newRow("it lives") << false << daemonLine + u"; sleep 1000"_s;
}

void tst_Viewer::stopAndQuitQuitsWhoeverHolds()
{
    QFETCH(const bool, terminal);
    QFETCH(const QString, command);
    if (terminal)
        click(u"ptySwitch"_s);
    enter(command);
    press(Qt::Key_Return);
    const auto shown = [&] { return terminal ? terminalLines() : lines(); };
    TRY(shown().size() == 1);
    const Leftover leftover(shown().first().section(u' ', 1).toInt());
    press(Qt::Key_Q, Qt::ControlModifier | Qt::ShiftModifier); // as a terminal leaves it to us
    TRY(item(u"noButton"_s)->hasActiveFocus());
    press(Qt::Key_Tab);
    press(Qt::Key_Space);
    TRY(!window()->isVisible());
}

void tst_Viewer::stopAndCloseClosesWhoeverHolds()
{
    press(Qt::Key_T, Qt::ControlModifier);
    enter(daemonLine);
    press(Qt::Key_Return);
    TRY(count() == 1);
    const Leftover leftover(line(0).section(u' ', 1).toInt());
    TRY(textOf(u"statusLabel"_s).contains(u"still holds the output"_s));
    press(Qt::Key_W, Qt::ControlModifier);
    TRY(item(u"noButton"_s)->hasActiveFocus());
    QVERIFY2(textOf(u"confirmQuestion"_s).contains(u"still holds the output"_s),
             qPrintable(textOf(u"confirmQuestion"_s)));
    press(Qt::Key_Tab);
    press(Qt::Key_Return);
    TRY_COMPARE(tabs(), 1);
}

void tst_Viewer::aSecondQuitDoesNotWait()
{
    enter(u"trap '' TERM; echo ready; while :; do sleep 0.1; done"_s);
    press(Qt::Key_Return);
    TRY(count() == 1);
    press(Qt::Key_Q, Qt::ControlModifier);
    TRY(item(u"noButton"_s)->hasActiveFocus());
    press(Qt::Key_Tab);
    press(Qt::Key_Space);
    TRY(textOf(u"statusLabel"_s).contains(u"stopping: SIGKILL in "_s));
    press(Qt::Key_Q, Qt::ControlModifier);
    TRY(!window()->isVisible());
}

void tst_Viewer::theWindowsEndBySignalIsItsChildrens_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<QString>("command");
    const QString direct = u"sh -c 'echo $$ >%1; exec sleep 1000'"_s;
    QTest::newRow("SIGTERM") << SIGTERM << direct;
    QTest::newRow("SIGINT") << SIGINT << direct;
    QTest::newRow("SIGHUP") << SIGHUP << direct;
    QTest::newRow("SIGKILL") << SIGKILL << direct;
    QTest::newRow("SIGTERM, and the tree") << SIGTERM << u"sleep 1000 & echo $! >%1; wait"_s;
}

void tst_Viewer::theWindowsEndBySignalIsItsChildrens()
{
    QFETCH(const int, signal);
    QFETCH(const QString, command);
    const QString pidFile = m_home.filePath(u"pid"_s);
    QFile::remove(pidFile);
    QProcess viewer;
    prepare(viewer);
    viewer.start(QStringLiteral(BINARY_DIR "/offspring-viewer"),
                 {u"-platform"_s, u"offscreen"_s, u"--"_s, command.arg(pidFile)});
    QVERIFY(viewer.waitForStarted());
    const auto pid = [&] {
        QFile file(pidFile);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
    };
    TRY(pid() > 0);
    const Leftover leftover(pid());
    QVERIFY(isAlive(pid()));
    QCOMPARE(kill(pid_t(viewer.processId()), signal), 0);
    TRY(viewer.state() == QProcess::NotRunning);
    QCOMPARE(viewer.exitStatus(), QProcess::CrashExit); // by a signal
    QCOMPARE(viewer.exitCode(), signal);
    TRY(!isAlive(pid()));
}

void tst_Viewer::anIgnoredHangUpStaysIgnored()
{
    const QString pidFile = m_home.filePath(u"pid"_s);
    QFile::remove(pidFile);
    QProcess viewer;
    prepare(viewer);
    viewer.start(u"sh"_s,
                 {u"-c"_s, u"trap '' HUP; exec \"$0\" \"$@\""_s,
                  QStringLiteral(BINARY_DIR "/offspring-viewer"), u"-platform"_s, u"offscreen"_s,
                  u"--"_s, u"kill -HUP $PPID; echo $$ >'%1'; exec sleep 1000"_s.arg(pidFile)});
    TRY(QFileInfo(pidFile).size() > 0);
    QCOMPARE(viewer.state(), QProcess::Running);
    viewer.terminate();
    TRY(viewer.state() == QProcess::NotRunning);
    QCOMPARE(viewer.exitCode(), SIGTERM); // it was not the other that ended it
}

void tst_Viewer::itsCommandRunsOnATerminalWhenTheProgramIsToldSo_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("not told") << QStringList() << "pipe\n"_ba;
    QTest::newRow("--terminal") << QStringList(u"--terminal"_s) << "terminal\n"_ba;
}

void tst_Viewer::itsCommandRunsOnATerminalWhenTheProgramIsToldSo()
{
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, said);
    const QString path = m_home.filePath(u"said"_s);
    QFile::remove(path);
    QProcess viewer;
    prepare(viewer);
    const QString line =
        u"(test -t 0 && echo terminal || echo pipe) >'%1'; kill $PPID; exec sleep 1000"_s;
    viewer.start(QStringLiteral(BINARY_DIR "/offspring-viewer"),
                 QStringList{u"-platform"_s, u"offscreen"_s} + options
                     + QStringList{u"--"_s, line.arg(path)});
    TRY(viewer.state() == QProcess::NotRunning);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), said);
}

void tst_Viewer::stopEndsARunaway()
{
    enter(u"yes"_s);
    click(u"startButton"_s);
    TRY(byteCount() > 10e6);
    click(u"stopButton"_s);
    TRY(!running());
    QVERIFY(textOf(u"statusLabel"_s).startsWith(u"ended by SIGTERM after "_s));
    TRY(count() > 0);
    QCOMPARE(line(0), u"y"_s);
}

void tst_Viewer::stopEndsTheWholeTree()
{
    enter(u"sh -c 'sleep 1000 & echo ready; sleep 1000'"_s);
    press(Qt::Key_Return);
    TRY(count() == 1);
    press(Qt::Key_Period, Qt::ControlModifier);
    TRY(!running()); // no process has the pipe open any more
}

void tst_Viewer::aSecondStopKills()
{
    enter(u"trap '' TERM; echo ready; while :; do sleep 0.1; done"_s);
    press(Qt::Key_Return);
    TRY(count() == 1);
    click(u"stopButton"_s);
    TRY_COMPARE(textOf(u"stopButton"_s), u"Kill"_s);
    click(u"stopButton"_s);
    TRY(!running());
    QVERIFY(textOf(u"statusLabel"_s).startsWith(u"ended by SIGKILL after "_s));
}

void tst_Viewer::aMissingProgramIsAnErrorUnderTheLine()
{
    // A folder that may not be searched would make it another error.
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", "/usr/local/bin:/usr/bin:/bin");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not started: "_s));
    run(u"no-such-program -x"_s);
    qputenv("PATH", path);
    TRY(item(u"errorLabel"_s)->isVisible());
    QCOMPARE(textOf(u"errorLabel"_s),
             u"Not started: there is no program “no-such-program” on PATH"_s);
    QCOMPARE(textOf(u"quietLabel"_s), u"It was not started"_s);
    enter(u"true"_s); // typing another one takes it away
    TRY(!item(u"errorLabel"_s)->isVisible());
    run(u"true"_s);
    QVERIFY(textOf(u"statusLabel"_s).startsWith(u"exited with code 0"_s));
}

void tst_Viewer::anOpenQuoteIsAnErrorUnderTheLine()
{
    run(u"echo 'open"_s);
    TRY(item(u"errorLabel"_s)->isVisible());
    QVERIFY(textOf(u"errorLabel"_s).contains(u"the quote ' is not closed"_s));
    QCOMPARE(textOf(u"statusLabel"_s), u"not started: the quote ' is not closed"_s);
}

void tst_Viewer::aMissingFolderIsAnErrorUnderTheLine()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not started: "_s));
    focus(u"directoryField"_s);
    type(u"/no/such/folder"_s);
    run(u"pwd"_s);
    TRY(item(u"errorLabel"_s)->isVisible());
    QVERIFY2(textOf(u"errorLabel"_s).contains(u"/no/such/folder"_s),
             qPrintable(textOf(u"errorLabel"_s)));
}

void tst_Viewer::theFolderIsWhereTheCommandRuns()
{
    focus(u"directoryField"_s);
    type(u"/usr/../usr/share"_s);
    run(u"pwd"_s);
    TRY_COMPARE(lines(), QStringList(u"/usr/share"_s));
}

void tst_Viewer::aTerminalIsATerminal()
{
    click(u"ptySwitch"_s);
    run(u"tty; echo wrong >&2"_s);
    TRY(terminalLines().size() == 2);
    QVERIFY2(terminalLines().at(0).startsWith(u"/dev/pts/"_s), qPrintable(terminalLines().at(0)));
    QCOMPARE(terminalLines().at(1), u"wrong"_s);
    QVERIFY(!item(u"filterBox"_s)->isEnabled());
}

void tst_Viewer::linesAreSentAndTheInputEnds()
{
    enter(u"cat"_s);
    press(Qt::Key_Return);
    TRY(item(u"inputField"_s)->isEnabled());
    press(Qt::Key_I, Qt::ControlModifier);
    TRY(item(u"inputField"_s)->hasActiveFocus());
    type(u"hello there"_s);
    press(Qt::Key_Return);
    TRY_COMPARE(lines(), QStringList(u"hello there"_s));
    QCOMPARE(textOf(u"inputField"_s), QString());
    click(u"eofButton"_s);
    TRY(!running());
    QVERIFY(textOf(u"statusLabel"_s).startsWith(u"exited with code 0"_s));
    QVERIFY(!item(u"inputField"_s)->isEnabled());
}

void tst_Viewer::onATerminalTheInputEndsAsOftenAsOneLikes()
{
    click(u"ptySwitch"_s);
    enter(u"cat; echo first; cat; echo second"_s);
    press(Qt::Key_Return);
    TRY(item(u"inputField"_s)->isEnabled());
    click(u"eofButton"_s);
    TRY(terminalLines().contains(u"first"_s));
    QVERIFY(item(u"inputField"_s)->isEnabled());
    click(u"eofButton"_s);
    TRY(!running());
    QVERIFY(terminalLines().contains(u"second"_s));
}

void tst_Viewer::theFilterShowsOneStream()
{
    run(u"echo out; echo err >&2; echo more"_s);
    TRY(count() == 3);
    focus(u"filterBox"_s);
    press(Qt::Key_Down);
    TRY_COMPARE(lines(), QStringList({u"out"_s, u"more"_s}));
    press(Qt::Key_Down);
    TRY_COMPARE(lines(), QStringList(u"err"_s));
    press(Qt::Key_Up);
    press(Qt::Key_Up);
    TRY(count() == 3);
}

void tst_Viewer::searchGoesFromMatchToMatch()
{
    // More lines follow the matches than a window can show in whatever font.
    run(u"seq 177; yes | head -n 2000"_s);
    TRY(count() == 2177);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"77"_s);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"2 lines"_s);
    QQuickItem *const view = item(u"outputView"_s);
    TRY(view->property("contentY").toDouble() > 0 && view->property("atYEnd").toBool());
    press(Qt::Key_Return); // none is in sight at the end: the first
    QCOMPARE(view->property("matchLine").toInt(), 77);
    QCOMPARE(textOf(u"matchLabel"_s), u"1 of 2 lines"_s);
    press(Qt::Key_F3);
    QCOMPARE(view->property("matchLine").toInt(), 177);
    press(Qt::Key_F3); // round
    QCOMPARE(view->property("matchLine").toInt(), 77);
    press(Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(view->property("matchLine").toInt(), 177);
    QVERIFY(!view->property("following").toBool());
    click(u"onlySwitch"_s);
    TRY_COMPARE(lines(), QStringList({u"77"_s, u"177"_s}));
    type(u"x"_s);
    focus(u"searchField"_s);
    press(Qt::Key_Escape);
    TRY(!item(u"searchField"_s)->isVisible());
    TRY(count() == 2177);
}

void tst_Viewer::searchBeginsWithWhatIsInSight()
{
    run(u"seq 2000"_s);
    TRY(count() == 2000);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"9"_s);
    QQuickItem *const view = item(u"outputView"_s);
    TRY(view->property("contentY").toDouble() > 0 && view->property("atYEnd").toBool());
    press(Qt::Key_Return);
    QVERIFY(view->property("matchLine").toInt() > 1000);
}

void tst_Viewer::pauseLetsTheCommandWait()
{
    enter(u"yes"_s);
    press(Qt::Key_Return);
    TRY(byteCount() > 1e6);
    press(Qt::Key_P, Qt::ControlModifier);
    TRY_COMPARE(textOf(u"pauseButton"_s), u"Resume"_s);
    TRY(textOf(u"statusLabel"_s).contains(u"paused"_s));
    const QString pid = textOf(u"statusLabel"_s).section(u' ', 1, 1).chopped(1);
    TRY(stateOf(pid.toInt()) == 'S'); // in write(2)
    const double before = byteCount();
    QTest::qWait(0);
    QCOMPARE(byteCount(), before);
    QCOMPARE(stateOf(pid.toInt()), 'S');
    focus(u"outputView"_s);
    press(Qt::Key_Space);
    TRY(byteCount() > before + 1e6);
    press(Qt::Key_Space);
    TRY_COMPARE(textOf(u"pauseButton"_s), u"Resume"_s);
    click(u"stopButton"_s); // of a paused one
    TRY(!running());
}

void tst_Viewer::followLetsGoAndTakesHold()
{
    run(u"seq 1000"_s);
    TRY(count() == 1000);
    QQuickItem *const view = item(u"outputView"_s);
    TRY(view->property("contentY").toDouble() > 0 && view->property("atYEnd").toBool());
    const auto following = [&] { return view->property("following").toBool(); };
    QVERIFY(following());
    wheel(5);
    QVERIFY(!following());
    wheel(-4);
    QVERIFY(!following());
    wheel(-1);
    QVERIFY(following());

    focus(u"outputView"_s);
    press(Qt::Key_Home);
    QVERIFY(!following());
    TRY(view->property("atYBeginning").toBool());
    press(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(following());
    TRY(view->property("atYEnd").toBool());
    click(u"followButton"_s);
    QVERIFY(!following());
    click(u"followButton"_s);
    QVERIFY(following());
}

void tst_Viewer::wrappedLinesAreFollowedToo()
{
    run(u"seq -s, 3000; seq 10; seq -s, 1000; seq 10; seq -s, 3000; seq 3"_s);
    TRY(count() == 26);
    QQuickItem *const view = item(u"outputView"_s);
    TRY(view->property("contentY").toDouble() > 0 && view->property("atYEnd").toBool());
    const auto turnTo = [&](const char *end, int notch) { // how far it is the font decides
        for (int i = 0; i < 10'000 && !view->property(end).toBool(); ++i)
            wheel(notch);
    };
    turnTo("atYBeginning", 1);
    QVERIFY(!view->property("following").toBool());
    TRY(view->property("atYBeginning").toBool());
    turnTo("following", -1);
    TRY(view->property("following").toBool());
    TRY(view->property("atYEnd").toBool());
}

void tst_Viewer::oneCanScrollUpInAFlood()
{
    enter(u"yes"_s);
    press(Qt::Key_Return);
    TRY(byteCount() > 1e6);
    QQuickItem *const view = item(u"outputView"_s);
    TRY(view->property("contentY").toDouble() > 0 && view->property("atYEnd").toBool());
    wheel(3);
    QVERIFY(!view->property("following").toBool());
    QVERIFY(!view->property("atYEnd").toBool());
    const double before = byteCount();
    TRY(byteCount() > before + 1e6);
    QVERIFY(!view->property("following").toBool());
    press(Qt::Key_J, Qt::ControlModifier);
    TRY(view->property("atYEnd").toBool());
    click(u"stopButton"_s);
    TRY(!running());
}

void tst_Viewer::copyTakesTheSelectedLines()
{
    run(u"seq 5"_s);
    TRY(count() == 5);
    focus(u"outputView"_s);
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"1\n2\n3\n4\n5"_s);
    press(Qt::Key_Home);
    press(Qt::Key_Down);
    press(Qt::Key_Down, Qt::ShiftModifier);
    click(u"copyButton"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"2\n3"_s);
    QCOMPARE(textOf(u"totalsLabel"_s), u"2 lines copied"_s);
    focus(u"outputView"_s);
    press(Qt::Key_Escape);
    click(u"copyButton"_s); // nothing selected: all
    QCOMPARE(QGuiApplication::clipboard()->text(), u"1\n2\n3\n4\n5"_s);
}

void tst_Viewer::clearForgetsTheLines()
{
    run(u"seq 5"_s);
    TRY(count() == 5);
    press(Qt::Key_K, Qt::ControlModifier);
    TRY(count() == 0);
    TRY(item(u"quietLabel"_s)->isVisible());
    QCOMPARE(textOf(u"quietLabel"_s), u"Cleared"_s);
}

void tst_Viewer::coloursComeBackWithTheTheme()
{
    run(u"printf '\\033[34mblue \\033[32mgreen\\033[0m\\n'"_s);
    TRY(count() == 1);
    const auto shown = [this] { // the markup of its row
        QString result;
        const auto rows = item(u"outputView"_s)->property("contentItem").value<QQuickItem *>();
        for (const QQuickItem *row : rows->childItems()) {
            for (const QQuickItem *part : row->childItems()) {
                if (part->property("text").toString().contains(u"color="_s))
                    result = part->property("text").toString();
            }
        }
        return result;
    };
    TRY(shown().contains(u"color=\"#"_s));
    const QString light = shown();
    click(u"themeButton"_s);
    TRY(shown() != light);
    const QString dark = shown();
    static const QRegularExpression colour(u"#[0-9a-f]{6}"_s);
    QVERIFY(colour.match(dark).captured() != colour.match(dark, dark.size() / 2).captured());
    click(u"themeButton"_s);
    TRY_COMPARE(shown(), light);
    click(u"themeButton"_s);
    TRY_COMPARE(shown(), dark);
}

void tst_Viewer::whatDoesNotFitScrollsSideways()
{
    run(u"printf '%05000d\\nshort\\n' 7"_s);
    TRY(count() == 2);
    click(u"wrapButton"_s); // after they came
    QQuickItem *const view = item(u"outputView"_s);
    TRY(view->property("contentWidth").toDouble() > view->width() + 1000);
    const QPointF place = view->mapToScene({100, 100});
    QWheelEvent event(place, place, {}, {-120, 0}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(window(), &event);
    QVERIFY(view->property("contentX").toDouble() > 0);
    click(u"wrapButton"_s);
    TRY(view->property("contentWidth").toDouble() == view->width());
}

void tst_Viewer::whatWasDroppedIsSaid()
{
    run(u"seq 120000"_s);
    TRY(textOf(u"totalsLabel"_s).startsWith(u"last 10,000 of 120,000 lines"_s));
    const auto shown = [this] {
        QStringList texts;
        const auto *rows = item(u"outputView"_s)->property("contentItem").value<QQuickItem *>();
        for (const QQuickItem *row : rows->childItems()) {
            for (const QQuickItem *part : row->childItems())
                texts << part->property("text").toString();
        }
        return texts;
    };
    TRY(shown().count(u"120000"_s) == 2); // the line and its number
}

void tst_Viewer::aSecondStartIsAnswered()
{
    enter(u"cat"_s);
    press(Qt::Key_Return);
    TRY(running());
    press(Qt::Key_Return);
    QVERIFY(textOf(u"totalsLabel"_s).startsWith(u"It still runs"_s));
    press(Qt::Key_I, Qt::ControlModifier);
    click(u"eofButton"_s);
    TRY(!running());
}

void tst_Viewer::controlCInterruptsOnATerminal()
{
    click(u"ptySwitch"_s);
    enter(u"cat"_s);
    press(Qt::Key_Return);
    TRY(item(u"inputField"_s)->isEnabled());
    press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    type(u"x"_s);
    press(Qt::Key_Return);
    TRY(terminalLines().size() == 2); // its echo, and cat's
    press(Qt::Key_C, Qt::ControlModifier);
    TRY(!running());
    QVERIFY(textOf(u"statusLabel"_s).startsWith(u"ended by SIGINT after "_s));
    QVERIFY(item(u"commandField"_s)->hasActiveFocus()); // the input is closed
}

void tst_Viewer::upRecallsWhatWasSent()
{
    enter(u"cat"_s);
    press(Qt::Key_Return);
    TRY(item(u"inputField"_s)->isEnabled());
    press(Qt::Key_I, Qt::ControlModifier);
    for (const QString &text : {u"one"_s, u"two"_s}) {
        type(text);
        press(Qt::Key_Return);
    }
    press(Qt::Key_Up);
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"inputField"_s), u"one"_s);
    press(Qt::Key_Down);
    QCOMPARE(textOf(u"inputField"_s), u"two"_s);
    press(Qt::Key_Down);
    QCOMPARE(textOf(u"inputField"_s), QString());
}

void tst_Viewer::arrowsChooseACompletion()
{
    const QTemporaryDir folder;
    makeProgram(folder.filePath(u"zz-first"_s));
    makeProgram(folder.filePath(u"zz-second"_s));
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", folder.path().toLocal8Bit() + ':' + path);
    run(u"echo earlier"_s);
    enter(u"zz-"_s);
    press(Qt::Key_Tab);
    press(Qt::Key_Down);
    QCOMPARE(textOf(u"commandField"_s), u"zz-first "_s);
    press(Qt::Key_Down);
    QCOMPARE(textOf(u"commandField"_s), u"zz-second "_s);
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"commandField"_s), u"zz-first "_s);
    press(Qt::Key_Escape);
    press(Qt::Key_Up); // the list is gone: earlier commands
    QCOMPARE(textOf(u"commandField"_s), u"echo earlier"_s);
    qputenv("PATH", path);
}

void tst_Viewer::upAndDownRecallCommands()
{
    run(u"echo first"_s);
    run(u"echo second"_s);
    enter(u"thi"_s);
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"commandField"_s), u"echo second"_s);
    press(Qt::Key_Up);
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"commandField"_s), u"echo first"_s);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    QCOMPARE(textOf(u"commandField"_s), u"thi"_s);
    open(); // the next session
    enter({});
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"commandField"_s), u"echo second"_s);
}

void tst_Viewer::tabCompletesTheCommand()
{
    const QTemporaryDir folder;
    makeProgram(folder.filePath(u"zz-first"_s));
    makeProgram(folder.filePath(u"zz-second"_s));
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", folder.path().toLocal8Bit() + ':' + path);
    enter(u"zz"_s);
    press(Qt::Key_Tab);
    QCOMPARE(textOf(u"commandField"_s), u"zz-"_s);
    press(Qt::Key_Tab);
    press(Qt::Key_Tab);
    QCOMPARE(textOf(u"commandField"_s), u"zz-second "_s);
    press(Qt::Key_Return); // takes it
    QVERIFY(!running());
    press(Qt::Key_Return); // runs it
    TRY_COMPARE(lines(), QStringList(u"made"_s));
    qputenv("PATH", path);
    press(Qt::Key_Tab); // nothing to complete
    QVERIFY(item(u"commandField"_s)->hasActiveFocus());
    type(u" x"_s); // is not typed into another control
    press(Qt::Key_Tab);
    QVERIFY(item(u"commandField"_s)->hasActiveFocus());
    press(Qt::Key_Tab); // on to the next control
    TRY(!item(u"commandField"_s)->hasActiveFocus());
}

void tst_Viewer::tabsRunSideBySide()
{
    enter(u"echo left; cat"_s);
    press(Qt::Key_Return);
    TRY(count() == 1);
    press(Qt::Key_T, Qt::ControlModifier);
    TRY_COMPARE(tabs(), 2);
    enter(u"echo right; cat"_s);
    press(Qt::Key_Return);
    TRY_COMPARE(lines(), QStringList(u"right"_s));
    press(Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(lines(), QStringList(u"left"_s));
    QVERIFY(running());
    press(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(lines(), QStringList(u"right"_s));
    press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(tab(), 0);
    press(Qt::Key_Tab, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(tab(), 1);
    click(u"newTabButton"_s);
    TRY_COMPARE(tabs(), 3);
    press(Qt::Key_W, Qt::ControlModifier); // nothing runs there
    TRY_COMPARE(tabs(), 2);
}

void tst_Viewer::aRunningTabAsksBeforeItCloses()
{
    press(Qt::Key_T, Qt::ControlModifier);
    enter(u"sleep 1000"_s);
    press(Qt::Key_Return);
    TRY(running());
    press(Qt::Key_W, Qt::ControlModifier);
    TRY(item(u"noButton"_s)->isVisible());
    click(u"noButton"_s);
    TRY(!item(u"noButton"_s)->isVisible());
    QCOMPARE(tabs(), 2);
    QVERIFY(running());
    press(Qt::Key_W, Qt::ControlModifier);
    TRY(item(u"noButton"_s)->hasActiveFocus());
    press(Qt::Key_Return); // a key that is typed ahead does not confirm
    TRY(!item(u"noButton"_s)->isVisible());
    QVERIFY(running());
    press(Qt::Key_W, Qt::ControlModifier);
    TRY(item(u"noButton"_s)->hasActiveFocus());
    press(Qt::Key_Tab);
    TRY(item(u"yesButton"_s)->hasActiveFocus());
    press(Qt::Key_Return);
    TRY_COMPARE(tabs(), 1);
}

void tst_Viewer::theWindowAsksBeforeItCloses()
{
    enter(u"sleep 1000"_s);
    press(Qt::Key_Return);
    TRY(running());
    press(Qt::Key_Q, Qt::ControlModifier);
    TRY(item(u"noButton"_s)->hasActiveFocus());
    QVERIFY(window()->isVisible());
    press(Qt::Key_Tab);
    press(Qt::Key_Space);
    TRY(!window()->isVisible());
}

void tst_Viewer::theStatusTellsTheWholeStory()
{
    enter(u"yes"_s);
    press(Qt::Key_Return);
    static const QRegularExpression going(u"^pid [0-9]+, running for [0-9.]+ s$"_s);
    static const QRegularExpression rates(u" lines, .* [kMG]B  · .* lines/s, .* [kMG]B/s$"_s);
    TRY(going.match(textOf(u"statusLabel"_s)).hasMatch());
    TRY(rates.match(textOf(u"totalsLabel"_s)).hasMatch());
    click(u"stopButton"_s);
    static const QRegularExpression gone(
        u"^ended by SIGTERM after [0-9.]+ s  ·  CPU [0-9.]+ s(, memory [0-9.]+ [kM]B)?$"_s);
    TRY(gone.match(textOf(u"statusLabel"_s)).hasMatch());
}

void tst_Viewer::everyControlIsReachedByTab()
{
    enter(u"cat"_s);
    press(Qt::Key_Return);
    TRY(item(u"inputField"_s)->isEnabled());
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->isVisible());
    type(u"x"_s);
    QStringList reached;
    for (int i = 0; i < 60; ++i) {
        if (const QQuickItem *const focused = window()->activeFocusItem())
            reached << focused->objectName();
        if (item(u"commandField"_s)->hasActiveFocus()) {
            type(u" "_s); // so that Tab has nothing to complete there
            press(Qt::Key_Tab);
        }
        press(Qt::Key_Tab);
    }
    for (const auto &name :
         {u"commandField"_s, u"stopButton"_s, u"filterBox"_s, u"pauseButton"_s, u"followButton"_s,
          u"wrapButton"_s, u"timeButton"_s, u"searchButton"_s, u"copyButton"_s, u"clearButton"_s,
          u"searchField"_s, u"onlySwitch"_s, u"closeSearchButton"_s, u"outputView"_s,
          u"inputField"_s, u"sendButton"_s, u"eofButton"_s, u"newTabButton"_s, u"themeButton"_s}) {
        QVERIFY2(reached.contains(name), qPrintable(name));
    }
}

void tst_Viewer::pictures()
{
    if (!qEnvironmentVariableIsSet("OFFSPRING_SCREENSHOTS"))
        QSKIP("OFFSPRING_SCREENSHOTS is not set");
    const QByteArray home = qgetenv("HOME");
    qputenv("HOME", m_home.path().toLocal8Bit());
    QVERIFY(QDir::home().mkdir(u"castle"_s));
    QVERIFY(QFile::copy(QStringLiteral(VIEWER_DIR "/lively.sh"),
                        QDir::home().filePath(u"castle/lively.sh"_s)));
    for (const bool dark : {false, true}) {
        const QString theme = dark ? u"dark-"_s : u"light-"_s;
        open({.dark = dark});
        picture(theme + u"empty"_s);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"not started: "_s));
        run(u"no-such-program"_s);
        picture(theme + u"error"_s);
        open({.command = u"sh lively.sh"_s, .folder = u"~/castle"_s, .dark = dark});
        TRY(lines().join(u'\n').contains(u"content\n"_s));
        press(Qt::Key_T, Qt::ControlModifier);
        enter(u"ping -c 3 localhost"_s);
        press(Qt::Key_Return);
        press(Qt::Key_T, Qt::ControlModifier);
        run(u"seq 200"_s);
        press(Qt::Key_F, Qt::ControlModifier);
        type(u"19"_s);
        press(Qt::Key_Return);
        press(Qt::Key_Return);
        picture(theme + u"search"_s);
        press(Qt::Key_1, Qt::ControlModifier);
        TRY(lines().join(u'\n').contains(u"library"_s));
        picture(theme + u"running"_s);
        TRY(!running());
        picture(theme + u"ended"_s);
        enter(u"gre"_s);
        press(Qt::Key_Tab);
        press(Qt::Key_Tab);
        picture(theme + u"completion"_s);
        press(Qt::Key_Escape);
        click(u"newTabButton"_s);
        enter(u"sleep 100"_s);
        press(Qt::Key_Return);
        press(Qt::Key_W, Qt::ControlModifier);
        TRY(item(u"noButton"_s)->hasActiveFocus());
        picture(theme + u"dialog"_s);
    }
    qputenv("HOME", home);
}

QTEST_MAIN(tst_Viewer)

#include "tst_viewer.moc"
