// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Reading, writing, closing, pausing, water marks and streamToChild(), on pipes.

#include "behaviourtest.h"
#include "disposition.h"
#include "lifeline.h"
#include "ownmemory.h"
#include "publicchild.h"

#include <QtCore/QBuffer>
#include <QtCore/QPointer>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryFile>
#include <QtCore/QThread>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

volatile std::sig_atomic_t brokenPipes = 0;

extern "C" void countBrokenPipe(int)
{
    brokenPipes = brokenPipes + 1;
}

constexpr qsizetype pipeCapacity = 65'536; // pipe(7)
constexpr int largestPipe = 1'048'576;

#ifdef SYS_setresuid32
constexpr long setresuidCall = SYS_setresuid32;
#else
constexpr long setresuidCall = SYS_setresuid;
#endif

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i % 251);
    return bytes;
}

/// Not waiting for anything, and not dead.
bool isRunning(int pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = file.readAll();
    const char state = text.at(text.lastIndexOf(')') + 2);
    return state == 'R' || state == 'D';
}

/// How much the pipe on \a childFD of a running child holds.
int sizeOfPipe(const ProcessTransport *transport, int childFD)
{
    const QByteArray path =
        "/proc/" + QByteArray::number(transport->pid()) + "/fd/" + QByteArray::number(childFD);
    const int fd = open(path.constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    const int size = fcntl(fd, F_GETPIPE_SZ);
    close(fd);
    return size;
}

/// A socket-like device that the test feeds.
class Feed : public QIODevice
{
public:
    Feed() { open(ReadOnly | Unbuffered); }

    void arrive(const QByteArray &data)
    {
        m_data += data;
        Q_EMIT readyRead();
    }
    void finish() { Q_EMIT readChannelFinished(); }
    void fail()
    {
        m_failed = true;
        Q_EMIT readyRead();
    }

    std::function<void()> whenRead;

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_data.size(); }

protected:
    qint64 readData(char *data, qint64 maximum) override
    {
        if (whenRead)
            std::exchange(whenRead, nullptr)();
        if (m_data.isEmpty())
            return m_failed ? -1 : 0;
        const qsizetype size = qsizetype(std::min<qint64>(maximum, m_data.size()));
        memcpy(data, m_data.constData(), std::size_t(size));
        m_data.remove(0, size);
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_data;
    bool m_failed = false;
};

} // namespace

class tst_Streams : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void bytesLeaveInTheOrderOfTheCalls();
    void writingNothingDoesNothing();
    void theCallerMayReuseItsBuffer();
    void aSecretThatItsOwnerWipesIsNowhereInMemory_data();
    void aSecretThatItsOwnerWipesIsNowhereInMemory();
    void aSecretWrittenLetterByLetterIsNowhereInMemory_data();
    void aSecretWrittenLetterByLetterIsNowhereInMemory();
    void aMillionSmallWritesArrive_data();
    void aMillionSmallWritesArrive();
    void aWriteNeverBlocksHoweverMuch();
    void writesAreRefusedWhereThereIsNoWriter();
    void writesAreAcceptedUntilTheTurnAfterClose();
    void closingAWriterFlushesFirst();
    void closingAnIdleWriterNeedsNoRoomInThePipe();
    void abortingAWriterDropsWhatIsQueued();
    void aBrokenWriterIsNoticedWithoutAWrite_data();
    void aBrokenWriterIsNoticedWithoutAWrite();
    void aBrokenPipeNeverKillsNorChangesSigPipe_data();
    void aBrokenPipeNeverKillsNorChangesSigPipe();
    void aPendingSigPipeOfTheProgramStaysPending();
    void closingAReaderDropsWhatIsUnread();
    void closingIsIdempotentAndLegalAtAnyTime();
    void aClosedReaderCannotBeResumed();
    void loseConnectionClosesExtraDescriptorsToo();
    void halfCloseLeavesTheOthersWorking();
    void pausingTakesEffectAtOnceForAllReaders();
    void pausingInConnectionMadeHoldsEverything();
    void oneReaderMayBePausedAlone();
    void aPausedReaderDelaysItsLossAndTheEnd();
    void pausingLeavesWritersAndTheExitAlone();
    void closingAPausedReaderLosesIt();
    void bytesOfADeadChildAreAllDelivered();
    void keptDataIsNeverOverwritten();
    void aSmallReadDoesNotKeepALargeBuffer();
    void aFloodedPipeGrows_data();
    void aFloodedPipeGrows();
    void aPipeThatIsWrittenFasterThanReadGrows();
    void aFloodedPipeThatFallsQuietGetsItsSizeBack();
    void aWrittenPipeThatFallsQuietGetsItsSizeBack();
    void aPipeThatIsTooFullGetsItsSizeBackLater();
    void manyFloodsLeaveOtherProgramsTheirPipes();
    void aFloodThatIsOverLeavesRoomForTheNext();
    void waterMarksAreToldOnceOnEachEdge();
    void waterMarksAreNotToldWhenTheLevelIsBack();
    void waterMarksMayBeSetAtOnce();
    void waterMarksBoundTheQueueOfAWriterThatListens();
    void streamToChildSendsAFileWithBoundedMemory();
    void streamToChildBeginsAtTheSourcesPosition();
    void streamToChildWaitsForASequentialSource();
    void streamToChildRefusesWhatItCannotSend();
    void aSourceThatEndsHalfWayAbortsTheDescriptor_data();
    void aSourceThatEndsHalfWayAbortsTheDescriptor();
    void closingEndsAStreamedDescriptor();
    void aSourceMayDoAnythingWhileItIsRead_data();
    void aSourceMayDoAnythingWhileItIsRead();
    void aFinishedProcessIsASource();
};

