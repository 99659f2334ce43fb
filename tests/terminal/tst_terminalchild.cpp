// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What the item does for its child, and what that costs.

#include "terminaltest.h"

#include <offspring/qml/qmlprocess.h>

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimerEvent>

using namespace Qt::StringLiterals;

class tst_TerminalChild : public TerminalTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aQuietChildWakesNobody_data();
    void aQuietChildWakesNobody();
    void inputThatIsHiddenAfterThePromptIsSeen();
    void inputThatWasHiddenSilentlyIsSeenAtTheFirstKey();
    void theCursorRestsWhenNobodyTypes();
    void theCursorDoesNotBlinkUnseen();
    void aProgramThatAsksAndNeverReadsGetsSomeReplies();
    void aPasteWaitsForTheProgram();
    void keysBeforeTheChildReachIt();
    void keysForAChildThatIsNotStartedAreDropped();

private:
    Offspring::QmlProcess *child() const
    {
        return qobject_cast<Offspring::QmlProcess *>(process());
    }
    /// Those of the item that fire again and again.
    QList<int> blinkTimers() const;

    int m_flashTime = QGuiApplication::styleHints()->cursorFlashTime();
};

void tst_TerminalChild::init()
{
    load();
}

void tst_TerminalChild::cleanup()
{
    unload();
    QGuiApplication::styleHints()->setCursorFlashTime(m_flashTime);
}

QList<int> tst_TerminalChild::blinkTimers() const
{
    QList<int> ids;
    const int interval = QGuiApplication::styleHints()->cursorFlashTime() / 2;
    const auto timers = QAbstractEventDispatcher::instance()->registeredTimers(terminal());
    for (const QAbstractEventDispatcher::TimerInfo &timer : timers) {
        if (timer.interval == interval)
            ids << timer.timerId;
    }
    return ids;
}

void tst_TerminalChild::aQuietChildWakesNobody_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("waits") << u"echo ready; exec sleep 1000"_s;
    QTest::newRow("reads") << u"echo ready; exec cat"_s;
    QTest::newRow("reads a secret") << u"stty -echo; echo ready; exec cat"_s;
    QTest::newRow("reads keys") << u"stty raw -echo; echo ready; exec cat"_s;
}

void tst_TerminalChild::aQuietChildWakesNobody()
{
    QFETCH(QString, script);
    run(script);
    TRY_COMPARE(text(), u"ready"_s);
    TRY(hasNoTimers());
    send(u"x"_s);
    QVERIFY(!hasNoTimers());
    TRY(hasNoTimers());
    QVERIFY(comesToRest());
    QVERIFY(process()->property("running").toBool());
}

void tst_TerminalChild::inputThatIsHiddenAfterThePromptIsSeen()
{
    run(u"printf 'Password: '; sleep 0.3; stty -echo; read x; stty echo; read x"_s);
    TRY(terminal()->property("hiddenInput").toBool());
    QVERIFY(!terminal()->property("echo").toBool());
    send(u"secret\n"_s); // after it nothing is written, and the echo is there again
    TRY(!terminal()->property("hiddenInput").toBool());
    QVERIFY(terminal()->property("echo").toBool());
}

void tst_TerminalChild::inputThatWasHiddenSilentlyIsSeenAtTheFirstKey()
{
    const QTemporaryDir folder;
    run(u"cd '%1'; echo ready; until [ -e go ]; do sleep 0.05; done; stty -echo; "
        "mv go gone; cat"_s.arg(folder.path()));
    TRY_COMPARE(text(), u"ready"_s);
    TRY(hasNoTimers());
    QVERIFY(QFile(folder.filePath(u"go"_s)).open(QIODevice::WriteOnly));
    TRY(QFile::exists(folder.filePath(u"gone"_s)));
    press(Qt::Key_X);
    TRY(terminal()->property("hiddenInput").toBool());
    QCOMPARE(text(), u"ready"_s);
}

void tst_TerminalChild::theCursorRestsWhenNobodyTypes()
{
    constexpr int flashTime = 400;
    QGuiApplication::styleHints()->setCursorFlashTime(flashTime);
    auto *const colors = terminal()->property("colors").value<QObject *>();
    const QColor colour(1, 2, 3);
    colors->setProperty("cursor", colour);
    run(u"printf '\\033[1 q'; cat"_s);
    TRY_COMPARE(blinkTimers().size(), 1);
    // As if the time passed: it blinks for ten seconds.
    const int id = blinkTimers().first();
    for (int i = 0; i < 2 * 10'000 / flashTime; ++i) {
        QTimerEvent event(id);
        QCoreApplication::sendEvent(terminal(), &event);
    }
    QVERIFY(blinkTimers().isEmpty());
    TRY(isColoured(0, 0, colour));
    TRY(hasNoTimers());
    QVERIFY(isColoured(0, 0, colour));
    press(Qt::Key_X);
    QCOMPARE(blinkTimers().size(), 1);
}

