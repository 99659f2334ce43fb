// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What is looked for in lines, by tables; and that no expression freezes who looks.

#include "linepattern.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using Offspring::LinePattern;

class tst_LinePattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hitsAreFound_data();
    void hitsAreFound();
    void longLinesAreSearchedToTheirEnds();
    void whatIsNoExpressionIsSaid();
    void anExpressionThatGoesBackForEverIsGivenUp_data();
    void anExpressionThatGoesBackForEverIsGivenUp();
    void anExpressionThatIsSlowEverywhereIsGivenUp();
    void ordinaryExpressionsAreNotGivenUp();
    void brokenTextIsNoReasonToGiveUp();
};

void tst_LinePattern::hitsAreFound_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("isCaseSensitive");
    QTest::addColumn<bool>("isExpression");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QList<int>>("hits");

    const auto row = [](const char *name, const QString &pattern, bool isCaseSensitive,
                        bool isExpression, const QString &line, const QList<int> &hits) {
        QTest::newRow(name) << pattern << isCaseSensitive << isExpression << line << hits;
    };
    row("nothing", {}, false, false, u"text"_s, {});
    row("no expression", {}, false, true, u"text"_s, {});
    row("text", u"ab"_s, false, false, u"ab xAB ab"_s, {0, 2, 4, 6, 7, 9});
    row("with its case", u"ab"_s, true, false, u"ab xAB ab"_s, {0, 2, 7, 9});
    row("a text is no expression", u"a."_s, false, false, u"ab a."_s, {3, 5});
    row("expression", u"a.c?"_s, false, true, u"xaBc ab"_s, {1, 4, 5, 7});
    row("with its case, too", u"a.c"_s, true, true, u"ABC abc"_s, {4, 7});
    row("begin and end", u"^a|a$"_s, false, true, u"aba"_s, {0, 1, 2, 3});
    row("the end of an empty line", u"$"_s, false, true, {}, {});
    row("what matches nothing", u"b*"_s, false, true, u"abba"_s, {1, 3});
    row("beside an emoji", u"x*"_s, false, true, u"\U0001f600x\U0001f600"_s, {2, 3});
    row("letters of all scripts", u"\\w+"_s, false, true, u"é ü-x"_s, {0, 1, 2, 3, 4, 5});
    row("overlapping", u"aa"_s, false, false, u"aaaa"_s, {0, 2, 2, 4});
}

void tst_LinePattern::hitsAreFound()
{
    QFETCH(const QString, pattern);
    QFETCH(const bool, isCaseSensitive);
    QFETCH(const bool, isExpression);
    QFETCH(const QString, line);
    QFETCH(const QList<int>, hits);
    LinePattern found(pattern, isCaseSensitive, isExpression);
    QCOMPARE(found.hits(line), hits);
    QCOMPARE(found.error(), QString());
    if (!hits.isEmpty())
        QVERIFY(found.matches(line));
}

void tst_LinePattern::longLinesAreSearchedToTheirEnds()
{
    for (const int before : {0, 4090, 4096, 5119, 5120, 8191, 8192, 100'000}) {
        const QString line = QString(before, u'x') + u"needle"_s + QString(50, u'y');
        LinePattern text(u"n.*e"_s, false, true);
        QCOMPARE(text.hits(line), QList<int>({before, before + 6}));
        LinePattern toTheEnd(u"needley*$"_s, false, true);
        QCOMPARE(toTheEnd.hits(line), QList<int>({before, int(line.size())}));
        LinePattern early(u"x$"_s, false, true); // the end of a piece is not that of the line
        QCOMPARE(early.hits(line), QList<int>());
        LinePattern behind(u"(?<=x)n"_s, false, true); // nor its begin
        QCOMPARE(behind.matches(line), before > 0);
    }
    // One match over many pieces.
    const QString line = u"a"_s + QString(50'000, u'b') + u"c"_s;
    LinePattern all(u"ab*c"_s, false, true);
    LinePattern greedy(u"ab+"_s, false, true);
    QCOMPARE(greedy.hits(line), QList<int>({0, 50'001}));
    QVERIFY(all.error().isEmpty());
}

void tst_LinePattern::whatIsNoExpressionIsSaid()
{
    LinePattern open(u"a(b"_s, false, true);
    QVERIFY2(open.error().startsWith(u"The expression is not valid: "_s), qPrintable(open.error()));
    QVERIFY2(open.error().endsWith(u", at character 4"_s), qPrintable(open.error()));
    QVERIFY(!open.matches(u"a(b"_s));
    QVERIFY(open.hits(u"a(b"_s).isEmpty());
    QVERIFY(!open.isTooSlow());
    QVERIFY(LinePattern(u"a(b"_s, false, false).error().isEmpty());
}

void tst_LinePattern::anExpressionThatGoesBackForEverIsGivenUp_data()
{
    QTest::addColumn<QString>("pattern");
    for (const auto &pattern :
         {u"(a+)+$"_s, u"(a|aa)+$"_s, u"(.*a){20}$"_s, u"(a*)*b"_s,
          u"^(([a-z])+.)+[A-Z]([a-z])+$"_s, u"(*LIMIT_MATCH=2000000000)(a+)+$"_s})
        QTest::newRow(qPrintable(pattern)) << pattern;
}

void tst_LinePattern::anExpressionThatGoesBackForEverIsGivenUp()
{
    QFETCH(const QString, pattern);
    LinePattern hostile(pattern, true, true);
    const QString line = QString(200, u'a') + u'!';
    for (int i = 0; i < 100'000 && hostile.error().isEmpty(); ++i)
        QVERIFY(!hostile.matches(line));
    // Some of them PCRE sees through: they are quick.
    if (!hostile.error().isEmpty()) {
        QVERIFY(hostile.isTooSlow());
        QCOMPARE(hostile.error(), u"The expression takes too long on these lines"_s);
    }
    QVERIFY(!hostile.matches(line));
}

// Not one step takes long, but each place in each line has many: their sum counts.
void tst_LinePattern::anExpressionThatIsSlowEverywhereIsGivenUp()
{
    LinePattern slow(u"(?:x*)(?:x*)(?:x*)[yz]"_s, true, true);
    QString line;
    while (line.size() < 60'000)
        line += QString(60, u'x') + u'-';
    const LinePattern::Turn turn(&slow);
    for (int i = 0; i < 100'000 && slow.error().isEmpty(); ++i)
        QVERIFY(!slow.matches(line));
    QVERIFY(slow.isTooSlow());
}

void tst_LinePattern::ordinaryExpressionsAreNotGivenUp()
{
    const QString line =
        u"2026-01-01 12:34:56.789 [worker-7] warning: src/main.cpp:12: no such file"_s;
    for (const auto &pattern : {u"warn|error"_s, u"^\\d+-\\d+"_s, u"\\b\\w+\\.cpp:\\d+"_s,
                                u"src.*none"_s, u"[^ ]+ never"_s}) {
        LinePattern ordinary(pattern, false, true);
        const LinePattern::Turn turn(&ordinary);
        for (int i = 0; i < 100'000; ++i)
            ordinary.matches(line);
        QVERIFY2(ordinary.error().isEmpty(), qPrintable(pattern));
    }
}

void tst_LinePattern::brokenTextIsNoReasonToGiveUp()
{
    QString line = u"a half: "_s;
    line += QChar(0xd83d);
    LinePattern pattern(u"half"_s, false, true);
    pattern.matches(line);
    QVERIFY(pattern.error().isEmpty());
    QVERIFY(pattern.matches(u"half"_s));
}

QTEST_APPLESS_MAIN(tst_LinePattern)

#include "tst_linepattern.moc"
