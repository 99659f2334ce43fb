// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What the viewer's real window shows, and where: its tabs, its controls in the smallest window,
// what is selected, found and clicked in the output.

#include "linetext.h"
#include "viewertest.h"

#include <QtCore/QRectF>
#include <QtGui/QClipboard>
#include <QtGui/QFontMetricsF>
#include <QtTest/QSignalSpy>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QRectF rectangleOf(const QQuickItem *item)
{
    return item->mapRectToScene({0, 0, item->width(), item->height()});
}

/// What scrolls, and has \a item in it; null: nothing.
QQuickItem *flickableAround(const QQuickItem *item)
{
    for (QQuickItem *at = item->parentItem(); at; at = at->parentItem()) {
        if (at->inherits("QQuickFlickable"))
            return at;
    }
    return nullptr;
}

/// All of it is seen, or can be scrolled to.
bool isReachable(const QQuickItem *item, const QRectF &within)
{
    const QQuickItem *const flickable = flickableAround(item);
    if (!flickable)
        return within.contains(rectangleOf(item));
    const auto *const contents = flickable->property("contentItem").value<QQuickItem *>();
    const QRectF place = contents->mapRectFromScene(rectangleOf(item));
    const QRectF all(flickable->property("originX").toDouble(),
                     flickable->property("originY").toDouble(),
                     flickable->property("contentWidth").toDouble(),
                     std::max(flickable->property("contentHeight").toDouble(),
                              flickable->height()));
    const bool fits = place.height() <= flickable->height() && place.width() > 0;
    return fits && all.adjusted(-1, -1, 1, 1).contains(place) && isReachable(flickable, within);
}

/// Below \a parent, all that can be used.
void collectControls(QQuickItem *parent, QList<QQuickItem *> *controls)
{
    const QList<QQuickItem *> children = parent->childItems();
    for (QQuickItem *child : children) {
        if (!child->isVisible() || !child->isEnabled())
            continue;
        if (child->inherits("QQuickAbstractButton") || child->inherits("QQuickTextField")
            || child->inherits("QQuickComboBox") || child->inherits("QQuickSpinBox"))
            controls->append(child);
        collectControls(child, controls);
    }
}

} // namespace

class tst_ViewerView : public ViewerTest
{
    Q_OBJECT

private Q_SLOTS:
    void everyControlIsReachableInTheSmallestWindow();
    void theCurrentOfManyTabsIsInSight();
    void manyTabsScroll();
    void allTabsAreListedWithTheirStates();
    void aTooltipNeverCoversItsControl_data();
    void aTooltipNeverCoversItsControl();
    void draggingSelectsCharacters();
    void draggingSelectsOverSeveralRows();
    void draggingSelectsInAWrappedLine();
    void hiddenLinesAreNotCopied();
    void tabsAndColoursDoNotMoveTheSelection();
    void wholeCharactersAreSelected();
    void aWordIsWhatTerminalsCallOne_data();
    void aWordIsWhatTerminalsCallOne();
    void twoClicksSelectAWordAndThreeALine();
    void shiftAndAClickExtend();
    void whatIsSelectedIsMarked();
    void draggingBelowTheEdgeScrolls();
    void draggingAboveTheEdgeScrolls();
    void theSelectionStaysWhenLinesAreDropped();
    void whatIsSelectedCanBePastedIntoTheInput();
    void theMenuCopiesSelectsAndSearches();
    void theMenuKeyOpensTheMenu();
    void pictures();

private:
    void resize(int width, int height);
    void layOut();
    void verifyThatEverythingIsReachable();
    void openTabs(int count);
    bool isTabInSight(int index);
    void hover(const QQuickItem *target);
    QQuickItem *rowItem(int row) const;
    QPoint placeOf(int row, int position) const;
    QList<QRectF> marks(int row, const QString &name) const;
    void drag(const QPoint &from, const QPoint &to);
    void clickTimes(const QPoint &place, int times, Qt::KeyboardModifiers modifiers = {});
    QString copied();
    void show(const QString &command, int lineCount);
};

