// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

#include "characterwidth.h"
#include "randomstream.h"
#include "screendump.h"
#include "screenlaws.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QRandomGenerator>
#include <QtTest/QtTest>

#include <limits>
#include <vector>

using namespace Qt::StringLiterals;
using namespace Offspring::Terminal;

namespace {

// What the tables and the seed have: \e \r \n \t \a \b \\ \xHH \uHHHH \UHHHHHHHH.
QByteArray unescaped(QStringView text)
{
    QByteArray result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'\\') {
            const qsizetype length = text[i].isHighSurrogate() ? 2 : 1;
            result += text.sliced(i, length).toUtf8();
            i += length - 1;
            continue;
        }
        const char16_t kind = text[++i].unicode();
        const int digits = kind == u'x' ? 2 : kind == u'u' ? 4 : kind == u'U' ? 8 : 0;
        if (digits > 0) {
            const uint number = text.sliced(i + 1, digits).toUInt(nullptr, 16);
            const char32_t character = number;
            result += kind == u'x' ? QByteArray(1, char(number))
                                   : QString::fromUcs4(&character, 1).toUtf8();
            i += digits;
        } else {
            const qsizetype index = QStringView(u"ernatb\\").indexOf(kind);
            result += "\033\r\n\a\t\b\\"[index];
        }
    }
    return result;
}

QByteArray utf8(char32_t character)
{
    return QString::fromUcs4(&character, 1).toUtf8();
}

} // namespace

class tst_TerminalScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatTheTablesSay_data();
    void showsWhatTheTablesSay();
    void showsWhatProgramsHaveWritten_data();
    void showsWhatProgramsHaveWritten();
    void refusesWrongArguments_data();
    void refusesWrongArguments();
    void doesNotDependOnHowTheBytesAreCut();
    void keepsItsLawsWhateverItIsFed();
    void movesTheCursorByTheWidthOfEachCharacter();
    void givesTheEmojiSequencesTwoCells();
    void tellsEmojiFromText_data();
    void tellsEmojiFromText();
    void keepsARowsRevisionWhereItMoves();
    void givesARowAnotherRevisionWhereItsCellsChange();
    void joinsNoRowsOfTheAlternateScreenThatAreCut();
    void givesRowsBackFromTheScrollbackAsTheyWere();
    void keepsNoMoreMemoryThanTheScrollbackHas();
    void keepsNoMoreMemoryWhenRowsComeAndGo();
    void keepsClustersThatAreUsedAndNoOthers();
    void keepsNoLinksThatNoCellHas();
    void dropsAStringThatIsTooLong();
    void tellsWhatTheClipboardShallHave();
    void setsAndResetsModesThatOthersRead();
    void marksThePrompts();
    void keepsTheMarkOfALineThatIsCutAnew();
    void keepsWhatIsAboveBlanksThatTakeManyRows();
};

// The lines of a table: "= NAME", "@ ARGUMENTS", "< BYTES" and "|LINE|" for each line of the
// output.
void tst_TerminalScreen::showsWhatTheTablesSay_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    int count = 0;
    const QDir folder(QStringLiteral(STREAMS_DIR));
    for (const QString &name : folder.entryList({QStringLiteral("*.txt")})) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (!lines[i].startsWith(u"= "))
                continue;
            const QString title = name.chopped(4) + QStringLiteral(": ") + lines[i].sliced(2);
            const QStringList arguments = lines[i + 1].sliced(2).split(u' ');
            const QByteArray bytes = unescaped(QStringView(lines[i + 2]).sliced(2));
            QByteArray expected;
            for (i += 3; i < lines.size() && lines[i].startsWith(u'|'); ++i)
                expected += lines[i].sliced(1).chopped(1).toUtf8() + '\n';
            QTest::newRow(qUtf8Printable(title)) << arguments << bytes << expected;
            ++count;
        }
    }
    QVERIFY(count >= 500);
}

void tst_TerminalScreen::showsWhatTheTablesSay()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    std::optional<Screendump> dump = Screendump::fromArguments(arguments);
    QVERIFY(dump);
    for (dump->chunk = 0; dump->chunk <= 7; ++dump->chunk)
        QCOMPARE(dump->run(bytes), expected);
}

