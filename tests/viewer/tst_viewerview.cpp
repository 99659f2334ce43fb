// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What the viewer's real window shows, and where: its tabs, its controls in the smallest window,
// what is selected, found and clicked in the output.

#include "linetext.h"
#include "links.h"
#include "viewertest.h"

#include <QtCore/QDir>
#include <QtCore/QRectF>
#include <QtCore/QUrl>
#include <QtGui/QClipboard>
#include <QtGui/QDesktopServices>
#include <QtGui/QFontMetricsF>
#include <QtTest/QSignalSpy>

#include <sys/resource.h>

#include <algorithm>
#include <csignal>

using namespace Qt::StringLiterals;

namespace {

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

void writeFile(const QString &path, const QByteArray &contents)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(contents);
}

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
    const QRectF all(
        flickable->property("originX").toDouble(), flickable->property("originY").toDouble(),
        flickable->property("contentWidth").toDouble(),
        std::max(flickable->property("contentHeight").toDouble(), flickable->height()));
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
    void tabsAreAlikeInColours_data();
    void tabsAreAlikeInColours();
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
    void linesAreSaved();
    void savingAsksBeforeItReplaces();
    void savingSaysWhatIsWrong();
    void aFullDiskLeavesWhatWasThere();
    void theNumberOfKeptLinesIsRemembered();
    void linksAreFoundInALine_data();
    void linksAreFoundInALine();
    void aLinkIsShownAndOpened();
    void aFileOpensInTheEditor();
    void regularExpressionsAreSearched();
    void theCaseCountsWhenAsked();
    void hitsAreMarkedInTheText();
    void anExpressionThatIsNoneIsExplained();
    void aHostileExpressionDoesNotFreezeTheWindow();
    void theCountFollowsTheLines();
    void pictures();

private:
    Q_INVOKABLE void openUrl(const QUrl &url) { m_opened << url; }

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
    void save(const QString &path);

    QList<QUrl> m_opened;
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
    return tabButton && rectangleOf(bar).adjusted(-1, -1, 1, 1).contains(rectangleOf(tabButton));
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
    const bool startable =
        name == u"startButton"_s || name == u"ptySwitch"_s || name == u"directoryField"_s;
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

/// In the window: before the character at \a position of what is shown in \a row. By the font
/// alone, in which all characters are as wide.
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

void tst_ViewerView::tabsAreAlikeInColours_data()
{
    QTest::addColumn<QString>("line");
    for (const QString &line :
         {u"ab\tX"_s, u"\t\tX\tY"_s, u"a\t  X"_s, u"漢字\tX"_s, u"漢字漢字\tX\t漢\tY"_s,
          u"a漢字漢字\tX"_s, u"\U0001f600\U0001f600\U0001f600\U0001f600\tX"_s,
          u"1234567e\u0301\tX"_s, u"e\u0301漢\te\u0301\tX"_s}) {
        QTest::newRow(line.toUtf8().toPercentEncoding().constData()) << line;
    }
}

