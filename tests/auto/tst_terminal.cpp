// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The pseudo-terminal: what Twisted does with usePTY, and where a stream like any other differs.

#include "behaviourtest.h"
#include "leash.h"
#include "lifeline.h"

#include <QtCore/QBuffer>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QPointer>
#include <QtCore/QSet>
#include <QtCore/QTemporaryFile>
#include <QtCore/QThread>

#include <cstdlib>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Stage = SpawnError::Stage;

namespace {

const auto terminal = ChildFD::terminal();
const TerminalOptions raw{.raw = true};

} // namespace

class tst_Terminal : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void theChildLeadsItsSessionAndIsInTheForeground();
    void theChildHasTheTerminalAndNothingElse();
    void devTtyOpens();
    void modesAreTheKernelsDefaultsForUtf8();
    void whatIsTypedIsEchoed();
    void echoAndRawModeAreOptions_data();
    void echoAndRawModeAreOptions();
    void aKeyErasesAWholeCharacter_data();
    void aKeyErasesAWholeCharacter();
    void stderrArrivesAsStdout();
    void outputArrivesUnderOneNumber_data();
    void outputArrivesUnderOneNumber();
    void aPromptOnDevTtyIsSeenWithStdioOnPipes();
    void theRestOfTheMapWorksBesideIt();
    void whatTheMapNamesIsNotOnTheTerminal();
    void aTerminalMayBeAnywhere();
    void everyFDOnTheTerminalIsWritten();
    void connectionLostComesOnceForEachAscending();
    void anEventLoopInALossHearsTheOtherLosses();
    void deletingTheTransportInALossIsTheLastThing();
    void theSizeIsAsAsked();
    void theSizeInPixelsIsAsAsked();
    void aNewSizeIsToldBySigwinch();
    void anImpossibleSizeIsRefused();
    void withoutATerminalThereIsNoSizeAndNoName();
    void howItTakesWhatIsTypedIsAskedOfTheTerminal();
    void withoutATerminalNothingEchoes();
    void aChangeOfTheEchoIsToldOnce();
    void aChangeOfTheEditingIsToldOnce();
    void whatIsWrittenAfterAChangeTellsOfIt();
    void nobodyLooksWhileNobodyListens();
    void theEchoOfATerminalThatIsOverIsNotTold();
    void aListenerOfTheEchoMayRunALoopAndDeleteTheTransport();
    void aListenerOfTheEchoMayComeFromAnotherThread();
    void surroundingsAreAsWithoutATerminal();
    void everyByteOfADeadChildArrives_data();
    void everyByteOfADeadChildArrives();
    void sixtyThousandAndThreeBytesArrive();
    void aChildThatClosesItsTerminalIsNotHungUp();
    void aGrandchildOnTheTerminalDelaysTheEndAndNotTheExit();
    void aPausedTerminalDelaysItsLoss();
    void holderTimeoutCutsATerminal();
    void closingStdinSendsEndOfFile_data();
    void closingStdinSendsEndOfFile();
    void closingTheInputIsForItsOwnFDAlone();
    void aRawTerminalIsSentNoEndOfFile();
    void theModeIsThatOfTheMoment();
    void whatEndsALineIsTheTerminalsBusiness_data();
    void whatEndsALineIsTheTerminalsBusiness();
    void closingWithEndOfFileTurnedOffSendsNothing();
    void aSourceEndsWithEndOfFile();
    void aSourceOnAnotherFDEndsNothing();
    void aTerminalIsCutWhileItCloses();
    void roomThatIsFilledAtOnceKeepsNobodyBusy();
    void inputThatADeadChildLeftIsDropped_data();
    void inputThatADeadChildLeftIsDropped();
    void loseConnectionHangsUp();
    void loseConnectionFlushesFirst();
    void abortHangsUpAtOnce();
    void controlCInterruptsTheForegroundGroup();
    void stopReachesTheWholeSession();
    void anIdleShellIsHungUp_data();
    void anIdleShellIsHungUp();
    void aHangUpIsRepeated();
    void stopReachesTheForegroundGroup();
    void aBackgroundJobDoesNotOutliveAStop_data();
    void aBackgroundJobDoesNotOutliveAStop();
    void whoHasLeftTheSessionLosesTheTerminalWhenTheGraceIsOver();
    void stopAfterTheExitReachesTheRestOfTheSession();
    void aSessionThatEndedInTimeIsNotCut();
    void anAbandonedSessionIsKilled_data();
    void anAbandonedSessionIsKilled();
    void aProgramThatQuitsLeavesNobodyOnItsTerminals();
    void waterMarksAreToldUnderTheInputsNumber();
    void deletingTheTransportHangsUpAWholeGroup();
    void aFailingExecLeavesNothingOpen();
    void theLimitOfOpenFilesIsReached_data();
    void theLimitOfOpenFilesIsReached();
    void theSlaveOfAnotherTerminalMayBeMapped();
    void afterTheEndNothingHappens();
    void twoHundredTerminalsAtOnce();
};

void tst_Terminal::theChildLeadsItsSessionAndIsInTheForeground()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"foreground 1"_s, {.usePTY = true});
    const QByteArray pid = QByteArray::number(pidOf(transport));
    QVERIFY(waitForEnd(recorder));
    // It leads the session, whose terminal it has on 0, 1 and 2.
    QCOMPARE(recorder.data[1], pid + ' ' + pid + ' ' + pid + ' ' + pid + "\r\n");
}

void tst_Terminal::theChildHasTheTerminalAndNothingElse()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"descriptors 1"_s, {.usePTY = true});
    const QByteArray name = transport->terminalName().toUtf8();
    QVERIFY2(name.startsWith("/dev/pts/"), name);
    QVERIFY(waitForEnd(recorder));
    QByteArray expected;
    for (const QByteArray &number : {"0"_ba, "1"_ba, "2"_ba})
        expected += number + " rw blocking open " + name + "\r\n";
    // It leads the session, whose terminal it has on 0, 1 and 2.
    QCOMPARE(recorder.data[1], expected);
    QCOMPARE(recorder.ended->kind(), ExitReason::Kind::ProcessDone);
}

void tst_Terminal::devTtyOpens()
{
    Recorder recorder;
    spawn(recorder, u"open /dev/tty 5 say 5 here"_s, {.usePTY = true});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "here"_ba); // the child can open /dev/tty
}

void tst_Terminal::modesAreTheKernelsDefaultsForUtf8()
{
    Recorder recorder;
    spawn(recorder, u"modes 0 1"_s, {.usePTY = true});
    QVERIFY(waitForEnd(recorder));
    // The kernel's default modes: echo, and CR LF.
    QCOMPARE(recorder.data[1], "canonical echo signals icrnl opost utf8 \r\n"_ba);
}

void tst_Terminal::whatIsTypedIsEchoed()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"read 0 3"_s, {.usePTY = true});
    transport->write("hi\n"_ba);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "hi\r\n"_ba); // the kernel's default modes: echo, and CR LF
}

void tst_Terminal::echoAndRawModeAreOptions_data()
{
    QTest::addColumn<bool>("echo");
    QTest::addColumn<bool>("isRaw");
    QTest::addColumn<QByteArray>("modes");
    QTest::newRow("without echo") << false << false << "canonical signals icrnl opost utf8 \r\n"_ba;
    QTest::newRow("raw") << true << true << "utf8 \n"_ba;
    QTest::newRow("raw without echo") << false << true << "utf8 \n"_ba;
}

