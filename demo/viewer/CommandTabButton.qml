// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import DemoControls

// A tab with the state of its command, and a cross that closes it.
TabButton {
    id: tabButton

    required property CommandTab tab
    property string mark
    property color markColor: Theme.dimText
    property string tip
    property bool rang: false // its bell has not been heard of yet
    property string stateName // in a word, as its mark has it in a character

    signal closeRequested

    implicitWidth: Math.max(110, Math.min(220, title.implicitWidth + 62))
    width: implicitWidth
    implicitHeight: 34
    padding: 0
    focusPolicy: Qt.TabFocus // a click is for the tab's page, which then has the keys
    Accessible.name: rang ? qsTr("%1, has rung").arg(text) : text

    Tip {
        visible: tabButton.hovered && tabButton.tip.length > 0
        delay: 700
        text: tabButton.tip + (tabButton.rang ? "\n" + qsTr("It has rung the bell") : "")
    }

    contentItem: Item { }

    Item {
        anchors.fill: parent

        Caption {
            id: markText

            x: 10
            anchors.verticalCenter: parent.verticalCenter
            text: tabButton.mark
            color: tabButton.markColor
        }
        Caption {
            id: title

            anchors.verticalCenter: parent.verticalCenter
            anchors.left: markText.right
            anchors.leftMargin: 7
            anchors.right: bellMark.visible ? bellMark.left : cross.left
            text: tabButton.text
            elide: Text.ElideRight
            font.weight: tabButton.checked ? Font.DemiBold : Font.Normal
            color: tabButton.checked ? Theme.text : Theme.dimText
        }
        Rectangle {
            id: bellMark

            objectName: "bellMark"
            visible: tabButton.rang
            anchors.verticalCenter: parent.verticalCenter
            anchors.right: cross.left
            anchors.rightMargin: 2
            width: 8
            height: 8
            radius: 4
            color: Theme.accent
        }
        Caption {
            id: cross

            objectName: "closeCross"
            anchors.right: parent.right
            anchors.rightMargin: 4
            anchors.verticalCenter: parent.verticalCenter
            width: 22
            height: 22
            text: "\u2715"
            font.pixelSize: 11
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            color: crossArea.containsMouse ? Theme.text : Theme.dimText
            Accessible.role: Accessible.Button
            Accessible.name: qsTr("Close the tab")

            MouseArea {
                id: crossArea

                anchors.fill: parent
                hoverEnabled: true
                onClicked: tabButton.closeRequested()
            }
        }
    }

    background: TabShape {
        button: tabButton
    }
}
