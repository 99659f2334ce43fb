// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Expect and send, with the test child and with programs as they are.

#include "behaviourtest.h"
#include "ownmemory.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>

#include <sys/wait.h>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Match = Conversation::Match;
using Why = Conversation::Why;

namespace {

QRegularExpression re(const QString &pattern)
{
    return QRegularExpression(pattern);
}

/// What an object's timers did so far.
class TimerCounter : public QObject
{
public:
    explicit TimerCounter(QObject *watched) { watched->installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Timer ? 1 : 0;
        return false;
    }
    int count = 0;
};

/// In memory of its own, without room, so that whoever appended to it would move it.
QByteArray spelled(const HiddenWord &word)
{
    QByteArray result(word.size(), Qt::Uninitialized);
    for (qsizetype i = 0; i < word.size(); ++i)
        result[i] = word.at(i);
    return result;
}

/// Asks, waits for fd 5 to be closed, and then turns the echo off, as some programs do; says how
/// long the secret was.
const QString tardy = u"printf 'Secret: '; read x <&5; stty -echo; read x; stty echo; "
                      "echo \"length ${#x}\"; read x <&6"_s;

} // namespace

class tst_Conversation : public BehaviourTest
{
    Q_OBJECT

private:
    template <typename T>
    static T resultOf(const QFuture<T> &future)
    {
        waitUntil([&] { return future.isFinished(); });
        return future.isFinished() && future.resultCount() > 0 ? future.result() : T();
    }

    ProcessTransport *run(const QString &words, const SpawnOptions &options = {})
    {
        return spawn(*anew(), words, options);
    }
    ProcessTransport *sh(const QString &script, const SpawnOptions &options = {})
    {
        return reactor->spawnProcess(anew(), u"sh"_s, {u"sh"_s, u"-c"_s, script}, options);
    }
    ProcessTransport *program(const QStringList &words, SpawnOptions options = {.usePTY = true})
    {
        options.env = QProcessEnvironment::systemEnvironment();
        const QList<std::pair<QString, QString>> pinned{
            {u"LC_ALL"_s, u"C"_s},      {u"TERM"_s, u"dumb"_s},
            {u"PS1"_s, u"BASH> "_s},    {u"PYTHON_BASIC_REPL"_s, u"1"_s},
            {u"HISTFILE"_s, QString()}, {u"INPUTRC"_s, u"/dev/null"_s}};
        for (const auto &[name, value] : pinned)
            options.env.insert(name, value);
        return reactor->spawnProcess(anew(), words.first(), words, options);
    }

    Recorder *anew()
    {
        m_recorder = std::make_unique<Recorder>();
        return m_recorder.get();
    }

    std::unique_ptr<Recorder> m_recorder; // of the last child

private Q_SLOTS:
    void aPromptOnATerminalIsAnswered();
    void withoutATerminalItSpeaksOnPipes();
    void theTerminalIsFoundWhereverItIs_data();
    void theTerminalIsFoundWhereverItIs();
    void theFirstOfSeveralWins();
    void theCutOfTheOutputMakesNoDifference();
    void expectationsWaitInAQueue();
    void aTimeOutConsumesNothing();
    void theTimeOfEachBeginsWhenItIsTheFirst();
    void whoComesLaterDoesNotLengthenTheTimeOfTheFirst();
    void zeroLooksAtWhatIsThere();
    void aNegativeTimeIsNoLimit();
    void aLateLoopTakesNothingForTooLate();
    void atTheEndWhatIsBufferedStillMatches();
    void theEndMakesTheLastBytesNoCharacter();
    void theEndIsToldToAllThatWait();
    void aTransportThatIsDeletedEndsIt();
    void aChildThatDidNotStartEndsIt();
    void whoComesSecondHasNoStreams();
    void theFuturesOfADeletedConversationEnd();
    void itMayBeDeletedInAContinuation();
    void theTransportMayBeDeletedInAContinuation();
    void aLoopInAContinuationHearsTheNext();
    void aCancelledFutureGivesItsPlaceUp();
    void whoIsNextAfterACancelledOneBeginsAtOnce();
    void oldOutputIsDropped();
    void theTranscriptHasBothSides();
    void aSecretWaitsForTheEchoToBeOff();
    void aSecretIsNotTypedToALineEditor();
    void whatIsSentGoesAheadOfASecret();
    void secretsWaitInAQueue();
    void onPipesASecretIsTypedAtOnce();
    void nobodyTypesASecretAfterTheEnd();
    void aSecretLeavesNoCopy_data();
    void aSecretLeavesNoCopy();
    void anotherOnesMemoryIsNotOverwritten();
    void matchesPrint();
    void bash();
    void python();
    void bc();
    void sshKeygen();
    void su();
    void passwd();
    void gpg();
};

void tst_Conversation::aPromptOnATerminalIsAnswered()
{
    Conversation talk(run(u"say 1 Name? read 0 4 say 1 Hello"_s, {.usePTY = true}));
    QVERIFY(talk.transport());
    const Match question = resultOf(talk.expect("Name?"));
    QCOMPARE(question.why, Why::Matched);
    QCOMPARE(question.index, 0);
    QCOMPARE(question.matched, "Name?"_ba);
    QVERIFY(talk.sendLine("Ada"));
    const Match answer = resultOf(talk.expect(re(u"H(el+)o"_s)));
    QCOMPARE(answer.before, "Ada\r\n"_ba); // the terminal's echo
    QCOMPARE(answer.captured, (QByteArrayList{"Hello"_ba, "ell"_ba}));
    QVERIFY(waitForEnd(*m_recorder));
    QVERIFY(m_recorder->data.isEmpty());
}

