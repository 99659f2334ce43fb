// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What is typed, pasted and dropped into the viewer: secrets that must not be seen or kept, and
// several lines where there is room for one.

#include "commandline.h"
#include "history.h"
#include "pastedtext.h"
#include "viewertest.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtCore/QUrl>
#include <QtGui/QClipboard>

using namespace Qt::StringLiterals;

class tst_ViewerInput : public ViewerTest
{
    Q_OBJECT

private Q_SLOTS:
    void aSecretIsHiddenAndNotKept_data();
    void aSecretIsHiddenAndNotKept();
    void whatWasTypedBeforeIsHiddenToo();
    void whatIsSentInTheMomentBetweenIsNotKept();
    void whatWasTypedHiddenIsNotShownLater();
    void aLineEditorMayBeSaidToShowWhatIsTyped();
    void withoutATerminalNothingIsASecret();

    void linesAreToldWhateverEndsThem_data();
    void linesAreToldWhateverEndsThem();
    void aTitleIsOneLineAndHidesNothing_data();
    void aTitleIsOneLineAndHidesNothing();
    void severalLinesAreAskedAbout_data();
    void severalLinesAreAskedAbout();
    void oneLineWithItsEndIsNotAskedAbout_data();
    void oneLineWithItsEndIsNotAskedAbout();
    void aScriptIsCalledOne();
    void hiddenCharactersAreAskedAbout();
    void severalLinesAreRemembered();
    void whatTheProgramWasGivenIsNotAskedAbout();
    void aLongPasteIsNotCut();
    void severalLinesAreSentAsSeveral();
    void whatIsDroppedIsInserted_data();
    void whatIsDroppedIsInserted();

    void twoWindowsKeepEachOthersHistory();
    void whatCannotBeSavedIsThereForTheSession();
    void pictures();

private:
    bool isHidden() const { return item(u"inputField"_s)->property("echoMode").toInt() == 2; }
    void startOnATerminal(const QString &command);
    void paste(const QString &name, const QString &text);
    QString flagFile() const { return m_home.filePath(u"flag"_s); }
    QString secretLine() const { return textOf(u"secretLabel"_s); }
};

/// Until what is typed goes into the field for the command's input.
void tst_ViewerInput::startOnATerminal(const QString &command)
{
    QFile::remove(flagFile());
    if (!item(u"ptySwitch"_s)->property("checked").toBool())
        click(u"ptySwitch"_s);
    item(u"commandField"_s)->setProperty("text", command);
    click(u"startButton"_s);
    TRY(item(u"inputField"_s)->isEnabled());
    press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    TRY(item(u"inputField"_s)->hasActiveFocus());
}

void tst_ViewerInput::paste(const QString &name, const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    focus(name);
    QMetaObject::invokeMethod(item(name), "selectAll");
    press(Qt::Key_V, Qt::ControlModifier);
}

void tst_ViewerInput::aSecretIsHiddenAndNotKept_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("stty") << u"stty -echo; read x; stty echo; echo \"got ${#x}\"; read y; "
                             u"echo \"then $y\"; read z"_s;
    if (!QStandardPaths::findExecutable(u"bash"_s).isEmpty()) {
        QTest::newRow("read -s") << u"bash -c 'read -s -p \"Password: \" x; echo \"got ${#x}\"; "
                                    u"read y; echo \"then $y\"; read z'"_s;
    }
    if (!QStandardPaths::findExecutable(u"python3"_s).isEmpty()) {
        QTest::newRow("getpass") << u"python3 -c 'import getpass; x = getpass.getpass(); "
                                    u"print(\"got\", len(x)); print(\"then\", input()); input()'"_s;
    }
}

