// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The pure part of a conversation: which of several patterns is there first, by tables, and against
// a model that tries every pattern after every byte.

#include "../../src/addons/expectation.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace Offspring;
using namespace Qt::StringLiterals;

using Pattern = Expectation::Pattern;
using Range = Expectation::Range;

namespace {

constexpr qint64 plenty = 1 << 20;

QRegularExpression
re(const QString &pattern,
   QRegularExpression::PatternOptions options = QRegularExpression::NoPatternOption)
{
    return QRegularExpression(pattern, options);
}

struct Result
{
    int index = -1;
    QByteArray before;
    QList<QByteArray> captured;

    bool operator==(const Result &) const = default;
};

char *toString(const Result &result)
{
    QByteArray text = QByteArray::number(result.index) + " after '" + result.before + "':";
    for (const QByteArray &each : result.captured)
        text += each.isNull() ? " -" : " '" + each + "'";
    return QTest::toString(text.toPercentEncoding(" ':-<>"));
}

QByteArray bytesOf(const ReceivedBytes &bytes, Range range)
{
    return range.first < 0 ? QByteArray() : bytes.view(range.first, range.second).toByteArray();
}

/// What is found when \a pieces come one after another, and then, if \a ends, nothing any more.
Result find(const QList<Pattern> &patterns, const QByteArrayList &pieces, bool ends = false,
            qint64 maximum = plenty, qint64 *work = nullptr)
{
    ReceivedBytes bytes;
    Expectation expectation(patterns, bytes, maximum);
    std::optional<Expectation::Found> found = expectation.look(bytes);
    for (qsizetype i = 0; i < pieces.size() && !found; ++i) {
        bytes.append(pieces.at(i));
        found = expectation.look(bytes);
        if (!found)
            bytes.dropBefore(bytes.end() - maximum);
    }
    if (!found && ends)
        found = expectation.lookLast(bytes);
    if (work)
        *work = expectation.work();
    if (!found)
        return {};
    const auto begin = found->captured.constFirst().first;
    Result result{found->index, bytes.view(found->from, begin).toByteArray(), {}};
    for (const Range &range : std::as_const(found->captured))
        result.captured << bytesOf(bytes, range);
    return result;
}

QByteArrayList inPieces(const QByteArray &bytes, qsizetype size)
{
    QByteArrayList result;
    for (qsizetype at = 0; at < bytes.size(); at += size)
        result << bytes.mid(at, size);
    return result;
}

} // namespace

class tst_Expectation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePatternThatIsThereFirstIsFound_data();
    void thePatternThatIsThereFirstIsFound();
    void expressionsThatOnlyGrowAreKnown_data();
    void expressionsThatOnlyGrowAreKnown();
    void everyCutGivesTheSame();
    void whatIsTooOldIsGivenUpAtTheSamePlaces();
    void noMatchIsLongerThanTheMaximum();
    void whatIsLeftOverIsLookedAtAgain();
    void malformedBytesAreOneSignEach_data();
    void malformedBytesAreOneSignEach();
    void theWorkForAByteDoesNotGrow_data();
    void theWorkForAByteDoesNotGrow();
};

