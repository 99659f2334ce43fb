// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What waits to be written, by tables and against a model.

#include "../../src/core/writequeue.h"
#include "ownmemory.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <array>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

using Sizes = QList<qsizetype>;

/// The pieces as they would be written, of the first \a most.
QByteArrayList pieces(const WriteQueue &queue, std::size_t most = Os::maximumPieces)
{
    std::array<Os::Piece, Os::maximumPieces> room;
    QByteArrayList result;
    const std::size_t count = queue.fill(std::span(room).first(most));
    for (std::size_t i = 0; i < count; ++i)
        result << QByteArray(room[i].data, room[i].size);
    return result;
}

Sizes sizes(const WriteQueue &queue)
{
    Sizes result;
    for (const QByteArray &piece : pieces(queue))
        result << piece.size();
    return result;
}

/// So that a loss, a repetition or a swap of any part shows.
QByteArray pattern(qsizetype from, qsizetype size)
{
    QByteArray result(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        result[i] = char((from + i) % 251);
    return result;
}

} // namespace

class tst_WriteQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void piecesAreJoinedWhileTheyAreSmall_data();
    void piecesAreJoinedWhileTheyAreSmall();
    void nothingIsNoPiece();
    void bytesLeaveInTheOrderTheyCameHoweverTheyAreDropped();
    void aLargeArrayIsSharedAndASmallOneThatWaitsAlone();
    void bytesThatOnlyBorrowedTheirMemoryAreCopied();
    void aMillionBytesNeedFewPieces();
    void aWordNeedsLittleRoom();
    void copiesAreOverwrittenWhenTheyAreGone_data();
    void copiesAreOverwrittenWhenTheyAreGone();
    void theLastByteIsTheOneThatWasDroppedLast_data();
    void theLastByteIsTheOneThatWasDroppedLast();
    void eachWaterMarkIsTakenOnce();
    void waterMarksAreMadeToFit_data();
    void waterMarksAreMadeToFit();
    void aForgottenHighMarkIsTakenAnew();
    void droppingAsManyPiecesAsThereAreIsNotQuadratic();
};

void tst_WriteQueue::piecesAreJoinedWhileTheyAreSmall_data()
{
    QTest::addColumn<Sizes>("appended");
    QTest::addColumn<Sizes>("expected");
    QTest::newRow("nothing") << Sizes{} << Sizes{};
    QTest::newRow("one") << Sizes{1} << Sizes{1};
    QTest::newRow("the second one has nobody to join yet") << Sizes{1, 2} << Sizes{1, 2};
    QTest::newRow("the third one has") << Sizes{1, 2, 3} << Sizes{1, 5};
    QTest::newRow("large ones stay apart") << Sizes{5000, 1025, 2000} << Sizes{5000, 1025, 2000};
    QTest::newRow("a small one between large ones") << Sizes{5000, 1, 5000} << Sizes{5000, 1, 5000};
    QTest::newRow("small ones between large ones")
        << Sizes{5000, 1, 2, 3, 5000, 4, 5, 6} << Sizes{5000, 1, 5, 5000, 4, 11};
    QTest::newRow("the largest small ones")
        << Sizes{1024, 1024, 1024, 1024, 1024} << Sizes{1024, 1024, 2048, 1024};
    QTest::newRow("room that is too little is left") << Sizes{1, 1000, 25} << Sizes{1, 1000, 25};
    QTest::newRow("room that just suffices") << Sizes{1, 1000, 24} << Sizes{1, 1024};
}

void tst_WriteQueue::piecesAreJoinedWhileTheyAreSmall()
{
    QFETCH(const Sizes, appended);
    QFETCH(const Sizes, expected);
    WriteQueue queue;
    qsizetype total = 0;
    for (const qsizetype size : appended) {
        queue.append(pattern(total, size));
        total += size;
    }
    QCOMPARE(sizes(queue), expected);
    QCOMPARE(pieces(queue).join(), pattern(0, total));
    QCOMPARE(queue.bytes(), total);
    QCOMPARE(queue.isEmpty(), total == 0);
}

