// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Commands on a terminal in the real window: a screen instead of lines, used by keys.

#include "links.h"
#include "viewertest.h"

#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QDesktopServices>
#include <QtTest/QSignalSpy>

using namespace Qt::StringLiterals;

class tst_ViewerTerminal : public ViewerTest
{
    Q_OBJECT

private Q_SLOTS:
    void aTerminalRunShowsTheScreenAndAPipeTheLines();
    void keysReachTheChild();
    void theFirstCommandMayBeOnOne();
    void keysWithCtrlAndShiftAreTheViewers();
    void theChildHasTheSizeThatIsShown();
    void searchFindsInTheScrollback();
    void searchCountsThePlaces();
    void aPatternMayTellLettersApartAndBeAnExpression();
    void whatIsSelectedIsCopiedAndWithoutASelectionAll();
    void theTabHasTheTitleOfTheProgram();
    void hiddenInputIsSaidWithoutAnotherSize();
    void aRunThatEndedKeepsItsTextAndIsStartedAgain();
    void savingWritesTheScrollbackAndTheScreen();
    void clearForgetsTheScrollbackAndLeavesTheScreen();
    void whatATerminalHasNotIsDisabledAndSaysWhy();
    void severalPastedLinesAreAskedAbout();
    void onePastedLineIsAskedAboutAsOne();
    void aLinkLeadsNowhereElse_data();
    void aLinkLeadsNowhereElse();
    void aFileWithALineIsALink_data();
    void aFileWithALineIsALink();
    void theBellMarksATabThatIsNotLookedAt();
    void ctrlPlusMakesTheTextLarger();
    void coloursFollowTheTheme();
    void screenReadersAreToldItsName();
    void aMenuOpensByItsKey();
    void whatWaitsForTheScreenCanBeStopped();
    void anExampleIsAShellOnATerminal();
    void theNextTabIsOnATerminalToo();
    void ctrlTabGoesToTheNextTab();
    void aKeyPutsTheNextCommandOnATerminal();
    void keysGoToTheTabThatIsSeen_data();
    void keysGoToTheTabThatIsSeen();
    void pictures();

private:
    Q_INVOKABLE void openUrl(const QUrl &url) { m_opened << url; }

    static constexpr Qt::KeyboardModifiers ours = Qt::ControlModifier | Qt::ShiftModifier;

    QList<QUrl> m_opened;

    void start(const QString &command);
    QQuickItem *terminal() const { return item(u"terminal"_s); }
    QString terminalText() const { return terminalLines().join(u'\n'); }
    QString selected() const { return terminal()->property("selectedText").toString(); }
    QString tabTitle() const
    {
        return item(u"tabBar"_s)
            ->property("currentItem")
            .value<QQuickItem *>()
            ->property("text")
            .toString();
    }
};

/// On a terminal, which then has the keys.
void tst_ViewerTerminal::start(const QString &command)
{
    if (!item(u"ptySwitch"_s)->property("checked").toBool())
        click(u"ptySwitch"_s);
    enter(command);
    press(Qt::Key_Return);
    TRY(terminal()->hasActiveFocus());
}

void tst_ViewerTerminal::aTerminalRunShowsTheScreenAndAPipeTheLines()
{
    start(u"test -t 1 && echo yes"_s);
    TRY_COMPARE(terminalText(), u"yes"_s);
    TRY(!running());
    QVERIFY(terminal()->isVisible());
    QVERIFY(!item(u"outputView"_s)->isVisible());
    click(u"ptySwitch"_s);
    QVERIFY(terminal()->isVisible()); // until something else has run
    run(u"test -t 1 || echo no"_s);
    TRY_COMPARE(lines(), QStringList(u"no"_s));
    QVERIFY(!terminal()->isVisible());
    QVERIFY(item(u"outputView"_s)->isVisible());
    start(u"test -t 1 && echo again"_s);
    TRY_COMPARE(terminalText(), u"again"_s);
    QVERIFY(!item(u"outputView"_s)->isVisible());
}

void tst_ViewerTerminal::keysReachTheChild()
{
    start(u"cat -v"_s);
    TRY(item(u"inputField"_s)->isEnabled());
    type(u"hello"_s);
    press(Qt::Key_Up);
    press(Qt::Key_Return);
    TRY_COMPARE(terminalText(), u"hello^[[A\nhello^[[A"_s);
    press(Qt::Key_C, Qt::ControlModifier);
    TRY(!running());
    QVERIFY(textOf(u"statusLabel"_s).startsWith(u"ended by SIGINT after "_s));
}

