// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Lines and blocks that meet those of their neighbours, in cells of all sizes.

#include "boxdrawing.h"

#include <QtTest/QTest>

using namespace Offspring::Terminal;

namespace {

/// Of the pixels at an edge, those that are drawn: '#' and '.'.
enum class Edge { Left, Top, Right, Bottom };

QByteArray edgeOf(const QImage &image, Edge edge)
{
    const bool isVertical = edge == Edge::Left || edge == Edge::Right;
    QByteArray text;
    for (int i = 0; i < (isVertical ? image.height() : image.width()); ++i) {
        const QPoint place = edge == Edge::Left ? QPoint(0, i)
            : edge == Edge::Right               ? QPoint(image.width() - 1, i)
            : edge == Edge::Top                 ? QPoint(i, 0)
                                                : QPoint(i, image.height() - 1);
        text += qAlpha(image.pixel(place)) > 100 ? '#' : '.';
    }
    return text;
}

QList<std::pair<QSize, int>> sizes()
{
    QList<std::pair<QSize, int>> all;
    // In fewer pixels than 5 a heavy line has no room beside it.
    for (int width = 5; width < 20; ++width) {
        for (int height = 2 * width - 1; height < 2 * width + 3; ++height)
            all << std::pair(QSize(width, height), std::max(qRound(height / 16.0), 1));
    }
    return all;
}

int drawn(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 0 ? 1 : 0;
    }
    return count;
}

} // namespace

class tst_BoxDrawing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void armsMeetTheirNeighbours_data();
    void armsMeetTheirNeighbours();
    void doubleLinesAreTwo();
    void partsOfABlockMakeOne_data();
    void partsOfABlockMakeOne();
    void brailleHasAsManyDotsAsBits();
};

void tst_BoxDrawing::armsMeetTheirNeighbours_data()
{
    QTest::addColumn<char32_t>("character");
    QTest::addColumn<QString>("arms"); // of the light, heavy or double lines to the left, up, …
    const auto row = [](char32_t character, const char *arms) {
        QTest::addRow("U+%04x", uint(character)) << character << QString::fromLatin1(arms);
    };
    row(0x2500, "1010");
    row(0x2501, "2020");
    row(0x2503, "0202");
    row(0x250c, "0011");
    row(0x2511, "2001");
    row(0x2520, "0212");
    row(0x2526, "1201");
    row(0x253c, "1111");
    row(0x2545, "2112");
    row(0x2549, "2212");
    row(0x2550, "3030");
    row(0x2551, "0303");
    row(0x2553, "0013");
    row(0x2555, "3001");
    row(0x255a, "0330");
    row(0x255e, "0131");
    row(0x2562, "1303");
    row(0x2567, "3130");
    row(0x256a, "3131");
    row(0x256b, "1313");
    row(0x256c, "3333");
    row(0x256d, "0011");
    row(0x256e, "1001");
    row(0x256f, "1100");
    row(0x2570, "0110");
    row(0x2574, "1000");
    row(0x257b, "0002");
    row(0x257e, "2010");
}

void tst_BoxDrawing::armsMeetTheirNeighbours()
{
    QFETCH(const char32_t, character);
    QFETCH(const QString, arms);
    QVERIFY(BoxDrawing::has(character));
    constexpr char32_t horizontal[] = {0, 0x2500, 0x2501, 0x2550};
    constexpr char32_t vertical[] = {0, 0x2502, 0x2503, 0x2551};
    for (const auto &[size, line] : sizes()) {
        const QImage image = BoxDrawing::draw(character, size, line);
        for (const Edge edge : {Edge::Left, Edge::Top, Edge::Right, Edge::Bottom}) {
            const bool isVertical = edge == Edge::Top || edge == Edge::Bottom;
            const int kind = arms[int(edge)].digitValue();
            const QByteArray got = edgeOf(image, edge);
            if (kind == 0) {
                QCOMPARE(got.count('#'), 0);
                continue;
            }
            const char32_t straight = isVertical ? vertical[kind] : horizontal[kind];
            QCOMPARE(got, edgeOf(BoxDrawing::draw(straight, size, line), edge));
        }
    }
}

void tst_BoxDrawing::doubleLinesAreTwo()
{
    for (const auto &[size, line] : sizes()) {
        const QByteArray edge = edgeOf(BoxDrawing::draw(0x2550, size, line), Edge::Left);
        const QByteArray two =
            QByteArray(line, '#') + QByteArray(line, '.') + QByteArray(line, '#');
        QVERIFY(edge.contains(two));
        QCOMPARE(edge.count('#'), 2 * line);
        // What a cross of two double lines encloses is empty, and so is the middle of a corner.
        const QImage cross = BoxDrawing::draw(0x256c, size, line);
        QCOMPARE(qAlpha(cross.pixel((size.width() - line) / 2, (size.height() - line) / 2)), 0);
    }
}

void tst_BoxDrawing::partsOfABlockMakeOne_data()
{
    QTest::addColumn<char32_t>("one");
    QTest::addColumn<char32_t>("other");
    QTest::newRow("upper and lower half") << U'\u2580' << U'\u2584';
    QTest::newRow("left and right half") << U'\u258c' << U'\u2590';
    QTest::newRow("a quarter and three, upper left") << U'\u2598' << U'\u259f';
    QTest::newRow("a quarter and three, upper right") << U'\u259d' << U'\u2599';
    QTest::newRow("a quarter and three, lower left") << U'\u2596' << U'\u259c';
    QTest::newRow("a quarter and three, lower right") << U'\u2597' << U'\u259b';
    QTest::newRow("two and two") << U'\u259a' << U'\u259e';
}

void tst_BoxDrawing::partsOfABlockMakeOne()
{
    QFETCH(const char32_t, one);
    QFETCH(const char32_t, other);
    for (const auto &[size, line] : sizes()) {
        const QImage first = BoxDrawing::draw(one, size, line);
        const QImage second = BoxDrawing::draw(other, size, line);
        QCOMPARE(drawn(first) + drawn(second), size.width() * size.height());
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x)
                QVERIFY((qAlpha(first.pixel(x, y)) > 0) != (qAlpha(second.pixel(x, y)) > 0));
        }
        QCOMPARE(drawn(BoxDrawing::draw(0x2588, size, line)), size.width() * size.height());
    }
}

void tst_BoxDrawing::brailleHasAsManyDotsAsBits()
{
    for (const auto &[size, line] : sizes()) {
        const int dot = drawn(BoxDrawing::draw(0x2801, size, line));
        QVERIFY(dot > 0);
        for (uint bits = 0; bits < 256; ++bits) {
            const int all = drawn(BoxDrawing::draw(0x2800 + bits, size, line));
            QCOMPARE(all, dot * int(qPopulationCount(bits)));
        }
    }
}

QTEST_APPLESS_MAIN(tst_BoxDrawing)
#include "tst_boxdrawing.moc"
