// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Every kind of thing that a child's fd can be, beside the pipe: sockets, files, /dev/null, another
// fd once more, and the way straight to another child.

#include "behaviourtest.h"
#include "leash.h"

#include <QtCore/QBuffer>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTemporaryFile>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Stage = SpawnError::Stage;

namespace {

const auto null = ChildFD::null();

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "(missing)"_ba;
}

/// fifo(7), in a folder of its own.
class Fifo
{
public:
    Fifo()
    {
        if (mkfifo(path().constData(), 0600) != 0)
            qFatal("mkfifo");
    }

    QByteArray path() const { return QFile::encodeName(m_directory.filePath(u"fifo"_s)); }
    ChildFD forReading() const
    {
        return ChildFD::file(QFile::decodeName(path()), QIODevice::ReadOnly);
    }
    int openForWriting() const
    {
        return open(path().constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    }

private:
    QTemporaryDir m_directory;
};

bool isOpen(int fd)
{
    return fcntl(fd, F_GETFD) >= 0;
}

/// No further descriptor can be opened but for some that are free.
class FewDescriptors
{
public:
    explicit FewDescriptors(int free)
    {
        const int lowest = dup(0);
        close(lowest);
        getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit few = {rlim_t(lowest + free), m_before.rlim_max};
        setrlimit(RLIMIT_NOFILE, &few);
    }
    ~FewDescriptors() { setrlimit(RLIMIT_NOFILE, &m_before); }
    Q_DISABLE_COPY_MOVE(FewDescriptors)

private:
    rlimit m_before;
};

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class tst_ChildFD : public BehaviourTest
{
    Q_OBJECT

private Q_SLOTS:
    void aSocketIsOneStreamBothWays();
    void closingASocketEndsTheWritingAndTheReadingGoesOn();
    void aSocketThatTheChildHasHalfClosedIsStillWritten();
    void aHalfClosedSocketIsLostWhenTheChildGoes();
    void loseConnectionFlushesASocketAndClosesBothWays();
    void abortDropsASocketsQueueAndClosesBothWays();
    void aChildThatLeavesInputUnreadIsAnOrdinaryEnd();
    void writingToASocketNobodyReadsIsNoSigpipe();
    void aSocketTellsWaterMarks();
    void aPausedSocketIsStillWritten();
    void aSocketIsCutWhenHoldersTimeOut();
    void aSocketIsCutWhileItCloses_data();
    void aSocketIsCutWhileItCloses();
    void aPausedSocketThatIsClosedIsCut();
    void aHalfClosedSocketNeedsNoFurtherDescriptor();
    void aSourceFeedsASocketAndHalfClosesIt();
    void aMegabyteGoesThroughASocketBothWaysAtOnce();
    void nullSwallowsAndIsAtItsEnd();
    void nullIsNoStream();
    void aFileIsOpenedAsQFileWould_data();
    void aFileIsOpenedAsQFileWould();
    void aFilesPathIsRelativeToTheParent();
    void aFileIsMadeWithTheParentsUmask();
    void aFileIsBlockingInTheChild();
    void aFileMayBeLargerThanTwoGigabytes_data();
    void aFileMayBeLargerThanTwoGigabytes();
    void aFifoNeverBlocksTheCaller();
    void aFifoIsReadFromItsFirstWriterToItsLast();
    void aFifosWriterMayComeAndGoAtOnce_data();
    void aFifosWriterMayComeAndGoAtOnce();
    void severalFifosEachWaitForTheirWriter();
    void aFifoWithoutAWriterEndsWithItsChild();
    void aFifoThatMayNotBeWrittenIsReadAllTheSame();
    void aFileThatDoesNotOpenIsNamed();
    void sameAsIsTheVeryPipe();
    void anAliasIsNoStream();
    void anythingButAnAliasHasAliases_data();
    void anythingButAnAliasHasAliases();
    void aChildsOutputGoesStraightIntoAnothersInput();
    void aPipeJoinsTwoChildren();
    void aPipesEndsAreCloseOnExecAndBlocking();
    void anEndIsClosedWithItsLastCopy();
    void aPipeEndsForItsReaderWhenNobodyHasTheWriteEnd();
    void anEndMayGoToSeveralChildrenAndUnderSeveralNumbers();
    void anEndThatWasMovedFromIsNoDescriptor();
    void endsAreEqualWhenTheyAreTheSame();
    void anEndOutlivesTheThreadThatMadeIt();
    void aPipeThatCouldNotBeMadeIsToldByTheSpawn_data();
    void aPipeThatCouldNotBeMadeIsToldByTheSpawn();
    void everyKindBesideTheOthers();
};

void tst_ChildFD::aSocketIsOneStreamBothWays()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"read 5 5 say 5 there descriptors 5"_s,
                                              {.childFDs = {{5, ChildFD::socket()}}});
    QVERIFY(transport->writeToChild(5, "hello"_ba));
    QVERIFY(waitForEnd(recorder));
    QVERIFY2(recorder.data[5].startsWith("there5 rw blocking open socket:["), recorder.data[5]);
    QCOMPARE(recorder.data[5].count('\n'), 1); // nothing but the socket
    QCOMPARE(recorder.count(u"lost 5"_s), 1);
    QCOMPARE(recorder.events.first(), u"connectionMade"_s);
    QCOMPARE(recorder.events.last(), u"ended"_s);
}