void tst_ViewerInput::aSecretIsHiddenAndNotKept()
{
    QFETCH(const QString, command);
    startOnATerminal(command);
    TRY(isHidden());
    TRY(item(u"secretLabel"_s)->isVisible());
    QCOMPARE(secretLine(), u"The program does not echo: what you type is hidden and not kept"_s);
    type(u"pa55word"_s);
    QCOMPARE(textOf(u"inputField"_s), u"pa55word"_s);
    QVERIFY(!item(u"inputField"_s)->property("displayText").toString().contains(u'p'));
    press(Qt::Key_A, Qt::ControlModifier);
    QGuiApplication::clipboard()->setText(u"before"_s);
    press(Qt::Key_C, Qt::ControlModifier); // nothing selected: it would interrupt
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    press(Qt::Key_Return);
    TRY(terminalLines().join(u' ').contains(u"got 8"_s));
    TRY(!isHidden());
    QVERIFY(!item(u"secretLabel"_s)->isVisible());
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(textOf(u"inputField"_s), QString());
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"inputField"_s), QString());
    type(u"open"_s);
    press(Qt::Key_Return);
    TRY(terminalLines().contains(u"then open"_s));
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"inputField"_s), u"open"_s);
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"inputField"_s), u"open"_s);
    QVERIFY(!terminalLines().join(u'\n').contains(u"pa55"_s));
    press(Qt::Key_Return);
    TRY(!running());
}

// Nothing is written when the echo goes off.
void tst_ViewerInput::whatWasTypedBeforeIsHiddenToo()
{
    startOnATerminal(
        u"while ! [ -e '%1' ]; do sleep 0.02; done; stty -echo; read x; echo got $x"_s.arg(
            flagFile()));
    type(u"half"_s);
    QVERIFY(!isHidden());
    QCOMPARE(item(u"inputField"_s)->property("displayText").toString(), u"half"_s);
    QVERIFY(QFile(flagFile()).open(QIODevice::WriteOnly));
    TRY(isHidden());
    QCOMPARE(textOf(u"inputField"_s), u"half"_s);
    QVERIFY(item(u"inputField"_s)->property("displayText").toString() != u"half"_s);
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(textOf(u"inputField"_s), u"half"_s);
    press(Qt::Key_Return);
    TRY(!running());
    QVERIFY(terminalLines().contains(u"got half"_s));
}

// The window has not looked yet, but the program hides already what comes.
void tst_ViewerInput::whatIsSentInTheMomentBetweenIsNotKept()
{
    const QString ready = m_home.filePath(u"ready"_s);
    QFile::remove(ready);
    startOnATerminal(u"while ! [ -e '%1' ]; do sleep 0.02; done; stty -echo; : >'%2'; read x; "
                     u"stty echo; echo got $x; read y"_s.arg(flagFile(), ready));
    type(u"secret"_s);
    QVERIFY(QFile(flagFile()).open(QIODevice::WriteOnly));
    while (!QFileInfo::exists(ready)) { } // without the event loop
    press(Qt::Key_Return);
    TRY(terminalLines().contains(u"got secret"_s)); // by the program, not by the terminal
    QCOMPARE(terminalLines().count(u"secret"_s), 0);
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"inputField"_s), QString());
    press(Qt::Key_Return);
    TRY(!running());
}

// The program gives up asking, as with a time-out.
void tst_ViewerInput::whatWasTypedHiddenIsNotShownLater()
{
    startOnATerminal(
        u"stty -echo; while ! [ -e '%1' ]; do sleep 0.02; done; stty echo; read x"_s.arg(
            flagFile()));
    TRY(isHidden());
    type(u"secret"_s);
    QVERIFY(QFile(flagFile()).open(QIODevice::WriteOnly));
    TRY(!isHidden());
    QCOMPARE(textOf(u"inputField"_s), QString());
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(textOf(u"inputField"_s), QString());
    press(Qt::Key_Return);
    TRY(!running());
}

void tst_ViewerInput::aLineEditorMayBeSaidToShowWhatIsTyped()
{
    startOnATerminal(u"stty -echo -icanon; read x; echo got $x; read y; echo got $y; "
                     u"stty icanon; read z; echo got $z"_s);
    TRY(isHidden());
    TRY(item(u"revealButton"_s)->isVisible());
    QVERIFY2(secretLine().contains(u"does not echo"_s), qPrintable(secretLine()));
    type(u"one"_s);
    window()->grabWindow(); // lays out the row that has just come
    click(u"revealButton"_s);
    QVERIFY(!isHidden());
    QCOMPARE(textOf(u"inputField"_s), u"one"_s);
    focus(u"inputField"_s);
    press(Qt::Key_Return);
    TRY(terminalLines().contains(u"got one"_s));
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"inputField"_s), u"one"_s);
    press(Qt::Key_Return);
    TRY(terminalLines().count(u"got one"_s) == 2);
    TRY(isHidden()); // which is asked for anew where lines are edited
    QVERIFY(!item(u"revealButton"_s)->isVisible());
    type(u"two"_s);
    press(Qt::Key_Return);
    TRY(!running());
    QVERIFY(terminalLines().contains(u"got two"_s));
}

