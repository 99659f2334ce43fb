// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import DemoControls
import GpgDesk

// A field for a passphrase, which shows bullets. Its text cannot be read from QML.
FocusScope {
    id: field

    property alias input: secret
    property alias length: secret.length
    property string name
    property string label
    property bool wrong: false

    signal accepted

    implicitHeight: Theme.controlHeight
    implicitWidth: 200

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.base
        border.width: secret.activeFocus ? 2 : 1
        border.color: field.wrong ? Theme.errorText
                    : secret.activeFocus ? Theme.accent : Theme.border
    }
    Rectangle {
        anchors.fill: bullets
        visible: secret.allSelected
        color: Theme.accent
    }
    Caption {
        id: bullets

        x: 10
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, parent.width - 24)
        text: "\u25cf".repeat(Math.min(secret.length, 400))
        color: secret.allSelected ? Theme.accentedText : Theme.text
        elide: Text.ElideLeft
        font.letterSpacing: 2
    }
    Caption {
        x: 14
        anchors.verticalCenter: parent.verticalCenter
        visible: secret.length === 0
        text: field.label
        color: Theme.dimText
    }
    Rectangle {
        x: bullets.x + (secret.length > 0 ? bullets.width : 0)
        anchors.verticalCenter: parent.verticalCenter
        width: 1
        height: 16
        visible: secret.activeFocus && !secret.allSelected
        color: Theme.text
    }

    SecretInput {
        id: secret

        objectName: field.name
        anchors.fill: parent
        focus: true
        Accessible.role: Accessible.EditableText
        Accessible.passwordEdit: true
        Accessible.focusable: true
        Accessible.name: field.label
        onAccepted: field.accepted()

        HoverHandler {
            cursorShape: Qt.IBeamCursor
        }
    }
}