void tst_WriteQueue::nothingIsNoPiece()
{
    WriteQueue queue;
    queue.append(QByteArray());
    queue.append("");
    QVERIFY(queue.isEmpty());
    queue.append("x");
    queue.append("");
    queue.append("y");
    queue.append("");
    QCOMPARE(sizes(queue), (Sizes{1, 1}));
}

void tst_WriteQueue::bytesLeaveInTheOrderTheyCameHoweverTheyAreDropped()
{
    for (quint32 seed = 0; seed < 500; ++seed) {
        QRandomGenerator random(seed);
        WriteQueue queue;
        qsizetype appended = 0;
        qsizetype dropped = 0;
        for (int i = 0; i < 300; ++i) {
            if (random.bounded(3) > 0) {
                const int most = random.bounded(10) == 0 ? 5000 : 300;
                const qsizetype size = random.bounded(most);
                queue.append(pattern(appended, size));
                appended += size;
            } else {
                const QByteArray front = pieces(queue, std::size_t(1 + random.bounded(64))).join();
                QCOMPARE(front, pattern(dropped, front.size()));
                const qsizetype size = random.bounded(int(front.size()) + 1);
                queue.drop(size);
                dropped += size;
            }
            QCOMPARE(queue.bytes(), appended - dropped);
            QCOMPARE(queue.isEmpty(), appended == dropped);
        }
    }
}

