// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Whoever hears a signal of the item may delete it at once, with its window looking on.

#include "terminaltest.h"

#include <offspring/qml/qmlprocess.h>

#include <QtCore/QMetaMethod>
#include <QtCore/QPointer>
#include <QtGui/QClipboard>
#include <QtQml/QJSValue>
#include <QtTest/QSignalSpy>

#include <functional>

using namespace Qt::StringLiterals;

/// Of the test, on its object.
using Trigger = std::function<void(class tst_TerminalSignals *)>;
Q_DECLARE_METATYPE(Trigger)

class tst_TerminalSignals : public TerminalTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        load();
        m_told = 0;
        m_seen.clear();
    }
    void cleanup() { unload(); }
    void theItemMayBeDeletedInAnySignal_data();
    void theItemMayBeDeletedInAnySignal();
    void eachIsToldOnceAfterTheWorkIsDone();
    void aFloodIsToldWithItsPictures();
    void newsAreHeardInTheEventLoopOfAHandler_data();
    void newsAreHeardInTheEventLoopOfAHandler();

public Q_SLOTS:
    void deleteItem()
    {
        ++m_told;
        delete m_item;
    }
    void waitForSelection()
    {
        const QSignalSpy spy(m_item, SIGNAL(selectionChanged()));
        QTimer::singleShot(0, m_item, [this] { call("selectAll"); });
        TRY(!spy.isEmpty());
        ++m_told;
    }
    void lookAtItem()
    {
        ++m_told;
        const int number = m_item->property("selectedText").toInt();
        const int top = m_item->property("topRow").toInt();
        const bool isSeen = top < number && number <= top + m_item->property("rows").toInt();
        m_seen << u"%1 %2"_s.arg(number).arg(isSeen ? u"in the view"_s : u"out of it"_s);
    }

private:
    void call(const char *function) { QMetaObject::invokeMethod(terminal(), function); }
    void set(const char *property, const QVariant &value)
    {
        terminal()->setProperty(property, value);
    }
    void find(const QString &text)
    {
        QMetaObject::invokeMethod(terminal(), "find", Q_ARG(QJSValue, QJSValue(text)));
    }
    void answer() { send(u"\r"_s); } // the script goes on
    void connectTo(const QByteArray &signal, const char *slot)
    {
        const QMetaObject *const meta = m_item->metaObject();
        for (int i = 0; i < meta->methodCount(); ++i) {
            const QMetaMethod method = meta->method(i);
            if (method.methodType() == QMetaMethod::Signal && method.name() == signal)
                QVERIFY(connect(m_item, '2' + method.methodSignature(), this, slot));
        }
    }

    QPointer<QObject> m_item;
    int m_told = 0;
    QStringList m_seen;
};