void tst_ViewerInput::withoutATerminalNothingIsASecret()
{
    enter(u"cat"_s);
    press(Qt::Key_Return);
    TRY(item(u"inputField"_s)->isEnabled());
    QVERIFY(!isHidden());
    QVERIFY(!item(u"secretLabel"_s)->isVisible());
    click(u"eofButton"_s);
    TRY(!running());
}

void tst_ViewerInput::linesAreToldWhateverEndsThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("none") << QString() << QStringList{QString()};
    QTest::newRow("one") << u"a b"_s << QStringList{u"a b"_s};
    QTest::newRow("LF") << u"a\nb"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("CR LF") << u"a\r\nb\r\n"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("CR") << u"a\rb\r"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("NEL") << u"a\u0085b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("LS") << u"a\u2028b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("PS") << u"a\u2029b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("empty ones") << u"\na\n\nb\n\n"_s
                                << QStringList{QString(), u"a"_s, QString(), u"b"_s, QString()};
    QTest::newRow("as it is shown") << u"a\u23CEb"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("tab") << u"a\tb"_s << QStringList{u"a\tb"_s};
}

void tst_ViewerInput::linesAreToldWhateverEndsThem()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, lines);
    QCOMPARE(PastedText::lines(text), lines);
}

void tst_ViewerInput::aTitleIsOneLineAndHidesNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("title");
    QTest::newRow("plain") << u"ls -l"_s << u"ls -l"_s;
    QTest::newRow("several lines") << u"\r\necho one\r\nrm x\r\n"_s << u"echo one … (2 lines)"_s;
    QTest::newRow("tab") << u"a\tb"_s << u"a b"_s;
    QTest::newRow("control") << u"a\x1b[31mb\x07"_s << u"a<U+001B>[31mb<U+0007>"_s;
    QTest::newRow("bidi") << u"a\u202Eb\u2066c\u200Fd"_s << u"a<U+202E>b<U+2066>c<U+200F>d"_s;
    QTest::newRow("widthless") << u"a\u200Bb\uFEFF"_s << u"a<U+200B>b<U+FEFF>"_s;
    QTest::newRow("Arabic and emoji")
        << u"echo مرحبا 👩‍🚀"_s << u"echo مرحبا 👩‍🚀"_s;
    QTest::newRow("long") << QString(100'000, u'x') << QString(500, u'x');
}

void tst_ViewerInput::aTitleIsOneLineAndHidesNothing()
{
    QFETCH(const QString, text);
    QFETCH(const QString, title);
    QCOMPARE(PastedText::title(text), title);
    CommandLine line;
    line.setText(text);
    QCOMPARE(line.title(), title);
}

void tst_ViewerInput::severalLinesAreAskedAbout_data()
{
    QTest::addColumn<QString>("between");
    QTest::newRow("LF") << u"\n"_s;
    QTest::newRow("CR LF") << u"\r\n"_s;
    QTest::newRow("CR") << u"\r"_s;
    QTest::newRow("NEL") << u"\u0085"_s;
    QTest::newRow("LS") << u"\u2028"_s;
    QTest::newRow("blank lines") << u"\n \n\n"_s;
}

void tst_ViewerInput::severalLinesAreAskedAbout()
{
    QFETCH(const QString, between);
    paste(u"commandField"_s, u"echo one"_s + between + u"echo two"_s);
    QVERIFY(!running()); // a paste runs nothing
    QVERIFY2(textOf(u"commandField"_s).startsWith(u"echo one\u23CE"_s),
             qPrintable(textOf(u"commandField"_s)));
    QVERIFY(!item(u"runButton"_s)->isVisible());
    QVERIFY2(textOf(u"shellLabel"_s).startsWith(u"2 lines, by sh"_s),
             qPrintable(textOf(u"shellLabel"_s)));
    press(Qt::Key_Return);
    TRY(item(u"doNotRunButton"_s)->hasActiveFocus());
    QVERIFY(!running());
    QCOMPARE(textOf(u"runQuestion"_s), u"Run these 2 commands, one after the other?"_s);
    QCOMPARE(textOf(u"runLines"_s), u"echo one\necho two"_s);
    press(Qt::Key_Return); // a key that is typed ahead does not confirm
    TRY(!item(u"doNotRunButton"_s)->isVisible());
    QVERIFY(!item(u"outputView"_s)->isVisible()); // nothing was started
    press(Qt::Key_R, Qt::ControlModifier);
    click(u"runButton"_s);
    TRY_COMPARE(lines(), QStringList({u"one"_s, u"two"_s}));
    TRY(!running());
    QCOMPARE(window()->title(), u"echo one … (2 lines)"_s);
}

