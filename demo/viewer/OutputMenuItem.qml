// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import DemoControls

// An entry of a menu, with its keyboard shortcut.
MenuItem {
    id: item

    property string keys

    implicitHeight: 28
    activeFocusOnTab: visible && enabled // else the arrows stop there
    height: visible ? implicitHeight : 0
    padding: 0
    leftPadding: 10
    rightPadding: 10

    // qmllint disable deferred-property-id
    contentItem: Item { // qmllint enable deferred-property-id
        implicitWidth: label.implicitWidth + 8 + keyText.implicitWidth

        Caption {
            id: label

            anchors.left: parent.left
            anchors.right: keyText.left
            anchors.rightMargin: 8
            anchors.verticalCenter: parent.verticalCenter
            text: item.text
            elide: Text.ElideMiddle
            opacity: item.enabled ? 1 : 0.45
        }
        Caption {
            id: keyText

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: KeyNames.shown(item.keys)
            color: Theme.dimText
        }
    }
    background: Rectangle {
        x: 3
        width: item.width - 6
        radius: 3
        color: item.highlighted ? Theme.selection : "transparent"
    }
}