/// Each character is at the same place in a plain line, in a colour, and on a background.
void tst_ViewerView::tabsAreAlikeInColours()
{
    QFETCH(QString, line);
    const auto printed = [](const QString &text) {
        QString result;
        for (const char byte : text.toUtf8())
            result += u"\\%1"_s.arg(uint(uchar(byte)), 3, 8, QChar(u'0'));
        return result;
    };
    const QString blue = u"\\033[34m"_s;
    const QString onRed = u"\\033[41m"_s;
    const QString off = u"\\033[m\\n"_s;
    QString torn = printed(line);
    torn.replace(u"\\011"_s, blue + u"\\011\\033[m"_s);
    show(u"printf '"_s + printed(line) + u"\\n"_s + blue + printed(line) + off + onRed
             + printed(line) + off + torn + u"\\n'"_s,
         4);
    const auto characters = [this](int row) {
        QList<int> result;
        const QQuickItem *const body = rowItem(row)->findChild<QQuickItem *>(u"body"_s);
        for (qreal x = body->x(); x < body->x() + 400; x += 2) {
            int character = -2;
            QMetaObject::invokeMethod(rowItem(row), "characterAt", Q_RETURN_ARG(int, character),
                                      Q_ARG(double, x),
                                      Q_ARG(double, body->y() + body->height() / 2));
            result << character;
        }
        return result;
    };
    const auto drawnWidth = [this](int row) {
        return rowItem(row)->findChild<QQuickItem *>(u"body"_s)->property("contentWidth").toReal();
    };
    const QList<int> plain = characters(0);
    QVERIFY(plain.contains(int(line.size()) - 1));
    for (int row = 1; row < 4; ++row) {
        QCOMPARE(this->line(row), line);
        QCOMPARE(characters(row), plain);
        QCOMPARE(qRound(drawnWidth(row)), qRound(drawnWidth(0)));
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
    QVERIFY(!item(u"outputView"_s)->property("hasSelection").toBool());
    focus(u"outputView"_s);
    press(Qt::Key_Home);
    QCOMPARE(copied(), u"30001"_s);
    press(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(!item(u"outputView"_s)->property("hasSelection").toBool());
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

/// Into the dialog; Return is pressed by the caller.
void tst_ViewerView::save(const QString &path)
{
    press(Qt::Key_S, Qt::ControlModifier);
    TRY(item(u"saveField"_s)->hasActiveFocus());
    press(Qt::Key_A, Qt::ControlModifier);
    type(path);
    QCOMPARE(textOf(u"saveField"_s), path);
}

void tst_ViewerView::linesAreSaved()
{
    show(u"printf 'Gr\\303\\266\\303\\237e x\\nother\\nthree x'"_s, 3);
    save(m_home.filePath(u"all.txt"_s));
    press(Qt::Key_Return);
    TRY(!item(u"saveField"_s)->isVisible());
    QCOMPARE(textOf(u"totalsLabel"_s), u"Saved to "_s + m_home.filePath(u"all.txt"_s));
    QCOMPARE(contentsOf(m_home.filePath(u"all.txt"_s)), "Gr\u00f6\u00dfe x\nother\nthree x\n");

    drag(placeOf(1, 2), placeOf(2, 5));
    save(m_home.filePath(u"selection.txt"_s)); // what is selected is offered first
    press(Qt::Key_Return);
    TRY(!item(u"saveField"_s)->isVisible());
    QCOMPARE(contentsOf(m_home.filePath(u"selection.txt"_s)), "her\nthree\n");

    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"x"_s);
    click(u"onlySwitch"_s);
    TRY_COMPARE(count(), 2);
    save(m_home.filePath(u"shown.txt"_s));
    focus(u"saveChoice"_s);
    press(Qt::Key_Up);
    click(u"saveOkButton"_s);
    TRY(!item(u"saveField"_s)->isVisible());
    QCOMPARE(contentsOf(m_home.filePath(u"shown.txt"_s)), "Gr\u00f6\u00dfe x\nthree x\n");
}

void tst_ViewerView::savingAsksBeforeItReplaces()
{
    const QString path = m_home.filePath(u"there.txt"_s);
    writeFile(path, "before");
    show(u"echo after"_s, 1);
    save(path);
    TRY_COMPARE(textOf(u"saveLabel"_s), u"There is already such a file."_s);
    press(Qt::Key_Return); // is no answer
    QVERIFY(item(u"saveField"_s)->isVisible());
    QCOMPARE(contentsOf(path), "before");
    click(u"saveCancelButton"_s);
    TRY(!item(u"saveField"_s)->isVisible());
    QCOMPARE(contentsOf(path), "before");
    save(path);
    QCOMPARE(textOf(u"saveOkButton"_s), u"Replace"_s);
    click(u"saveOkButton"_s);
    TRY(!item(u"saveField"_s)->isVisible());
    QCOMPARE(contentsOf(path), "after\n");

    // One that has come meanwhile is asked about, too.
    const QString later = m_home.filePath(u"later.txt"_s);
    save(later);
    writeFile(later, "before");
    press(Qt::Key_Return);
    TRY_COMPARE(textOf(u"saveOkButton"_s), u"Replace"_s);
    QCOMPARE(contentsOf(later), "before");
}

void tst_ViewerView::savingSaysWhatIsWrong()
{
    show(u"echo text"_s, 1);
    save(u"/no/such/folder/file"_s);
    press(Qt::Key_Return);
    TRY(textOf(u"saveLabel"_s).startsWith(u"It cannot be saved: "_s));
    QVERIFY(item(u"saveField"_s)->isVisible());
    press(Qt::Key_A, Qt::ControlModifier);
    type(m_home.path());
    click(u"saveOkButton"_s);
    TRY(textOf(u"saveLabel"_s).startsWith(u"It cannot be saved: "_s));
    focus(u"saveField"_s);
    press(Qt::Key_A, Qt::ControlModifier); // another name takes that away
    type(u"x"_s);
    TRY(!textOf(u"saveLabel"_s).startsWith(u"It cannot"_s));
}

/// As one whose quota is used up.
void tst_ViewerView::aFullDiskLeavesWhatWasThere()
{
    const QString path = m_home.filePath(u"kept.txt"_s);
    writeFile(path, "before");
    show(u"seq 10000"_s, 10000);
    save(path);
    rlimit before = {};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit little = {4096, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &little), 0);
    click(u"saveOkButton"_s);
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    TRY(textOf(u"saveLabel"_s).startsWith(u"It cannot be saved: "_s));
    QVERIFY(textOf(u"saveLabel"_s).size() > 25);
    QCOMPARE(contentsOf(path), "before");
}

void tst_ViewerView::theNumberOfKeptLinesIsRemembered()
{
    run(u"seq 20000"_s);
    TRY_COMPARE(count(), 10000);
    focus(u"keptBox"_s);
    press(Qt::Key_Up);
    TRY_COMPARE(count(), 1000);
    QCOMPARE(line(0), u"19001"_s);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    run(u"seq 20000"_s);
    TRY_COMPARE(count(), 20000);
    press(Qt::Key_T, Qt::ControlModifier);
    run(u"seq 20000"_s);
    TRY_COMPARE(count(), 20000);
    open(); // the next session
    run(u"seq 20000"_s);
    TRY_COMPARE(count(), 20000);
    focus(u"keptBox"_s);
    press(Qt::Key_Down);
    QCOMPARE(output()->property("maximumLines").toInt(), 1'000'000);
}

void tst_ViewerView::linksAreFoundInALine_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("at"); // which is pointed at
    QTest::addColumn<QString>("part"); // empty: no link
    QTest::addColumn<QString>("target"); // below the folder, when it is relative
    const auto row = [](const char *name, const QString &line, const QString &at,
                        const QString &part = {}, const QString &target = {}) {
        QTest::newRow(name) << line << at << part << target;
    };
    row("https", u"see https://example.org/a?b=c."_s, u"example"_s, u"https://example.org/a?b=c"_s,
        u"https://example.org/a?b=c"_s);
    row("http", u"<http://example.org/>"_s, u"http"_s, u"http://example.org/"_s,
        u"http://example.org/"_s);
    row("in brackets", u"(https://example.org/a_(b))"_s, u"org"_s, u"https://example.org/a_(b)"_s,
        u"https://example.org/a_(b)"_s);
    row("mail", u"to mailto:a@example.org!"_s, u"mailto"_s, u"mailto:a@example.org"_s,
        u"mailto:a@example.org"_s);
    row("another script", u"https://ex\u0430mple.org/"_s, u"https"_s,
        u"https://ex\u0430mple.org/"_s, u"https://xn--exmple-4nf.org/"_s);
    row("beside it", u"see https://example.org/"_s, u"see"_s);
    row("script", u"javascript:alert(1)"_s, u"alert"_s);
    row("other schemes", u"ssh://example.org/ smb://x/y"_s, u"example"_s);
    row("no host", u"http:///x"_s, u"http"_s);
    row("option", u"mailto:x"_s, u"mailto"_s);
    row("a word before", u"xhttps://example.org/"_s, u"example"_s);
    row("compiler", u"src/a.cpp:12:5: error: no"_s, u"a.cpp"_s, u"src/a.cpp:12:5"_s,
        u"src/a.cpp:12:5"_s);
    row("grep", u"src/a.cpp:7:text"_s, u"src"_s, u"src/a.cpp:7"_s, u"src/a.cpp:7"_s);
    row("in a sentence", u"In file included from src/a.cpp:3,"_s, u"cpp"_s, u"src/a.cpp:3"_s,
        u"src/a.cpp:3"_s);
    row("with a blank", u"a file.txt:4: x"_s, u"file"_s, u"a file.txt:4"_s, u"a file.txt:4"_s);
    row("Python", u"  File \"src/a.cpp\", line 9, in f"_s, u"cpp"_s, u"src/a.cpp\", line 9"_s,
        u"src/a.cpp:9"_s);
    row("CMake, in brackets", u"(src/a.cpp:8)"_s, u"a.cpp"_s, u"src/a.cpp:8"_s, u"src/a.cpp:8"_s);
    row("no such file", u"src/b.cpp:12:5: error"_s, u"cpp"_s);
    row("a folder", u"src:12:5: error"_s, u"src"_s);
    row("a time", u"12:34:56 it began"_s, u"34"_s);
    row("no line", u"src/a.cpp is old"_s, u"cpp"_s);
    row("another host", u"file://example.org/etc/passwd"_s, u"file"_s);
    row("nothing", {}, {});
}

