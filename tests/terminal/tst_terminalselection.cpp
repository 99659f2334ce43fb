// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What is selected in a terminal's rows, and its text; and the addresses in them.

#include "terminaladdresses.h"
#include "terminalsearch.h"
#include "terminalselection.h"
#include "testrows.h"

#include <QtTest/QTest>

using namespace Offspring::Terminal;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Offspring::Terminal::Selection::Movement)

namespace {

using By = Selection::By;
using Movement = Selection::Movement;

QString placeText(const Place &place)
{
    return u"%1:%2"_s.arg(place.row).arg(place.column);
}

} // namespace

class tst_TerminalSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dragging_data();
    void dragging();
    void wordCharactersAreTheProgramsChoice();
    void aBlockCutsNoCharacter();
    void columnsAreThoseToPaint();
    void keysMoveTheHead_data();
    void keysMoveTheHead();
    void keysExtendAWord();
    void allIsFromTheFirstRowToTheLast();
    void itKeepsItsPlaceWhileRowsScroll();
    void whatChangesInItEndsIt();
    void whatLeavesTheScrollbackLeavesIt();
    void aDragBeyondTheEdgeScrolls();
    void nothingIsSelectedOfNothing();
    void links_data();
    void links();
    void aLinkIsFoundAtEachOfItsCells();
    void aLinkGoesOnInWrappedRows();
    void searchesGoUpAndDownAndRound();
    void aSearchMeetsWrappedAndWideText();
    void matchesAreCounted();
    void aLineOfDoubleWidthHasHalfTheColumns();
};