// What programs wrote to a terminal of 80 × 24, and what screendump --scrollback --attributes says
// of it; looked at, and compared with tmux.
void tst_TerminalScreen::showsWhatProgramsHaveWritten_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const QDir folder(QStringLiteral(RECORDED_DIR));
    for (const QString &name : folder.entryList({QStringLiteral("*.bytes")})) {
        QFile bytes(folder.filePath(name));
        QFile expected(folder.filePath(name.chopped(6) + QStringLiteral(".txt")));
        QVERIFY(bytes.open(QIODevice::ReadOnly) && expected.open(QIODevice::ReadOnly));
        QTest::newRow(qUtf8Printable(name)) << bytes.readAll() << expected.readAll();
    }
}

void tst_TerminalScreen::showsWhatProgramsHaveWritten()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    Screendump dump;
    dump.hasScrollback = dump.hasAttributes = true;
    for (dump.chunk = 0; dump.chunk <= 7; ++dump.chunk)
        QCOMPARE(dump.run(bytes), expected);
}

void tst_TerminalScreen::refusesWrongArguments_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("isRight");
    const auto row = [](const char *arguments, bool isRight) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments).split(u' ', Qt::SkipEmptyParts)
                                 << isRight;
    };
    row("", true);
    row("--columns 1 --rows 1 --limit 0 --chunk 1", true);
    row("--resize 0:1x1 --resize 0:2x2 --resize 5:3x3", true);
    row("--scrollback --attributes --events --replies", true);
    row("--columns", false);
    row("--columns 0", false);
    row("--columns -3", false);
    row("--columns +3", false);
    row("--columns 3x", false);
    row("--rows 0", false);
    row("--limit -1", false);
    row("--chunk 0", false);
    row("--resize 5", false);
    row("--resize 5:3", false);
    row("--resize 5:0x3", false);
    row("--resize -1:3x3", false);
    row("--resize 5:3x3 --resize 4:3x3", false);
    row("--unknown", false);
    row("--unknown 3", false);
    row("file", false);
}

void tst_TerminalScreen::refusesWrongArguments()
{
    QFETCH(QStringList, arguments);
    QFETCH(bool, isRight);
    QCOMPARE(Screendump::fromArguments(arguments).has_value(), isRight);
}

void tst_TerminalScreen::doesNotDependOnHowTheBytesAreCut()
{
    constexpr quint32 count = 10'000;
    for (quint32 seed = 1; seed <= count; ++seed) {
        RandomStream random(seed);
        const QByteArray bytes = random.next();
        Screendump dump;
        dump.columns = 1 + random.below(40);
        dump.rows = 1 + random.below(12);
        dump.limit = random.below(40);
        dump.hasScrollback = dump.hasAttributes = dump.hasEvents = dump.hasReplies = true;
        qsizetype offset = 0;
        for (int resizes = random.below(3); resizes > 0; --resizes) {
            offset += random.below(100);
            dump.resizes.append({offset, 1 + random.below(40), 1 + random.below(12)});
        }
        const QByteArray whole = dump.run(bytes);
        dump.chunk = 1 + qsizetype(seed % 7);
        if (dump.run(bytes) != whole)
            QFAIL(qPrintable(QStringLiteral("seed %1, pieces of %2").arg(seed).arg(dump.chunk)));
    }
}

void tst_TerminalScreen::keepsItsLawsWhateverItIsFed()
{
    constexpr quint32 count = 3'000;
    for (quint32 seed = 1; seed <= count; ++seed) {
        RandomStream random(seed + 1'000'000);
        QByteArray bytes = random.next();
        // Some bytes are others.
        for (int flips = random.below(8); flips > 0 && !bytes.isEmpty(); --flips)
            bytes[random.below(int(bytes.size()))] = char(random.below(256));
        for (int sizes = random.below(4); sizes > 0; --sizes) {
            const char size[] = {'\xfd', char(random.below(256)), char(random.below(256)), 0};
            bytes.insert(random.below(int(bytes.size())), size);
        }
        const QByteArray broken = fuzz(bytes);
        if (!broken.isEmpty())
            QFAIL(qPrintable(QStringLiteral("seed %1: ").arg(seed) + QString::fromUtf8(broken)));
    }
}