void tst_ChildFD::closingASocketEndsTheWritingAndTheReadingGoesOn()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"count 5 5 say 5 more"_s, {.childFDs = {{5, ChildFD::socket()}}});
    transport->writeToChild(5, "123"_ba);
    transport->closeChildFD(5);
    transport->closeChildFD(5);
    QVERIFY(transport->writeToChild(5, "45"_ba)); // until the next turn
    QVERIFY(waitUntil([&] { return !recorder.data[5].isEmpty(); }));
    QVERIFY(!transport->writeToChild(5, "x"_ba));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[5], "5\nmore"_ba);
    QCOMPARE(recorder.count(u"lost 5"_s), 1);
}

void tst_ChildFD::aSocketThatTheChildHasHalfClosedIsStillWritten()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 5 bye shut 5 say 4 shut count 5 4"_s,
                                              {.childFDs = {{4, 'r'}, {5, ChildFD::socket()}}});
    QVERIFY(waitUntil([&] { return recorder.data[4] == "shut"; }));
    QVERIFY(loopStaysIdle());
    QCOMPARE(recorder.count(u"lost 5"_s), 0);
    QVERIFY(transport->writeToChild(5, QByteArray(300'000, 'x')));
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(5) == 0; }));
    QVERIFY(loopStaysIdle());
    QVERIFY(transport->writeToChild(5, "end"_ba));
    transport->closeChildFD(5);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[5], "bye"_ba);
    QCOMPARE(recorder.data[4], "shut300003\n"_ba);
    QCOMPARE(recorder.count(u"lost 5"_s), 1);
}

void tst_ChildFD::aHalfClosedSocketIsLostWhenTheChildGoes()
{
    Recorder recorder;
    spawn(recorder, u"shut 5 wait 0"_s, {.childFDs = {{0, 'w'}, {5, ChildFD::socket()}}});
    QVERIFY(loopStaysIdle());
    QCOMPARE(recorder.count(u"lost 5"_s), 0);
    recorder.transport()->closeStdin();
    QVERIFY(waitForEnd(recorder)); // without a write
    QCOMPARE(recorder.count(u"lost 5"_s), 1);
}

// Neither side reads before it has written: what the child floods has to be taken meanwhile.
void tst_ChildFD::loseConnectionFlushesASocketAndClosesBothWays()
{
    QTemporaryFile report;
    QVERIFY(report.open());
    Recorder recorder;
    Leash leash;
    ProcessTransport *const transport =
        spawn(recorder, u"flood 5 300000 drain 5 8 wait 9"_s,
              {.childFDs = {{5, ChildFD::socket()}, {8, report.handle()}, {9, leash.childsEnd()}}});
    transport->writeToChild(5, QByteArray(300'000, 'x'));
    recorder.hook = [&](const QString &event) {
        if (event == "connectionMade"_L1)
            transport->loseConnection();
    };
    QVERIFY(waitUntil([&] { return recorder.count(u"lost 5"_s) == 1; }));
    QVERIFY(recorder.data[5].isEmpty()); // nothing is delivered any more
    QVERIFY(!recorder.exited);
    leash.letGo();
    QVERIFY(waitForEnd(recorder));
    report.seek(0); // the child has moved it
    QCOMPARE(report.readAll(), "300000\n"_ba);
}

void tst_ChildFD::abortDropsASocketsQueueAndClosesBothWays()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"say 5 x wait 0 drain 5 4"_s,
              {.childFDs = {{0, 'w'}, {4, 'r'}, {5, ChildFD::socket()}}});
    QVERIFY(waitUntil([&] { return recorder.data[5] == "x"; }));
    transport->writeToChild(5, QByteArray(10'000'000, 'x'));
    transport->abortChildFD(5);
    QCOMPARE(transport->bytesToWrite(5), 0);
    QVERIFY(!transport->writeToChild(5, "x"_ba));
    QVERIFY(waitUntil([&] { return recorder.count(u"lost 5"_s) == 1; }));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[4], "0\n"_ba);
}

void tst_ChildFD::aChildThatLeavesInputUnreadIsAnOrdinaryEnd()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"say 5 answer wait 0"_s, {.childFDs = {{0, 'w'}, {5, ChildFD::socket()}}});
    transport->writeToChild(5, "never read"_ba); // the kernel tells us ECONNRESET
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(5) == 0; }));
    transport->pauseChildFD(5);
    transport->closeStdin();
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    transport->resumeChildFD(5);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[5], "answer"_ba);
    QCOMPARE(recorder.count(u"lost 5"_s), 1);
    QVERIFY(!recorder.ended->truncated());
}