void tst_TerminalSignals::theItemMayBeDeletedInAnySignal_data()
{
    QTest::addColumn<QString>("signal");
    QTest::addColumn<QString>("rest"); // of the script
    QTest::addColumn<Trigger>("prepare");
    QTest::addColumn<Trigger>("trigger");
    using T = tst_TerminalSignals;
    const auto row = [](const char *name, const char *signal, const char *rest,
                        const Trigger &prepare, const Trigger &trigger) {
        QTest::newRow(name) << QString::fromLatin1(signal) << QString::fromLatin1(rest) << prepare
                            << trigger;
    };
    const Trigger nothing = [](T *) { };
    const Trigger goOn = [](T *t) { t->answer(); };
    const Trigger select = [](T *t) { t->call("selectAll"); };

    row("title", "titleChanged", "printf '\\033]2;name\\007'; seq 90", nothing, goOn);
    row("folder", "workingDirectoryChanged", "printf '\\033]7;file:///tmp\\007'; seq 90", nothing,
        goOn);
    row("bell", "bell", "printf '\\007'; seq 90", nothing, goOn);
    row("output", "scrolled", "seq 90", nothing, goOn);
    row("a flood", "scrolled", "seq 200000", nothing, goOn);
    row("output over the selection", "selectionChanged", "printf '\\033[Hother'", select, goOn);
    row(
        "output that drops the selection", "selectionChanged", "seq 90",
        [](T *t) {
            t->set("scrollbackLines", 0);
            t->call("selectAll");
        },
        goOn);
    row(
        "output ends the selection by keys", "keyboardSelectionChanged", "printf '\\033[Hother'",
        [](T *t) {
            t->set("keyboardSelection", true);
            t->call("selectAll");
        },
        goOn);
    row("hidden input", "hiddenInputChanged", "stty -echo", nothing, goOn);
    row("echo", "echoChanged", "stty -echo", nothing, goOn);
    row("the row at the top", "scrolled", "", nothing, [](T *t) { t->set("topRow", 0); });
    row(
        "back to the end", "scrolled", "", [](T *t) { t->set("topRow", 0); },
        [](T *t) { t->call("scrollToEnd"); });
    row(
        "a key scrolls to the end", "scrolled", "", [](T *t) { t->set("topRow", 0); },
        [](T *t) { t->press(Qt::Key_A); });
    row(
        "a paste scrolls to the end", "scrolled", "", [](T *t) { t->set("topRow", 0); },
        [](T *t) {
            QMetaObject::invokeMethod(t->terminal(), "pasteText", Q_ARG(QString, u"a"_s));
        });
    row("a key scrolls", "scrolled", "", nothing,
        [](T *t) { t->press(Qt::Key_PageUp, Qt::ShiftModifier); });
    row("rows kept", "scrollbackLinesChanged", "", nothing,
        [](T *t) { t->set("scrollbackLines", 7); });
    row("rows kept, scrolled", "scrolled", "", nothing, [](T *t) { t->set("scrollbackLines", 7); });
    row("nothing kept", "scrolled", "", select, [](T *t) { t->call("clearScrollback"); });
    row("nothing kept of the selection", "selectionChanged", "", select,
        [](T *t) { t->call("clearScrollback"); });
    row("reset of a selection", "selectionChanged", "", select, [](T *t) { t->call("reset"); });
    row(
        "reset of a selection by keys", "keyboardSelectionChanged", "",
        [](T *t) { t->set("keyboardSelection", true); }, [](T *t) { t->call("reset"); });
    row(
        "reset of a view above", "scrolled", "", [](T *t) { t->set("topRow", 0); },
        [](T *t) { t->call("reset"); });
    row("select all", "selectionChanged", "", nothing, select);
    row("a search selects", "selectionChanged", "", nothing, [](T *t) { t->find(u"2"_s); });
    row("a search scrolls", "scrolled", "", nothing, [](T *t) { t->find(u"20"_s); });
    row("a search counts", "matchesChanged", "", nothing, [](T *t) { t->find(u"0"_s); });
    row("a search in vain", "matchesChanged", "", nothing, [](T *t) { t->find(u"nowhere"_s); });
    row("selection by keys begins", "keyboardSelectionChanged", "", nothing,
        [](T *t) { t->press(Qt::Key_Space, Qt::ControlModifier | Qt::ShiftModifier); });
    row(
        "selection by keys begins and scrolls", "scrolled", "", [](T *t) { t->set("topRow", 0); },
        [](T *t) { t->set("keyboardSelection", true); });
    row(
        "selection by keys", "selectionChanged", "",
        [](T *t) { t->set("keyboardSelection", true); },
        [](T *t) { t->press(Qt::Key_Left, Qt::ShiftModifier); });
    row(
        "selection by keys ends", "keyboardSelectionChanged", "",
        [](T *t) { t->set("keyboardSelection", true); }, [](T *t) { t->press(Qt::Key_Escape); });
    row(
        "selection by keys ends by another key", "keyboardSelectionChanged", "",
        [](T *t) { t->set("keyboardSelection", true); }, [](T *t) { t->press(Qt::Key_A); });
    row("zoom", "zoomChanged", "", nothing,
        [](T *t) { t->press(Qt::Key_Plus, Qt::ControlModifier); });
    row("the menu's key", "menuRequested", "", nothing, [](T *t) { t->press(Qt::Key_Menu); });
    row("a question", "pasteQuestion", "", nothing, [](T *t) {
        QGuiApplication::clipboard()->setText(u"one\ntwo\n"_s);
        t->press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    });
    row("another size", "gridChanged", "", select, [](T *t) { t->window()->resize(400, 300); });
    row("another size, scrolled", "scrolled", "", select,
        [](T *t) { t->window()->resize(400, 300); });
    row("another size, without the selection", "selectionChanged", "", select,
        [](T *t) { t->window()->resize(400, 300); });
    row("a font", "fontChanged", "", nothing, [](T *t) { t->set("font", QFont(u"Monospace"_s)); });
    row("colours", "colorsChanged", "", nothing, [](T *t) { t->set("colors", QVariant()); });
    row("no process", "processChanged", "", nothing, [](T *t) { t->set("process", QVariant()); });
}