void tst_ViewerView::resize(int width, int height)
{
    window()->resize(width, height);
    TRY(window()->contentItem()->width() == width && window()->contentItem()->height() == height);
    layOut();
}

/// What waits for the next frame is done: two of them, for what the first one has asked for.
void tst_ViewerView::layOut()
{
    for (int i = 0; i < 2; ++i) {
        QSignalSpy frames(window(), &QQuickWindow::afterAnimating);
        window()->update();
        TRY(!frames.isEmpty());
        QCoreApplication::processEvents();
    }
}

void tst_ViewerView::verifyThatEverythingIsReachable()
{
    layOut();
    const QRectF within(QPointF(), window()->contentItem()->size());
    QList<QQuickItem *> controls;
    collectControls(window()->contentItem(), &controls);
    QVERIFY(controls.size() > 5);
    for (const QQuickItem *control : std::as_const(controls)) {
        const QRectF place = rectangleOf(control);
        const QString what = u"%1 %2 “%3”: %4,%5 %6×%7"_s
                                 .arg(QString::fromLatin1(control->metaObject()->className()),
                                      control->objectName(), control->property("text").toString())
                                 .arg(place.x())
                                 .arg(place.y())
                                 .arg(place.width())
                                 .arg(place.height());
        QVERIFY2(isReachable(control, within), qPrintable(what));
        QVERIFY2(place.width() >= 20 && place.height() >= 20, qPrintable(what));
        for (const QQuickItem *other : std::as_const(controls)) {
            if (other == control || flickableAround(other) != flickableAround(control))
                continue;
            const QRectF shared = place.intersected(rectangleOf(other));
            QVERIFY2(shared.isEmpty(), qPrintable(what + u" and "_s + other->objectName()));
        }
    }
    // What everything is for is not squeezed out.
    if (item(u"outputView"_s)->isVisible())
        QVERIFY(item(u"outputView"_s)->height() >= 3 * 16);
}

void tst_ViewerView::openTabs(int count)
{
    while (tabs() < count)
        press(Qt::Key_T, Qt::ControlModifier);
    TRY_COMPARE(tabs(), count);
}

bool tst_ViewerView::isTabInSight(int index)
{
    QQuickItem *const bar = item(u"tabBar"_s);
    QQuickItem *tabButton = nullptr;
    QMetaObject::invokeMethod(bar, "itemAt", Q_RETURN_ARG(QQuickItem *, tabButton),
                              Q_ARG(int, index));
    return tabButton
        && rectangleOf(bar).adjusted(-1, -1, 1, 1).contains(rectangleOf(tabButton));
}

void tst_ViewerView::hover(const QQuickItem *target)
{
    const QPointF middle =
        target->mapToScene({std::min(target->width(), 40.0) / 2, target->height() / 2});
    QTest::mouseMove(window(), middle.toPoint() + QPoint(1, 0));
    QTest::mouseMove(window(), middle.toPoint());
}

void tst_ViewerView::everyControlIsReachableInTheSmallestWindow()
{
    QCOMPARE(window()->minimumSize(), QSize(480, 360));
    resize(480, 360);
    verifyThatEverythingIsReachable();
    enter(u"cat"_s);
    press(Qt::Key_Return);
    TRY(item(u"inputField"_s)->isEnabled());
    verifyThatEverythingIsReachable();
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->isVisible());
    type(u"x"_s);
    verifyThatEverythingIsReachable();
    openTabs(15);
    verifyThatEverythingIsReachable();
    run(u"echo 'open"_s);
    TRY(item(u"errorLabel"_s)->isVisible());
    verifyThatEverythingIsReachable();
    press(Qt::Key_Q, Qt::ControlModifier);
    TRY(item(u"noButton"_s)->hasActiveFocus());
    const QRectF within(0, 0, 480, 360);
    QVERIFY(within.contains(rectangleOf(item(u"noButton"_s))));
    QVERIFY(within.contains(rectangleOf(item(u"yesButton"_s))));
}

