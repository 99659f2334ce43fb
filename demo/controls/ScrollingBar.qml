// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts

// A row of controls. In a window that is too narrow it scrolls: by the arrows at its ends, by the
// wheel, and to the control that gets the focus.
Item {
    id: bar

    property real gap: 6 // between two controls
    default property alias controls: content.data
    readonly property bool scrolls: content.implicitWidth > width

    implicitHeight: content.implicitHeight
    implicitWidth: content.implicitWidth

    function scrollBy(distance: real) {
        area.contentX = Math.max(0, Math.min(area.contentWidth - area.width,
                                             area.contentX + distance));
    }

    function show(control: Item) {
        if (area.width <= 0)
            return;
        const at = control.mapToItem(content, 0, 0).x;
        if (at < area.contentX)
            area.contentX = at;
        else if (at + control.width > area.contentX + area.width)
            area.contentX = at + control.width - area.width;
    }

    function showFocused(focused: Item) {
        for (let item = focused; item; item = item.parent) {
            if (item === content)
                return show(focused);
        }
    }

    function layOut() {
        scrollBy(0);
        if (Window.window)
            showFocused(Window.window.activeFocusItem);
    }

    Connections {
        target: bar.Window.window
        function onActiveFocusItemChanged() {
            bar.showFocused(bar.Window.window.activeFocusItem);
        }
    }

    PushButton {
        id: back

        objectName: "scrollBackButton"
        visible: bar.scrolls
        enabled: area.contentX > 0
        text: "\u2039"
        leftPadding: 9
        rightPadding: 9
        focusPolicy: Qt.NoFocus // Tab scrolls by itself to the hidden controls
        Accessible.name: qsTr("Scroll to the left")
        onClicked: bar.scrollBy(-area.width / 2)
    }
    Flickable {
        id: area

        x: bar.scrolls ? back.width + 4 : 0
        width: bar.scrolls ? bar.width - back.width - on.width - 8 : bar.width
        height: bar.height
        clip: bar.scrolls
        boundsBehavior: Flickable.StopAtBounds
        flickableDirection: Flickable.HorizontalFlick
        interactive: bar.scrolls
        contentWidth: Math.max(width, content.implicitWidth)
        contentHeight: height
        onWidthChanged: bar.layOut()
        onContentWidthChanged: bar.layOut()

        WheelHandler {
            acceptedDevices: PointerDevice.AllDevices
            orientation: Qt.Vertical
            enabled: bar.scrolls
            onWheel: event => bar.scrollBy(-(event.angleDelta.y || event.angleDelta.x) / 2)
        }
        RowLayout {
            id: content

            width: area.contentWidth
            height: area.height
            spacing: bar.gap
        }
    }
    PushButton {
        id: on

        objectName: "scrollOnButton"
        anchors.right: parent.right
        visible: bar.scrolls
        enabled: area.contentX < area.contentWidth - area.width
        text: "\u203a"
        leftPadding: 9
        rightPadding: 9
        focusPolicy: Qt.NoFocus
        Accessible.name: qsTr("Scroll to the right")
        onClicked: bar.scrollBy(area.width / 2)
    }
}