void tst_Streams::bytesLeaveInTheOrderOfTheCalls()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 0 1"_s);
    const QByteArray bytes = pattern(6'000'000);
    qsizetype sent = 0;
    for (qsizetype size = 1; sent < bytes.size(); size = size * 2 % 1'000'003) {
        const QByteArrayList pieces{bytes.mid(sent, size), bytes.mid(sent + size, 3)};
        QVERIFY(transport->writeSequence(pieces)); // equals writing the pieces in order
        sent = std::min(bytes.size(), sent + size + 3);
    }
    QCOMPARE(transport->bytesToWrite(0), bytes.size());
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data[1] == bytes);
}

void tst_Streams::writingNothingDoesNothing()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"count 0 1"_s);
    QVERIFY(transport->write(QByteArray()));
    QVERIFY(transport->writeSequence({}));
    QCOMPARE(transport->bytesToWrite(0), 0);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "0\n"_ba);
}

void tst_Streams::theCallerMayReuseItsBuffer()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 0 1"_s);
    char buffer[] = "first";
    transport->write(QByteArray::fromRawData(buffer, 5)); // the caller may reuse the buffer at once
    memcpy(buffer, "XXXXX", 5);
    QByteArray own = "second"_ba.append('!');
    transport->write(own);
    own.fill('X');
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "firstsecond!"_ba);
}

void tst_Streams::aSecretThatItsOwnerWipesIsNowhereInMemory_data()
{
    QTest::addColumn<ChildFD>("end");
    QTest::addColumn<QString>("childDoes");
    QTest::addColumn<qsizetype>("before");
    QTest::newRow("a pipe") << ChildFD('w') << u"wait 4 count 3 1"_s << qsizetype(0);
    QTest::newRow("a socket") << ChildFD::socket() << u"wait 4 count 3 1"_s << qsizetype(0);
    QTest::newRow("behind a full pipe") << ChildFD('w') << u"count 3 1"_s << 2 * pipeCapacity;
    QTest::newRow("behind a full socket")
        << ChildFD::socket() << u"count 3 1"_s << 16 * pipeCapacity;
    QTest::newRow("never read from a pipe")
        << ChildFD('w') << u"close 3 wait 4"_s << 2 * pipeCapacity;
    QTest::newRow("never read from a socket")
        << ChildFD::socket() << u"close 3 wait 4"_s << 16 * pipeCapacity;
}

void tst_Streams::aSecretThatItsOwnerWipesIsNowhereInMemory()
{
    QFETCH(const ChildFD, end);
    QFETCH(const QString, childDoes);
    QFETCH(const qsizetype, before);
    const HiddenWord word;
    QByteArray secret;
    secret.reserve(word.size());
    word.spell([&](QStringView letter) { secret.append(letter.front().toLatin1()); });
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, childDoes, {.childFDs = {{1, 'r'}, {3, end}, {4, 'w'}}});
    QVERIFY(transport->writeToChild(3, QByteArray(before, 'x')));
    QVERIFY(transport->writeToChild(3, secret));
    QCOMPARE(word.occurrences(), 1);
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(3) == 0; })); // lost, or out
    explicit_bzero(const_cast<char *>(secret.constData()), std::size_t(secret.size()));
    QCOMPARE(word.occurrences(), 0);
    transport->loseConnection();
    QVERIFY(waitForEnd(recorder));
}

void tst_Streams::aSecretWrittenLetterByLetterIsNowhereInMemory_data()
{
    aSecretThatItsOwnerWipesIsNowhereInMemory_data();
}

void tst_Streams::aSecretWrittenLetterByLetterIsNowhereInMemory()
{
    QFETCH(const ChildFD, end);
    QFETCH(const QString, childDoes);
    QFETCH(const qsizetype, before);
    const HiddenWord word;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, childDoes, {.childFDs = {{1, 'r'}, {3, end}, {4, 'w'}}});
    QVERIFY(transport->writeToChild(3, QByteArray(before, 'x')));
    QVERIFY(transport->writeToChild(3, "x"));
    for (qsizetype i = 0; i < word.size(); ++i)
        QVERIFY(transport->writeToChild(3, QByteArray(1, word.at(i))));
    QCOMPARE(word.occurrences(), 1);
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(3) == 0; })); // lost, or out
    QCOMPARE(word.occurrences(), 0);
    transport->loseConnection();
    QVERIFY(waitForEnd(recorder));
}

void tst_Streams::aMillionSmallWritesArrive_data()
{
    QTest::addColumn<ChildFD>("end");
    QTest::newRow("a pipe") << ChildFD('w');
    QTest::newRow("a socket") << ChildFD::socket();
}

void tst_Streams::aMillionSmallWritesArrive()
{
    QFETCH(const ChildFD, end);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"copy 3 1"_s, {.childFDs = {{1, 'r'}, {3, end}}});
    const QByteArray bytes = pattern(1'000'000);
    for (const char byte : bytes)
        QVERIFY(transport->writeToChild(3, QByteArray(1, byte)));
    QCOMPARE(transport->bytesToWrite(3), bytes.size());
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data[1] == bytes);
}

