// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What a program that means harm can make of its terminal's screen: nothing.

#include "screenlaws.h"

#include <QtTest/QtTest>

#include <malloc.h>

#include <functional>

using namespace Offspring::Terminal;

namespace {

// What the program has said, and would have typed for it.
constexpr const char *words = "marker\r\nmarker";

// A screen that has been told words wherever a terminal keeps any.
void tellWords(Screen &screen)
{
    for (const char *begin : {"\033]0;", "\033]1;", "\033]2;", "\033]7;", "\033]8;id=marker;",
                              "\033]52;c;", "\033]133;A;", "\033P$q", "\033P+q", "\033P1;1|"})
        screen.feed(QByteArray(begin) + words + "\033\\");
    screen.feed("\033]8;;http://marker/\033\\marker\033]0;marker\a\033[22t\r\nmarker");
}

QByteArray brokenAnswer(Screen &screen)
{
    const QByteArray replies = screen.takeReplies();
    if (replies.contains("marker"))
        return "it repeats what the program said";
    return brokenLaw(replies);
}

using Flood = std::function<QByteArray(int)>;

QByteArray number(int value)
{
    return QByteArray::number(value);
}

QByteArray utf8(char32_t character)
{
    return QString::fromUcs4(&character, 1).toUtf8();
}

} // namespace

Q_DECLARE_METATYPE(Flood)

class tst_TerminalSafety : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noQuestionMakesItTypeACommand_data();
    void noQuestionMakesItTypeACommand();
    void noSequenceAtAllMakesItTypeACommand();
    void titlesAreNeverReported();
    void titlesFoldersAndLinksAreBounded();
    void theClipboardIsNeverReadAndOnlyToldOf();
    void noFloodTakesMoreMemoryThanTheScrollback_data();
    void noFloodTakesMoreMemoryThanTheScrollback();
};

void tst_TerminalSafety::noQuestionMakesItTypeACommand_data()
{
    QTest::addColumn<QByteArray>("question");
    QTest::addColumn<bool>("isAnswered");
    const auto row = [](const char *name, const QByteArray &question, bool isAnswered) {
        QTest::newRow(name) << question << isAnswered;
    };
    row("DA", "\033[c", true);
    row("DA2", "\033[>c", true);
    row("DA3", "\033[=c", true);
    row("DECID", "\033Z", true);
    row("DSR", "\033[5n", true);
    row("CPR", "\033[6n", true);
    row("DECXCPR", "\033[?6n", true);
    row("the printer's state", "\033[?15n", true);
    row("DECRQM", "\033[?7$p", true);
    row("DECRQM of what is none", "\033[?4242$p", true);
    row("DECRQSS of the style", "\033P$qm\033\\", true);
    row("DECRQSS of words", QByteArray("\033P$q") + words + "\033\\", true);
    row("XTGETTCAP of words", "\033P+q6d61726b65720d0a\033\\", true);
    row("XTVERSION", "\033[>q", true);
    row("XTWINOPS: the size", "\033[18t", true);
    row("XTWINOPS: the title", "\033[21t", false);
    row("XTWINOPS: the icon's title", "\033[20t", false);
    row("a colour", "\033]4;1;?\a", true);
    row("the foreground", "\033]10;?\033\\", true);
    row("the background", "\033]11;?\a", true);
    row("the cursor's colour", "\033]12;?\033\\", true);
    row("many colours", "\033]4;1;?;2;?;marker;?;3;?\a", true);
    row("a colour after words", "\033]10;marker\r\nmarker\a\033]10;?\a", true);
    row("the clipboard", "\033]52;c;?\a", false);
    row("the answerback message", "\005", false);
    row("DECRQPSR: the cursor", "\033[1$w", false);
    row("DECRQPSR: the tab stops", "\033[2$w", false);
    row("DECRQCRA", "\033[1;1;1;1;2;2*y", false);
    row("DECREQTPARM", "\033[x", false);
    row("the folder", "\033]7;?\a", false);
    row("the font", "\033]50;?\a", false);
}

void tst_TerminalSafety::noQuestionMakesItTypeACommand()
{
    QFETCH(QByteArray, question);
    QFETCH(bool, isAnswered);
    Screen screen;
    tellWords(screen);
    screen.takeReplies();
    screen.feed(question);
    const QByteArray replies = screen.takeReplies();
    QCOMPARE(!replies.isEmpty(), isAnswered);
    QVERIFY(!replies.contains('\r') && !replies.contains('\n') && !replies.contains("marker"));
    QCOMPARE(brokenLaw(replies), QByteArray());
}