void tst_ChildFD::writingToASocketNobodyReadsIsNoSigpipe()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"close 5 say 4 x wait 0"_s,
              {.childFDs = {{0, 'w'}, {4, 'r'}, {5, ChildFD::socket()}}});
    recorder.hook = [&](const QString &event) {
        if (event == "connectionMade"_L1)
            transport->pauseChildFD(5);
    };
    QVERIFY(waitUntil([&] { return recorder.data[4] == "x"; }));
    QVERIFY(transport->writeToChild(5, "into nothing"_ba));
    QVERIFY(waitUntil([&] { return transport->bytesToWrite(5) == 0; }));
    QVERIFY(!transport->writeToChild(5, "x"_ba)); // found out
    QVERIFY(loopStaysIdle());
    QCOMPARE(recorder.count(u"lost 5"_s), 0); // paused
    transport->resumeChildFD(5);
    QVERIFY(waitUntil([&] { return recorder.count(u"lost 5"_s) == 1; }));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildFD::aSocketTellsWaterMarks()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 0 count 5 4"_s,
              {.childFDs = {{0, 'w'}, {4, 'r'}, {5, ChildFD::socket()}}});
    transport->writeToChild(5, QByteArray(2'000'000, 'x'));
    QVERIFY(waitUntil([&] { return recorder.count(u"writePaused 5"_s) == 1; }));
    transport->closeStdin();
    QVERIFY(waitUntil([&] { return recorder.count(u"writeResumed 5"_s) == 1; }));
    transport->closeChildFD(5);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[4], "2000000\n"_ba);
    QCOMPARE(recorder.count(u"writePaused 5"_s), 1);
}

void tst_ChildFD::aPausedSocketIsStillWritten()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 5 early count 5 4"_s,
                                              {.childFDs = {{4, 'r'}, {5, ChildFD::socket()}}});
    transport->pauseChildFD(5);
    transport->writeToChild(5, QByteArray(1'000'000, 'x'));
    transport->closeChildFD(5);
    QVERIFY(waitUntil([&] { return recorder.data[4] == "1000000\n"; }));
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdle()); // its end cannot be masked
    QVERIFY(recorder.data[5].isEmpty());
    transport->resumeChildFD(5);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[5], "early"_ba);
}

void tst_ChildFD::aSocketIsCutWhenHoldersTimeOut()
{
    Recorder recorder;
    Leash leash;
    spawn(recorder, u"say 5 last hold 9"_s,
          {.childFDs = {{5, ChildFD::socket()}, {9, leash.childsEnd()}}, .holderTimeout = 1ms});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[5], "last"_ba);
    QVERIFY(recorder.ended->truncated());
    QVERIFY(!recorder.exited->truncated());
}

void tst_ChildFD::aSocketIsCutWhileItCloses_data()
{
    QTest::addColumn<QString>("closesAt");
    QTest::newRow("before") << u"connectionMade"_s;
    QTest::newRow("in the callback of the exit") << u"exited"_s;
    QTest::newRow("in the callback of the last bytes") << u"data 5"_s;
}

// The grandchild floods the socket and never reads it.
void tst_ChildFD::aSocketIsCutWhileItCloses()
{
    QFETCH(QString, closesAt);
    Recorder recorder;
    recorder.keepsData = false;
    ProcessTransport *const transport =
        reactor->spawnProcess(&recorder, u"sh"_s, {u"sh"_s, u"-c"_s, u"yes >&5 &"_s},
                              {.childFDs = {{5, ChildFD::socket()}}, .holderTimeout = 1ms});
    transport->writeToChild(5, QByteArray(4'000'000, 'x'));
    recorder.hook = [&](const QString &event) {
        if (event == closesAt && (recorder.exited || closesAt == "connectionMade"_L1))
            transport->loseConnection();
    };
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.ended->truncated());
    QCOMPARE(recorder.count(u"lost 5"_s), 1);
}

void tst_ChildFD::aPausedSocketThatIsClosedIsCut()
{
    Recorder recorder;
    Leash leash;
    ProcessTransport *const transport =
        spawn(recorder, u"hold 9"_s,
              {.childFDs = {{5, ChildFD::socket()}, {9, leash.childsEnd()}}, .holderTimeout = 1ms});
    transport->pauseChildFD(5);
    transport->writeToChild(5, QByteArray(4'000'000, 'x')); // which nobody reads
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdle());
    QVERIFY(!recorder.ended); // it is we who keep it
    transport->loseConnection();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.ended->truncated());
}

void tst_ChildFD::aHalfClosedSocketNeedsNoFurtherDescriptor()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"shut 5 say 4 shut count 5 4"_s,
                                              {.childFDs = {{4, 'r'}, {5, ChildFD::socket()}}});
    QVERIFY(waitForStart(recorder));
    const int free = dup(0);
    close(free);
    rlimit before;
    getrlimit(RLIMIT_NOFILE, &before);
    const rlimit none = {rlim_t(free), before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    const bool isShut = waitUntil([&] { return recorder.data[4] == "shut"; });
    const bool isWritten = transport->writeToChild(5, "four"_ba);
    const bool isSent = waitUntil([&] { return transport->bytesToWrite(5) == 0; });
    transport->closeChildFD(5);
    const bool hasEnded = waitForEnd(recorder);
    setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY(isShut && isWritten && isSent && hasEnded);
    QCOMPARE(recorder.data[4], "shut4\n"_ba);
}

void tst_ChildFD::aSourceFeedsASocketAndHalfClosesIt()
{
    QBuffer source;
    source.setData(QByteArray(1'000'000, 'x'));
    source.open(QIODevice::ReadOnly);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"count 5 5"_s, {.childFDs = {{5, ChildFD::socket()}}});
    QVERIFY(transport->streamToChild(5, &source));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[5], "1000000\n"_ba);
}