void tst_TerminalSelection::dragging_data()
{
    QTest::addColumn<QStringList>("lines"); // of 10 columns
    QTest::addColumn<int>("by");
    QTest::addColumn<double>("fromRow");
    QTest::addColumn<double>("fromColumn");
    QTest::addColumn<double>("toRow");
    QTest::addColumn<double>("toColumn");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QStringList &lines, By by, Point from, Point to,
                        const QString &text) {
        QTest::newRow(name) << lines << int(by) << double(from.row) << from.column << double(to.row)
                            << to.column << text;
    };
    const QStringList plain{u"one two"_s, u"three"_s, u""_s, u"four  five"_s};
    row("within a row", plain, By::Character, {0, 0.2}, {0, 2.9}, u"one"_s);
    row("backwards", plain, By::Character, {0, 2.9}, {0, 0.2}, u"one"_s);
    row("halves round", plain, By::Character, {0, 0.6}, {0, 2.4}, u"n"_s);
    row("the middle belongs to the right", plain, By::Character, {0, 0.5}, {0, 2.5}, u"ne"_s);
    row("not out of its cell", plain, By::Character, {0, 1.1}, {0, 1.3}, u""_s);
    row("a cell by both halves", plain, By::Character, {0, 1.1}, {0, 1.9}, u"n"_s);
    row("rows", plain, By::Character, {0, 4.1}, {3, 3.9}, u"two\nthree\n\nfour"_s);
    row("from beyond the text", plain, By::Character, {1, 8}, {3, 1.9}, u"\n\nfo"_s);
    row("blanks at the end", plain, By::Character, {0, 4.1}, {0, 9.9}, u"two"_s);
    row("a blank within", plain, By::Character, {3, 0}, {3, 5}, u"four "_s);
    row("beyond the rows", plain, By::Character, {-5, 3}, {99, 0},
        u"one two\nthree\n\nfour  five"_s);
    row("words", plain, By::Word, {0, 1}, {1, 2}, u"one two\nthree"_s);
    row("words backwards", plain, By::Word, {3, 7}, {3, 1}, u"four  five"_s);
    row("a word with a mark that has a cell", {u"\u0915\u093e\u092e \u0915"_s}, By::Word, {0, 0},
        {0, 0}, u"\u0915\u093e\u092e"_s);
    row("blanks between words", plain, By::Word, {3, 4.5}, {3, 4.5}, u"  "_s);
    row("a line", plain, By::Line, {1, 3}, {1, 3}, u"three"_s);
    row("lines", plain, By::Line, {3, 3}, {1, 3}, u"three\n\nfour  five"_s);
    row("a block", plain, By::Block, {0, 1.1}, {3, 2.9}, u"ne\nhr\n\nou"_s);
    row("a block, from its other corner", plain, By::Block, {3, 1.1}, {0, 2.9}, u"ne\nhr\n\nou"_s);
    row("a block of no columns", plain, By::Block, {0, 1.1}, {3, 1.2}, u""_s);
    row("a block's blanks", plain, By::Block, {0, 2.1}, {3, 5.9}, u"e tw\nree\n\nur"_s);

    const QStringList wrapped{u"0123456789\\"_s, u"abc def   \\"_s, u"ghi"_s, u"next"_s};
    row("wrapped rows join", wrapped, By::Character, {0, 8}, {3, 3.9}, u"89abc def   ghi\nnext"_s);
    row("a word in two rows", wrapped, By::Word, {1, 1}, {1, 1}, u"0123456789abc"_s);
    row("a word, from its first row", wrapped, By::Word, {0, 9}, {0, 9}, u"0123456789abc"_s);
    row("a line in three rows", wrapped, By::Line, {1, 1}, {1, 1}, u"0123456789abc def   ghi"_s);
    row("a block does not join", wrapped, By::Block, {0, 0}, {1, 2.9}, u"012\nabc"_s);
    const QStringList trimmed{u"ab\\"_s, u"cd"_s};
    row("blanks that were not stored", trimmed, By::Character, {0, 0}, {1, 1.9}, u"ab        cd"_s);

    const QStringList wide{u"a漢字b"_s, u"012345678 \\"_s, u"漢 x"_s, u"e\u0301a😀"_s};
    row("a wide character by its left half", wide, By::Character, {0, 0}, {0, 1.4}, u"a"_s);
    row("and by its right half", wide, By::Character, {0, 0}, {0, 2.1}, u"a漢"_s);
    row("from its right half", wide, By::Character, {0, 2.4}, {0, 5.9}, u"字b"_s);
    row("no room for a wide one", wide, By::Character, {1, 7}, {2, 1.9}, u"78漢"_s);
    row("the word around that place", wide, By::Word, {2, 1}, {2, 1}, u"012345678漢"_s);
    row("a word of both", wide, By::Word, {0, 2}, {0, 2}, u"a漢字b"_s);
    row("a mark and its letter", wide, By::Character, {3, 0}, {3, 0.9}, u"e\u0301"_s);
    row("a pair of surrogates", wide, By::Character, {3, 2}, {3, 3.5}, u"😀"_s);

    const QStringList signs{u"ls -l; a=b"_s, u"~/x.c:3 =="_s, u"((\"a\"))"_s};
    row("a sign", signs, By::Word, {0, 5}, {0, 5}, u";"_s);
    row("an option", signs, By::Word, {0, 4}, {0, 4}, u"-l"_s);
    row("a path", signs, By::Word, {1, 1}, {1, 1}, u"~/x.c:3"_s);
    row("equal signs", signs, By::Word, {2, 0}, {2, 0}, u"(("_s);
    row("one of others", signs, By::Word, {2, 2}, {2, 2}, u"\""_s);
}

void tst_TerminalSelection::dragging()
{
    QFETCH(const QStringList, lines);
    QFETCH(const int, by);
    QFETCH(const double, fromRow);
    QFETCH(const double, fromColumn);
    QFETCH(const double, toRow);
    QFETCH(const double, toColumn);
    QFETCH(const QString, text);
    for (const qint64 first : {qint64(0), qint64(1) << 40}) {
        const TestRows screen(10, lines, first);
        Selection selection;
        selection.begin(By(by), {first + qint64(fromRow), fromColumn}, screen.rows);
        selection.extend({first + qint64(toRow), toColumn}, screen.rows);
        QCOMPARE(selection.text(screen.rows), text);
        QCOMPARE(selection.isEmpty(), text.isEmpty());
    }
}

void tst_TerminalSelection::wordCharactersAreTheProgramsChoice()
{
    const TestRows screen(20, {u"a-b_c d"_s});
    Selection selection;
    selection.setWordCharacters(u"_"_s);
    selection.begin(By::Word, {0, 2}, screen.rows);
    QCOMPARE(selection.text(screen.rows), u"b_c"_s);
    selection.setWordCharacters({});
    selection.begin(By::Word, {0, 2}, screen.rows);
    QCOMPARE(selection.text(screen.rows), u"b"_s);
}