// Each marker, intermediate and final byte that there is, with numbers of all kinds.
void tst_TerminalSafety::noSequenceAtAllMakesItTypeACommand()
{
    const QByteArrayList numbers = {"",   "0",  "1",           "2",     "5",  "6",
                                    "14", "18", "19",          "20",    "21", "22",
                                    "23", "26", "1;2;3;4;5;6", "99999", "4:3"};
    for (const char *marker : {"", "<", "=", ">", "?"}) {
        for (char intermediate = 0x1f; intermediate <= 0x2f; ++intermediate) {
            const QByteArray middle(intermediate < 0x20 ? 0 : 1, intermediate);
            for (char final = 0x40; final <= 0x7e; ++final) {
                Screen screen(10, 3, 10);
                tellWords(screen);
                for (const QByteArray &each : numbers) {
                    screen.feed("\033[" + QByteArray(marker) + each + middle + final);
                    screen.feed("\033P" + QByteArray(marker) + each + middle + final + words
                                + "\033\\");
                }
                screen.feed("\033" + middle + final + "\033\\");
                const QByteArray broken = brokenAnswer(screen);
                QVERIFY2(broken.isEmpty(), (marker + middle + final + ": " + broken).constData());
            }
        }
    }
    Screen screen(10, 3, 10);
    for (int command = 0; command < 2000; ++command) {
        for (const char *text : {"?", "marker\r\n", "1;?", "c;?", "marker;?", "?;?;?", ""}) {
            screen.feed("\033]" + number(command) + ';' + text + '\a');
            const QByteArray broken = brokenAnswer(screen);
            QVERIFY2(broken.isEmpty(), ("OSC " + number(command) + ": " + broken).constData());
        }
    }
}

void tst_TerminalSafety::titlesAreNeverReported()
{
    Screen screen;
    screen.feed("\033]2;rm -rf ~\r\n\a\033[21t\033[20t\033[22t\033[23t\033[21;2t");
    QCOMPARE(screen.takeReplies(), QByteArray());
    screen.feed("\033]2;a\u0085b\x7f\u009bc\a");
    QCOMPARE(screen.title(), QStringLiteral("abc"));
}