void tst_Terminal::echoAndRawModeAreOptions()
{
    QFETCH(bool, echo);
    QFETCH(bool, isRaw);
    QFETCH(QByteArray, modes);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"modes 0 1 read 0 3"_s,
              {.usePTY = true, .terminal = {.echo = echo, .raw = isRaw}});
    transport->write("hi\n"_ba);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], modes);
}

// One key erases a character of two bytes, or else its last byte.
void tst_Terminal::aKeyErasesAWholeCharacter_data()
{
    QTest::addColumn<bool>("utf8");
    QTest::addColumn<QByteArray>("left");
    QTest::newRow("in UTF-8") << true << "a\n"_ba;
    QTest::newRow("in bytes") << false << "a\xc3\n"_ba;
}

void tst_Terminal::aKeyErasesAWholeCharacter()
{
    QFETCH(bool, utf8);
    QFETCH(QByteArray, left);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"copy 0 4"_s,
              {.usePTY = true, .childFDs = {{4, 'r'}}, .terminal = {.echo = false, .utf8 = utf8}});
    transport->write("aé\x7f\n"_ba);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[4], left);
}

void tst_Terminal::stderrArrivesAsStdout()
{
    Recorder recorder;
    spawn(recorder, u"say 2 err say 1 out say 0 in"_s, {.usePTY = true});
    QVERIFY(waitForEnd(recorder));
    // All output of a terminal is that of fd 1.
    QCOMPARE(recorder.data, (QMap<int, QByteArray>{{1, "erroutin"}}));
}

void tst_Terminal::outputArrivesUnderOneNumber_data()
{
    QTest::addColumn<ChildFDs>("childFDs");
    QTest::addColumn<int>("speaker");
    QTest::addColumn<int>("output");
    QTest::newRow("0, 1 and 2") << ChildFDs{{0, terminal}, {1, terminal}, {2, terminal}} << 0 << 1;
    QTest::newRow("0 and 2") << ChildFDs{{0, terminal}, {2, terminal}} << 0 << 2;
    QTest::newRow("0 alone") << ChildFDs{{0, terminal}} << 0 << 0;
    QTest::newRow("0 and 7") << ChildFDs{{0, terminal}, {7, terminal}} << 7 << 0;
    QTest::newRow("9 and 5") << ChildFDs{{9, terminal}, {5, terminal}} << 9 << 5;
    QTest::newRow("an alias") << ChildFDs{{0, ChildFD::sameAs(6)}, {6, terminal}} << 0 << 6;
}

void tst_Terminal::outputArrivesUnderOneNumber()
{
    QFETCH(ChildFDs, childFDs);
    QFETCH(int, speaker);
    QFETCH(int, output);
    Recorder recorder;
    spawn(recorder, u"say %1 x"_s.arg(speaker), {.childFDs = childFDs});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data, (QMap<int, QByteArray>{{output, "x"}}));
}

void tst_Terminal::aPromptOnDevTtyIsSeenWithStdioOnPipes()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(
        recorder, u"open /dev/tty 5 say 5 Passphrase: read 5 7 say 1 thanks"_s,
        {.usePTY = true, .childFDs = {{0, 'w'}, {1, 'r'}, {2, 'r'}}, .terminal = {.echo = false}});
    QVERIFY(waitUntil([&] { return recorder.data[-1] == "Passphrase:"; }));
    QVERIFY(transport->writeToChild(-1, "secret\n"_ba));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "thanks"_ba);
    QCOMPARE(recorder.count(u"lost -1"_s), 1);
}

void tst_Terminal::theRestOfTheMapWorksBesideIt()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 3 4 say 2 done"_s,
                                              {.usePTY = true, .childFDs = {{3, 'w'}, {4, 'r'}}});
    transport->writeToChild(3, "by pipe"_ba);
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data, (QMap<int, QByteArray>{{1, "done"}, {4, "by pipe"}}));
}

void tst_Terminal::whatTheMapNamesIsNotOnTheTerminal()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"descriptors 1"_s,
              {.usePTY = true, .childFDs = {{0, ChildFD::closed()}, {1, 'r'}}});
    const QByteArray name = transport->terminalName().toUtf8();
    QVERIFY(waitForEnd(recorder));
    QVERIFY2(recorder.data[1].startsWith("1 w blocking open pipe:["), recorder.data[1]);
    QVERIFY2(recorder.data[1].endsWith("2 rw blocking open " + name + '\n'), recorder.data[1]);
    QCOMPARE(recorder.data[1].count('\n'), 2);
}

void tst_Terminal::aTerminalMayBeAnywhere()
{
    Recorder recorder;
    spawn(recorder, u"foreground 7 tty 7 7 descriptors 7"_s, {.childFDs = {{7, terminal}}});
    QVERIFY(waitForEnd(recorder));
    const QList<QByteArray> lines = recorder.data[7].split('\n');
    QVERIFY2(lines.size() == 4, recorder.data[7]); // one descriptor
    const QList<QByteArray> ids = lines[0].trimmed().split(' ');
    QCOMPARE(ids.count(ids.first()), 4); // pid, group, session, foreground
    QVERIFY(lines[1].startsWith("/dev/pts/"));
}

void tst_Terminal::everyFDOnTheTerminalIsWritten()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"read 0 8 say 4 read"_s,
              {.usePTY = true, .childFDs = {{4, 'r'}, {6, terminal}}, .terminal = raw});
    for (const int childFD : {0, 1, 2, 6})
        QVERIFY(transport->writeToChild(childFD, "ab"_ba));
    QVERIFY(!transport->writeToChild(4, "x"_ba));
    QVERIFY(!transport->writeToChild(5, "x"_ba));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[4], "read"_ba);
}

void tst_Terminal::connectionLostComesOnceForEachAscending()
{
    Recorder recorder;
    spawn(recorder, u"say 9 x"_s, {.usePTY = true, .childFDs = {{9, terminal}}});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events.filter(u"lost"_s),
             (QStringList{u"lost 0"_s, u"lost 1"_s, u"lost 2"_s, u"lost 9"_s}));
    QCOMPARE(recorder.events.first(), u"connectionMade"_s);
    QCOMPARE(recorder.events.last(), u"ended"_s);
}

void tst_Terminal::anEventLoopInALossHearsTheOtherLosses()
{
    Recorder recorder;
    recorder.hook = [&](const QString &event) {
        if (event == "lost 0"_L1)
            waitForEnd(recorder);
    };
    spawn(recorder, u"exit 0"_s, {.usePTY = true});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events.last(), u"ended"_s);
    QCOMPARE(recorder.events.filter(u"lost"_s),
             (QStringList{u"lost 0"_s, u"lost 1"_s, u"lost 2"_s}));
}

void tst_Terminal::deletingTheTransportInALossIsTheLastThing()
{
    Recorder recorder;
    const QPointer<ProcessTransport> transport = spawn(recorder, u"exit 0"_s, {.usePTY = true});
    recorder.hook = [&](const QString &event) {
        if (event == "lost 1"_L1)
            delete transport.data();
    };
    QVERIFY(waitUntil([&] { return !transport; }));
    QCOMPARE(recorder.events.last(), u"lost 1"_s);
    QVERIFY(!recorder.ended);
}

