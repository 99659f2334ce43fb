// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic

// The background of a tab button; that of the current one is connected with the page below it.
Rectangle {
    id: shape

    required property TabButton button

    color: button.checked ? Theme.window : button.hovered ? Theme.hovered : "transparent"
    radius: Theme.radius

    Rectangle {
        y: parent.height - height
        width: parent.width
        height: shape.button.checked ? parent.height - 10 : 0
        color: shape.color
    }
    Rectangle {
        x: 6
        y: 0
        width: parent.width - 12
        height: 2
        visible: shape.button.checked
        color: Theme.accent
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: 2
        radius: Theme.radius
        visible: shape.button.visualFocus
        color: "transparent"
        border.color: Theme.accent
        border.width: 2
    }
}