void tst_ViewerView::theCurrentOfManyTabsIsInSight()
{
    openTabs(15);
    TRY(isTabInSight(14));
    QVERIFY(!isTabInSight(0));
    press(Qt::Key_1, Qt::AltModifier);
    TRY(tab() == 0 && isTabInSight(0));
    press(Qt::Key_9, Qt::AltModifier);
    TRY(tab() == 8 && isTabInSight(8));
    press(Qt::Key_PageDown, Qt::ControlModifier);
    TRY(tab() == 9 && isTabInSight(9));
    press(Qt::Key_1, Qt::ControlModifier);
    press(Qt::Key_PageUp, Qt::ControlModifier);
    TRY(tab() == 14 && isTabInSight(14));
    press(Qt::Key_Tab, Qt::ControlModifier);
    TRY(tab() == 0 && isTabInSight(0));
    press(Qt::Key_Tab, Qt::ControlModifier | Qt::ShiftModifier);
    TRY(tab() == 14 && isTabInSight(14));
    resize(480, 360);
    TRY(isTabInSight(14));
    run(u"true a-command-that-is-long"_s); // the tab grows
    TRY(isTabInSight(14));
    press(Qt::Key_W, Qt::ControlModifier);
    TRY(tabs() == 14 && isTabInSight(tab()));
}