void tst_Conversation::withoutATerminalItSpeaksOnPipes()
{
    Conversation talk(run(u"say 1 Name? read 0 4 say 1 Hello"_s));
    QCOMPARE(resultOf(talk.expect("Name?")).why, Why::Matched);
    QVERIFY(talk.sendLine("Ada"));
    const Match answer = resultOf(talk.expect("Hello"));
    QCOMPARE(answer.why, Why::Matched);
    QCOMPARE(answer.before, ""_ba);
    QVERIFY(waitForEnd(*m_recorder));
    QVERIFY(!talk.send("x"));
}

void tst_Conversation::theTerminalIsFoundWhereverItIs_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<ChildFDs>("childFDs");
    QTest::addColumn<int>("fd");
    QTest::newRow("0, 1, 2") << u"say 1 ? read 0 2 say 1 !"_s << ChildFDs{} << 1;
    QTest::newRow("0 and 2") << u"say 2 ? read 0 2 say 2 !"_s << ChildFDs{{1, 'r'}} << 2;
    QTest::newRow("elsewhere") << u"say 7 ? read 7 2 say 7 !"_s
                               << ChildFDs{{0, 'w'}, {1, 'r'}, {2, 'r'}, {7, ChildFD::terminal()}}
                               << 7;
    QTest::newRow("/dev/tty") << u"open /dev/tty 7 say 7 ? read 7 2 say 7 !"_s
                              << ChildFDs{{0, 'w'}, {1, 'r'}, {2, 'r'}} << -1;
}

void tst_Conversation::theTerminalIsFoundWhereverItIs()
{
    QFETCH(QString, words);
    QFETCH(ChildFDs, childFDs);
    QFETCH(int, fd);
    ProcessTransport *const transport = run(words, {.usePTY = true, .childFDs = childFDs});
    QCOMPARE(transport->terminalFD(), std::optional(fd));
    Conversation talk(transport);
    QCOMPARE(resultOf(talk.expect("?")).why, Why::Matched);
    QVERIFY(talk.sendLine("x"));
    QCOMPARE(resultOf(talk.expect("x\r\n!")).why, Why::Matched);
}

void tst_Conversation::theFirstOfSeveralWins()
{
    Conversation talk(run(u"say 1 one_two_three_four wait 0"_s));
    const Match first = resultOf(talk.expectAny({"three"_ba, re(u"t."_s), "two"_ba}));
    QCOMPARE(first.index, 1);
    QCOMPARE(first.before, "one_"_ba);
    QCOMPARE(first.matched, "tw"_ba);
    const Match same = resultOf(talk.expectAny({"ree"_ba, re(u"t.*e"_s), "e"_ba}));
    QCOMPARE(same.index, 1);
    QCOMPARE(same.matched, "thre"_ba);
}

// As it comes through a pipe; tst_expectation has the tables.
void tst_Conversation::theCutOfTheOutputMakesNoDifference()
{
    const QByteArray text = "\xc3\xa9t\xc3\xa9 12-34\r\n\xff> ";
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        Conversation talk(run(u"copy 0 1"_s));
        const QFuture<Match> number = talk.expect(re(u"\u00e9t\u00e9 (\\d+)-(\\d+)\\r\\n"_s));
        const QFuture<Match> prompt = talk.expect(re(u".> $"_s));
        QVERIFY(talk.send(text.first(cut)));
        if (cut > 0)
            QVERIFY(waitUntil([&] { return talk.transcript().size() == 2 * cut; }));
        QVERIFY(talk.send(text.sliced(cut)));
        QCOMPARE(resultOf(number).captured, (QByteArrayList{text.first(13), "12"_ba, "34"_ba}));
        QCOMPARE(resultOf(prompt).matched, "\xff> "_ba);
        talk.transport()->closeStdin();
        QVERIFY(waitForEnd(*m_recorder));
    }
}

void tst_Conversation::expectationsWaitInAQueue()
{
    Conversation talk(run(u"wait 0 say 1 abc"_s));
    QStringList order;
    const auto note = [&](const QString &name) {
        return [&order, name](const Match &match) {
            order << name + QString::fromUtf8(match.before + '<' + match.matched + '>');
        };
    };
    talk.expect("c").then(this, note(u"1 "_s));
    talk.expectAny({"x", ""}).then(this, note(u"2 "_s));
    const QFuture<void> last = talk.expect("b").then(this, note(u"3 "_s));
    talk.transport()->closeStdin();
    QVERIFY(waitUntil([&] { return last.isFinished(); }));
    QCOMPARE(order, (QStringList{u"1 ab<c>"_s, u"2 <>"_s, u"3 <>"_s}));
}