void tst_ViewerView::linksAreFoundInALine()
{
    QFETCH(const QString, line);
    QFETCH(const QString, at);
    QFETCH(const QString, part);
    QFETCH(QString, target);
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"src"_s));
    writeFile(folder.filePath(u"src/a.cpp"_s), "x");
    writeFile(folder.filePath(u"a file.txt"_s), "x");
    if (!target.isEmpty() && !target.contains(u":/"_s) && !target.startsWith(u"mailto:"_s))
        target = QDir::cleanPath(folder.filePath(target));
    const Link link = Links::at(line, int(line.indexOf(at)), folder.path());
    QCOMPARE(line.mid(link.from, link.to - link.from), part);
    QCOMPARE(link.target(), target);
    QCOMPARE(link.isValid(), !part.isEmpty());
}

void tst_ViewerView::aLinkIsShownAndOpened()
{
    QDesktopServices::setUrlHandler(u"https"_s, this, "openUrl");
    QDesktopServices::setUrlHandler(u"file"_s, this, "openUrl");
    m_opened.clear();
    writeFile(m_home.filePath(u"a.txt"_s), "x");
    writeFile(m_home.filePath(u"run.sh"_s), "x");
    QFile::setPermissions(m_home.filePath(u"run.sh"_s), QFile::ReadOwner | QFile::ExeOwner);
    focus(u"directoryField"_s);
    type(m_home.path());
    show(u"printf 'see https://example.org/x\\na.txt:12: no\\nrun.sh:3: bad\\n'"_s, 3);
    const QPoint address = placeOf(0, 10);
    QTest::mouseMove(window(), address + QPoint(2, 0));
    QTest::mouseMove(window(), address);
    TRY_COMPARE(textOf(u"totalsLabel"_s), u"Ctrl+click to open https://example.org/x"_s);
    TRY_COMPARE(marks(0, u"underline"_s).size(), 1);
    QCOMPARE(item(u"outputPointer"_s)->cursor().shape(), Qt::PointingHandCursor);
    TRY_COMPARE(textOf(u"tipText"_s), u"Ctrl+click to open https://example.org/x"_s);
    TRY(item(u"tip"_s)->isVisible());
    layOut();
    QVERIFY(!rectangleOf(item(u"tip"_s)).intersects(marks(0, u"underline"_s).constFirst()));
    clickTimes(address, 1); // selects, and opens nothing
    QVERIFY(m_opened.isEmpty());
    clickTimes(address, 1, Qt::ControlModifier);
    TRY_COMPARE(m_opened, QList<QUrl>{QUrl(u"https://example.org/x"_s)});

    QTest::mouseMove(window(), placeOf(0, 1));
    TRY(!textOf(u"totalsLabel"_s).contains(u"Ctrl+click"_s));
    QVERIFY(marks(0, u"underline"_s).isEmpty());
    QCOMPARE(item(u"outputPointer"_s)->cursor().shape(), Qt::IBeamCursor);
    TRY(!item(u"tip"_s)->isVisible());
    QTest::mouseMove(window(), placeOf(1, 3));
    TRY(textOf(u"totalsLabel"_s).endsWith(u"/a.txt:12"_s) || !m_opened.isEmpty());
    m_opened.clear();
    clickTimes(placeOf(1, 3), 1, Qt::ControlModifier);
    TRY_COMPARE(m_opened, QList<QUrl>{QUrl::fromLocalFile(m_home.filePath(u"a.txt"_s))});
    QCOMPARE(QGuiApplication::clipboard()->text(), u"12"_s);

    m_opened.clear(); // what would be run is not
    QTest::mouseMove(window(), placeOf(2, 3));
    clickTimes(placeOf(2, 3), 1, Qt::ControlModifier);
    TRY_COMPARE(m_opened, QList<QUrl>{QUrl::fromLocalFile(m_home.path())});

    m_opened.clear();
    QTest::mouseClick(window(), Qt::RightButton, {}, address);
    TRY(item(u"menuOpenLink"_s)->isVisible());
    QCOMPARE(textOf(u"menuOpenLink"_s), u"Open link: https://example.org/x"_s);
    layOut();
    click(u"menuCopyLink"_s);
    TRY_COMPARE(QGuiApplication::clipboard()->text(), u"https://example.org/x"_s);
    TRY(!item(u"menuOpenLink"_s)->isVisible());
    QTest::mouseClick(window(), Qt::RightButton, {}, address);
    TRY(item(u"menuOpenLink"_s)->isVisible());
    layOut();
    click(u"menuOpenLink"_s);
    TRY_COMPARE(m_opened.size(), 1);
    QDesktopServices::unsetUrlHandler(u"https"_s);
    QDesktopServices::unsetUrlHandler(u"file"_s);
}