void tst_ViewerView::manyTabsScroll()
{
    QVERIFY(!item(u"tabsBackButton"_s)->isVisible());
    openTabs(15);
    TRY(isTabInSight(14));
    const QPointF place = item(u"tabBar"_s)->mapToScene({60, 10});
    for (int i = 0; i < 60; ++i) {
        QWheelEvent event(place, place, {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(window(), &event);
    }
    TRY(isTabInSight(0));
    QCOMPARE(tab(), 14);
    QVERIFY(!item(u"tabsBackButton"_s)->isEnabled());
    for (int i = 0; i < 15 && !isTabInSight(14); ++i)
        click(u"tabsOnButton"_s);
    QVERIFY(isTabInSight(14));
    QVERIFY(!item(u"tabsOnButton"_s)->isEnabled());
    click(u"tabsBackButton"_s);
    QVERIFY(!isTabInSight(14));
}

void tst_ViewerView::allTabsAreListedWithTheirStates()
{
    resize(480, 360);
    run(u"false"_s);
    openTabs(2);
    enter(u"cat"_s);
    press(Qt::Key_Return);
    TRY(running());
    openTabs(3);
    run(u"true"_s);
    openTabs(15);
    press(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    TRY(item(u"tabList"_s)->hasActiveFocus());
    QVERIFY(QRectF(0, 0, 480, 360).contains(rectangleOf(item(u"tabList"_s))));
    for (int i = 14; i > 0; --i)
        press(Qt::Key_Up);
    TRY(item(u"tabListState0"_s)->isVisible());
    TRY_COMPARE(textOf(u"tabListState0"_s), u"failed"_s);
    TRY_COMPARE(textOf(u"tabListState1"_s), u"running"_s);
    TRY_COMPARE(textOf(u"tabListState2"_s), u"done"_s);
    TRY_COMPARE(textOf(u"tabListState3"_s), u"new"_s);
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    TRY(tab() == 1 && isTabInSight(1) && !item(u"tabList"_s)->isVisible());
    click(u"tabListButton"_s);
    click(u"tabListEntry2"_s);
    TRY(tab() == 2 && !item(u"tabList"_s)->isVisible());
    press(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    TRY(item(u"tabList"_s)->hasActiveFocus());
    press(Qt::Key_Escape);
    TRY(!item(u"tabList"_s)->isVisible());
    QCOMPARE(tab(), 2);
}

void tst_ViewerView::aTooltipNeverCoversItsControl_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QSize>("size");
    for (const auto &name :
         {u"themeButton"_s, u"newTabButton"_s, u"tabListButton"_s, u"startButton"_s,
          u"directoryField"_s, u"ptySwitch"_s, u"filterBox"_s, u"pauseButton"_s, u"followButton"_s,
          u"closeSearchButton"_s, u"inputField"_s, u"sendButton"_s, u"eofButton"_s}) {
        QTest::newRow(qPrintable(name)) << name << QSize(1000, 680);
        QTest::newRow(qPrintable(name + u", small"_s)) << name << QSize(480, 360);
    }
}

void tst_ViewerView::aTooltipNeverCoversItsControl()
{
    QFETCH(const QString, name);
    QFETCH(const QSize, size);
    resize(size.width(), size.height());
    openTabs(2);
    const bool startable = name == u"startButton"_s || name == u"ptySwitch"_s
        || name == u"directoryField"_s;
    enter(startable ? u"true"_s : u"cat"_s);
    press(Qt::Key_Return);
    TRY(running() != startable);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    if (name == u"closeSearchButton"_s)
        focus(name); // which scrolls to it
    const QQuickItem *const target = item(name);
    TRY(target->isVisible() && target->isEnabled());
    resize(size.width(), size.height()); // a frame later it stays where it is
    hover(target);
    TRY(item(u"tip"_s)->isVisible() && item(u"tip"_s)->width() > 0);
    const QRectF place = rectangleOf(item(u"tip"_s));
    QVERIFY2(!place.intersects(rectangleOf(target)), qPrintable(u"%1"_s.arg(place.y())));
    QVERIFY(QRectF(QPointF(), QSizeF(size)).contains(place));
    QVERIFY(!item(u"tipText"_s)->property("truncated").toBool());
}

QQuickItem *tst_ViewerView::rowItem(int row) const
{
    QQuickItem *result = nullptr;
    QMetaObject::invokeMethod(item(u"outputView"_s), "itemAtIndex",
                              Q_RETURN_ARG(QQuickItem *, result), Q_ARG(int, row));
    return result;
}

/// In the window: before the character at \a position of what is shown in \a row. By the font alone,
/// in which all characters are as wide.
QPoint tst_ViewerView::placeOf(int row, int position) const
{
    const QQuickItem *const body = rowItem(row)->findChild<QQuickItem *>(u"body"_s);
    const qreal one = QFontMetricsF(body->property("font").value<QFont>()).horizontalAdvance(u'0');
    const auto perRow = int(body->width() / one);
    const qreal height = body->height() / body->property("lineCount").toInt();
    const bool isWrapped = body->property("lineCount").toInt() > 1;
    const int column = isWrapped ? position % perRow : position;
    const int line = isWrapped ? position / perRow : 0;
    return body->mapToScene({column * one + 1, (line + 0.5) * height}).toPoint();
}

/// What is drawn behind the text of \a row, or under it, by its name.
QList<QRectF> tst_ViewerView::marks(int row, const QString &name) const
{
    QList<QRectF> result;
    const QList<QQuickItem *> parts = rowItem(row)->childItems();
    for (const QQuickItem *part : parts) {
        if (part->objectName() == name)
            result << rectangleOf(part);
    }
    return result;
}

void tst_ViewerView::drag(const QPoint &from, const QPoint &to)
{
    QTest::mousePress(window(), Qt::LeftButton, {}, from);
    QTest::mouseMove(window(), (from + to) / 2);
    QTest::mouseMove(window(), to);
    QTest::mouseRelease(window(), Qt::LeftButton, {}, to);
}

/// As quick as it goes, whatever the machine is doing meanwhile.
void tst_ViewerView::clickTimes(const QPoint &place, int times, Qt::KeyboardModifiers modifiers)
{
    static int time = 1'000'000;
    time += 10'000;
    const QPointF global = window()->mapToGlobal(place);
    for (int i = 0; i < times; ++i) {
        qt_handleMouseEvent(window(), place, global, Qt::LeftButton, Qt::LeftButton,
                            QEvent::MouseButtonPress, modifiers, ++time);
        qt_handleMouseEvent(window(), place, global, Qt::NoButton, Qt::LeftButton,
                            QEvent::MouseButtonRelease, modifiers, ++time);
        QCoreApplication::processEvents();
    }
}

QString tst_ViewerView::copied()
{
    QGuiApplication::clipboard()->clear();
    press(Qt::Key_C, Qt::ControlModifier);
    return QGuiApplication::clipboard()->text();
}

void tst_ViewerView::show(const QString &command, int lineCount)
{
    run(command);
    TRY_COMPARE(count(), lineCount);
    layOut();
    TRY(rowItem(lineCount - 1));
}

void tst_ViewerView::draggingSelectsCharacters()
{
    show(u"echo The quick brown fox"_s, 1);
    drag(placeOf(0, 4), placeOf(0, 9));
    QCOMPARE(copied(), u"quick"_s);
    QCOMPARE(textOf(u"totalsLabel"_s), u"5 characters copied"_s);
    drag(placeOf(0, 15), placeOf(0, 10)); // backwards
    QCOMPARE(copied(), u"brown"_s);
    drag(placeOf(0, 16), placeOf(0, 16) + QPoint(400, 0)); // beyond the end
    QCOMPARE(copied(), u"fox"_s);
    clickTimes(placeOf(0, 6), 1); // a click selects nothing
    QVERIFY(!item(u"outputView"_s)->property("hasSelection").toBool());
}

void tst_ViewerView::draggingSelectsOverSeveralRows()
{
    show(u"printf 'first line\\nsecond line\\nthird line\\n'"_s, 3);
    drag(placeOf(0, 6), placeOf(2, 5));
    QCOMPARE(copied(), u"line\nsecond line\nthird"_s);
    QCOMPARE(textOf(u"totalsLabel"_s), u"3 lines copied"_s);
    drag(placeOf(2, 5), placeOf(0, 6));
    QCOMPARE(copied(), u"line\nsecond line\nthird"_s);
    drag(placeOf(1, 7), placeOf(2, 5) + QPoint(0, 300)); // below the last: all of it
    QCOMPARE(copied(), u"line\nthird line"_s);
}

void tst_ViewerView::draggingSelectsInAWrappedLine()
{
    resize(480, 360);
    show(u"seq -s , 60"_s, 1);
    const QString text = line(0);
    QVERIFY(rowItem(0)->findChild<QQuickItem *>(u"body"_s)->property("lineCount").toInt() > 1);
    drag(placeOf(0, 10), placeOf(0, 100));
    QCOMPARE(copied(), text.mid(10, 90));
    drag(placeOf(0, 100), placeOf(0, 90));
    QCOMPARE(copied(), text.mid(90, 10));
}

void tst_ViewerView::hiddenLinesAreNotCopied()
{
    show(u"printf 'one x\\nother\\nthree x\\n'"_s, 3);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"x"_s);
    click(u"onlySwitch"_s);
    TRY_COMPARE(count(), 2);
    layOut();
    drag(placeOf(0, 2), placeOf(1, 5));
    QCOMPARE(copied(), u"e x\nthree"_s);
    click(u"onlySwitch"_s);
    TRY_COMPARE(count(), 3);
    focus(u"outputView"_s);
    QCOMPARE(copied(), u"e x\nother\nthree"_s); // now it is shown, and marked
}

void tst_ViewerView::tabsAndColoursDoNotMoveTheSelection()
{
    // Shown alike: "ab", six blanks, "cd".
    show(u"printf 'ab\\tcd\\n\\033[34mab\\t\\033[0mcd\\n'"_s, 2);
    for (int row = 0; row < 2; ++row) {
        drag(placeOf(row, 8), placeOf(row, 10));
        QCOMPARE(copied(), u"cd"_s);
        drag(placeOf(row, 1), placeOf(row, 9));
        QCOMPARE(copied(), u"b\tc"_s);
    }
}

void tst_ViewerView::wholeCharactersAreSelected()
{
    show(u"printf 'x\\360\\237\\230\\200e\\314\\201y\\n'"_s, 1);
    const QString text = line(0);
    QCOMPARE(text, u"x\U0001f600e\u0301y"_s);
    const QStringList characters = {u"x"_s, u"\U0001f600"_s, u"e\u0301"_s, u"y"_s};
    // Wherever one begins and ends, what is copied is some of the characters.
    const QPoint begin = placeOf(0, 0);
    for (int from = 0; from < 60; from += 3) {
        drag(begin + QPoint(from, 0), begin + QPoint(from + 9, 0));
        QString rest = copied();
        for (const QString &character : characters) {
            if (rest.startsWith(character))
                rest = rest.sliced(character.size());
        }
        QVERIFY2(rest.isEmpty() || !item(u"outputView"_s)->property("hasSelection").toBool(),
                 qPrintable(rest));
    }
}

void tst_ViewerView::aWordIsWhatTerminalsCallOne_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const QString &line, int position, const QString &word) {
        QTest::newRow(name) << line << position << word;
    };
    row("word", u"one two three"_s, 5, u"two"_s);
    row("first", u"one two"_s, 0, u"one"_s);
    row("last", u"one two"_s, 6, u"two"_s);
    row("beyond the end", u"one two"_s, 70, u"two"_s);
    row("blanks", u"one   two"_s, 4, u"   "_s);
    row("path", u"cp /usr/share/doc-2.0/x_y.txt ."_s, 12, u"/usr/share/doc-2.0/x_y.txt"_s);
    row("address", u"see https://example.org/a?b=c&d=%20#e."_s, 6,
        u"https://example.org/a?b=c&d=%20#e"_s);
    row("in brackets", u"(name)"_s, 2, u"name"_s);
    row("a bracket", u"(name)"_s, 0, u"("_s);
    row("end of a sentence", u"It works."_s, 5, u"works"_s);
    row("the stop itself", u"It works."_s, 8, u"works."_s);
    row("other scripts", u"это Größe 日本"_s, 6, u"Größe"_s);
    row("accent", u"e\u0301tude x"_s, 0, u"e\u0301tude"_s);
    row("emoji", u"a \U0001f600 b"_s, 3, u"\U0001f600"_s);
    row("nothing", {}, 0, {});
}