void tst_ViewerTerminal::theFirstCommandMayBeOnOne()
{
    open({.command = u"cat -v"_s, .onTerminal = true});
    TRY(terminal()->hasActiveFocus());
    TRY(item(u"inputField"_s)->isEnabled());
    type(u"hello"_s);
    press(Qt::Key_Return);
    TRY_COMPARE(terminalText(), u"hello\nhello"_s);
    press(Qt::Key_D, Qt::ControlModifier);
    TRY(!running());
    open({.onTerminal = true}); // the switch alone
    QVERIFY(!running());
    run(u"test -t 1 && echo yes"_s);
    TRY_COMPARE(terminalText(), u"yes"_s);
}

void tst_ViewerTerminal::keysWithCtrlAndShiftAreTheViewers()
{
    start(u"stty -icanon; echo ready; dd bs=1 count=2 2>/dev/null | od -An -c; cat"_s);
    TRY_COMPARE(terminalText(), u"ready"_s);
    press(Qt::Key_T, Qt::ControlModifier);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(terminalLines().last().simplified().endsWith(u"024 006"_s)); // below its echo
    QCOMPARE(tabs(), 1);
    press(Qt::Key_F, ours);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    press(Qt::Key_Escape);
    TRY(terminal()->hasActiveFocus());
    press(Qt::Key_T, ours);
    TRY(tabs() == 2);
    press(Qt::Key_W, ours);
    TRY(tabs() == 1);
    press(Qt::Key_Period, ours);
    TRY(!running());
}

void tst_ViewerTerminal::theChildHasTheSizeThatIsShown()
{
    start(
        u"stty size; echo $TERM $COLORTERM; trap 'stty size' WINCH; while :; do sleep 0.02; done"_s);
    const auto size = [this] {
        return u"%1 %2"_s.arg(terminal()->property("rows").toInt())
            .arg(terminal()->property("columns").toInt());
    };
    TRY_COMPARE(terminalText(), size() + u"\nxterm-256color truecolor"_s);
    const QString before = size();
    window()->resize(700, 500);
    TRY(size() != before);
    TRY_COMPARE(terminalLines().last(), size());
    click(u"stopButton"_s);
    TRY(!running());
}

void tst_ViewerTerminal::searchFindsInTheScrollback()
{
    start(u"seq 1000 1500; cat"_s);
    TRY(terminalText().endsWith(u"\n1500"_s));
    press(Qt::Key_F, ours);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"11"_s);
    QCOMPARE(selected(), u"11"_s);
    QVERIFY(terminal()->property("atEnd").toBool() == false);
    const auto selectedRow = [this] {
        const int row = terminal()->property("topRow").toInt();
        return terminalLines().mid(row, terminal()->property("rows").toInt());
    };
    type(u"1"_s);
    QCOMPARE(selected(), u"111"_s);
    QVERIFY(selectedRow().contains(u"1119"_s));
    type(u"0"_s);
    QCOMPARE(selected(), u"1110"_s);
    QVERIFY(item(u"nextButton"_s)->isEnabled());
    item(u"searchField"_s)->setProperty("text", u"00"_s);
    QVERIFY(selectedRow().contains(u"1500"_s));
    press(Qt::Key_Return, Qt::ShiftModifier); // upwards
    QVERIFY(selectedRow().contains(u"1400"_s));
    press(Qt::Key_F3, Qt::ShiftModifier);
    QVERIFY(selectedRow().contains(u"1300"_s));
    press(Qt::Key_F3);
    QVERIFY(selectedRow().contains(u"1400"_s));
    click(u"nextButton"_s);
    QVERIFY(selectedRow().contains(u"1500"_s));
    item(u"searchField"_s)->setProperty("text", u"2000"_s);
    QCOMPARE(textOf(u"matchLabel"_s), u"it is nowhere"_s);
    QVERIFY(!item(u"nextButton"_s)->isEnabled());
    focus(u"searchField"_s);
    press(Qt::Key_Escape);
    TRY(terminal()->hasActiveFocus());
}