void tst_ChildFD::aMegabyteGoesThroughASocketBothWaysAtOnce()
{
    QByteArray bytes(1'000'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = char(i % 251);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"copy 5 5"_s, {.childFDs = {{5, ChildFD::socket()}}});
    for (qsizetype i = 0; i < bytes.size(); i += 1000)
        transport->writeToChild(5, bytes.mid(i, 1000));
    transport->closeChildFD(5);
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data[5] == bytes);
}

void tst_ChildFD::nullSwallowsAndIsAtItsEnd()
{
    Recorder recorder;
    spawn(recorder, u"say 0 x flood 3 1000000 count 3 1 descriptors 1"_s,
          {.childFDs = {{0, null}, {1, 'r'}, {3, null}}});
    QVERIFY(waitForEnd(recorder));
    QVERIFY2(recorder.data[1].startsWith("0\n0 rw blocking open /dev/null\n"), recorder.data[1]);
}

void tst_ChildFD::nullIsNoStream()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"exit 0"_s, {.childFDs = {{0, null}, {1, null}, {2, null}}});
    QVERIFY(!transport->write("x"_ba));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events, (QStringList{u"connectionMade"_s, u"exited"_s, u"ended"_s}));
}

// QFile itself says what is right.
void tst_ChildFD::aFileIsOpenedAsQFileWould_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("exists");
    const int append = QIODevice::Append, truncate = QIODevice::Truncate;
    const int newOnly = QIODevice::NewOnly, existingOnly = QIODevice::ExistingOnly;
    for (int access = 0; access <= QIODevice::ReadWrite; ++access) {
        for (int flags = 0; flags < 16; ++flags) {
            const int mode = access | (flags & 1 ? append : 0) | (flags & 2 ? truncate : 0)
                | (flags & 4 ? newOnly : 0) | (flags & 8 ? existingOnly : 0);
            QTest::addRow("mode 0x%02x, missing", mode) << mode << false;
            QTest::addRow("mode 0x%02x, existing", mode) << mode << true;
        }
    }
}

void tst_ChildFD::aFileIsOpenedAsQFileWould()
{
    QFETCH(int, mode);
    QFETCH(bool, exists);
    const QIODevice::OpenMode openMode(mode);
    QTemporaryDir directory;
    const QString qts = directory.filePath(u"qts"_s), ours = directory.filePath(u"ours"_s);
    if (exists) {
        writeFile(qts, "before"_ba);
        writeFile(ours, "before"_ba);
    }
    QFile file(qts);
    const bool opens = file.open(openMode | QIODevice::Unbuffered);
    const bool writes = opens && file.isWritable();
    if (writes)
        file.write("new");
    file.close();

    Recorder recorder;
    spawn(recorder, writes ? u"say 7 new"_s : u"exit 0"_s,
          {.childFDs = {{7, ChildFD::file(ours, openMode)}}});
    QVERIFY(waitForEnd(recorder));
    const bool started = recorder.ended->kind() == ExitReason::Kind::ProcessDone;
    QVERIFY2(started == opens, qPrintable(recorder.ended->toString()));
    QCOMPARE(contentOf(ours), contentOf(qts));
}

void tst_ChildFD::aFilesPathIsRelativeToTheParent()
{
    QTemporaryDir directory;
    writeFile(directory.filePath(u"here"_s), "found"_ba);
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(directory.path()));
    Recorder recorder;
    spawn(recorder, u"copy 0 1"_s,
          {.path = u"/"_s,
           .childFDs = {{0, ChildFD::file(u"here"_s, QIODevice::ReadOnly)}, {1, 'r'}}});
    QVERIFY(QDir::setCurrent(before));
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "found"_ba);
}

void tst_ChildFD::aFileIsMadeWithTheParentsUmask()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(u"made"_s);
    const mode_t before = umask(027);
    Recorder recorder;
    spawn(recorder, u"exit 0"_s,
          {.childFDs = {{1, ChildFD::file(path, QIODevice::WriteOnly)}}, .umask = 0777});
    const bool isStarted = waitForStart(recorder);
    umask(before);
    QVERIFY(isStarted && waitForEnd(recorder));
    struct stat info;
    QCOMPARE(stat(QFile::encodeName(path).constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777, mode_t(0640));
}

void tst_ChildFD::aFileIsBlockingInTheChild()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(u"log"_s);
    Recorder recorder;
    spawn(recorder, u"descriptors 1"_s,
          {.childFDs = {{1, 'r'},
                        {3, ChildFD::file(path, QIODevice::Append)},
                        {4, ChildFD::file(path, QIODevice::ReadOnly)}}});
    QVERIFY(waitForEnd(recorder));
    QVERIFY2(recorder.data[1].contains("\n3 w blocking open " + path.toUtf8()), recorder.data[1]);
    QVERIFY2(recorder.data[1].contains("\n4 r blocking open " + path.toUtf8()), recorder.data[1]);
}

