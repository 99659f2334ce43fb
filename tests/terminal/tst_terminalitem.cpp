// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The item in a window, used by keys and clicks, with real children.

#include "windowtest.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QImage>
#include <QtQml/QJSValue>
#include <QtQml/QQmlApplicationEngine>
#include <QtQml/QQmlComponent>
#include <QtQml/QQmlProperty>
#include <QtTest/QSignalSpy>

#include <chrono>
#include <memory>

using namespace Qt::StringLiterals;

class tst_TerminalItem : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_engine.reset(); }
    void theChildFindsTheItemsSizeAndKind();
    void aChildOfTheDocumentWaitsForTheSize();
    void itsOwnEnvironmentGoesBefore();
    void theChildHearsOfOneSize();
    void keysAreTyped();
    void shortcutsAreTheProgramsUnlessTheyHaveShift();
    void itScrollsBackAndReturnsWithAKey();
    void aDoubleClickSelectsAWord();
    void aDragSelectsAndCopies();
    void outputEndsASelection();
    void severalLinesAreAskedAbout();
    void aBracketedPasteIsNot();
    void theMouseIsReported();
    void aProgramTellsItsTitleFolderAndBell();
    void aLinkIsActivatedWithCtrl();
    void theClipboardIsWrittenOnlyIfItIsAllowed();
    void hiddenInputIsSaid();
    void thePadlockIsShownWhileInputIsHidden();
    void blinkingTextComesAndGoes();
    void nothingIsPaintedWhileNothingChanges();
    void theCursorBlinksAsTheDesktopHasIt();
    void keysSelect();
    void anotherKeyEndsTheKeyboardSelection();
    void theTextIsZoomed();
    void schemesLeaveTheUsersColours();
    void whatIsBeingComposedIsShownAtTheCursor();
    void anItemThatIsNotShownIsNotPainted();
    void thePositionIsToldAfterAFlood();
    void twentyTerminalsShareAWindow();
    void linesMeetAtEveryScale_data();
    void linesMeetAtEveryScale();
    void rowsOfALargerWindowAreInTheirPlaces();
    void whatTheProgramLeftBehindIsPutBack();
    void coloursAreThoseOfTheScheme();
    void linesOfDoubleSizeAreDrawn();
    void whatIsFoundIsSelectedAndShown();
    void screenReadersReadTheScreen();
    void grabsBoxes();
    void pictures();

private:
    QQuickWindow *window() const override { return m_window; }
    QObject *terminal() const { return m_window->property("terminal").value<QObject *>(); }
    QObject *process() const { return m_window->property("process").value<QObject *>(); }
    void run(const QString &script);
    QString text();
    QPoint cell(int column, int row) const;
    void send(const QString &text)
    {
        QMetaObject::invokeMethod(terminal(), "sendText", Q_ARG(QString, text));
    }

    QImage grab() const { return m_window->grabWindow().convertToFormat(QImage::Format_RGB32); }
    /// No picture was made in a while in which a blinking cursor would have changed several times.
    bool isAtRest() const;
    /// Of the pixels of a cell, at ratio 1.
    QImage grabCell(int column, int row) const;
    static int countOf(const QImage &image, QColor colour);
    static void checkBoxes(const QImage &image);

    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QQuickWindow *m_window = nullptr;
};

void tst_TerminalItem::init()
{
    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_engine->addImportPath(QStringLiteral(QML_IMPORT_PATH));
    m_engine->load(QUrl::fromLocalFile(QStringLiteral(TERMINAL_QML)));
    QVERIFY(!m_engine->rootObjects().isEmpty());
    m_window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().first());
    failOnOwnWarnings();
    waitForWindow();
    TRY(terminal()->property("columns").toInt() != 80);
}

void tst_TerminalItem::run(const QString &script)
{
    process()->setProperty("args", QStringList{u"-c"_s, script});
    process()->setProperty("running", true);
}

/// All of it, scrollback included.
QString tst_TerminalItem::text()
{
    QMetaObject::invokeMethod(terminal(), "selectAll");
    QString text = terminal()->property("selectedText").toString();
    QMetaObject::invokeMethod(terminal(), "clearSelection");
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

QPoint tst_TerminalItem::cell(int column, int row) const
{
    // The implicit size is that of 80 columns and 24 rows.
    const qreal width = terminal()->property("implicitWidth").toReal() / 80;
    const qreal height = terminal()->property("implicitHeight").toReal() / 24;
    return {int((column + 0.5) * width), int((row + 0.5) * height)};
}

bool tst_TerminalItem::isAtRest() const
{
    const QSignalSpy frames(m_window, &QQuickWindow::afterRendering);
    QTest::qWait(300);
    return frames.isEmpty();
}

QImage tst_TerminalItem::grabCell(int column, int row) const
{
    const int width = terminal()->property("implicitWidth").toInt() / 80;
    const int height = terminal()->property("implicitHeight").toInt() / 24;
    return grab().copy(column * width, row * height, width, height);
}

int tst_TerminalItem::countOf(const QImage &image, QColor colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    }
    return count;
}

