// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import DemoControls

// What the command reads from its stdin.
RowLayout {
    id: bar

    property bool open: true // there is somebody to send to
    property bool terminal: false // which knows what Ctrl+C means
    property var _sent: [] // lines, the oldest first
    property int _place: 0 // in those; their number is the line being typed

    signal sendRequested(string text)
    signal interruptRequested
    signal closedWhileTyping // what is typed now must go somewhere
    signal eofRequested

    spacing: Theme.gap
    onOpenChanged: {
        if (!open && inputField.focus)
            closedWhileTyping();
    }

    function focusField() {
        inputField.forceActiveFocus(Qt.ShortcutFocusReason);
    }

    function send() {
        bar.sendRequested(inputField.text);
        if (inputField.text.length > 0)
            _sent = _sent.concat(inputField.text).slice(-100);
        _place = _sent.length;
        inputField.clear();
    }

    function recall(place: int) {
        if (place < 0 || place > _sent.length)
            return;
        _place = place;
        inputField.text = place < _sent.length ? _sent[place] : "";
        inputField.cursorPosition = inputField.text.length;
    }

    TextLine {
        id: inputField

        objectName: "inputField"
        placeholderText: bar.open ? "A line to send to the command" : "Its input is closed"
        tip: bar.terminal ? "Return sends the line, Ctrl+C interrupts" : "Return sends the line"
        keys: "Ctrl+I"
        enabled: bar.open
        font.family: Theme.fixedFamily
        font.pixelSize: Theme.fixedSize
        Accessible.name: "Input"
        Layout.fillWidth: true
        onAccepted: bar.send()
        Keys.onUpPressed: bar.recall(bar._place - 1)
        Keys.onDownPressed: bar.recall(bar._place + 1)
        Keys.onPressed: event => {
            const control = event.modifiers === Qt.ControlModifier;
            const interrupts = control && event.key === Qt.Key_C && bar.terminal
                && inputField.selectedText.length === 0;
            const ends = control && event.key === Qt.Key_D;
            event.accepted = ends || interrupts;
            if (ends)
                bar.eofRequested();
            else if (interrupts)
                bar.interruptRequested();
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
