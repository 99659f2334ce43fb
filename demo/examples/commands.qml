// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// Three commands, each with its state, how it ended, and what it wrote.

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Offspring

ApplicationWindow {
    title: "Three commands"
    width: 560
    height: 320
    visible: true

    ColumnLayout {
        anchors { fill: parent; margins: 16 }
        spacing: 16

        Repeater {
            model: [{title: "What runs here", program: "uname", args: ["-sr"]},
                    {title: "A check that fails", program: "sh",
                     args: ["-c", "echo 2 of 3 are well; echo disk: no space left >&2; exit 3"]},
                    {title: "A program that is missing", program: "no-such-program", args: []}]

            RowLayout {
                id: row

                required property var modelData
                readonly property var reason: process.exitReason

                spacing: 12

                Process { id: process; collect: true }
                ColumnLayout {
                    Label { text: row.modelData.title; font.bold: true }
                    Label {
                        text: process.running ? "running" : row.reason ? row.reason.toString()
                                                                       : "not run yet"
                        color: !row.reason || process.running ? palette.text
                             : row.reason.kind === ExitReason.ProcessDone ? "green" : "firebrick"
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                    Label { text: (process.output + process.errorOutput).trim() }
                }
                Button {
                    text: process.running ? "Stop" : "Run"
                    onClicked: process.running
                               ? process.stop()
                               : process.exec(row.modelData.program, row.modelData.args)
                    Layout.alignment: Qt.AlignTop
                }
            }
        }
    }
}