void tst_ChildFD::aFileMayBeLargerThanTwoGigabytes_data()
{
    QTest::addColumn<qint64>("size");
    QTest::newRow("it grows past them") << (qint64(1) << 31) - 2;
    QTest::newRow("it is larger") << (qint64(3) << 30);
}

// Which a 32-bit program has to ask for, for the child too. The file is a hole.
void tst_ChildFD::aFileMayBeLargerThanTwoGigabytes()
{
    QFETCH(const qint64, size);
    QTemporaryDir directory;
    QFile file(directory.filePath(u"log"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(size));
    Recorder writer, reader;
    spawn(writer, u"say 3 more"_s,
          {.childFDs = {{2, 'r'}, {3, ChildFD::file(file.fileName(), QIODevice::Append)}}});
    QVERIFY(waitForEnd(writer));
    QVERIFY2(writer.ended->kind() == ExitReason::Kind::ProcessDone,
             qPrintable(writer.ended->toString() + u' ' + QString::fromUtf8(writer.data[2])));
    QCOMPARE(file.size(), size + 4);
    spawn(reader, u"read 0 1 say 1 got"_s,
          {.childFDs = {{0, ChildFD::file(file.fileName(), QIODevice::ReadOnly)}, {1, 'r'}}});
    QVERIFY(waitForEnd(reader));
    QCOMPARE(reader.data[1], "got"_ba);
}

void tst_ChildFD::aFifoNeverBlocksTheCaller()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(u"fifo"_s);
    QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    Recorder writer;
    spawn(writer, u"say 1 x"_s, {.childFDs = {{1, ChildFD::file(path, QIODevice::WriteOnly)}}});
    QVERIFY(waitForEnd(writer));
    QCOMPARE(writer.ended->error().stage, Stage::FileDescriptors);
    QCOMPARE(writer.ended->error().errorNumber, ENXIO); // nobody reads

    Recorder reader, secondWriter;
    const auto fifo = ChildFD::file(path, QIODevice::ReadWrite | QIODevice::ExistingOnly);
    spawn(reader, u"read 0 5 say 1 got"_s, {.childFDs = {{0, fifo}, {1, 'r'}}});
    QVERIFY(waitForStart(reader));
    spawn(secondWriter, u"say 1 hello"_s,
          {.childFDs = {{1, ChildFD::file(path, QIODevice::WriteOnly)}}});
    QVERIFY(waitForEnd(reader));
    QVERIFY(waitForEnd(secondWriter));
    QCOMPARE(reader.data[1], "got"_ba);
}

// The second writer comes while the first one is there, and stays longer.
void tst_ChildFD::aFifoIsReadFromItsFirstWriterToItsLast()
{
    SKIP_ON_POSIX("nobody tells of a FIFO's first writer");
    const Fifo fifo;
    Recorder reader;
    spawn(reader, u"say 1 ready copy 0 1 say 1 . copy 3 1"_s,
          {.childFDs = {{0, fifo.forReading()}, {1, 'r'}, {3, ChildFD::sameAs(0)}}});
    QVERIFY(waitUntil([&] { return reader.data[1] == "ready"; }));
    const int first = fifo.openForWriting();
    const int second = fifo.openForWriting();
    QVERIFY(first >= 0 && second >= 0);
    QCOMPARE(write(first, "hello", 5), 5);
    QVERIFY(waitUntil([&] { return reader.data[1] == "readyhello"; }));
    close(first);
    QCOMPARE(write(second, "world", 5), 5);
    QVERIFY(waitUntil([&] { return reader.data[1] == "readyhelloworld"; }));
    QVERIFY(!reader.exited);
    close(second);
    QVERIFY(waitForEnd(reader));
    QCOMPARE(reader.data[1], "readyhelloworld."_ba);
}

void tst_ChildFD::aFifosWriterMayComeAndGoAtOnce_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<bool>("isWaiting"); // before the FIFO is opened for the child
    for (const bool isWaiting : {false, true}) {
        const char *const when = isWaiting ? "before" : "after";
        QTest::addRow("%s, writing", when) << "hello"_ba << isWaiting;
        QTest::addRow("%s, without a byte", when) << QByteArray() << isWaiting;
    }
}

// Before the loop runs again.
void tst_ChildFD::aFifosWriterMayComeAndGoAtOnce()
{
    SKIP_ON_POSIX("nobody tells of a FIFO's first writer");
    QFETCH(QByteArray, written);
    QFETCH(bool, isWaiting);
    const Fifo fifo;
    Recorder reader;
    const auto spawnReader = [&] {
        spawn(reader, u"copy 0 1 say 1 ."_s, {.childFDs = {{0, fifo.forReading()}, {1, 'r'}}});
    };
    std::thread writer;
    if (!isWaiting)
        spawnReader();
    writer = std::thread([&] { // open(2) waits for the reader
        const int fd = open(fifo.path().constData(), O_WRONLY | O_CLOEXEC);
        (void)!write(fd, written.constData(), size_t(written.size()));
        close(fd);
    });
    if (isWaiting)
        spawnReader();
    writer.join();
    QVERIFY(waitForEnd(reader));
    QCOMPARE(reader.data[1], written + '.');
}

