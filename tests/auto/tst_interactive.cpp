// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Programs that people use at a terminal, used there: each answer waits for what is shown.

#include "behaviourtest.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

#include <chrono>
#include <csignal>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

constexpr int terminalFD = 1; // where the output of a terminal on 0, 1 and 2 arrives
const QByteArray prompt = "ready> ";

/// A program on a terminal, in an empty directory that is also its home.
class Session
{
public:
    Session(Reactor &reactor, const QStringList &command, const QString &type = u"dumb"_s,
            const TerminalOptions &terminal = {})
    {
        QProcessEnvironment env;
        env.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
        env.insert(u"HOME"_s, m_home.path());
        env.insert(u"LC_ALL"_s, u"C"_s);
        env.insert(u"PS1"_s, QString::fromLatin1(prompt));
        env.insert(u"TERM"_s, type);
        const SpawnOptions options{
            .env = env,
            .path = m_home.path(),
            .usePTY = true,
            .terminal = terminal,
        };
        m_transport = reactor.spawnProcess(&m_recorder, command.first(), command, options);
    }

    /// Waits until \a words are shown, after what was seen before.
    bool sees(const QByteArray &words)
    {
        qsizetype found = -1;
        const auto isThere = [&] {
            found = shown().indexOf(words, m_seen);
            return found >= 0;
        };
        BehaviourTest::waitUntil([&] { return isThere() || m_recorder.ended.has_value(); });
        if (!isThere()) {
            qWarning() << "not shown:" << words << "but" << shown().sliced(m_seen);
            return false;
        }
        m_seen = found + words.size();
        return true;
    }

    bool types(const QByteArray &keys) { return m_transport->write(keys); }

    /// How it ended.
    ExitReason end()
    {
        BehaviourTest::waitForEnd(m_recorder);
        return m_recorder.ended.value_or(ExitReason());
    }

    ProcessTransport *transport() const { return m_transport; }
    QByteArray shown() const { return m_recorder.data.value(terminalFD); }
    QString pathOf(const QString &name) const { return m_home.filePath(name); }

private:
    const QTemporaryDir m_home;
    Recorder m_recorder;
    ProcessTransport *m_transport;
    qsizetype m_seen = 0;
};

QStringList shell()
{
    return {u"bash"_s, u"--norc"_s, u"--noprofile"_s, u"-i"_s};
}

} // namespace

class tst_Interactive : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void aShellAnswersAndExitsAsTold();
    void aShellHearsThatItsTerminalGotAnotherSize();
    void controlCInterruptsTheJobAndNotTheShell();
    void controlZStopsTheJobUntilItIsContinued();
    void aShellGoesWhenItsTerminalHangsUp();
    void stoppingAShellEndsItsForegroundJobToo();
    void aHiddenAnswerIsNotEchoed();
    void pythonEvaluatesWhatIsTyped();
    void closingStdinEndsCat();
    void closingStdinEndsWhatReadsToTheEnd_data();
    void closingStdinEndsWhatReadsToTheEnd();
    void aLongPasteArrivesWhole();
    void lessTurnsThePage();
    void viWritesAFile();
};

void tst_Interactive::aShellAnswersAndExitsAsTold()
{
    Session session(*reactor, shell());
    QVERIFY(session.sees(prompt));
    QVERIFY(session.types("echo $((6*7))\n"));
    QVERIFY(session.sees("\r\n42\r\n" + prompt));
    QVERIFY(session.types("exit 3\n"));
    QCOMPARE(session.end().exitCode(), 3);
}

void tst_Interactive::aShellHearsThatItsTerminalGotAnotherSize()
{
    Session session(*reactor, shell());
    QVERIFY(session.sees(prompt));
    QVERIFY(session.types("stty size\n"));
    QVERIFY(session.sees("\r\n24 80\r\n" + prompt));
    QVERIFY(session.types("trap 'echo resized' WINCH\n"));
    QVERIFY(session.sees(prompt));

    QVERIFY(session.transport()->setTerminalSize(50, 132));
    QVERIFY(session.types("stty size\n")); // at the latest before this is done, the trap is sprung
    QVERIFY(session.sees("\r\n50 132\r\n" + prompt));
    QVERIFY(session.shown().contains("resized\r\n"));
    QVERIFY(session.types("exit\n"));
    QCOMPARE(session.end().exitCode(), 0);
}

void tst_Interactive::controlCInterruptsTheJobAndNotTheShell()
{
    Session session(*reactor, shell());
    QVERIFY(session.sees(prompt));
    QVERIFY(session.types("sh -c 'echo asleep; exec sleep 1000'\n"));
    QVERIFY(session.sees("\r\nasleep\r\n"));
    QVERIFY(session.types("\x03"));
    QVERIFY(session.sees(prompt));
    QVERIFY(session.types("echo $?\n"));
    QVERIFY(session.sees("\r\n130\r\n" + prompt)); // 128 + SIGINT
    QVERIFY(session.types("exit 0\n"));
    QCOMPARE(session.end().exitCode(), 0);
}

