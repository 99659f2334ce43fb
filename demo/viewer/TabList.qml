// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import DemoControls

// A button that lists all tabs, each with its name and state.
PushButton {
    id: button

    required property TabBar bar

    objectName: "tabListButton"
    text: bar.count + " \u25be"
    tip: qsTr("All tabs")
    keys: "Ctrl+Shift+A"
    flat: true
    Accessible.name: bar.count === 1 ? qsTr("1 tab") : qsTr("%n tabs", "", bar.count)
    onClicked: popup.open()

    function open() {
        popup.open();
    }

    function choose(index: int) {
        popup.close();
        bar.setCurrentIndex(index);
    }

    Popup {
        id: popup

        objectName: "tabListPopup"
        y: button.height + 4
        width: Math.min(420, button.Window.width - 8)
        height: Math.min(list.contentHeight + topPadding + bottomPadding, button.Window.height - 60)
        padding: 4
        modal: true
        dim: false
        focus: true
        onAboutToShow: {
            list.model = button.bar.count;
            list.currentIndex = button.bar.currentIndex;
            list.positionViewAtIndex(list.currentIndex, ListView.Contain);
            place();
        }
        onWidthChanged: place()
        onOpened: list.forceActiveFocus(Qt.PopupFocusReason)

        // Under its button, and within the window.
        function place() {
            x = Math.min(0, button.Window.width - width - 4 - button.mapToItem(null, 0, 0).x);
        }

        background: Rectangle {
            radius: Theme.radius
            color: Theme.raised
            border.color: Theme.border
        }

        ListView {
            id: list

            objectName: "tabList"
            anchors.fill: parent
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("All tabs")
            ScrollBar.vertical: ScrollBar { }
            Keys.onReturnPressed: button.choose(currentIndex)
            Keys.onEnterPressed: button.choose(currentIndex)
            Keys.onSpacePressed: button.choose(currentIndex)

            // qmllint disable unqualified
            delegate: ItemDelegate {
                id: entry

                required property int index
                // A CommandTabButton; see OutputView.itemOf() for the type.
                readonly property var tab: button.bar.itemAt(index)

                objectName: "tabListEntry" + index
                width: ListView.view.width
                height: 26
                highlighted: ListView.isCurrentItem
                focusPolicy: Qt.NoFocus
                Accessible.name: (tab?.text ?? "") + ", " + (tab?.stateName ?? "")
                onClicked: button.choose(index)

                // qmllint disable deferred-property-id
                contentItem: Item { // qmllint enable deferred-property-id
                    Caption {
                        id: mark

                        width: 18
                        anchors.verticalCenter: parent.verticalCenter
                        text: entry.tab?.mark ?? ""
                        color: entry.tab?.markColor ?? Theme.text
                    }
                    Caption {
                        anchors.left: mark.right
                        anchors.right: stateName.left
                        anchors.rightMargin: 8
                        anchors.verticalCenter: parent.verticalCenter
                        text: entry.tab?.text ?? ""
                        elide: Text.ElideRight
                        font.weight: entry.index === button.bar.currentIndex ? Font.DemiBold
                                                                             : Font.Normal
                    }
                    Caption {
                        id: stateName

                        objectName: "tabListState" + entry.index
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        text: entry.tab?.stateName ?? ""
                        color: Theme.dimText
                    }
                }
                background: Rectangle {
                    radius: 3
                    color: entry.highlighted ? Theme.selection
                         : entry.hovered ? Theme.hovered : "transparent"
                }
            }
            // qmllint enable unqualified
        }
    }
}
