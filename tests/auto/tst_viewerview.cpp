// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// What the viewer's real window shows, and where: its tabs, its controls in the smallest window,
// what is selected, found and clicked in the output.

#include "viewertest.h"

#include <QtCore/QRectF>
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
    void pictures();

private:
    void resize(int width, int height);
    void layOut();
    void verifyThatEverythingIsReachable();
    void openTabs(int count);
    bool isTabInSight(int index);
    void hover(const QQuickItem *target);
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