/// And a name that looks like a command of a shell is but a name.
void tst_ViewerView::aFileOpensInTheEditor()
{
    const QString name = u"$(touch evil);{line}.txt"_s;
    writeFile(m_home.filePath(name), "x");
    const QString editor = m_home.filePath(u"editor"_s);
    writeFile(editor, "#!/bin/sh\nprintf '%s\n' \"$@\" >\"$0.tmp\"; mv \"$0.tmp\" \"$0.log\"\n");
    QFile::setPermissions(editor, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    focus(u"directoryField"_s);
    type(m_home.path());
    show(u"echo '$(touch evil);{line}.txt:12:5: no'"_s, 1);
    QTest::mouseClick(window(), Qt::RightButton, {}, placeOf(0, 3));
    TRY(item(u"menuEditor"_s)->isVisible());
    layOut();
    click(u"menuEditor"_s);
    TRY(item(u"editorField"_s)->hasActiveFocus());
    type(editor + u" +{line} --column={column} {file}"_s);
    press(Qt::Key_Return);
    TRY(!item(u"editorField"_s)->isVisible());
    QTest::mouseMove(window(), placeOf(0, 4));
    QTest::mouseMove(window(), placeOf(0, 3));
    TRY(textOf(u"totalsLabel"_s).startsWith(u"Ctrl+click to open "_s));
    clickTimes(placeOf(0, 3), 1, Qt::ControlModifier);
    TRY(QFile::exists(editor + u".log"_s));
    QCOMPARE(contentsOf(editor + u".log"_s),
             (u"+12\n--column=5\n"_s + m_home.filePath(name) + u'\n').toUtf8());
    QVERIFY(!QFile::exists(m_home.filePath(u"evil"_s)));
}

void tst_ViewerView::regularExpressionsAreSearched()
{
    run(u"seq 2000"_s);
    TRY_COMPARE(count(), 2000);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"^1.*9$"_s);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"no line has it"_s);
    click(u"expressionButton"_s);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"111 lines"_s); // 19, 1?9, 1??9
    focus(u"searchField"_s);
    press(Qt::Key_Return);
    TRY(textOf(u"matchLabel"_s).endsWith(u" of 111 lines"_s));
    const int found = item(u"outputView"_s)->property("matchLine").toInt();
    QVERIFY(found > 19 && QString::number(found).endsWith(u'9'));
}