void tst_Streams::aWriteNeverBlocksHoweverMuch()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3"_s, {.childFDs = {{0, 'w'}, {3, 'w'}}});
    const QByteArray megabyte(1 << 20, 'x');
    for (int i = 0; i < 200; ++i)
        QVERIFY(transport->write(megabyte)); // shared, so it is one megabyte in all
    QCOMPARE(transport->bytesToWrite(0), 200 << 20);
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder)); // what the child did not read is dropped
    QCOMPARE(recorder.ended->exitCode(), 0);
}

void tst_Streams::writesAreRefusedWhereThereIsNoWriter()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 0"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {2, 2}}});
    QVERIFY(!transport->writeToChild(1, "x"_ba)); // a reader
    QVERIFY(!transport->writeToChild(2, "x"_ba)); // the parent's own
    QVERIFY(!transport->writeToChild(3, "x"_ba)); // none
    QVERIFY(!transport->writeToChild(-1, "x"_ba));
    QCOMPARE(transport->bytesToWrite(1), 0);
    transport->closeStdin();
    recorder.hook = [&](const QString &) {
        if (!recorder.events.contains(u"lost 0"_s))
            return;
        QVERIFY(!transport->write("x"_ba)); // closed, exited, ended: each time false
        QVERIFY(!transport->writeSequence({"x"_ba}));
    };
    QVERIFY(waitForEnd(recorder));
}

void tst_Streams::writesAreAcceptedUntilTheTurnAfterClose()
{
    Recorder recorder;
    ProcessTransport *transport = nullptr;
    QList<bool> accepted;
    recorder.hook = [&](const QString &event) {
        if (event == u"connectionMade") {
            transport->write("one "_ba);
            transport->closeStdin();
            accepted << transport->write("two"_ba);
        } else if (event == u"lost 0") {
            accepted << transport->write("three"_ba);
        }
    };
    transport = spawn(recorder, u"copy 0 1"_s);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(accepted, (QList<bool>{true, false}));
    QCOMPARE(recorder.data[1], "one two"_ba);

    // Also while the flush goes on: a closing writer takes nothing more.
    Recorder slow;
    transport = spawn(slow, u"wait 3 count 0 1"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}}});
    transport->write(QByteArray(pipeCapacity + 1000, 'x'));
    transport->closeStdin();
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(0) == 1000; }));
    QVERIFY(!transport->write("late"_ba));
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(slow));
    QCOMPARE(slow.data[1], QByteArray::number(pipeCapacity + 1000) + '\n');
}

void tst_Streams::closingAWriterFlushesFirst()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"count 5 1"_s, {.childFDs = {{1, 'r'}, {5, 'w'}}});
    transport->writeToChild(5, QByteArray(1'000'000, 'x'));
    transport->closeChildFD(5);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "1000000\n"_ba); // what is queued is sent before the close
    QCOMPARE(recorder.count(u"lost 5"_s), 1);
}

void tst_Streams::closingAnIdleWriterNeedsNoRoomInThePipe()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3 count 0 1"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}}});
    transport->write(QByteArray(pipeCapacity, 'x')); // the pipe is full, nothing is queued
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(0) == 0; }));
    transport->closeStdin();
    // Twisted would wait for room in the pipe.
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"lost 0"_s); }));
    QVERIFY(!recorder.exited);
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], QByteArray::number(pipeCapacity) + '\n');
}

void tst_Streams::abortingAWriterDropsWhatIsQueued()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3 count 0 1"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}}});
    transport->write(QByteArray(3 * pipeCapacity, 'x'));
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(0) == 2 * pipeCapacity; }));
    transport->abortChildFD(0);
    QCOMPARE(transport->bytesToWrite(0), 0);
    QVERIFY(!transport->write("x"_ba));
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"lost 0"_s); }));
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], QByteArray::number(pipeCapacity) + '\n');
    QCOMPARE(recorder.count(u"lost 0"_s), 1);
}

void tst_Streams::aBrokenWriterIsNoticedWithoutAWrite_data()
{
    QTest::addColumn<qsizetype>("before");
    QTest::newRow("idle") << qsizetype(0); // each is noticed without a write
    QTest::newRow("unread bytes in the pipe") << qsizetype(1000);
    QTest::newRow("a full pipe and a queue") << 3 * pipeCapacity;
}

void tst_Streams::aBrokenWriterIsNoticedWithoutAWrite()
{
    QFETCH(qsizetype, before);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3 close 0 wait 4"_s, {.childFDs = {{0, 'w'}, {3, 'w'}, {4, 'w'}}});
    transport->write(QByteArray(before, 'x'));
    const qint64 left = std::max(before - pipeCapacity, qsizetype(0));
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(0) == left; }));
    transport->closeChildFD(3);
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"lost 0"_s); }));
    QVERIFY(!recorder.exited); // the child lives
    QCOMPARE(transport->bytesToWrite(0), 0);
    transport->closeChildFD(4);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.count(u"lost 0"_s), 1);
}

void tst_Streams::aBrokenPipeNeverKillsNorChangesSigPipe_data()
{
    QTest::addColumn<Disposition::Handler>("handler");
    QTest::addColumn<ChildFD>("end");
    const auto row = [](const char *disposition, Disposition::Handler handler) {
        QTest::addRow("SIGPIPE %s, a pipe", disposition) << handler << ChildFD('w');
        QTest::addRow("SIGPIPE %s, a socket", disposition) << handler << ChildFD::socket();
    };
    row("at its default", SIG_DFL);
    row("ignored", SIG_IGN);
    row("handled", countBrokenPipe);
}