void tst_TerminalSelection::aBlockCutsNoCharacter()
{
    const TestRows screen(10, {u"abcdef"_s, u"漢字漢"_s, u"x漢字漢"_s});
    Selection selection;
    selection.begin(By::Block, {0, 1}, screen.rows);
    selection.extend({2, 3}, screen.rows);
    QCOMPARE(selection.text(screen.rows), u"bc\n漢字\n漢"_s);
}

void tst_TerminalSelection::columnsAreThoseToPaint()
{
    const TestRows screen(10, {u"one"_s, u"two"_s, u"three"_s});
    Selection selection;
    const auto columns = [&](qint64 row) {
        const Selection::Columns got = selection.columns(row, screen.rows);
        return std::pair(got.begin, got.end);
    };
    selection.begin(By::Character, {0, 2}, screen.rows);
    selection.extend({2, 1}, screen.rows);
    QCOMPARE(columns(0), std::pair(2, 10));
    QCOMPARE(columns(1), std::pair(0, 10));
    QCOMPARE(columns(2), std::pair(0, 1));
    QCOMPARE(columns(3), std::pair(0, 0));
    QVERIFY(selection.contains({0, 2.5}, screen.rows));
    QVERIFY(selection.contains({0, 2}, screen.rows));
    QVERIFY(!selection.contains({0, 1.5}, screen.rows));
    QVERIFY(!selection.contains({2, 1}, screen.rows));
    selection.clear();
    QCOMPARE(columns(1), std::pair(0, 0));
    selection.begin(By::Block, {2, 4}, screen.rows);
    selection.extend({0, 2}, screen.rows);
    QCOMPARE(columns(0), std::pair(2, 4));
    QCOMPARE(columns(2), std::pair(2, 4));
}

void tst_TerminalSelection::keysMoveTheHead_data()
{
    QTest::addColumn<double>("row");
    QTest::addColumn<double>("column");
    QTest::addColumn<Movement>("movement");
    QTest::addColumn<QString>("head");
    const auto row = [](const char *name, Point from, Movement movement, const QString &head) {
        QTest::newRow(name) << double(from.row) << from.column << movement << head;
    };
    row("left", {1, 3}, Movement::Left, u"1:2"_s);
    row("left over a wide one", {3, 2}, Movement::Left, u"3:0"_s);
    row("left to the row above", {1, 0}, Movement::Left, u"0:9"_s);
    row("left at the first place", {0, 0}, Movement::Left, u"0:0"_s);
    row("right", {1, 3}, Movement::Right, u"1:4"_s);
    row("right over a wide one", {3, 0}, Movement::Right, u"3:2"_s);
    row("right to the row below", {2, 10}, Movement::Right, u"3:2"_s);
    row("right at the last place", {4, 10}, Movement::Right, u"4:10"_s);
    row("up", {1, 3}, Movement::Up, u"0:3"_s);
    row("down", {1, 3}, Movement::Down, u"2:3"_s);
    row("down onto a wide one", {2, 3}, Movement::Down, u"3:2"_s);
    row("up at the top", {0, 3}, Movement::Up, u"0:3"_s);
    row("page up", {4, 3}, Movement::PageUp, u"1:3"_s);
    row("page down", {0, 4}, Movement::PageDown, u"3:4"_s);
    row("page down to the last row", {3, 4}, Movement::PageDown, u"4:4"_s);
    row("to the line's begin", {1, 3}, Movement::LineBegin, u"1:0"_s);
    row("to the line's end", {1, 3}, Movement::LineEnd, u"1:10"_s);
    row("to the top", {1, 3}, Movement::Top, u"0:0"_s);
    row("to the bottom", {1, 3}, Movement::Bottom, u"4:10"_s);
    row("a word right", {0, 0}, Movement::WordRight, u"0:3"_s);
    row("a word right, over blanks", {0, 3}, Movement::WordRight, u"0:7"_s);
    row("a word right, out of it", {0, 1}, Movement::WordRight, u"0:3"_s);
    row("a word right, to the next line", {0, 7}, Movement::WordRight, u"1:4"_s);
    row("a word right, at the row's end", {0, 10}, Movement::WordRight, u"1:4"_s);
    row("a word right, into a wrapped row", {1, 5}, Movement::WordRight, u"2:2"_s);
    row("a word right, no more", {4, 4}, Movement::WordRight, u"4:10"_s);
    row("a word left", {0, 7}, Movement::WordLeft, u"0:4"_s);
    row("a word left, over blanks", {0, 4}, Movement::WordLeft, u"0:0"_s);
    row("a word left, out of a wrapped row", {2, 2}, Movement::WordLeft, u"1:5"_s);
    row("a word left, to the line above", {1, 0}, Movement::WordLeft, u"0:4"_s);
    row("a word left, no more", {0, 0}, Movement::WordLeft, u"0:0"_s);
}