void tst_TerminalSignals::theItemMayBeDeletedInAnySignal()
{
    QFETCH(QString, signal);
    QFETCH(QString, rest);
    QFETCH(Trigger, prepare);
    QFETCH(Trigger, trigger);
    run(u"seq 60; printf ready; read x; %1; cat"_s.arg(rest.isEmpty() ? u":"_s : rest));
    TRY(text().endsWith(u"ready"_s));
    prepare(this);
    qobject_cast<QQuickItem *>(terminal())->polish();
    QSignalSpy frames(window(), &QQuickWindow::frameSwapped);
    window()->update();
    TRY(!frames.isEmpty());

    m_item = terminal();
    connectTo(signal.toLatin1(), SLOT(deleteItem()));
    trigger(this);
    TRY(m_told == 1);
    frames.clear();
    window()->update();
    TRY(!frames.isEmpty());
}

void tst_TerminalSignals::eachIsToldOnceAfterTheWorkIsDone()
{
    run(u"seq 60; printf ready; cat"_s);
    TRY(text().endsWith(u"ready"_s));
    m_item = terminal();
    m_told = 0;
    for (const char *signal : {"selectionChanged", "scrolled"})
        connectTo(signal, SLOT(lookAtItem()));
    find(u"20"_s);
    QCOMPARE(m_told, 2);
    QCOMPARE(m_seen, QStringList({u"20 in the view"_s, u"20 in the view"_s}));
}

// Nothing is told of what comes right after a picture of a flood, until the next one.
void tst_TerminalSignals::aFloodIsToldWithItsPictures()
{
    run(u"printf ready; cat"_s);
    TRY(text().endsWith(u"ready"_s));
    auto *const child = qobject_cast<Offspring::QmlProcess *>(process());
    const QByteArray flood = QByteArray("a row of it\r\n").repeated(50000);
    const QSignalSpy scrolled(terminal(), SIGNAL(scrolled()));
    QSignalSpy frames(window(), &QQuickWindow::afterRendering);
    bool isPaced = false;
    for (int i = 0; i < 1000 && !isPaced; ++i) { // on a busy machine the pause may be over
        Q_EMIT child->bytesReceived(1, flood);
        terminal()->polish();
        QVERIFY(frames.wait(60'000));
        QCoreApplication::sendPostedEvents(terminal()); // what that picture brought
        const auto told = scrolled.size();
        Q_EMIT child->bytesReceived(1, flood);
        isPaced = scrolled.size() == told;
        TRY(scrolled.size() > told);
    }
    QVERIFY(isPaced);
}

void tst_TerminalSignals::newsAreHeardInTheEventLoopOfAHandler_data()
{
    QTest::addColumn<QString>("signal");
    QTest::addColumn<Trigger>("trigger");
    using T = tst_TerminalSignals;
    QTest::newRow("output") << u"titleChanged"_s << Trigger([](T *t) { t->answer(); });
    QTest::newRow("a key") << u"menuRequested"_s << Trigger([](T *t) { t->press(Qt::Key_Menu); });
    QTest::newRow("a reset") << u"titleChanged"_s << Trigger([](T *t) { t->call("reset"); });
}

void tst_TerminalSignals::newsAreHeardInTheEventLoopOfAHandler()
{
    QFETCH(QString, signal);
    QFETCH(Trigger, trigger);
    run(u"printf '\\033]2;first\\007'; seq 60; printf ready; read x; printf '\\033]2;other\\007';"
        u"read y; seq 60; cat"_s);
    TRY(text().endsWith(u"ready"_s));
    m_item = terminal();
    connectTo(signal.toLatin1(), SLOT(waitForSelection()));
    trigger(this);
    TRY(m_told == 1);
}

QTEST_MAIN(tst_TerminalSignals)
#include "tst_terminalsignals.moc"