void tst_Streams::aBrokenPipeNeverKillsNorChangesSigPipe()
{
    QFETCH(const Disposition::Handler, handler);
    QFETCH(const ChildFD, end);
    brokenPipes = 0;
    const Disposition sigpipe(SIGPIPE, handler);
    for (int round = 0; round < 50; ++round) {
        LifeLine line;
        Recorder recorder;
        ProcessTransport *const transport =
            spawn(recorder, u"close 0 close 9 wait 3"_s,
                  {.childFDs = {{0, end}, {3, 'w'}, {9, line.childsEnd()}}});
        QVERIFY(line.waitForEnd()); // the pipe is broken, and the loop has not run since
        QVERIFY(transport->write(QByteArray(1'000'000, 'x')));
        QVERIFY(waitUntil([&] { return recorder.events.contains(u"lost 0"_s); }));
        transport->closeChildFD(3);
        QVERIFY(waitForEnd(recorder));
    }
    QVERIFY(sigpipe.isKept());
    QCOMPARE(brokenPipes, 0);
    sigset_t pending;
    sigpending(&pending);
    QCOMPARE(sigismember(&pending, SIGPIPE), 0);
}

void tst_Streams::aPendingSigPipeOfTheProgramStaysPending()
{
    sigset_t set, before, pending;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &set, &before);
    pthread_kill(pthread_self(), SIGPIPE);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"close 0 say 1 x wait 3"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}}});
    recorder.hook = [&](const QString &event) {
        if (event == u"lost 0")
            transport->closeChildFD(3);
    };
    for (int i = 0; i < 100; ++i)
        transport->write(QByteArray(100'000, 'x'));
    QVERIFY(waitForEnd(recorder));
    sigpending(&pending);
    QCOMPARE(sigismember(&pending, SIGPIPE), 1);
    const timespec now = {};
    QCOMPARE(sigtimedwait(&set, nullptr, &now), SIGPIPE);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void tst_Streams::closingAReaderDropsWhatIsUnread()
{
    Recorder recorder;
    recorder.hook = [&](const QString &event) {
        if (event == u"data 1")
            recorder.transport()->closeStdout();
        if (event == u"lost 1")
            recorder.hook = nullptr;
    };
    spawn(recorder, u"flood 1 10000000"_s);
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data[1].size() <= pipeCapacity); // one delivery; what was unread is dropped
    QCOMPARE(recorder.count(u"lost 1"_s), 1);
    QCOMPARE(recorder.ended->signal(), SIGPIPE);
}

void tst_Streams::closingIsIdempotentAndLegalAtAnyTime()
{
    Recorder recorder;
    recorder.hook = [&](const QString &) {
        ProcessTransport *const transport = recorder.transport();
        if (!recorder.events.contains(u"data 1"_s))
            return;
        for (const int childFD : {0, 1, 2, 3, 99, -1}) {
            transport->closeChildFD(childFD);
            transport->closeChildFD(childFD);
            transport->abortChildFD(childFD);
        }
        transport->loseConnection();
        transport->stopProducing();
    };
    spawn(recorder, u"say 1 x wait 0"_s);
    QVERIFY(waitForEnd(recorder));
    for (const int childFD : {0, 1, 2})
        QCOMPARE(recorder.count(u"lost %1"_s.arg(childFD)), 1); // closing is idempotent
}

void tst_Streams::aClosedReaderCannotBeResumed()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 1 x close 1 wait 0"_s);
    transport->closeStdout();
    transport->pauseProducing();
    transport->resumeProducing(); // must not open what was closed
    recorder.hook = [&](const QString &event) {
        if (event == u"lost 1")
            transport->closeStdin();
    };
    QVERIFY(waitForEnd(recorder));
    QVERIFY(!recorder.events.contains(u"data 1"_s));
    QCOMPARE(recorder.count(u"lost 1"_s), 1);
}

void tst_Streams::loseConnectionClosesExtraDescriptorsToo()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"count 0 5 count 7 5 wait 8"_s,
              {.childFDs = {{0, 'w'}, {5, 'r'}, {7, 'w'}, {8, 'w'}, {9, 'r'}}});
    transport->write(QByteArray(300'000, 'x'));
    transport->writeToChild(7, QByteArray(300'000, 'x'));
    transport->loseConnection();
    QVERIFY(waitForEnd(recorder));
    for (const int childFD : {0, 5, 7, 8, 9})
        QCOMPARE(recorder.count(u"lost %1"_s.arg(childFD)), 1);
    QCOMPARE(recorder.ended->signal(), SIGPIPE); // its first count met our closed reader
}

void tst_Streams::halfCloseLeavesTheOthersWorking()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"wait 0 say 1 out say 2 err"_s);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    // Stdin closed, stdout and stderr go on.
    QCOMPARE(recorder.data[1] + recorder.data[2], "outerr"_ba);
}

void tst_Streams::pausingTakesEffectAtOnceForAllReaders()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"say 1 a say 2 b say 4 c"_s, {.childFDs = {{1, 'r'}, {2, 'r'}, {4, 'r'}}});
    // All three are ready in the same turn: the child is dead before the loop looks.
    transport->pauseProducing();
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    int deliveries = 0;
    recorder.hook = [&](const QString &event) {
        if (event.startsWith(u"data"_s)) {
            ++deliveries;
            transport->pauseProducing(); // takes effect at once, in the same turn too
        }
    };
    transport->resumeProducing();
    QVERIFY(waitUntil([&] { return deliveries > 0; }));
    Recorder other;
    spawn(other, u"flood 1 1000000"_s);
    QVERIFY(waitForEnd(other));
    QCOMPARE(deliveries, 1);
    recorder.hook = nullptr;
    transport->resumeProducing();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1] + recorder.data[2] + recorder.data[4], "abc"_ba);
}

