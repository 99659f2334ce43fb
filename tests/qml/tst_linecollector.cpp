// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Bytes to numbered lines, by tables. It links the pure classes alone.

#include "linecollector.h"

#include <QtTest/QTest>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using Offspring::LineCollector;
using Offspring::NumberedLines;
using Offspring::OutputLine;

namespace {

using Piece = std::pair<int, QByteArray>; // no bytes: the end of the descriptor's stream
using Pieces = QList<Piece>;

// What an owner does: it takes the lines, and keeps them for the cursor that comes back to them.
class Owner
{
public:
    explicit Owner(const LineCollector::Limits &limits = {})
        : m_limits(limits)
    { }

    void receive(const Piece &piece)
    {
        if (piece.second.isEmpty())
            collector.finish(piece.first);
        else
            collector.receive(piece.first, piece.second, 7);
    }

    void take()
    {
        collector.collect(m_limits);
        collector.show();
        NumberedLines batch = collector.takeLines();
        if (batch.lines.empty())
            return;
        if (batch.first != lines.end())
            lines = {batch.first, {}};
        std::move(batch.lines.begin(), batch.lines.end(), std::back_inserter(lines.lines));
    }

    // "1:text", with the descriptor; "…" behind a line that is not finished.
    QStringList texts() const
    {
        QStringList result;
        for (const OutputLine &line : lines.lines) {
            result << u"%1:%2%3"_s.arg(line.childFD)
                          .arg(line.text, line.isPartial ? u"…"_s : QString());
        }
        return result;
    }

    LineCollector collector{[this](qint64 number) { return lines.find(number); }};
    NumberedLines lines;

private:
    LineCollector::Limits m_limits;
};

} // namespace

class tst_LineCollector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesBecomeLines_data();
    void bytesBecomeLines();
    void onlyTheLastLinesAreKept_data();
    void onlyTheLastLinesAreKept();
    void changesOfTakenLinesAreReported_data();
    void changesOfTakenLinesAreReported();
    void changesOutsideWaitOrAreForgotten();
    void aLineGoesOnAfterClear();
    void tooManyBytesAreToBeCollected();
};

void tst_LineCollector::bytesBecomeLines_data()
{
    QTest::addColumn<Pieces>("pieces");
    QTest::addColumn<QStringList>("lines");

    const auto row = [](const char *name, const Pieces &pieces, const QStringList &lines) {
        QTest::newRow(name) << pieces << lines;
    };
    row("nothing", {}, {});
    row("a line", {{1, "a\n"}}, {u"1:a"_s});
    row("a line without its end", {{1, "a"}}, {u"1:a…"_s});
    row("the end finishes it", {{1, "a"}, {1, {}}}, {u"1:a"_s});
    row("an end after a line adds none", {{1, "a\n"}, {1, {}}}, {u"1:a"_s});
    row("an end alone", {{1, {}}}, {});
    row("empty lines", {{1, "\n\nb\n"}}, {u"1:"_s, u"1:"_s, u"1:b"_s});
    row("CR LF", {{1, "a\r\nb\r\n"}}, {u"1:a"_s, u"1:b"_s});
    row("CR alone overwrites", {{1, "abc\rX\n"}}, {u"1:Xbc"_s});
    row("two descriptors", {{1, "a"}, {2, "b\n"}, {1, "c\n"}}, {u"1:ac"_s, u"2:b"_s});
    row("UTF-8", {{1, "\xc3\xa9\xe2\x82\xac\n"}}, {u"1:\u00e9\u20ac"_s});
    row("no UTF-8",
        {{1,
          "a\xff"
          "b\n"}},
        {u"1:a\ufffdb"_s});
    row("a character that its line cuts", {{1, "a\xc3\nb\n"}}, {u"1:a\ufffd"_s, u"1:b"_s});
    row("a character that the end cuts", {{1, "a\xc3"}, {1, {}}}, {u"1:a\ufffd"_s});
    row("each has its own decoder", {{1, "\xc3"}, {2, "\xa9\n"}, {1, "\xa9\n"}},
        {u"2:\ufffd"_s, u"1:\u00e9"_s});
    row("a mark that turns text around",
        {{1,
          "a\xe2\x80\xae"
          "b\n"}},
        {u"1:a<U+202E>b"_s});
    row("a style is no text", {{1, "\x1b[31ma\x1b[m\n"}}, {u"1:a"_s});
    row("a sequence that its line cuts", {{1, "a\x1b[3\nb\n"}}, {u"1:a"_s, u"1:b"_s});
    row("a line above is changed", {{1, "a\nb\n\x1b[2AX\n\n"}}, {u"1:X"_s, u"1:b"_s});
    row("a descriptor that begins again", {{1, "a"}, {1, {}}, {1, "b\n"}}, {u"1:a"_s, u"1:b"_s});
}

// All at once, and byte for byte with everything taken in between.
void tst_LineCollector::bytesBecomeLines()
{
    QFETCH(const Pieces, pieces);
    QFETCH(const QStringList, lines);
    Owner whole;
    Owner cut;
    qint64 bytes = 0;
    for (const Piece &piece : pieces) {
        whole.receive(piece);
        bytes += piece.second.size();
        if (piece.second.isEmpty())
            cut.receive(piece);
        for (const char byte : piece.second) {
            cut.receive({piece.first, QByteArray(1, byte)});
            cut.take();
        }
    }
    whole.take();
    cut.take();
    QCOMPARE(whole.texts(), lines);
    QCOMPARE(cut.texts(), lines);
    for (const Owner *owner : {&whole, &cut}) {
        QCOMPARE(owner->collector.byteCount(), bytes);
        QCOMPARE(owner->collector.lineCount(), lines.size());
        QCOMPARE(owner->lines.first, 1);
        QCOMPARE(owner->collector.isPartial(), lines.join(u' ').contains(u'…'));
        for (const OutputLine &line : owner->lines.lines)
            QCOMPARE(line.milliseconds, 7);
    }
}