void tst_ChildFD::severalFifosEachWaitForTheirWriter()
{
    SKIP_ON_POSIX("nobody tells of a FIFO's first writer");
    const Fifo first, second;
    Recorder reader;
    spawn(reader, u"say 1 ready copy 3 1 copy 4 1"_s,
          {.childFDs = {{1, 'r'}, {3, first.forReading()}, {4, second.forReading()}}});
    QVERIFY(waitUntil([&] { return reader.data[1] == "ready"; }));
    for (const auto &each : {std::pair(&first, "one"_ba), {&second, "two"_ba}}) {
        const QByteArray text = each.second;
        Recorder writer;
        spawn(writer, u"say 1 "_s + QString::fromLatin1(text),
              {.childFDs = {{1,
                             ChildFD::file(QFile::decodeName(each.first->path()),
                                           QIODevice::WriteOnly | QIODevice::ExistingOnly)}}});
        QVERIFY(waitForEnd(writer));
        QCOMPARE(writer.ended->exitCode(), 0);
        QVERIFY(waitUntil([&] { return reader.data[1].endsWith(text); }));
    }
    QVERIFY(waitForEnd(reader));
    QCOMPARE(reader.data[1], "readyonetwo"_ba);
}

void tst_ChildFD::aFifoWithoutAWriterEndsWithItsChild()
{
    SKIP_ON_POSIX("nobody tells of a FIFO's first writer");
    const Fifo fifo;
    Recorder stopped, deleted, notStarted;
    const ChildFDs childFDs{{0, fifo.forReading()}, {1, 'r'}};
    spawn(stopped, u"say 1 ready copy 0 1"_s, {.childFDs = childFDs});
    QVERIFY(waitUntil([&] { return stopped.data[1] == "ready"; }));
    stopped.transport()->stop();
    QVERIFY(waitForEnd(stopped));
    QCOMPARE(stopped.ended->signal(), SIGTERM);
    QCOMPARE(fifo.openForWriting(), -1); // nobody has it any more

    spawn(deleted, u"copy 0 1"_s, {.childFDs = childFDs});
    delete deleted.transport();
    reactor->spawnProcess(&notStarted, u"/nowhere"_s, {}, {.childFDs = childFDs});
    QVERIFY(waitForEnd(notStarted));
    QCOMPARE(notStarted.ended->error().stage, Stage::Exec);
}

// Its writer may be there already; root, whom no mode keeps from writing, sees the same.
void tst_ChildFD::aFifoThatMayNotBeWrittenIsReadAllTheSame()
{
    const Fifo fifo;
    const int writer = open(fifo.path().constData(), O_RDWR | O_CLOEXEC);
    QVERIFY(writer >= 0);
    QCOMPARE(chmod(fifo.path().constData(), 0400), 0);
    Recorder recorder;
    spawn(recorder, u"copy 0 1"_s, {.childFDs = {{0, fifo.forReading()}, {1, 'r'}}});
    QCOMPARE(write(writer, "x", 1), ssize_t(1));
    QVERIFY(waitUntil([&] { return recorder.data[1] == "x"; }));
    close(writer);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 0);
}

void tst_ChildFD::aFileThatDoesNotOpenIsNamed()
{
    Recorder recorder;
    spawn(recorder, u"exit 0"_s,
          {.childFDs = {{0, 'w'}, {5, ChildFD::file(u"/nowhere/x"_s, QIODevice::ReadOnly)}}});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events, QStringList{u"ended"_s});
    QCOMPARE(recorder.ended->error().stage, Stage::FileDescriptors);
    QCOMPARE(recorder.ended->error().errorNumber, ENOENT);
    QCOMPARE(recorder.ended->error().detail, u"open /nowhere/x"_s);
}

void tst_ChildFD::sameAsIsTheVeryPipe()
{
    Recorder recorder;
    spawn(recorder, u"say 1 a say 2 b say 1 c say 2 d"_s,
          {.childFDs = {{1, 'r'}, {2, ChildFD::sameAs(1)}}});
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "abcd"_ba);
    QCOMPARE(recorder.data.size(), 1);
}

void tst_ChildFD::anAliasIsNoStream()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(
        recorder, u"count 5 1"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {5, ChildFD::sameAs(0)}}});
    QVERIFY(!transport->writeToChild(5, "x"_ba));
    QCOMPARE(transport->bytesToWrite(5), 0);
    transport->closeChildFD(5);
    transport->abortChildFD(5);
    transport->write("four"_ba);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "4\n"_ba);
    QCOMPARE(recorder.count(u"lost 0"_s), 1);
    QCOMPARE(recorder.count(u"lost 5"_s), 0);
}

void tst_ChildFD::anythingButAnAliasHasAliases_data()
{
    QTest::addColumn<ChildFD>("original");
    QTest::newRow("reader") << ChildFD('r');
    QTest::newRow("writer") << ChildFD('w');
    QTest::newRow("parent's fd") << ChildFD(0);
    QTest::newRow("socket") << ChildFD::socket();
    QTest::newRow("terminal") << ChildFD::terminal();
    QTest::newRow("null") << null;
    QTest::newRow("file") << ChildFD::file(u"/etc/passwd"_s, QIODevice::ReadOnly);
}