void tst_Conversation::aTimeOutConsumesNothing()
{
    Conversation talk(run(u"say 1 abc wait 0"_s));
    QCOMPARE(resultOf(talk.expect("a")).why, Why::Matched);
    talk.setTimeout(20ms);
    const Match match = resultOf(talk.expectAny({"x"_ba, re(u"y"_s)}));
    QCOMPARE(match.why, Why::TimedOut);
    QCOMPARE(match.index, -1);
    QCOMPARE(match.before, "bc"_ba);
    QCOMPARE(match.matched, QByteArray());
    QCOMPARE(resultOf(talk.expect("b")).why, Why::Matched);
    talk.transport()->closeStdin();
}

void tst_Conversation::theTimeOfEachBeginsWhenItIsTheFirst()
{
    Conversation talk(run(u"wait 0"_s));
    talk.setTimeout(60ms);
    QElapsedTimer timer;
    timer.start();
    const QFuture<Match> first = talk.expect("x");
    const QFuture<Match> second = talk.expect("y");
    QCOMPARE(resultOf(first).why, Why::TimedOut);
    QVERIFY(timer.elapsed() >= 60);
    QVERIFY(!second.isFinished());
    QCOMPARE(resultOf(second).why, Why::TimedOut);
    QVERIFY(timer.elapsed() >= 120);
    talk.transport()->closeStdin();
}

void tst_Conversation::whoComesLaterDoesNotLengthenTheTimeOfTheFirst()
{
    Conversation talk(run(u"wait 0"_s));
    talk.setTimeout(200ms);
    const QFuture<Match> first = talk.expect("x");
    QTimer often;
    connect(&often, &QTimer::timeout, &talk, [&] { talk.expect("y"); });
    often.start(20ms);
    QVERIFY(waitUntil([&] { return first.isFinished(); }));
    QCOMPARE(first.result().why, Why::TimedOut);
    often.stop();
    talk.transport()->closeStdin();
}

void tst_Conversation::zeroLooksAtWhatIsThere()
{
    Conversation talk(run(u"say 1 abc wait 0"_s));
    QCOMPARE(talk.timeout(), 30s);
    talk.setTimeout(0ms);
    QVERIFY(talk.expect("a").isFinished());
    QVERIFY(waitUntil([&] { return talk.transcript() == "abc"; }));
    const QFuture<Match> there = talk.expect("b");
    QVERIFY(there.isFinished());
    QCOMPARE(there.result().why, Why::Matched);
    QCOMPARE(talk.expect("b").result().why, Why::TimedOut);
    talk.setTimeout(-1ms);
    const QFuture<Match> waiting = talk.expect("x");
    talk.setTimeout(0ms);
    const QFuture<Match> behind = talk.expect("c");
    QVERIFY(!behind.isFinished()); // it is not its turn
    talk.transport()->closeStdin();
    QCOMPARE(resultOf(waiting).why, Why::Ended);
    QCOMPARE(resultOf(behind).why, Why::Matched);
}

void tst_Conversation::aNegativeTimeIsNoLimit()
{
    Conversation talk(run(u"wait 0 say 1 abc"_s));
    const auto timers = [&] {
        return QAbstractEventDispatcher::instance()->registeredTimers(&talk).size();
    };
    talk.setTimeout(-1ms);
    const QFuture<Match> match = talk.expect("b");
    QCOMPARE(timers(), 0);
    talk.transport()->closeStdin();
    QCOMPARE(resultOf(match).why, Why::Matched);
    QCOMPARE(timers(), 0);
}

// The child has written and exited, and its time is over, before the loop runs at all.
void tst_Conversation::aLateLoopTakesNothingForTooLate()
{
    for (const QString &words : {u"say 1 abc"_s, u"flood 1 60000 say 1 abc"_s}) {
        for (const bool matches : {true, false}) {
            Conversation talk(run(words));
            talk.setTimeout(1ms);
            const QFuture<Match> match = talk.expect(matches ? "abc" : "abcX");
            const auto pid = id_t(talk.transport()->pid());
            siginfo_t info;
            QCOMPARE(waitid(P_PID, pid, &info, WEXITED | WNOWAIT), 0);
            QElapsedTimer timer;
            timer.start();
            while (timer.elapsed() < 5) { }
            QCOMPARE(resultOf(match).why, matches ? Why::Matched : Why::Ended);
            QVERIFY(waitForEnd(*m_recorder));
        }
    }
}

void tst_Conversation::atTheEndWhatIsBufferedStillMatches()
{
    Conversation talk(run(u"say 1 abcd"_s));
    QVERIFY(waitForEnd(*m_recorder));
    QCOMPARE(resultOf(talk.expect("b")).why, Why::Matched);
    const Match none = resultOf(talk.expect("x"));
    QCOMPARE(none.why, Why::Ended);
    QCOMPARE(none.before, "cd"_ba);
    QCOMPARE(resultOf(talk.expect(re(u"d$"_s))).before, "c"_ba);
    QCOMPARE(resultOf(talk.expect("")).why, Why::Matched);
    QCOMPARE(resultOf(talk.expect("d")).before, ""_ba);
}

// The bytes from 0x80 to 0xc2, the last of which may begin a character until the end has come.
void tst_Conversation::theEndMakesTheLastBytesNoCharacter()
{
    Conversation talk(run(u"flood 1 195"_s));
    QCOMPARE(resultOf(talk.expect(re(u"\\x{fffd}{67}"_s))).why, Why::Matched);
}