void tst_TerminalChild::theCursorDoesNotBlinkUnseen()
{
    QGuiApplication::styleHints()->setCursorFlashTime(400);
    run(u"printf '\\033[1 q'; cat"_s);
    TRY_COMPARE(blinkTimers().size(), 1);
    terminal()->setFocus(false);
    TRY(blinkTimers().isEmpty());
    terminal()->setFocus(true);
    TRY_COMPARE(blinkTimers().size(), 1);
    terminal()->setVisible(false);
    TRY(blinkTimers().isEmpty());
    terminal()->setVisible(true);
    terminal()->setFocus(true);
    TRY_COMPARE(blinkTimers().size(), 1);
    m_window->hide();
    TRY(blinkTimers().isEmpty());
    m_window->show();
    m_window->requestActivate();
    TRY_COMPARE(blinkTimers().size(), 1);
    send(u"\u0004"_s); // the end of its child, too
    TRY(!process()->property("running").toBool());
    TRY(blinkTimers().isEmpty());
}

void tst_TerminalChild::aProgramThatAsksAndNeverReadsGetsSomeReplies()
{
    const QTemporaryDir folder;
    run(u"stty raw -echo; yes \"$(printf '\\033[5n\\033P$qm\\033\\\\')\" | tr -d '\\n' | "
        "head -c 4000000; printf 'ready\\r\\n'; cd '%1'; until [ -e go ]; do sleep 0.05; done; "
        "sed -n 's/.*typed/typed/p;/typed/q'"_s.arg(folder.path()));
    TRY_COMPARE(text(), u"ready"_s);
    const double waiting = child()->bytesToWrite(0);
    QVERIFY(waiting > 0);
    QVERIFY2(waiting <= 64 * 1024, qPrintable(QString::number(waiting)));
    type(u"typed"_s);
    send(u" all\n"_s);
    QVERIFY(QFile(folder.filePath(u"go"_s)).open(QIODevice::WriteOnly));
    TRY(text().contains(u"typed all"_s));
}

void tst_TerminalChild::aPasteWaitsForTheProgram()
{
    const QTemporaryDir folder;
    run(u"stty raw -echo; printf 'ready'; cd '%1'; until [ -e go ]; do sleep 0.05; done; "
        "printf ' %s' $(head -c 3000000 | tr -d x | wc -c)"_s.arg(folder.path()));
    TRY_COMPARE(text(), u"ready"_s);
    const QString pasted(1'000'000, u'x');
    for (int i = 0; i < 3; ++i)
        QMetaObject::invokeMethod(terminal(), "pasteText", Q_ARG(QString, pasted));
    QVERIFY(QFile(folder.filePath(u"go"_s)).open(QIODevice::WriteOnly));
    TRY_COMPARE(text(), u"ready 0"_s);
}

void tst_TerminalChild::keysBeforeTheChildReachIt()
{
    // Held until the item has its size, then spawned in the background.
    child()->setHeld(true);
    run(u"stty -echo; IFS= read -r x; { printf '%s+' \"$x\"; cat; } | cat -v; echo end"_s);
    type(u"ab"_s);
    press(Qt::Key_F5);
    send(u"c\n"_s);
    QCOMPARE(process()->property("pid").toInt(), 0);
    QVERIFY(!process()->property("running").toBool());
    child()->setHeld(false);
    QVERIFY(process()->property("running").toBool());
    QCOMPARE(process()->property("pid").toInt(), 0);
    type(u"de"_s);
    press(Qt::Key_Return);
    TRY(process()->property("pid").toInt() > 0);
    type(u"f"_s);
    press(Qt::Key_Return);
    press(Qt::Key_D, Qt::ControlModifier);
    TRY(text().endsWith(u"ab^[[15~c+de\nf\nend"_s));
}

void tst_TerminalChild::keysForAChildThatIsNotStartedAreDropped()
{
    child()->setHeld(true);
    run(u"stty -echo; echo ready; cat"_s);
    type(u"lost"_s);
    child()->stop();
    press(Qt::Key_X); // nobody's
    process()->setProperty("running", true);
    child()->setHeld(false);
    TRY_COMPARE(text(), u"ready"_s);
    type(u"kept"_s);
    press(Qt::Key_Return);
    TRY_COMPARE(text(), u"ready\nkept"_s);
}

QTEST_MAIN(tst_TerminalChild)
#include "tst_terminalchild.moc"
