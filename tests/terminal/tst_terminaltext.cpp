// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What is selected, gone to, found and linked in the item's text.

#include "terminaltest.h"

#include <QtGui/QFontDatabase>
#include <QtQml/QJSValue>

using namespace Qt::StringLiterals;

class tst_TerminalText : public TerminalTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { load(); }
    void cleanup() { unload(); }
    void eachSchemeCanBeRead();
    void emojiHaveTheirColours();
    void selectedTextCanBeRead();
    void allThatIsSelectedIsText();
    void aLineOfDoubleWidthIsClickedAtItsCharacters();
    void theMouseIsReportedInTheColumnsOfADoubleLine();
    void keysGoFromPromptToPrompt();
    void withoutPromptsTheseKeysAreThePrograms();
    void matchesAreCountedAndNumbered();
    void whatTheApplicationTakesForALinkIsOne();
    void whatIsWrongWithALinkFinderIsSaid();
    void aLinkStaysWhileThePointerRests();

private:
    bool call(const char *function)
    {
        bool result = false;
        QMetaObject::invokeMethod(terminal(), function, Q_RETURN_ARG(bool, result));
        return result;
    }
    bool find(const QString &what)
    {
        bool isFound = false;
        QMetaObject::invokeMethod(terminal(), "find", Q_RETURN_ARG(bool, isFound),
                                  Q_ARG(QJSValue, QJSValue(what)));
        return isFound;
    }
    QString selected() const { return terminal()->property("selectedText").toString(); }
    /// "2 of 5"
    QString match() const
    {
        return u"%1 of %2"_s.arg(terminal()->property("currentMatch").toInt())
            .arg(terminal()->property("matches").toInt());
    }
    /// The view's first row.
    QString topLine() const
    {
        return text().split(u'\n').value(terminal()->property("topRow").toInt());
    }
};

void tst_TerminalText::eachSchemeCanBeRead()
{
    auto *const colors = terminal()->property("colors").value<QObject *>();
    checkColours(colors);
    colors->setProperty("scheme", u"Light"_s);
    checkColours(colors);
}

void tst_TerminalText::emojiHaveTheirColours()
{
    if (!QFontDatabase::families().contains(u"Noto Color Emoji"_s))
        QSKIP("needs the font Noto Color Emoji");
    // A face that DejaVu has too, a heart that is an emoji, a key, a flag that is a sequence.
    run(u"printf '\U0001f600 \u2764\ufe0f 1\ufe0f\u20e3 \U0001f3f3\ufe0f\u200d\U0001f308'; cat"_s);
    TRY(text().endsWith(u"\U0001f308"_s));
    const auto hasColour = [this](int column) {
        const QImage image = m_window->grabWindow();
        const QPoint middle = cell(column, 0) * image.devicePixelRatio();
        for (int y = middle.y() - 6; y <= middle.y() + 6; ++y) {
            for (int x = middle.x() - 3; x <= middle.x() + 3; ++x) {
                if (image.pixelColor(x, y).hsvSaturation() > 60)
                    return true;
            }
        }
        return false;
    };
    for (const int column : {0, 1, 3, 4, 6, 7, 9, 10})
        TRY(hasColour(column));
    QVERIFY(!hasColour(12));
}

void tst_TerminalText::selectedTextCanBeRead()
{
    auto *const colors = terminal()->property("colors").value<QObject *>();
    colors->setProperty("selection", QColor(0x30, 0x48, 0x70));
    // Blocks, which have the text's colour: inverse, near to the selection, and far from it.
    run(u"printf '\\033[7m\u2588\\033[;38;2;40;60;90m\u2588\\033[;38;2;255;150;90m\u2588\\n'; cat"_s);
    TRY_COMPARE(text(), u"\u2588\u2588\u2588"_s);
    const QColor plain = colors->property("foreground").value<QColor>();
    TRY(isColoured(0, 0, colors->property("background").value<QColor>()));
    QMetaObject::invokeMethod(terminal(), "selectAll");
    TRY(isColoured(0, 0, plain));
    QVERIFY(isColoured(1, 0, plain));
    QVERIFY(isColoured(2, 0, QColor(255, 150, 90)));
    colors->setProperty("selectedText", QColor(Qt::green)); // who has chosen one gets it
    TRY(isColoured(0, 0, Qt::green));
    QVERIFY(isColoured(2, 0, Qt::green));
}