void tst_ViewerView::aWordIsWhatTerminalsCallOne()
{
    QFETCH(const QString, line);
    QFETCH(const int, position);
    QFETCH(const QString, word);
    const LinePart part = LineText::wordAt(line, position);
    QCOMPARE(line.mid(part.from, part.to - part.from), word);
}

void tst_ViewerView::twoClicksSelectAWordAndThreeALine()
{
    show(u"printf 'see /usr/share/x.txt there\\nnext line\\n'"_s, 2);
    clickTimes(placeOf(0, 8), 2);
    QCOMPARE(copied(), u"/usr/share/x.txt"_s);
    clickTimes(placeOf(0, 8), 3);
    QCOMPARE(copied(), u"see /usr/share/x.txt there"_s);
    clickTimes(placeOf(0, 8), 2);
    clickTimes(placeOf(1, 6), 1, Qt::ShiftModifier); // goes on by words
    QCOMPARE(copied(), u"/usr/share/x.txt there\nnext line"_s);
}

void tst_ViewerView::shiftAndAClickExtend()
{
    show(u"printf 'one two three\\nfour five six\\n'"_s, 2);
    clickTimes(placeOf(0, 4), 1);
    clickTimes(placeOf(1, 4), 1, Qt::ShiftModifier);
    QCOMPARE(copied(), u"two three\nfour"_s);
    clickTimes(placeOf(0, 7), 1, Qt::ShiftModifier);
    QCOMPARE(copied(), u"two"_s);
    clickTimes(placeOf(0, 0), 1, Qt::ShiftModifier);
    QCOMPARE(copied(), u"one "_s);
    press(Qt::Key_Down, Qt::ShiftModifier); // by lines, from there
    QCOMPARE(copied(), u"one two three\nfour five six"_s);
}