void tst_Terminal::theSizeIsAsAsked()
{
    Recorder byDefault, largest, none;
    spawn(byDefault, u"size 0 1"_s, {.usePTY = true});
    spawn(largest, u"size 0 1"_s, {.usePTY = true, .terminal = {.rows = 65535, .columns = 65535}});
    spawn(none, u"size 0 1"_s, {.usePTY = true, .terminal = {.rows = 0, .columns = 0}});
    QVERIFY(waitForEnd(byDefault));
    QVERIFY(waitForEnd(largest));
    QVERIFY(waitForEnd(none));
    QCOMPARE(byDefault.data[1], "24 80\r\n"_ba);
    QCOMPARE(largest.data[1], "65535 65535\r\n"_ba);
    QCOMPARE(none.data[1], "0 0\r\n"_ba);
}

void tst_Terminal::theSizeInPixelsIsAsAsked()
{
    Recorder unknown, asked, changed;
    spawn(unknown, u"pixels 0 1"_s, {.usePTY = true});
    spawn(asked, u"pixels 0 1"_s, {.usePTY = true, .terminal = {.width = 65535, .height = 600}});
    ProcessTransport *const transport =
        spawn(changed, u"block %1 say 1 ready await %1 4 size 0 4 pixels 0 4"_s.arg(SIGWINCH),
              {.usePTY = true, .childFDs = {{4, 'r'}}});
    QVERIFY(waitUntil([&] { return changed.data[1] == "ready"; }));
    QVERIFY(transport->setTerminalSize(24, 80, 800, 480)); // of the pixels alone
    QVERIFY(waitForEnd(unknown));
    QVERIFY(waitForEnd(asked));
    QVERIFY(waitForEnd(changed));
    QCOMPARE(unknown.data[1], "0 0\r\n"_ba);
    QCOMPARE(asked.data[1], "65535 600\r\n"_ba);
    QCOMPARE(changed.data[4], "signal 28\n24 80\n800 480\n"_ba);
}

void tst_Terminal::aNewSizeIsToldBySigwinch()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"block %1 say 1 ready await %1 4 size 0 4"_s.arg(SIGWINCH),
              {.usePTY = true, .childFDs = {{4, 'r'}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    QVERIFY(transport->setTerminalSize(50, 132));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[4], "signal 28\n50 132\n"_ba);
}

void tst_Terminal::anImpossibleSizeIsRefused()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"read 0 1 size 0 1"_s, {.usePTY = true, .terminal = raw});
    QVERIFY(transport->setTerminalSize(30, 90));
    QVERIFY(!transport->setTerminalSize(-1, 80));
    QVERIFY(!transport->setTerminalSize(24, 65536));
    QVERIFY(!transport->setTerminalSize(24, 80, -1, 0));
    QVERIFY(!transport->setTerminalSize(24, 80, 0, 65536));
    transport->write("x"_ba);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "30 90\n"_ba);
}

void tst_Terminal::withoutATerminalThereIsNoSizeAndNoName()
{
    spawnInThisThread();
    Recorder piped, missing, over;
    const QPointer<ProcessTransport> pipes = spawn(piped, u"exit 0"_s, {.newSession = true});
    QVERIFY(!pipes->setTerminalSize(24, 80));
    QCOMPARE(pipes->terminalName(), QString());
    const QPointer<ProcessTransport> notStarted =
        reactor->spawnProcess(&missing, u"/nowhere"_s, {}, {.usePTY = true});
    QVERIFY(!notStarted->setTerminalSize(24, 80));
    QCOMPARE(notStarted->terminalName(), QString());
    const QPointer<ProcessTransport> ended = spawn(over, u"exit 0"_s, {.usePTY = true});
    bool sizedAtTheEnd = true;
    over.hook = [&](const QString &event) {
        if (event == "ended"_L1)
            sizedAtTheEnd = ended->setTerminalSize(24, 80) || !ended->terminalName().isEmpty();
    };
    QVERIFY(waitForEnd(piped));
    QVERIFY(waitForEnd(missing));
    QVERIFY(waitForEnd(over));
    QVERIFY(!sizedAtTheEnd); // the name may be somebody else's by then
}

void tst_Terminal::howItTakesWhatIsTypedIsAskedOfTheTerminal()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 5 quiet 0 say 4 quiet wait 6 raw 0 say 4 raw wait 7"_s,
              {.usePTY = true, .childFDs = {{4, 'r'}, {5, 'w'}, {6, 'w'}, {7, 'w'}}});
    QVERIFY(transport->isEchoing());
    QVERIFY(transport->isEditingLines());
    transport->closeChildFD(5);
    QVERIFY(waitUntil([&] { return recorder.data[4] == "quiet"; }));
    QVERIFY(!transport->isEchoing());
    QVERIFY(transport->isEditingLines());
    transport->closeChildFD(6);
    QVERIFY(waitUntil([&] { return recorder.data[4] == "quietraw"; }));
    QVERIFY(!transport->isEchoing());
    QVERIFY(!transport->isEditingLines());
    transport->closeChildFD(7);
    QVERIFY(waitForEnd(recorder));
}

void tst_Terminal::withoutATerminalNothingEchoes()
{
    spawnInThisThread();
    Recorder piped, missing, over;
    const QPointer<ProcessTransport> pipes = spawn(piped, u"exit 0"_s, {.newSession = true});
    QVERIFY(!pipes->isEchoing() && !pipes->isEditingLines());
    const QPointer<ProcessTransport> notStarted =
        reactor->spawnProcess(&missing, u"/nowhere"_s, {}, {.usePTY = true});
    QVERIFY(!notStarted->isEchoing() && !notStarted->isEditingLines());
    const QPointer<ProcessTransport> ended = spawn(over, u"exit 0"_s, {.usePTY = true});
    QVERIFY(ended->isEchoing());
    bool echoesAtTheEnd = true;
    over.hook = [&](const QString &event) {
        if (event == "ended"_L1)
            echoesAtTheEnd = ended->isEchoing() || ended->isEditingLines();
    };
    QVERIFY(waitForEnd(piped));
    QVERIFY(waitForEnd(missing));
    QVERIFY(waitForEnd(over));
    QVERIFY(!echoesAtTheEnd);
}

// The child writes nothing: only looking can tell.
void tst_Terminal::aChangeOfTheEchoIsToldOnce()
{
    Recorder recorder;
    QList<bool> told, asked;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 5 quiet 0 wait 6 loud 0 wait 7"_s,
              {.usePTY = true, .childFDs = {{5, 'w'}, {6, 'w'}, {7, 'w'}}});
    connect(transport, &ProcessTransport::terminalEchoChanged, this, [&](bool echoing) {
        told << echoing;
        asked << transport->isEchoing();
        QVERIFY(recorder.events.startsWith(u"connectionMade"_s));
    });
    transport->closeChildFD(5);
    QVERIFY(waitUntil([&] { return !told.isEmpty(); }));
    transport->closeChildFD(6);
    QVERIFY(waitUntil([&] { return told.size() > 1; }));
    transport->closeChildFD(7);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(told, (QList<bool>{false, true}));
    QCOMPARE(asked, told);
}