void tst_Expectation::thePatternThatIsThereFirstIsFound_data()
{
    QTest::addColumn<QList<Pattern>>("patterns");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("ends");
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArrayList>("captured");
    const auto row = [](const char *name, const QList<Pattern> &patterns, const QByteArray &bytes,
                        int index = -1, const QByteArray &before = {},
                        const QByteArrayList &captured = {}, bool ends = false) {
        QTest::newRow(name) << patterns << bytes << ends << index << before << captured;
    };
    const QByteArrayList nothing{""_ba};
    const auto multiline = QRegularExpression::MultilineOption;

    row("no pattern", {}, "abc");
    row("a word", {"b"_ba}, "abc", 0, "a", {"b"_ba});
    row("no word", {"d"_ba}, "abc");
    row("an empty word", {"a"_ba, ""_ba}, "abc", 1, "", nothing);
    row("the longer word begins first, the shorter one is there first", {"abc"_ba, "b"_ba}, "abc",
        1, "a", {"b"_ba});
    row("two with the same byte", {"c"_ba, "bc"_ba}, "abc", 0, "ab", {"c"_ba});
    row("an expression and a word with the same byte", {re(u"b."_s), "c"_ba}, "abc", 0, "a",
        {"bc"_ba});
    row("overlapping itself", {"aab"_ba}, "aaab", 0, "a", {"aab"_ba});
    row("bytes that are no text", {"\xff\0\xc3"_ba}, "x\xff\0\xc3y"_ba, 0, "x", {"\xff\0\xc3"_ba});
    row("a part of a character", {"\xa9"_ba}, "\xc3\xa9", 0, "\xc3", {"\xa9"_ba});

    row("an expression", {re(u"(\\d+)-(\\d)"_s)}, "a12-34", 0, "a", {"12-3"_ba, "12"_ba, "3"_ba});
    row("a group that takes no part", {re(u"(x)?(b)"_s)}, "ab", 0, "a",
        {"b"_ba, QByteArray(), "b"_ba});
    row("an empty group", {re(u"b(x*)c"_s)}, "abc", 0, "a", {"bc"_ba, ""_ba});
    row("what could go on has been found", {re(u"\\d+"_s)}, "a12", 0, "a", {"1"_ba});
    row("what must go on has not", {re(u"\\d+\\n"_s)}, "a12", -1);
    row("an expression for nothing", {re(u"x*"_s)}, "abc", 0, "", nothing);
    row("an alternative that is there first", {re(u"abcd|bc"_s)}, "abcd", 0, "a", {"bc"_ba});
    row("of the lazy and the greedy the same", {re(u"a.*?c"_s), re(u"a.*c"_s)}, "xabcbc", 0, "x",
        {"abc"_ba});

    row("a dollar is true as far as the bytes have come", {re(u"\\$ $"_s)}, "a$ b$ ", 0, "a",
        {"$ "_ba});
    row("a dollar alone", {re(u"$"_s)}, "abc", 0, "", nothing);
    row("a dollar in an alternative", {re(u"x$|b$"_s)}, "abx", 0, "a", {"b"_ba});
    row("a dollar in a group", {re(u"(b$|x)"_s)}, "abx", 0, "a", {"b"_ba, "b"_ba});
    row("a dollar before a line's end", {re(u"b$\\n"_s)}, "ab\nc", 0, "a", {"b\n"_ba});
    row("a dollar that is a sign", {re(u"[$]\\$b"_s)}, "a$$b", 0, "a", {"$$b"_ba});
    row("a word's end is one as far as the bytes have come", {re(u"ab\\b"_s)}, "abc", 0, "",
        {"ab"_ba});
    row("a word's beginning", {re(u"\\bb"_s)}, "ab b", 0, "ab ", {"b"_ba});
    row("no word's end", {re(u"ab\\B"_s)}, "ab abc", 0, "ab ", {"ab"_ba});
    row("not followed by", {re(u"a(?!b)"_s)}, "xab", 0, "x", {"a"_ba});
    row("followed by", {re(u"a(?=bc)"_s)}, "xabcd", 0, "x", {"a"_ba});
    row("behind", {re(u"(?<=a)b"_s)}, "b ab", 0, "b a", {"b"_ba});
    row("not behind", {re(u"(?<!a)b"_s)}, "ab b", 0, "ab ", {"b"_ba});
    row("the beginning", {re(u"^b"_s)}, "ab\nb");
    row("the beginning of it all", {re(u"^a"_s)}, "ab", 0, "", {"a"_ba});
    row("a line's beginning", {re(u"^b"_s, multiline)}, "ab\nb", 0, "ab\n", {"b"_ba});
    row("each line's beginning", {re(u"(?m)(?:^b|^c)"_s)}, "abc\n\nc", 0, "abc\n\n", {"c"_ba});
    row("a line's beginning behind its end", {re(u"b\\n^c"_s, multiline)}, "ab\nc", 0, "a",
        {"b\nc"_ba});
    row("possessive", {re(u"a++b"_s)}, "xaab", 0, "x", {"aab"_ba});
    row("atomic: more than there is takes it away", {re(u"(?>a.*z|a)b"_s)}, "abz", 0, "",
        {"ab"_ba});
    row("options in the expression", {re(u"(?i)B"_s)}, "abc", 0, "a", {"b"_ba});
    row("with comments", {re(u"b # ]$\n"_s, QRegularExpression::ExtendedPatternSyntaxOption)},
        "abc", 0, "a", {"b"_ba});
    row("a class with a bracket", {re(u"[]$[:digit:]]+b"_s)}, "a]$1b", 0, "a", {"]$1b"_ba});
    row("named", {re(u"(?<x>b)(?P<y>c)"_s)}, "abc", 0, "a", {"bc"_ba, "b"_ba, "c"_ba});
    row("a recursion", {re(u"\\((?:[^()]|(?R))*\\)"_s)}, "a(b(c)", 0, "a(b", {"(c)"_ba});
    row("an invalid expression is never found", {re(u"("_s), "c"_ba}, "abc", 1, "ab", {"c"_ba});

    row("characters, not bytes", {re(u"n.m"_s)}, "n\xc3\xa9m", 0, "", {"n\xc3\xa9m"_ba});
    row("a word's characters",
        {re(u"\\bn(\\w)m\\b"_s, QRegularExpression::UseUnicodePropertiesOption)}, "a n\xc3\xa9m", 0,
        "a ", {"n\xc3\xa9m"_ba, "\xc3\xa9"_ba});
    row("without case", {re(u"\u00c9"_s, QRegularExpression::CaseInsensitiveOption)}, "n\xc3\xa9m",
        0, "n", {"\xc3\xa9"_ba});
    row("beyond the first plane", {re(u"(.)\U0001f600$"_s)}, "a\xf0\x9f\x98\x81\xf0\x9f\x98\x80", 0,
        "a", {"\xf0\x9f\x98\x81\xf0\x9f\x98\x80"_ba, "\xf0\x9f\x98\x81"_ba});
    row("malformed bytes shift nothing", {re(u"n(.+)m(.)"_s)}, "\xff\xfen\xc3m\xe2\x82m\xa9", 0,
        "\xff\xfe", {"n\xc3m\xe2"_ba, "\xc3"_ba, "\xe2"_ba});
    row("a character that is not complete is not there", {re(u"a."_s)}, "a\xc3");
    row("unless nothing follows", {re(u"a."_s)}, "a\xc3", 0, "", {"a\xc3"_ba}, true);
    row("nothing follows", {re(u"a.$"_s), "x"_ba}, "a\xe2\x82", 0, "", {"a\xe2"_ba}, true);
    row("malformed is known with the next byte", {re(u"\\x{fffd}"_s), "\xc3"_ba}, "\xc3(", 1, "",
        {"\xc3"_ba});
    row("a null", {re(u"a\\x{0}b"_s)}, "xa\0b"_ba, 0, "x", {"a\0b"_ba});
}