void tst_TerminalItem::theChildFindsTheItemsSizeAndKind()
{
    run(u"stty size; echo $TERM $COLORTERM"_s);
    const QString expected =
        u"%1 %2\nxterm-256color truecolor"_s.arg(terminal()->property("rows").toInt())
            .arg(terminal()->property("columns").toInt());
    TRY_COMPARE(text(), expected);
}

void tst_TerminalItem::aChildOfTheDocumentWaitsForTheSize()
{
    QQmlComponent component(m_engine.get());
    component.setData("import Offspring.Terminal\n"
                      "import QtQuick\n"
                      "import QtQuick.Layouts\n"
                      "Window {\n"
                      "    property alias terminal: terminal\n"
                      "    width: 600; height: 420; visible: true\n"
                      "    ColumnLayout {\n"
                      "        anchors.fill: parent\n"
                      "        Rectangle { Layout.preferredHeight: 100 }\n"
                      "        Terminal {\n"
                      "            id: terminal\n"
                      "            Layout.fillWidth: true; Layout.fillHeight: true\n"
                      "            font.family: 'DejaVu Sans Mono'; font.pixelSize: 14\n"
                      "            process: Process {\n"
                      "                executable: '/bin/sh'; running: true\n"
                      "                args: ['-c', 'stty size; trap \"echo W\" WINCH; cat']\n"
                      "            }\n"
                      "        }\n"
                      "    }\n"
                      "}\n",
                      QUrl());
    const std::unique_ptr<QObject> window(component.create());
    QVERIFY2(window, qPrintable(component.errorString()));
    auto *const item = window->property("terminal").value<QQuickItem *>();
    TRY(item->property("rows").toInt() < 24 && item->property("columns").toInt() < 80);
    const auto shown = [item] {
        QMetaObject::invokeMethod(item, "selectAll");
        return item->property("selectedText").toString().trimmed();
    };
    TRY_COMPARE(
        shown(),
        u"%1 %2"_s.arg(item->property("rows").toInt()).arg(item->property("columns").toInt()));
}

void tst_TerminalItem::itsOwnEnvironmentGoesBefore()
{
    const QJSValue environment = m_engine->evaluate(u"({TERM: 'vt220', COLORTERM: null})"_s);
    process()->setProperty("environment", QVariant::fromValue(environment));
    run(u"echo $TERM+$COLORTERM"_s);
    TRY_COMPARE(text(), u"vt220+"_s);
}

void tst_TerminalItem::theChildHearsOfOneSize()
{
    run(u"trap 'echo W $(stty size)' WINCH; trap 'echo end; exit' INT; echo ready; "
        "while :; do sleep 0.05; done"_s);
    TRY_COMPARE(text(), u"ready"_s);
    m_window->resize(500, 300);
    TRY(terminal()->property("columns").toInt() < 65 && terminal()->property("rows").toInt() < 20);
    const QString size = u"W %1 %2"_s.arg(terminal()->property("rows").toInt())
                             .arg(terminal()->property("columns").toInt());
    TRY(text().contains(size));
    m_window->resize(600, 350);
    TRY(terminal()->property("columns").toInt() > 65 && terminal()->property("rows").toInt() >= 20);
    const QString next = u"W %1 %2"_s.arg(terminal()->property("rows").toInt())
                             .arg(terminal()->property("columns").toInt());
    TRY(text().contains(next));
    press(Qt::Key_C, Qt::ControlModifier);
    TRY(text().endsWith(u"end"_s));
    QVERIFY2(text().count(u'W') == 2, qPrintable(text()));
}

void tst_TerminalItem::keysAreTyped()
{
    run(u"cat -v"_s);
    TRY(process()->property("pid").toInt() > 0);
    type(u"hello"_s);
    press(Qt::Key_Return);
    TRY_COMPARE(text(), u"hello\nhello"_s);
    press(Qt::Key_Up);
    press(Qt::Key_F5, Qt::ControlModifier);
    press(Qt::Key_Return);
    TRY_COMPARE(text(), u"hello\nhello\n^[[A^[[15;5~\n^[[A^[[15;5~"_s);
    press(Qt::Key_D, Qt::ControlModifier);
    TRY(!process()->property("running").toBool());
}

void tst_TerminalItem::shortcutsAreTheProgramsUnlessTheyHaveShift()
{
    run(u"stty raw -echo; echo ready; exec od -An -c -N2"_s);
    TRY_COMPARE(text(), u"ready"_s);
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    TRY_COMPARE(m_window->property("shortcuts").toInt(), 1);
    press(Qt::Key_Tab, Qt::ControlModifier); // it may be one, and is none here
    press(Qt::Key_W, Qt::ControlModifier);
    TRY(text().simplified().endsWith(u"\\t 027"_s));
    QCOMPARE(m_window->property("shortcuts").toInt(), 1);
}