// Both change at once; each is told by itself, also when nobody listens to the other.
void tst_Terminal::aChangeOfTheEditingIsToldOnce()
{
    for (const bool hearsBoth : {true, false}) {
        Recorder recorder;
        QStringList told;
        ProcessTransport *const transport =
            spawn(recorder, u"wait 5 raw 0 wait 6 loud 0 wait 7"_s,
                  {.usePTY = true, .childFDs = {{5, 'w'}, {6, 'w'}, {7, 'w'}}});
        connect(transport, &ProcessTransport::terminalEditingChanged, this, [&](bool editing) {
            told << (editing ? u"editing"_s : u"not editing"_s);
            QCOMPARE(transport->isEditingLines(), editing);
        });
        if (hearsBoth) {
            connect(transport, &ProcessTransport::terminalEchoChanged, this,
                    [&](bool echoing) { told << (echoing ? u"echo"_s : u"no echo"_s); });
        }
        transport->closeChildFD(5);
        QVERIFY(waitUntil([&] { return told.contains(u"not editing"_s); }));
        transport->closeChildFD(6);
        QVERIFY(waitUntil([&] { return transport->isEchoing(); }));
        if (hearsBoth)
            QVERIFY(waitUntil([&] { return told.contains(u"echo"_s); }));
        transport->closeChildFD(7);
        QVERIFY(waitForEnd(recorder));
        const QStringList both{u"no echo"_s, u"not editing"_s, u"echo"_s};
        QCOMPARE(told, hearsBoth ? both : QStringList{u"not editing"_s});
    }
}

void tst_Terminal::whatIsWrittenAfterAChangeTellsOfIt()
{
    Recorder recorder;
    QList<bool> told, toldInTheTurn;
    ProcessTransport *const transport = spawn(recorder, u"wait 5 quiet 0 say 1 Password: wait 6"_s,
                                              {.usePTY = true, .childFDs = {{5, 'w'}, {6, 'w'}}});
    connect(transport, &ProcessTransport::terminalEchoChanged, this,
            [&](bool echoing) { told << echoing; });
    bool isTurnOver = false;
    recorder.hook = [&](const QString &event) {
        if (event == "data 1"_L1) {
            QMetaObject::invokeMethod(
                this,
                [&] {
                    toldInTheTurn = told;
                    isTurnOver = true;
                },
                Qt::QueuedConnection);
        }
    };
    transport->closeChildFD(5);
    QVERIFY(waitUntil([&] { return isTurnOver; }));
    QCOMPARE(toldInTheTurn, QList<bool>{false});
    transport->closeChildFD(6);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(told, QList<bool>{false});
}

void tst_Terminal::nobodyLooksWhileNobodyListens()
{
    Recorder recorder, piped;
    const auto timers = [](QObject *object) {
        return QAbstractEventDispatcher::instance()->registeredTimers(object).size();
    };
    ProcessTransport *const transport =
        spawn(recorder, u"wait 5"_s, {.usePTY = true, .childFDs = {{5, 'w'}}});
    ProcessTransport *const pipes = spawn(piped, u"wait 0"_s);
    QVERIFY(waitUntil([&] { return recorder.count(u"connectionMade"_s) == 1; }));
    QCOMPARE(timers(transport), 0);
    const auto listen = [&](ProcessTransport *sender) {
        return connect(sender, &ProcessTransport::terminalEchoChanged, this, [] { });
    };
    const QMetaObject::Connection first = listen(transport);
    const QMetaObject::Connection second = listen(transport);
    QCOMPARE(timers(transport), 1);
    listen(pipes);
    QCOMPARE(timers(pipes), 0); // there is no terminal to look at
    disconnect(first);
    disconnect(second);
    QVERIFY(waitUntil([&] { return timers(transport) == 0; }));
    listen(transport);
    QCOMPARE(timers(transport), 1);
    transport->closeChildFD(5);
    pipes->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(waitForEnd(piped));
}

// The kernel gives a terminal that everybody has closed its first settings, with the echo.
void tst_Terminal::theEchoOfATerminalThatIsOverIsNotTold()
{
    Recorder recorder;
    QList<bool> told;
    const QPointer<ProcessTransport> transport =
        spawn(recorder, u"wait 5 quiet 0 wait 6 say 1 bye"_s,
              {.usePTY = true, .childFDs = {{5, 'w'}, {6, 'w'}}});
    connect(transport, &ProcessTransport::terminalEchoChanged, this,
            [&](bool echoing) { told << echoing; });
    transport->closeChildFD(5);
    QVERIFY(waitUntil([&] { return !told.isEmpty(); }));
    transport->pauseProducing();
    recorder.hook = [&](const QString &event) {
        if (event == "exited"_L1)
            transport->resumeProducing(); // its last words are read when it is gone
    };
    transport->closeChildFD(6);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(told, QList<bool>{false});
}

void tst_Terminal::aListenerOfTheEchoMayRunALoopAndDeleteTheTransport()
{
    Recorder recorder;
    QList<bool> told;
    const QPointer<ProcessTransport> transport =
        spawn(recorder, u"wait 5 quiet 0 say 1 ? wait 6 loud 0 wait 7"_s,
              {.usePTY = true, .childFDs = {{5, 'w'}, {6, 'w'}, {7, 'w'}}});
    connect(transport, &ProcessTransport::terminalEchoChanged, this, [&](bool echoing) {
        told << echoing;
        if (told.size() > 1)
            return delete transport;
        transport->closeChildFD(6);
        QVERIFY(waitUntil([&] { return told.size() > 1; }));
    });
    transport->closeChildFD(5);
    QVERIFY(waitUntil([&] { return told.size() > 1; }));
    QVERIFY(transport.isNull());
    QCOMPARE(told, (QList<bool>{false, true}));
}

void tst_Terminal::aListenerOfTheEchoMayComeFromAnotherThread()
{
    Recorder recorder;
    QList<bool> told;
    ProcessTransport *const transport = spawn(recorder, u"wait 5 quiet 0 wait 6"_s,
                                              {.usePTY = true, .childFDs = {{5, 'w'}, {6, 'w'}}});
    std::thread([&] {
        connect(transport, &ProcessTransport::terminalEchoChanged, this, [&](bool echoing) {
            told << echoing;
            QCOMPARE(QThread::currentThread(), thread());
        });
    }).join();
    QCoreApplication::processEvents();
    transport->closeChildFD(5);
    QVERIFY(waitUntil([&] { return !told.isEmpty(); }));
    QCOMPARE(told, QList<bool>{false});
    transport->closeChildFD(6);
    QVERIFY(waitForEnd(recorder));
}

void tst_Terminal::surroundingsAreAsWithoutATerminal()
{
    QProcessEnvironment environment;
    environment.insert(u"A"_s, u"b"_s);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"environment 4 say 4 : directory 4 signals 4 pause"_s,
              {.env = environment, .path = u"/usr"_s, .usePTY = true, .childFDs = {{4, 'r'}}});
    QVERIFY(waitUntil([&] { return recorder.data[4].contains("SigCgt"); }));
    QCOMPARE(recorder.data[4].replace('\0', '|'),
             "A=b|:/usr\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n"
             "SigCgt:\t0000000000000000\n"_ba); // signals are as without a terminal
    QVERIFY(transport->signalProcess(u"USR1"_s));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->signal(), SIGUSR1);
}