void tst_Conversation::theEndIsToldToAllThatWait()
{
    for (const bool usePTY : {false, true}) {
        Conversation talk(run(u"say 1 a wait 5"_s,
                              usePTY ? SpawnOptions{.usePTY = true, .childFDs = {{5, 'w'}}}
                                     : SpawnOptions{.childFDs = {{1, 'r'}, {5, 'w'}}}));
        const QFuture<Match> first = talk.expect("b");
        const QFuture<Match> second = talk.expect("c");
        talk.transport()->closeChildFD(5);
        QCOMPARE(resultOf(first).why, Why::Ended);
        QCOMPARE(first.result().before, "a"_ba);
        QCOMPARE(resultOf(second).why, Why::Ended);
        QVERIFY(waitForEnd(*m_recorder));
        QCOMPARE(talk.expect("d").result().why, Why::Ended);
        QVERIFY(!talk.sendLine("x"));
    }
}

void tst_Conversation::aTransportThatIsDeletedEndsIt()
{
    Conversation talk(run(u"say 1 abc wait 0"_s));
    QCOMPARE(resultOf(talk.expect("a")).why, Why::Matched);
    const QFuture<Match> waiting = talk.expect("x");
    const QFuture<bool> secret = talk.sendSecret("x");
    delete talk.transport();
    QVERIFY(!talk.transport());
    QVERIFY(!talk.send("x"));
    QCOMPARE(resultOf(waiting).why, Why::Ended);
    QCOMPARE(waiting.result().before, "bc"_ba);
    QVERIFY(secret.isFinished());
    QCOMPARE(resultOf(talk.expect("b")).why, Why::Matched);
}

void tst_Conversation::aChildThatDidNotStartEndsIt()
{
    Conversation talk(reactor->spawnProcess(anew(), u"/nowhere"_s, {}, {.usePTY = true}));
    QCOMPARE(resultOf(talk.expect("x")).why, Why::Ended);
    QVERIFY(!resultOf(talk.sendSecret("x")));
    QVERIFY(!talk.send("x"));
    Conversation nobody(nullptr);
    QCOMPARE(resultOf(nobody.expect("x")).why, Why::Ended);
    QVERIFY(!resultOf(nobody.sendSecret("x")));
    QVERIFY(!nobody.send("x"));
    QVERIFY(waitForEnd(*m_recorder));
}

void tst_Conversation::whoComesSecondHasNoStreams()
{
    ProcessTransport *const transport = run(u"say 1 abc wait 0"_s, {.usePTY = true});
    Conversation talk(transport), late(transport);
    QCOMPARE(resultOf(late.expect("a")).why, Why::Ended);
    QVERIFY(!late.send("x"));
    QVERIFY(!resultOf(late.sendSecret("x")));
    QCOMPARE(resultOf(talk.expect("a")).why, Why::Matched);
    QVERIFY(talk.send("\x04"));
}

void tst_Conversation::theFuturesOfADeletedConversationEnd()
{
    auto *const talk = new Conversation(run(u"say 1 abc wait 0"_s, {.usePTY = true}));
    QCOMPARE(resultOf(talk->expect("a")).why, Why::Matched);
    const QFuture<Match> first = talk->expect("x");
    const QFuture<bool> secret = talk->sendSecret("x");
    QFuture<Match> late;
    const QFuture<void> second = talk->expect("y").then([&](const Match &match) {
        QCOMPARE(match.why, Why::Ended);
        late = talk->expect("b"); // in its destructor
    });
    delete talk;
    QVERIFY(first.isFinished() && second.isFinished() && secret.isFinished());
    QCOMPARE(first.result().why, Why::Ended);
    QCOMPARE(first.result().before, "bc"_ba);
    QVERIFY(!secret.result());
    QVERIFY(late.isFinished());
    QVERIFY(waitForEnd(*m_recorder)); // its terminal was hung up
}

void tst_Conversation::itMayBeDeletedInAContinuation()
{
    for (const char *found : {"a", "b", "x"}) {
        const QPointer<Conversation> talk =
            new Conversation(run(u"say 1 abc wait 0"_s, {.usePTY = true}));
        if (*found == 'x')
            talk->setTimeout(1ms);
        const QFuture<bool> secret = talk->sendSecret("x");
        const QFuture<void> first = talk->expect(found).then([&](const Match &) { delete talk; });
        const QFuture<Match> second = talk ? talk->expect("c") : QFuture<Match>();
        QVERIFY(waitUntil([&] { return first.isFinished(); }));
        QVERIFY(!talk);
        QVERIFY(second.isFinished() && secret.isFinished());
        QVERIFY(waitForEnd(*m_recorder));
    }
}

void tst_Conversation::theTransportMayBeDeletedInAContinuation()
{
    Conversation talk(run(u"say 1 abc wait 0"_s, {.usePTY = true}));
    const QFuture<void> first = talk.expect("a").then(this, [&](const Match &) {
        delete talk.transport();
        QVERIFY(!talk.send("x"));
    });
    const QFuture<Match> second = talk.expect("x");
    QVERIFY(waitUntil([&] { return first.isFinished(); }));
    QCOMPARE(resultOf(second).why, Why::Ended);
}

