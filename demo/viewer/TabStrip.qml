// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import DemoControls

// The tabs. When they do not fit, they are scrolled by arrows or the wheel, and a list of them is
// offered. The current one is always kept in sight.
RowLayout {
    id: strip

    readonly property alias bar: tabBar
    readonly property bool scrolls: tabBar.contentWidth > tabBar.width + 0.5
    readonly property ListView _view: tabBar.contentItem as ListView
    // The place of the first tab, which is not always 0: a list view moves its origin when items
    // change their size.
    readonly property real _begin: _view.originX
    readonly property real _end: _begin + tabBar.contentWidth - tabBar.width

    signal newTabRequested

    spacing: 4

    function scrollBy(distance: real) {
        _view.contentX = Math.max(_begin, Math.min(_end, _view.contentX + distance));
    }

    function showCurrent() {
        _view.forceLayout();
        _view.positionViewAtIndex(tabBar.currentIndex, ListView.Contain);
        scrollBy(0);
    }

    function openList() {
        tabList.open();
    }

    WheelHandler {
        acceptedDevices: PointerDevice.AllDevices
        orientation: Qt.Vertical
        onWheel: event => strip.scrollBy(-(event.angleDelta.y || event.angleDelta.x))
    }

    PushButton {
        objectName: "tabsBackButton"
        visible: strip.scrolls
        enabled: strip._view.contentX > strip._begin
        text: "\u2039"
        tip: qsTr("Tabs to the left")
        flat: true
        focusPolicy: Qt.NoFocus // the list is for keys
        Accessible.name: tip
        Layout.preferredWidth: 26
        onClicked: strip.scrollBy(-tabBar.width / 2)
    }
    TabBar {
        id: tabBar

        objectName: "tabBar"
        spacing: 2
        clip: true
        Layout.alignment: Qt.AlignBottom
        Layout.preferredHeight: 34
        Layout.preferredWidth: contentWidth
        Layout.maximumWidth: Math.max(1, contentWidth)
        Layout.fillWidth: true
        background: null
        onCurrentIndexChanged: Qt.callLater(strip.showCurrent) // qmllint disable
        onContentWidthChanged: Qt.callLater(strip.showCurrent) // qmllint disable
        onWidthChanged: Qt.callLater(strip.showCurrent) // qmllint disable

        contentItem: ListView {
            model: tabBar.contentModel
            currentIndex: tabBar.currentIndex
            spacing: tabBar.spacing
            orientation: ListView.Horizontal
            boundsBehavior: Flickable.StopAtBounds
            flickableDirection: Flickable.AutoFlickIfNeeded
            highlightFollowsCurrentItem: false // showCurrent() does it
            cacheBuffer: 100000 // creates all tabs, so that the width of the contents is exact
        }
    }
    PushButton {
        objectName: "tabsOnButton"
        visible: strip.scrolls
        enabled: strip._view.contentX < strip._end - 0.5
        text: "\u203a"
        tip: qsTr("Tabs to the right")
        flat: true
        focusPolicy: Qt.NoFocus
        Accessible.name: tip
        Layout.preferredWidth: 26
        onClicked: strip.scrollBy(tabBar.width / 2)
    }
    PushButton {
        objectName: "newTabButton"
        text: "+"
        tip: qsTr("Another command beside this one")
        keys: "Ctrl+T"
        flat: true
        Accessible.name: qsTr("New tab")
        Layout.preferredWidth: 32
        onClicked: strip.newTabRequested()
    }
    TabList {
        id: tabList

        bar: tabBar
        visible: tabBar.count > 1
    }
    Item { Layout.fillWidth: true }
}