void tst_ViewerView::theCaseCountsWhenAsked()
{
    show(u"printf 'Error\\nerror\\n'"_s, 2);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"error"_s);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"2 lines"_s);
    click(u"caseButton"_s);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"1 line"_s);
    click(u"onlySwitch"_s);
    TRY_COMPARE(lines(), QStringList(u"error"_s));
    click(u"caseButton"_s);
    TRY_COMPARE(count(), 2);
}

void tst_ViewerView::hitsAreMarkedInTheText()
{
    show(u"printf 'one two one\\nthree\\none\\n'"_s, 3);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"one"_s);
    layOut();
    TRY_COMPARE(marks(0, u"mark"_s).size(), 2);
    QVERIFY(std::abs(marks(0, u"mark"_s).at(1).left() - (placeOf(0, 8).x() - 1)) < 2);
    QCOMPARE(marks(1, u"mark"_s).size(), 0);
    QCOMPARE(marks(2, u"mark"_s).size(), 1);
    const auto colourOf = [this](int row) {
        const QList<QQuickItem *> parts = rowItem(row)->childItems();
        for (const QQuickItem *part : parts) {
            if (part->objectName() == u"mark")
                return part->property("color").value<QColor>();
        }
        return QColor();
    };
    QCOMPARE(colourOf(0), colourOf(2));
    press(Qt::Key_Return);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"1 of 2 lines"_s);
    TRY(colourOf(0) != colourOf(2));
    press(Qt::Key_Escape);
    TRY(marks(0, u"mark"_s).isEmpty());
}