void tst_ViewerTerminal::searchCountsThePlaces()
{
    start(u"seq 1000 1500; cat"_s);
    TRY(terminalText().endsWith(u"\n1500"_s));
    press(Qt::Key_F, ours);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"99"_s);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"5 of 5 places"_s);
    press(Qt::Key_F3, Qt::ShiftModifier);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"4 of 5 places"_s);
    press(Qt::Key_F3);
    press(Qt::Key_F3);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"1 of 5 places"_s);
    item(u"searchField"_s)->setProperty("text", u"1499"_s);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"1 of 1 place"_s);
}

void tst_ViewerTerminal::aPatternMayTellLettersApartAndBeAnExpression()
{
    start(u"echo One one a.c abc; cat"_s);
    TRY_COMPARE(terminalText(), u"One one a.c abc"_s);
    press(Qt::Key_F, ours);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"One"_s);
    QCOMPARE(selected(), u"one"_s);
    click(u"caseButton"_s);
    QCOMPARE(selected(), u"One"_s);
    item(u"searchField"_s)->setProperty("text", u"a.c"_s);
    QCOMPARE(selected(), u"a.c"_s);
    click(u"expressionButton"_s);
    QCOMPARE(selected(), u"abc"_s);
    item(u"searchField"_s)->setProperty("text", u"("_s);
    QVERIFY(!textOf(u"matchLabel"_s).isEmpty());
    press(Qt::Key_F3);
    item(u"searchField"_s)->setProperty("text", QString());
    QCOMPARE(textOf(u"matchLabel"_s), QString());
    QCOMPARE(selected(), QString());
}

void tst_ViewerTerminal::whatIsSelectedIsCopiedAndWithoutASelectionAll()
{
    start(u"seq 300; cat"_s);
    TRY(terminalText().endsWith(u"\n300"_s));
    click(u"copyButton"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), terminalText());
    QCOMPARE(textOf(u"totalsLabel"_s), u"300 lines copied"_s);
    press(Qt::Key_F, ours);
    type(u"299"_s);
    press(Qt::Key_Escape);
    TRY(terminal()->hasActiveFocus());
    press(Qt::Key_C, ours);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"299"_s);
    QVERIFY(running());
}

void tst_ViewerTerminal::theTabHasTheTitleOfTheProgram()
{
    const QString command = u"printf '\\033]2;a\\342\\200\\256b\\a'; cat"_s;
    start(command);
    TRY_COMPARE(tabTitle(), u"a<U+202E>b"_s);
    QCOMPARE(window()->title(), u"a<U+202E>b"_s);
    press(Qt::Key_D, Qt::ControlModifier);
    TRY(!running());
    QCOMPARE(tabTitle(), command);
    start(u"cat"_s);
    TRY(item(u"inputField"_s)->isEnabled());
    QCOMPARE(tabTitle(), u"cat"_s);
}

void tst_ViewerTerminal::hiddenInputIsSaidWithoutAnotherSize()
{
    start(u"trap 'echo resized' WINCH; echo ready; read x; stty -echo; echo hidden; read y; "
          "stty echo; echo got ${#y}; read z; stty -echo -icanon; echo raw; read x"_s);
    TRY_COMPARE(terminalText(), u"ready"_s);
    QVERIFY(!item(u"hiddenInputLabel"_s)->isVisible());
    press(Qt::Key_Return);
    TRY(item(u"hiddenInputLabel"_s)->isVisible());
    TRY(terminalLines().last() == u"hidden"_s);
    type(u"pa55"_s);
    press(Qt::Key_Return);
    TRY(terminalLines().last() == u"got 4"_s);
    TRY(!item(u"hiddenInputLabel"_s)->isVisible());
    QVERIFY(!terminalText().contains(u"pa55"_s));
    QVERIFY(!terminalText().contains(u"resized"_s));
    press(Qt::Key_Return);
    TRY(terminalLines().last() == u"raw"_s);
    QVERIFY(!item(u"secretLabel"_s)->isVisible());
    press(Qt::Key_I, ours); // the field below cannot know
    TRY(item(u"secretLabel"_s)->isVisible());
    QVERIFY(!item(u"hiddenInputLabel"_s)->isVisible());
}