void tst_TerminalSelection::keysMoveTheHead()
{
    QFETCH(const double, row);
    QFETCH(const double, column);
    QFETCH(const Movement, movement);
    QFETCH(const QString, head);
    const TestRows screen(10, {u"one two"_s, u"over fives\\"_s, u"ix"_s, u"漢字"_s, u"last"_s});
    Selection selection;
    selection.begin(By::Character, {qint64(row), column}, screen.rows);
    selection.move(movement, 3, screen.rows);
    QCOMPARE(placeText(selection.head()), head);
}

void tst_TerminalSelection::keysExtendAWord()
{
    const TestRows screen(10, {u"one two"_s});
    Selection selection;
    selection.begin(By::Word, {0, 1}, screen.rows);
    selection.move(Movement::Right, 3, screen.rows);
    selection.move(Movement::Right, 3, screen.rows);
    QCOMPARE(selection.text(screen.rows), u"one t"_s);
    selection.clear();
    selection.move(Movement::Right, 3, screen.rows);
    QVERIFY(!selection.isActive());
    // And of a line.
    const TestRows lines(10, {u"one two"_s, u"three"_s});
    selection.begin(By::Line, {0, 1}, lines.rows);
    selection.move(Movement::Down, 1, lines.rows);
    selection.extend({1, 2}, lines.rows);
    QCOMPARE(selection.text(lines.rows), u"one two\nth"_s);
}

void tst_TerminalSelection::allIsFromTheFirstRowToTheLast()
{
    const TestRows screen(10, {u""_s, u"one"_s, u""_s, u"two  "_s, u"  "_s, u""_s}, 7);
    Selection selection;
    selection.selectAll(screen.rows);
    QCOMPARE(selection.text(screen.rows), u"\none\n\ntwo"_s);
    QCOMPARE(placeText(selection.from()), u"7:0"_s);
    QCOMPARE(placeText(selection.to()), u"10:10"_s);
    const TestRows blank(10, {u""_s, u"  "_s});
    selection.selectAll(blank.rows);
    QVERIFY(!selection.isActive());
}

void tst_TerminalSelection::itKeepsItsPlaceWhileRowsScroll()
{
    QStringList lines{u"one"_s, u"two"_s, u"three"_s};
    Selection selection;
    {
        const TestRows screen(10, lines, 100);
        selection.begin(By::Character, {101, 0}, screen.rows);
        selection.extend({101, 2.9}, screen.rows);
    }
    lines << u"four"_s << u"five"_s; // the numbers stay, the first row is gone
    lines.removeFirst();
    const TestRows scrolled(10, lines, 101);
    QVERIFY(!selection.rowsDropped(101));
    QVERIFY(!selection.rowsChanged(103, 105));
    QCOMPARE(selection.text(scrolled.rows), u"two"_s);
}

void tst_TerminalSelection::whatChangesInItEndsIt()
{
    const TestRows screen(10, {u"one"_s, u"two"_s, u"three"_s, u"four"_s});
    Selection selection;
    const auto select = [&] {
        selection.begin(By::Character, {1, 0}, screen.rows);
        selection.extend({2, 3}, screen.rows);
    };
    select();
    QVERIFY(!selection.rowsChanged(0, 1));
    QVERIFY(!selection.rowsChanged(3, 4));
    QVERIFY(selection.isActive());
    QVERIFY(selection.rowsChanged(2, 3));
    QVERIFY(!selection.isActive());
    select();
    QVERIFY(selection.rowsChanged(0, 2));
    QCOMPARE(selection.text(screen.rows), QString());
    // What has only been begun goes on.
    selection.begin(By::Character, {1, 0}, screen.rows);
    QVERIFY(!selection.rowsChanged(0, 4));
    selection.extend({1, 2.9}, screen.rows);
    QCOMPARE(selection.text(screen.rows), u"two"_s);
}