void tst_Streams::pausingInConnectionMadeHoldsEverything()
{
    Recorder recorder;
    recorder.hook = [&](const QString &event) {
        if (event == u"connectionMade")
            recorder.transport()->pauseProducing();
    };
    ProcessTransport *const transport = spawn(recorder, u"say 1 a say 2 b"_s);
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(!recorder.events.join(u' ').contains(u"data"_s));
    QVERIFY(!recorder.events.contains(u"lost 1"_s));
    transport->resumeProducing();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1] + recorder.data[2], "ab"_ba);
}

void tst_Streams::oneReaderMayBePausedAlone()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 1 a say 2 b"_s);
    transport->pauseChildFD(1);
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"lost 2"_s); }));
    QCOMPARE(recorder.data[2], "b"_ba);
    QVERIFY(!recorder.data.contains(1));
    transport->pauseProducing(); // one flag for each fd, not a counter
    transport->resumeChildFD(1);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "a"_ba);
}

void tst_Streams::aPausedReaderDelaysItsLossAndTheEnd()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"exit 0"_s);
    transport->pauseChildFD(2);
    QVERIFY(waitUntil([&] { return recorder.exited && recorder.events.contains(u"lost 1"_s); }));
    Recorder other;
    spawn(other, u"flood 1 1000000"_s);
    QVERIFY(waitForEnd(other));
    QVERIFY(!recorder.events.contains(u"lost 2"_s));
    QVERIFY(!recorder.ended);
    transport->resumeChildFD(2);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events.last(2), (QStringList{u"lost 2"_s, u"ended"_s}));
}

void tst_Streams::pausingLeavesWritersAndTheExitAlone()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"read 0 1000000 exit 9"_s);
    transport->pauseProducing();
    transport->write(QByteArray(1'000'000, 'x'));
    // Pausing does not delay the exit.
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QCOMPARE(recorder.exited->exitCode(), 9);
    transport->resumeProducing();
    QVERIFY(waitForEnd(recorder));
}

void tst_Streams::closingAPausedReaderLosesIt()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 1 x"_s);
    transport->pauseProducing();
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    transport->loseConnection();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(!recorder.data.contains(1));
}

void tst_Streams::bytesOfADeadChildAreAllDelivered()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"flood 1 60003 raise 9"_s);
    transport->pauseProducing();
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QCOMPARE(recorder.exited->signal(), SIGKILL);
    transport->resumeProducing();
    QVERIFY(waitForEnd(recorder));
    // Every byte, also of a child that was reaped long ago.
    QVERIFY(recorder.data[1] == pattern(60'003));
}

void tst_Streams::keptDataIsNeverOverwritten()
{
    Recorder recorder;
    recorder.keepsData = false;
    QByteArrayList kept;
    ProcessTransport *const transport = spawn(recorder, u"flood 1 20000000"_s);
    connect(transport, &ProcessTransport::childDataReceived, this,
            [&](int, const QByteArray &data) {
                if (kept.size() % 3 != 1) // some arrays come back for the next read, some do not
                    kept << data;
                else
                    kept << QByteArray(data.constData(), data.size());
            });
    QVERIFY(waitForEnd(recorder));
    QVERIFY(kept.join() == pattern(20'000'000));
}

void tst_Streams::aSmallReadDoesNotKeepALargeBuffer()
{
    Recorder recorder;
    QByteArray kept;
    ProcessTransport *const transport = spawn(recorder, u"say 1 small"_s);
    connect(transport, &ProcessTransport::childDataReceived, this,
            [&](int, const QByteArray &data) { kept = data; });
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(kept, "small"_ba);
    QVERIFY(kept.capacity() < 1024);
}

void tst_Streams::aFloodedPipeGrows_data()
{
    QTest::addColumn<int>("wanted");
    QTest::addColumn<QByteArray>("inTheEnd");
    QTest::newRow("the library's choice") << 0 << QByteArray("1048576\n");
    QTest::newRow("somebody's wish") << 65'536 << QByteArray("65536\n");
}

// Each time only when the child has filled it: so it is a flood, however slow the machine.
void tst_Streams::aFloodedPipeGrows()
{
    SKIP_ON_POSIX("the size of a pipe is the system's");
    QFETCH(const int, wanted);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"flood 1 3000000 pipesize 1 2"_s, {.pipeSize = wanted});
    connect(transport, &ProcessTransport::childDataReceived, this,
            [transport](int childFD) { transport->pauseChildFD(childFD); });
    QTimer look;
    connect(&look, &QTimer::timeout, this, [transport, &recorder] {
        if (!isRunning(int(transport->lastPid())) && !recorder.ended)
            transport->resumeProducing();
    });
    look.start(0);
    QVERIFY(waitForEnd(recorder));
    QTEST(recorder.data[2], "inTheEnd");
    QCOMPARE(recorder.data[1], pattern(3'000'000));
}