void tst_Terminal::everyByteOfADeadChildArrives_data()
{
    QTest::addColumn<int>("bytes");
    for (const int bytes : {0, 1, 3000})
        QTest::addRow("%d", bytes) << bytes;
}

// The child is dead before the first byte is read.
void tst_Terminal::everyByteOfADeadChildArrives()
{
    spawnInThisThread();
    QFETCH(int, bytes);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"flood 1 %1"_s.arg(bytes), {.usePTY = true, .terminal = raw});
    siginfo_t info;
    QCOMPARE(waitid(P_PID, id_t(transport->pid()), &info, WEXITED | WNOWAIT), 0);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1].size(), bytes);
    for (int i = 0; i < bytes; ++i)
        QVERIFY(recorder.data[1][i] == char(i % 251));
}

void tst_Terminal::sixtyThousandAndThreeBytesArrive()
{
    Recorder recorder;
    spawn(recorder, u"flood 1 60003"_s, {.usePTY = true, .terminal = raw});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1].size(), 60'003); // EIO is the end of file, after the last byte
    for (int i = 0; i < 60'003; ++i)
        QVERIFY(recorder.data[1][i] == char(i % 251));
}

void tst_Terminal::aChildThatClosesItsTerminalIsNotHungUp()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"close 0 close 1 close 2 say 4 closed wait 3 open /dev/tty 5 say 5 back"_s,
              {.usePTY = true, .childFDs = {{3, 'w'}, {4, 'r'}}});
    QVERIFY(waitUntil([&] { return recorder.data[4] == "closed"; }));
    QVERIFY(loopStaysIdle());
    QCOMPARE(recorder.events.filter(u"lost"_s), QStringList());
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->kind(), ExitReason::Kind::ProcessDone); // Twisted hangs it up here
    QCOMPARE(recorder.data[1], "back"_ba);
}

void tst_Terminal::aGrandchildOnTheTerminalDelaysTheEndAndNotTheExit()
{
    Recorder recorder;
    Leash leash;
    ProcessTransport *const transport = spawn(
        recorder, u"ignore 1 hold 9"_s, {.usePTY = true, .childFDs = {{9, leash.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdle());
    QCOMPARE(recorder.events.filter(u"lost"_s), QStringList());
    QVERIFY(!recorder.ended);
    QVERIFY(transport->setTerminalSize(10, 10)); // it is still there
    leash.letGo();
    QVERIFY(waitForEnd(recorder)); // a descendant that has the terminal delays the end
    QCOMPARE(recorder.count(u"lost 0"_s), 1);
    QVERIFY(!recorder.ended->truncated());
}

void tst_Terminal::aPausedTerminalDelaysItsLoss()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 1 later"_s, {.usePTY = true});
    transport->pauseProducing();
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdle());
    QCOMPARE(recorder.events, (QStringList{u"connectionMade"_s, u"exited"_s}));
    transport->resumeChildFD(1);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "later"_ba);
}

void tst_Terminal::holderTimeoutCutsATerminal()
{
    Recorder recorder;
    Leash leash;
    spawn(recorder, u"ignore 1 flood 1 3000 hold 9"_s,
          {.usePTY = true,
           .childFDs = {{9, leash.childsEnd()}},
           .terminal = raw,
           .holderTimeout = 0ms});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1].size(), 3000);
    QVERIFY(recorder.ended->truncated());
    QCOMPARE(recorder.count(u"lost 2"_s), 1);
}

void tst_Terminal::closingStdinSendsEndOfFile_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("first");
    QTest::newRow("nothing") << ""_ba
                             << "0\n"_ba;
    QTest::newRow("a line") << "abc\n"_ba
                            << "4\n"_ba;
    QTest::newRow("a line that ends with CR") << "abc\r"_ba
                                              << "4\n"_ba;
    QTest::newRow("an unfinished line") << "abc"_ba
                                        << "3\n"_ba;
    QTest::newRow("an unfinished line after others") << "a\nb\nc"_ba
                                                     << "5\n"_ba;
    QTest::newRow("a line that was killed") << "abc\025"_ba
                                            << "0\n"_ba;
}

// And it sends one: the next input is read by the next who reads.
void tst_Terminal::closingStdinSendsEndOfFile()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, first);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"count 0 4 count 0 4"_s, {.usePTY = true, .childFDs = {{4, 'r'}}});
    transport->write(input);
    transport->closeStdin();
    QVERIFY(waitUntil([&] { return recorder.data[4] == first; }));
    QVERIFY(transport->writeToChild(1, "12\n\004"_ba)); // typed
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[4], first + "3\n");
}

void tst_Terminal::closingTheInputIsForItsOwnFDAlone()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(
        recorder, u"count 6 4 read 6 2"_s, {.childFDs = {{4, 'r'}, {6, terminal}, {8, terminal}}});
    transport->closeChildFD(8); // not the lowest: nothing
    transport->writeToChild(8, "abc\n"_ba);
    transport->closeChildFD(6);
    transport->closeChildFD(6);
    QVERIFY(waitUntil([&] { return recorder.data[4] == "4\n"; }));
    QVERIFY(!transport->writeToChild(6, "x"_ba));
    QVERIFY(transport->writeToChild(8, "x\n"_ba));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->kind(), ExitReason::Kind::ProcessDone);
}

void tst_Terminal::aRawTerminalIsSentNoEndOfFile()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"copy 0 4"_s, {.usePTY = true, .childFDs = {{4, 'r'}}, .terminal = raw});
    transport->closeStdin();
    QVERIFY(waitUntil([&] { return !transport->write({}); }));
    transport->writeToChild(1, "a"_ba);
    QVERIFY(waitUntil([&] { return !recorder.data[4].isEmpty(); }));
    QCOMPARE(recorder.data[4], "a"_ba);
    transport->loseConnection();
    QVERIFY(waitForEnd(recorder));
}

void tst_Terminal::theModeIsThatOfTheMoment()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"raw 0 say 4 : copy 0 4"_s, {.usePTY = true, .childFDs = {{4, 'r'}}});
    QVERIFY(waitUntil([&] { return recorder.data[4] == ":"; }));
    transport->closeStdin();
    QVERIFY(waitUntil([&] { return !transport->write({}); }));
    transport->writeToChild(1, "a"_ba);
    QVERIFY(waitUntil([&] { return recorder.data[4].size() > 1; }));
    QCOMPARE(recorder.data[4], ":a"_ba);
    transport->loseConnection();
    QVERIFY(waitForEnd(recorder));
}

void tst_Terminal::whatEndsALineIsTheTerminalsBusiness_data()
{
    QTest::addColumn<QString>("settings");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("counted");
    QTest::newRow("NL made CR") << u"inlcr"_s << "a\n"_ba
                                << "2\n"_ba;
    QTest::newRow("CR left as it is") << u"-icrnl"_s << "a\r"_ba
                                      << "2\n"_ba;
    QTest::newRow("a second end-of-line character") << u"eol X"_s << "aX"_ba
                                                    << "2\n"_ba;
    QTest::newRow("no signals from keys") << u"-isig"_s << "a\003"_ba
                                          << "2\n"_ba;
}