void tst_TerminalSelection::whatLeavesTheScrollbackLeavesIt()
{
    const QStringList lines{u"one"_s, u"two"_s, u"three"_s, u"four"_s};
    const TestRows screen(10, lines);
    Selection selection;
    selection.begin(By::Character, {0, 2}, screen.rows);
    selection.extend({2, 3}, screen.rows);
    QVERIFY(selection.rowsDropped(1));
    const TestRows dropped(10, lines.mid(1), 1);
    QCOMPARE(selection.text(dropped.rows), u"two\nthr"_s);
    QVERIFY(selection.rowsDropped(3));
    QVERIFY(!selection.isActive());
    // A block keeps its columns.
    selection.begin(By::Block, {0, 1}, screen.rows);
    selection.extend({2, 3}, screen.rows);
    QVERIFY(selection.rowsDropped(1));
    QCOMPARE(selection.text(dropped.rows), u"wo\nhr"_s);
}

void tst_TerminalSelection::aDragBeyondTheEdgeScrolls()
{
    QCOMPARE(Selection::autoScroll(0, 100, 10), 0);
    QCOMPARE(Selection::autoScroll(99, 100, 10), 0);
    QCOMPARE(Selection::autoScroll(-1, 100, 10), -1);
    QCOMPARE(Selection::autoScroll(-25, 100, 10), -3);
    QCOMPARE(Selection::autoScroll(100, 100, 10), 1);
    QCOMPARE(Selection::autoScroll(1e9, 100, 10), 21);
    QCOMPARE(Selection::autoScroll(-1e9, 100, 10), -21);
    QCOMPARE(Selection::autoScroll(-1, 100, 0), 0);
}

void tst_TerminalSelection::nothingIsSelectedOfNothing()
{
    const TestRows screen(10, {});
    Selection selection;
    for (const By by : {By::Character, By::Word, By::Line, By::Block}) {
        selection.begin(by, {0, 0}, screen.rows);
        selection.extend({5, 5}, screen.rows);
        selection.move(Movement::Down, 3, screen.rows);
        QVERIFY(selection.isEmpty());
        QCOMPARE(selection.text(screen.rows), QString());
    }
    selection.selectAll(screen.rows);
    QVERIFY(selection.isEmpty());
}

void tst_TerminalSelection::links_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found"); // the text of each
    const auto row = [](const QString &text, const QStringList &found) {
        QTest::addRow("%s", qPrintable(text)) << text << found;
    };
    row(u"see https://example.com/a?b=c#d."_s, {u"https://example.com/a?b=c#d"_s});
    row(u"(http://example.com/x)"_s, {u"http://example.com/x"_s});
    row(u"http://example.com/a_(b)"_s, {u"http://example.com/a_(b)"_s});
    row(u"(see http://example.com/a_(b)),"_s, {u"http://example.com/a_(b)"_s});
    row(u"[x](http://example.com/)"_s, {u"http://example.com/"_s});
    row(u"<http://example.com>, \"ftp://example.com/f\""_s,
        {u"http://example.com"_s, u"ftp://example.com/f"_s});
    row(u"HTTP://EXAMPLE.COM/"_s, {u"HTTP://EXAMPLE.COM/"_s});
    row(u"http://[::1]:8080/x"_s, {u"http://[::1]:8080/x"_s});
    row(u"http://user@example.com:81/%20"_s, {u"http://user@example.com:81/%20"_s});
    row(u"www.example.com/x!"_s, {u"www.example.com/x"_s});
    row(u"www. and www.x"_s, {});
    row(u"mailto:a@example.com"_s, {u"mailto:a@example.com"_s});
    row(u"mailto: nobody"_s, {});
    row(u"file:///tmp/x"_s, {u"file:///tmp/x"_s});
    row(u"ssh://host/ git://host/a"_s, {u"ssh://host/"_s, u"git://host/a"_s});
    row(u"http:// https:/// http://."_s, {});
    row(u"xhttp://example.com javascript://x.y data:,x"_s, {});
    row(u"见http://example.com。后"_s, {});
    row(u"「http://example.com/漢」"_s, {u"http://example.com/漢"_s});
    row(u"http://example.com/ä，"_s, {u"http://example.com/ä"_s});
    row(u"│http://example.com/│"_s, {u"http://example.com/"_s});
    row(u"**http://example.com/**"_s, {u"http://example.com/"_s});
    row(u"http://a.example,http://b.example"_s, {u"http://a.example"_s, u"http://b.example"_s});
    row(u"http://a.example/http://b.example"_s, {u"http://a.example/http://b.example"_s});
    row(u"'http://example.com/it's'"_s, {u"http://example.com/it"_s});
}