void tst_TerminalItem::itScrollsBackAndReturnsWithAKey()
{
    run(u"seq 100; cat"_s);
    TRY(text().endsWith(u"\n100"_s));
    QVERIFY(terminal()->property("atEnd").toBool());
    const int lines = terminal()->property("scrollbackRows").toInt();
    QVERIFY(lines > 50);
    press(Qt::Key_PageUp, Qt::ShiftModifier);
    QVERIFY(!terminal()->property("atEnd").toBool());
    QCOMPARE(terminal()->property("topRow").toInt(),
             lines - terminal()->property("rows").toInt() + 1);
    press(Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(terminal()->property("topRow").toInt(), 0);
    press(Qt::Key_X);
    QVERIFY(terminal()->property("atEnd").toBool());
}

void tst_TerminalItem::aDoubleClickSelectsAWord()
{
    run(u"echo one /tmp/two three; cat"_s);
    TRY_COMPARE(text(), u"one /tmp/two three"_s);
    QTest::mouseClick(m_window, Qt::LeftButton, {}, cell(6, 0));
    QTest::mouseClick(m_window, Qt::LeftButton, {}, cell(6, 0));
    TRY_COMPARE(terminal()->property("selectedText").toString(), u"/tmp/two"_s);
    QTest::mouseClick(m_window, Qt::LeftButton, {}, cell(6, 0));
    TRY_COMPARE(terminal()->property("selectedText").toString(), u"one /tmp/two three"_s);
}

void tst_TerminalItem::aDragSelectsAndCopies()
{
    run(u"echo one two; echo three; cat"_s);
    TRY_COMPARE(text(), u"one two\nthree"_s);
    const QPoint left(3, 0);
    QTest::mousePress(m_window, Qt::LeftButton, {}, cell(4, 0) - left);
    QTest::mouseMove(m_window, cell(2, 1));
    QTest::mouseMove(m_window, cell(2, 1) + left);
    QTest::mouseRelease(m_window, Qt::LeftButton, {}, cell(2, 1) + left);
    TRY_COMPARE(terminal()->property("selectedText").toString(), u"two\nthr"_s);
    press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"two\nthr"_s);
}

void tst_TerminalItem::outputEndsASelection()
{
    run(u"printf 'one\\ntwo\\n'; read x; printf 'three\\a\\n'; read x; printf '\\033[1;1Hnew'; cat"_s);
    TRY_COMPARE(text(), u"one\ntwo"_s);
    QTest::mouseClick(m_window, Qt::LeftButton, {}, cell(1, 0));
    QTest::mouseClick(m_window, Qt::LeftButton, {}, cell(1, 0));
    TRY_COMPARE(terminal()->property("selectedText").toString(), u"one"_s);
    send(u"\n"_s);
    TRY_COMPARE(m_window->property("bells").toInt(), 1);
    QVERIFY(terminal()->property("hasSelection").toBool());
    send(u"\n"_s);
    TRY(!terminal()->property("hasSelection").toBool());
}

void tst_TerminalItem::severalLinesAreAskedAbout()
{
    run(u"stty -echo; echo ready; cat -v"_s);
    TRY_COMPARE(text(), u"ready"_s);
    QGuiApplication::clipboard()->setText(u"a\x1b[31mb\nc\n"_s);
    press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_window->property("question").toString(), u"2: a\x1b[31mb\nc\n"_s);
    QMetaObject::invokeMethod(terminal(), "pasteText", Q_ARG(QString, u"a\x1b[31mb\nc\n"_s));
    TRY_COMPARE(text(), u"ready\na[31mb\nc"_s);
    QGuiApplication::clipboard()->setText(u"one"_s);
    QMetaObject::invokeMethod(terminal(), "paste");
    send(u"\n"_s);
    TRY_COMPARE(text(), u"ready\na[31mb\nc\none"_s);
}

void tst_TerminalItem::aBracketedPasteIsNot()
{
    run(u"stty -icrnl -echo; printf '\\033[?2004hready'; cat -v"_s);
    TRY_COMPARE(text(), u"ready"_s);
    QGuiApplication::clipboard()->setText(u"a\nb"_s);
    QMetaObject::invokeMethod(terminal(), "paste");
    send(u"\n"_s);
    TRY_COMPARE(text(), u"ready^[[200~a^Mb^[[201~"_s);
    QCOMPARE(m_window->property("question").toString(), QString());
}

void tst_TerminalItem::theMouseIsReported()
{
    run(u"stty -echo; printf '\\033[?1002h\\033[?1006hready\\n'; cat -v"_s);
    TRY_COMPARE(text(), u"ready"_s);
    QTest::mousePress(m_window, Qt::LeftButton, {}, cell(4, 2));
    QTest::mouseMove(m_window, cell(5, 2));
    QTest::mouseRelease(m_window, Qt::LeftButton, {}, cell(5, 2));
    send(u"\n"_s);
    TRY_COMPARE(text(), u"ready\n^[[<0;5;3M^[[<32;6;3M^[[<0;6;3m"_s);
    QTest::mousePress(m_window, Qt::LeftButton, Qt::ShiftModifier, cell(0, 0));
    QTest::mouseMove(m_window, cell(3, 0));
    QTest::mouseRelease(m_window, Qt::LeftButton, Qt::ShiftModifier, cell(3, 0));
    QVERIFY(terminal()->property("hasSelection").toBool());
}