void tst_Terminal::whatEndsALineIsTheTerminalsBusiness()
{
    QFETCH(QString, settings);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, counted);
    Recorder recorder;
    ProcessTransport *const transport = reactor->spawnProcess(
        &recorder, u"sh"_s,
        {u"sh"_s, u"-c"_s,
         u"stty %1; echo ready >&4; exec %2 count 0 4"_s.arg(settings, testChild())},
        {.usePTY = true, .childFDs = {{4, 'r'}}});
    QVERIFY(waitUntil([&] { return recorder.data[4] == "ready\n"; }));
    transport->write(input);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[4], "ready\n" + counted);
}

void tst_Terminal::closingWithEndOfFileTurnedOffSendsNothing()
{
    Recorder recorder;
    ProcessTransport *const transport = reactor->spawnProcess(
        &recorder, u"sh"_s,
        {u"sh"_s, u"-c"_s, u"stty eof undef; echo ready; read line; echo $line"_s},
        {.usePTY = true});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready\r\n"; }));
    transport->closeStdin();
    QVERIFY(waitUntil([&] { return !transport->write({}); }));
    transport->writeToChild(1, "typed\n"_ba);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "ready\r\ntyped\r\ntyped\r\n"_ba);
}

void tst_Terminal::aSourceEndsWithEndOfFile()
{
    QByteArray lines;
    for (int i = 0; i < 10'000; ++i)
        lines += "a line of twenty-two.\n";
    QBuffer source(&lines);
    source.open(QIODevice::ReadOnly);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"count 0 4"_s,
              {.usePTY = true, .childFDs = {{4, 'r'}}, .terminal = {.echo = false}});
    QVERIFY(transport->streamToChild(0, &source));
    QVERIFY(!transport->writeToChild(1, "x"_ba));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[4], QByteArray::number(lines.size()) + '\n');
}

void tst_Terminal::aSourceOnAnotherFDEndsNothing()
{
    QBuffer source;
    source.setData("from 1\n"_ba);
    source.open(QIODevice::ReadOnly);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"count 0 4"_s, {.usePTY = true, .childFDs = {{4, 'r'}}});
    QVERIFY(transport->streamToChild(1, &source));
    QVERIFY(waitUntil([&] { return source.atEnd() && transport->write({}); }));
    QVERIFY(transport->write("from 0\n"_ba));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[4], "14\n"_ba);
}

// The grandchild floods the terminal and never reads it.
void tst_Terminal::aTerminalIsCutWhileItCloses()
{
    Recorder recorder;
    recorder.keepsData = false;
    ProcessTransport *const transport =
        reactor->spawnProcess(&recorder, u"sh"_s, {u"sh"_s, u"-c"_s, u"trap '' HUP; yes &"_s},
                              {.usePTY = true, .terminal = raw, .holderTimeout = 1ms});
    transport->write(QByteArray(1'000'000, 'x'));
    recorder.hook = [&](const QString &event) {
        if (event == "exited"_L1)
            transport->loseConnection();
    };
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.ended->truncated());
}

void tst_Terminal::roomThatIsFilledAtOnceKeepsNobodyBusy()
{
    Recorder recorder;
    LifeLine hasRead;
    ProcessTransport *const transport =
        spawn(recorder, u"block 1 say 1 ready await 1 1 empty 0 close 9 pause"_s,
              {.usePTY = true, .childFDs = {{9, hasRead.childsEnd()}}, .terminal = raw});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    transport->pauseProducing();
    transport->write(QByteArray(100'000, 'x'));
    QVERIFY(waitUntil([&] { return recorder.count(u"writePaused 0"_s) == 1; }));
    QVERIFY(loopStaysIdle()); // the terminal is full
    const qint64 waiting = transport->bytesToWrite(0);
    QVERIFY(transport->signalProcess(SIGHUP));
    QVERIFY(hasRead.waitForEnd());
    // The loop is told of the room only when everybody else has known of it for long.
    QCOMPARE(std::system(TESTCHILD " burn 30"), 0);
    QVERIFY(loopStaysIdle());
    QVERIFY(transport->bytesToWrite(0) < waiting);
    QVERIFY(transport->bytesToWrite(0) > 0);
}

void tst_Terminal::inputThatADeadChildLeftIsDropped_data()
{
    QTest::addColumn<bool>("isRaw");
    QTest::newRow("raw") << true;
    QTest::newRow("canonical") << false;
}

// The kernel says of a full terminal without a child "not now", for ever.
void tst_Terminal::inputThatADeadChildLeftIsDropped()
{
    QFETCH(bool, isRaw);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"say 1 ready pause"_s,
              {.usePTY = true, .terminal = {.echo = false, .raw = isRaw}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    transport->pauseProducing();
    transport->write(QByteArray("a line\n").repeated(100'000));
    QVERIFY(waitUntil([&] { return recorder.count(u"writePaused 0"_s) == 1; }));
    QVERIFY(loopStaysIdle());
    QVERIFY(transport->signalProcess(SIGKILL));
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdle());
    QVERIFY(!transport->write("x"_ba));
    QCOMPARE(recorder.count(u"writePaused 0"_s), 1);
    QCOMPARE(recorder.count(u"writeResumed 0"_s), 1); // so that nobody waits for it in vain
    QVERIFY(!recorder.ended);
    transport->resumeProducing();
    QVERIFY(waitForEnd(recorder));
}

void tst_Terminal::loseConnectionHangsUp()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 1 ready pause"_s, {.usePTY = true});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    transport->loseConnection();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->signal(), SIGHUP); // the hang-up sends SIGHUP
    QCOMPARE(recorder.events.filter(u"lost"_s),
             (QStringList{u"lost 0"_s, u"lost 1"_s, u"lost 2"_s}));
}

// What the terminal itself holds when it is hung up is lost: a few pages.
void tst_Terminal::loseConnectionFlushesFirst()
{
    QTemporaryFile report;
    QVERIFY(report.open());
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"ignore 1 say 1 ready drain 0 4"_s,
              {.usePTY = true, .childFDs = {{4, report.handle()}}, .terminal = raw});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    transport->write(QByteArray(1'000'000, 'x'));
    transport->loseConnection();
    QVERIFY(waitForEnd(recorder));
    report.seek(0); // the child has moved it
    const int arrived = report.readAll().toInt();
    QVERIFY2(arrived > 1'000'000 - 32 * 1024, QByteArray::number(arrived));
}

void tst_Terminal::abortHangsUpAtOnce()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"say 1 ready pause"_s, {.usePTY = true, .terminal = raw});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    transport->write(QByteArray(1'000'000, 'x')); // which it never reads
    transport->abortChildFD(2);
    QCOMPARE(transport->bytesToWrite(0), 0);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->signal(), SIGHUP);
}