void tst_TerminalSelection::links()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, found);
    QStringList got;
    for (const Addresses::Found &each : Addresses::inText(text)) {
        got << text.sliced(each.from, each.to - each.from);
        QVERIFY(each.url.isValid() && !each.url.scheme().isEmpty());
    }
    QCOMPARE(got, found);
}

void tst_TerminalSelection::aLinkIsFoundAtEachOfItsCells()
{
    const TestRows screen(40, {u"漢 http://a.example/漢/x ok"_s});
    for (int column = -1; column < 42; ++column) {
        const std::optional<Address> link = Addresses::at({0, column}, screen.rows);
        const bool isIn = column >= 3 && column < 24;
        QCOMPARE(link.has_value(), isIn);
        if (!isIn)
            continue;
        QCOMPARE(placeText(link->from), u"0:3"_s);
        QCOMPARE(placeText(link->to), u"0:24"_s);
        QCOMPARE(link->url, QUrl(u"http://a.example/漢/x"_s));
    }
}

void tst_TerminalSelection::aLinkGoesOnInWrappedRows()
{
    const TestRows screen(10, {u"x http://a\\"_s, u".example/b\\"_s, u"c y"_s, u"z"_s}, 5);
    for (const Place &place : {Place{5, 2}, Place{6, 0}, Place{6, 9}, Place{7, 0}}) {
        const std::optional<Address> link = Addresses::at(place, screen.rows);
        QVERIFY(link.has_value());
        QCOMPARE(link->url, QUrl(u"http://a.example/bc"_s));
        QCOMPARE(placeText(link->from), u"5:2"_s);
        QCOMPARE(placeText(link->to), u"7:1"_s);
    }
    QVERIFY(!Addresses::at({5, 0}, screen.rows));
    QVERIFY(!Addresses::at({7, 2}, screen.rows));
    QVERIFY(!Addresses::at({9, 0}, screen.rows));
    // A line without end: only what is around is read.
    const TestRows endless(10, QStringList(1000, u"http://a.b\\"_s));
    QVERIFY(!Addresses::at({500, 3}, endless.rows)
            || Addresses::at({500, 3}, endless.rows)->from.row >= 460);
}

void tst_TerminalSelection::searchesGoUpAndDownAndRound()
{
    const TestRows screen(10, {u"one two"_s, u"two"_s, u""_s, u"Two two"_s}, 5);
    const auto found = [&](const Place &from, Search::Direction direction,
                           const QString &text = u"two"_s) {
        const auto match = Search::find(Search::literal(text), from, direction, screen.rows);
        return match ? placeText(match->first) + u'-' + placeText(match->second) : QString();
    };
    constexpr auto up = Search::Direction::Up;
    constexpr auto down = Search::Direction::Down;
    QCOMPARE(found({9, 0}, up), u"8:4-8:7"_s);
    QCOMPARE(found({8, 4}, up), u"8:0-8:3"_s);
    QCOMPARE(found({8, 0}, up), u"6:0-6:3"_s);
    QCOMPARE(found({6, 0}, up), u"5:4-5:7"_s);
    QCOMPARE(found({5, 4}, up), u"8:4-8:7"_s);
    QCOMPARE(found({5, 0}, down), u"5:4-5:7"_s);
    QCOMPARE(found({5, 7}, down), u"6:0-6:3"_s);
    QCOMPARE(found({6, 3}, down), u"8:0-8:3"_s);
    QCOMPARE(found({8, 7}, down), u"5:4-5:7"_s);
    QCOMPARE(found({6, 0}, up, u"one"_s), u"5:0-5:3"_s);
    QCOMPARE(found({5, 1}, down, u"one"_s), u"5:0-5:3"_s);
    QCOMPARE(found({5, 0}, down, u"two."_s), QString());
    QCOMPARE(found({5, 0}, up, u""_s), QString());
    const QRegularExpression expression(u"^t.o$"_s);
    QCOMPARE(placeText(Search::find(expression, {9, 0}, up, screen.rows)->first), u"6:0"_s);
    QVERIFY(!Search::find(QRegularExpression(u"x*"_s), {9, 0}, up, screen.rows));
    QVERIFY(!Search::find(QRegularExpression(u"("_s), {9, 0}, up, screen.rows));
    const TestRows nothing(10, {});
    QVERIFY(!Search::find(expression, {0, 0}, down, nothing.rows));
}

