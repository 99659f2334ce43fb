// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// ChildDevice: a child's fd as a QIODevice, by the event loop and by its own waits.

#include "behaviourtest.h"
#include "leash.h"
#include "lifeline.h"
#include "ownmemory.h"

#include <QtCore/QBuffer>
#include <QtCore/QDataStream>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>
#include <QtCore/QTextStream>
#include <QtCore/QThread>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QSignalSpy>

#include <algorithm>
#include <csignal>
#include <optional>
#include <sys/time.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Offspring;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 megabyte = 1024 * 1024;
constexpr qint64 oneRead = 128 * 1024;

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i % 251);
    return bytes;
}

/// Where the child has the stream that a device is made for.
struct Place
{
    SpawnOptions options;
    int childFD;
};

Place pipeOn(int childFD)
{
    return {{.childFDs = {{0, 'w'}, {childFD, 'r'}}}, childFD};
}

Place socketOn(int childFD)
{
    return {{.childFDs = {{0, 'w'}, {childFD, ChildFD::socket()}}}, childFD};
}

// Its other fds stand for all of it.
Place rawTerminal(int childFD)
{
    return {{.usePTY = true, .terminal = {.raw = true}}, childFD};
}

void addPlaces()
{
    QTest::addColumn<Place>("place");
    QTest::newRow("fd 1") << pipeOn(1);
    QTest::newRow("fd 3") << pipeOn(3);
    QTest::newRow("a socket") << socketOn(4);
    QTest::newRow("a terminal") << rawTerminal(1);
    QTest::newRow("a terminal's fd 2") << rawTerminal(2);
}

QString onPlace(const QString &words, const Place &place)
{
    return words.arg(place.childFD);
}

/// What a device tells, a word each; consecutive equal ones are one.
class Ear
{
public:
    explicit Ear(ChildDevice &device)
    {
        QObject::connect(&device, &QIODevice::readyRead, &device, [this] { note(u"ready"_s); });
        QObject::connect(&device, &QIODevice::bytesWritten, &device, [this](qint64 bytes) {
            written += bytes;
            note(u"written"_s);
        });
        QObject::connect(&device, &QIODevice::readChannelFinished, &device,
                         [this] { events << u"finished"_s; }); // each time
    }

    QStringList events;
    qint64 written = 0;

private:
    void note(const QString &event)
    {
        if (events.isEmpty() || events.last() != event)
            events << event;
    }
};

/// In the kernel, or the program: it sleeps.
bool isAsleep(qint64 pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = file.readAll();
    return text.at(text.lastIndexOf(')') + 2) == 'S';
}

/// Of this program, resident. Sanitizers and valgrind keep what was freed.
qint64 memoryInUse()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return 0;
#else
    QFile file(u"/proc/self/statm"_s);
    if (BehaviourTest::isUnderValgrind() || !file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
#endif
}

} // namespace

class tst_ChildDevice : public BehaviourTest
{
    Q_OBJECT

private:
    /// Reads to the end, from the loop.
    static QByteArray everythingFrom(ChildDevice &device)
    {
        QByteArray result;
        bool isOver = false;
        const auto read = [&] { result += device.readAll(); };
        QObject context;
        QObject::connect(&device, &QIODevice::readyRead, &context, read);
        QObject::connect(&device, &QIODevice::readChannelFinished, &context,
                         [&] { isOver = true; });
        read();
        return waitUntil([&] { return isOver; }) ? result + device.readAll() : "no end"_ba;
    }
    static bool waitForBytes(const ChildDevice &device, qint64 bytes)
    {
        return waitUntil([&] { return device.bytesAvailable() >= bytes; });
    }
    /// Even if it is asked each time that the loop goes on.
    bool loopStaysIdleBeside(const ChildDevice &device)
    {
        QObject asker;
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &asker,
                [&] {
                    device.canReadLine();
                    device.atEnd();
                });
        return loopStaysIdle();
    }
    /// As many as it ever gets: full, and the child sleeps.
    static bool waitUntilFull(const ChildDevice &device)
    {
        return waitUntil([&] { return device.bytesAvailable() >= device.readBufferSize(); });
    }

private Q_SLOTS:
    void itIsOpenAsTheStreamGoes_data();
    void itIsOpenAsTheStreamGoes();
    void bytesGoToTheDeviceAndNotToTheCallbacks_data();
    void bytesGoToTheDeviceAndNotToTheCallbacks();
    void onlyOneHasAStream();
    void aTerminalIsOneStream();
    void aDeviceInAnotherThreadIsNotOpen();
    void aDeviceOfNoChildIsNotOpen();
    void whatCameBeforeTheDeviceWentToTheCallbacks();
    void readGivesNothingYetAndThenTheEnd_data();
    void readGivesNothingYetAndThenTheEnd();
    void linesMayBeCutAtEveryByte_data();
    void linesMayBeCutAtEveryByte();
    void aTextStreamReadsIt_data();
    void aTextStreamReadsIt();
    void aTextStreamReadsAllOfItAtTheEnd_data();
    void aTextStreamReadsAllOfItAtTheEnd();
    void aTextStreamWritesIt();
    void dataStreamTransactionsMayBeCutAtEveryByte_data();
    void dataStreamTransactionsMayBeCutAtEveryByte();
    void aDataStreamTalksOverASocket_data();
    void aDataStreamTalksOverASocket();
    void anXmlStreamReaderReadsItAsItComes_data();
    void anXmlStreamReaderReadsItAsItComes();
    void whatQIODeviceKeepsIsAvailableToo();
    void aFloodCostsTheBufferAndNoMore_data();
    void aFloodCostsTheBufferAndNoMore();
    void smallPiecesCostNoMoreThanLargeOnes();
    void othersDoNotOpenAFullDevice_data();
    void othersDoNotOpenAFullDevice();
    void othersMayPauseIt_data();
    void othersMayPauseIt();
    void theSizeMayChange();
    void whatWasPeekedAtOrRolledBackCounts_data();
    void whatWasPeekedAtOrRolledBackCounts();
    void anOverlongLineIsReadInPieces();
    void theHolderTimeStandsStillWhileItIsFull_data();
    void theHolderTimeStandsStillWhileItIsFull();
    void processEndedDoesNotWaitForTheReader_data();
    void processEndedDoesNotWaitForTheReader();
    void whatIsBufferedOutlivesTheTransport_data();
    void whatIsBufferedOutlivesTheTransport();
    void aSocketsHalvesEndApart();
    void writingIsToldAndCounted_data();
    void writingIsToldAndCounted();
    void theDestructorFlushesThenCloses();
    void closingDropsWhatWasNotRead_data();
    void closingDropsWhatWasNotRead();
    void closingFromOutsideIsTheEnd_data();
    void closingFromOutsideIsTheEnd();
    void aChildThatClosesItsEndTakesNoMore_data();
    void aChildThatClosesItsEndTakesNoMore();
    void aSecretIsNowhereInMemory();
    void aDeviceFeedsAnotherChild();
    void waitsNeedNoEventLoop_data();
    void waitsNeedNoEventLoop();
    void waitsWriteAndCloseWithoutAnEventLoop_data();
    void waitsWriteAndCloseWithoutAnEventLoop();
    void waitingForTheAnswerWritesTheQuestion_data();
    void waitingForTheAnswerWritesTheQuestion();
    void waitsTellNobodyElse();
    void aLossSeenWhileWaitingIsToldLater_data();
    void aLossSeenWhileWaitingIsToldLater();
    void aLossSeenWhileWaitingMayBeForgotten();
    void aHolderMeetsTheLossThatWasSeenWhileWaiting();
    void timesAreExact_data();
    void timesAreExact();
    void signalsDoNotEndAWait();
    void whatHasArrivedInTimeCounts_data();
    void whatHasArrivedInTimeCounts();
    void anythingMayBeDeletedInEachSignal_data();
    void anythingMayBeDeletedInEachSignal();
    void readyReadIsNotEmittedInsideItsOwnSlot_data();
    void readyReadIsNotEmittedInsideItsOwnSlot();
    void whatWasReadInsideTheSlotIsNotToldAgain();
    void bytesWrittenIsNotEmittedInsideItsOwnSlot();
    void anEventLoopInASlotIsServedFully();
    void aForkedCopyLeavesItAlone();
};