/// By a mark behind the characters, and nothing but them.
void tst_ViewerView::whatIsSelectedIsMarked()
{
    show(u"echo The quick brown fox"_s, 1);
    drag(placeOf(0, 4), placeOf(0, 9));
    TRY_COMPARE(marks(0, u"mark"_s).size(), 1);
    const QRectF place = marks(0, u"mark"_s).first();
    QVERIFY(std::abs(place.left() - (placeOf(0, 4).x() - 1)) < 2);
    QVERIFY(std::abs(place.right() - (placeOf(0, 9).x() - 1)) < 2);
}

void tst_ViewerView::draggingBelowTheEdgeScrolls()
{
    run(u"seq 1000"_s);
    TRY_COMPARE(count(), 1000);
    focus(u"outputView"_s);
    press(Qt::Key_Home);
    layOut();
    QTest::mousePress(window(), Qt::LeftButton, {}, placeOf(1, 0));
    QTest::mouseMove(window(), placeOf(3, 0));
    const QQuickItem *const view = item(u"outputView"_s);
    const QPoint below = view->mapToScene({80, view->height() + 25}).toPoint();
    QTest::mouseMove(window(), below); // and stays there
    TRY(view->property("contentY").toDouble() > 300);
    QTest::mouseRelease(window(), Qt::LeftButton, {}, below);
    const QStringList lines = copied().split(u'\n');
    QVERIFY2(lines.size() > 20, qPrintable(QString::number(lines.size())));
    QCOMPARE(lines.value(0), u"2"_s);
    QCOMPARE(lines.value(10), u"12"_s);
    const double after = view->property("contentY").toDouble();
    QTest::qWait(100);
    QCOMPARE(view->property("contentY").toDouble(), after);
}