void tst_Conversation::aLoopInAContinuationHearsTheNext()
{
    Conversation talk(run(u"wait 5 say 1 ab read 0 1 say 1 cd wait 6"_s,
                          {.childFDs = {{0, 'w'}, {1, 'r'}, {5, 'w'}, {6, 'w'}}}));
    Match second, third;
    QFuture<Match> behind;
    const QFuture<void> first = talk.expect("a").then([&](const Match &) {
        second = resultOf(behind); // it is there already
        talk.send("x");
        third = resultOf(talk.expect("d"));
    });
    behind = talk.expect("b");
    talk.transport()->closeChildFD(5);
    QVERIFY(waitUntil([&] { return first.isFinished(); }));
    QCOMPARE(second.matched, "b"_ba);
    QCOMPARE(third.before, "c"_ba);
    talk.transport()->closeChildFD(6);
    QVERIFY(waitForEnd(*m_recorder));
}

void tst_Conversation::aCancelledFutureGivesItsPlaceUp()
{
    Conversation talk(run(u"say 1 abc wait 0"_s, {.usePTY = true}));
    QFuture<Match> first = talk.expect("x");
    QFuture<Match> second = talk.expect("y");
    QFuture<Match> third = talk.expect("b");
    QFuture<bool> secret = talk.sendSecret("x");
    QFuture<bool> nextSecret = talk.sendSecret("y");
    second.cancel();
    first.cancel();
    secret.cancel();
    QCOMPARE(resultOf(third).before, "a"_ba);
    QVERIFY(waitUntil([&] { return secret.isFinished(); }));
    QCOMPARE(first.resultCount() + second.resultCount() + secret.resultCount(), 0);
    QVERIFY(!nextSecret.isFinished());
    nextSecret.cancel();
    QVERIFY(talk.send("\x04"));
    QVERIFY(waitForEnd(*m_recorder));
    QVERIFY(!talk.transcript().contains("***"));
}

void tst_Conversation::whoIsNextAfterACancelledOneBeginsAtOnce()
{
    Conversation talk(run(u"say 1 abc wait 0"_s));
    talk.setTimeout(-1ms);
    QFuture<Match> first = talk.expect("x");
    const QFuture<Match> second = talk.expect("b");
    QVERIFY(waitUntil([&] { return talk.transcript() == "abc"; }));
    QVERIFY(!second.isFinished());
    first.cancel();
    QCOMPARE(resultOf(second).why, Why::Matched);
    QFuture<Match> third = talk.expect("x");
    talk.setTimeout(50ms);
    const QFuture<Match> fourth = talk.expect("y");
    third.cancel();
    QCOMPARE(resultOf(fourth).why, Why::TimedOut);
    talk.transport()->closeStdin();
}

void tst_Conversation::oldOutputIsDropped()
{
    Conversation talk(run(u"say 1 begin flood 1 3000000 say 1 end wait 0"_s));
    QCOMPARE(talk.maximumBuffer(), 1 << 20);
    QVERIFY(waitUntil([&] { return talk.transcript().endsWith("end"); }));
    QCOMPARE(talk.transcript().size(), 1 << 20);
    const QFuture<Match> end = talk.expectAny({"begin"_ba, "end"_ba});
    QCOMPARE(resultOf(end).index, 1);
    QCOMPARE(end.result().before.size(), (1 << 20) - 3);
    talk.setMaximumBuffer(100);
    QCOMPARE(talk.maximumBuffer(), 100);
    QCOMPARE(talk.transcript().size(), 100);
    talk.transport()->closeStdin();
    QVERIFY(waitForEnd(*m_recorder));

    Conversation waiting(run(u"flood 1 3000000 say 1 end wait 0"_s));
    waiting.setMaximumBuffer(1000);
    const QFuture<Match> found = waiting.expect(re(u"e(n)d"_s));
    waiting.setMaximumBuffer(500); // while something is expected
    QCOMPARE(resultOf(found).captured.value(1), "n"_ba);
    QVERIFY(found.result().before.size() < 500);
    waiting.setMaximumBuffer(-1);
    QCOMPARE(waiting.maximumBuffer(), 4);
    waiting.transport()->closeStdin();
}

void tst_Conversation::theTranscriptHasBothSides()
{
    Conversation talk(sh(u"printf 'Name: '; read x; printf 'Hello %s' \"$x\"; read x"_s));
    QVERIFY(waitUntil([&] { return talk.transcript() == "Name: "; }));
    talk.sendLine("Ada");
    QVERIFY(resultOf(talk.sendSecret("geheim")));
    QCOMPARE(resultOf(talk.expect("Hello Ada")).why, Why::Matched);
    QCOMPARE(talk.transcript(), "Name: Ada\n***\nHello Ada"_ba);
}

