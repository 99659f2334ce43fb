// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T

// A dialog inside the window, never larger than that: what does not fit is scrolled. A click beside
// it does not close it, so that a text typed in it is not lost by accident.
Dialog {
    id: sheet

    property real wantedWidth: 420
    default property alias body: area.content
    readonly property real _room: parent ? parent.height - 16 : 10000

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(wantedWidth, parent ? parent.width - 16 : wantedWidth)
    height: Math.min(_room, (area.first?.implicitHeight ?? 0) + topPadding + bottomPadding)
    modal: true
    closePolicy: T.Popup.CloseOnEscape
    padding: 18

    // qmllint disable deferred-property-id
    contentItem: FocusScope { // qmllint enable deferred-property-id
        focus: true

        ScrollArea {
            id: area

            anchors.fill: parent
            leastHeight: area.first?.implicitHeight ?? 0
        }
    }

    background: Rectangle {
        radius: Theme.radius + 2
        color: Theme.window
        border.color: Theme.border
    }
}