void tst_TerminalItem::aProgramTellsItsTitleFolderAndBell()
{
    run(u"printf '\\033]2;ti\\303\\244tle\\a\\033]7;file:///tmp\\a\\a'; cat"_s);
    TRY_COMPARE(m_window->property("bells").toInt(), 1);
    QCOMPARE(m_window->title(), u"tiätle"_s);
    QCOMPARE(terminal()->property("workingDirectory").toUrl(), QUrl(u"file:///tmp"_s));
}

void tst_TerminalItem::aLinkIsActivatedWithCtrl()
{
    run(u"printf 'http://a.example/x. \\033]8;;http://b.example/\\033\\\\text\\033]8;;\\033\\\\'; cat"_s);
    TRY(text().endsWith(u"text"_s));
    QTest::mouseClick(m_window, Qt::LeftButton, {}, cell(3, 0));
    QCOMPARE(m_window->property("linkText").toString(), QString());
    QTest::mouseClick(m_window, Qt::LeftButton, Qt::ControlModifier, cell(3, 0));
    QCOMPARE(m_window->property("linkText").toString(), u"http://a.example/x"_s);
    QTest::mouseClick(m_window, Qt::LeftButton, Qt::ControlModifier, cell(22, 0));
    QCOMPARE(m_window->property("linkText").toString(), u"http://b.example/"_s);
}