void tst_Expectation::thePatternThatIsThereFirstIsFound()
{
    QFETCH(QList<Pattern>, patterns);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, ends);
    QFETCH(int, index);
    QFETCH(QByteArray, before);
    QFETCH(QByteArrayList, captured);
    const Result expected{index, before, captured};
    for (qsizetype size = 1; size <= bytes.size(); ++size)
        QCOMPARE(find(patterns, inPieces(bytes, size), ends), expected);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut)
        QCOMPARE(find(patterns, {bytes.first(cut), bytes.sliced(cut)}, ends), expected);
}

void tst_Expectation::expressionsThatOnlyGrowAreKnown_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("onlyGrows");
    const auto row = [](const QString &pattern, bool onlyGrows) {
        QTest::newRow(qPrintable(pattern)) << pattern << onlyGrows;
    };
    for (const QString &pattern :
         {u"Password: ?"_s, u"\\$ $"_s, u"^>>> $"_s, u"[$#>] $|[Pp]assword: $"_s,
          u"(\\d+)\\r?\\n"_s, u"(?<name>a)(?:b)(?P<c>c)"_s, u"(?<=a)b(?<!c)"_s, u"[^]\\]$]"_s,
          u"[[:alpha:]$]"_s, u"\\x{41}+\\p{L}+\\pL"_s, u"a{2,3}?b*?c+?d??"_s, u"(a)\\1"_s,
          u"\\(\\gdb\\)"_s.remove(u"\\g"_s), u"\\^\\$\\."_s, u"\u00e9+"_s, u""_s, u"$"_s,
          u"(?i)a"_s, u"(?s:a)(?im)b$"_s}) {
        row(pattern, true);
    }
    for (const QString &pattern :
         {u"a\\b"_s,   u"a\\B"_s,   u"a\\z"_s,  u"a\\Z"_s,      u"a(?=b)"_s,
          u"a(?!b)"_s, u"a++"_s,    u"a*+"_s,   u"a?+"_s,       u"a{2}+"_s,
          u"(?>a)"_s,  u"(a$)"_s,   u"a$b"_s,   u"(*ACCEPT)"_s, u"()(?(1)a|b)"_s,
          u"(?x)a"_s,  u"(?-i)a"_s, u"(?|a)"_s, u"\\Qa$\\E"_s,  u"[\\Q]\\E]"_s,
          u"\\X"_s,    u"\\R"_s,    u"\\Ka"_s,  u"(?R)?a"_s,    u"(?<=a$)b"_s}) {
        row(pattern, false);
    }
}