void tst_ViewerTerminal::aRunThatEndedKeepsItsTextAndIsStartedAgain()
{
    start(u"seq 200; printf '\\033[?1049h\\033[31mgone'; exit 3"_s);
    TRY(!running());
    QCOMPARE(terminalLines().size(), 200);
    QVERIFY(textOf(u"statusLabel"_s).startsWith(u"exited with code 3 after "_s));
    QVERIFY(terminal()->hasActiveFocus());
    type(u"x"_s); // to nobody
    press(Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(terminal()->property("topRow").toInt(), 0);
    press(Qt::Key_R, Qt::ControlModifier); // nothing runs that would want it
    TRY(!running() && terminalLines().size() == 200);
    enter(u"echo other"_s);
    press(Qt::Key_Return);
    TRY_COMPARE(terminalText(), u"other"_s);
    QCOMPARE(terminal()->property("scrollbackRows").toInt(), 0);
}

void tst_ViewerTerminal::savingWritesTheScrollbackAndTheScreen()
{
    const QTemporaryDir folder;
    start(u"seq 300; cat"_s);
    TRY(terminalText().endsWith(u"\n300"_s));
    press(Qt::Key_S, ours);
    TRY(item(u"saveField"_s)->hasActiveFocus());
    item(u"saveField"_s)->setProperty("text", folder.filePath(u"all"_s));
    click(u"saveOkButton"_s);
    TRY(terminal()->hasActiveFocus());
    QFile file(folder.filePath(u"all"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), terminalText() + u'\n');
    press(Qt::Key_F, ours);
    type(u"150"_s);
    press(Qt::Key_S, ours);
    TRY(item(u"saveField"_s)->hasActiveFocus());
    item(u"saveField"_s)->setProperty("text", folder.filePath(u"part"_s));
    click(u"saveOkButton"_s);
    TRY(QFile::exists(folder.filePath(u"part"_s)));
    QFile part(folder.filePath(u"part"_s));
    QVERIFY(part.open(QIODevice::ReadOnly));
    QCOMPARE(part.readAll(), "150\n");
}

void tst_ViewerTerminal::clearForgetsTheScrollbackAndLeavesTheScreen()
{
    start(u"seq 300; cat"_s);
    TRY(terminalText().endsWith(u"\n300"_s));
    QVERIFY(terminal()->property("scrollbackRows").toInt() > 0);
    press(Qt::Key_K, ours);
    QCOMPARE(terminal()->property("scrollbackRows").toInt(), 0);
    QVERIFY(terminalText().endsWith(u"\n300"_s));
    press(Qt::Key_D, Qt::ControlModifier);
    TRY(!running());
    click(u"clearButton"_s);
    QCOMPARE(terminalText(), QString());
}

void tst_ViewerTerminal::whatATerminalHasNotIsDisabledAndSaysWhy()
{
    start(u"cat"_s);
    press(Qt::Key_F, ours);
    for (const QString &name :
         {u"filterBox"_s, u"wrapButton"_s, u"timeButton"_s, u"onlySwitch"_s}) {
        TRY(item(name)->isVisible());
        QVERIFY2(!item(name)->isEnabled(), qPrintable(name));
        QVERIFY2(item(name)->property("tip").toString().contains(u"erminal"_s), qPrintable(name));
    }
    for (const QString &name : {u"pauseButton"_s, u"followButton"_s, u"searchButton"_s,
                                u"copyButton"_s, u"saveButton"_s, u"clearButton"_s, u"keptBox"_s})
        TRY(item(name)->isEnabled()); // pausing, when it runs
}

void tst_ViewerTerminal::severalPastedLinesAreAskedAbout()
{
    start(u"cat"_s);
    TRY(item(u"inputField"_s)->isEnabled());
    QGuiApplication::clipboard()->setText(u"one\ntwo\n"_s);
    press(Qt::Key_V, ours);
    TRY(item(u"confirmQuestion"_s)->isVisible());
    QVERIFY(textOf(u"confirmQuestion"_s).endsWith(u"2 lines as if it were typed:\none\ntwo"_s));
    press(Qt::Key_Escape);
    TRY(terminal()->hasActiveFocus());
    QCOMPARE(terminalText(), QString());
    press(Qt::Key_V, ours);
    TRY(item(u"noButton"_s)->hasActiveFocus());
    click(u"yesButton"_s);
    TRY(terminalLines().count(u"two"_s) == 2);
}

void tst_ViewerTerminal::onePastedLineIsAskedAboutAsOne()
{
    start(u"cat"_s);
    TRY(item(u"inputField"_s)->isEnabled());
    QGuiApplication::clipboard()->setText(u"one\n"_s);
    press(Qt::Key_V, ours);
    TRY(item(u"confirmQuestion"_s)->isVisible());
    QVERIFY(textOf(u"confirmQuestion"_s).startsWith(u"The program takes this line "_s));
    QVERIFY(textOf(u"confirmQuestion"_s).endsWith(u":\none"_s));
    TRY(item(u"noButton"_s)->property("visualFocus").toBool());
    press(Qt::Key_Return);
    TRY(terminal()->hasActiveFocus());
    QGuiApplication::clipboard()->setText(u"1\n2\n3\n4\n5\n6\n7\n8\n"_s);
    press(Qt::Key_V, ours);
    TRY(item(u"confirmQuestion"_s)->isVisible());
    TRY(!item(u"confirmQuestion"_s)->property("truncated").toBool()); // all of them are seen
    TRY(item(u"noButton"_s)->property("visualFocus").toBool());
}

void tst_ViewerTerminal::aLinkLeadsNowhereElse_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isFollowed");
    QTest::newRow("a page") << u"https://a.example/x?y=z"_s << true;
    QTest::newRow("mail") << u"mailto:me@a.example"_s << true;
    QTest::newRow("a file") << u"file:///etc/passwd"_s << true;
    QTest::newRow("no file") << u"file:///etc/no-such-file"_s << false;
    QTest::newRow("another host's") << u"file://a.example/etc/passwd"_s << false;
    QTest::newRow("an unknown one") << u"ssh://a.example/"_s << false;
    QTest::newRow("script") << u"javascript:alert(1)"_s << false;
    QTest::newRow("one within") << u"x:https://a.example/"_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void tst_ViewerTerminal::aLinkLeadsNowhereElse()
{
    QFETCH(const QString, url);
    QFETCH(const bool, isFollowed);
    QCOMPARE(Links::to(QUrl(url)).isValid(), isFollowed);
}

void tst_ViewerTerminal::aFileWithALineIsALink_data()
{
    QTest::addColumn<QString>("before"); // a part of the command
    QTest::newRow("where the program is") << u"cd '%1'"_s;
    QTest::newRow("where it says that it is") << u"printf '\\033]7;file://%1\\a'"_s;
}

void tst_ViewerTerminal::aFileWithALineIsALink()
{
    QFETCH(const QString, before);
    QDesktopServices::setUrlHandler(u"file"_s, this, "openUrl");
    m_opened.clear();
    const QTemporaryDir folder;
    QVERIFY(QFile(folder.filePath(u"a.txt"_s)).open(QIODevice::WriteOnly));
    start(before.arg(folder.path()) + u"; echo a.txt:12:5: wrong; echo b.txt:3: no; cat"_s);
    TRY(terminalText().endsWith(u"no"_s));
    const QSizeF cell(terminal()->implicitWidth() / 80, terminal()->implicitHeight() / 24);
    const auto place = [&](int column, int row) {
        const QPointF middle((column + 0.5) * cell.width(), (row + 0.5) * cell.height());
        return terminal()->mapToScene(middle).toPoint();
    };
    QTest::mouseMove(window(), place(1, 0));
    QTest::mouseMove(window(), place(3, 0));
    QTest::keyPress(window(), Qt::Key_Control);
    const QString target = folder.filePath(u"a.txt:12:5"_s);
    TRY_COMPARE(textOf(u"totalsLabel"_s), u"Click to open "_s + target);
    QTest::keyRelease(window(), Qt::Key_Control, Qt::ControlModifier);
    QTest::mouseClick(window(), Qt::LeftButton, Qt::ControlModifier, place(3, 0));
    TRY_COMPARE(m_opened.value(0), QUrl::fromLocalFile(folder.filePath(u"a.txt"_s)));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"12"_s);
    QTest::mouseClick(window(), Qt::LeftButton, Qt::ControlModifier, place(3, 1));
    QCOMPARE(m_opened.size(), 1);
    QDesktopServices::unsetUrlHandler(u"file"_s);
}