void tst_TerminalScreen::movesTheCursorByTheWidthOfEachCharacter()
{
    Screen screen(10, 2);
    int widths[3] = {};
    for (char32_t each = 0x20; each <= 0x10ffff; ++each) {
        if ((each >= 0x7f && each < 0xa0) || (each >= 0xd800 && each < 0xe000))
            continue;
        const int width = CharacterKind::of(each).width();
        ++widths[width];
        screen.feed("\rx" + utf8(each));
        QVERIFY2(screen.cursor().x == 1 + width,
                 qPrintable(QStringLiteral("U+%1").arg(uint(each), 4, 16)));
    }
    // Unicode 15.0. Another version's table has other numbers.
    QCOMPARE(widths[0], 2396);
    QCOMPARE(widths[2], 182'509);
}

void tst_TerminalScreen::givesTheEmojiSequencesTwoCells()
{
    QFile file(QStringLiteral(EMOJI_FILE));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int count = 0;
    for (QByteArray line : file.readAll().split('\n')) {
        line = line.trimmed();
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        std::u32string sequence;
        for (const QByteArray &code : line.split(' '))
            sequence += char32_t(code.toUInt(nullptr, 16));
        const QString text = QString::fromUcs4(sequence.data(), qsizetype(sequence.size()));
        Screen screen(10, 2);
        screen.feed(text.toUtf8() + 'x');
        QVERIFY2(screen.cursor().x == 3, line.constData());
        std::u32string shown;
        screen.appendText(screen.row(0).cells[0], shown);
        QVERIFY2(shown == sequence, line.constData());
        QVERIFY2(isEmoji(sequence), line.constData());
        ++count;
    }
    QVERIFY(count > 3000);
}

void tst_TerminalScreen::tellsEmojiFromText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isShownAsEmoji");
    QTest::newRow("a letter") << u"a"_s << false;
    QTest::newRow("a letter with a mark") << u"a\u0301"_s << false;
    QTest::newRow("Chinese") << u"\u6f22"_s << false;
    QTest::newRow("a Chinese sign that may be one") << u"\u3297"_s << false;
    QTest::newRow("and is") << u"\u3297\ufe0f"_s << true;
    QTest::newRow("a face") << u"\U0001f600"_s << true;
    QTest::newRow("a face, as text") << u"\U0001f600\ufe0e"_s << false;
    QTest::newRow("a heart") << u"\u2764"_s << false;
    QTest::newRow("a heart, as text") << u"\u2764\ufe0e"_s << false;
    QTest::newRow("a heart, as an emoji") << u"\u2764\ufe0f"_s << true;
    QTest::newRow("a heart on fire, without a selector") << u"\u2764\u200d\U0001f525"_s << true;
    QTest::newRow("a finger with a skin tone") << u"\u261d\U0001f3fd"_s << true;
    QTest::newRow("a digit with a selector") << u"1\ufe0f"_s << false;
    QTest::newRow("a digit on a key") << u"1\ufe0f\u20e3"_s << true;
    QTest::newRow("a letter with a selector") << u"a\ufe0f"_s << false;
}

void tst_TerminalScreen::tellsEmojiFromText()
{
    QFETCH(QString, text);
    const std::u32string characters = text.toStdU32String();
    QTEST(isEmoji(characters), "isShownAsEmoji");
}

void tst_TerminalScreen::keepsARowsRevisionWhereItMoves()
{
    Screen screen(10, 3);
    screen.feed("a\r\nb\r\nc");
    const quint64 second = screen.revision(1);
    const quint64 third = screen.revision(2);
    QCOMPARE(screen.revision(1), second);
    screen.feed("\r\nd");
    QCOMPARE(screen.revision(0), second);
    QCOMPARE(screen.revision(1), third);
    QVERIFY(screen.revision(2) != third);
    const quint64 last = screen.revision(2);
    screen.feed("x");
    QVERIFY(screen.revision(2) > last);
    QCOMPARE(screen.revision(1), third);
}

