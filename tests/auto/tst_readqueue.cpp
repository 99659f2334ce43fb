// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What a device has of its stream: by tables, and at random against a plain array.

#include "../../src/core/readqueue.h"

#include <QtCore/QByteArrayList>
#include <QtTest/QTest>

#include <algorithm>
#include <random>

using namespace Offspring;

namespace {

QByteArray take(ReadQueue &queue, qint64 size)
{
    QByteArray room(size, Qt::Uninitialized);
    room.resize(queue.take(room.data(), size));
    return room;
}

QByteArray takeLine(ReadQueue &queue, qint64 size)
{
    QByteArray room(size, Qt::Uninitialized);
    room.resize(queue.takeLine(room.data(), size));
    return room;
}

} // namespace

class tst_ReadQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreFoundHoweverTheyAreCut_data();
    void linesAreFoundHoweverTheyAreCut();
    void aLineMayBeTakenInPieces();
    void aLargeArrayIsShared();
    void smallArraysAreJoined();
    void anArrayThatSomebodyKeepsIsNotChanged();
    void itIsAQueue_data();
    void itIsAQueue();
};

void tst_ReadQueue::linesAreFoundHoweverTheyAreCut_data()
{
    QTest::addColumn<QByteArrayList>("pieces");
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<QByteArray>("rest");
    using List = QByteArrayList;
    QTest::newRow("nothing") << List{} << List{} << QByteArray();
    QTest::newRow("an empty piece") << List{""} << List{} << QByteArray();
    QTest::newRow("no newline") << List{"on", "e"} << List{} << QByteArray("one");
    QTest::newRow("one") << List{"one\n"} << List{"one\n"} << QByteArray();
    QTest::newRow("cut before its newline") << List{"one", "\n"} << List{"one\n"} << QByteArray();
    QTest::newRow("cut everywhere")
        << List{"o", "n", "e", "\n", "t", "w", "o"} << List{"one\n"} << QByteArray("two");
    QTest::newRow("several in a piece")
        << List{"a\nb\n\nc", "d\n"} << List{"a\n", "b\n", "\n", "cd\n"} << QByteArray();
}

void tst_ReadQueue::linesAreFoundHoweverTheyAreCut()
{
    QFETCH(const QByteArrayList, pieces);
    QFETCH(const QByteArrayList, lines);
    QFETCH(const QByteArray, rest);
    ReadQueue queue;
    for (const QByteArray &piece : pieces)
        queue.append(piece);
    QCOMPARE(queue.bytes(), pieces.join().size());
    for (const QByteArray &line : lines) {
        QVERIFY(queue.hasLine());
        QCOMPARE(takeLine(queue, 100), line);
    }
    QVERIFY(!queue.hasLine());
    QCOMPARE(takeLine(queue, 100), rest);
    QVERIFY(queue.isEmpty());
}

void tst_ReadQueue::aLineMayBeTakenInPieces()
{
    ReadQueue queue;
    queue.append("one\ntwo\n");
    QCOMPARE(takeLine(queue, 2), QByteArray("on"));
    QCOMPARE(takeLine(queue, 1), QByteArray("e"));
    QVERIFY(queue.hasLine());
    QCOMPARE(takeLine(queue, 1), QByteArray("\n"));
    QCOMPARE(takeLine(queue, 0), QByteArray());
    QCOMPARE(takeLine(queue, 4), QByteArray("two\n"));
    QVERIFY(!queue.hasLine());
}

void tst_ReadQueue::aLargeArrayIsShared()
{
    const QByteArray large(100'000, 'x');
    ReadQueue queue;
    queue.append(large);
    QVERIFY(!large.isDetached());
    QCOMPARE(take(queue, 99'999).size(), 99'999);
    QVERIFY(!large.isDetached());
    take(queue, 1);
    QVERIFY(large.isDetached()); // it was let go
    queue.append(large);
    queue.clear();
    QVERIFY(large.isDetached());
    QVERIFY(queue.isEmpty());
}

void tst_ReadQueue::smallArraysAreJoined()
{
    ReadQueue queue;
    queue.append("first");
    for (int i = 0; i < 3000; ++i) {
        const QByteArray small(1, 'x');
        queue.append(small);
        QVERIFY(small.isDetached());
    }
    QCOMPARE(take(queue, 10'000), "first" + QByteArray(3000, 'x'));
}

void tst_ReadQueue::anArrayThatSomebodyKeepsIsNotChanged()
{
    QByteArray kept("kept");
    kept.reserve(100);
    const QByteArray other = kept;
    ReadQueue queue;
    queue.append(kept);
    queue.append("more");
    QCOMPARE(kept, other);
    QCOMPARE(kept, QByteArray("kept"));
    QCOMPARE(take(queue, 100), QByteArray("keptmore"));
}

void tst_ReadQueue::itIsAQueue_data()
{
    QTest::addColumn<int>("most");
    for (const int most : {3, 100, 5000, 200'000})
        QTest::newRow(qPrintable(QString::number(most))) << most;
}

void tst_ReadQueue::itIsAQueue()
{
    QFETCH(const int, most);
    std::mt19937 random(1);
    const auto upTo = [&](int limit) {
        return std::uniform_int_distribution<int>(0, limit)(random);
    };
    ReadQueue queue;
    QByteArray model;
    for (int step = 0; step < 500; ++step) {
        const qint64 size = upTo(most);
        if (upTo(1) == 0 && model.size() < 10 * most) {
            QByteArray bytes(size, Qt::Uninitialized);
            for (char &byte : bytes)
                byte = upTo(50) == 0 ? '\n' : char('a' + upTo(20));
            queue.append(bytes);
            model += bytes;
        } else if (upTo(1) == 0) {
            QCOMPARE(take(queue, size), model.first(std::min(model.size(), qsizetype(size))));
            model.remove(0, size);
        } else {
            const qsizetype newline = model.indexOf('\n');
            const qsizetype line = newline < 0 ? model.size() : newline + 1;
            QCOMPARE(takeLine(queue, size), model.first(std::min(line, qsizetype(size))));
            model.remove(0, std::min(line, qsizetype(size)));
        }
        QCOMPARE(queue.bytes(), model.size());
        QCOMPARE(queue.hasLine(), model.contains('\n'));
    }
}

QTEST_GUILESS_MAIN(tst_ReadQueue)
#include "tst_readqueue.moc"