void tst_TerminalSelection::aSearchMeetsWrappedAndWideText()
{
    const TestRows screen(10, {u"012345678 \\"_s, u"漢字 abc a\\"_s, u"bc end"_s});
    const auto found = [&](const QString &text) {
        const auto match =
            Search::find(Search::literal(text), {3, 0}, Search::Direction::Up, screen.rows);
        return match ? placeText(match->first) + u'-' + placeText(match->second) : QString();
    };
    QCOMPARE(found(u"8漢"_s), u"0:8-1:2"_s);
    QCOMPARE(found(u"字"_s), u"1:2-1:4"_s);
    QCOMPARE(found(u"ABC"_s), u"1:9-2:2"_s);
    QCOMPARE(found(u"abc ab"_s), u"1:5-2:1"_s);
}

void tst_TerminalSelection::matchesAreCounted()
{
    const TestRows screen(10, {u"one two"_s, u"a wrapped\\"_s, u" two"_s, u"Two two"_s}, 5);
    const auto count = [&](const QRegularExpression &pattern, const Place &place, int lines) {
        MatchCount counted;
        counted.begin(pattern, place);
        while (!counted.goOn(lines, screen.rows)) { }
        return u"%1 of %2"_s.arg(counted.number()).arg(counted.matches());
    };
    for (const int lines : {1, 2, 3, 100}) {
        QCOMPARE(count(Search::literal(u"two"_s), {8, 0}, lines), u"3 of 4"_s);
        QCOMPARE(count(Search::literal(u"two"_s), {5, 4}, lines), u"1 of 4"_s);
        QCOMPARE(count(Search::literal(u"two"_s), {5, 5}, lines), u"0 of 4"_s);
        QCOMPARE(count(Search::literal(u"d  two"_s), {6, 8}, lines), u"1 of 1"_s);
        QCOMPARE(count(Search::literal(u"three"_s), {}, lines), u"0 of 0"_s);
        QCOMPARE(count(QRegularExpression(u"x*"_s), {}, lines), u"0 of 0"_s);
        QCOMPARE(count(QRegularExpression(u"("_s), {}, lines), u"0 of 0"_s);
        QCOMPARE(count(QRegularExpression(), {}, lines), u"0 of 0"_s);
    }
    // Rows that go meanwhile are not counted, and none is counted twice.
    MatchCount counted;
    counted.begin(Search::literal(u"two"_s), {});
    QVERIFY(!counted.goOn(1, screen.rows));
    const TestRows later(10, {u"Two two"_s, u"two"_s}, 8);
    QVERIFY(counted.goOn(10, later.rows));
    QCOMPARE(counted.matches(), 4);
}

void tst_TerminalSelection::aLineOfDoubleWidthHasHalfTheColumns()
{
    const TestRows screen(10, {u"\fabcde\\"_s, u"fgh"_s, u"\fab"_s, u"xy"_s});
    Selection selection;
    selection.begin(By::Word, {0, 2}, screen.rows);
    QCOMPARE(selection.text(screen.rows), u"abcdefgh"_s);
    QCOMPARE(Search::find(Search::literal(u"ef"_s), {9, 0}, Search::Direction::Up, screen.rows)
                 .has_value(),
             true);
    // The mark goes to where the line ends, and not beyond.
    selection.begin(By::Character, {2, 4}, screen.rows);
    QCOMPARE(placeText(selection.head()), u"2:4"_s);
    selection.move(Movement::Right, 3, screen.rows);
    QCOMPARE(placeText(selection.head()), u"2:5"_s);
    selection.move(Movement::Right, 3, screen.rows);
    QCOMPARE(placeText(selection.head()), u"3:1"_s);
    selection.begin(By::Character, {3, 0}, screen.rows);
    selection.move(Movement::Left, 3, screen.rows);
    QCOMPARE(placeText(selection.from()), u"2:4"_s);
}

QTEST_APPLESS_MAIN(tst_TerminalSelection)
#include "tst_terminalselection.moc"