// Whoever shows a row keeps its picture by the revision.
void tst_TerminalScreen::givesARowAnotherRevisionWhereItsCellsChange()
{
    for (quint32 seed = 0; seed < 1000; ++seed) {
        RandomStream random(seed);
        Screen screen(20, 6, 50);
        QHash<quint64, std::vector<quint32>> shown;
        for (int i = 0; i < 40; ++i) {
            const QByteArray piece = random.piece();
            screen.feed(piece);
            if (random.below(20) == 0)
                screen.resize(1 + random.below(40), 1 + random.below(12));
            for (int y = 0; y < screen.rows(); ++y) {
                const Row &row = screen.row(y);
                std::vector<quint32> cells = {quint32(row.size)};
                for (int x = 0; x < screen.columns(); ++x)
                    cells.insert(cells.end(), {row.cells[x].text, row.cells[x].style});
                const auto known = shown.constFind(screen.revision(y));
                QVERIFY2(known == shown.cend() || *known == cells,
                         ("seed " + QByteArray::number(seed) + ": " + piece.toPercentEncoding())
                             .constData());
                shown.insert(screen.revision(y), cells);
            }
        }
    }
}

void tst_TerminalScreen::joinsNoRowsOfTheAlternateScreenThatAreCut()
{
    Screen screen(4, 4);
    screen.feed("\033[?1049habcdef");
    QVERIFY(screen.row(0).isWrapped);
    screen.resize(4, 3);
    QVERIFY(screen.row(0).isWrapped);
    screen.resize(3, 3);
    QVERIFY(!screen.row(0).isWrapped);
}