void tst_TerminalItem::theClipboardIsWrittenOnlyIfItIsAllowed()
{
    const QString script = u"printf '\\033]52;c;aGVsbG8=\\ax'; read x; printf "
                           "'\\033]52;c;?\\a\\033]52;c;aGVsbG8=\\ay'; cat -v"_s;
    QGuiApplication::clipboard()->setText(u"mine"_s);
    run(script);
    TRY_COMPARE(text(), u"x"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"mine"_s);
    terminal()->setProperty("clipboardWritable", true);
    send(u"\n"_s);
    TRY(text().endsWith(u"y"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"hello"_s);
    send(u"\n"_s);
    TRY_COMPARE(text(), u"x\ny"_s); // and it was not told
}

void tst_TerminalItem::hiddenInputIsSaid()
{
    QVERIFY(!terminal()->property("echo").toBool());
    run(u"echo ready; read x; stty -echo; echo hidden; cat"_s);
    TRY_COMPARE(text(), u"ready"_s);
    TRY(terminal()->property("echo").toBool());
    send(u"\n"_s);
    TRY(text().endsWith(u"hidden"_s));
    TRY(!terminal()->property("echo").toBool());
}

void tst_TerminalItem::thePadlockIsShownWhileInputIsHidden()
{
    auto *colors = terminal()->property("colors").value<QObject *>();
    const QColor cursor(1, 2, 3);
    colors->setProperty("cursor", cursor);
    run(u"read x; stty -echo; printf '> '; read x; printf '+ '; stty raw; cat"_s);
    TRY(process()->property("echo").toBool());
    QVERIFY(!terminal()->property("hiddenInput").toBool());
    const auto cursorsPixels = [&](int column, int row) {
        return countOf(grabCell(column, row), cursor);
    };
    const QImage cell = grabCell(0, 0);
    const int all = cell.width() * cell.height();
    TRY_COMPARE(cursorsPixels(0, 0), all);
    send(u"\n"_s);
    TRY(terminal()->property("hiddenInput").toBool());
    const QVariant hints = m_window->activeFocusItem()->inputMethodQuery(Qt::ImHints);
    QVERIFY(Qt::InputMethodHints(hints.toInt()).testFlag(Qt::ImhSensitiveData));
    TRY(cursorsPixels(2, 1) > all / 8 && cursorsPixels(2, 1) < all / 2);
    send(u"secret\n"_s);
    TRY(text().endsWith(u"> + "_s) || text().endsWith(u"> +"_s));
    TRY(!terminal()->property("hiddenInput").toBool()); // no line is awaited: it is a program's
    QVERIFY(!text().contains(u"secret"_s));
    TRY_COMPARE(cursorsPixels(4, 1), all);
}

void tst_TerminalItem::blinkingTextComesAndGoes()
{
    QGuiApplication::styleHints()->setCursorFlashTime(500);
    run(u"printf '\\033[?25l\\033[5m\\342\\226\\210\\033[0m\\342\\226\\210'; cat"_s);
    auto *colors = terminal()->property("colors").value<QObject *>();
    const QColor foreground = colors->property("foreground").value<QColor>();
    const auto isShown = [&](int column) { return countOf(grabCell(column, 0), foreground) > 0; };
    for (int i = 0; i < 2; ++i) {
        TRY(isShown(0));
        TRY(isShown(1) && !isShown(0));
    }
    TRY(!isShown(0));
    QGuiApplication::styleHints()->setCursorFlashTime(0); // nothing shall blink
    TRY(isShown(0));
    TRY(isAtRest());
}

void tst_TerminalItem::nothingIsPaintedWhileNothingChanges()
{
    QGuiApplication::styleHints()->setCursorFlashTime(20);
    run(u"printf '\\033[5mx\\r\\033[K\\033[0mready\\033[2 q'; cat"_s);
    TRY_COMPARE(text(), u"ready"_s);
    TRY(isAtRest());
}

void tst_TerminalItem::theCursorBlinksAsTheDesktopHasIt()
{
    QGuiApplication::styleHints()->setCursorFlashTime(500);
    run(u"printf '\\033[1 q'; cat"_s);
    auto *colors = terminal()->property("colors").value<QObject *>();
    const QColor cursor = colors->property("cursor").value<QColor>();
    const auto isShown = [&] { return countOf(grabCell(0, 0), cursor) > 0; };
    for (int i = 0; i < 2; ++i) {
        TRY(isShown());
        TRY(!isShown());
    }
    QGuiApplication::styleHints()->setCursorFlashTime(0);
    TRY(isShown());
}

void tst_TerminalItem::keysSelect()
{
    run(u"printf 'one two\\nthree'; cat"_s);
    TRY_COMPARE(text(), u"one two\nthree"_s);
    const auto selected = [this] { return terminal()->property("selectedText").toString(); };
    press(Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(terminal()->property("keyboardSelection").toBool());
    QVERIFY(!terminal()->property("hasSelection").toBool());
    press(Qt::Key_Left, Qt::ShiftModifier);
    press(Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(selected(), u"ee"_s);
    press(Qt::Key_Up);
    press(Qt::Key_Home);
    QCOMPARE(selected(), QString());
    press(Qt::Key_Right, Qt::ShiftModifier | Qt::ControlModifier);
    QVERIFY2(selected().startsWith(u"one"_s), qPrintable(selected()));
    press(Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(selected(), u"one two"_s);
    press(Qt::Key_Return);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"one two"_s);
    QVERIFY(!terminal()->property("keyboardSelection").toBool());
    QVERIFY(!terminal()->property("hasSelection").toBool());
    QCOMPARE(text(), u"one two\nthree"_s); // of all that the program has got nothing
}

void tst_TerminalItem::anotherKeyEndsTheKeyboardSelection()
{
    run(u"seq 100; cat"_s);
    TRY(text().endsWith(u"\n100"_s));
    terminal()->setProperty("keyboardSelection", true);
    press(Qt::Key_Home, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(terminal()->property("topRow").toInt(), 0); // it is shown where it goes
    QVERIFY(terminal()->property("selectedText").toString().startsWith(u"1\n2\n"_s));
    press(Qt::Key_X);
    QVERIFY(!terminal()->property("keyboardSelection").toBool());
    TRY(text().endsWith(u"\nx"_s));
    terminal()->setProperty("keyboardSelection", true);
    press(Qt::Key_Escape);
    QVERIFY(!terminal()->property("keyboardSelection").toBool());
    QVERIFY(!text().contains(u"^["_s));
}

void tst_TerminalItem::theTextIsZoomed()
{
    const int columns = terminal()->property("columns").toInt();
    const qreal width = terminal()->property("implicitWidth").toReal();
    for (int i = 0; i < 6; ++i)
        press(Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(terminal()->property("zoom").toInt(), 6);
    QVERIFY(terminal()->property("implicitWidth").toReal() > width);
    TRY(terminal()->property("columns").toInt() < columns);
    for (int i = 0; i < 9; ++i)
        press(Qt::Key_Minus, Qt::ControlModifier);
    TRY(terminal()->property("columns").toInt() > columns);
    press(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(terminal()->property("implicitWidth").toReal(), width);
    TRY_COMPARE(terminal()->property("columns").toInt(), columns);
}

void tst_TerminalItem::schemesLeaveTheUsersColours()
{
    auto *colors = terminal()->property("colors").value<QObject *>();
    const QColor dark = colors->property("background").value<QColor>();
    colors->setProperty("red", QColor(1, 2, 3));
    colors->setProperty("scheme", u"Light"_s);
    const QColor light = colors->property("background").value<QColor>();
    QVERIFY(dark.lightnessF() < 0.2F && light.lightnessF() > 0.8F);
    QVERIFY(colors->property("foreground").value<QColor>().lightnessF() < 0.3F);
    QCOMPARE(colors->property("red").value<QColor>(), QColor(1, 2, 3));
    TRY_COMPARE(grab().pixelColor(cell(10, 10)), light);
    colors->setProperty("scheme", u"Dark"_s);
    TRY_COMPARE(grab().pixelColor(cell(10, 10)), dark);
    QCOMPARE(colors->property("red").value<QColor>(), QColor(1, 2, 3));
}

void tst_TerminalItem::whatIsBeingComposedIsShownAtTheCursor()
{
    run(u"printf ab; cat"_s);
    TRY_COMPARE(text(), u"ab"_s);
    const QImage before = grabCell(3, 0);
    QInputMethodEvent compose(u"xyz"_s, {});
    QCoreApplication::sendEvent(terminal(), &compose);
    TRY(grabCell(3, 0) != before);
    QCOMPARE(text(), u"ab"_s); // it is not typed yet
    const QVariant place = m_window->activeFocusItem()->inputMethodQuery(Qt::ImCursorRectangle);
    QVERIFY(place.toRectF().contains(cell(2, 0)));
    QInputMethodEvent commit;
    commit.setCommitString(u"漢"_s);
    QCoreApplication::sendEvent(terminal(), &commit);
    TRY_COMPARE(text(), u"ab漢"_s);
}

void tst_TerminalItem::anItemThatIsNotShownIsNotPainted()
{
    auto *const item = qobject_cast<QQuickItem *>(terminal());
    run(u"printf 'one\\n'; read x; printf '\\033[41m  \\033[0m\\a'; cat"_s);
    TRY_COMPARE(text(), u"one"_s);
    item->setVisible(false);
    send(u"\n"_s);
    TRY_COMPARE(m_window->property("bells").toInt(), 1); // but it is heard
    item->setVisible(true);
    auto *colors = terminal()->property("colors").value<QObject *>();
    TRY_COMPARE(grab().pixelColor(cell(0, 2)), colors->property("red").value<QColor>());
}

// Pictures of a flood are held, and one that is made for another reason comes before their time.
void tst_TerminalItem::thePositionIsToldAfterAFlood()
{
    terminal()->setProperty("scrollbackLines", 1000000);
    QQmlComponent component(m_engine.get());
    component.setData("import QtQuick\n"
                      "QtObject {\n"
                      "    property QtObject terminal\n"
                      "    property int told: terminal ? terminal.scrollbackRows : -1\n"
                      "}\n",
                      QUrl());
    const std::unique_ptr<QObject> binding(
        component.createWithInitialProperties({{u"terminal"_s, QVariant::fromValue(terminal())}}));
    QVERIFY2(binding, qPrintable(component.errorString()));
    run(u"yes flood | head -n 400000; cat"_s);
    const int rows = 400000 + 1 - terminal()->property("rows").toInt(); // the cursor has one, too
    const auto isOver = [&] { return terminal()->property("scrollbackRows").toInt() == rows; };
    for (const QDeadlineTimer limit(std::chrono::minutes(2)); !isOver() && !limit.hasExpired();)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(isOver());
    qobject_cast<QQuickItem *>(terminal())->polish();
    TRY_COMPARE(binding->property("told").toInt(), rows);
}

void tst_TerminalItem::twentyTerminalsShareAWindow()
{
    QQmlComponent component(m_engine.get());
    component.setData("import Offspring.Terminal\n"
                      "import QtQuick\n"
                      "Window {\n"
                      "    property alias terminals: repeater\n"
                      "    property int ends: 0\n"
                      "    width: 1200; height: 800; visible: true\n"
                      "    Grid {\n"
                      "        columns: 5; spacing: 3\n"
                      "        Repeater {\n"
                      "            id: repeater\n"
                      "            model: 20\n"
                      "            Terminal {\n"
                      "                required property int index\n"
                      "                width: 237; height: 197\n"
                      "                font.family: 'DejaVu Sans Mono'; font.pixelSize: 12\n"
                      "                process: Process {\n"
                      "                    executable: '/bin/sh'; running: true\n"
                      "                    args: ['-c', `seq 5000; echo last ${index}`]\n"
                      "                    onEnded: ++ends\n"
                      "                }\n"
                      "            }\n"
                      "        }\n"
                      "    }\n"
                      "}\n",
                      QUrl());
    const std::unique_ptr<QObject> window(component.create());
    QVERIFY2(window, qPrintable(component.errorString()));
    TRY_COMPARE(window->property("ends").toInt(), 20);
    auto *const repeater = window->property("terminals").value<QObject *>();
    for (int i = 0; i < 20; ++i) {
        QQuickItem *item = nullptr;
        QMetaObject::invokeMethod(repeater, "itemAt", Q_RETURN_ARG(QQuickItem *, item),
                                  Q_ARG(int, i));
        QVERIFY(item);
        QMetaObject::invokeMethod(item, "selectAll");
        const QString shown = item->property("selectedText").toString().trimmed();
        QVERIFY2(shown.endsWith(u"\n4999\n5000\nlast %1"_s.arg(i)), qPrintable(shown.right(99)));
    }
}

void tst_TerminalItem::linesMeetAtEveryScale_data()
{
    QTest::addColumn<QString>("scale");
    for (const char *scale : {"1", "1.25", "1.5", "1.75", "2"})
        QTest::newRow(scale) << QString::fromLatin1(scale);
}

// A scale is a program's from its start, so another one grabs: this one, see grabsBoxes().
void tst_TerminalItem::linesMeetAtEveryScale()
{
    QFETCH(const QString, scale);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"grabbed.png"_s);
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_SCALE_FACTOR"_s, scale);
    environment.insert(u"QT_SCALE_FACTOR_ROUNDING_POLICY"_s, u"PassThrough"_s);
    environment.insert(u"QT_FONT_DPI"_s, u"96"_s);
    environment.insert(u"OFFSPRING_GRAB_TO"_s, path);
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::ForwardedChannels);
    program.start(QCoreApplication::applicationFilePath(),
                  {u"grabsBoxes"_s, u"-silent"_s, u"-platform"_s, QGuiApplication::platformName()});
    QVERIFY(program.waitForFinished(60'000));
    QCOMPARE(program.exitCode(), 0);
    const QImage image(path);
    QVERIFY(!image.isNull());
    QCOMPARE(image.width(), qRound(720 * scale.toDouble()));
    checkBoxes(image);
}

void tst_TerminalItem::rowsOfALargerWindowAreInTheirPlaces()
{
    constexpr int margin = 30;
    QQmlProperty(terminal(), u"anchors.margins"_s).write(margin);
    run(u"for i in $(seq 100); do echo '\u2588'; done; cat"_s);
    TRY(text().count(u'\n') == 99);
    const auto rows = [this] { return terminal()->property("rows").toInt(); };
    const QPoint place(margin, margin);
    const QColor block =
        terminal()->property("colors").value<QObject *>()->property("foreground").value<QColor>();
    TRY(grab().pixelColor(place + cell(0, rows() - 2)) == block);
    const int before = rows();
    m_window->resize(720, 600); // takes rows back from the scrollback
    TRY(rows() > before + 5);
    TRY(grab().pixelColor(place + cell(0, rows() - 2)) == block);
    const QImage image = grab();
    for (int row = 0; row < rows() - 1; ++row)
        QCOMPARE(image.pixelColor(place + cell(0, row)), block);
}

// On black in white: 10 × 15 full blocks, 2 columns on a line down and 4 on a column of H, and
// below all that a line across.
void tst_TerminalItem::checkBoxes(const QImage &image)
{
    const auto isWhite = [&](int x, int y) { return image.pixel(x, y) == 0xffffffffU; };
    const auto isBlack = [&](int x, int y) { return image.pixel(x, y) == 0xff000000U; };
    int left = 0;
    int top = 0;
    while (!isWhite(left, image.height() / 4))
        ++left;
    while (!isWhite(left, top))
        ++top;
    int right = left;
    int bottom = top;
    while (isWhite(right, top))
        ++right;
    while (isWhite(left, bottom))
        ++bottom;
    const QSize cell((right - left) / 10, (bottom - top) / 15);
    QCOMPARE((right - left) % 10, 0);
    QCOMPARE((bottom - top) % 15, 0);
    QVERIFY(cell.width() >= 7 && cell.height() >= 14);
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x)
            QVERIFY2(isWhite(x, y), qPrintable(u"a seam at %1, %2"_s.arg(x).arg(y)));
    }
    // Each row of pixels has the line that the first has, and each row of cells the first one's H.
    const auto cellAt = [&](int column, int row) {
        return image.copy(left + column * cell.width(), top + row * cell.height(), cell.width(),
                          cell.height());
    };
    const int lineLeft = left + 12 * cell.width();
    int drawn = 0;
    for (int x = lineLeft; x < lineLeft + cell.width(); ++x) {
        drawn += isWhite(x, top) ? 1 : 0;
        QVERIFY(isWhite(x, top) || isBlack(x, top)); // no pixel is half of one
        for (int y = top; y < bottom; ++y)
            QVERIFY2(image.pixel(x, y) == image.pixel(x, top), qPrintable(u"a gap at %1"_s.arg(y)));
    }
    QVERIFY(drawn > 0 && drawn < cell.width() / 2);
    for (int row = 1; row < 15; ++row)
        QVERIFY2(cellAt(14, row) == cellAt(14, 0), qPrintable(u"row %1 is shifted"_s.arg(row)));
    drawn = 0;
    for (int y = bottom; y < bottom + cell.height(); ++y) {
        drawn += isWhite(left, y) ? 1 : 0;
        for (int x = left; x < right; ++x)
            QVERIFY2(image.pixel(x, y) == image.pixel(left, y),
                     qPrintable(u"a gap at %1"_s.arg(x)));
    }
    QVERIFY(drawn > 0 && drawn < cell.height() / 2);
}

void tst_TerminalItem::grabsBoxes()
{
    if (!qEnvironmentVariableIsSet("OFFSPRING_GRAB_TO"))
        QSKIP("for linesMeetAtEveryScale()");
    QQmlProperty(terminal(), u"anchors.margins"_s).write(7); // between the pixels at 1.25
    auto *colors = terminal()->property("colors").value<QObject *>();
    colors->setProperty("foreground", QColor(Qt::white));
    colors->setProperty("background", QColor(Qt::black));
    m_window->setColor(Qt::black);
    run(u"for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do echo '██████████  │ H'; done; "
        "printf '──────────\\n\\033[?25l'; cat"_s);
    TRY(text().contains(u"─"_s));
    TRY(countOf(grab(), Qt::white) > 10000);
    QVERIFY(grab().save(qEnvironmentVariable("OFFSPRING_GRAB_TO")));
}

void tst_TerminalItem::whatTheProgramLeftBehindIsPutBack()
{
    run(u"echo before; printf '\\033[?1049h\\033[?1000h\\033[?25lfull'"_s);
    TRY(!process()->property("running").toBool());
    TRY_COMPARE(text(), u"before"_s);
    run(u"echo after"_s);
    TRY_COMPARE(text(), u"before\nafter"_s);
}

void tst_TerminalItem::coloursAreThoseOfTheScheme()
{
    run(u"printf '\\033[?25l\\033[41m  \\033[48;2;1;2;3m  \\033[0;7m  \\033[0m  "
        "\\033[1;31m\\342\\226\\210\\033[22m\\342\\226\\210\\033[0m\\n'; cat"_s);
    auto *colors = terminal()->property("colors").value<QObject *>();
    const auto colourAt = [this](int column) {
        return QColor(m_window->grabWindow().pixelColor(cell(column, 0)));
    };
    TRY_COMPARE(colourAt(0), colors->property("red").value<QColor>());
    QCOMPARE(colourAt(2), QColor(1, 2, 3));
    QCOMPARE(colourAt(4), colors->property("foreground").value<QColor>());
    QCOMPARE(colourAt(6), colors->property("background").value<QColor>());
    QCOMPARE(colourAt(8), colors->property("brightRed").value<QColor>()); // bold
    QCOMPARE(colourAt(9), colors->property("red").value<QColor>());
    colors->setProperty("background", QColor(Qt::white));
    TRY_COMPARE(colourAt(6), QColor(Qt::white));
}

void tst_TerminalItem::linesOfDoubleSizeAreDrawn()
{
    run(u"printf '\\033[?25l\\033#6 \\033[41m "
        u"\\033[0m\\n\\033#3\\342\\226\\200\\n\\033#4\\342\\226\\200\\n'; "
        "cat"_s);
    auto *colors = terminal()->property("colors").value<QObject *>();
    const QColor red = colors->property("red").value<QColor>();
    const QColor foreground = colors->property("foreground").value<QColor>();
    TRY_COMPARE(grab().pixelColor(cell(2, 0)), red);
    QCOMPARE(grab().pixelColor(cell(3, 0)), red);
    QVERIFY(grab().pixelColor(cell(1, 0)) != red);
    // The upper half of a block fills the row of its upper half, and nothing of the lower one.
    TRY_COMPARE(grab().pixelColor(cell(1, 1)), foreground);
    QVERIFY(grab().pixelColor(cell(1, 2)) != foreground);
}

void tst_TerminalItem::whatIsFoundIsSelectedAndShown()
{
    run(u"seq 200; cat"_s);
    TRY(text().endsWith(u"\n200"_s));
    const auto find = [this](const QJSValue &pattern) {
        bool isFound = false;
        QMetaObject::invokeMethod(terminal(), "find", Q_RETURN_ARG(bool, isFound),
                                  Q_ARG(QJSValue, pattern));
        return isFound;
    };
    const auto again = [this](const char *function) {
        bool isFound = false;
        QMetaObject::invokeMethod(terminal(), function, Q_RETURN_ARG(bool, isFound));
        return isFound;
    };
    const auto selected = [this] { return terminal()->property("selectedText").toString(); };
    QVERIFY(!find(u"201"_s));
    QVERIFY(find(u"199"_s));
    QCOMPARE(selected(), u"199"_s);
    QVERIFY(terminal()->property("atEnd").toBool());
    QVERIFY(find(m_engine->evaluate(u"/^1?1[01]$/"_s)));
    QCOMPARE(selected(), u"111"_s);
    QVERIFY(!terminal()->property("atEnd").toBool());
    const int top = terminal()->property("topRow").toInt();
    QVERIFY(top <= 110 && 110 < top + terminal()->property("rows").toInt());
    QVERIFY(again("findNext"));
    QCOMPARE(selected(), u"110"_s);
    QVERIFY(again("findNext"));
    QCOMPARE(selected(), u"11"_s);
    QVERIFY(again("findPrevious"));
    QCOMPARE(selected(), u"110"_s);
}

void tst_TerminalItem::screenReadersReadTheScreen()
{
    run(u"printf 'one\\ntwo 漢 x'; cat"_s);
    TRY_COMPARE(text(), u"one\ntwo 漢 x"_s);
    QAccessibleInterface *const found = QAccessible::queryAccessibleInterface(terminal());
    QVERIFY(found);
    QCOMPARE(found->role(), QAccessible::Terminal);
    QVERIFY(found->state().focused);
    QAccessibleTextInterface *const reader = found->textInterface();
    QVERIFY(reader);
    QVERIFY(reader->text(0, reader->characterCount()).startsWith(u"one\ntwo 漢 x\n"_s));
    QCOMPARE(reader->cursorPosition(), 11);
    QVERIFY(!reader->characterRect(4).isEmpty());
    // It is among the window's children.
    QAccessibleInterface *const whole = QAccessible::queryAccessibleInterface(m_window);
    QVERIFY(whole && whole->childCount() > 0);
    QCOMPARE(whole->child(0)->object(), terminal());
}

void tst_TerminalItem::pictures()
{
    if (!qEnvironmentVariableIsSet("OFFSPRING_SCREENSHOTS"))
        QSKIP("OFFSPRING_SCREENSHOTS names no folder");
    run(QString::fromUtf8(qgetenv("OFFSPRING_SCRIPT")));
    QTest::qWait(3000);
    picture(u"terminal"_s);
}

QTEST_MAIN(tst_TerminalItem)
#include "tst_terminalitem.moc"