void tst_TerminalText::allThatIsSelectedIsText()
{
    run(u"printf 'one\\n\\n  two  \\n \\n\\n'; cat"_s);
    TRY(text().contains(u"two"_s));
    QMetaObject::invokeMethod(terminal(), "selectAll");
    QCOMPARE(selected(), u"one\n\n  two"_s);
}

void tst_TerminalText::aLineOfDoubleWidthIsClickedAtItsCharacters()
{
    run(u"printf '\\033#6one two three\\nfour'; cat"_s);
    TRY(text().endsWith(u"four"_s));
    for (int i = 0; i < 2; ++i)
        QTest::mouseClick(m_window, Qt::LeftButton, {}, cell(11, 0)); // the sixth character
    TRY_COMPARE(selected(), u"two"_s);
    QTest::mousePress(m_window, Qt::LeftButton, {}, cell(16, 0) - QPoint(3, 0));
    QTest::mouseMove(m_window, cell(17, 0));
    QTest::mouseMove(m_window, cell(1, 1) + QPoint(3, 0));
    QTest::mouseRelease(m_window, Qt::LeftButton, {}, cell(1, 1) + QPoint(3, 0));
    TRY_COMPARE(selected(), u"three\nfo"_s);
}

void tst_TerminalText::theMouseIsReportedInTheColumnsOfADoubleLine()
{
    run(u"stty -echo; printf '\\033[?1000h\\033[?1006h\\033#6ready\\n'; cat -v"_s);
    TRY_COMPARE(text(), u"ready"_s);
    QTest::mouseClick(m_window, Qt::LeftButton, {}, cell(9, 0));
    QTest::mouseClick(m_window, Qt::LeftButton, {}, cell(9, 1));
    send(u"\n"_s);
    TRY_COMPARE(text(), u"ready\n^[[<0;5;1M^[[<0;5;1m^[[<0;10;2M^[[<0;10;2m"_s);
}

void tst_TerminalText::keysGoFromPromptToPrompt()
{
    constexpr auto both = Qt::ControlModifier | Qt::ShiftModifier;
    run(u"for i in 1 2 3; do printf \"\\033]133;A\\007$i\\$ \\033]133;B\\007ls\\n\"; seq 40; done; "
        "printf '\\033]133;A\\0074$ '; cat -v"_s);
    TRY(text().endsWith(u"4$"_s));
    press(Qt::Key_Up, both);
    QCOMPARE(topLine(), u"3$ ls"_s);
    press(Qt::Key_Up, both);
    QCOMPARE(topLine(), u"2$ ls"_s);
    press(Qt::Key_Up, both);
    QCOMPARE(topLine(), u"1$ ls"_s);
    QCOMPARE(terminal()->property("topRow").toInt(), 0);
    QVERIFY(!call("scrollToPreviousPrompt"));
    QVERIFY(call("scrollToNextPrompt"));
    QCOMPARE(topLine(), u"2$ ls"_s);
    press(Qt::Key_Down, both);
    QCOMPARE(topLine(), u"3$ ls"_s);
    QVERIFY(!terminal()->property("atEnd").toBool());
    press(Qt::Key_Down, both);
    QVERIFY(terminal()->property("atEnd").toBool());
    QVERIFY(!call("scrollToNextPrompt"));
    QVERIFY(!text().contains(u"^["_s));
}

void tst_TerminalText::withoutPromptsTheseKeysAreThePrograms()
{
    run(u"stty -echo; echo ready; cat -v"_s);
    TRY_COMPARE(text(), u"ready"_s);
    press(Qt::Key_Up, Qt::ControlModifier | Qt::ShiftModifier);
    press(Qt::Key_Return);
    TRY_COMPARE(text(), u"ready\n^[[1;6A"_s);
}