void tst_Interactive::controlZStopsTheJobUntilItIsContinued()
{
    Session session(*reactor, shell());
    QVERIFY(session.sees(prompt));
    QVERIFY(session.types("sh -c 'echo waiting; read line; echo heard $line'\n"));
    QVERIFY(session.sees("\r\nwaiting\r\n"));
    QVERIFY(session.types("\x1a"));
    QVERIFY(session.sees("Stopped"));
    QVERIFY(session.sees(prompt));
    QVERIFY(session.types("fg\n"));
    QVERIFY(session.sees("echo heard $line'\r\n")); // the job, named as it is continued
    QVERIFY(session.types("this\n"));
    QVERIFY(session.sees("heard this\r\n" + prompt));
    QVERIFY(session.types("exit\n"));
    QCOMPARE(session.end().exitCode(), 0);
}

void tst_Interactive::aShellGoesWhenItsTerminalHangsUp()
{
    Session session(*reactor, shell());
    QVERIFY(session.sees(prompt));
    session.transport()->abortChildFD(0);
    QCOMPARE(session.end().signal(), SIGHUP);
}

void tst_Interactive::stoppingAShellEndsItsForegroundJobToo()
{
    Session session(*reactor, shell());
    QVERIFY(session.sees(prompt));
    QVERIFY(session.types("sh -c 'echo asleep; exec sleep 1000'\n"));
    QVERIFY(session.sees("\r\nasleep\r\n"));
    // It ignores SIGTERM, and its job holds the terminal, in a group of its own: both are hung up.
    session.transport()->stopWithin(std::chrono::hours(1));
    QCOMPARE(session.end().signal(), SIGHUP);
}

void tst_Interactive::aHiddenAnswerIsNotEchoed()
{
    Session session(*reactor, {u"bash"_s, u"-c"_s, u"read -rsp 'Secret: ' it; echo ${#it}"_s});
    QVERIFY(session.sees("Secret: "));
    QVERIFY(session.types("sesame\n"));
    QVERIFY(session.sees("6\r\n"));
    QCOMPARE(session.end().exitCode(), 0);
    QVERIFY(!session.shown().contains("sesame"));
}

void tst_Interactive::pythonEvaluatesWhatIsTyped()
{
    Session session(*reactor, {u"python3"_s, u"-i"_s, u"-q"_s});
    QVERIFY(session.sees(">>> "));
    QVERIFY(session.types("6 * 7\n"));
    QVERIFY(session.sees("\r\n42\r\n>>> "));
    QVERIFY(session.types("exit()\n"));
    QCOMPARE(session.end().exitCode(), 0);
}

void tst_Interactive::closingStdinEndsCat()
{
    Session session(*reactor, {u"cat"_s});
    QVERIFY(session.types("hello\n"));
    QVERIFY(session.sees("hello\r\nhello\r\n")); // the terminal's echo, and cat's
    session.transport()->closeChildFD(0);
    QCOMPARE(session.end().exitCode(), 0);
    QCOMPARE(session.shown(), "hello\r\nhello\r\n");
}

void tst_Interactive::closingStdinEndsWhatReadsToTheEnd_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("a line") << "hello\n"_ba;
    QTest::newRow("half a line") << "hello"_ba;
    QTest::newRow("a line and a half") << "hello\nwor"_ba;
}

void tst_Interactive::closingStdinEndsWhatReadsToTheEnd()
{
    QFETCH(const QByteArray, typed);

    Session session(
        *reactor, {u"python3"_s, u"-c"_s, u"import sys; print('read:', len(sys.stdin.read()))"_s});
    QVERIFY(session.types(typed));
    session.transport()->closeChildFD(0);
    QVERIFY(session.sees("read: " + QByteArray::number(typed.size()) + "\r\n"));
    QCOMPARE(session.end().exitCode(), 0);
}

void tst_Interactive::aLongPasteArrivesWhole()
{
    // Not echoed, because the kernel drops echoes when they come faster than they are read.
    Session session(*reactor, {u"wc"_s}, u"dumb"_s, {.echo = false});
    const QByteArray line = "All work and no play makes Jack a dull boy.\n";
    QVERIFY(session.types(line.repeated(20'000)));
    session.transport()->closeChildFD(0);
    QCOMPARE(session.end().exitCode(), 0);
    QCOMPARE(session.shown().simplified(), "20000 200000 880000");
}

void tst_Interactive::lessTurnsThePage()
{
    // The first screen shows the first 23 lines, and the last line of it is less's own.
    Session session(*reactor, {u"bash"_s, u"-c"_s, u"seq -f 'line %g' 100 >it; exec less it"_s},
                    u"vt100"_s);
    QVERIFY(session.sees("line 23\r\n"));
    QVERIFY(!session.shown().contains("line 24"));
    QVERIFY(session.types(" "));
    QVERIFY(session.sees("line 46\r\n"));
    QVERIFY(session.types("q"));
    QCOMPARE(session.end().exitCode(), 0);
    QVERIFY(!session.shown().contains("line 47"));
}

void tst_Interactive::viWritesAFile()
{
    Session session(*reactor, {u"vi"_s, u"-u"_s, u"NONE"_s, u"-N"_s, u"it"_s}, u"vt100"_s);
    QVERIFY(session.sees("\"it\" [New]"));
    QVERIFY(session.types("ihello\x1b:wq\r"));
    QCOMPARE(session.end().exitCode(), 0);
    QFile file(session.pathOf(u"it"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "hello\n");
}

QTEST_GUILESS_MAIN(tst_Interactive)

#include "tst_interactive.moc"
