// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import QtQuick
import QtQuick.Layouts
import Offspring
import DemoControls
import Viewer

// A field for what the command reads from its stdin. While the terminal does not echo, the text is
// taken for a secret: it is hidden and not kept. A program that has turned off line editing, too,
// either shows the input by itself, as shells do, or reads a secret key by key. The terminal does
// not say which, so the user can choose to see the text then.
ColumnLayout {
    id: bar

    required property Process process
    property bool open: true // the command reads its input
    property TerminalView screen: null // which takes the keys, and says by itself that it hides them
    property var _sent: [] // lines, the oldest first
    property int _place: 0 // index into _sent; its length stands for the line being typed

    readonly property bool terminal: process.usePTY // which knows what Ctrl+C means
    readonly property bool screenIsShown: screen !== null
    // To hear of each change of the process costs 20 looks a second: that is for who types here.
    readonly property bool _asksScreen: screenIsShown && !inputField.activeFocus
    readonly property bool _quiet: open && process.terminalName.length > 0
                                   && !(_asksScreen ? screen.echo : process.echo)
    readonly property bool _keyByKey: _quiet
                                      && !(_asksScreen ? screen.hiddenInput : process.lineEditing)
    property bool _revealed: false // the user wants to see what a program reads key by key
    readonly property bool secret: _quiet && !(_keyByKey && _revealed)

    signal interruptRequested
    signal closedWhileTyping // another field should take the focus
    signal eofRequested

    spacing: 4
    onOpenChanged: {
        _revealed = false;
        if (!open && inputField.focus)
            closedWhileTyping();
    }
    // Text that was typed before it became secret is hidden, too, and cannot be shown by an undo.
    // Hidden text is dropped when the program has stopped asking for a secret.
    onSecretChanged: inputField.replace(secret || isQuietNow() ? inputField.text : "")

    function focusField() {
        inputField.forceActiveFocus(Qt.ShortcutFocusReason);
    }

    function paste(text: string) {
        if (!open)
            return;
        focusField();
        inputField.insert(inputField.cursorPosition, text);
    }

    // Asks the terminal itself, because the program may just have turned off the echo.
    function isSecretNow(): bool {
        return isQuietNow() && (process.lineEditing || !_revealed);
    }

    function isQuietNow(): bool {
        return open && process.terminalName.length > 0 && !process.echo;
    }

    // Several pasted lines are sent as several lines.
    function send() {
        const secretNow = isSecretNow();
        const lines = Array.from(PastedText.lines(inputField.text));
        process.write(lines.join("\n") + "\n");
        if (!secretNow)
            _sent = _sent.concat(lines.filter(line => line.length > 0)).slice(-100);
        _place = _sent.length;
        inputField.replace("");
    }

    function recall(place: int) {
        if (place < 0 || place > _sent.length)
            return;
        _place = place;
        inputField.replace(place < _sent.length ? _sent[place] : "");
    }

    RowLayout {
        visible: bar._quiet && (!bar.screenIsShown || inputField.activeFocus
                                || revealButton.activeFocus)
        spacing: Theme.gap

        Caption {
            objectName: "secretLabel"
            text: !bar.secret
                ? qsTr("The program reads key by key, and shows by itself what you type")
                : bar._keyByKey
                ? qsTr("The terminal does not echo: what you type is hidden and not kept. "
                  + "If the program shows it by itself, as a shell does, press Show")
                : qsTr("The program does not echo: what you type is hidden and not kept")
            color: bar.secret ? Theme.busyText : Theme.dimText
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
            Layout.fillWidth: true
        }
        PushButton {
            id: revealButton

            objectName: "revealButton"
            visible: bar._keyByKey
            text: bar._revealed ? qsTr("Hide") : qsTr("Show")
            tip: bar._revealed ? qsTr("Hide what is typed, and keep nothing")
                               : qsTr("Show what is typed, and keep it for Up and Down: "
                                 + "only if the program is no password prompt")
            implicitHeight: 24
            focusPolicy: Qt.TabFocus
            onClicked: bar._revealed = !bar._revealed
        }
    }

    RowLayout {
        spacing: Theme.gap

        TextLine {
            id: inputField

            function replace(line: string) {
                text = line + "."; // setting an equal text would keep the undo history
                text = line;
                cursorPosition = line.length;
            }

            objectName: "inputField"
            placeholderText: !bar.open ? qsTr("Its input is closed")
                           : bar.secret && !(bar.screenIsShown && bar._keyByKey)
                           ? qsTr("A secret line for the command")
                           : qsTr("A line to send to the command")
            tip: bar.terminal ? qsTr("Return sends the line, Ctrl+C interrupts")
                              : qsTr("Return sends the line")
            keys: bar.screenIsShown ? "Ctrl+Shift+I" : "Ctrl+I"
            enabled: bar.open
            maximumLength: 1 << 24 // long pasted text is not cut
            echoMode: bar.secret ? TextInput.Password : TextInput.Normal
            passwordMaskDelay: 0
            inputMethodHints: bar.secret ? Qt.ImhHiddenText | Qt.ImhSensitiveData
                                           | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
                                         : Qt.ImhNone
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.fixedSize
            Accessible.name: qsTr("Input")
            Layout.fillWidth: true
            onAccepted: bar.send()

            TextDrop {
                field: inputField
            }

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
            text: qsTr("Send")
            enabled: bar.open
            tip: qsTr("Send the line")
            keys: "Return"
            Layout.preferredWidth: Math.max(76, implicitWidth)
            onClicked: bar.send()
        }
        PushButton {
            objectName: "eofButton"
            text: qsTr("End input")
            enabled: bar.open
            tip: qsTr("That was all: end-of-file for the command")
            keys: qsTr("Ctrl+D in the field")
            onClicked: bar.eofRequested()
        }
    }
}
