// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Where one read goes, and when a pipe should be larger, by tables.

#include "../../src/core/readbuffer.h"

#include <QtCore/QList>
#include <QtCore/QThread>
#include <QtTest/QTest>

#include <cstring>
#include <memory>

using namespace Offspring;

namespace {

constexpr qint64 calm = ReadBuffer::calmSize;
constexpr qint64 flooded = ReadBuffer::floodedSize;

/// What a read of \a count bytes gives.
QByteArray readInto(ReadBuffer &buffer, qint64 count)
{
    std::memset(buffer.data(), 'x', std::size_t(count));
    buffer.setFilled(count);
    return buffer.bytes();
}

} // namespace

class tst_ReadBuffer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aBufferHasTheSizeThatWasAskedFor_data();
    void aBufferHasTheSizeThatWasAskedFor();
    void bytesAreThoseThatWereFilled_data();
    void bytesAreThoseThatWereFilled();
    void fewBytesDoNotKeepTheRoomForMany_data();
    void fewBytesDoNotKeepTheRoomForMany();
    void theNextReadGoesToTheSameArray_data();
    void theNextReadGoesToTheSameArray();
    void anArrayThatSomebodyKeepsIsNotReadIntoAgain();
    void aReadInsideTheDeliveryOfAnotherHasAnArrayOfItsOwn();
    void fewBytesGiveTheArrayBackBeforeTheyAreDelivered();
    void aBufferThatWasMovedGivesItsArrayBackOnce();
    void eachThreadHasAnArrayOfItsOwn();

    void halfAReadIsAFlood_data();
    void halfAReadIsAFlood();
    void aPipeGrowsAfterSomeFloodedTurnsInARow_data();
    void aPipeGrowsAfterSomeFloodedTurnsInARow();
    void aPipeThatIsSmallAgainStartsAnew();
    void aFloodIsSteadyFromSomeTurnsOnUntilACalmOne();
};

// No slot finds the array that the one before has left: here somebody keeps it.
void tst_ReadBuffer::init()
{
    QByteArray kept;
    ReadBuffer buffer(flooded);
    kept = readInto(buffer, flooded);
}

void tst_ReadBuffer::aBufferHasTheSizeThatWasAskedFor_data()
{
    QTest::addColumn<QList<qint64>>("sizes"); // one after the other
    QTest::newRow("one byte") << QList<qint64>{1};
    QTest::newRow("a calm read") << QList<qint64>{calm};
    QTest::newRow("ever more") << QList<qint64>{1, calm, flooded};
    QTest::newRow("ever less") << QList<qint64>{flooded, calm, 1};
    QTest::newRow("in turns") << QList<qint64>{calm, 7, flooded, 7, calm};
}

void tst_ReadBuffer::aBufferHasTheSizeThatWasAskedFor()
{
    QFETCH(QList<qint64>, sizes);
    for (const qint64 size : sizes) {
        ReadBuffer buffer(size);
        QCOMPARE(buffer.size(), size);
        QCOMPARE(readInto(buffer, size), QByteArray(size, 'x'));
    }
}

void tst_ReadBuffer::bytesAreThoseThatWereFilled_data()
{
    QTest::addColumn<qint64>("count");
    for (const qint64 count : {qint64(1), qint64(100), calm / 2 - 1, calm / 2, calm - 1, calm})
        QTest::addRow("%lld of %lld", count, calm) << count;
}

void tst_ReadBuffer::bytesAreThoseThatWereFilled()
{
    QFETCH(qint64, count);
    ReadBuffer buffer(calm);
    QCOMPARE(readInto(buffer, count), QByteArray(count, 'x'));
}

void tst_ReadBuffer::fewBytesDoNotKeepTheRoomForMany_data()
{
    QTest::addColumn<qint64>("before"); // size of the read before; 0: there was none
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<bool>("isCopied");
    const auto row = [](const char *name, qint64 before, qint64 size, qint64 count, bool isCopied) {
        QTest::newRow(name) << before << size << count << isCopied;
    };
    row("one byte", 0, calm, 1, true);
    row("less than half", 0, calm, calm / 2 - 1, true);
    row("half", 0, calm, calm / 2, false);
    row("all", 0, calm, calm, false);
    row("half of a flood", 0, flooded, flooded / 2, false);
    row("less than half of a flood", 0, flooded, calm - 1, true);
    row("one of one, in the array of a calm read", calm, 1, 1, true);
    row("one of one, in the array of a flood", flooded, 1, 1, true);
    row("a calm read in the array of a flood", flooded, calm, calm, false);
    row("half of it", flooded, calm, calm / 2 - 1, true);
}

void tst_ReadBuffer::fewBytesDoNotKeepTheRoomForMany()
{
    QFETCH(qint64, before);
    QFETCH(qint64, size);
    QFETCH(qint64, count);
    if (before > 0)
        ReadBuffer{before};
    ReadBuffer buffer(size);
    const char *const room = buffer.data();
    const QByteArray bytes = readInto(buffer, count);
    QTEST(bytes.constData() != room, "isCopied");
    QVERIFY2(bytes.capacity() < 4 * count + 64, qPrintable(QString::number(bytes.capacity())));
}

void tst_ReadBuffer::theNextReadGoesToTheSameArray_data()
{
    QTest::addColumn<qint64>("count"); // -1: nothing was there
    QTest::newRow("nothing was there") << qint64(-1);
    QTest::newRow("few bytes") << qint64(10);
    QTest::newRow("many bytes") << flooded;
}