void tst_ViewerView::draggingAboveTheEdgeScrolls()
{
    run(u"seq 1000"_s);
    TRY_COMPARE(count(), 1000);
    TRY(item(u"outputView"_s)->property("atYEnd").toBool());
    layOut();
    const QQuickItem *const view = item(u"outputView"_s);
    QTest::mousePress(window(), Qt::LeftButton, {}, placeOf(999, 3));
    QTest::mouseMove(window(), placeOf(998, 0));
    const QPoint above = view->mapToScene({80, -15}).toPoint();
    QTest::mouseMove(window(), above);
    const double before = view->property("contentY").toDouble();
    TRY(view->property("contentY").toDouble() < before - 300);
    QTest::mouseRelease(window(), Qt::LeftButton, {}, above);
    const QStringList lines = copied().split(u'\n');
    QVERIFY(lines.size() > 20);
    QCOMPARE(lines.last(), u"100"_s); // three characters of the last one
    QVERIFY(!view->property("following").toBool());
}

void tst_ViewerView::theSelectionStaysWhenLinesAreDropped()
{
    enter(u"seq 5000; read x; seq 5001 14000; read x; seq 14001 40000; sleep 1000"_s);
    press(Qt::Key_Return);
    TRY_COMPARE(count(), 5000);
    TRY(item(u"outputView"_s)->property("atYEnd").toBool());
    layOut();
    drag(placeOf(4998, 1), placeOf(4999, 2)); // of 4999 and 5000
    QCOMPARE(copied(), u"999\n50"_s);
    click(u"sendButton"_s);
    TRY_COMPARE(line(count() - 1), u"14000"_s);
    QCOMPARE(count(), 10000);
    focus(u"outputView"_s);
    QCOMPARE(copied(), u"999\n50"_s);
    press(Qt::Key_End, Qt::ShiftModifier); // from there to the last one
    TRY(copied().startsWith(u"4999\n5000\n5001\n"_s));
    click(u"sendButton"_s); // all of them are dropped, but for the last of the selection: none
    TRY_COMPARE(line(count() - 1), u"40000"_s);
    focus(u"outputView"_s);
    QVERIFY(!copied().startsWith(u"4999"_s));
    click(u"stopButton"_s);
    TRY(!running());
}