void tst_ViewerTerminal::theBellMarksATabThatIsNotLookedAt()
{
    const QTemporaryDir folder;
    start(u"cd '%1'; until [ -e go ]; do sleep 0.05; done; printf '\\a'; cat"_s.arg(folder.path()));
    press(Qt::Key_T, ours);
    TRY_COMPARE(tabs(), 2);
    QVERIFY(!item(u"bellMark"_s)->isVisible());
    QVERIFY(QFile(folder.filePath(u"go"_s)).open(QIODevice::WriteOnly));
    TRY(item(u"bellMark"_s)->isVisible());
    item(u"tabBar"_s)->setProperty("currentIndex", 0);
    TRY(!item(u"bellMark"_s)->isVisible());
    // Who looks at it has no need of a mark.
    QSignalSpy bells(terminal(), SIGNAL(bell()));
    terminal()->forceActiveFocus();
    press(Qt::Key_V, Qt::ControlModifier); // the next one is taken as it is
    press(Qt::Key_G, Qt::ControlModifier);
    press(Qt::Key_Return);
    TRY_COMPARE(bells.size(), 1);
    QVERIFY(!item(u"bellMark"_s)->isVisible());
}

void tst_ViewerTerminal::ctrlPlusMakesTheTextLarger()
{
    start(u"cat"_s);
    const auto size = [this] { return terminal()->property("font").value<QFont>().pixelSize(); };
    const int before = size();
    const int rows = terminal()->property("rows").toInt();
    for (int i = 0; i < 4; ++i)
        press(Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(size(), before + 4);
    TRY(terminal()->property("rows").toInt() < rows);
    press(Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(size(), before + 3);
    press(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(size(), before);
    for (int i = 0; i < 100; ++i)
        press(Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(size(), 8);
}

void tst_ViewerTerminal::coloursFollowTheTheme()
{
    start(u"cat"_s);
    const auto background = [this] {
        return terminal()
            ->property("colors")
            .value<QObject *>()
            ->property("background")
            .value<QColor>();
    };
    QVERIFY(background().lightnessF() > 0.5F);
    checkColours(terminal()->property("colors").value<QObject *>());
    click(u"themeButton"_s);
    QVERIFY(background().lightnessF() < 0.5F);
    checkColours(terminal()->property("colors").value<QObject *>());
}

void tst_ViewerTerminal::screenReadersAreToldItsName()
{
    start(u"echo ready; read x; printf '\\033]2;editor\\a'; read y"_s);
    TRY_COMPARE(terminalText(), u"ready"_s);
    QAccessibleInterface *const found = QAccessible::queryAccessibleInterface(terminal());
    QVERIFY(found);
    QCOMPARE(found->text(QAccessible::Name), u"Terminal"_s);
    press(Qt::Key_Return);
    TRY_COMPARE(found->text(QAccessible::Name), u"Terminal: editor"_s);
}

void tst_ViewerTerminal::aMenuOpensByItsKey()
{
    start(u"echo something; cat"_s);
    TRY_COMPARE(terminalText(), u"something"_s);
    press(Qt::Key_Menu);
    TRY(item(u"terminalMenuCopy"_s)->isVisible());
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    TRY(!item(u"terminalMenuCopy"_s)->isVisible());
    QVERIFY(selected().startsWith(u"something"_s));
    TRY(terminal()->hasActiveFocus());
}

// Before the first frame that shows it.
void tst_ViewerTerminal::whatWaitsForTheScreenCanBeStopped()
{
    click(u"ptySwitch"_s);
    enter(u"echo started"_s);
    QTest::keyClick(window(), Qt::Key_Return, Qt::NoModifier, -1);
    QVERIFY(running());
    press(Qt::Key_Period, ours);
    TRY(!running());
    const QString status = textOf(u"statusLabel"_s);
    QVERIFY2(status.startsWith(u"not started: "_s) || status.startsWith(u"e"_s),
             qPrintable(status));
    start(u"echo again"_s);
    TRY_COMPARE(terminalText(), u"again"_s);
}

void tst_ViewerTerminal::anExampleIsAShellOnATerminal()
{
    click(u"example3"_s);
    TRY(terminal()->hasActiveFocus());
    type(u"echo $((6 * 7))"_s);
    press(Qt::Key_Return);
    TRY(terminalLines().contains(u"42"_s));
}

void tst_ViewerTerminal::theNextTabIsOnATerminalToo()
{
    start(u"cat"_s);
    press(Qt::Key_T, ours);
    TRY_COMPARE(tabs(), 2);
    QVERIFY(item(u"ptySwitch"_s)->property("checked").toBool());
    click(u"ptySwitch"_s);
    press(Qt::Key_T, Qt::ControlModifier);
    TRY_COMPARE(tabs(), 3);
    QVERIFY(!item(u"ptySwitch"_s)->property("checked").toBool());
}

void tst_ViewerTerminal::ctrlTabGoesToTheNextTab()
{
    start(u"cat -v"_s);
    press(Qt::Key_T, ours);
    TRY_COMPARE(tabs(), 2);
    start(u"cat -v"_s);
    QCOMPARE(tab(), 1);
    press(Qt::Key_Tab, Qt::ControlModifier);
    TRY_COMPARE(tab(), 0);
    TRY(terminal()->hasActiveFocus());
    press(Qt::Key_Backtab, ours);
    TRY_COMPARE(tab(), 1);
    TRY(terminal()->hasActiveFocus());
    type(u"x"_s);
    TRY_COMPARE(terminalText(), u"x"_s); // of the keys before it the program has got none
}

void tst_ViewerTerminal::aKeyPutsTheNextCommandOnATerminal()
{
    enter(u"test -t 1 && cat"_s);
    press(Qt::Key_T, Qt::AltModifier);
    QVERIFY(item(u"ptySwitch"_s)->property("checked").toBool());
    QVERIFY(item(u"commandField"_s)->hasActiveFocus());
    press(Qt::Key_Return);
    TRY(terminal()->hasActiveFocus());
    press(Qt::Key_T, Qt::AltModifier); // the program's, while one runs
    TRY(terminalText().contains(u"^[t"_s));
    QVERIFY(item(u"ptySwitch"_s)->property("checked").toBool());
}

void tst_ViewerTerminal::keysGoToTheTabThatIsSeen_data()
{
    QTest::addColumn<QString>("way");
    for (const auto &way : {u"by a key"_s, u"by a click"_s, u"by the list"_s, u"by closing"_s})
        QTest::newRow(qPrintable(way)) << way;
}

void tst_ViewerTerminal::keysGoToTheTabThatIsSeen()
{
    QFETCH(const QString, way);
    start(u"cat"_s);
    const QPointer<QQuickItem> first(terminal());
    press(Qt::Key_T, ours);
    TRY_COMPARE(tabs(), 2);
    TRY(item(u"commandField"_s)->hasActiveFocus());
    if (way == u"by a key"_s) {
        press(Qt::Key_Backtab, ours);
    } else if (way == u"by a click"_s) {
        auto *const bar = item(u"tabBar"_s);
        QTest::mouseClick(window(), Qt::LeftButton, {},
                          bar->mapToScene({30, bar->height() / 2}).toPoint());
    } else if (way == u"by the list"_s) {
        press(Qt::Key_A, ours);
        TRY(item(u"tabListEntry0"_s)->isVisible());
        press(Qt::Key_Up);
        press(Qt::Key_Return);
    } else {
        press(Qt::Key_W, ours);
        TRY_COMPARE(tabs(), 1);
    }
    TRY_COMPARE(tab(), 0);
    TRY(first->hasActiveFocus());
    type(u"seen"_s);
    press(Qt::Key_Return);
    TRY_COMPARE(terminalText(), u"seen\nseen"_s);
}

void tst_ViewerTerminal::pictures()
{
    if (!qEnvironmentVariableIsSet("OFFSPRING_SCREENSHOTS"))
        QSKIP("OFFSPRING_SCREENSHOTS is not set");
    const QString source = QStringLiteral(VIEWER_DIR "/links.cpp");
    const std::pair<QString, QString> programs[] = {
        {u"ls"_s, u"ls --color=always -la /usr/lib /dev | head -90; cat"_s},
        {u"vim"_s, u"vim -u NONE -c 'syntax on' -c 'set number' "_s + source},
        {u"htop"_s, u"htop"_s},
        {u"top"_s, u"top"_s},
        {u"mc"_s, u"mc"_s},
        {u"password"_s, u"printf 'Password for castle: '; stty -echo; read x"_s},
        {u"colours"_s,
         u"for i in 0 1 2 3 4 5 6 7; do printf \"\\033[3${i}m %s \\033[9${i}m %s \\033[0m"
         "\\033[4${i}m %s \\033[10${i}m %s \\033[0m\\n\" normal bright ground light; done; cat"_s},
    };
    for (const bool dark : {false, true}) {
        for (const auto &[name, command] : programs) {
            open({.dark = dark});
            start(command);
            QTest::qWait(1500);
            if (name == u"ls"_s) {
                press(Qt::Key_F, ours);
                type(u"dev"_s);
            }
            picture((dark ? u"dark-"_s : u"light-"_s) + name);
            click(u"stopButton"_s);
            TRY(!running());
        }
    }
}

QTEST_MAIN(tst_ViewerTerminal)

#include "tst_viewerterminal.moc"