void tst_Expectation::expressionsThatOnlyGrowAreKnown()
{
    QFETCH(QString, pattern);
    QFETCH(bool, onlyGrows);
    QVERIFY(re(pattern).isValid());
    QCOMPARE(Expression(re(pattern)).onlyGrows(), onlyGrows);
    QVERIFY(!Expression(re(pattern, QRegularExpression::ExtendedPatternSyntaxOption)).onlyGrows());
}

namespace {

// A partial match is asked for because PCRE takes "(?=a).*a" for longer than "a" otherwise.
/// In the shortest of those beginnings of \a text that are longer than \a known.
QRegularExpressionMatch firstMatch(const QRegularExpression &expression, const DecodedText &text,
                                   qint64 known)
{
    for (qint64 end = known < 0 ? 0 : text.next(known);; end = text.next(end)) {
        const QRegularExpressionMatch match = expression.match(
            text.before(end).toString(), 0, QRegularExpression::PartialPreferCompleteMatch);
        if (match.hasMatch() || end == text.end())
            return match;
    }
}

/// After each byte every pattern is tried on all that has come.
Result modelOf(const QList<Pattern> &patterns, const QByteArray &bytes)
{
    qint64 known = -1;
    for (qsizetype size = 0; size <= bytes.size(); ++size) {
        ReceivedBytes all;
        all.append(bytes.first(size));
        DecodedText text(0);
        text.beginBlock(1);
        text.extend(all, size);
        for (int i = 0; i < int(patterns.size()); ++i) {
            if (const auto *word = std::get_if<QByteArray>(&patterns.at(i))) {
                const qsizetype at = bytes.first(size).indexOf(*word);
                if (at >= 0)
                    return {i, bytes.first(at), {*word}};
                continue;
            }
            if (known == text.end())
                continue;
            const QRegularExpressionMatch match =
                firstMatch(std::get<QRegularExpression>(patterns.at(i)), text, known);
            if (!match.hasMatch())
                continue;
            Result result{i, {}, {}};
            for (int j = 0; j <= match.lastCapturedIndex(); ++j) {
                const auto place = [&](qsizetype at) {
                    return at < 0 ? -1 : text.place(at, all).byte;
                };
                const Range range(place(match.capturedStart(j)), place(match.capturedEnd(j)));
                result.captured << bytesOf(all, range);
                if (j == 0)
                    result.before = all.view(0, range.first).toByteArray();
            }
            return result;
        }
        known = text.end();
    }
    return {};
}

Pattern randomPattern(QRandomGenerator &random)
{
    static const QStringList parts{
        u"a"_s,        u"b"_s,        u"\\n"_s,     u"."_s,    u"[ab]"_s,      u"[^a]"_s,
        u"a*"_s,       u"b+"_s,       u".*"_s,      u"a+?"_s,  u"(a|ab)"_s,    u"(b)?"_s,
        u"^"_s,        u"$"_s,        u"\\b"_s,     u"\\B"_s,  u"(?=a)"_s,     u"(?!b)"_s,
        u"(?<=a)"_s,   u"(?<!\\n)"_s, u"\u00e9"_s,  u"\\w"_s,  u"\\x{fffd}"_s, u"a++"_s,
        u"(?>a|ab)"_s, u"|"_s,        u"\\n^"_s,    u"(?m)"_s, u"(?s)"_s,      u"(?m:^a|^b)"_s,
        u"(^b|a)"_s,   u"(?:a\\n)"_s, u"\\r?\\n"_s, u"{2}"_s};
    if (random.bounded(6) == 0) {
        static const QByteArrayList words{"ab", "a\n", "\xa9", "b\xff", "bb", "a\xc3"};
        return words.at(random.bounded(words.size()));
    }
    QString pattern;
    for (int i = random.bounded(1, 6); i > 0; --i)
        pattern += parts.at(random.bounded(parts.size()));
    QRegularExpression::PatternOptions options;
    options.setFlag(QRegularExpression::MultilineOption, random.bounded(3) == 0);
    options.setFlag(QRegularExpression::DotMatchesEverythingOption, random.bounded(3) == 0);
    options.setFlag(QRegularExpression::UseUnicodePropertiesOption, random.bounded(3) == 0);
    return QRegularExpression(pattern, options);
}

} // namespace