// An alias below its original, and one above.
void tst_ChildFD::anythingButAnAliasHasAliases()
{
    QFETCH(ChildFD, original);
    Recorder recorder;
    spawn(
        recorder, u"descriptors 1"_s,
        {.childFDs = {{1, 'r'}, {3, ChildFD::sameAs(4)}, {4, original}, {9, ChildFD::sameAs(4)}}});
    QVERIFY(waitForEnd(recorder));
    QMap<QByteArray, QByteArray> target;
    for (const QByteArray &line : recorder.data[1].split('\n'))
        target[line.left(line.indexOf(' '))] = line.mid(line.indexOf(' '));
    QVERIFY(!target["4"].isEmpty());
    QCOMPARE(target["3"], target["4"]);
    QCOMPARE(target["9"], target["4"]);
}

void tst_ChildFD::aChildsOutputGoesStraightIntoAnothersInput()
{
    int pipe[2];
    QCOMPARE(pipe2(pipe, O_CLOEXEC), 0);
    Recorder first, second;
    spawn(first, u"flood 1 5000000"_s, {.childFDs = {{1, pipe[1]}}});
    spawn(second, u"count 0 1"_s, {.childFDs = {{0, pipe[0]}, {1, 'r'}}});
    close(pipe[0]);
    close(pipe[1]);
    QVERIFY(waitForEnd(first));
    QVERIFY(waitForEnd(second));
    QCOMPARE(second.data[1], "5000000\n"_ba);
    QVERIFY(first.data.isEmpty());
}

// As the header has it.
void tst_ChildFD::aPipeJoinsTwoChildren()
{
    Recorder counter;
    auto [readEnd, writeEnd] = ChildFD::pipe();
    reactor->spawnProcess(u"seq"_s, {u"seq"_s, u"100000"_s},
                          {.childFDs = {{1, std::exchange(writeEnd, {})}}});
    reactor->spawnProcess(&counter, u"wc"_s, {u"wc"_s, u"-l"_s},
                          {.childFDs = {{0, readEnd}, {1, 'r'}}});
    QVERIFY(waitForEnd(counter));
    QCOMPARE(counter.data[1], "100000\n"_ba);
    QCOMPARE(counter.count(u"lost 0"_s), 0); // no stream of ours
    QVERIFY(waitUntil([&] { return reactor->processCount() == 0; }));
}

void tst_ChildFD::aPipesEndsAreCloseOnExecAndBlocking()
{
    const auto [readEnd, writeEnd] = ChildFD::pipe();
    QCOMPARE(readEnd.kind(), ChildFD::Kind::Pipe);
    QCOMPARE(readEnd.errorNumber(), 0);
    QCOMPARE(readEnd.mode(), QIODevice::ReadOnly);
    QCOMPARE(writeEnd.mode(), QIODevice::WriteOnly);
    for (const ChildFD &end : {readEnd, writeEnd}) {
        QVERIFY(end.number() > 2);
        QCOMPARE(fcntl(end.number(), F_GETFD), FD_CLOEXEC);
        QCOMPARE(fcntl(end.number(), F_GETFL) & O_NONBLOCK, 0);
    }
    QCOMPARE(write(writeEnd.number(), "x", 1), 1);
    char byte;
    QCOMPARE(read(readEnd.number(), &byte, 1), 1);
}

void tst_ChildFD::anEndIsClosedWithItsLastCopy()
{
    std::optional<ChildFD> copy;
    int number;
    {
        const auto [readEnd, writeEnd] = ChildFD::pipe();
        number = writeEnd.number();
        copy = writeEnd;
        const int other = readEnd.number();
        const SpawnOptions options{.childFDs = {{0, readEnd}, {1, writeEnd}}};
        QVERIFY(isOpen(other) && options.childFDs[0].number() == other);
    }
    QVERIFY(isOpen(number));
    Recorder recorder;
    spawn(recorder, u"descriptors 1"_s, {.childFDs = {{1, 'r'}, {7, *copy}}});
    QVERIFY(isOpen(number)); // not by the spawn
    copy.reset();
    QVERIFY(!isOpen(number));
    QVERIFY(waitForEnd(recorder));
    QVERIFY2(recorder.data[1].contains("7 w blocking open pipe:"), recorder.data[1]);
    QCOMPARE(recorder.data[1].count('\n'), 2);
}

void tst_ChildFD::aPipeEndsForItsReaderWhenNobodyHasTheWriteEnd()
{
    Recorder reader;
    auto [readEnd, writeEnd] = ChildFD::pipe();
    spawn(reader, u"say 1 ready copy 0 1 say 1 end"_s,
          {.childFDs = {{0, std::exchange(readEnd, ChildFD())}, {1, 'r'}}});
    QVERIFY(waitUntil([&] { return reader.data[1] == "ready"; }));
    QVERIFY(loopStaysIdle());
    QCOMPARE(reader.data[1], "ready"_ba);
    writeEnd = ChildFD();
    QVERIFY(waitForEnd(reader));
    QCOMPARE(reader.data[1], "readyend"_ba);
}