void tst_Conversation::aSecretWaitsForTheEchoToBeOff()
{
    Conversation talk(sh(tardy, {.usePTY = true, .childFDs = {{5, 'w'}, {6, 'w'}}}));
    QCOMPARE(resultOf(talk.expect("Secret: ")).why, Why::Matched);
    const auto timers = [&] {
        return QAbstractEventDispatcher::instance()->registeredTimers(&talk).size();
    };
    QCOMPARE(timers(), 0);
    QByteArray line = "geheim"_ba;
    line.detach();
    const QFuture<bool> secret = talk.sendSecret(std::move(line));
    TimerCounter looks(&talk);
    QVERIFY(waitUntil([&] { return looks.count > 3; })); // for a while it looks in vain
    QVERIFY(!secret.isFinished());
    talk.transport()->closeChildFD(5);
    QVERIFY(resultOf(secret));
    QCOMPARE(timers(), 0);
    const Match length = resultOf(talk.expect(re(u"length (\\d+)\\r\\n"_s)));
    QCOMPARE(length.captured.value(1), "6"_ba);
    QVERIFY(!talk.transcript().contains("geheim"));
    QCOMPARE(talk.transcript().count("***\n"), 1);
    talk.transport()->closeChildFD(6);
    QVERIFY(waitForEnd(*m_recorder));
}

void tst_Conversation::aSecretIsNotTypedToALineEditor()
{
    Conversation talk(run(u"raw 0 say 1 ready wait 5"_s, {.usePTY = true, .childFDs = {{5, 'w'}}}));
    QCOMPARE(resultOf(talk.expect("ready")).why, Why::Matched);
    talk.setTimeout(80ms);
    QVERIFY(!resultOf(talk.sendSecret("geheim")));
    talk.setTimeout(0ms);
    const QFuture<bool> now = talk.sendSecret("geheim");
    QVERIFY(now.isFinished());
    QVERIFY(!now.result());
    QVERIFY(!talk.transcript().contains("***"));
    talk.transport()->closeChildFD(5);
    QVERIFY(waitForEnd(*m_recorder));
}

void tst_Conversation::whatIsSentGoesAheadOfASecret()
{
    Conversation talk(sh(u"read x; echo user $x; "_s + tardy,
                         {.usePTY = true, .childFDs = {{5, 'w'}, {6, 'w'}}}));
    const QFuture<bool> secret = talk.sendSecret("geheim");
    QVERIFY(talk.sendLine("ada"));
    QCOMPARE(resultOf(talk.expect("user ada")).why, Why::Matched);
    talk.transport()->closeChildFD(5);
    QVERIFY(resultOf(secret));
    QCOMPARE(resultOf(talk.expect("length 6")).why, Why::Matched);
    talk.transport()->closeChildFD(6);
    QVERIFY(waitForEnd(*m_recorder));
}

void tst_Conversation::secretsWaitInAQueue()
{
    Conversation talk(run(u"wait 5"_s, {.usePTY = true, .childFDs = {{5, 'w'}}}));
    talk.setTimeout(60ms);
    QElapsedTimer timer;
    timer.start();
    const QFuture<bool> first = talk.sendSecret("a");
    const QFuture<bool> second = talk.sendSecret("b");
    QVERIFY(!resultOf(first));
    QVERIFY(!second.isFinished());
    QVERIFY(!resultOf(second));
    QVERIFY(timer.elapsed() >= 120);
    talk.transport()->closeChildFD(5);
    QVERIFY(waitForEnd(*m_recorder));
}

void tst_Conversation::onPipesASecretIsTypedAtOnce()
{
    Conversation talk(run(u"count 0 1"_s));
    const QFuture<bool> secret = talk.sendSecret("geheim");
    QVERIFY(secret.isFinished());
    QVERIFY(secret.result());
    talk.transport()->closeStdin();
    QCOMPARE(resultOf(talk.expect("7")).why, Why::Matched);
    QVERIFY(waitForEnd(*m_recorder));
    QVERIFY(!resultOf(talk.sendSecret("geheim")));
}

void tst_Conversation::nobodyTypesASecretAfterTheEnd()
{
    Conversation talk(run(u"wait 5"_s, {.usePTY = true, .childFDs = {{5, 'w'}}}));
    talk.setTimeout(-1ms);
    const QFuture<bool> secret = talk.sendSecret("geheim");
    talk.transport()->closeChildFD(5);
    QVERIFY(!resultOf(secret));
    QVERIFY(waitForEnd(*m_recorder));
    QVERIFY(!resultOf(talk.sendSecret("geheim")));
    QVERIFY(!talk.transcript().contains("***"));
}

void tst_Conversation::aSecretLeavesNoCopy_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"typed", "typed late", "behind other bytes", "on pipes", "timed out",
                            "cancelled", "deleted"}) {
        QTest::newRow(how) << QString::fromLatin1(how);
    }
}