void tst_Terminal::controlCInterruptsTheForegroundGroup()
{
    Recorder recorder;
    LifeLine grandchild;
    ProcessTransport *const transport = reactor->spawnProcess(
        &recorder, u"sh"_s, {u"sh"_s, u"-c"_s, u"sleep 1000 & echo ready; wait"_s},
        {.usePTY = true, .childFDs = {{9, grandchild.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready\r\n"; }));
    transport->write("\003"_ba);
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QCOMPARE(recorder.exited->signal(), SIGINT); // ^C interrupts the foreground group
    transport->stop(); // a background job of a shell without job control ignores SIGINT
    QVERIFY(waitForEnd(recorder));
    QVERIFY(grandchild.waitForEnd());
    QVERIFY(recorder.data[1].contains("^C"));
}

void tst_Terminal::stopReachesTheWholeSession()
{
    Recorder recorder;
    LifeLine grandchild;
    ProcessTransport *const transport =
        spawn(recorder, u"leave 9 say 1 ready pause"_s,
              {.usePTY = true, .childFDs = {{9, grandchild.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    transport->stopWithin(0ms);
    QVERIFY(waitForEnd(recorder));
    QVERIFY(grandchild.waitForEnd());
}

void tst_Terminal::anIdleShellIsHungUp_data()
{
    QTest::addColumn<QStringList>("args");
    QTest::newRow("test child") << script(u"ignore 15 say 1 ready pause"_s);
    QTest::newRow("bash") << QStringList{u"bash"_s, u"--norc"_s, u"--noprofile"_s, u"-i"_s};
    QTest::newRow("bash with a job") << QStringList{
        u"bash"_s,        u"--norc"_s,
        u"--noprofile"_s, u"-i"_s,
        u"-c"_s,          u"set -m; sleep 777 & echo ready; exec bash --norc --noprofile -i"_s};
}

// SIGTERM is nothing to a shell, and the grace is not over in this test.
void tst_Terminal::anIdleShellIsHungUp()
{
    QFETCH(QStringList, args);
    if (args.contains(u"-c"_s))
        SKIP_ON_POSIX(
            "without a list of the processes the other groups of a session are not reached");
    Recorder recorder;
    const QString shell = args.first() == u"bash" ? u"bash"_s : testChild();
    ProcessTransport *const transport =
        reactor->spawnProcess(&recorder, shell, args, {.usePTY = true});
    QVERIFY(waitUntil([&] { return !recorder.data[1].isEmpty() || recorder.ended; }));
    QVERIFY(!recorder.ended);
    QVERIFY(transport->stopWithin(1h));
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(recorder.exited->signal() != SIGKILL);
    transport->stopWithin(0ms); // for its job
    QVERIFY(waitForEnd(recorder));
    QVERIFY(!recorder.ended->truncated());
}

// A shell may have been about to read, and have missed the first.
void tst_Terminal::aHangUpIsRepeated()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"block 1 ignore 15 say 4 ready await 1 4 await 1 4"_s,
              {.usePTY = true, .childFDs = {{4, 'r'}}});
    QVERIFY(waitUntil([&] { return recorder.data[4] == "ready"; }));
    QVERIFY(transport->stopWithin(1h));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[4], "readysignal 1\nsignal 1\n"_ba);
}

// The leader takes none of the signals.
void tst_Terminal::stopReachesTheForegroundGroup()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(
        recorder, u"block 1 block 15 job group front 0 say 4 ready await 1 4 await 15 4 ; pause"_s,
        {.usePTY = true, .childFDs = {{4, 'r'}}});
    QVERIFY(waitUntil([&] { return recorder.data[4] == "ready"; }));
    QVERIFY(transport->stopWithin(1h));
    QVERIFY(waitUntil([&] { return recorder.data[4] == "readysignal 1\nsignal 15\n"; }));
    QVERIFY(!recorder.exited);
    transport->stopWithin(0ms);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->signal(), SIGKILL);
}

void tst_Terminal::aBackgroundJobDoesNotOutliveAStop_data()
{
    QTest::addColumn<bool>("onTerminal");
    QTest::addColumn<bool>("holds");
    QTest::newRow("terminal") << true << true;
    QTest::newRow("terminal that the job does not hold") << true << false;
    QTest::newRow("session without a terminal") << false << true;
}

// It has a group of its own, and ignores every signal.
void tst_Terminal::aBackgroundJobDoesNotOutliveAStop()
{
    SKIP_ON_POSIX("without a list of the processes the other groups of a session are not reached");
    QFETCH(bool, onTerminal);
    QFETCH(bool, holds);
    Recorder recorder;
    LifeLine job;
    ChildFDs childFDs{{9, job.childsEnd()}};
    if (!onTerminal)
        childFDs.insert(1, 'r');
    const QString whatItHolds = holds ? u""_s : u"close 0 close 1 close 2 "_s;
    ProcessTransport *const transport = spawn(
        recorder, u"job group ignore 1 ignore 15 say 1 ready "_s + whatItHolds + u"pause ; pause"_s,
        {.usePTY = onTerminal, .childFDs = childFDs, .newSession = !onTerminal});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    QVERIFY(transport->stopWithin(20ms));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->signal(), SIGTERM);
    QVERIFY(!recorder.ended->truncated());
    QVERIFY(job.waitForEnd());
}

void tst_Terminal::whoHasLeftTheSessionLosesTheTerminalWhenTheGraceIsOver()
{
    Recorder recorder;
    Leash leash;
    ProcessTransport *const transport =
        spawn(recorder, u"job session say 1 left wait 9 ; pause"_s,
              {.usePTY = true, .childFDs = {{9, leash.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "left"; }));
    QVERIFY(transport->stopWithin(20ms));
    QVERIFY(waitForEnd(recorder)); // the leash was not let go
    QCOMPARE(recorder.ended->signal(), SIGTERM);
    QVERIFY(recorder.ended->truncated());
    QCOMPARE(recorder.events.filter(u"lost"_s),
             (QStringList{u"lost 0"_s, u"lost 1"_s, u"lost 2"_s}));
}

void tst_Terminal::stopAfterTheExitReachesTheRestOfTheSession()
{
    SKIP_ON_POSIX("without a list of the processes the other groups of a session are not reached");
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"job group say 1 ready pause ; wait 3"_s,
                                              {.usePTY = true, .childFDs = {{3, 'w'}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    transport->closeChildFD(3);
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdle());
    QVERIFY(!recorder.ended); // the job has the terminal
    QVERIFY(transport->stopWithin(1h));
    QVERIFY(waitForEnd(recorder));
    QVERIFY(!recorder.ended->truncated());
}

// The loop is kept busy until the grace is over; nobody is left to be killed.
void tst_Terminal::aSessionThatEndedInTimeIsNotCut()
{
    Recorder recorder;
    recorder.hook = [&](const QString &event) {
        if (event != u"data 1" || recorder.data[1] != "ready")
            return;
        constexpr auto grace = 20ms;
        recorder.transport()->stopWithin(grace);
        const QDeadlineTimer over(grace);
        siginfo_t info;
        QCOMPARE(waitid(P_PID, id_t(recorder.transport()->pid()), &info, WEXITED | WNOWAIT), 0);
        while (!over.hasExpired()) { }
    };
    spawn(recorder, u"block 1 block 15 say 1 ready await 15 1"_s, {.usePTY = true});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "readysignal 15\r\n"_ba);
    QCOMPARE(recorder.ended->kind(), ExitReason::Kind::ProcessDone);
    QVERIFY(!recorder.ended->truncated());
}

void tst_Terminal::anAbandonedSessionIsKilled_data()
{
    QTest::addColumn<bool>("onTerminal");
    QTest::addColumn<bool>("byReactor");
    QTest::addColumn<bool>("afterTheExit");
    QTest::newRow("transport") << true << false << false;
    QTest::newRow("reactor") << true << true << false;
    QTest::newRow("transport, after the exit") << true << false << true;
    QTest::newRow("transport of a session without a terminal") << false << false << false;
}

void tst_Terminal::anAbandonedSessionIsKilled()
{
    SKIP_ON_POSIX("without a list of the processes the other groups of a session are not reached");
    QFETCH(bool, onTerminal);
    QFETCH(bool, byReactor);
    QFETCH(bool, afterTheExit);
    Recorder recorder;
    LifeLine job;
    ChildFDs childFDs{{3, 'w'}, {9, job.childsEnd()}};
    if (!onTerminal)
        childFDs.insert(1, 'r');
    ProcessTransport *const transport =
        spawn(recorder, u"job group ignore 1 ignore 15 say 1 ready pause ; wait 3"_s,
              {.usePTY = onTerminal, .childFDs = childFDs, .newSession = !onTerminal});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    if (afterTheExit) {
        transport->closeChildFD(3);
        QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    }
    if (byReactor)
        reactor.reset();
    else
        delete transport;
    QVERIFY(job.waitForEnd());
}

// Its reactor ends with its application, and so do they.
void tst_Terminal::aProgramThatQuitsLeavesNobodyOnItsTerminals()
{
    SKIP_ON_POSIX("without a list of the processes the other groups of a session are not reached");
    Recorder recorder;
    LifeLine job;
    const QString scenario = QStringLiteral(BINARY_DIR "/scenario");
    const QStringList words{scenario, u"--pty"_s, u"--stdin"_s, u"--quit"_s};
    reactor->spawnProcess(&recorder, scenario,
                          words
                              + script(u"job group ignore 1 ignore 15 say 1 ready pause ; pause"_s),
                          {.env = QProcessEnvironment::InheritFromParent,
                           .childFDs = {{0, job.childsEnd()}, {1, 'r'}, {2, 'r'}}});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 0);
    QVERIFY(job.waitForEnd());
}

void tst_Terminal::waterMarksAreToldUnderTheInputsNumber()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3 read 0 500000"_s,
              {.usePTY = true, .childFDs = {{3, 'w'}}, .terminal = raw});
    transport->writeToChild(2, QByteArray(500'000, 'x'));
    QVERIFY(waitUntil([&] { return recorder.count(u"writePaused 0"_s) == 1; }));
    QVERIFY(transport->bytesToWrite(1) > 0);
    QCOMPARE(transport->bytesToWrite(1), transport->bytesToWrite(0));
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.count(u"writeResumed 0"_s), 1);
    QCOMPARE(recorder.count(u"writePaused 1"_s), 0);
}

void tst_Terminal::deletingTheTransportHangsUpAWholeGroup()
{
    Recorder recorder;
    LifeLine grandchild;
    ProcessTransport *const transport =
        spawn(recorder, u"ignore 1 leave 9 say 1 ready pause"_s,
              {.usePTY = true, .childFDs = {{9, grandchild.childsEnd()}}});
    QVERIFY(waitUntil([&] { return recorder.data[1] == "ready"; }));
    delete transport;
    QVERIFY(grandchild.waitForEnd());
}

void tst_Terminal::aFailingExecLeavesNothingOpen()
{
    Recorder recorder;
    reactor->spawnProcess(&recorder, u"/nowhere"_s, {}, {.usePTY = true, .childFDs = {{4, 'r'}}});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events, QStringList{u"ended"_s}); // cleanup() counts
    QCOMPARE(recorder.ended->error().stage, Stage::Exec);
}