void tst_ChildDevice::itIsOpenAsTheStreamGoes_data()
{
    using Mode = QIODevice::OpenMode;
    QTest::addColumn<int>("childFD");
    QTest::addColumn<bool>("usePTY");
    QTest::addColumn<Mode>("mode");
    QTest::newRow("a reader") << 1 << false << Mode(QIODevice::ReadOnly);
    QTest::newRow("a writer") << 3 << false << Mode(QIODevice::WriteOnly);
    QTest::newRow("a socket") << 4 << false << Mode(QIODevice::ReadWrite);
    QTest::newRow("a terminal") << 0 << true << Mode(QIODevice::ReadWrite);
    QTest::newRow("a terminal's output") << 1 << true << Mode(QIODevice::ReadWrite);
    QTest::newRow("the parent's") << 2 << false << Mode(QIODevice::NotOpen);
    QTest::newRow("a number that is not there") << 7 << false << Mode(QIODevice::NotOpen);
}

void tst_ChildDevice::itIsOpenAsTheStreamGoes()
{
    QFETCH(const int, childFD);
    QFETCH(const bool, usePTY);
    QFETCH(const QIODevice::OpenMode, mode);
    Recorder recorder;
    SpawnOptions options{.usePTY = usePTY};
    if (!usePTY)
        options.childFDs = {{1, 'r'}, {2, 2}, {3, 'w'}, {4, ChildFD::socket()}};
    ProcessTransport *const transport = spawn(recorder, u""_s, options);
    ChildDevice device(transport, childFD);
    QCOMPARE(device.childFD(), childFD);
    QCOMPARE(device.transport(), transport);
    QCOMPARE(device.openMode() & QIODevice::ReadWrite, mode);
    QCOMPARE(device.isOpen(), mode != QIODevice::NotOpen);
    QVERIFY(device.isSequential());
    QVERIFY(!device.open(QIODevice::ReadOnly));
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::bytesGoToTheDeviceAndNotToTheCallbacks_data()
{
    addPlaces();
}

void tst_ChildDevice::bytesGoToTheDeviceAndNotToTheCallbacks()
{
    QFETCH(const Place, place);
    Recorder recorder;
    const QString lost = u"lost %1"_s.arg(place.childFD);
    QSignalSpy data(spawn(recorder, onPlace(u"flood %1 3000000"_s, place), place.options),
                    &ProcessTransport::childDataReceived);
    ChildDevice device(recorder.transport(), place.childFD);
    const Ear ear(device);
    QVERIFY(everythingFrom(device) == pattern(3'000'000));
    QCOMPARE(device.read(1), QByteArray());
    char byte = 0;
    QCOMPARE(device.read(&byte, 1), -1);
    QCOMPARE(recorder.count(lost), 0);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.count(lost), 1);
    QVERIFY(recorder.data.isEmpty());
    QVERIFY(data.isEmpty());
    QCOMPARE(ear.events, (QStringList{u"ready"_s, u"finished"_s}));
}

void tst_ChildDevice::onlyOneHasAStream()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 0"_s, {.childFDs = {{0, 'w'}, {1, 'r'}, {3, 'w'}}});
    QBuffer source;
    source.open(QIODevice::ReadOnly);
    auto first = std::make_unique<ChildDevice>(transport, 3);
    QVERIFY(first->isOpen());
    const ChildDevice second(transport, 3);
    QVERIFY(!second.isOpen());
    QVERIFY(!second.errorString().isEmpty());
    QVERIFY(!transport->writeToChild(3, "x"));
    QVERIFY(!transport->streamToChild(3, &source));
    QCOMPARE(first->write("x"), 1);
    QVERIFY(transport->streamToChild(0, &source));
    QVERIFY(!ChildDevice(transport, 0).isOpen());
    first.reset();
    QVERIFY(!ChildDevice(transport, 3).isOpen()); // it is being closed
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::aTerminalIsOneStream()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"wait 0"_s, {.usePTY = true});
    ChildDevice device(transport, 1);
    for (const int childFD : {0, 1, 2})
        QVERIFY(!ChildDevice(transport, childFD).isOpen());
    device.closeWriteChannel(); // ends the input, which is fd 0's
    QCOMPARE(device.write("x"), -1);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.ended->exitCode(), 0);
}

void tst_ChildDevice::aDeviceInAnotherThreadIsNotOpen()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 1 words"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"another thread"_s));
    bool isOpen = true;
    std::thread([&] { isOpen = ChildDevice(transport, 1).isOpen(); }).join();
    QVERIFY(!isOpen);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "words"_ba);
}

void tst_ChildDevice::aDeviceOfNoChildIsNotOpen()
{
    spawnInThisThread();
    ChildDevice device(nullptr, 1);
    QVERIFY(!device.isOpen());
    QVERIFY(!device.transport());
    QVERIFY(!device.waitForReadyRead(-1));
    QVERIFY(!device.waitForBytesWritten(-1));
    QCOMPARE(device.bytesAvailable(), 0);
    QCOMPARE(device.bytesToWrite(), 0);
    Recorder recorder;
    ProcessTransport *const transport = reactor->spawnProcess(&recorder, u"/nonexistent/program"_s);
    QVERIFY(!ChildDevice(transport, 1).isOpen());
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::whatCameBeforeTheDeviceWentToTheCallbacks()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 1 early wait 0 say 1 late"_s);
    QVERIFY(waitUntil([&] { return recorder.data[1] == "early"; }));
    ChildDevice device(transport, 1);
    transport->closeStdin();
    QCOMPARE(everythingFrom(device), "late"_ba);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "early"_ba);
}

void tst_ChildDevice::readGivesNothingYetAndThenTheEnd_data()
{
    addPlaces();
}

void tst_ChildDevice::readGivesNothingYetAndThenTheEnd()
{
    QFETCH(const Place, place);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, onPlace(u"say %1 word wait 0"_s, place), place.options);
    ChildDevice device(transport, place.childFD);
    char bytes[10];
    QCOMPARE(device.read(bytes, 10), 0);
    QCOMPARE(device.readLine(bytes, 10), 0);
    QVERIFY(device.atEnd());
    QVERIFY(waitForBytes(device, 4));
    QVERIFY(!device.atEnd());
    QVERIFY(!device.canReadLine());
    QCOMPARE(device.read(bytes, 10), 4);
    QCOMPARE(device.read(bytes, 10), 0);
    if (place.options.usePTY)
        transport->signalProcess(SIGKILL);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(device.read(bytes, 10), -1);
    QCOMPARE(device.readLine(bytes, 10), -1);
    QVERIFY(device.isOpen());
    QVERIFY(device.atEnd());
}

void tst_ChildDevice::linesMayBeCutAtEveryByte_data()
{
    QTest::addColumn<Place>("place");
    QTest::newRow("fd 1") << pipeOn(1);
    QTest::newRow("a socket") << socketOn(4);
}

