// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Text as lines, wherever it is cut.

#include "linesplitter.h"

#include <QtTest/QTest>

using namespace Offspring;
using namespace Qt::StringLiterals;

namespace {

QStringList linesOf(const QStringList &chunks)
{
    LineSplitter splitter;
    QStringList lines;
    for (const QString &chunk : chunks)
        lines += splitter.feed(chunk);
    return lines + splitter.finish();
}

} // namespace

class tst_LineSplitter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreTheSameWhereverTheTextIsCut_data();
    void linesAreTheSameWhereverTheTextIsCut();
    void aLineComesWithTheCharacterThatEndsIt();
    void aLongLineComesInPieces();
    void aPairIsNotTorn();
    void theNextTextBeginsALine();
};

void tst_LineSplitter::linesAreTheSameWhereverTheTextIsCut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("nothing") << u""_s << QStringList();
    QTest::newRow("one") << u"one\n"_s << QStringList{u"one"_s};
    QTest::newRow("not ended") << u"one"_s << QStringList{u"one"_s};
    QTest::newRow("empty ones") << u"\n\n"_s << QStringList{u""_s, u""_s};
    QTest::newRow("two") << u"one\ntwo\n"_s << QStringList{u"one"_s, u"two"_s};
    QTest::newRow("CR LF") << u"one\r\n\r\ntwo\r\n"_s << QStringList{u"one"_s, u""_s, u"two"_s};
    QTest::newRow("CR CR LF") << u"one\r\r\ntwo"_s << QStringList{u"one"_s, u"two"_s};
    QTest::newRow("LF CR") << u"one\n\rtwo"_s << QStringList{u"one"_s, u"two"_s};
    QTest::newRow("progress") << u"1%\r2%\r3%\ndone\n"_s
                              << QStringList{u"1%"_s, u"2%"_s, u"3%"_s, u"done"_s};
    QTest::newRow("return first") << u"\r1%\r2%"_s << QStringList{u"1%"_s, u"2%"_s};
    QTest::newRow("returns alone") << u"\r\r\r"_s << QStringList();
    QTest::newRow("return, empty line") << u"1%\r\n\n2"_s << QStringList{u"1%"_s, u""_s, u"2"_s};
    QTest::newRow("other separators")
        << u"a\u2028b\fc\u0085"_s << QStringList{u"a\u2028b\fc\u0085"_s};
}

void tst_LineSplitter::linesAreTheSameWhereverTheTextIsCut()
{
    QFETCH(QString, text);
    QFETCH(QStringList, lines);
    QStringList characters;
    for (const QChar character : std::as_const(text))
        characters << QString(character);
    QCOMPARE(linesOf(characters), lines);
    for (qsizetype first = 0; first <= text.size(); ++first) {
        for (qsizetype second = first; second <= text.size(); ++second)
            QCOMPARE(
                linesOf({text.first(first), text.mid(first, second - first), text.mid(second)}),
                lines);
    }
}

void tst_LineSplitter::aLineComesWithTheCharacterThatEndsIt()
{
    LineSplitter splitter;
    QCOMPARE(splitter.feed(u"10%"), QStringList());
    QCOMPARE(splitter.feed(u"\r"), QStringList{u"10%"_s});
    QCOMPARE(splitter.feed(u"\n"), QStringList());
    QCOMPARE(splitter.feed(u"\n"), QStringList{u""_s});
}

void tst_LineSplitter::aLongLineComesInPieces()
{
    const QString longest(LineSplitter::longest, u'x');
    QCOMPARE(linesOf({longest + u'\n'}), QStringList{longest});
    QCOMPARE(linesOf({longest, u"y\nz"_s}), (QStringList{longest, u"y"_s, u"z"_s}));
    QCOMPARE(linesOf({longest + longest + u"y\r\n"_s}), (QStringList{longest, longest, u"y"_s}));
}

void tst_LineSplitter::aPairIsNotTorn()
{
    const QString almost(LineSplitter::longest - 1, u'x');
    QCOMPARE(linesOf({almost + u"😀"_s}), (QStringList{almost, u"😀"_s}));
    QCOMPARE(linesOf({almost + QChar(0xd83d), QChar(0xde00) + u"\n"_s}),
             (QStringList{almost, u"😀"_s}));
}

void tst_LineSplitter::theNextTextBeginsALine()
{
    LineSplitter splitter;
    QCOMPARE(splitter.feed(u"one\r"), QStringList{u"one"_s});
    QCOMPARE(splitter.finish(), QStringList());
    QCOMPARE(splitter.feed(u"\n"), QStringList{u""_s});
    QCOMPARE(splitter.feed(u"half"), QStringList());
    QCOMPARE(splitter.finish(), QStringList{u"half"_s});
    QCOMPARE(splitter.finish(), QStringList());
}

QTEST_GUILESS_MAIN(tst_LineSplitter)
#include "tst_linesplitter.moc"