void tst_Expectation::everyCutGivesTheSame()
{
    static const QByteArrayList signs{"a", "b",        "\n",   "a",    "b",
                                      " ", "\xc3\xa9", "\xff", "\xc3", "\r\n"};
    QRandomGenerator random(quint32(qEnvironmentVariableIntValue("OFFSPRING_TEST_SEED")) + 1);
    int valid = 0, found = 0;
    const bool isLong = qEnvironmentVariableIsSet("OFFSPRING_TEST_LONG");
    for (int round = 0; round < (isLong ? 100'000 : 5000); ++round) {
        QList<Pattern> patterns;
        for (int i = random.bounded(1, 4); i > 0; --i) {
            const Pattern pattern = randomPattern(random);
            const auto *expression = std::get_if<QRegularExpression>(&pattern);
            if (!expression || expression->isValid())
                patterns << pattern;
        }
        QByteArray bytes;
        for (int i = random.bounded(12); i > 0; --i)
            bytes += signs.at(random.bounded(signs.size()));
        const Result expected = modelOf(patterns, bytes);
        valid += int(patterns.size());
        found += expected.index >= 0 ? 1 : 0;
        QByteArrayList pieces;
        for (qsizetype at = 0; at < bytes.size();) {
            const auto size = std::min<qsizetype>(random.bounded(1, 5), bytes.size() - at);
            pieces << bytes.mid(at, size);
            at += size;
        }
        for (const QByteArrayList &cut : {pieces, inPieces(bytes, 1), QByteArrayList{bytes}}) {
            const Result result = find(patterns, cut);
            if (!(result == expected)) {
                for (const Pattern &pattern : std::as_const(patterns)) {
                    if (const auto *expression = std::get_if<QRegularExpression>(&pattern))
                        qWarning() << *expression << Expression(*expression).onlyGrows();
                    else
                        qWarning() << std::get<QByteArray>(pattern);
                }
                qWarning() << cut;
            }
            QCOMPARE(result, expected);
        }
    }
    QVERIFY(valid > 2500);
    QVERIFY(found > 1000);
}

// The beginning of a long match, far from its end: whether it is still there depends on the places
// alone.
void tst_Expectation::whatIsTooOldIsGivenUpAtTheSamePlaces()
{
    const QList<QList<Pattern>> all{{"a"_ba + QByteArray(80, ' ') + "b"_ba},
                                    {re(u"a +b"_s)},
                                    {re(u"a(?> +)b\\b"_s)},
                                    {re(u"(?s)a.*b"_s), "a"_ba + QByteArray(79, ' ') + "b"_ba}};
    for (const QList<Pattern> &patterns : all) {
        for (qsizetype before = 0; before < 130; ++before) {
            for (qsizetype length : {70, 79, 80, 90, 99, 100, 110}) {
                const QByteArray bytes = QByteArray(before, '.') + 'a' + QByteArray(length, ' ')
                    + 'b' + QByteArray(10, '.');
                const Result expected = find(patterns, inPieces(bytes, 1), false, 100);
                QVERIFY(length < 100 || expected.index < 0);
                for (qsizetype size : {2, 3, 10, 64, 1000})
                    QCOMPARE(find(patterns, inPieces(bytes, size), false, 100), expected);
            }
        }
    }
}

void tst_Expectation::noMatchIsLongerThanTheMaximum()
{
    const auto bytes = [](qsizetype size) { return 'a' + QByteArray(size, '.') + 'b'; };
    QCOMPARE(find({re(u"a\\.*b"_s)}, {bytes(14)}, false, 16).index, 0);
    QCOMPARE(find({re(u"a\\.*b"_s)}, {bytes(200)}, false, 16).index, -1);
    QCOMPARE(find({bytes(14)}, {bytes(14)}, false, 16).index, 0);
    QCOMPARE(find({bytes(15)}, {bytes(15)}, false, 16).index, -1);
    QCOMPARE(find({re(u"(?s)a.*b"_s)}, {bytes(16'000)}).index, 0);
    QCOMPARE(find({re(u"(?s)a.*b"_s)}, {bytes(40'000)}).index, -1);
    QCOMPARE(find({bytes(40'000)}, {bytes(40'000)}).index, 0);
    // What came before is what is kept of it.
    const Result result = find({"b"_ba}, {QByteArray(1000, '.') + "ab"_ba}, false, 16);
    QCOMPARE(result.index, 0);
    QVERIFY(result.before.size() < 16);
    QVERIFY(result.before.endsWith(".a"));
}

void tst_Expectation::whatIsLeftOverIsLookedAtAgain()
{
    ReceivedBytes bytes;
    bytes.append("one\xc3\xa9two"_ba);
    const auto take = [&](const Pattern &pattern) {
        Expectation expectation({pattern}, bytes, plenty);
        const auto found = expectation.look(bytes);
        if (!found)
            return "nothing"_ba;
        const Range range = found->captured.constFirst();
        const QByteArray result = bytes.view(bytes.begin(), range.second).toByteArray();
        bytes.dropBefore(range.second);
        return result;
    };
    QCOMPARE(take(re(u"^two"_s)), "nothing"_ba); // and that takes nothing
    QCOMPARE(take("e\xc3"_ba), "one\xc3"_ba);
    QCOMPARE(take(re(u"^.t"_s)), "\xa9t"_ba); // the rest of a character is malformed
    QCOMPARE(take(re(u"^w"_s)), "w"_ba); // where it goes on is a beginning
    QCOMPARE(take("o"_ba), "o"_ba);
    QCOMPARE(take("o"_ba), "nothing"_ba);
    bytes.append("o");
    QCOMPARE(take("o"_ba), "o"_ba);
    QCOMPARE(bytes.begin(), bytes.end());
}

void tst_Expectation::malformedBytesAreOneSignEach_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &bytes, const QString &text) {
        QTest::newRow(name) << bytes << text;
    };
    row("ASCII", "aZ~\x7f", u"aZ~\x7f"_s);
    row("two", "\xc2\x80\xdf\xbf", u"\u0080\u07ff"_s);
    row("three", "\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf", u"\u0800\ud7ff\ue000\uffff"_s);
    row("four", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", u"\U00010000\U0010ffff"_s);
    row("never", "\xc0\xc1\xf5\xff\x80\xbf", u"\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"_s);
    row("overlong", "\xe0\x9f\xbf\xf0\x8f\xbf\xbf",
        u"\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"_s);
    row("surrogates", "\xed\xa0\x80", u"\ufffd\ufffd\ufffd"_s);
    row("too large", "\xf4\x90\x80\x80", u"\ufffd\ufffd\ufffd\ufffd"_s);
    row("cut short", "\xc3(\xe2\x82(\xf0\x9f\x98(", u"\ufffd(\ufffd\ufffd(\ufffd\ufffd\ufffd("_s);
    row("cut short by another", "\xe2\x82\xc3\xa9", u"\ufffd\ufffd\u00e9"_s);
    row("at the end", "a\xf0\x9f\x98", u"a\ufffd\ufffd\ufffd"_s);
    row("the sign itself", "\xef\xbf\xbd", u"\ufffd"_s);
}

void tst_Expectation::malformedBytesAreOneSignEach()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    for (qsizetype size = 1; size <= bytes.size(); ++size) {
        ReceivedBytes received;
        DecodedText decoded(0);
        decoded.beginBlock(1);
        for (const QByteArray &piece : inPieces(bytes, size)) {
            received.append(piece);
            decoded.extend(received, received.end());
        }
        decoded.finish(received);
        QCOMPARE(decoded.before(decoded.end()).toString(), text);
        // Encoded again, what is well-formed has the bytes that it came from.
        for (qsizetype i = 0; i < text.size();) {
            const qint64 next = decoded.next(i);
            const QByteArray character =
                received.view(decoded.place(i, received).byte, decoded.place(next, received).byte)
                    .toByteArray();
            const QByteArray encoded = text.sliced(i, next - i).toUtf8();
            QVERIFY(character == encoded || (text.at(i) == u'\ufffd' && character.size() == 1));
            i = qsizetype(next);
        }
        QCOMPARE(decoded.place(decoded.end(), received).byte, bytes.size());
    }
}

void tst_Expectation::theWorkForAByteDoesNotGrow_data()
{
    QTest::addColumn<Pattern>("pattern");
    QTest::addColumn<qsizetype>("piece");
    QTest::addColumn<qint64>("most"); // looked at for each byte that comes
    const auto row = [](const char *name, const Pattern &pattern, qint64 most,
                        qsizetype piece = 1) { QTest::newRow(name) << pattern << piece << most; };
    row("a word", "ready> "_ba, 8);
    row("an expression", re(u"(?:ready|done)> $"_s), 16);
    row("one that sees what follows", re(u"ready>\\b"_s), 16);
    row("one that begins with what there is much of", re(u"x\\n\\n"_s), 16);
    // Here it is the blocks that end it.
    row("one that may begin anywhere", re(u"(?s)x.*ready> "_s), 5 * 4096 / 16 + 16, 16);
}

void tst_Expectation::theWorkForAByteDoesNotGrow()
{
    QFETCH(Pattern, pattern);
    QFETCH(qsizetype, piece);
    QFETCH(qint64, most);
    for (const qsizetype length : {10'000, 20'000, 40'000}) {
        const QByteArray bytes = QByteArray("xxxx yy r\n").repeated(length / 10);
        qint64 work = 0;
        QCOMPARE(find({pattern}, inPieces(bytes, piece), false, plenty, &work).index, -1);
        QVERIFY2(work <= most * length, QByteArray::number(work));
        QCOMPARE(find({pattern}, {bytes}, false, plenty, &work).index, -1);
        QVERIFY2(work <= most * length, QByteArray::number(work));
    }
}

QTEST_APPLESS_MAIN(tst_Expectation)
#include "tst_expectation.moc"