void tst_Terminal::theLimitOfOpenFilesIsReached_data()
{
    QTest::addColumn<int>("spare");
    QTest::addColumn<Stage>("stage");
    // The two ends of the terminal, then the pidfd.
    QTest::newRow("none") << 0 << Stage::Terminal;
    QTest::newRow("one") << 1 << Stage::Terminal;
    QTest::newRow("two") << 2 << Stage::FileDescriptors;
}

void tst_Terminal::theLimitOfOpenFilesIsReached()
{
    spawnInThisThread();
    if (isUnderValgrind())
        QSKIP("under valgrind a spawn needs two descriptors more");
    QFETCH(int, spare);
    QFETCH(Stage, stage);
    Recorder first, recorder;
    spawn(first, u"exit 0"_s); // the watcher has its own descriptor then
    QVERIFY(waitForEnd(first));
    const int free = dup(0);
    close(free);
    rlimit before;
    getrlimit(RLIMIT_NOFILE, &before);
    const rlimit limit = {rlim_t(free + spare), before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &limit);
    spawn(recorder, u"exit 0"_s, {.usePTY = true});
    setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QCOMPARE(recorder.ended->error().stage, stage);
    QCOMPARE(recorder.ended->error().errorNumber, EMFILE);
}

// Twisted takes a pair that is given; here it is the parent's, whose slave is mapped.
void tst_Terminal::theSlaveOfAnotherTerminalMayBeMapped()
{
    Recorder owner, guest;
    ProcessTransport *const first = spawn(owner, u"read 0 2"_s, {.usePTY = true});
    const QByteArray name = first->terminalName().toUtf8();
    const int slave = open(name.constData(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    QVERIFY(slave >= 0);
    spawn(guest, u"tty 0 4 say 1 hello"_s, {.childFDs = {{0, slave}, {1, slave}, {4, 'r'}}});
    close(slave);
    QVERIFY(waitForEnd(guest));
    QCOMPARE(guest.data, (QMap<int, QByteArray>{{4, name + '\n'}}));
    QVERIFY(waitUntil([&] { return owner.data[1] == "hello"; }));
    first->write("x\n"_ba);
    QVERIFY(waitForEnd(owner));
}

void tst_Terminal::afterTheEndNothingHappens()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"exit 0"_s, {.usePTY = true});
    bool anything = false;
    recorder.hook = [&](const QString &event) {
        if (event != "ended"_L1)
            return;
        for (const int childFD : {0, 1, 2}) {
            anything |= transport->writeToChild(childFD, "x"_ba);
            transport->closeChildFD(childFD);
            transport->abortChildFD(childFD);
            transport->pauseChildFD(childFD);
            transport->resumeChildFD(childFD);
        }
        anything |= transport->bytesToWrite(0) != 0 || transport->signalProcess(SIGTERM);
        transport->loseConnection();
        transport->pauseProducing();
        transport->stop();
    };
    QVERIFY(waitForEnd(recorder)); // calls after the end do nothing
    QVERIFY(!anything);
    QCOMPARE(recorder.events.last(), u"ended"_s);
}

void tst_Terminal::twoHundredTerminalsAtOnce()
{
    std::vector<std::unique_ptr<Recorder>> recorders;
    for (int i = 0; i < 200; ++i) {
        recorders.push_back(std::make_unique<Recorder>());
        spawn(*recorders.back(), u"tty 0 1 read 0 1"_s, {.usePTY = true, .terminal = raw});
    }
    QSet<QByteArray> names;
    QVERIFY(waitUntil([&] {
        return std::all_of(recorders.begin(), recorders.end(),
                           [](const auto &each) { return each->data[1].endsWith('\n'); });
    }));
    for (const auto &each : recorders) {
        names << each->data[1];
        each->transport()->write("x"_ba);
    }
    QVERIFY(waitUntil([&] { return reactor->processCount() == 0; }));
    QCOMPARE(names.size(), 200);
}

QTEST_GUILESS_MAIN(tst_Terminal)

#include "tst_terminal.moc"