void tst_Streams::aPipeThatIsWrittenFasterThanReadGrows()
{
    SKIP_ON_POSIX("the size of a pipe is the system's");
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"read 0 2000000 pipesize 0 1 count 0 1"_s);
    transport->write(pattern(4'000'000));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "1048576\n2000000\n");
}

// The child waits on 3 to 5. Each flood is read slowly until the pipe has grown.
void tst_Streams::aFloodedPipeThatFallsQuietGetsItsSizeBack()
{
    SKIP_ON_POSIX("the size of a pipe is the system's");
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3 flood 1 3000000 wait 4 flood 1 3000000 wait 5"_s,
              {.childFDs = {{1, 'r'}, {3, 'w'}, {4, 'w'}, {5, 'w'}}});
    const auto size = [transport] { return sizeOfPipe(transport, 1); };
    recorder.hook = [&](const QString &event) {
        if (event == u"data 1"_s && size() != largestPipe)
            transport->pauseChildFD(1);
    };
    QTimer look;
    connect(&look, &QTimer::timeout, this, [&] {
        if (!isRunning(int(transport->lastPid())))
            transport->resumeProducing();
    });
    QVERIFY(waitUntil([&] { return recorder.count(u"connectionMade"_s) == 1; }));
    QCOMPARE(size(), pipeCapacity);
    look.start(0);
    for (const int flood : {1, 2}) {
        transport->closeChildFD(2 + flood);
        QVERIFY(waitUntil([&] { return size() == largestPipe; }));
        QVERIFY(waitUntil([&] { return recorder.data[1].size() == flood * 3'000'000; }));
        QVERIFY(waitUntil([&] { return size() == pipeCapacity; }));
    }
    transport->closeChildFD(5);
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data[1] == pattern(3'000'000) + pattern(3'000'000));
}

void tst_Streams::aWrittenPipeThatFallsQuietGetsItsSizeBack()
{
    SKIP_ON_POSIX("the size of a pipe is the system's");
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"read 0 4000000 wait 3 read 0 4000000 wait 4"_s,
              {.childFDs = {{0, 'w'}, {3, 'w'}, {4, 'w'}}});
    const auto size = [transport] { return sizeOfPipe(transport, 0); };
    for (const int fd : {3, 4}) {
        transport->write(QByteArray(4'000'000, 'x'));
        QVERIFY(waitUntil([&] { return size() == largestPipe; }));
        QVERIFY(waitUntil([&] { return size() == pipeCapacity; }));
        QCOMPARE(transport->bytesToWrite(0), 0);
        transport->closeChildFD(fd);
    }
    QVERIFY(waitForEnd(recorder));
}

void tst_Streams::aPipeThatIsTooFullGetsItsSizeBackLater()
{
    SKIP_ON_POSIX("the size of a pipe is the system's");
    Recorder recorder;
    recorder.keepsData = false;
    ProcessTransport *const transport = spawn(recorder, u"flood 1 300000000 wait 0"_s);
    qint64 total = 0;
    connect(transport, &ProcessTransport::childDataReceived, this,
            [&](int, const QByteArray &data) { total += data.size(); });
    const auto size = [transport] { return sizeOfPipe(transport, 1); };
    QVERIFY(waitUntil([&] { return size() == largestPipe; }));
    transport->pauseProducing();
    QVERIFY(waitUntil([&] { return !isRunning(int(transport->lastPid())); }));
    Recorder other;
    spawn(other, u"burn 500"_s); // while it would get its size back
    QVERIFY(waitForEnd(other));
    QCOMPARE(size(), largestPipe);
    transport->resumeProducing();
    QVERIFY(waitUntil([&] { return size() == pipeCapacity; }));
    QCOMPARE(total, 300'000'000);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
}

// A thread of an ordinary user, who has no other pipes: the system call changes one thread only.
void tst_Streams::manyFloodsLeaveOtherProgramsTheirPipes()
{
    SKIP_ON_POSIX("the size of a pipe is the system's");
    constexpr int floods = 80;
    const PublicChild child;
    bool isOrdinary = geteuid() != 0;
    int grown = 0;
    int sizeOfNewPipe = 0;
    std::thread thread([&] {
        const uid_t nobodyElse = 20'000 + uid_t(getpid()) % 40'000;
        isOrdinary = isOrdinary || syscall(setresuidCall, nobodyElse, nobodyElse, nobodyElse) == 0;
        if (!isOrdinary)
            return;
        Reactor own(watching());
        std::vector<std::unique_ptr<Recorder>> recorders;
        std::vector<ProcessTransport *> transports;
        int flooded = 0;
        for (int i = 0; i < floods; ++i) {
            Recorder &recorder = *recorders.emplace_back(std::make_unique<Recorder>());
            recorder.keepsData = false;
            ProcessTransport *const transport = own.spawnProcess(
                &recorder, child.path(), script(u"flood 1 1000000000"_s), {.childFDs = {{1, 'r'}}});
            transports.push_back(transport);
            connect(transport, &ProcessTransport::childDataReceived, transport,
                    [&flooded, bytes = qsizetype(0)](int, const QByteArray &data) mutable {
                        constexpr qsizetype enough = 2'000'000;
                        if (bytes < enough && (bytes += data.size()) >= enough)
                            ++flooded;
                    });
        }
        waitUntil([&] { return flooded == floods; });
        for (ProcessTransport *const transport : transports)
            grown += sizeOfPipe(transport, 1) > pipeCapacity;
        int ends[2] = {-1, -1};
        if (pipe2(ends, O_CLOEXEC) == 0) {
            sizeOfNewPipe = fcntl(ends[0], F_GETPIPE_SZ);
            close(ends[0]);
            close(ends[1]);
        }
        for (ProcessTransport *const transport : transports)
            transport->loseConnection();
        for (const auto &recorder : recorders)
            waitForEnd(*recorder);
    });
    thread.join();
    prctl(PR_SET_DUMPABLE, 1); // which the change of identity has taken away
    if (!isOrdinary)
        QSKIP("there is no such user in this namespace");
    QCOMPARE(sizeOfNewPipe, int(pipeCapacity));
    QVERIFY(grown > 0 && grown < floods);
}