void tst_ChildDevice::linesMayBeCutAtEveryByte()
{
    QFETCH(const Place, place);
    const QByteArray text = "one\ntwo\n\nlast"_ba;
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        Recorder recorder;
        ProcessTransport *const transport =
            spawn(recorder, onPlace(u"copy 0 %1"_s, place), place.options);
        ChildDevice device(transport, place.childFD);
        transport->write(text.first(cut));
        QVERIFY(waitForBytes(device, cut));
        QCOMPARE(device.bytesAvailable(), cut);
        QCOMPARE(device.canReadLine(), cut > 3);
        transport->write(text.sliced(cut));
        transport->closeStdin();
        QVERIFY(waitForEnd(recorder));
        QByteArrayList lines;
        while (device.canReadLine())
            lines << device.readLine();
        QCOMPARE(lines, (QByteArrayList{"one\n", "two\n", "\n"}));
        QCOMPARE(device.readLine(), "last"_ba);
    }
}

void tst_ChildDevice::aTextStreamReadsIt_data()
{
    addPlaces();
}

void tst_ChildDevice::aTextStreamReadsIt()
{
    QFETCH(const Place, place);
    Recorder recorder;
    spawn(recorder, onPlace(u"lines %1 200000"_s, place), place.options);
    ChildDevice device(recorder.transport(), place.childFD);
    int count = 0;
    bool areAllRight = true;
    bool isOver = false;
    connect(&device, &QIODevice::readyRead, this, [&] {
        for (; device.canReadLine(); ++count) {
            QString word;
            int number = 0;
            QTextStream(device.readLine()) >> word >> word >> number;
            areAllRight = areAllRight && word == u"of" && number == 16;
        }
    });
    connect(&device, &QIODevice::readChannelFinished, this, [&] { isOver = true; });
    QVERIFY(waitUntil([&] { return isOver; }));
    QVERIFY(areAllRight);
    QCOMPARE(count, 200'000);
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::aTextStreamReadsAllOfItAtTheEnd_data()
{
    addPlaces();
}

void tst_ChildDevice::aTextStreamReadsAllOfItAtTheEnd()
{
    QFETCH(const Place, place);
    Recorder recorder;
    spawn(recorder, onPlace(u"lines %1 20000 say %1 last"_s, place), place.options);
    ChildDevice device(recorder.transport(), place.childFD);
    QVERIFY(waitForEnd(recorder));
    QTextStream stream(&device);
    QString line;
    int count = 0;
    while (stream.readLineInto(&line) && line == u"line of 16 byte")
        ++count;
    QCOMPARE(count, 20'000);
    QCOMPARE(line, u"last"_s);
    QVERIFY(stream.atEnd());
}

void tst_ChildDevice::aTextStreamWritesIt()
{
    Recorder recorder;
    spawn(recorder, u"copy 3 1"_s, {.childFDs = {{1, 'r'}, {3, 'w'}}});
    {
        ChildDevice device(recorder.transport(), 3);
        QTextStream(&device) << "one " << 2 << Qt::endl;
    }
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "one 2\n"_ba);
}

void tst_ChildDevice::dataStreamTransactionsMayBeCutAtEveryByte_data()
{
    QTest::addColumn<Place>("place");
    QTest::newRow("fd 1") << pipeOn(1);
    QTest::newRow("fd 3") << pipeOn(3);
    QTest::newRow("a socket") << socketOn(4);
}

void tst_ChildDevice::dataStreamTransactionsMayBeCutAtEveryByte()
{
    QFETCH(const Place, place);
    QByteArray message;
    QDataStream writer(&message, QIODevice::WriteOnly);
    writer << u"words"_s << quint32(7) << QList<int>{1, 2, 3};
    for (qsizetype cut = 0; cut <= message.size(); ++cut) {
        Recorder recorder;
        spawn(recorder, onPlace(u"copy 0 %1"_s, place), place.options);
        ChildDevice device(recorder.transport(), place.childFD);
        QDataStream stream(&device);
        QString words;
        quint32 number = 0;
        QList<int> list;
        const auto readMessage = [&] {
            stream.startTransaction();
            stream >> words >> number >> list;
            return stream.commitTransaction();
        };
        // A whole one, and a part of the next.
        recorder.transport()->write(message + message.first(cut));
        QVERIFY(waitForBytes(device, message.size() + cut));
        QVERIFY(readMessage());
        QCOMPARE(device.bytesAvailable(), cut);
        QCOMPARE(readMessage(), cut == message.size());
        if (cut < message.size()) {
            QCOMPARE(device.bytesAvailable(), cut); // rolled back
            recorder.transport()->write(message.sliced(cut));
            QVERIFY(waitForBytes(device, message.size()));
            QVERIFY(readMessage());
        }
        QCOMPARE(words, u"words"_s);
        QCOMPARE(number, 7U);
        QCOMPARE(list, (QList<int>{1, 2, 3}));
        QCOMPARE(device.bytesAvailable(), 0);
        recorder.transport()->closeStdin();
        QVERIFY(waitForEnd(recorder));
    }
}

void tst_ChildDevice::aDataStreamTalksOverASocket_data()
{
    QTest::addColumn<SpawnOptions>("options");
    QTest::newRow("a socket") << SpawnOptions{.childFDs = {{0, ChildFD::socket()}}};
    QTest::newRow("a terminal") << SpawnOptions{.usePTY = true,
                                                .terminal = {.echo = false, .raw = true}};
}

void tst_ChildDevice::aDataStreamTalksOverASocket()
{
    QFETCH(const SpawnOptions, options);
    Recorder recorder;
    spawn(recorder, u"copy 0 0"_s, options);
    ChildDevice device(recorder.transport(), 0);
    QDataStream stream(&device);
    for (const qsizetype size : {0, 1, 1000, 100'000, 300'000}) {
        const QByteArray sent = pattern(size);
        stream << sent;
        QByteArray received;
        do {
            stream.startTransaction();
            stream >> received;
        } while (!stream.commitTransaction() && device.waitForReadyRead(-1));
        QVERIFY(received == sent);
    }
    device.close();
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::anXmlStreamReaderReadsItAsItComes_data()
{
    QTest::addColumn<Place>("place");
    QTest::newRow("fd 1") << pipeOn(1);
    QTest::newRow("a socket") << socketOn(4);
}

void tst_ChildDevice::anXmlStreamReaderReadsItAsItComes()
{
    QFETCH(const Place, place);
    const QByteArray text = "<list><item>one</item><item name='two'/>\xc3\xa4</list>"_ba;
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        Recorder recorder;
        spawn(recorder, onPlace(u"copy 0 %1"_s, place), place.options);
        ChildDevice device(recorder.transport(), place.childFD);
        QXmlStreamReader xml(&device);
        QString heard;
        const auto read = [&] {
            while (!xml.atEnd()) {
                if (xml.readNext() == QXmlStreamReader::StartElement)
                    heard += u'<' + xml.name().toString() + u'>';
                else if (xml.isCharacters())
                    heard += xml.text();
            }
        };
        recorder.transport()->write(text.first(cut));
        QVERIFY(waitForBytes(device, cut));
        read();
        QVERIFY(xml.error() == QXmlStreamReader::PrematureEndOfDocumentError || cut == text.size());
        recorder.transport()->write(text.sliced(cut));
        recorder.transport()->closeStdin();
        QVERIFY(waitForEnd(recorder));
        read();
        QVERIFY(!xml.hasError());
        QCOMPARE(heard, u"<list><item>one<item>\u00e4"_s);
    }
}

void tst_ChildDevice::whatQIODeviceKeepsIsAvailableToo()
{
    Recorder recorder;
    spawn(recorder, u"copy 0 1"_s);
    ChildDevice device(recorder.transport(), 1);
    recorder.transport()->write("one\ntwo\nthree");
    recorder.transport()->closeStdin();
    QVERIFY(waitForBytes(device, 13));
    QCOMPARE(device.peek(5), "one\nt"_ba);
    QCOMPARE(device.bytesAvailable(), 13);
    QVERIFY(device.canReadLine());
    QCOMPARE(device.readLine(), "one\n"_ba);
    QCOMPARE(device.bytesAvailable(), 9);
    QVERIFY(device.canReadLine()); // its first byte is QIODevice's, its newline ours
    QCOMPARE(device.readLine(), "two\n"_ba);
    device.ungetChar('\n');
    QVERIFY(device.canReadLine());
    QCOMPARE(device.bytesAvailable(), 6);
    QCOMPARE(device.readLine(), "\n"_ba);
    QCOMPARE(device.skip(2), 2);
    char byte = 0;
    QVERIFY(device.getChar(&byte));
    QCOMPARE(byte, 'r');
    QCOMPARE(device.peek(10), "ee"_ba);
    QVERIFY(!device.atEnd());
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(device.peek(10), "ee"_ba);
    QCOMPARE(device.readAll(), "ee"_ba);
    QVERIFY(device.atEnd());
}

void tst_ChildDevice::aFloodCostsTheBufferAndNoMore_data()
{
    QTest::addColumn<Place>("place");
    QTest::newRow("fd 1") << pipeOn(1);
    QTest::newRow("a socket") << socketOn(4);
    QTest::newRow("a terminal") << rawTerminal(1);
}

void tst_ChildDevice::aFloodCostsTheBufferAndNoMore()
{
    QFETCH(const Place, place);
    const bool isLong = qEnvironmentVariableIsSet("OFFSPRING_TEST_LONG");
    const qint64 all = (isLong ? 4096 : 64) * megabyte;
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, onPlace(u"pour %1 "_s, place) + QString::number(all), place.options);
    ChildDevice device(transport, place.childFD);
    QCOMPARE(device.readBufferSize(), megabyte);
    const qint64 before = memoryInUse();
    QVERIFY(waitUntilFull(device));
    QTRY_VERIFY_WITH_TIMEOUT(isAsleep(transport->pid()), 120'000);
    QVERIFY(loopStaysIdleBeside(device));
    QVERIFY(isAsleep(transport->pid()));
    QVERIFY(device.bytesAvailable() < megabyte + oneRead);
    QVERIFY(memoryInUse() - before < 16 * megabyte);
    // Whoever reads a little now and then gets on.
    qint64 got = 0;
    for (; got < 3 * megabyte; got += device.read(100'000).size()) {
        QVERIFY(device.bytesAvailable() < megabyte + oneRead);
        QVERIFY(waitUntilFull(device));
    }
    bool isOver = false;
    connect(&device, &QIODevice::readyRead, this, [&] { got += device.readAll().size(); });
    connect(&device, &QIODevice::readChannelFinished, this, [&] { isOver = true; });
    got += device.readAll().size();
    QVERIFY(waitUntil([&] { return isOver; }));
    QCOMPARE(got, all);
    QVERIFY(memoryInUse() - before < 16 * megabyte);
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data.isEmpty());
}

void tst_ChildDevice::smallPiecesCostNoMoreThanLargeOnes()
{
    Recorder recorder;
    spawn(recorder, u"copy 0 1"_s);
    ChildDevice device(recorder.transport(), 1);
    const qint64 before = memoryInUse();
    for (int i = 0; i < 20'000; ++i) { // each is read before the next is sent
        recorder.transport()->write("x");
        QVERIFY(waitForBytes(device, i + 1));
    }
    QVERIFY(memoryInUse() - before < megabyte);
    QCOMPARE(device.readAll(), QByteArray(20'000, 'x'));
    recorder.transport()->closeStdin();
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::othersDoNotOpenAFullDevice_data()
{
    QTest::addColumn<Place>("place");
    QTest::newRow("fd 1") << pipeOn(1);
    QTest::newRow("a socket") << socketOn(4);
    QTest::newRow("a terminal") << rawTerminal(1);
}

void tst_ChildDevice::othersDoNotOpenAFullDevice()
{
    QFETCH(const Place, place);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, onPlace(u"flood %1 20000000"_s, place), place.options);
    ChildDevice device(transport, place.childFD);
    QVERIFY(waitUntilFull(device));
    const qint64 full = device.bytesAvailable();
    transport->pauseProducing();
    transport->resumeProducing();
    transport->resumeChildFD(place.childFD);
    QVERIFY(loopStaysIdleBeside(device));
    QCOMPARE(device.bytesAvailable(), full);
    QVERIFY(everythingFrom(device) == pattern(20'000'000));
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::othersMayPauseIt_data()
{
    QTest::addColumn<Place>("place");
    QTest::newRow("fd 1") << pipeOn(1);
    QTest::newRow("a socket") << socketOn(4);
    QTest::newRow("a terminal") << rawTerminal(1);
}

void tst_ChildDevice::othersMayPauseIt()
{
    QFETCH(const Place, place);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, onPlace(u"say %1 word"_s, place), place.options);
    ChildDevice device(transport, place.childFD);
    transport->pauseProducing();
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdleBeside(device));
    QCOMPARE(device.bytesAvailable(), 0);
    QVERIFY(!device.waitForReadyRead(-1));
    device.setReadBufferSize(0); // what the device has to say does not undo it
    QVERIFY(loopStaysIdleBeside(device));
    QCOMPARE(device.bytesAvailable(), 0);
    transport->resumeProducing();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(device.readAll(), "word"_ba);
}

void tst_ChildDevice::theSizeMayChange()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"flood 1 9000000"_s);
    ChildDevice device(transport, 1);
    device.setReadBufferSize(1);
    QVERIFY(waitForBytes(device, 1));
    QVERIFY(loopStaysIdleBeside(device));
    QVERIFY(device.bytesAvailable() <= oneRead);
    device.setReadBufferSize(2 * megabyte);
    QVERIFY(waitUntilFull(device));
    device.setReadBufferSize(1000); // drops nothing
    QVERIFY(loopStaysIdleBeside(device));
    QVERIFY(device.bytesAvailable() >= 2 * megabyte);
    QVERIFY(device.bytesAvailable() < 2 * megabyte + oneRead);
    QVERIFY(!device.waitForReadyRead(-1));
    device.setReadBufferSize(-1); // no limit
    QCOMPARE(device.readBufferSize(), 0);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(device.bytesAvailable(), 9'000'000);
    QVERIFY(device.readAll() == pattern(9'000'000));
}

void tst_ChildDevice::whatWasPeekedAtOrRolledBackCounts_data()
{
    QTest::addColumn<bool>("isRolledBack");
    QTest::newRow("peeked at") << false;
    QTest::newRow("rolled back") << true;
}

void tst_ChildDevice::whatWasPeekedAtOrRolledBackCounts()
{
    QFETCH(const bool, isRolledBack);
    Recorder recorder;
    spawn(recorder, u"flood 1 20000000"_s);
    ChildDevice device(recorder.transport(), 1);
    device.setReadBufferSize(200'000);
    for (int i = 0; i < 5; ++i) {
        QVERIFY(waitUntilFull(device));
        if (isRolledBack)
            device.startTransaction();
        const QByteArray bytes = isRolledBack ? device.readAll() : device.peek(10 * megabyte);
        QVERIFY(bytes.size() >= 200'000);
        if (isRolledBack)
            device.rollbackTransaction();
        QVERIFY(i > 0 || loopStaysIdle());
        QVERIFY(device.bytesAvailable() < 200'000 + oneRead);
        QVERIFY(!device.waitForReadyRead(-1));
        QCOMPARE(device.read(150'000).size(), 150'000); // all from what QIODevice keeps
    }
    QByteArray rest = everythingFrom(device);
    QVERIFY(pattern(20'000'000).endsWith(rest));
    QCOMPARE(rest.size(), 20'000'000 - 750'000);
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::anOverlongLineIsReadInPieces()
{
    Recorder recorder;
    spawn(recorder, u"copy 0 1"_s);
    ChildDevice device(recorder.transport(), 1);
    device.setReadBufferSize(10'000);
    recorder.transport()->write(QByteArray(500'000, 'x') + "\nnext\n");
    recorder.transport()->closeStdin();
    qint64 length = 0;
    QByteArrayList lines;
    while (lines.size() < 2) {
        while (device.canReadLine())
            lines << device.readLine();
        if (lines.isEmpty() && device.bytesAvailable() >= 10'000)
            length += device.readAll().size();
        const auto hasMore = [&] {
            return device.canReadLine() || device.bytesAvailable() >= 10'000 || lines.size() == 2;
        };
        QVERIFY(waitUntil(hasMore));
    }
    QCOMPARE(lines.size(), 2);
    QCOMPARE(length + lines[0].size(), 500'001);
    QCOMPARE(lines[1], "next\n"_ba);
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::theHolderTimeStandsStillWhileItIsFull_data()
{
    QTest::addColumn<Place>("place");
    QTest::newRow("fd 1") << pipeOn(1);
    QTest::newRow("a socket") << socketOn(4);
}

void tst_ChildDevice::theHolderTimeStandsStillWhileItIsFull()
{
    QFETCH(const Place, place);
    Recorder recorder;
    Leash leash;
    SpawnOptions options = place.options;
    options.childFDs.insert(9, leash.childsEnd());
    options.holderTimeout = 0ms;
    // Who holds it has more to say than the child.
    ProcessTransport *const transport =
        spawn(recorder, onPlace(u"job same flood %1 300000 wait 9 ; wait 0"_s, place), options);
    ChildDevice device(transport, place.childFD);
    device.setReadBufferSize(1000);
    QVERIFY(waitUntilFull(device));
    transport->closeStdin();
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    QVERIFY(loopStaysIdleBeside(device));
    QVERIFY(!recorder.ended);
    QVERIFY(pattern(300'000).startsWith(everythingFrom(device)));
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.ended->truncated());
    leash.letGo();
}

void tst_ChildDevice::processEndedDoesNotWaitForTheReader_data()
{
    addPlaces();
}

void tst_ChildDevice::processEndedDoesNotWaitForTheReader()
{
    QFETCH(const Place, place);
    Recorder recorder;
    spawn(recorder, onPlace(u"flood %1 900000"_s, place), place.options);
    ChildDevice device(recorder.transport(), place.childFD);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(device.bytesAvailable(), 900'000);
    QVERIFY(device.readAll() == pattern(900'000));
}

void tst_ChildDevice::whatIsBufferedOutlivesTheTransport_data()
{
    QTest::addColumn<Place>("place");
    QTest::addColumn<bool>("hasEnded");
    QTest::newRow("a pipe, deleted") << pipeOn(1) << false;
    QTest::newRow("a socket, deleted") << socketOn(4) << false;
    QTest::newRow("a terminal, deleted") << rawTerminal(0) << false;
    QTest::newRow("a pipe, ended") << pipeOn(1) << true;
    QTest::newRow("a socket, ended") << socketOn(4) << true;
    QTest::newRow("a terminal, ended") << rawTerminal(0) << true;
}

void tst_ChildDevice::whatIsBufferedOutlivesTheTransport()
{
    QFETCH(const Place, place);
    QFETCH(const bool, hasEnded);
    Recorder recorder;
    QPointer<ProcessTransport> transport =
        spawn(recorder, onPlace(u"say %1 one-line pause"_s, place), place.options);
    ChildDevice device(transport, place.childFD);
    Ear ear(device);
    QVERIFY(waitForBytes(device, 8));
    if (hasEnded) {
        transport->signalProcess(SIGKILL);
        QVERIFY(waitForEnd(recorder));
        QVERIFY(waitUntil([&] { return !transport; }));
    } else {
        delete transport;
    }
    QVERIFY(!device.transport());
    QVERIFY(device.isOpen());
    QVERIFY(!device.waitForReadyRead(-1));
    QVERIFY(!device.waitForBytesWritten(-1));
    if (device.isWritable())
        QCOMPARE(device.write("x"), -1);
    QVERIFY(waitUntil([&] { return ear.events.contains(u"finished"); }));
    QCOMPARE(ear.events.count(u"finished"_s), 1);
    device.setReadBufferSize(7);
    QCOMPARE(device.readAll(), "one-line"_ba);
    char byte = 0;
    QCOMPARE(device.read(&byte, 1), -1);
    device.closeWriteChannel();
    device.close();
}

void tst_ChildDevice::aSocketsHalvesEndApart()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 3 word shut 3 count 3 1"_s,
                                              {.childFDs = {{1, 'r'}, {3, ChildFD::socket()}}});
    ChildDevice device(transport, 3);
    Ear ear(device);
    QVERIFY(waitUntil([&] { return ear.events.contains(u"finished"); }));
    QCOMPARE(device.readAll(), "word"_ba);
    QVERIFY(!device.waitForReadyRead(-1));
    QVERIFY(loopStaysIdleBeside(device));
    QCOMPARE(recorder.count(u"lost 3"_s), 0);
    const QByteArray many(500'000, 'x');
    QCOMPARE(device.write(many), many.size());
    device.closeWriteChannel();
    device.closeWriteChannel();
    QCOMPARE(device.write("x"), -1);
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.count(u"lost 3"_s), 1);
    QCOMPARE(recorder.data[1], "500000\n"_ba);
    QCOMPARE(ear.written, many.size());
}

void tst_ChildDevice::writingIsToldAndCounted_data()
{
    QTest::addColumn<ChildFD>("end");
    QTest::newRow("a pipe") << ChildFD('w');
    QTest::newRow("a socket") << ChildFD::socket();
}

void tst_ChildDevice::writingIsToldAndCounted()
{
    QFETCH(const ChildFD, end);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"copy 3 1"_s, {.childFDs = {{1, 'r'}, {3, end}}});
    ChildDevice device(transport, 3);
    Ear ear(device);
    QCOMPARE(device.write(""), 0);
    QCOMPARE(device.write(pattern(3'000'000)), 3'000'000);
    QCOMPARE(device.bytesToWrite(), 3'000'000);
    QCOMPARE(transport->bytesToWrite(3), 3'000'000);
    QVERIFY(waitUntil([&] { return device.bytesToWrite() == 0; }));
    QCOMPARE(ear.written, 3'000'000);
    QCOMPARE(device.write("more"), 4);
    device.close(); // flushes
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data[1] == pattern(3'000'000) + "more");
    QCOMPARE(ear.written, 3'000'000);
    QCOMPARE(recorder.count(u"writePaused 3"_s), 0);
    QCOMPARE(recorder.count(u"writeResumed 3"_s), 0);
}

void tst_ChildDevice::theDestructorFlushesThenCloses()
{
    Recorder recorder;
    spawn(recorder, u"copy 3 1"_s, {.childFDs = {{1, 'r'}, {3, 'w'}}});
    {
        ChildDevice device(recorder.transport(), 3);
        device.write(pattern(3'000'000));
    }
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data[1] == pattern(3'000'000));
}

void tst_ChildDevice::closingDropsWhatWasNotRead_data()
{
    QTest::addColumn<Place>("place");
    QTest::newRow("fd 1") << pipeOn(1);
    QTest::newRow("a socket") << socketOn(4);
    QTest::newRow("a terminal") << rawTerminal(1);
}

void tst_ChildDevice::closingDropsWhatWasNotRead()
{
    QFETCH(const Place, place);
    Recorder recorder;
    ProcessTransport *const transport = spawn(
        recorder, onPlace(u"ignore 13 ignore 1 flood %1 9000000 exit 3"_s, place), place.options);
    ChildDevice device(transport, place.childFD);
    QVERIFY(waitUntilFull(device));
    int closings = 0;
    connect(&device, &QIODevice::aboutToClose, this, [&] {
        ++closings;
        device.close();
    });
    device.close();
    device.close();
    QCOMPARE(closings, 1);
    QVERIFY(!device.isOpen());
    QCOMPARE(device.bytesAvailable(), 0);
    QVERIFY(waitForEnd(recorder));
    QVERIFY(recorder.data.isEmpty());
    QCOMPARE(recorder.count(u"lost %1"_s.arg(place.childFD)), 1);
}

void tst_ChildDevice::closingFromOutsideIsTheEnd_data()
{
    QTest::addColumn<Place>("place");
    QTest::addColumn<QString>("how");
    QTest::newRow("a pipe, closed") << pipeOn(1) << u"close"_s;
    QTest::newRow("a pipe, aborted") << pipeOn(1) << u"abort"_s;
    QTest::newRow("a pipe, all lost") << pipeOn(1) << u"lose"_s;
    QTest::newRow("a socket, aborted") << socketOn(4) << u"abort"_s;
    QTest::newRow("a socket, all lost") << socketOn(4) << u"lose"_s;
    QTest::newRow("a terminal, aborted") << rawTerminal(0) << u"abort"_s;
    QTest::newRow("a terminal, all lost") << rawTerminal(1) << u"lose"_s;
}

void tst_ChildDevice::closingFromOutsideIsTheEnd()
{
    QFETCH(const Place, place);
    QFETCH(const QString, how);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, onPlace(u"say %1 word pause"_s, place), place.options);
    ChildDevice device(transport, place.childFD);
    Ear ear(device);
    QVERIFY(waitForBytes(device, 4));
    if (how == u"abort")
        transport->abortChildFD(place.childFD);
    else if (how == u"lose")
        transport->loseConnection();
    else
        transport->closeChildFD(place.childFD);
    QVERIFY(waitUntil([&] { return ear.events.contains(u"finished"); }));
    QCOMPARE(ear.events, (QStringList{u"ready"_s, u"finished"_s}));
    QCOMPARE(device.readAll(), "word"_ba);
    if (device.isWritable())
        QCOMPARE(device.write("x"), -1);
    transport->signalProcess(SIGKILL);
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::aChildThatClosesItsEndTakesNoMore_data()
{
    QTest::addColumn<ChildFD>("end");
    QTest::newRow("a pipe") << ChildFD('w');
    QTest::newRow("a socket") << ChildFD::socket();
}

void tst_ChildDevice::aChildThatClosesItsEndTakesNoMore()
{
    QFETCH(const ChildFD, end);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"close 3 wait 0"_s, {.childFDs = {{0, 'w'}, {3, end}}});
    ChildDevice device(transport, 3);
    QVERIFY(waitUntil([&] { return recorder.count(u"lost 3"_s) == 1; }));
    QCOMPARE(device.write("x"), -1);
    QVERIFY(!device.errorString().isEmpty());
    QVERIFY(!device.waitForBytesWritten(-1));
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::aSecretIsNowhereInMemory()
{
    const HiddenWord word;
    QByteArray secret;
    secret.reserve(word.size());
    word.spell([&](QStringView letter) { secret.append(letter.front().toLatin1()); });
    Recorder recorder;
    spawn(recorder, u"count 3 1"_s, {.childFDs = {{1, 'r'}, {3, 'w'}}});
    ChildDevice device(recorder.transport(), 3);
    device.write(secret);
    explicit_bzero(secret.data(), std::size_t(secret.size()));
    QCOMPARE(word.occurrences(), 1);
    QVERIFY(device.waitForBytesWritten(-1));
    QCOMPARE(word.occurrences(), 0);
    device.close();
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::aDeviceFeedsAnotherChild()
{
    Recorder first;
    Recorder second;
    spawn(first, u"flood 1 5000000"_s);
    ProcessTransport *const transport = spawn(second, u"copy 0 1"_s);
    ChildDevice device(first.transport(), 1);
    device.setReadBufferSize(100'000);
    QVERIFY(transport->streamToChild(0, &device));
    QVERIFY(waitForEnd(second));
    QVERIFY(second.data[1] == pattern(5'000'000));
    QVERIFY(waitForEnd(first));
}

void tst_ChildDevice::waitsNeedNoEventLoop_data()
{
    addPlaces();
}

void tst_ChildDevice::waitsNeedNoEventLoop()
{
    QFETCH(const Place, place);
    QByteArray all;
    QStringList heard;
    QStringList told;
    std::thread([&] {
        Reactor own(watching());
        Recorder recorder;
        own.spawnProcess(&recorder, program, script(onPlace(u"flood %1 3000000"_s, place)),
                         place.options);
        ChildDevice device(recorder.transport(), place.childFD);
        const Ear ear(device);
        while (device.waitForReadyRead(-1))
            all += device.readAll();
        told = recorder.events;
        heard = ear.events;
    }).join();
    QVERIFY(all == pattern(3'000'000));
    QCOMPARE(heard, (QStringList{u"ready"_s, u"finished"_s}));
    QVERIFY(told.isEmpty());
}

void tst_ChildDevice::waitsWriteAndCloseWithoutAnEventLoop_data()
{
    QTest::addColumn<ChildFDs>("childFDs");
    QTest::newRow("two pipes") << ChildFDs{{0, 'w'}, {3, 'r'}};
    QTest::newRow("a socket") << ChildFDs{{3, ChildFD::socket()}};
}

void tst_ChildDevice::waitsWriteAndCloseWithoutAnEventLoop()
{
    QFETCH(const ChildFDs, childFDs);
    const bool isOne = !childFDs.contains(0);
    QByteArray answer;
    std::thread([&] {
        Reactor own(watching());
        ProcessTransport *const transport = own.spawnProcess(
            program, script(isOne ? u"count 3 3"_s : u"count 0 3"_s), {.childFDs = childFDs});
        ChildDevice out(transport, 3);
        std::optional<ChildDevice> separate;
        if (!isOne)
            separate.emplace(transport, 0);
        ChildDevice &in = isOne ? out : *separate;
        in.write(pattern(3'000'000));
        while (in.waitForBytesWritten(-1)) { }
        in.closeWriteChannel();
        while (out.waitForReadyRead(-1))
            answer += out.readAll();
    }).join();
    QCOMPARE(answer, "3000000\n"_ba);
}

void tst_ChildDevice::waitingForTheAnswerWritesTheQuestion_data()
{
    QTest::addColumn<SpawnOptions>("options");
    QTest::newRow("a socket") << SpawnOptions{.childFDs = {{0, ChildFD::socket()}}};
    QTest::newRow("a terminal") << SpawnOptions{.usePTY = true,
                                                .terminal = {.echo = false, .raw = true}};
}

void tst_ChildDevice::waitingForTheAnswerWritesTheQuestion()
{
    QFETCH(const SpawnOptions, options);
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"copy 0 0"_s, options);
    ChildDevice device(transport, 0);
    device.setReadBufferSize(0); // who writes all before he reads needs room for the answer
    device.write(pattern(2'000'000));
    QByteArray answer;
    while (answer.size() < 2'000'000 && device.waitForReadyRead(-1))
        answer += device.readAll();
    QVERIFY(answer == pattern(2'000'000));
    QVERIFY(recorder.events.isEmpty());
    device.close();
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::waitsTellNobodyElse()
{
    Recorder recorder;
    Recorder other;
    spawn(other, u"say 1 noise"_s);
    ProcessTransport *const transport = spawn(recorder, u"say 2 noise say 1 word wait 0"_s);
    ChildDevice device(transport, 1);
    const Ear ear(device);
    bool isTimeOver = false;
    QTimer::singleShot(0, this, [&] { isTimeOver = true; });
    QVERIFY(device.waitForReadyRead(-1));
    QVERIFY(!device.waitForReadyRead(20));
    QCOMPARE(ear.events, QStringList{u"ready"_s});
    QVERIFY(recorder.events.isEmpty());
    QVERIFY(other.events.isEmpty());
    QVERIFY(!isTimeOver);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
    QVERIFY(waitForEnd(other));
    QCOMPARE(recorder.events.first(), u"connectionMade"_s);
    QCOMPARE(recorder.data[2], "noise"_ba);
    QCOMPARE(device.readAll(), "word"_ba);
}

void tst_ChildDevice::aLossSeenWhileWaitingIsToldLater_data()
{
    QTest::addColumn<Place>("place");
    QTest::addColumn<bool>("isConnected");
    QTest::newRow("a pipe, before connectionMade") << pipeOn(1) << false;
    QTest::newRow("a socket, before connectionMade") << socketOn(4) << false;
    QTest::newRow("a terminal, before connectionMade") << rawTerminal(1) << false;
    QTest::newRow("a pipe") << pipeOn(1) << true;
    QTest::newRow("a socket") << socketOn(4) << true;
    QTest::newRow("a terminal") << rawTerminal(1) << true;
}

void tst_ChildDevice::aLossSeenWhileWaitingIsToldLater()
{
    QFETCH(const Place, place);
    QFETCH(const bool, isConnected);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, onPlace(u"say %1 word"_s, place), place.options);
    const QString lost = u"lost %1"_s.arg(place.childFD);
    ChildDevice device(transport, place.childFD);
    const Ear ear(device);
    if (isConnected)
        QVERIFY(waitUntil([&] { return !recorder.events.isEmpty(); }));
    while (device.waitForReadyRead(-1)) { }
    QVERIFY(ear.events.contains(u"finished"_s));
    QVERIFY(!device.waitForReadyRead(-1));
    if (!isConnected)
        QVERIFY(recorder.events.isEmpty());
    if (device.isWritable()) // and whatever else may be called meanwhile
        QCOMPARE(device.write("x"), -1);
    device.closeWriteChannel();
    transport->pauseProducing();
    transport->resumeProducing();
    transport->closeChildFD(place.childFD);
    transport->abortChildFD(place.childFD);
    transport->setWriteWatermarks(place.childFD, 0, 0);
    transport->setTerminalSize(3, 4);
    transport->holders();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.events.first(), u"connectionMade"_s);
    QCOMPARE(recorder.count(lost), 1);
    QCOMPARE(device.readAll(), "word"_ba);
}

void tst_ChildDevice::aLossSeenWhileWaitingMayBeForgotten()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 1 word"_s);
    auto device = std::make_unique<ChildDevice>(transport, 1);
    while (device->waitForReadyRead(-1)) { }
    device.reset();
    QVERIFY(recorder.events.isEmpty());
    QVERIFY(!ChildDevice(transport, 1).isOpen());
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.count(u"lost 1"_s), 1);
}

void tst_ChildDevice::aHolderMeetsTheLossThatWasSeenWhileWaiting()
{
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"close 1"_s, {.childFDs = {{1, 'r'}}, .holderTimeout = 0ms});
    ChildDevice device(transport, 1);
    QVERIFY(!device.waitForReadyRead(-1));
    QVERIFY(waitForEnd(recorder));
    QVERIFY(!recorder.ended->truncated());
    QCOMPARE(recorder.count(u"lost 1"_s), 1);
}

void tst_ChildDevice::timesAreExact_data()
{
    QTest::addColumn<int>("milliseconds");
    for (const int milliseconds : {0, 1, 7, 30})
        QTest::newRow(qPrintable(QString::number(milliseconds))) << milliseconds;
}

void tst_ChildDevice::timesAreExact()
{
    QFETCH(const int, milliseconds);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, u"wait 4"_s, {.childFDs = {{1, 'r'}, {3, 'w'}, {4, 'w'}}});
    ChildDevice reader(transport, 1);
    ChildDevice writer(transport, 3);
    writer.write(QByteArray(3 * megabyte, 'x'));
    QElapsedTimer elapsed;
    elapsed.start();
    QVERIFY(!reader.waitForReadyRead(milliseconds));
    QVERIFY(elapsed.nsecsElapsed() >= milliseconds * 1'000'000LL);
    do {
        elapsed.start();
    } while (writer.waitForBytesWritten(milliseconds));
    QVERIFY(elapsed.nsecsElapsed() >= milliseconds * 1'000'000LL);
    transport->closeChildFD(4);
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::signalsDoNotEndAWait()
{
    static volatile std::sig_atomic_t alarms;
    alarms = 0;
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"wait 0"_s);
    ChildDevice device(transport, 1);
    struct sigaction action = {};
    struct sigaction before = {};
    action.sa_handler = [](int) { alarms = alarms + 1; };
    sigaction(SIGALRM, &action, &before);
    const itimerval often = {{0, 1000}, {0, 1000}};
    const itimerval never = {};
    QElapsedTimer elapsed;
    elapsed.start();
    setitimer(ITIMER_REAL, &often, nullptr);
    const bool hasCome = device.waitForReadyRead(50);
    setitimer(ITIMER_REAL, &never, nullptr);
    sigaction(SIGALRM, &before, nullptr);
    QVERIFY(!hasCome);
    QVERIFY(elapsed.nsecsElapsed() >= 50'000'000);
    QVERIFY(alarms > 0);
    transport->closeStdin();
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::whatHasArrivedInTimeCounts_data()
{
    addPlaces();
}

void tst_ChildDevice::whatHasArrivedInTimeCounts()
{
    QFETCH(const Place, place);
    Recorder recorder;
    ProcessTransport *const transport =
        spawn(recorder, onPlace(u"say %1 word"_s, place), place.options);
    ChildDevice device(transport, place.childFD);
    transport->pauseProducing();
    QVERIFY(waitUntil([&] { return recorder.exited.has_value(); }));
    transport->resumeProducing();
    QVERIFY(device.waitForReadyRead(0));
    QCOMPARE(device.readAll(), "word"_ba);
    QVERIFY(!device.waitForReadyRead(0));
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::anythingMayBeDeletedInEachSignal_data()
{
    QTest::addColumn<QString>("signal");
    QTest::addColumn<QString>("victim");
    QTest::addColumn<bool>("inWait");
    for (const QString &signal : {u"readyRead"_s, u"bytesWritten"_s, u"readChannelFinished"_s}) {
        for (const QString &victim : {u"device"_s, u"transport"_s, u"protocol"_s, u"reactor"_s,
                                      u"transport and device"_s, u"closing"_s, u"losing"_s}) {
            for (const bool inWait : {false, true}) {
                const QString name = signal + u", "_s + victim + (inWait ? u", waiting"_s : u""_s);
                QTest::newRow(qPrintable(name)) << signal << victim << inWait;
            }
        }
    }
}

void tst_ChildDevice::anythingMayBeDeletedInEachSignal()
{
    QFETCH(const QString, signal);
    QFETCH(const QString, victim);
    QFETCH(const bool, inWait);
    auto *const recorder = new Recorder(this);
    QPointer<ProcessTransport> transport = spawn(*recorder, u"say 3 word read 3 5 shut 3 wait 3"_s,
                                                 {.childFDs = {{3, ChildFD::socket()}}});
    QPointer<Recorder> protocol(recorder);
    QPointer<ChildDevice> device(new ChildDevice(transport, 3, this));
    bool hasActed = false;
    const auto act = [&] {
        if (std::exchange(hasActed, true))
            return;
        if (victim == u"device")
            delete device;
        else if (victim == u"transport")
            delete transport;
        else if (victim == u"protocol")
            delete protocol;
        else if (victim == u"reactor")
            reactor.reset();
        else if (victim == u"transport and device")
            delete transport, delete device;
        else if (victim == u"closing")
            device->close();
        else
            transport->loseConnection();
    };
    if (signal == u"readyRead")
        connect(device, &QIODevice::readyRead, this, act);
    else if (signal == u"bytesWritten")
        connect(device, &QIODevice::bytesWritten, this, act);
    else
        connect(device, &QIODevice::readChannelFinished, this, act);
    device->write("words");
    if (inWait) {
        bool hasCome = true;
        while (device && !hasActed && hasCome)
            hasCome = device->waitForReadyRead(-1);
        QVERIFY(!hasCome || (device && device->isOpen()));
    } else {
        QVERIFY(waitUntil([&] { return hasActed; }));
    }
    QVERIFY(hasActed);
    if (device)
        device->closeWriteChannel();
    QVERIFY(waitUntil([&] { return !transport; }));
    if (device && device->isOpen() && signal != u"bytesWritten") // which may come before the word
        QCOMPARE(device->readAll(), "word"_ba);
    delete device;
    delete protocol;
}

void tst_ChildDevice::readyReadIsNotEmittedInsideItsOwnSlot_data()
{
    QTest::addColumn<bool>("inWait");
    QTest::newRow("an event loop in the slot") << false;
    QTest::newRow("a wait in the slot") << true;
}

void tst_ChildDevice::readyReadIsNotEmittedInsideItsOwnSlot()
{
    QFETCH(const bool, inWait);
    Recorder recorder;
    spawn(recorder, u"copy 0 0"_s, {.childFDs = {{0, ChildFD::socket()}}});
    ChildDevice device(recorder.transport(), 0);
    int depth = 0;
    int deepest = 0;
    int calls = 0;
    QByteArray all;
    bool isWritten = false;
    bool allRight = true;
    connect(&device, &QIODevice::readyRead, this, [&] {
        deepest = std::max(deepest, ++depth);
        ++calls;
        all += device.readAll();
        if (calls == 1) {
            device.write("second");
            allRight = allRight && (inWait ? device.waitForReadyRead(-1) : waitUntil([&] {
                           return device.bytesAvailable() > 0;
                       }));
            isWritten = false;
            device.write("third"); // which is told while the second is not
            allRight = allRight
                && (inWait ? device.waitForBytesWritten(-1) : waitUntil([&] { return isWritten; }));
        }
        --depth;
    });
    connect(&device, &QIODevice::bytesWritten, this, [&] { isWritten = true; });
    device.write("first");
    if (inWait)
        QVERIFY(device.waitForReadyRead(-1));
    // What came inside the slot, and was not read there, is told when it has returned.
    QVERIFY(waitUntil([&] { return all.size() >= 16; }));
    QVERIFY(allRight);
    QCOMPARE(deepest, 1);
    QCOMPARE(all, "firstsecondthird"_ba);
    QVERIFY(calls >= 2);
    device.close();
    QVERIFY(waitForEnd(recorder));
}

void tst_ChildDevice::whatWasReadInsideTheSlotIsNotToldAgain()
{
    Recorder recorder;
    spawn(recorder, u"copy 0 0"_s, {.childFDs = {{0, ChildFD::socket()}}});
    ChildDevice device(recorder.transport(), 0);
    int calls = 0;
    QByteArray all;
    connect(&device, &QIODevice::readyRead, this, [&] {
        ++calls;
        all += device.readAll();
        if (all != "first")
            return;
        device.write("second");
        while (all.size() < 11 && device.waitForReadyRead(-1))
            all += device.readAll();
    });
    device.write("first");
    QVERIFY(waitUntil([&] { return all.size() >= 11; }));
    device.closeWriteChannel();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(all, "firstsecond"_ba);
    QCOMPARE(calls, 1);
}

void tst_ChildDevice::bytesWrittenIsNotEmittedInsideItsOwnSlot()
{
    Recorder recorder;
    spawn(recorder, u"count 3 1"_s, {.childFDs = {{1, 'r'}, {3, 'w'}}});
    ChildDevice device(recorder.transport(), 3);
    int depth = 0;
    int deepest = 0;
    int calls = 0;
    qint64 written = 0;
    bool allRight = true;
    connect(&device, &QIODevice::bytesWritten, this, [&](qint64 bytes) {
        deepest = std::max(deepest, ++depth);
        written += bytes;
        if (++calls == 1) {
            device.write("more");
            allRight = allRight && device.waitForBytesWritten(-1);
        }
        --depth;
    });
    device.write("word");
    QVERIFY(waitUntil([&] { return written == 8; }));
    QCOMPARE(calls, 2);
    QVERIFY(allRight);
    QCOMPARE(deepest, 1);
    device.close();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(recorder.data[1], "8\n"_ba);
}

void tst_ChildDevice::anEventLoopInASlotIsServedFully()
{
    Recorder recorder;
    QPointer<ProcessTransport> transport = spawn(recorder, u"say 1 one wait 0 say 1 two"_s);
    ChildDevice device(transport, 1);
    Ear ear(device);
    bool hasStayed = false;
    bool hasHeard = false;
    connect(&device, &QIODevice::readyRead, this, [&] {
        if (std::exchange(hasHeard, true))
            return;
        transport->closeStdin();
        waitForEnd(recorder);
        hasStayed = !transport.isNull();
        hasHeard = ear.events.contains(u"finished"_s) && device.bytesAvailable() == 6;
    });
    QVERIFY(waitUntil([&] { return !transport; }));
    QVERIFY(hasHeard);
    QVERIFY(hasStayed); // while a slot of its device is on the stack
    QCOMPARE(device.readAll(), "onetwo"_ba);
}

void tst_ChildDevice::aForkedCopyLeavesItAlone()
{
    Recorder recorder;
    ProcessTransport *const transport = spawn(recorder, u"say 1 word wait 0"_s);
    ChildDevice device(transport, 1);
    ChildDevice writer(transport, 0);
    QVERIFY(waitUntil([&] { return !recorder.events.isEmpty(); }));
    const pid_t pid = fork();
    if (pid == 0) {
        const bool isLeftAlone = !device.waitForReadyRead(-1) && !writer.waitForBytesWritten(-1)
            && writer.write("x") == -1;
        device.close();
        writer.close();
        _exit(isLeftAlone ? 0 : 1);
    }
    int status = -1;
    QCOMPARE(waitpid(pid, &status, 0), pid);
    QCOMPARE(status, 0);
    QVERIFY(waitForBytes(device, 4));
    QCOMPARE(writer.write("x"), 1);
    writer.close();
    QVERIFY(waitForEnd(recorder));
    QCOMPARE(device.readAll(), "word"_ba);
}

QTEST_GUILESS_MAIN(tst_ChildDevice)
#include "tst_childdevice.moc"