void tst_ViewerInput::oneLineWithItsEndIsNotAskedAbout_data()
{
    QTest::addColumn<QString>("end");
    QTest::newRow("LF") << u"\n"_s;
    QTest::newRow("CR LF") << u"\r\n"_s;
    QTest::newRow("two LF") << u"\n\n"_s;
}

void tst_ViewerInput::oneLineWithItsEndIsNotAskedAbout()
{
    QFETCH(const QString, end);
    paste(u"commandField"_s, u"echo\tone"_s + end);
    QVERIFY(!item(u"outputView"_s)->isVisible()); // it waits for Return all the same
    press(Qt::Key_Return);
    TRY_COMPARE(lines(), QStringList(u"one"_s));
    TRY(!running());
    QCOMPARE(window()->title(), u"echo one"_s);
}

void tst_ViewerInput::aScriptIsCalledOne()
{
    paste(u"commandField"_s, u"for i in 1 2 # it's\ndo\n echo $i\ndone\n"_s);
    press(Qt::Key_Return);
    TRY(item(u"runButton"_s)->isVisible());
    QCOMPARE(textOf(u"runQuestion"_s), u"Run this script of 4 lines?"_s);
    click(u"runButton"_s);
    TRY_COMPARE(lines(), QStringList({u"1"_s, u"2"_s}));
}

void tst_ViewerInput::hiddenCharactersAreAskedAbout()
{
    paste(u"commandField"_s, u"echo a\u202Eb"_s);
    press(Qt::Key_Return);
    TRY(item(u"runButton"_s)->isVisible());
    QCOMPARE(textOf(u"runLines"_s), u"echo a<U+202E>b"_s);
    QVERIFY(!running());
    click(u"doNotRunButton"_s);
    TRY(!item(u"runButton"_s)->isVisible());
}

void tst_ViewerInput::severalLinesAreRemembered()
{
    paste(u"commandField"_s, u"echo one\r\necho two"_s);
    press(Qt::Key_Return);
    click(u"runButton"_s);
    TRY_COMPARE(lines(), QStringList({u"one"_s, u"two"_s}));
    open(); // the next session
    enter({});
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"commandField"_s), u"echo one\u23CEecho two"_s);
    press(Qt::Key_Return);
    TRY(item(u"runButton"_s)->isVisible());
    click(u"doNotRunButton"_s);
}

void tst_ViewerInput::whatTheProgramWasGivenIsNotAskedAbout()
{
    open({.command = u"echo one\necho two"_s});
    TRY_COMPARE(lines(), QStringList({u"one"_s, u"two"_s}));
    open({.command = CommandLine::fromWords({u"printf"_s, u"a\nb\n"_s})}); // one word
    TRY_COMPARE(lines(), QStringList({u"a"_s, u"b"_s}));
}

void tst_ViewerInput::aLongPasteIsNotCut()
{
    const QString word(100'000, u'x');
    paste(u"commandField"_s, u"printf %s "_s + word);
    QCOMPARE(textOf(u"commandField"_s).size(), word.size() + 10);
    focus(u"commandField"_s);
    press(Qt::Key_Return);
    TRY(!running() && byteCount() > 0);
    QCOMPARE(byteCount(), double(word.size()));
}

void tst_ViewerInput::severalLinesAreSentAsSeveral()
{
    enter(u"cat"_s);
    press(Qt::Key_Return);
    TRY(item(u"inputField"_s)->isEnabled());
    paste(u"inputField"_s, u"one\r\ntwo\tthree\r\n"_s);
    QCOMPARE(byteCount(), 0.0); // it waits for Return
    press(Qt::Key_Return);
    TRY_COMPARE(lines(), QStringList({u"one"_s, u"two\tthree"_s}));
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"inputField"_s), u"two\tthree"_s);
    press(Qt::Key_Up);
    QCOMPARE(textOf(u"inputField"_s), u"one"_s);
    press(Qt::Key_Up);
    QMetaObject::invokeMethod(item(u"inputField"_s), "clear");
    press(Qt::Key_Return); // an empty line is one
    TRY(count() == 3);
    click(u"eofButton"_s);
    TRY(!running());
}