void tst_ChildFD::anEndMayGoToSeveralChildrenAndUnderSeveralNumbers()
{
    Recorder reader, first, second;
    {
        const auto [readEnd, writeEnd] = ChildFD::pipe();
        spawn(reader, u"drain 0 1"_s, {.childFDs = {{0, readEnd}, {1, 'r'}}});
        const ChildFDs both = {{1, writeEnd}, {2, ChildFD::sameAs(1)}, {9, writeEnd}};
        spawn(first, u"say 1 one say 2 three say 9 five"_s, {.childFDs = both});
        spawn(second, u"say 9 seven"_s, {.childFDs = both});
    }
    QVERIFY(waitForEnd(reader) && waitForEnd(first) && waitForEnd(second));
    QCOMPARE(first.ended->exitCode(), 0);
    QCOMPARE(second.ended->exitCode(), 0);
    QCOMPARE(reader.data[1], "17\n"_ba);
}

void tst_ChildFD::anEndThatWasMovedFromIsNoDescriptor()
{
    auto [readEnd, writeEnd] = ChildFD::pipe();
    const int number = readEnd.number();
    const ChildFD moved = std::move(readEnd);
    QCOMPARE(moved.number(), number);
    QCOMPARE(readEnd.number(), -1); // NOLINT(bugprone-use-after-move)
    QVERIFY(moved != readEnd);
    Recorder recorder;
    const ProcessTransport *const transport =
        spawn(recorder, u"say 1 x"_s, {.childFDs = {{0, readEnd}}});
    QCOMPARE(transport->exitReason()->error().stage, Stage::FileDescriptors);
    QCOMPARE(transport->exitReason()->error().errorNumber, EBADF);
    QVERIFY(waitForEnd(recorder));
    readEnd = moved;
    QCOMPARE(readEnd, moved);
}

void tst_ChildFD::endsAreEqualWhenTheyAreTheSame()
{
    const auto pipe = ChildFD::pipe();
    const auto other = ChildFD::pipe();
    QCOMPARE(pipe.first, ChildFD(pipe.first));
    QVERIFY(pipe.first != pipe.second);
    QVERIFY(pipe.first != other.first);
    QVERIFY(pipe.first != ChildFD(pipe.first.number())); // which is borrowed
}

void tst_ChildFD::anEndOutlivesTheThreadThatMadeIt()
{
    Recorder reader;
    ChildFD readEnd;
    std::thread([&] {
        auto pipe = ChildFD::pipe();
        readEnd = pipe.first;
        (void)!write(pipe.second.number(), "hello", 5);
    }).join();
    spawn(reader, u"copy 0 1"_s, {.childFDs = {{0, std::exchange(readEnd, ChildFD())}, {1, 'r'}}});
    QVERIFY(waitForEnd(reader));
    QCOMPARE(reader.data[1], "hello"_ba);
}

void tst_ChildFD::aPipeThatCouldNotBeMadeIsToldByTheSpawn_data()
{
    QTest::addColumn<int>("free");
    QTest::newRow("no descriptor") << 0;
    QTest::newRow("one descriptor") << 1;
}

void tst_ChildFD::aPipeThatCouldNotBeMadeIsToldByTheSpawn()
{
    QFETCH(int, free);
    std::pair<ChildFD, ChildFD> pipe;
    {
        const FewDescriptors few(free);
        pipe = ChildFD::pipe();
    }
    for (const ChildFD &end : {pipe.first, pipe.second}) {
        QCOMPARE(end.kind(), ChildFD::Kind::Pipe);
        QCOMPARE(end.number(), -1);
        QCOMPARE(end.errorNumber(), EMFILE);
        Recorder recorder;
        spawn(recorder, u"say 1 x"_s, {.childFDs = {{0, end}, {1, 'r'}}});
        QVERIFY(waitForEnd(recorder));
        QCOMPARE(recorder.events, QStringList{u"ended"_s});
        QCOMPARE(recorder.ended->error(),
                 (SpawnError{Stage::FileDescriptors, EMFILE, u"child fd 0: pipe()"_s}));
    }
}

void tst_ChildFD::everyKindBesideTheOthers()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"descriptors 1"_s,
              {.childFDs = {{0, 'w'},
                            {1, 'r'},
                            {2, ChildFD::sameAs(1)},
                            {3, ChildFD::closed()},
                            {4, ChildFD::socket()},
                            {5, ChildFD::terminal()},
                            {6, null},
                            {7, ChildFD::file(u"/etc/passwd"_s, QIODevice::ReadOnly)},
                            {20, 0}}});
    const QString terminal = transport->terminalName();
    QVERIFY(waitForEnd(recorder));
    QList<QByteArray> numbers;
    for (const QByteArray &line : recorder.data[1].split('\n'))
        numbers << line.left(line.indexOf(' '));
    numbers.removeLast();
    std::sort(numbers.begin(), numbers.end());
    QCOMPARE(numbers, (QList<QByteArray>{"0", "1", "2", "20", "4", "5", "6", "7"}));
    QVERIFY(recorder.data[1].contains("5 rw blocking open " + terminal.toUtf8()));
    QStringList lost = recorder.events.filter(u"lost"_s);
    lost.sort();
    QCOMPARE(lost, (QStringList{u"lost 0"_s, u"lost 1"_s, u"lost 4"_s, u"lost 5"_s}));
}

QTEST_GUILESS_MAIN(tst_ChildFD)

#include "tst_childfd.moc"