// A new array would have room for a calm read only. (Its address says nothing: it may be that of
// one that was freed.)
void tst_ReadBuffer::theNextReadGoesToTheSameArray()
{
    QFETCH(qint64, count);
    {
        ReadBuffer buffer(flooded);
        if (count >= 0)
            readInto(buffer, count);
    }
    const ReadBuffer next(calm);
    QVERIFY(next.bytes().capacity() >= flooded);
}

void tst_ReadBuffer::anArrayThatSomebodyKeepsIsNotReadIntoAgain()
{
    QByteArray kept;
    {
        ReadBuffer buffer(calm);
        kept = readInto(buffer, calm);
    }
    ReadBuffer next(calm);
    std::memset(next.data(), 'y', std::size_t(calm));
    QCOMPARE(kept, QByteArray(calm, 'x'));
}

void tst_ReadBuffer::aReadInsideTheDeliveryOfAnotherHasAnArrayOfItsOwn()
{
    ReadBuffer outer(calm);
    std::memset(outer.data(), 'x', std::size_t(calm));
    outer.setFilled(calm);
    const QByteArray &delivered = outer.bytes();
    {
        ReadBuffer inner(calm);
        std::memset(inner.data(), 'y', std::size_t(calm));
        inner.setFilled(calm);
    }
    QCOMPARE(delivered, QByteArray(calm, 'x'));
}

void tst_ReadBuffer::fewBytesGiveTheArrayBackBeforeTheyAreDelivered()
{
    ReadBuffer outer(flooded);
    std::memset(outer.data(), 'x', 10);
    outer.setFilled(10);
    ReadBuffer inner(calm);
    QVERIFY(inner.bytes().capacity() >= flooded);
    std::memset(inner.data(), 'y', std::size_t(calm));
    QCOMPARE(outer.bytes(), QByteArray(10, 'x'));
}

void tst_ReadBuffer::aBufferThatWasMovedGivesItsArrayBackOnce()
{
    {
        ReadBuffer buffer(flooded);
        const ReadBuffer moved = std::move(buffer); // goes first, then the one without an array
        QCOMPARE(moved.size(), flooded);
    }
    const ReadBuffer next(calm);
    QVERIFY(next.bytes().capacity() >= flooded);
}

void tst_ReadBuffer::eachThreadHasAnArrayOfItsOwn()
{
    const void *here = nullptr;
    {
        ReadBuffer buffer(calm);
        here = buffer.data();
    }
    const void *there = nullptr;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        ReadBuffer buffer(calm);
        there = buffer.data();
    }));
    thread->start();
    QVERIFY(thread->wait());
    QVERIFY(here != there);
}

void tst_ReadBuffer::halfAReadIsAFlood_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("isFlood");
    QTest::newRow("nothing") << qint64(0) << calm << false;
    QTest::newRow("less than half") << calm / 2 - 1 << calm << false;
    QTest::newRow("half") << calm / 2 << calm << true;
    QTest::newRow("all") << calm << calm << true;
    QTest::newRow("half of a calm read, of a large one") << calm / 2 << flooded << false;
    QTest::newRow("half of a large one") << flooded / 2 << flooded << true;
}

void tst_ReadBuffer::halfAReadIsAFlood()
{
    QFETCH(qint64, bytes);
    QFETCH(qint64, size);
    QTEST(FloodGauge::isFlood(bytes, size), "isFlood");
}

void tst_ReadBuffer::aPipeGrowsAfterSomeFloodedTurnsInARow_data()
{
    QTest::addColumn<QByteArray>("turns"); // F: flooded, c: calm
    QTest::addColumn<QByteArray>("expected"); // G: the pipe should grow, -: not
    const auto row = [](const char *name, const char *turns, const char *expected) {
        QTest::newRow(name) << QByteArray(turns) << QByteArray(expected);
    };
    row("calm", "cccc", "----");
    row("three", "FFF", "---");
    row("four", "FFFF", "---G");
    row("interrupted", "FFFcFFF", "-------");
    row("interrupted, then four", "FFcFFFF", "------G");
    row("again, ever more rarely", "FFFFFFFFFFFFFFFFF", "---G---G-------G-");
    row("again after a calm turn", "FFFFcFFFF", "---G----G");
}

void tst_ReadBuffer::aPipeGrowsAfterSomeFloodedTurnsInARow()
{
    QFETCH(QByteArray, turns);
    FloodGauge gauge;
    QByteArray grows;
    for (const char turn : turns)
        grows += gauge.note(turn == 'F') ? 'G' : '-';
    QTEST(grows, "expected");
}

void tst_ReadBuffer::aPipeThatIsSmallAgainStartsAnew()
{
    FloodGauge gauge;
    for (int turn = 0; turn < 3; ++turn)
        QVERIFY(!gauge.note(true));
    gauge.reset();
    for (int turn = 0; turn < 3; ++turn)
        QVERIFY(!gauge.note(true));
    QVERIFY(gauge.note(true));
}

void tst_ReadBuffer::aFloodIsSteadyFromSomeTurnsOnUntilACalmOne()
{
    FloodGauge gauge;
    QByteArray steady;
    for (const char turn : QByteArray("FFFFFcFFFFF")) {
        gauge.note(turn == 'F');
        steady += gauge.isSteady() ? 'S' : '-';
    }
    QCOMPARE(steady, "---SS----SS");
}

QTEST_APPLESS_MAIN(tst_ReadBuffer)

#include "tst_readbuffer.moc"