void tst_TerminalScreen::givesRowsBackFromTheScrollbackAsTheyWere()
{
    constexpr int limit = 500;
    Clusters clusters;
    Scrollback scrollback(limit);
    std::vector<Scrollback::Unpacked> kept;
    QRandomGenerator random(1);
    const auto below = [&random](int end) { return int(random.bounded(end)); };
    for (int i = 0; i < 3 * limit; ++i) {
        Scrollback::Unpacked row;
        const int kinds = 1 + below(6);
        for (int count = below(200); count > 0; --count) {
            const quint32 style = below(4) == 0 ? quint32(below(70'000)) : 0;
            constexpr quint32 wide = Cell::wideBit;
            const quint32 cluster = clusters.insert(below(2) == 0 ? U"e\u0301" : U"x\U0001f3fd");
            const quint32 texts[] = {
                U'a',           U'\0',
                0xe9,           0x65e5 | wide,
                0x1f600 | wide, cluster | Cell::clusterBit | (quint32(below(2)) * wide)};
            const quint32 text = texts[below(kinds)];
            row.cells.push_back({text, style});
            if (text & wide)
                row.cells.push_back({Cell::tail, style});
        }
        row.isWrapped = below(2) == 0;
        row.mark = PromptMark(below(5));
        row.size = LineSize(below(4));
        scrollback.append(row.cells.data(), int(row.cells.size()), row.isWrapped, row.mark,
                          row.size, clusters);
        kept.push_back(row);
        // Some leave as they came.
        for (int last = below(10) == 0 ? below(5) : 0; last > 0 && scrollback.count() > 0; --last) {
            scrollback.removeLast();
            kept.pop_back();
        }
    }
    QCOMPARE(scrollback.count(), limit);
    Scrollback::Unpacked row;
    for (int i = 0; i < limit; ++i) {
        const Scrollback::Unpacked &expected = kept[kept.size() - size_t(limit) + size_t(i)];
        scrollback.unpack(i, clusters, row);
        QVERIFY2(row.cells == expected.cells && row.isWrapped == expected.isWrapped
                     && row.mark == expected.mark && row.size == expected.size,
                 QByteArray::number(i).constData());
        QCOMPARE(scrollback.isWrapped(i), expected.isWrapped);
    }
}

void tst_TerminalScreen::keepsNoMoreMemoryThanTheScrollbackHas()
{
    constexpr int limit = 100;
    Screen screen(80, 24, limit);
    RandomStream random(7);
    quint32 mostStyles = 0;
    for (int i = 0; i < 3'000; ++i) {
        QByteArray bytes;
        for (int n = 0; n < 80; ++n) {
            bytes += "\033[38;2;" + QByteArray::number(random.below(256)) + ';'
                + QByteArray::number(random.below(256)) + ';' + QByteArray::number(n) + "mx"
                + utf8(char32_t(0x300 + random.below(0x70)))
                + utf8(char32_t(0x300 + random.below(0x70)));
        }
        screen.feed(bytes);
        for (int x = 0; x < 80; ++x)
            mostStyles = qMax(mostStyles, screen.row(0).cells[x].style);
    }
    QCOMPARE(screen.scrollback().count(), limit);
    // A head, and for each cell a run and at most three characters; and pages that are partly used.
    QVERIFY(screen.scrollback().size() < limit * 80 * (8 + 12) + 3 * 65536);
    // Twice those in use are swept.
    QVERIFY(mostStyles <= 2 * (limit + 2 * 24) * 80);
}

void tst_TerminalScreen::keepsNoMoreMemoryWhenRowsComeAndGo()
{
    Screen screen(80, 24);
    for (int i = 0; i < 100; ++i)
        screen.feed("a row that has some text\r\n");
    const qsizetype before = screen.scrollback().size();
    for (int i = 0; i < 1000; ++i) {
        screen.resize(80, 50);
        screen.resize(80, 24);
    }
    QCOMPARE(screen.scrollback().size(), before);
}

void tst_TerminalScreen::keepsClustersThatAreUsedAndNoOthers()
{
    Clusters clusters;
    const quint32 used = clusters.insert(U"a\u0301");
    const quint32 unused = clusters.insert(U"b\u0301");
    std::vector<bool> isUsed(clusters.end());
    isUsed[used] = true;
    clusters.sweep(isUsed);
    QCOMPARE(clusters.insert(U"c\u0301"), unused);
    const quint32 again = clusters.insert(U"b\u0301");
    QVERIFY(clusters.text(again) == U"b\u0301");
    QVERIFY(clusters.text(unused) == U"c\u0301");
    QVERIFY(clusters.text(used) == U"a\u0301");
    QCOMPARE(clusters.insert(U"a\u0301"), used);
}

void tst_TerminalScreen::keepsNoLinksThatNoCellHas()
{
    Screen screen(80, 24, 10);
    const QByteArray url = "http://" + QByteArray(2000, 'a') + '/';
    for (int i = 0; i < 20'000; ++i)
        screen.feed("\033]8;;" + url + QByteArray::number(i) + "\033\\x\033]8;;\033\\\r\n");
    const Cell &cell = screen.row(22).cells[0];
    QCOMPARE(screen.link(screen.style(cell.style).link).url, url + "19999");
    QVERIFY(screen.style(cell.style).link <= 4096);
}

void tst_TerminalScreen::dropsAStringThatIsTooLong()
{
    Screen screen;
    screen.feed("\033]0;before\a\033]0;");
    const QByteArray block(1 << 16, 'a');
    for (qsizetype size = 0; size <= Parser::maximalString; size += block.size())
        screen.feed(block);
    screen.feed("\ax\033]7;folder\a");
    QCOMPARE(screen.title(), QStringLiteral("before"));
    QCOMPARE(screen.folder(), QByteArray("folder"));
    QCOMPARE(screen.cursor().x, 1);
    // Nor is the one after it, if it was cancelled.
    screen.feed("\033]0;" + QByteArray(Parser::maximalString + 1, 'a') + "\x18\033]0;after\a");
    QCOMPARE(screen.title(), QStringLiteral("after"));
}

void tst_TerminalScreen::tellsWhatTheClipboardShallHave()
{
    Screen screen;
    QVERIFY(!screen.takeClipboardText());
    screen.feed("\033]52;c;aGVsbG8=\a");
    const auto text = screen.takeClipboardText();
    QVERIFY(text);
    QCOMPARE(text->targets, QByteArray("c"));
    QCOMPARE(text->text, QByteArray("hello"));
    QVERIFY(!screen.takeClipboardText());
    screen.feed("\033]52;c;?\a\033]52;c;!\a");
    QVERIFY(!screen.takeClipboardText());
    QVERIFY(screen.takeReplies().isEmpty());
}

void tst_TerminalScreen::setsAndResetsModesThatOthersRead()
{
    Screen screen;
    QVERIFY(!screen.modes().cursorKeys && !screen.modes().bracketedPaste);
    QVERIFY(screen.modes().alternateScroll);
    screen.feed("\033[?1;1004;1006;2004;2026h\033=\033[?1002h\033[?1007l\033[?5h\033[?12h");
    QVERIFY(screen.modes().cursorKeys);
    QVERIFY(screen.modes().focusEvents);
    QVERIFY(screen.modes().mouseCoding == Modes::MouseCoding::Sgr);
    QVERIFY(screen.modes().bracketedPaste);
    QVERIFY(screen.modes().synchronized);
    QVERIFY(screen.modes().keypad);
    QVERIFY(!screen.modes().alternateScroll);
    QVERIFY(screen.modes().reverseScreen);
    QVERIFY(screen.cursor().blinks);
    QVERIFY(screen.modes().mouse == Modes::Mouse::Drag);
    QVERIFY(!screen.modes().backarrowSendsBackspace);
    screen.feed("\033[?67h");
    QVERIFY(screen.modes().backarrowSendsBackspace);
    screen.feed("\033c");
    QVERIFY(!screen.modes().cursorKeys);
    QVERIFY(!screen.modes().backarrowSendsBackspace);
    QVERIFY(screen.modes().mouse == Modes::Mouse::None);
}

void tst_TerminalScreen::marksThePrompts()
{
    Screen screen(10, 2);
    screen.feed("\033]133;A\a$ ls\r\n\033]133;C\aa\r\nb");
    QVERIFY(screen.row(0).mark == PromptMark::Output);
    QVERIFY(screen.row(1).mark == PromptMark::None);
    Scrollback::Unpacked row;
    screen.unpack(0, row);
    QVERIFY(row.mark == PromptMark::Prompt);
    QVERIFY(screen.scrollback().mark(0) == PromptMark::Prompt);
    // The end of a command and the begin of the next one are in the prompt's row, too.
    screen.feed("\033[H\033[2J\033]133;D;1\a\033]133;A;cl=m\a$ \033]133;B\a");
    QVERIFY(screen.row(0).mark == PromptMark::Prompt);
    screen.feed("ls \\\r\n\033]133;A;k=s\a> \033]133;B\a");
    QVERIFY(screen.row(1).mark == PromptMark::Command);
    screen.feed("\r\n\033]133;D;0\a"); // which scrolls
    QVERIFY(screen.row(1).mark == PromptMark::Finished);
    screen.feed("\033]133;X\a\033]133;\a\033]133\a");
    QVERIFY(screen.row(1).mark == PromptMark::Finished);
}

void tst_TerminalScreen::keepsTheMarkOfALineThatIsCutAnew()
{
    Screen screen(4, 3);
    screen.feed("\033]133;A\aabcdef\r\ng");
    for (const int columns : {8, 2, 4}) {
        screen.resize(columns, 4);
        for (int y = 0; y < 4; ++y)
            QCOMPARE(screen.row(y).mark, y == 0 ? PromptMark::Prompt : PromptMark::None);
    }
}

void tst_TerminalScreen::keepsWhatIsAboveBlanksThatTakeManyRows()
{
    for (const int limit : {0, 5, std::numeric_limits<int>::max()}) {
        Screen screen(80, 24);
        screen.setScrollbackLimit(limit);
        screen.feed("abc");
        for (int row = 1; row < 24; ++row)
            screen.feed("\r\n" + QByteArray(80, ' '));
        screen.feed("\033[H");
        screen.resize(1, 24);
        for (int y = 0; y < 3; ++y)
            QCOMPARE(screen.row(y).cells[0].text, U'a' + char32_t(y));
        QCOMPARE(screen.cursor().y, 0);
        QCOMPARE(screen.scrollback().count(), 0);
        screen.resize(80, 24);
        QCOMPARE(screen.row(0).used, 3);
    }
}

QTEST_APPLESS_MAIN(tst_TerminalScreen)

#include "tst_terminalscreen.moc"