void tst_LineCollector::onlyTheLastLinesAreKept_data()
{
    QTest::addColumn<Pieces>("pieces");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<QStringList>("lines");

    const auto row = [](const char *name, const Pieces &pieces, qint64 first,
                        const QStringList &lines) {
        QTest::newRow(name) << pieces << first << lines;
    };
    row("as many as there is room for", {{1, "a\nb\nc\n"}}, 1, {u"1:a"_s, u"1:b"_s, u"1:c"_s});
    row("one more", {{1, "a\nb\nc\nd\n"}}, 2, {u"1:b"_s, u"1:c"_s, u"1:d"_s});
    row("one more that is not finished", {{1, "a\nb\nc\nd"}}, 2, {u"1:b"_s, u"1:c"_s, u"1:d…"_s});
    row("many more", {{1, "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n"}}, 8, {u"1:7"_s, u"1:8"_s, u"1:9"_s});
    row("in pieces", {{1, "0\n1\n2\n3"}, {1, "4\n5\n6"}, {1, "7\n8\n"}}, 5,
        {u"1:5"_s, u"1:67"_s, u"1:8"_s});
    row("of two descriptors", {{1, "0\n1\n2\n3\n"}, {2, "4\n5\n"}}, 4,
        {u"1:3"_s, u"2:4"_s, u"2:5"_s});
    row("with a sequence cut in the flood", {{1, "0\n1\n2\n3\n\x1b"}, {1, "[31m4\n"}}, 3,
        {u"1:2"_s, u"1:3"_s, u"1:4"_s});
    row("what moves up is not skipped", {{1, "0\n1\n2\n3\n\x1b[1AX\n"}}, 2,
        {u"1:1"_s, u"1:2"_s, u"1:X"_s});
}

void tst_LineCollector::onlyTheLastLinesAreKept()
{
    QFETCH(const Pieces, pieces);
    QFETCH(const qint64, first);
    QFETCH(const QStringList, lines);
    Owner owner({.lines = 3});
    for (const Piece &piece : pieces)
        owner.receive(piece);
    owner.take();
    QCOMPARE(owner.texts(), lines);
    QCOMPARE(owner.lines.first, first);
    QCOMPARE(owner.collector.lineCount(), first + lines.size() - 1);
}

void tst_LineCollector::changesOfTakenLinesAreReported_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QList<qint64>>("changed");
    QTest::addColumn<QStringList>("lines");

    const auto row = [](const char *name, const QByteArray &before, const QByteArray &after,
                        const QList<qint64> &changed, const QStringList &lines) {
        QTest::newRow(name) << before << after << changed << lines;
    };
    row("none by a line that follows", "a\n", "b\n", {}, {u"1:a"_s, u"1:b"_s});
    row("one that goes on", "a", "b", {1}, {u"1:ab…"_s});
    row("one that ends", "a", "\n", {1}, {u"1:a"_s});
    row("the two above", "a\nb\nc\n", "\x1b[2AX\nY\n", {2, 3}, {u"1:a"_s, u"1:X"_s, u"1:Y"_s});
}

void tst_LineCollector::changesOfTakenLinesAreReported()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    QFETCH(const QList<qint64>, changed);
    QFETCH(const QStringList, lines);
    Owner owner;
    owner.receive({1, before});
    owner.take();
    QVERIFY(owner.collector.takeChanges(1, owner.lines.end()).empty());
    owner.receive({1, after});
    owner.take();
    const auto taken = owner.collector.takeChanges(1, owner.lines.end());
    QCOMPARE(QList<qint64>(taken.begin(), taken.end()), changed);
    QCOMPARE(owner.texts(), lines);
    QVERIFY(owner.collector.takeChanges(1, owner.lines.end()).empty());
}

void tst_LineCollector::changesOutsideWaitOrAreForgotten()
{
    Owner owner;
    owner.receive({1, "a\nb\nc\nd\n"});
    owner.take();
    owner.receive({1, "\x1b[4AW\nX\nY\nZ\n"});
    owner.take();
    QCOMPARE(owner.collector.takeChanges(2, 3), std::vector<qint64>{2});
    owner.collector.forgetChanges(4);
    QCOMPARE(owner.collector.takeChanges(1, 9), std::vector<qint64>{3});
}

void tst_LineCollector::aLineGoesOnAfterClear()
{
    Owner owner;
    owner.receive({1, "a\nb"});
    owner.take();
    owner.receive({1, "c"});
    owner.collector.collect({});
    owner.collector.clear();
    QCOMPARE(owner.collector.byteCount(), 0);
    QCOMPARE(owner.collector.lineCount(), 2);
    owner.receive({1, "d\n"});
    owner.take();
    QCOMPARE(owner.lines.end(), 4);
    QCOMPARE(owner.texts().last(), u"1:d"_s);
}

void tst_LineCollector::tooManyBytesAreToBeCollected()
{
    Owner owner;
    const QByteArray piece(1 << 20, 'a');
    for (int i = 0; i < 4; ++i) {
        owner.receive({1, piece});
        QVERIFY(!owner.collector.isFull());
    }
    owner.receive({1, "b"});
    QVERIFY(owner.collector.isFull());
    owner.take();
    QVERIFY(!owner.collector.isFull());
}

QTEST_APPLESS_MAIN(tst_LineCollector)

#include "tst_linecollector.moc"