void tst_WriteQueue::aLargeArrayIsSharedAndASmallOneThatWaitsAlone()
{
    for (const qsizetype size : {qsizetype(1), qsizetype(100'000)}) {
        const QByteArray array(size, 'x');
        WriteQueue queue;
        queue.append(array);
        std::array<Os::Piece, 1> room;
        QCOMPARE(queue.fill(room), std::size_t(1));
        QCOMPARE(room[0].data, array.constData());
    }
}

void tst_WriteQueue::bytesThatOnlyBorrowedTheirMemoryAreCopied()
{
    QByteArray memory(4000, 'x');
    WriteQueue queue;
    for (const qsizetype size : {3, 2000, 4, 5})
        queue.append(QByteArray::fromRawData(memory.constData(), size));
    memory.fill('y');
    QCOMPARE(pieces(queue).join(), QByteArray(2012, 'x'));
}

void tst_WriteQueue::aMillionBytesNeedFewPieces()
{
    WriteQueue queue;
    const QByteArray byte("x");
    for (int i = 0; i < 1'000'000; ++i)
        queue.append(byte);
    int count = 0;
    while (!queue.isEmpty()) {
        for (const qsizetype size : sizes(queue)) {
            queue.drop(size);
            ++count;
        }
    }
    QVERIFY2(count <= 70, QByteArray::number(count).constData());
}

// As many children as there may be have each their own.
void tst_WriteQueue::aWordNeedsLittleRoom()
{
    WriteQueue queue;
    queue.append("one");
    queue.append("two");
    queue.append(QByteArray(1022, 'x')); // which is one too many for the room of "two"
    QCOMPARE(sizes(queue), (Sizes{3, 3, 1022}));
}

void tst_WriteQueue::copiesAreOverwrittenWhenTheyAreGone_data()
{
    QTest::addColumn<bool>("dropped");
    QTest::newRow("written") << true;
    QTest::newRow("cleared") << false;
}

void tst_WriteQueue::copiesAreOverwrittenWhenTheyAreGone()
{
    QFETCH(const bool, dropped);
    const HiddenWord word;
    WriteQueue queue;
    queue.append("before");
    for (qsizetype i = 0; i < word.size(); ++i) {
        QByteArray letter(1, word.at(i));
        queue.append(letter);
        explicit_bzero(const_cast<char *>(letter.constData()), 1);
    }
    QVERIFY(word.occurrences() > 0);
    if (dropped)
        queue.drop(queue.bytes());
    else
        queue.clear();
    QVERIFY(queue.isEmpty());
    QCOMPARE(word.occurrences(), 0);
}

void tst_WriteQueue::theLastByteIsTheOneThatWasDroppedLast_data()
{
    QTest::addColumn<QByteArrayList>("appended");
    QTest::addColumn<int>("expected"); // -1: none
    QTest::newRow("nothing") << QByteArrayList{} << -1;
    QTest::newRow("one") << QByteArrayList{"a\n"} << int('\n');
    QTest::newRow("joined") << QByteArrayList{"a", "b", "c", "d"} << int('d');
    QTest::newRow("large") << QByteArrayList{QByteArray(5000, 'x')} << int('x');
    QTest::newRow("small after large")
        << QByteArrayList{QByteArray(5000, 'x'), "y", "z\n"} << int('\n');
}

void tst_WriteQueue::theLastByteIsTheOneThatWasDroppedLast()
{
    QFETCH(const QByteArrayList, appended);
    QFETCH(const int, expected);
    WriteQueue queue;
    for (const QByteArray &each : appended)
        queue.append(each);
    QVERIFY(!queue.lastDropped());
    queue.drop(queue.bytes());
    QCOMPARE(queue.lastDropped() ? int(*queue.lastDropped()) : -1, expected);
}

void tst_WriteQueue::eachWaterMarkIsTakenOnce()
{
    WriteQueue queue;
    queue.setWatermarks(10, 20);
    queue.append(QByteArray(20, 'x'));
    QVERIFY(!queue.takeHighWatermark());
    QVERIFY(!queue.takeLowWatermark());
    queue.append("x");
    QVERIFY(queue.takeHighWatermark());
    QVERIFY(!queue.takeHighWatermark());
    QVERIFY(!queue.takeLowWatermark());
    queue.drop(10);
    QVERIFY(!queue.takeLowWatermark());
    queue.drop(1);
    QVERIFY(queue.takeLowWatermark());
    QVERIFY(!queue.takeLowWatermark());
    queue.append(QByteArray(20, 'x'));
    QVERIFY(queue.takeHighWatermark());
}

void tst_WriteQueue::waterMarksAreMadeToFit_data()
{
    QTest::addColumn<qint64>("low");
    QTest::addColumn<qint64>("high");
    QTest::addColumn<qint64>("resumesAt");
    QTest::addColumn<qint64>("pausesAt");
    QTest::newRow("as they are") << qint64(3) << qint64(7) << qint64(3) << qint64(8);
    QTest::newRow("the same") << qint64(5) << qint64(5) << qint64(5) << qint64(6);
    QTest::newRow("a high one below the low one")
        << qint64(9) << qint64(2) << qint64(9) << qint64(10);
    QTest::newRow("negative") << qint64(-4) << qint64(-9) << qint64(0) << qint64(1);
}

void tst_WriteQueue::waterMarksAreMadeToFit()
{
    QFETCH(const qint64, low);
    QFETCH(const qint64, high);
    QFETCH(const qint64, resumesAt);
    QFETCH(const qint64, pausesAt);
    WriteQueue queue;
    queue.setWatermarks(low, high);
    while (!queue.takeHighWatermark()) {
        QVERIFY(queue.bytes() < pausesAt);
        queue.append("x");
    }
    QCOMPARE(queue.bytes(), pausesAt);
    while (!queue.takeLowWatermark())
        queue.drop(1);
    QCOMPARE(queue.bytes(), resumesAt);
}

void tst_WriteQueue::aForgottenHighMarkIsTakenAnew()
{
    WriteQueue queue;
    queue.setWatermarks(0, 0);
    QVERIFY(!queue.forgetHighWatermark());
    queue.append("x");
    QVERIFY(queue.takeHighWatermark());
    QVERIFY(queue.forgetHighWatermark());
    QVERIFY(!queue.takeLowWatermark());
    QVERIFY(queue.takeHighWatermark());
}

// If it were, it would meet QtTest's limit of five minutes.
void tst_WriteQueue::droppingAsManyPiecesAsThereAreIsNotQuadratic()
{
    constexpr int count = 3'000'000;
    const QByteArray large(1025, 'x');
    WriteQueue queue;
    for (int i = 0; i < count; ++i)
        queue.append(large);
    for (int i = 0; i < count; ++i) {
        QCOMPARE(pieces(queue, 1).size(), 1);
        queue.drop(large.size());
    }
    QVERIFY(queue.isEmpty());
}

QTEST_APPLESS_MAIN(tst_WriteQueue)
#include "tst_writequeue.moc"
