// SPDX-FileCopyrightText: 2026 The Offspring Authors
// SPDX-License-Identifier: BSD-3-Clause

import Offspring
import Offspring.Terminal
import QtQuick

Window {
    id: window

    property alias terminal: terminal
    property alias process: process
    property string linkText: ""
    property string question: ""
    property int shortcuts: 0
    property int bells: 0

    width: 720
    height: 400
    visible: true
    title: terminal?.title ?? ""

    Shortcut {
        sequences: ["Ctrl+W", "Ctrl+Shift+T"]
        onActivated: ++window.shortcuts
    }

    Terminal {
        id: terminal

        objectName: "terminal"
        anchors.fill: parent
        focus: true
        font.family: "DejaVu Sans Mono"
        font.pixelSize: 14
        scrollbackLines: 500
        process: Process {
            id: process

            executable: "/bin/sh"
        }

        onBell: ++window.bells
        onLinkActivated: url => window.linkText = url
        onPasteQuestion: (text, lines) => window.question = lines + ": " + text
    }
}