void tst_TerminalSafety::titlesFoldersAndLinksAreBounded()
{
    Screen screen(10, 2);
    const QByteArray text(100'000, 'a');
    screen.feed("\033]2;" + text + '\a');
    QCOMPARE(screen.title().size(), 4096);
    screen.feed("\033]7;file:///a\a\033]7;" + text + '\a');
    QCOMPARE(screen.folder(), QByteArray("file:///a"));
    screen.feed("\033]7;" + text.first(4096) + '\a');
    QCOMPARE(screen.folder(), text.first(4096));
    const auto linkOf = [&screen](const QByteArray &url) {
        screen.feed("\r\033]8;;" + url + "\033\\x\033]8;;\033\\");
        return screen.link(screen.style(screen.row(0).cells[0].style).link).url;
    };
    const QByteArray longest = text.first(Links::maximalLength);
    QCOMPARE(linkOf(longest), longest);
    QCOMPARE(linkOf(longest + 'a'), QByteArray());
    QCOMPARE(linkOf("http://a/"), QByteArray("http://a/"));
    const auto linkWithIdOf = [&screen](const QByteArray &id) {
        screen.feed("\r\033]8;id=" + id + ";http://a/\033\\x\033]8;;\033\\");
        return screen.link(screen.style(screen.row(0).cells[0].style).link).id;
    };
    const QByteArray longestId = text.first(Links::maximalLength - 9);
    QCOMPARE(linkWithIdOf(longestId), longestId);
    QCOMPARE(linkWithIdOf(longestId + 'a'), QByteArray());
    // Ten titles are kept.
    for (int i = 0; i < 1000; ++i)
        screen.feed("\033]2;" + number(i) + "\a\033[22t");
    for (int i = 0; i < 1000; ++i)
        screen.feed("\033[23t");
    QCOMPARE(screen.title(), QStringLiteral("990"));
}

void tst_TerminalSafety::theClipboardIsNeverReadAndOnlyToldOf()
{
    Screen screen;
    screen.feed("\033]52;c;c2VjcmV0\a\033]52;c;?\a\033]52;;?\a\033]52;p;?\033\\");
    QCOMPARE(screen.takeReplies(), QByteArray());
    // Only the last text waits for somebody to allow it.
    screen.feed("\033]52;c;Zmlyc3Q=\a\033]52;p;bGFzdA==\a");
    const auto text = screen.takeClipboardText();
    QVERIFY(text);
    QCOMPARE(text->targets, QByteArray("p"));
    QCOMPARE(text->text, QByteArray("last"));
    QVERIFY(!screen.takeClipboardText());
    screen.feed("\033]52;cpqs01234567cpqs;YQ==\a");
    QVERIFY(screen.takeClipboardText());
    screen.feed("\033]52;cpqs01234567cpqsc;YQ==\a");
    QVERIFY(!screen.takeClipboardText());
    screen.feed("\033]52;c;" + QByteArray(Parser::maximalString, 'A') + '\a');
    QVERIFY(!screen.takeClipboardText());
}

void tst_TerminalSafety::noFloodTakesMoreMemoryThanTheScrollback_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<Flood>("flood");
    const auto row = [](const char *name, int count, const Flood &flood) {
        QTest::newRow(name) << count << flood;
    };
    row("styles", 3'000'000, [](int i) {
        return "\033[38;2;" + number(i & 255) + ';' + number(i >> 8 & 255) + ';' + number(i >> 16)
            + "mx";
    });
    row("links", 60'000,
        [](int i) { return "\033]8;;http://" + QByteArray(2000, 'a') + number(i) + "\033\\x"; });
    row("links' names", 60'000, [](int i) {
        return "\033]8;id=" + QByteArray(2000, 'a') + number(i) + ";http://a/\033\\x\r\n";
    });
    row("titles", 40'000,
        [](int i) { return "\033]2;" + QByteArray(4000, 'a') + number(i) + "\a\033[22t"; });
    row("clusters", 1'500'000, [](int i) {
        return 'x' + utf8(char32_t(0x300 + i % 0x70)) + utf8(char32_t(0x300 + i / 0x70 % 0x70))
            + utf8(char32_t(0x300 + i / 0x3100 % 0x70));
    });
    row("long clusters", 10, [](int) { return "x" + QByteArray("\u0301").repeated(5'000'000); });
    row("a string without an end", 200, [](int) { return "\033]2;" + QByteArray(1 << 20, 'a'); });
    row("a device control without an end", 200,
        [](int) { return "\033P$q" + QByteArray(1 << 20, 'a'); });
    row("parameters", 200, [](int) { return "\033[" + QByteArray("1;").repeated(500'000); });
    row("clipboards", 200, [](int) { return "\033]52;c;" + QByteArray(1'000'000, 'A') + '\a'; });
    row("rows", 2'000'000, [](int i) { return "row " + number(i) + "\r\n"; });
    row("saved cursors and screens", 300'000,
        [](int) { return QByteArray("\0337\033[s\033[?1049h\033[?1048h\033[?1049l"); });
}

// Of each more than a hundred megabytes, distinct; a tenth of that remains, and less.
void tst_TerminalSafety::noFloodTakesMoreMemoryThanTheScrollback()
{
    QFETCH(int, count);
    QFETCH(Flood, flood);
    const auto used = [] {
        const struct mallinfo2 info = ::mallinfo2();
        return qint64(info.uordblks + info.hblkhd);
    };
    const qint64 before = used();
    if (before == 0)
        QSKIP("this allocator does not tell how much it has given");
    constexpr qint64 most = 24 << 20;
    Screen screen(80, 24, 100);
    for (int i = 0; i < count; ++i) {
        screen.feed(flood(i));
        screen.takeReplies();
        if (i % 1000 == 0 || count <= 1000)
            QVERIFY2(used() - before <= most, qPrintable(QString::number(used() - before)));
    }
    QVERIFY2(used() - before <= most, qPrintable(QString::number(used() - before)));
    QCOMPARE(brokenLaw(screen), QByteArray());
}

QTEST_APPLESS_MAIN(tst_TerminalSafety)

#include "tst_terminalsafety.moc"