void tst_Conversation::aSecretLeavesNoCopy()
{
    QFETCH(QString, how);
    const HiddenWord word;
    const bool isOnPipes = how == "on pipes"_L1;
    const bool isLate = how == "typed late"_L1;
    const bool isBehind = how == "behind other bytes"_L1;
    const bool isTyped = isOnPipes || isLate || isBehind || how == "typed"_L1;
    const QString words = u"%1 say 1 ready %2 read 0 %3 say 1 done wait 5"_s.arg(
        isTyped && !isLate && !isOnPipes ? u"quiet 0"_s : QString(),
        isTyped && !isLate ? QString() : u"wait 6 quiet 0"_s, isBehind ? u"29"_s : u"25"_s);
    const ChildFDs pipes{{0, 'w'}, {1, 'r'}, {5, 'w'}}, besidesTheTerminal{{5, 'w'}, {6, 'w'}};
    const QPointer<ProcessTransport> transport =
        run(words, {.usePTY = !isOnPipes, .childFDs = isOnPipes ? pipes : besidesTheTerminal});
    auto talk = std::make_unique<Conversation>(transport);
    QCOMPARE(resultOf(talk->expect("ready")).why, Why::Matched);
    QCOMPARE(word.occurrences(), 0);
    if (how == "timed out"_L1)
        talk->setTimeout(10ms);
    if (isBehind)
        QVERIFY(talk->send("abc\n"));
    QFuture<bool> secret = talk->sendSecret(spelled(word));
    QVERIFY(word.occurrences() > 0); // it is typed from the event loop
    if (isLate)
        transport->closeChildFD(6);
    if (how == "cancelled"_L1)
        secret.cancel();
    else if (how == "deleted"_L1)
        talk.reset();
    QCOMPARE(resultOf(secret), isTyped);
    if (isTyped)
        QCOMPARE(resultOf(talk->expect("done")).why, Why::Matched);
    QCOMPARE(word.occurrences(), 0);
    if (transport)
        transport->stop();
    QVERIFY(waitForEnd(*m_recorder));
}

void tst_Conversation::anotherOnesMemoryIsNotOverwritten()
{
    Conversation talk(run(u"count 0 1"_s));
    QByteArray mine = "geheim"_ba;
    mine.detach();
    QByteArray shared = mine;
    QVERIFY(resultOf(talk.sendSecret(std::move(shared))));
    QVERIFY(resultOf(talk.sendSecret("literal"_ba)));
    QVERIFY(resultOf(talk.sendSecret({})));
    QCOMPARE(mine, "geheim"_ba);
    talk.transport()->closeStdin();
    QCOMPARE(resultOf(talk.expect("16")).why, Why::Matched);
}

void tst_Conversation::matchesPrint()
{
    QString text;
    QDebug(&text) << Match{1, Why::Matched, "a"_ba, "b"_ba, {"b"_ba}};
    QCOMPARE(
        text,
        u"Match(Offspring::Conversation::Why::Matched, index 1, before \"a\", matched \"b\") "_s);
}

void tst_Conversation::bash()
{
    if (QStandardPaths::findExecutable(u"bash"_s).isEmpty())
        QSKIP("bash is not installed");
    Conversation talk(program({u"bash"_s, u"--norc"_s, u"--noprofile"_s, u"-i"_s}));
    QCOMPARE(resultOf(talk.expect("BASH> ")).why, Why::Matched);
    talk.sendLine("echo $((6 * 7))");
    QCOMPARE(resultOf(talk.expect(re(u"\\n(\\d+)\\r\\nBASH> $"_s))).captured.value(1), "42"_ba);
    talk.setTimeout(10ms);
    QVERIFY(!resultOf(talk.sendSecret("geheim"))); // it edits its line by itself
    talk.setTimeout(30s);
    talk.sendLine("read -s -p 'Sec''ret: ' x; echo; echo \"${#x} signs\"");
    QCOMPARE(resultOf(talk.expect("Secret: ")).why, Why::Matched);
    QVERIFY(resultOf(talk.sendSecret("geheim")));
    QCOMPARE(resultOf(talk.expect("6 signs")).why, Why::Matched);
    talk.sendLine("exit 3");
    QVERIFY(waitForEnd(*m_recorder));
    QCOMPARE(m_recorder->ended->exitCode(), 3);
}

void tst_Conversation::python()
{
    if (QStandardPaths::findExecutable(u"python3"_s).isEmpty())
        QSKIP("python3 is not installed");
    Conversation talk(
        program({u"python3"_s, u"-I"_s, u"-i"_s, u"-c"_s, u"import sys; sys.ps1 = 'PY> '"_s}));
    QCOMPARE(resultOf(talk.expect("PY> ")).why, Why::Matched);
    talk.sendLine("sum(range(10))");
    const Match sum = resultOf(talk.expectAny({re(u"\\n(\\d+)\\r\\nPY> $"_s), "Error"_ba}));
    QCOMPARE(sum.captured.value(1), "45"_ba);
    talk.sendLine("import getpass");
    const int imported = resultOf(talk.expectAny({"Error"_ba, "PY> "_ba})).index;
    if (imported == 1) { // else it is Debian's smallest Python
        talk.sendLine("len(getpass.getpass('Sec' + 'ret: '))");
        QCOMPARE(resultOf(talk.expect("Secret: ")).why, Why::Matched);
        QVERIFY(resultOf(talk.sendSecret("geheim")));
        QCOMPARE(resultOf(talk.expect(re(u"\\n6\\r\\nPY> "_s))).why, Why::Matched);
        QVERIFY(!talk.transcript().contains("geheim"));
    }
    talk.sendLine("exit()");
    QVERIFY(waitForEnd(*m_recorder));
}

void tst_Conversation::bc()
{
    if (QStandardPaths::findExecutable(u"bc"_s).isEmpty())
        QSKIP("bc is not installed");
    Conversation talk(program({u"bc"_s, u"-q"_s}, {}));
    for (const auto &[question, answer] : {std::pair("2^10", "1024\n"), std::pair("7*6", "42\n")}) {
        talk.sendLine(question);
        QCOMPARE(resultOf(talk.expect(answer)).why, Why::Matched);
    }
    talk.transport()->closeStdin();
    QVERIFY(waitForEnd(*m_recorder));
}

