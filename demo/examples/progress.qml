// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

// A progress bar for a program that writes its percentage over and over into one line, as rsync
// --info=progress2 does: each state of the line comes as a line.

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Offspring

ApplicationWindow {
    title: "Progress"
    width: 420
    height: 140
    visible: true

    Process {
        id: copy

        executable: "sh"
        args: ["-c", "for i in $(seq 0 4 100); do "
               + "printf '\\r%12d %3d%% %8s' $((i * 52428)) $i 1.2MB/s; sleep 0.1; done; echo"]
        onStarted: bar.value = 0
        onLineReceived: (childFD, line) => {
            const percent = /(\d+)%/.exec(line)
            if (percent)
                bar.value = Number(percent[1])
            state.text = line.trim()
        }
        onEnded: reason => {
            if (reason.kind !== ExitReason.ProcessDone)
                state.text = reason.toString()
        }
    }

    ColumnLayout {
        anchors { fill: parent; margins: 16 }

        ProgressBar { id: bar; to: 100; Layout.fillWidth: true }
        RowLayout {
            Label { id: state; text: "Nothing is copied yet"; Layout.fillWidth: true }
            Button {
                text: copy.running ? "Stop" : "Copy"
                onClicked: copy.running = !copy.running
            }
        }
    }
}
