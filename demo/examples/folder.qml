// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A folder's largest files, by two commands in a row, and all of its files, as find finds them.

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Offspring

ApplicationWindow {
    title: "Folder"
    width: 420
    height: 320
    visible: true

    Pipeline {
        id: largest
        collect: true
        Process { executable: "ls"; args: ["-S", folder.text] }
        Process { executable: "head"; args: ["-2"] }
        onEnded: reason => result.text = reason.isSuccess ? output.trim() : reason.toString()
    }

    Process {
        id: search
        executable: "find"; args: [folder.text, "-type", "f", "-printf", "%f\\n"]
        onEnded: reason => status.text = reason.toString()
    }

    ColumnLayout {
        anchors { fill: parent; margins: 16 }

        TextField {
            id: folder
            placeholderText: "A folder"
            focus: true
            onAccepted: largest.running = search.running = true
            Layout.fillWidth: true
        }
        Label { id: result; font.bold: true }
        TextField { id: part; placeholderText: "Part of a name"; Layout.fillWidth: true }
        ListView {
            id: list
            model: OutputFilter {
                needle: part.text
                source: OutputModel { process: search; onUpdated: list.positionViewAtEnd() }
            }
            delegate: Text { required property string styledText; text: styledText }
            clip: true
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        Label { id: status }
    }
}