void tst_ViewerView::whatIsSelectedCanBePastedIntoTheInput()
{
    if (!QGuiApplication::clipboard()->supportsSelection())
        QSKIP("there is no selection to paste on this platform");
    enter(u"echo The quick fox; cat"_s);
    press(Qt::Key_Return);
    TRY_COMPARE(count(), 1);
    layOut();
    drag(placeOf(0, 4), placeOf(0, 9));
    TRY_COMPARE(QGuiApplication::clipboard()->text(QClipboard::Selection), u"quick"_s);
    QTest::mouseClick(window(), Qt::MiddleButton, {}, placeOf(0, 1));
    TRY_COMPARE(textOf(u"inputField"_s), u"quick"_s);
    QVERIFY(item(u"inputField"_s)->hasActiveFocus());
    press(Qt::Key_Return);
    TRY(lines().contains(u"quick"_s));
}

void tst_ViewerView::theMenuCopiesSelectsAndSearches()
{
    show(u"printf 'The quick fox\\nis quick\\n'"_s, 2);
    drag(placeOf(0, 4), placeOf(0, 9));
    QTest::mouseClick(window(), Qt::RightButton, {}, placeOf(1, 3));
    TRY(item(u"menuCopy"_s)->isVisible());
    layOut();
    QGuiApplication::clipboard()->clear();
    click(u"menuCopy"_s);
    TRY_COMPARE(QGuiApplication::clipboard()->text(), u"quick"_s);
    TRY(!item(u"menuCopy"_s)->isVisible());
    QTest::mouseClick(window(), Qt::RightButton, {}, placeOf(1, 3));
    TRY(item(u"menuSearch"_s)->isVisible());
    layOut();
    click(u"menuSearch"_s);
    TRY_COMPARE(textOf(u"searchField"_s), u"quick"_s);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"2 lines"_s);
    QTest::mouseClick(window(), Qt::RightButton, {}, placeOf(1, 3));
    TRY(item(u"menuSelectAll"_s)->isVisible());
    layOut();
    click(u"menuSelectAll"_s);
    TRY(!item(u"menuSelectAll"_s)->isVisible());
    TRY(item(u"outputView"_s)->hasActiveFocus());
    QCOMPARE(copied(), u"The quick fox\nis quick"_s);
}

void tst_ViewerView::theMenuKeyOpensTheMenu()
{
    resize(480, 360);
    show(u"seq 3"_s, 3);
    focus(u"outputView"_s);
    press(Qt::Key_Home);
    press(Qt::Key_Menu);
    TRY(item(u"menuCopy"_s)->isVisible());
    layOut();
    QVERIFY(QRectF(0, 0, 480, 360).contains(rectangleOf(item(u"menuCopy"_s))));
    QVERIFY(QRectF(0, 0, 480, 360).contains(rectangleOf(item(u"menuSave"_s))));
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    TRY(!item(u"menuCopy"_s)->isVisible());
    QCOMPARE(QGuiApplication::clipboard()->text(), u"1"_s);
    TRY(item(u"outputView"_s)->hasActiveFocus());
    press(Qt::Key_F10, Qt::ShiftModifier);
    TRY(item(u"menuCopy"_s)->isVisible());
    press(Qt::Key_Escape);
    TRY(!item(u"menuCopy"_s)->isVisible());
}

void tst_ViewerView::pictures()
{
    if (!qEnvironmentVariableIsSet("OFFSPRING_SCREENSHOTS"))
        QSKIP("OFFSPRING_SCREENSHOTS is not set");
    for (const QSize size : {QSize(480, 360), QSize(800, 600), QSize(1366, 768)}) {
        const QString name = u"view-%1-"_s.arg(size.width());
        open();
        resize(size.width(), size.height());
        picture(name + u"empty"_s);
        enter(u"seq 30; ls -l /usr/share; cat"_s);
        press(Qt::Key_Return);
        TRY(count() > 30);
        press(Qt::Key_F, Qt::ControlModifier);
        type(u"1"_s);
        picture(name + u"search"_s);
        openTabs(15);
        hover(item(u"themeButton"_s));
        TRY(item(u"tip"_s)->isVisible());
        picture(name + u"tabs"_s);
        press(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        TRY(item(u"tabList"_s)->hasActiveFocus());
        picture(name + u"list"_s);
    }
}

QTEST_MAIN(tst_ViewerView)

#include "tst_viewerview.moc"
