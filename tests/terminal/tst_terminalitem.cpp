// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// The item in a window, used by keys and clicks, with real children.

#include "windowtest.h"

#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QImage>
#include <QtQml/QJSValue>
#include <QtQml/QQmlApplicationEngine>
#include <QtQml/QQmlComponent>

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
    void whatTheProgramLeftBehindIsPutBack();
    void coloursAreThoseOfTheScheme();
    void whatIsFoundIsSelectedAndShown();
    void screenReadersReadTheScreen();
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
    press(Qt::Key_C, Qt::ControlModifier);
    TRY(text().endsWith(u"end"_s));
    QVERIFY2(text().count(u'W') == 1, qPrintable(text()));
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
    run(u"stty raw -echo; echo ready; exec od -An -c -N1"_s);
    TRY_COMPARE(text(), u"ready"_s);
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    TRY_COMPARE(m_window->property("shortcuts").toInt(), 1);
    press(Qt::Key_W, Qt::ControlModifier);
    TRY(text().contains(u"027"_s));
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
    run(u"printf '\\033[?25l\\033[41m  \\033[48;2;1;2;3m  \\033[0;7m  \\033[0m\\n'; cat"_s);
    auto *colors = terminal()->property("colors").value<QObject *>();
    const auto colourAt = [this](int column) {
        return QColor(m_window->grabWindow().pixelColor(cell(column, 0)));
    };
    TRY_COMPARE(colourAt(0), colors->property("red").value<QColor>());
    QCOMPARE(colourAt(2), QColor(1, 2, 3));
    QCOMPARE(colourAt(4), colors->property("foreground").value<QColor>());
    QCOMPARE(colourAt(6), colors->property("background").value<QColor>());
    colors->setProperty("background", QColor(Qt::white));
    TRY_COMPARE(colourAt(6), QColor(Qt::white));
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
