// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Answers what a script asks on its terminal. While the terminal does not echo, dots are shown.

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Offspring

ApplicationWindow {
    id: window

    property string transcript: ""
    readonly property string question: transcript.slice(transcript.lastIndexOf("\n") + 1)

    title: "Wizard"
    width: 480
    height: 240
    visible: true

    Process {
        id: script

        executable: "sh"
        args: ["-c", "printf 'Your name: '; read name; stty -echo; printf 'A passphrase: '; "
               + "read secret; stty echo; echo; printf 'Make a key for %s? [y/n] ' \"$name\"; "
               + "read answer; test \"$answer\" = y || exit 1; echo \"The key of $name is made.\""]
        usePTY: true
        running: true
        onOutReceived: text => window.transcript += text
    }

    ColumnLayout {
        anchors { fill: parent; margins: 16 }

        Label {
            text: window.transcript.replace(/\r/g, "")
            verticalAlignment: Text.AlignTop
            Layout.fillHeight: true
        }
        TextField {
            enabled: script.running
            focus: true
            placeholderText: script.running ? window.question : script.exitReason.toString()
            echoMode: script.echo || !script.running ? TextInput.Normal : TextInput.Password
            onAccepted: {
                script.write(text + "\n")
                clear()
            }
            Layout.fillWidth: true
        }
    }
}