// More of them than could be large at once.
void tst_Streams::aFloodThatIsOverLeavesRoomForTheNext()
{
    SKIP_ON_POSIX("the size of a pipe is the system's");
    for (int i = 0; i < 40; ++i) {
        Recorder recorder;
        recorder.keepsData = false;
        ProcessTransport *const transport = spawn(recorder, u"flood 1 1000000000"_s);
        QVERIFY(waitUntil([&] { return sizeOfPipe(transport, 1) == largestPipe; }));
        transport->loseConnection();
        QVERIFY(waitForEnd(recorder));
    }
}

void tst_Streams::waterMarksAreToldOnceOnEachEdge()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3 read 0 300000 wait 4 count 0 1"_s,
              {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}, {4, 'w'}}});
    for (int i = 0; i < 300; ++i)
        transport->write(QByteArray(1000, 'x'));
    QCOMPARE(recorder.events, QStringList()); // reported from the event loop only
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"writePaused 0"_s); }));
    QVERIFY(transport->bytesToWrite(0) > 65'536);
    transport->write(QByteArray(1000, 'x')); // no second time
    transport->closeChildFD(3);
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"writeResumed 0"_s); }));
    QVERIFY(transport->bytesToWrite(0) <= 16'384);
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(0) == 0; }));
    transport->write(QByteArray(300'000, 'x')); // the second edge
    QVERIFY(waitUntil([&] { return recorder.count(u"writePaused 0"_s) == 2; }));
    transport->closeChildFD(4);
    QVERIFY(waitUntil([&] { return recorder.count(u"writeResumed 0"_s) == 2; }));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QStringList marks = recorder.events.filter(u"write"_s);
    QCOMPARE(marks,
             (QStringList{u"writePaused 0"_s, u"writeResumed 0"_s, u"writePaused 0"_s,
                          u"writeResumed 0"_s}));
    QCOMPARE(recorder.data[1], "301000\n"_ba);
}

void tst_Streams::waterMarksAreNotToldWhenTheLevelIsBack()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3 count 0 1"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}}});
    transport->setWriteWatermarks(0, 100'000, 100'000);
    transport->write(QByteArray(100'001, 'x'));
    transport->setWriteWatermarks(0, 200'000, 200'000);
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(0) == 100'001 - pipeCapacity; }));
    transport->write(QByteArray(200'000, 'x'));
    transport->abortChildFD(0); // and this is gone again
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events.filter(u"write"_s), QStringList());
}

void tst_Streams::waterMarksMayBeSetAtOnce()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3 count 0 1"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}}});
    transport->setWriteWatermarks(0, 10, 20);
    transport->write(QByteArray(pipeCapacity + 21, 'x'));
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"writePaused 0"_s); }));
    transport->setWriteWatermarks(0, 21, 1); // high below low counts as low: the level is down
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"writeResumed 0"_s); }));
    transport->setWriteWatermarks(0, -5, -1);
    QVERIFY(waitUntil([&] { return recorder.count(u"writePaused 0"_s) == 2; }));
    transport->closeChildFD(3);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], QByteArray::number(pipeCapacity + 21) + '\n');
}

void tst_Streams::waterMarksBoundTheQueueOfAWriterThatListens()
{
    Recorder recorder;
    const QByteArray block(100'000, 'x');
    qint64 offered = 0, largest = 0;
    bool paused = false;
    ProcessTransport *transport = nullptr;
    const auto fill = [&] {
        while (!paused && offered < 30'000'000 && transport->bytesToWrite(0) <= 65'536) {
            offered += transport->write(block) ? block.size() : 0;
            largest = std::max(largest, transport->bytesToWrite(0));
        }
        if (offered == 30'000'000)
            transport->closeStdin();
    };
    recorder.hook = [&](const QString &event) {
        if (event == u"writePaused 0")
            paused = true;
        else if (event == u"writeResumed 0")
            paused = false;
        if (transport && event.startsWith(u"write"_s))
            fill();
    };
    transport = spawn(recorder, u"count 0 1"_s);
    fill();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "30000000\n"_ba);
    QVERIFY(largest <= 65'536 + block.size());
}

void tst_Streams::streamToChildSendsAFileWithBoundedMemory()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    const QByteArray bytes = pattern(20'000'000);
    file.write(bytes);
    file.seek(0);
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 0 1"_s);
    qint64 largest = 0;
    connect(transport, &ProcessTransport::childDataReceived, this,
            [&] { largest = std::max(largest, transport->bytesToWrite(0)); });
    QVERIFY(transport->streamToChild(0, &file));
    QVERIFY(!transport->write("x"_ba));
    QVERIFY(!transport->streamToChild(0, &file));
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data[1] == bytes);
    QVERIFY2(largest <= 256 * 1024, qPrintable(QString::number(largest)));
    QCOMPARE(recorder.events.filter(u"write"_s), QStringList());
    QVERIFY(file.isOpen()); // it stays the caller's
}