void tst_ViewerInput::whatIsDroppedIsInserted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("expected");
    QTest::newRow("text") << u"-l"_s << QStringList() << u"ls -l"_s;
    QTest::newRow("lines") << u"a\nb"_s << QStringList() << u"ls a\u23CEb"_s;
    QTest::newRow("files") << QString() << QStringList{u"/tmp/a b"_s, u"/c"_s}
                           << u"ls '/tmp/a b' /c"_s;
}

void tst_ViewerInput::whatIsDroppedIsInserted()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, files);
    QFETCH(const QString, expected);
    enter(u"ls "_s);
    QMimeData data;
    if (!text.isEmpty())
        data.setText(text);
    QList<QUrl> urls;
    for (const QString &file : files)
        urls << QUrl::fromLocalFile(file);
    if (!urls.isEmpty())
        data.setUrls(urls);
    const QPoint place = item(u"commandField"_s)->mapToScene({20, 10}).toPoint();
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(window(), &enter);
    QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(window(), &drop);
    QVERIFY(drop.isAccepted());
    QCOMPARE(textOf(u"commandField"_s), expected);
    QVERIFY(!running());
}

void tst_ViewerInput::twoWindowsKeepEachOthersHistory()
{
    const auto all = [](const History &history) {
        QStringList result;
        for (int i = 0; i < history.count(); ++i)
            result << history.at(i);
        return result;
    };
    History one;
    History other;
    one.add(u"first"_s);
    other.add(u"second"_s);
    one.add(u"third"_s);
    other.add(u"first"_s); // again: it is the latest now
    QCOMPARE(all(other), QStringList({u"second"_s, u"third"_s, u"first"_s}));
    QCOMPARE(all(History()), all(other));
    QCOMPARE(all(one), QStringList({u"first"_s, u"second"_s, u"third"_s})); // until its next one
    const QFileInfo file(m_home.filePath(u"offspring-viewer/history"_s));
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void tst_ViewerInput::whatCannotBeSavedIsThereForTheSession()
{
    const QString folder = m_home.filePath(u"offspring-viewer"_s);
    QDir(folder).removeRecursively();
    QFile inTheWay(folder);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    History history;
    history.add(u"one"_s);
    history.add(u"two"_s);
    QCOMPARE(history.count(), 2);
    QCOMPARE(history.at(0), u"one"_s);
    QVERIFY(inTheWay.remove());
    history.add(u"three"_s);
    QCOMPARE(History().count(), 3);
    QCOMPARE(History().at(0), u"one"_s);
}

void tst_ViewerInput::pictures()
{
    if (!qEnvironmentVariableIsSet("OFFSPRING_SCREENSHOTS"))
        QSKIP("OFFSPRING_SCREENSHOTS is not set");
    for (const bool dark : {false, true}) {
        const QString theme = dark ? u"dark-"_s : u"light-"_s;
        open({.dark = dark});
        startOnATerminal(u"printf 'Password for castle: '; stty -echo; read x"_s);
        TRY(isHidden());
        type(u"pa55word"_s);
        picture(theme + u"secret"_s);
        press(Qt::Key_Return);
        TRY(!running());
        open({.dark = dark});
        startOnATerminal(u"printf '$ '; stty -echo -icanon; read x"_s);
        TRY(isHidden());
        type(u"ls -l"_s);
        picture(theme + u"lineeditor"_s);
        press(Qt::Key_Return);
        TRY(!running());
        open({.dark = dark});
        enter(u"setsid sleep 501 & echo started"_s);
        press(Qt::Key_Return);
        TRY(textOf(u"statusLabel"_s).contains(u"still holds the output"_s));
        picture(theme + u"holder"_s);
        click(u"stopButton"_s);
        TRY(!running());
        picture(theme + u"letgo"_s);
        paste(u"commandField"_s, u"echo one\necho two"_s);
        press(Qt::Key_Return);
        TRY(item(u"runButton"_s)->isVisible());
        picture(theme + u"lines"_s);
    }
}

QTEST_MAIN(tst_ViewerInput)

#include "tst_viewerinput.moc"
