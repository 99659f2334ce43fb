// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls

// What the command reads from its stdin.
RowLayout {
    id: bar

    property bool open: true // there is somebody to send to

    signal sendRequested(string text)
    signal eofRequested

    spacing: Theme.gap

    function focusField() {
        inputField.forceActiveFocus(Qt.ShortcutFocusReason);
    }

    function send() {
        bar.sendRequested(inputField.text);
        inputField.clear();
    }

    TextLine {
        id: inputField

        objectName: "inputField"
        placeholderText: bar.open ? "A line to send to the command" : "Its input is closed"
        tip: "Return sends the line"
        keys: "Ctrl+I"
        enabled: bar.open
        font.family: Theme.fixedFamily
        font.pixelSize: Theme.fixedSize
        Accessible.name: "Input"
        Layout.fillWidth: true
        onAccepted: bar.send()
        Keys.onPressed: event => {
            event.accepted = event.key === Qt.Key_D && event.modifiers === Qt.ControlModifier;
            if (event.accepted)
                bar.eofRequested();
        }
    }
    PushButton {
        objectName: "sendButton"
        text: "Send"
        enabled: bar.open
        tip: "Send the line"
        keys: "Return"
        Layout.preferredWidth: 76
        onClicked: bar.send()
    }
    PushButton {
        objectName: "eofButton"
        text: "End input"
        enabled: bar.open
        tip: "That was all: end-of-file for the command"
        keys: "Ctrl+D in the field"
        onClicked: bar.eofRequested()
    }
}