void tst_ViewerView::anExpressionThatIsNoneIsExplained()
{
    show(u"seq 3"_s, 3);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"(1"_s);
    click(u"expressionButton"_s);
    focus(u"onlySwitch"_s); // the sentence has moved it
    press(Qt::Key_Space);
    TRY(textOf(u"matchLabel"_s).startsWith(u"The expression is not valid: "_s));
    QCOMPARE(count(), 3); // it hides nothing
    focus(u"searchField"_s);
    press(Qt::Key_End);
    type(u")"_s);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"1 line"_s);
    TRY_COMPARE(lines(), QStringList(u"1"_s));
}

void tst_ViewerView::aHostileExpressionDoesNotFreezeTheWindow()
{
    run(u"yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! | head -n 5000"_s);
    TRY_COMPARE(count(), 5000);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"((a|a)+)+$"_s);
    click(u"onlySwitch"_s);
    click(u"expressionButton"_s);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"The expression takes too long on these lines"_s);
    TRY_COMPARE(count(), 5000);
}

void tst_ViewerView::theCountFollowsTheLines()
{
    enter(u"seq 500; read x; seq 501 20000; sleep 1000"_s);
    press(Qt::Key_Return);
    TRY_COMPARE(count(), 500);
    press(Qt::Key_F, Qt::ControlModifier);
    TRY(item(u"searchField"_s)->hasActiveFocus());
    type(u"7"_s);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"95 lines"_s);
    click(u"sendButton"_s);
    TRY_COMPARE(line(count() - 1), u"20000"_s);
    // Of 10001 to 20000, which are kept: all but 9^4 of 10^4.
    TRY_COMPARE(textOf(u"matchLabel"_s), u"3,439 lines"_s);
    press(Qt::Key_K, Qt::ControlModifier);
    TRY_COMPARE(textOf(u"matchLabel"_s), u"no line has it"_s);
    click(u"stopButton"_s);
    TRY(!running());
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
        run(u"seq 30; ls -l /usr/share"_s);
        TRY(count() > 30);
        press(Qt::Key_F, Qt::ControlModifier);
        type(u"1[0-9]"_s);
        click(u"expressionButton"_s);
        press(Qt::Key_F3);
        layOut();
        picture(name + u"search"_s);
        run(u"printf 'see https://example.org/x\\n\\033[32mgreen\\033[0m\\ttab\\nlast line\\n'"_s);
        press(Qt::Key_Escape);
        TRY_COMPARE(count(), 3);
        layOut();
        drag(placeOf(0, 8), placeOf(2, 4));
        QTest::mouseMove(window(), placeOf(0, 9));
        QTest::mouseMove(window(), placeOf(0, 8));
        picture(name + u"selection"_s);
        QTest::mouseClick(window(), Qt::RightButton, {}, placeOf(0, 8));
        TRY(item(u"menuCopy"_s)->isVisible());
        picture(name + u"menu"_s);
        press(Qt::Key_Escape);
        TRY(!item(u"menuCopy"_s)->isVisible());
        save(m_home.path());
        press(Qt::Key_Return);
        picture(name + u"save"_s);
        press(Qt::Key_Escape);
        TRY(!item(u"saveField"_s)->isVisible());
        enter(u"cat"_s);
        press(Qt::Key_Return);
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