void tst_Conversation::sshKeygen()
{
    if (QStandardPaths::findExecutable(u"ssh-keygen"_s).isEmpty())
        QSKIP("ssh-keygen is not installed");
    const QTemporaryDir directory;
    const QString key = directory.filePath(u"key"_s);
    Conversation talk(program({u"ssh-keygen"_s, u"-q"_s, u"-t"_s, u"ed25519"_s, u"-f"_s, key}));
    for (int i = 0; i < 2; ++i) { // the passphrase, and the same again
        QCOMPARE(resultOf(talk.expect(": ")).why, Why::Matched);
        QVERIFY(resultOf(talk.sendSecret("geheim")));
    }
    QVERIFY(waitForEnd(*m_recorder));
    QCOMPARE(m_recorder->ended->exitCode(), 0);
    QVERIFY(!talk.transcript().contains("geheim"));
    program({u"ssh-keygen"_s, u"-y"_s, u"-P"_s, u"geheim"_s, u"-f"_s, key});
    QVERIFY(waitForEnd(*m_recorder));
    QCOMPARE(m_recorder->ended->exitCode(), 0);
}

void tst_Conversation::su()
{
    if (QStandardPaths::findExecutable(u"su"_s).isEmpty())
        QSKIP("su is not installed");
    SpawnOptions options{.usePTY = true};
    if (geteuid() == 0)
        options.uid = 65534; // root is not asked
    options.path = u"/"_s;
    Conversation talk(program({u"su"_s, u"-c"_s, u"true"_s}, options));
    const Match prompt = resultOf(talk.expect(re(u"[Pp]assword: "_s)));
    if (prompt.why == Why::Ended)
        QSKIP("su asks for nothing here: " + prompt.before);
    QVERIFY(resultOf(talk.sendSecret("certainly not this")));
    QVERIFY(waitForEnd(*m_recorder));
    QVERIFY(m_recorder->ended->exitCode() != 0);
    QVERIFY(!talk.transcript().contains("certainly"));
}

// In a copy of /etc, which only this passwd sees.
void tst_Conversation::passwd()
{
    if (geteuid() != 0)
        QSKIP("only root can give passwd an /etc of its own");
    const QTemporaryDir directory;
    const QString script = u"cp -a /etc/. \"$0\" && mount --bind \"$0\" /etc && exec passwd root"_s;
    Conversation talk(program({u"unshare"_s, u"-m"_s, u"sh"_s, u"-c"_s, script, directory.path()}));
    const Match prompt = resultOf(talk.expect(re(u"[Pp]assword: "_s)));
    if (prompt.why == Why::Ended)
        QSKIP("passwd cannot be run in an /etc of its own: " + prompt.before);
    QVERIFY(resultOf(talk.sendSecret("correct horse battery")));
    QCOMPARE(resultOf(talk.expect(re(u"[Pp]assword: "_s))).why, Why::Matched);
    QVERIFY(resultOf(talk.sendSecret("correct horse battery")));
    QVERIFY(waitForEnd(*m_recorder));
    QVERIFY2(m_recorder->ended->exitCode() == 0, talk.transcript());
    QVERIFY(!talk.transcript().contains("horse"));
}

void tst_Conversation::gpg()
{
    if (QStandardPaths::findExecutable(u"gpg"_s).isEmpty())
        QSKIP("gpg is not installed");
    const QTemporaryDir directory;
    const QString file = directory.filePath(u"file"_s);
    const QStringList home{u"--homedir"_s, directory.path()};
    const QStringList gpg = QStringList{u"gpg"_s} + home
        + QStringList{u"--pinentry-mode"_s, u"loopback"_s, u"--no-symkey-cache"_s};
    QFile plain(file);
    QVERIFY(plain.open(QIODevice::WriteOnly) && plain.write("Meet me.\n") > 0);
    plain.close();
    {
        Conversation talk(program(
            gpg + QStringList{u"--batch"_s, u"--passphrase-fd"_s, u"0"_s, u"--symmetric"_s, file},
            {}));
        QVERIFY(resultOf(talk.sendSecret("geheim")));
        QVERIFY(waitForEnd(*m_recorder));
        QCOMPARE(m_recorder->ended->exitCode(), 0);
    }
    {
        Conversation talk(program(gpg + QStringList{u"--decrypt"_s, file + u".gpg"_s}));
        QCOMPARE(resultOf(talk.expect("passphrase: ")).why, Why::Matched);
        QVERIFY(resultOf(talk.sendSecret("geheim")));
        QVERIFY(waitForEnd(*m_recorder));
        QVERIFY2(m_recorder->ended->exitCode() == 0, talk.transcript());
        QVERIFY(talk.transcript().contains("Meet me.\r\n"));
        QVERIFY(!talk.transcript().contains("geheim"));
    }
    program(QStringList{u"gpgconf"_s} + home + QStringList{u"--kill"_s, u"all"_s});
    QVERIFY(waitForEnd(*m_recorder));
}

QTEST_GUILESS_MAIN(tst_Conversation)
#include "tst_conversation.moc"