void tst_TerminalText::matchesAreCountedAndNumbered()
{
    run(u"seq 200; cat"_s);
    TRY(text().endsWith(u"\n200"_s));
    QCOMPARE(match(), u"0 of -1"_s);
    QVERIFY(find(u"99"_s)); // 99, 199
    TRY_COMPARE(match(), u"2 of 2"_s);
    QVERIFY(call("findNext"));
    TRY_COMPARE(match(), u"1 of 2"_s);
    QVERIFY(call("findNext"));
    TRY_COMPARE(match(), u"2 of 2"_s);
    QVERIFY(call("findPrevious"));
    TRY_COMPARE(match(), u"1 of 2"_s);
    send(u"99 99\n"_s);
    TRY(text().endsWith(u"99 99\n99 99"_s));
    QVERIFY(call("findPrevious"));
    TRY_COMPARE(match(), u"2 of 6"_s);
    QVERIFY(!find(u"201"_s));
    QCOMPARE(match(), u"0 of 0"_s);
    QVERIFY(!find(QString()));
}

void tst_TerminalText::whatTheApplicationTakesForALinkIsOne()
{
    const QJSValue finder = m_engine->evaluate(
        u"((line, index) => { const from = line.indexOf('main.cpp:12');"
        "  return from >= 0 && index >= from && index < from + 11"
        "      ? {from: from, to: from + 11, url: 'file:///src/main.cpp#12'} : null; })"_s);
    terminal()->setProperty("linkFinder", QVariant::fromValue(finder));
    const int columns = terminal()->property("columns").toInt();
    // Two cells of it are in the next row.
    run(u"printf '%1main.cpp:12: error http://a.example/'; cat"_s.arg(QString(columns - 9, u'=')));
    TRY(text().contains(u"example"_s));
    const auto linked = [this](int column, int row) {
        m_window->setProperty("linkText", QString());
        QTest::mouseClick(m_window, Qt::LeftButton, Qt::ControlModifier, cell(column, row));
        return m_window->property("linkText").toString();
    };
    QCOMPARE(linked(columns - 9, 0), u"file:///src/main.cpp#12"_s);
    QCOMPARE(linked(1, 1), u"file:///src/main.cpp#12"_s);
    QCOMPARE(linked(2, 1), QString());
    QCOMPARE(linked(columns - 10, 0), QString());
    QCOMPARE(linked(12, 1), u"http://a.example/"_s);
    QCOMPARE(linked(3, 5), QString());
}

void tst_TerminalText::whatIsWrongWithALinkFinderIsSaid()
{
    run(u"echo text; cat"_s);
    TRY_COMPARE(text(), u"text"_s);
    const auto click = [this](const QString &finder) {
        terminal()->setProperty("linkFinder", QVariant::fromValue(m_engine->evaluate(finder)));
        QTest::mouseClick(m_window, Qt::LeftButton, Qt::ControlModifier, cell(1, 0));
    };
    for (const auto &result :
         {u"{from: 0, to: 5, url: 'a:b'}"_s, u"{from: -1, to: 2, url: 'a:b'}"_s,
          u"{from: 2, to: 2, url: 'a:b'}"_s, u"{from: 0, to: 4}"_s, u"7"_s})
        click(u"(() => (%1))"_s.arg(result));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"linkFinder: Error: no"_s));
    click(u"(() => { throw new Error('no') })"_s);
    QCOMPARE(m_window->property("linkText").toString(), QString());
    click(u"(() => ({from: 0, to: 4, url: 'a:b'}))"_s);
    QCOMPARE(m_window->property("linkText").toString(), u"a:b"_s);
}

void tst_TerminalText::aLinkStaysWhileThePointerRests()
{
    run(u"printf 'http://a.example/x'; cat"_s);
    TRY(text().endsWith(u"x"_s));
    const QPoint place = cell(3, 0);
    QTest::mouseMove(m_window, place + QPoint(1, 0));
    QTest::mouseMove(m_window, place);
    const auto link = [this] { return terminal()->property("hoveredLink").toUrl(); };
    QTest::keyPress(m_window, Qt::Key_Control);
    TRY_COMPARE(link(), QUrl(u"http://a.example/x"_s));
    // So Qt Quick tells of it with a frame.
    QHoverEvent again(QEvent::HoverMove, QPointF(place), QPointF(place), QPointF(place));
    QCoreApplication::sendEvent(terminal(), &again);
    QCOMPARE(link(), QUrl(u"http://a.example/x"_s));
    QTest::keyRelease(m_window, Qt::Key_Control);
    QCOMPARE(link(), QUrl());
    QCoreApplication::sendEvent(terminal(), &again);
    QCOMPARE(link(), QUrl());
}

QTEST_MAIN(tst_TerminalText)
#include "tst_terminaltext.moc"