void tst_Streams::streamToChildBeginsAtTheSourcesPosition()
{
    QBuffer buffer;
    buffer.setData("0123456789"_ba);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    buffer.seek(4);
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 0 1"_s);
    transport->write("first "_ba); // what was written before goes first
    QVERIFY(transport->streamToChild(0, &buffer));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "first 456789"_ba);
}

void tst_Streams::streamToChildWaitsForASequentialSource()
{
    Feed feed;
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 0 1"_s);
    QVERIFY(transport->streamToChild(0, &feed));
    feed.arrive("one "_ba);
    recorder.hook = [&](const QString &event) {
        if (event != u"data 1")
            return;
        if (recorder.data[1] == "one ") {
            feed.arrive(QByteArray(1'000'000, 'x'));
            feed.arrive(" two"_ba);
            feed.finish(); // with bytes still to be read
        }
    };
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data[1] == "one " + QByteArray(1'000'000, 'x') + " two");
}

void tst_Streams::streamToChildRefusesWhatItCannotSend()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"wait 0"_s);
    QBuffer closed, writeOnly, fine;
    QVERIFY(writeOnly.open(QIODevice::WriteOnly));
    QVERIFY(fine.open(QIODevice::ReadOnly));
    QVERIFY(!transport->streamToChild(0, nullptr));
    QVERIFY(!transport->streamToChild(0, &closed));
    QVERIFY(!transport->streamToChild(0, &writeOnly));
    QVERIFY(!transport->streamToChild(1, &fine)); // a reader
    QVERIFY(!transport->streamToChild(5, &fine)); // none
    QThread thread;
    fine.moveToThread(&thread);
    QVERIFY(!transport->streamToChild(0, &fine)); // another thread's
    QVERIFY(transport->write("still a writer"_ba));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
}

void tst_Streams::aSourceThatEndsHalfWayAbortsTheDescriptor_data()
{
    QTest::addColumn<QString>("how");
    for (const QString &how : {u"destroyed"_s, u"closed"_s, u"failed"_s})
        QTest::newRow(qPrintable(how)) << how;
}

void tst_Streams::aSourceThatEndsHalfWayAbortsTheDescriptor()
{
    QFETCH(QString, how);
    auto feed = std::make_unique<Feed>();
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 3 count 0 1"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}}});
    QVERIFY(transport->streamToChild(0, feed.get()));
    feed->arrive(QByteArray(pipeCapacity + 5000, 'x'));
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(0) == 5000; }));
    if (how == u"destroyed")
        feed.reset();
    else if (how == u"closed")
        feed->close();
    else
        feed->fail();
    QVERIFY(waitUntil([&] { return recorder.events.contains(u"lost 0"_s); }));
    QVERIFY(!transport->write("x"_ba));
    transport->closeChildFD(3);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1].toInt(), pipeCapacity); // the rest was dropped
}

void tst_Streams::closingEndsAStreamedDescriptor()
{
    Feed feed;
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 0 1"_s);
    QVERIFY(transport->streamToChild(0, &feed));
    feed.arrive("some"_ba);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "some"; }));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    feed.arrive("late"_ba); // nobody listens any more
    QCOMPARE(recorder.data[1], "some"_ba);
}

void tst_Streams::aSourceMayDoAnythingWhileItIsRead_data()
{
    QTest::addColumn<QString>("what");
    for (const QString &what :
         {u"aborts"_s, u"closes and loops"_s, u"deletes the transport"_s, u"loops"_s})
        QTest::newRow(qPrintable(what)) << what;
}

void tst_Streams::aSourceMayDoAnythingWhileItIsRead()
{
    QFETCH(QString, what);
    Feed feed;
    Recorder recorder;
    QPointer<ProcessTransport> transport = spawn(recorder, u"copy 0 1"_s);
    bool wasRead = false;
    feed.whenRead = [&] {
        wasRead = true;
        if (what == u"aborts") {
            transport->abortChildFD(0);
        } else if (what == u"closes and loops") {
            transport->closeStdin();
            waitForEnd(recorder);
        } else if (what == u"deletes the transport") {
            delete transport;
        } else {
            feed.arrive("second"_ba); // read only after what is being read now
            Recorder other;
            spawn(other, u"say 1 x"_s);
            waitForEnd(other);
            feed.finish();
        }
    };
    QVERIFY(transport->streamToChild(0, &feed));
    feed.arrive("first "_ba);
    QVERIFY(waitUntil([&] { return wasRead; }));
    if (what != u"deletes the transport")
        QVERIFY(waitForEnd(recorder));
    if (what == u"loops")
        QCOMPARE(recorder.data[1], "first second"_ba);
}

void tst_Streams::aFinishedProcessIsASource()
{
    QProcess process;
    process.start(u"echo"_s, {u"from"_s, u"QProcess"_s});
    QVERIFY(process.waitForFinished());
    Recorder recorder;
    QVERIFY(spawn(recorder, u"copy 0 1"_s)->streamToChild(0, &process));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "from QProcess\n"_ba);
}

QTEST_GUILESS_MAIN(tst_Streams)

#include "tst_streams.moc"
